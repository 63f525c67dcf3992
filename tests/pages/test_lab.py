"""Does the lab answer to every choice at once, keep it in the link, and say nothing that the draws do not bear out?"""

from __future__ import annotations

import io
import re

import numpy as np
import pandas as pd
import pytest

from zone_atlas.analysis.lab.ranks import DRAWS
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.rules import LAST_SCORED_YEAR

from .conftest import LANGUAGES, Open, Visit
from .test_every_page import HAN, IDENTIFIER, LATIN_NAMES, LATIN_WORD, MARKUP, MESSAGE_KEY

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
FRAMES = {"lab-ranks", "lab-shifts", "lab-slopes", "lab-sobol", "lab-left-out", "lab-duel"}
SAVED = "drivers~minmax~geometric~given~d1-70-lock"
RICH = {
    "mean": "geometric",
    "d1": "60",
    "lock": "D1",
    "open": "D1",
    "element": "D1.vitality",
    "d1_trade": "5",
    "concentration": "64",
    "hold": "aggregation",
    "s1": SAVED,
    "s3": "bottlenecks~rank~arithmetic~entropy",
}


def slide(visit: Visit, **values: int) -> Visit:
    for name, value in values.items():
        visit.app.slider(key=f"address-{name}").set_value(value)
    return visit.run()


def press(visit: Visit, key: str) -> Visit:
    visit.app.button(key=key).click()
    return visit.run()


@EACH_LANGUAGE
@pytest.mark.parametrize(
    "address", [{}, {"index": "bottlenecks"}, RICH, {"weights": "component", "open": "D3"}]
)
def test_the_lab_opens_whole_in_one_language(open_page: Open, language: str, address: dict) -> None:
    visit = open_page("lab", language, **address).whole()
    assert visit.app.title[0].value == visit.t("question.lab")
    assert not visit.app.info
    assert set(visit.frames) == FRAMES
    for key in FRAMES:
        frame = visit.frames[key]
        assert len(frame.headline) > 10
        assert not re.search(r"nan|None|[{}<>]", frame.headline + frame.subtitle + " ".join(frame.notes))
        assert frame.source_line.startswith(visit.t("source.line", names=""))
        assert len(visit.table(key)) > 2
    again = open_page("lab", language, **address)
    texts = [text.replace("\\", "") for seen in (again, visit.whole()) for _, text in seen.pieces]
    assert not {text for text in texts if MESSAGE_KEY.search(text) and not text.startswith("http")}
    assert not {text for text in texts if IDENTIFIER.search(text) and not text.startswith("http")}
    if language == "en":
        assert not {text for text in texts if HAN.search(text)} - {"中文"}
    else:
        words = {
            (word, text)
            for text in texts
            for word in LATIN_WORD.findall(MARKUP.sub(" ", text))
            if word not in LATIN_NAMES | {"CRITIC"} and text != "English" and not text.startswith("http")
        }
        assert not words


def test_a_link_is_the_view_in_either_language(open_page: Open) -> None:
    chinese, english = (open_page("lab", language, **RICH).whole() for language in LANGUAGES)
    assert chinese.address == english.address == RICH
    for key in FRAMES:
        ours, theirs = (v.table(key).select_dtypes("number").to_numpy() for v in (chinese, english))
        assert ours.size
        np.testing.assert_array_equal(ours, theirs, key)


@pytest.mark.parametrize(
    "address",
    [
        {"d1": "101"},
        {"index": "cities"},
        {"scale": "<b>"},
        {"lock": "D9"},
        {"concentration": "3"},
        {"hold": "everything"},
        {"s1": "drivers~<script>alert(1)</script>"},
        {"s2": "drivers~goalposts~arithmetic~given" + "~d1-10" * 200},
        {"one": "999999"},
    ],
)
def test_nonsense_in_the_link_is_named_and_the_lab_still_opens(open_page: Open, address: dict) -> None:
    visit = open_page("lab", "en", **address).whole()
    (name,) = address
    assert len(visit.app.info) == 1
    assert f" {name} " in visit.app.info[0].value.replace("\\", "")
    assert visit.address == {}
    assert "script" not in visit.page_text
    assert set(visit.frames) == FRAMES


def test_a_slider_moves_the_ranks_and_reset_brings_them_back(open_page: Open) -> None:
    visit = open_page("lab", "en").whole()
    before = visit.figures
    assert visit.frames["lab-shifts"].headline == visit.t("lab.shifts.finding.default")
    slide(visit, d3=100, d1=0).whole()
    assert visit.address == {"d3": "100", "d1": "0"}
    assert "Against the default index" in visit.frames["lab-shifts"].headline
    assert visit.figures["lab-ranks-plot"] != before["lab-ranks-plot"]
    press(visit, "lab-reset").whole()
    assert visit.address == {}
    assert visit.figures == before


