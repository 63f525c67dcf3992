"""Does every page open, in both languages, with an answer in words and nothing left untranslated?"""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from zone_atlas.catalogue.records import Catalogue
from zone_atlas.ui.shell.navigation import PAGES

from .conftest import LANGUAGES, Open, opening_title

EACH_PAGE = pytest.mark.parametrize("page", PAGES)
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
FRAMES = {
    "overview": {"overview-map", "matrix"},
    "map": {"map"},
    "drivers": {"elements", "trends", "spread"},
    "bottlenecks": {"elements", "trends", "spread"},
    "pathways": {"quotients", "relatedness", "candidates"},
    "compare": {"compare-driver", "compare-bottleneck", "compare-lines", "compare-scatter"},
    "policies": {"documents", "grades"},
    "zone": {"zone-profile", "zone-trends", "zone-census"},
    "parks": {"parks-map", "parks-people", "parks-industries", "parks-change"},
    "data": {"coverage"},
    "lab": {"lab-ranks", "lab-shifts", "lab-slopes", "lab-sobol", "lab-left-out", "lab-duel"},
    "methods": {"correlation", "alpha", "weights"},
}
HAN = re.compile(r"[\u3400-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# Abbreviations that Chinese statistics use themselves, and a person's or institution's own name.
LATIN_NAMES = {
    "GDP",
    # The code list of statuses.
    *("SDMX", "CL", "OBS", "STATUS"),
    "AUC",
    "PM",
    "CO",
    "SO",
    "FDI",
    # Formats of files.
    *("CSV", "XLSX", "JSON", "Parquet"),
    "DID",
    "CNRDS",
    "EDGAR",
    "CNIPA",
    "JRC",
    "CRITIC",
}
# Names of authors, licences, organisations and programs, which Methods gives in whatever language.
METHODS_NAMES = LATIN_NAMES | {"MIT", "Hidalgo", "Apache", "Guo", "Dai", "Zhu", "Zhang", "NO", "OECD"}
MARKUP = re.compile(
    r"</?(?:b|br|extra|sup|sub|span)(?: [^<>]*)?>|:small|:[a-z]+-badge|:gray|%\{[a-z]+\}|\*\*"
)
# The search of places offers each under both of its names, in either language, and under its code.
SEARCH_LABEL = re.compile(r" · [A-Z0-9-]{4,6}$")
# Methods leads to its ten steps.
ANCHOR = re.compile(r"\(#s\d+\)")
# An address is the same in any language, and so is the host by which a link is named.
LINK = re.compile(r"\[[\w.-]+\]\(https?://[^)\s]+\)|\]\(https?://[^)\s]+\)")
MESSAGE_KEY = re.compile(r"\b[a-z]+(?:\.[a-z_]+)+\b")
DIGITISED = re.compile(r" <https?://[^>]+>")
IDENTIFIER = re.compile(r"\b[a-z0-9]+_[a-z0-9_]+\b|\b[DB][1-3]\.[a-z]+\b")


def frames_of(page: str) -> set[str]:
    """Keys of the frames that a page shows."""
    assert page in FRAMES, f"add {page!r} to FRAMES of {__file__}, with the key of each chart frame it shows"
    return FRAMES[page]


def words_of(pieces) -> list[str]:
    """Texts of a page without files of digitisations, whose names and addresses are what they are in any language."""
    return [text for _, text in pieces if not DIGITISED.search(text)]


def printed_words(catalogue: Catalogue) -> set[str]:
    """Names of digitised files, and column headings as they are printed in either language."""
    headings = {text for t in catalogue.source_tables.values() for text in (t.column.zh, t.column.en)}
    return headings | {source.digitisation for source in catalogue.sources.values()}


def translated_words(survey, catalogue: Catalogue, page: str, language: str) -> list[str]:
    """Texts of a page that speak the reader's language; Methods alone also quotes what sources print."""
    printed = printed_words(catalogue) if page == "methods" else set()
    return [text for text in words_of(survey(page, language).pieces) if text not in printed]


@EACH_LANGUAGE
@EACH_PAGE
def test_a_page_opens_with_its_question_as_title(survey, page: str, language: str) -> None:
    visit = survey(page, language).visit.whole()
    assert [title.value for title in visit.app.title] == [opening_title(page, language)]
    assert not visit.app.warning
    assert not visit.app.info


@EACH_LANGUAGE
@EACH_PAGE
def test_each_chart_says_in_a_sentence_what_it_shows(survey, page: str, language: str) -> None:
    visit = survey(page, language).visit.whole()
    assert set(visit.frames) == frames_of(page)
    text = visit.page_text
    for key, frame in visit.frames.items():
        assert len(frame.headline) > 10, key
        assert f"**{frame.headline}**" in text, key
        assert not re.search(r"\bnan\b|None|[{}]", frame.headline), frame.headline
        assert frame.subtitle in text, key


@EACH_LANGUAGE
@EACH_PAGE
def test_each_chart_names_its_sources_and_has_a_table_twin(survey, page: str, language: str) -> None:
    visit = survey(page, language).visit.whole()
    lead_in = visit.t("source.line", names="")
    for key, frame in visit.frames.items():
        assert frame.source_line.startswith(lead_in), key
        assert len(frame.source_line) > len(lead_in), key
    for key, table in survey(page, language).tables.items():
        assert len(table) > 3, key
        assert len(table.columns) > 3, key


@EACH_PAGE
def test_an_english_reader_meets_no_chinese(survey, catalogue: Catalogue, page: str) -> None:
    # Documents keep the titles and numbers under which they can be found; the switch names a language in itself.
    own = {
        text
        for zone in catalogue.zones.values()
        for text in (zone.designation_title, zone.designation_number)
    }
    own |= {text for policy in catalogue.policies.values() for text in (policy.title.zh, policy.number)}
    texts = translated_words(survey, catalogue, page, "en")
    chinese = {text for text in texts if HAN.search(text)} - own - {"中文"}
    assert not {text for text in chinese if not SEARCH_LABEL.search(text)}


@EACH_PAGE
def test_a_chinese_reader_meets_no_english(survey, catalogue: Catalogue, page: str) -> None:
    names = METHODS_NAMES if page == "methods" else LATIN_NAMES
    english = {
        (word, text)
        for text in translated_words(survey, catalogue, page, "zh")
        if not SEARCH_LABEL.search(text)
        for word in LATIN_WORD.findall(ANCHOR.sub(" ", MARKUP.sub(" ", LINK.sub(" ", text))))
        if word not in names and text != "English" and not text.startswith("http")
    }
    assert not english


@EACH_LANGUAGE
@EACH_PAGE
def test_no_code_stands_where_a_name_belongs(survey, catalogue: Catalogue, page: str, language: str) -> None:
    texts = translated_words(survey, catalogue, page, language)
    texts = [LINK.sub(" ", text.replace("\\", "")) for text in texts]
    assert not {text for text in texts if MESSAGE_KEY.search(text) and not text.startswith("http")}
    assert not {text for text in texts if IDENTIFIER.search(text) and not text.startswith("http")}


@EACH_PAGE
def test_numbers_are_the_same_in_both_languages(survey, page: str) -> None:
    chinese, english = (survey(page, language).tables for language in LANGUAGES)
    assert set(chinese) == set(english) == frames_of(page)
    for key, table in chinese.items():
        ours, theirs = (t.select_dtypes("number").to_numpy() for t in (table, english[key]))
        assert ours.size, key
        np.testing.assert_array_equal(ours, theirs, key)


@EACH_PAGE
def test_readers_who_look_at_different_things_do_not_get_each_others_charts(
    open_page: Open, page: str
) -> None:
    first = open_page(page, "en").whole().figures
    chinese = open_page(page, "zh").whole().figures
    filtered = open_page(page, "en", year="2020", region="west").whole().figures
    assert open_page(page, "en").whole().figures == first
    assert not any(HAN.search(_decoded(spec)) for spec in first.values())
    assert any(HAN.search(_decoded(spec)) for spec in chinese.values())
    # Coverage counts all cities and years, whatever is filtered.
    assert (filtered == first) == (page == "data")


def _decoded(spec: str) -> str:
    return json.dumps(json.loads(spec)["data"], ensure_ascii=False)


@EACH_PAGE
def test_a_dark_screen_gets_charts_in_light_ink(open_page: Open, survey, page: str) -> None:
    themes = {"light": survey(page, "en").visit, "dark": open_page(page, "en", theme="dark").whole()}
    for theme, visit in themes.items():
        assert visit.figures
        for key, spec in visit.figures.items():
            colour = json.loads(spec)["layout"]["template"]["layout"]["font"]["color"]
            brightness = sum(int(colour[i : i + 2], 16) for i in (1, 3, 5)) / 3
            assert (brightness < 128) == (theme == "light"), f"{key}: {colour} on a {theme} ground"
