"""Does the pathways page say what binds a zone, what answers it, and how far its candidates may be believed?"""

from __future__ import annotations

import re

import pandas as pd
import pytest

from zone_atlas.analysis import evidence
from zone_atlas.analysis.pathways.specialisation import (
    BENCHMARKS,
    BOUND_TO_LAND,
    CHECKED,
    KNOWLEDGE_INTENSIVE,
    PUBLIC_SERVICES,
)
from zone_atlas.analysis.shortfalls import shortfalls_of_place
from zone_atlas.atlas import Atlas
from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.pathways import cards, specialisation

from .conftest import LANGUAGES, Open, Visit
from .test_downloads import read

ZONES = ("HE-TS", "LN-C", "CQ-R", "NX-NE", "BJ-JX")
FRAMES = {"quotients", "relatedness", "candidates"}
BOTTLENECKS = {"B1": "P1", "B2": "P2", "B3": "P3"}
# A prefecture-level city without census employment by industry.
EMPTY = "460300"
# Its boundary moved between the censuses.
WUHU = "340200"
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
EACH_ZONE = pytest.mark.parametrize("zone", ZONES)


def card(visit: Visit, bottleneck: str) -> str:
    """Everything the card of a bottleneck says, badges and links included."""
    block = visit.app.get_by_key(f"pathway-{bottleneck}")
    texts = [str(item.value) for item in block.markdown] + [item.label for item in block.button]
    links = [node.proto.label for node in block if node.type == "page_link"]
    return "\n".join((*texts, *links)).replace("\\", "")


def linked(visit: Visit, bottleneck: str) -> list[dict[str, str]]:
    """Entries of the address to which the links of a card lead."""
    nodes = [n for n in visit.app.get_by_key(f"pathway-documents-{bottleneck}") if n.type == "page_link"]
    return [dict(pair.split("=", 1) for pair in n.proto.query_string.lstrip("?").split("&")) for n in nodes]


@EACH_LANGUAGE
@EACH_ZONE
def test_every_kind_of_zone_gets_the_whole_answer(
    open_page: Open, language: str, zone: str, atlas: Atlas
) -> None:
    visit = open_page("pathways", language, zone=zone).whole()
    assert set(visit.frames) == FRAMES
    assert not visit.app.info
    name = atlas.places.set_index("place").loc[zone, f"name_{language}"]
    for frame in visit.frames.values():
        assert name in frame.headline
        assert not re.search(r"\bnan\b", frame.headline)
    for key in FRAMES:
        assert len(visit.table(key)) >= 19


@EACH_LANGUAGE
@EACH_ZONE
@pytest.mark.parametrize("proxies", [False, True])
def test_the_binding_bottleneck_is_the_one_of_the_rule_with_its_grade(
    open_page: Open, language: str, zone: str, proxies: bool, atlas: Atlas
) -> None:
    found = evidence.binding_bottleneck(atlas, zone, 2023, proxies)
    assert found is not None
    visit = open_page("pathways", language, zone=zone, proxies=str(int(proxies))).whole()
    binds = visit.t("pathways.binds", grade=found.grade)
    for bottleneck in BOTTLENECKS:
        said = card(visit, bottleneck)
        assert (binds in said) is (bottleneck == found.dimension)
        assert (visit.t("pathways.tied") in said) is (bottleneck in found.tied)
    for code in found.reasons:
        assert visit.t(f"pathways.cost.{code}") in visit.page_text


@EACH_LANGUAGE
def test_each_card_gives_the_standing_with_its_interval(open_page: Open, language: str, atlas: Atlas) -> None:
    visit = open_page("pathways", language, zone="HE-TS").whole()
    for bottleneck in BOTTLENECKS:
        place = evidence.positions_on_dimension(atlas, bottleneck, 2023)["HE-TS"]
        ends = f"{round(100 * place.low)}–{round(100 * place.high)}"
        assert ends in card(visit, bottleneck)


