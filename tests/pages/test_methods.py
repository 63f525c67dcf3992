"""Does the Methods page say how everything was made, in both languages, with every register to search?"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.records import STATUS_LIST, STATUSES
from zone_atlas.locales.messages import translate

from .conftest import LANGUAGES, Open
from .test_every_page import HAN, IDENTIFIER, LATIN_WORD, MARKUP, MESSAGE_KEY, METHODS_NAMES, printed_words

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
FRAMES = {"correlation", "alpha", "weights"}
TABLES = (
    "framework",
    "indicators",
    "sources",
    "source_tables",
    "statuses",
    "examined",
    "reviews",
    "breaks",
    "proxies",
    "corrections",
    "gaps",
    "goalposts",
    "left_out",
    "links",
)


def tables(visit) -> dict[str, pd.DataFrame]:
    """Tables of the page as it opens, in their order."""
    return dict(zip(TABLES, (item.value for item in visit.app.dataframe), strict=True))


@EACH_LANGUAGE
def test_the_ten_steps_of_the_handbook_are_told_in_their_order(survey, language: str) -> None:
    visit = survey("methods", language).visit.whole()
    assert visit.app.title[0].value == visit.t("question.methods")
    headings = [item.value for item in visit.app.subheader]
    assert headings == [f"{n} {visit.t(f'methods.step.{n}')}" for n in range(1, 11)]
    text = visit.page_text
    for n in range(1, 11):
        sentences = re.findall(r"[。！？]|[.!?](?:\s|$)", translate(language, f"methods.text.{n}"))
        assert 2 <= len(sentences) <= 6, n
        first = re.split(r"[.。]", translate(language, f"methods.text.{n}"))[0]
        for part in re.split(r"\{\w+\}", first):
            assert part in text, n
    assert not re.search(r"(?<!%)\{[a-z_]+\}", text)


@EACH_LANGUAGE
def test_the_limits_stand_on_the_first_screen(survey, language: str) -> None:
    visit = survey("methods", language).visit.whole()
    first = [item.value for item in visit.app.main if item.type == "markdown"][:4]
    assert any(visit.t("methods.limit.describes") in part for part in first)
    assert any("(#s10)" in part for part in first), "the way to each step"


def test_a_link_leads_to_every_step(survey) -> None:
    visit = survey("methods", "en").visit.whole()
    anchors = {item.proto.anchor for item in visit.app.subheader}
    assert anchors == {f"s{n}" for n in range(1, 11)}
    assert all(f"(#{anchor})" in visit.page_text for anchor in anchors)


@EACH_LANGUAGE
def test_every_register_is_there_whole(survey, atlas: Atlas, language: str) -> None:
    visit, catalogue = survey("methods", language).visit.whole(), atlas.catalogue
    found = tables(visit)
    series = sum(len(s.breaks) for s in catalogue.series.values())
    seams = sum(bool(j.seam) for j in catalogue.joins.values())
    posts = atlas.goalposts["set"].isin(["full", "core"])
    members = {member.adcode for zone in catalogue.zones.values() for member in zone.members}
    assert {key: len(table) for key, table in found.items()} == {
        "framework": 6,
        "indicators": len(catalogue.indicators),
        "sources": len(catalogue.sources),
        "source_tables": len(catalogue.source_tables),
        "statuses": len(STATUSES),
        "examined": len(catalogue.series),
        "reviews": sum(review.place in members for review in catalogue.reviews.values()),
        "breaks": series + seams + len(catalogue.breaks),
        "proxies": sum(not m.whole_city for z in catalogue.zones.values() for m in z.members),
        "corrections": len(catalogue.corrections),
        "gaps": len(atlas.gaps.astype({"series": str})[["zone", "series", "missing"]].drop_duplicates()),
        "goalposts": int(posts.sum()),
        "left_out": len(atlas.manifest["left_out"]),
        "links": 6,
    }
    for key, table in found.items():
        assert table.columns.is_unique, key
        assert not table.isin(["nan", "None"]).any(axis=None), key


@EACH_LANGUAGE
def test_the_whole_register_of_reviewed_values_can_be_taken_away(
    open_page: Open, atlas: Atlas, language: str
) -> None:
    visit = open_page("methods", language).whole()
    taken = visit.csv("methods-reviews-download").decode("utf-8-sig").splitlines()
    assert len(taken) == 1 + len(atlas.catalogue.reviews)
    row = next(line for line in taken if line.split(",")[1:3] == ["230600", "2022"] and "1345.8331" in line)
    assert visit.t("disposition.replace") in row
    assert "66.9837" in row


def test_numbers_of_what_was_left_out_are_those_of_the_build(survey, atlas: Atlas) -> None:
    table = tables(survey("methods", "en").visit)["left_out"]
    assert list(table["Number"]) == [row["count"] for row in atlas.manifest["left_out"]]
    assert "Ningdong" in " ".join(table.iloc[:, 0])


def test_the_gaps_name_every_year_once(survey, atlas: Atlas) -> None:
    table = tables(survey("methods", "en").visit)["gaps"]
    years = 0
    for text in table["Years"]:
        for part in text.split(", "):
            first, _, last = part.partition("–")
            years += int(last or first) - int(first) + 1
    assert years == len(atlas.gaps)


def test_declared_weights_sum_to_the_whole_of_each_dimension(survey) -> None:
    table = tables(survey("methods", "en").visit)["indicators"]
    sums = table.groupby("Dimension")["Declared weight, %"].sum()
    np.testing.assert_allclose(sums, 100, atol=0.8)


@EACH_LANGUAGE
def test_each_chart_has_a_finding_a_source_a_table_and_a_download(survey, language: str) -> None:
    read = survey("methods", language)
    visit = read.visit.whole()
    assert set(visit.frames) == set(read.tables) == FRAMES
    for key, frame in visit.frames.items():
        assert len(frame.headline) > 10
        assert not re.search(r"nan|None|[{}]", frame.headline), frame.headline
        assert frame.source_line.startswith(visit.t("source.line", names=""))
        content = visit.csv(f"{key}-download").decode("utf-8-sig")
        assert len(content.splitlines()) == len(read.tables[key]) + 1
    pairs = read.tables["correlation"]
    assert pairs[visit.t("column.note")].eq(visit.t("coherence.flag")).sum() > 0


def test_the_charts_do_not_depend_on_the_filters_and_do_on_the_year(open_page: Open) -> None:
    plain = open_page("methods", "en").whole()
    first = {key: frame.headline for key, frame in plain.frames.items()}
    filtered = open_page("methods", "en", region="west", cohort="2019").whole()
    assert {key: frame.headline for key, frame in filtered.frames.items()} == first
    early = open_page("methods", "en", year="2012").whole()
    assert set(early.frames) == FRAMES
    assert early.frames["alpha"].headline != first["alpha"]
    assert early.t("set.core") in early.frames["alpha"].subtitle


@EACH_LANGUAGE
def test_on_a_phone_the_matrix_is_one_of_dimensions(
    survey, open_page: Open, monkeypatch, language: str
) -> None:
    monkeypatch.setattr("zone_atlas.ui.shell.context.on_phone", lambda: True)
    visit = open_page("methods", language).whole()
    assert "D1 " in visit.figures["correlation-plot"]
    assert any(visit.t("coherence.weights.phone", count=3) in note for note in visit.frames["weights"].notes)


@EACH_LANGUAGE
def test_the_register_of_tables_can_be_taken_away(survey, atlas: Atlas, language: str) -> None:
    visit = survey("methods", language).visit.whole()
    content = visit.csv("methods-source_tables-download").decode("utf-8-sig")
    assert len(content.splitlines()) == len(atlas.catalogue.source_tables) + 1
    assert {"zh": "2-16,对外经济贸易", "en": "2-16,Foreign trade"}[language] in content


@EACH_LANGUAGE
def test_the_page_says_how_figures_are_cited_and_what_a_status_says(
    survey, atlas: Atlas, language: str
) -> None:
    visit = survey("methods", language).visit.whole()
    text = visit.page_text
    assert visit.t("methods.note.citation.title") in text
    assert visit.t("methods.note.status.title") in text
    assert STATUS_LIST in text
    table = tables(visit)["statuses"]
    assert list(table[visit.t("column.code")]) == list(STATUSES)
    unscored = table.loc[table[visit.t("column.scored")].eq(visit.t("answer.no")), visit.t("column.code")]
    assert list(unscored) == ["U", "M", "O"]


def test_an_english_reader_meets_no_chinese(survey, atlas: Atlas) -> None:
    pieces = {text for _, text in survey("methods", "en").pieces if HAN.search(text)}
    assert pieces - printed_words(atlas.catalogue) - {"中文"} == set()


def test_a_chinese_reader_meets_no_english(survey, atlas: Atlas) -> None:
    english = {
        (word, text)
        for _, text in survey("methods", "zh").pieces
        if text not in printed_words(atlas.catalogue) and text != "English" and not text.startswith("http")
        for word in LATIN_WORD.findall(re.sub(r"\(#s\d+\)", "", MARKUP.sub(" ", text)))
        if word not in METHODS_NAMES
    }
    assert english == set()


@EACH_LANGUAGE
def test_no_code_stands_where_a_name_belongs(survey, atlas: Atlas, language: str) -> None:
    texts = {text.replace("\\", "") for _, text in survey("methods", language).pieces}
    texts = {text for text in texts - printed_words(atlas.catalogue) if not text.startswith("http")}
    assert not {text for text in texts if MESSAGE_KEY.search(text) or IDENTIFIER.search(text)}


@EACH_LANGUAGE
def test_dark_screens_get_light_ink(open_page: Open, language: str) -> None:
    visit = open_page("methods", language, theme="dark").whole()
    assert len(visit.figures) == len(FRAMES)
    for spec in visit.figures.values():
        assert "#E8EEEE" in spec