ALL_NOUGHT = {"en": "all stand at 0: equal weights stand in", "zh": "的滑块均为 0，现以等权重代替"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sliders_that_all_stand_at_0_are_said_to_mean_equal_weights(open_page: Open, language: str) -> None:
    visit = open_page("lab", language, d1="0", d2="0", d3="0")
    said = [info.value.replace("\\", "") for info in visit.app.info]
    assert len(said) == 1
    assert ALL_NOUGHT[language] in said[0]
    assert not open_page("lab", language, d1="0", d2="0", d3="1").app.info


def test_a_locked_share_stays_when_another_slider_moves(open_page: Open) -> None:
    visit = press(open_page("lab", "en"), "lab-lock-D1").whole()
    assert visit.address == {"lock": "D1"}
    slide(visit, d2=90, d3=10).whole()
    labels = [slider.label for slider in visit.app.slider]
    assert "33 %" in labels[0]
    assert "60.3 %" in labels[1]
    assert "6.7 %" in labels[2]
    assert "lock" not in press(visit, "lab-lock-D1").whole().address


def test_the_branch_that_is_opened_shows_its_own_sliders(open_page: Open, atlas: Atlas) -> None:
    visit = open_page("lab", "en", open="D1", element="D1.vitality").whole()
    drivers = [dimension for dimension in atlas.catalogue.dimensions.values() if dimension.is_driver]
    of_year = set(atlas.normalised.loc[atlas.normalised["year"].eq(LAST_SCORED_YEAR), "indicator"])
    in_force = [i.element for i in atlas.catalogue.indicators_of("D1") if i.id in of_year]
    assert len(visit.app.slider) == len(drivers) + len(set(in_force)) + in_force.count("D1.vitality")
    slide(visit, d1_trade=100).whole()
    assert visit.address["d1_trade"] == "100"
    assert visit.address["open"] == "D1"


def test_choices_are_saved_compared_taken_up_and_dropped(open_page: Open) -> None:
    visit = open_page("lab", "en").whole()
    assert visit.app.button(key="lab-save").disabled
    visit.choose(scale="rank", mean="geometric").whole()
    press(visit, "lab-save").whole()
    assert visit.address["s1"] == "drivers~rank~geometric~given"
    assert visit.app.button(key="lab-save").disabled, "the same choice is not saved twice"
    press(visit, "lab-reset").whole()
    table = visit.table("lab-slopes")
    assert [visit.t("lab.saved.default"), visit.t("lab.saved.now"), "Choice 1"] == list(table.columns[1:4])
    assert (table["Choice 1"] != table[visit.t("lab.saved.default")]).any()
    press(visit, "lab-take-s1").whole()
    assert visit.address == {"scale": "rank", "mean": "geometric", "s1": "drivers~rank~geometric~given"}
    press(visit, "lab-drop-s1").whole()
    assert visit.address == {"scale": "rank", "mean": "geometric"}


def test_no_more_than_four_choices_are_saved(open_page: Open) -> None:
    full = {
        f"s{n}": f"drivers~{scale}~harmonic~given" for n, scale in enumerate(("rank", "minmax", "zscore"), 1)
    }
    visit = open_page("lab", "en", **full, s4="bottlenecks~rank~harmonic~given", mean="geometric").whole()
    assert visit.app.button(key="lab-save").disabled
    assert visit.t("lab.saved.other", count=1) in visit.page_text


def test_holding_everything_is_said_to_prove_nothing(open_page: Open) -> None:
    every = "weights,normalisation,aggregation,left_out"
    visit = open_page("lab", "en", hold=every).whole()
    assert visit.frames["lab-ranks"].headline == visit.t("lab.finding.nothing_varies")
    assert "lab-sobol" not in visit.frames
    table = visit.table("lab-ranks")
    assert (table[visit.t("lab.column.low")] == table[visit.t("lab.column.high")]).all()


def test_the_headline_counts_what_the_table_shows(open_page: Open) -> None:
    visit = open_page("lab", "en").whole()
    table, headline = visit.table("lab-ranks"), visit.frames["lab-ranks"].headline
    certain = int((~table[visit.t("lab.column.printed")].astype(str).str.contains("–")).sum())
    assert f"of only {certain} of {len(table)} zones" in headline
    first = table[visit.t("lab.column.first")]
    assert table.loc[first.idxmax(), visit.t("column.zone")] in headline


def test_overlapping_intervals_are_printed_as_places_that_overlap(open_page: Open) -> None:
    visit = open_page("lab", "en", index="bottlenecks").whole()
    table = visit.table("lab-ranks")
    spans = [[int(p) for p in str(label).split("–")] for label in table[visit.t("lab.column.printed")]]
    low, high = (table[visit.t(f"lab.column.{end}")].tolist() for end in ("low", "high"))
    for a in range(len(table)):
        for b in range(a):
            if low[a] <= high[b] and low[b] <= high[a]:
                assert spans[a][0] <= spans[b][-1]
                assert spans[b][0] <= spans[a][-1]


def test_the_filter_chooses_who_is_listed_and_changes_no_rank(open_page: Open) -> None:
    everyone, western = open_page("lab", "en").whole(), open_page("lab", "en", region="west").whole()
    zone, printed = western.t("column.zone"), western.t("lab.column.printed")
    whole = everyone.table("lab-ranks").set_index(zone)[printed]
    some = western.table("lab-ranks").set_index(zone)[printed]
    assert 1 < len(some) < len(whole)
    assert some.to_dict() == whole[some.index].to_dict()
    assert western.t("lab.note.filtered", total=len(whole)) in western.frames["lab-ranks"].notes


def test_a_change_of_year_leaves_the_choice_alone(open_page: Open) -> None:
    visit = open_page("lab", "en", mean="geometric").whole()
    for year in (2019, 2021, 2022, 2023):
        visit.choose(year=year).whole()
        assert {name: value for name, value in visit.address.items() if name != "year"} == {
            "mean": "geometric"
        }
        assert set(visit.frames) == FRAMES


def test_nobody_to_rank_is_said_and_the_rest_of_the_lab_stays(open_page: Open) -> None:
    """Small cities occur in Chongqing's and Beijing's districts alone, and neither zone is ranked."""
    visit = open_page("lab", "en", size="small").whole()
    assert [info.value for info in visit.app.info] == [visit.t("lab.none_ranked")]
    assert "lab-sobol" in visit.frames
    nobody = open_page("lab", "en", region="east", size="super").whole()
    assert [info.value for info in nobody.app.info] == [nobody.t("empty.zones")]
    assert not nobody.frames


def test_an_early_year_says_which_year_it_shows(open_page: Open) -> None:
    visit = open_page("lab", "en", year="2010").whole()
    assert visit.t("lab.other_year", year=2018) in visit.page_text
    assert "2018" in visit.frames["lab-ranks"].subtitle


def test_a_zone_without_enough_data_is_named_and_cannot_be_compared(open_page: Open) -> None:
    visit = open_page("lab", "en", one="BJ-JX").whole()
    assert visit.t("lab.duel.not_ranked") in visit.app.info[0].value
    assert any("Western Beijing" in note for note in visit.frames["lab-ranks"].notes)
    assert "Western Beijing" not in set(visit.table("lab-ranks")[visit.t("column.zone")])
    same = open_page("lab", "en", one="LN-DL", other="LN-DL").whole()
    assert same.t("lab.duel.same") in same.app.info[0].value


@EACH_LANGUAGE
def test_the_download_holds_every_part_in_the_readers_language(open_page: Open, language: str) -> None:
    visit = open_page("lab", language, **RICH).whole()
    content = visit.csv("lab-download")
    assert content.startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", keep_default_na=False)
    part, item, _, measure, value, note = table.columns
    names = ("ranks", "weights", "choices", "without", "compared", "duels")
    assert set(table[part]) == {visit.t(f"lab.part.{name}") for name in names}
    assert np.isfinite(table[value]).all()
    assert f"{DRAWS:,}" in table[note].iloc[0]
    ranks = table[
        table[part].eq(visit.t("lab.part.ranks")) & table[measure].eq(visit.t("lab.measure.median"))
    ]
    shown = visit.table("lab-ranks").set_index(visit.t("column.zone"))[visit.t("lab.column.median")]
    assert ranks.set_index(item)[value].to_dict() == shown.to_dict()
    text = content.decode("utf-8-sig")
    assert not IDENTIFIER.search(text)


@pytest.mark.parametrize("key", sorted(FRAMES))
def test_each_chart_hands_out_the_table_it_shows(open_page: Open, key: str) -> None:
    visit = open_page("lab", "en").whole()
    content = visit.csv(f"{key}-download")
    assert content.startswith(b"\xef\xbb\xbf")
    taken, table = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig"), visit.table(key)
    assert list(taken.columns) == list(table.columns)
    numbers = table.select_dtypes("number").columns
    np.testing.assert_allclose(taken[numbers], table[numbers], atol=0.051)