@EACH_LANGUAGE
def test_each_card_tells_its_pathway_and_where_it_was_read(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("pathways", language).whole()
    for bottleneck, pathway in BOTTLENECKS.items():
        record, said = atlas.catalogue.pathways[pathway], card(visit, bottleneck)
        assert record.answers == bottleneck
        assert record.summary.of(language) in said
        assert record.basis.of(language) in said
        assert len(record.measures) > 2
        for measure in record.measures:
            assert measure.text.of(language) in said
    for phase in ("related", "breakthrough"):
        assert visit.t(f"pathways.phase.{phase}") in card(visit, "B2")


@EACH_LANGUAGE
def test_the_documents_of_a_card_are_those_that_speak_to_it(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("pathways", language, year="2020", region="west").whole()
    policies = atlas.catalogue.policies
    for bottleneck, pathway in BOTTLENECKS.items():
        speak = {p.id for p in policies.values() if {bottleneck, pathway} & set(p.addresses)}
        *documents, everything = linked(visit, bottleneck)
        shown = [entry["policy"] for entry in documents]
        assert shown
        assert set(shown) <= speak
        assert all(entry["year"] == "2020" and entry["region"] == "west" for entry in documents)
        assert "zone" not in documents[0]
        years = [policies[p].date[:4] for p in shown]
        assert years == sorted(years, reverse=True)
        assert set(everything["addresses"].replace("%2C", ",").split(",")) == {bottleneck, pathway}
        assert visit.t("pathways.documents.all", count=len(speak)) in card(visit, bottleneck)


@EACH_ZONE
def test_the_evidence_of_a_card_is_what_is_worst_against_the_peers(
    open_page: Open, zone: str, atlas: Atlas
) -> None:
    visit = open_page("pathways", "en", zone=zone).whole()
    rows = shortfalls_of_place(atlas, zone, 2023, False)
    for bottleneck in BOTTLENECKS:
        mine = {i.id for i in atlas.catalogue.indicators_of(bottleneck)}
        worst = list(rows.loc[rows["indicator"].isin(mine), "indicator"])[: cards.MOST_INDICATORS]
        buttons = visit.app.get_by_key(f"pathway-{bottleneck}").button
        assert [b.key.removeprefix("pathway-source-") for b in buttons] == worst


def test_an_indicator_of_the_evidence_opens_its_source_card(open_page: Open) -> None:
    visit = open_page("pathways", "en", zone="HE-TS").whole()
    button = visit.app.get_by_key("pathway-B2").button[0]
    button.click()
    visit.run().whole()
    (dialog,) = (node for node in visit.app._tree if node.type == "dialog")
    assert button.label in visit.page_text
    assert len(dialog.dataframe[-1].value) > 0
    assert visit.t("card.address") in visit.page_text


@pytest.mark.parametrize(
    ("zone", "members"), [("HE-TS", {"Tangshan"}), ("LN-C", {"Shenyang", "Anshan", "Fushun"})]
)
def test_an_industry_opens_the_card_of_its_share_with_every_member(
    open_page: Open, zone: str, members: set[str]
) -> None:
    visit = open_page("pathways", "en", zone=zone).whole()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_card.st, "session_state", visit.app.session_state)
        specialisation.open_share_card(zone, "mining")
    visit.run().whole()
    (dialog,) = (node for node in visit.app._tree if node.type == "dialog")
    assert set(dialog.dataframe[-1].value[visit.t("column.place")]) == members


@EACH_LANGUAGE
@EACH_ZONE
def test_the_twin_of_the_quotients_is_the_published_table(
    open_page: Open, language: str, zone: str, atlas: Atlas
) -> None:
    visit = open_page("pathways", language, zone=zone).whole()
    shown = visit.table("quotients").set_index(visit.t("pathways.industry"))
    rows = atlas.specialisation
    rows = rows[rows["place"].eq(zone)]
    for year in (2010, 2020):
        column = shown[visit.t("pathways.quotient", year=year)]
        for row in rows[rows["year"].eq(year)].itertuples():
            assert column[visit.t(f"industry.{row.industry}")] == pytest.approx(
                row.location_quotient, abs=0.0051
            )
        if not rows["year"].eq(year).any():
            assert column.isna().all()


@EACH_LANGUAGE
def test_censuses_of_different_territories_are_said_to_be_so(
    open_page: Open, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Atlas.specialisation_of
    monkeypatch.setattr(
        Atlas, "specialisation_of", lambda self, p: real(self, p).assign(comparable=p != WUHU)
    )
    # The tables remember the quotients of both places as they truly are.
    monkeypatch.setattr(specialisation, "_quotients_of_place", specialisation._quotients_of_place.__wrapped__)
    moved = open_page("pathways", language, city=WUHU).whole()
    same = open_page("pathways", language, zone="HE-TS").whole()
    note = moved.t("pathways.note.boundary")
    assert note in moved.frames["quotients"].notes
    assert note not in same.frames["quotients"].notes
    assert same.t("sentence.join") in same.frames["quotients"].headline
    assert same.t("sentence.join") not in moved.frames["quotients"].headline


@EACH_LANGUAGE
def test_districts_and_what_is_left_out_are_named(open_page: Open, language: str) -> None:
    visit = open_page("pathways", language, zone="CQ-R").whole()
    assert visit.t("pathways.note.districts") in visit.frames["quotients"].notes
    ningdong = open_page("pathways", language, zone="NX-NE").whole()
    assert any({"zh": "宁东", "en": "Ningdong"}[language] in n for n in ningdong.frames["quotients"].notes)
    jingxi = open_page("pathways", language, zone="BJ-JX").whole()
    assert jingxi.t("pathways.note.part") in jingxi.frames["quotients"].notes


@EACH_LANGUAGE
@EACH_ZONE
def test_the_candidates_are_those_of_the_rule(
    open_page: Open, language: str, zone: str, atlas: Atlas
) -> None:
    visit = open_page("pathways", language, zone=zone).whole()
    rows = atlas.specialisation
    last = rows[rows["place"].eq(zone) & rows["year"].eq(2020)].astype({"industry": str})
    absent = last[last["location_quotient"] < 1].sort_values("density", ascending=False)
    free = [i for i in absent["industry"] if i not in (*BOUND_TO_LAND, *PUBLIC_SERVICES)]
    near, rest = free[:3], free[3:]
    far = [i for i in rest if i in KNOWLEDGE_INTENSIVE]
    shown = visit.table("candidates").set_index(visit.t("pathways.industry"))[visit.t("pathways.standing")]
    for phase, names in (("related", near), ("breakthrough", far)):
        marked = set(shown.index[shown.eq(visit.t(f"pathways.mark.{phase}"))])
        assert marked == {visit.t(f"industry.{name}") for name in names}
    for name in (*near, *far):
        assert visit.t(f"industry.{name}").lower() in visit.frames["candidates"].headline.lower()


@EACH_LANGUAGE
def test_the_check_on_the_page_is_the_table_of_the_build(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("pathways", language).whole()
    check = atlas.entry_check
    shown = visit.app.get_by_key("entry-check").dataframe[0].value
    names = shown[visit.t("pathways.predictor")].tolist()
    assert names == [visit.t(f"pathways.predictor.{name}") for name in check["predictor"]]
    assert shown[visit.t("pathways.auc")].tolist() == pytest.approx(check["auc"].round(2).tolist())
    row = check.iloc[0]
    text = visit.page_text
    for number in (f"{row['pairs']:,}", f"{row['entries']:,}", f"{100 * row['base_rate']:.1f}"):
        assert number in text
    for name in CHECKED:
        one = check.set_index("predictor").loc[name]
        assert f"{one['low']:.2f}–{one['high']:.2f}" in text


def test_the_words_of_the_check_follow_its_numbers(open_page: Open, atlas: Atlas) -> None:
    visit = open_page("pathways", "en").whole()
    table = atlas.entry_check.astype({"predictor": str}).set_index("predictor")
    text = visit.page_text
    chance = "no better than chance"
    assert (chance in text) is bool(table.at["density", "low"] <= 0.5 <= table.at["density", "high"])
    plain_is_better = all(
        table.at[plain, "low"] > table.at[related, "high"] for related, plain in BENCHMARKS.items()
    )
    assert ("does better in both" in text) is plain_is_better


@EACH_LANGUAGE
def test_any_city_can_be_looked_at_and_a_change_of_zone_returns_to_the_zone(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("pathways", language, zone="HE-TS", city="210200").whole()
    dalian = atlas.places.set_index("place").loc["210200", f"name_{language}"]
    tangshan = atlas.places.set_index("place").loc["HE-TS", f"name_{language}"]
    assert dalian in visit.frames["quotients"].headline
    assert tangshan in visit.page_text
    visit.choose(zone="SD-ZB").whole()
    assert visit.address == {"zone": "SD-ZB"}
    assert dalian not in visit.frames["quotients"].headline


@EACH_LANGUAGE
def test_a_place_without_census_employment_says_so_and_keeps_the_rest(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("pathways", language, city=EMPTY).whole()
    name = atlas.places.set_index("place").loc[EMPTY, f"name_{language}"]
    assert [item.value for item in visit.app.info] == [visit.t("pathways.smart.empty", place=name)]
    assert not visit.frames
    assert visit.t("pathways.binds", grade="C")[:5] in visit.page_text


@EACH_LANGUAGE
@pytest.mark.parametrize("year", ["2006", "2012", "2018"])
def test_every_year_has_an_answer(open_page: Open, language: str, year: str) -> None:
    visit = open_page("pathways", language, year=year, zone="HE-TS").whole()
    assert set(visit.frames) == FRAMES
    assert year in visit.page_text
    assert not re.search(r"\bnan\b", visit.page_text)


@pytest.mark.parametrize("key", sorted(FRAMES))
@EACH_LANGUAGE
def test_each_figure_can_be_taken_away_with_its_source(open_page: Open, language: str, key: str) -> None:
    taken = read(open_page("pathways", language, zone="LN-C").whole().csv(f"{key}-download"))
    assert len(taken) > 30
    assert taken.iloc[:, 8].str.len().gt(3).all()
    assert (taken.iloc[:, 9] + taken.iloc[:, 10]).str.contains("https?://").all()
    assert pd.to_numeric(taken.iloc[:, 5]).notna().all()
