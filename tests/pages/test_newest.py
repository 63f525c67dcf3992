"""Do the newest figures stand beside the year of the index, and does the data page hand out the facts behind them?"""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from zone_atlas.analysis.facts import years_of_period
from zone_atlas.analysis.newest_figures import newest_of_members
from zone_atlas.atlas import Atlas
from zone_atlas.export.extract import COLUMNS
from zone_atlas.ui.shell import selections
from zone_atlas.ui.zone.newest import TABLE, _open_picked_newest, fact_note, source_card

from .conftest import LANGUAGES, Open, Visit
from .test_downloads import read

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def block(visit: Visit) -> pd.DataFrame:
    """The table of the newest figures, by figure."""
    shown: pd.DataFrame = visit.app.get_by_key("zone-newest").dataframe[0].value
    return shown.set_index(shown.columns[0])


def said(visit: Visit, key: str = "zone-newest") -> str:
    return "\n".join(str(item.value) for item in visit.app.get_by_key(key).markdown).replace("\\", "")


@EACH_LANGUAGE
def test_each_city_and_the_zone_have_their_newest_figures_with_year_growth_and_mark(
    open_page: Open, language: str
) -> None:
    visit = open_page("zone", language, zone="HN-C").whole()
    table = block(visit)
    assert table.shape == (6, 4)
    debt, sums = table.iloc[4], table[visit.t("zone.newest.sum")]
    assert debt.iloc[1] == "2,393.7 · 2025 · +14.8%"
    assert sums.iloc[4] == "5,027.3 · 2025 · +15.8%"
    assert sums.iloc[2] == "— " + visit.t("zone.newest.nosum.sources", year=2025)
    assert visit.t("zone.newest.note", year=2023) in said(visit)


@EACH_LANGUAGE
def test_a_missing_city_is_named_and_a_fact_is_marked_and_linked(open_page: Open, language: str) -> None:
    visit = open_page("zone", language, zone="NM-W").whole()
    table = block(visit)
    baotou = "Baotou" if language == "en" else "包头市"
    assert table.iloc[0, 1] == "6,122.2 · 2025 P †"
    assert table.iloc[1, 0] == "+8.1% · 2024 P †"
    assert table.iloc[0, 2] == "— " + visit.t("zone.newest.nosum.years", year=2025, names=baotou)
    assert "(http://www.xfrb.com.cn/article/dflh/10330541497629.html)" in said(visit)
    assert visit.t("status.P") in said(visit)


@EACH_LANGUAGE
@pytest.mark.parametrize("zone", ["CQ-R", "BJ-JX"])
def test_a_zone_without_a_whole_city_says_that_it_has_none(open_page: Open, language: str, zone: str) -> None:
    visit = open_page("zone", language, zone=zone).whole()
    assert "zone-newest-download" not in visit.downloads
    short = visit.app.title[0].value
    assert visit.t("zone.newest.none", zone=short) in said(visit, "zone-newest-none")


@EACH_LANGUAGE
def test_the_file_holds_what_the_table_shows_with_source_and_basis_of_the_growth(
    open_page: Open, language: str
) -> None:
    visit = open_page("zone", language, zone="NM-W").whole()
    taken = read(visit.csv("zone-newest-download"))
    names = {name: visit.t(f"extract.{name}") for name in (*COLUMNS, "change", "change_basis")}
    assert list(taken.columns) == list(names.values())
    # Six figures of two cities, and the sums of the three that can be made: the debt of 2025 is of low reliability.
    assert len(taken) == 2 * 6 + 3
    product = taken[taken[names["indicator"]].eq(visit.t("zone.newest.name.gdp"))]
    assert product[names["value"]].astype(float).tolist() == [4575.1, 6122.2]
    assert product[names["status"]].tolist() == ["P", "P"]
    where = product[names["source_address"]] + product[names["digitisation"]]
    assert where.str.startswith("http").all(), "the page is named: the issuer's own, or where it was read"
    residents = taken[taken[names["indicator"]].eq(visit.t("zone.newest.name.residents"))]
    assert residents[names["change_basis"]].eq(visit.t("zone.newest.how.computed")).all()
    debt = taken[taken[names["indicator"]].eq(visit.t("zone.newest.name.debt"))]
    assert debt[names["change"]].eq("").all(), "no growth is made of a figure of low reliability"


@EACH_LANGUAGE
def test_what_the_block_shows_is_not_told_again_below(open_page: Open, atlas: Atlas, language: str) -> None:
    visit = open_page("zone", language, zone="NM-W").whole()
    shown = visit.app.get_by_key("zone-facts").table[0].value
    ordos = shown[shown[visit.t("column.place")].eq("Ordos" if language == "en" else "鄂尔多斯市")]
    items = ordos[visit.t("zone.facts.item")].tolist()
    product = next(fact.name for fact in atlas.catalogue.facts if fact.item == "gdp").of(language)
    assert product not in items
    assert len(items) == 5


def test_a_picked_figure_opens_its_source_or_its_page(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(source_card, "open_source_card", lambda *wanted: asked.append(wanted))
    monkeypatch.setattr(fact_note, "open_fact_card", asked.append)
    names = {"150200": "Baotou", "150600": "Ordos"}
    for row, column in ((4, "Baotou"), (0, "Ordos"), (4, "Sum")):
        picked = {"selection": {"cells": [(row, column)]}}
        monkeypatch.setattr(selections, "st", SimpleNamespace(session_state={TABLE: picked}))
        _open_picked_newest(SimpleNamespace(place=names.__getitem__), newest_of_members(atlas, "NM-W"))
    assert asked == [("150200", "statutory_debt", 2025), "150600-2025-gdp"]


FACTS = {"kind": "facts"}


@EACH_LANGUAGE
def test_the_data_page_lists_the_facts_of_2024_and_2025_in_the_schema_of_every_extract(
    open_page: Open, atlas: Atlas, language: str
) -> None:
    visit = open_page("data", language, **FACTS).whole()
    taken = read(visit.csv("data-download"))
    names = {name: visit.t(f"extract.{name}") for name in COLUMNS}
    assert list(taken.columns) == list(names.values())
    newest = [f for f in atlas.catalogue.facts if years_of_period(f.period)[1] >= 2024]
    assert len(taken) == len(newest) > 120
    assert set(taken[names["status"]]) == {"P", "E"}
    where = taken[names["source_address"]] + taken[names["digitisation"]]
    assert where.str.startswith("http").all(), "the page is named: the issuer's own, or where it was read"
    assert taken[names["source_title"]].str.len().gt(0).all()
    qualities = [visit.t(f"parks.quality.{fact.quality}") for fact in newest]
    notes = taken[names["note"]].tolist()
    assert all(quality in note for quality, note in zip(qualities, notes, strict=True))
    assert sum("2025-01/06" in note for note in notes) == 4


def test_facts_are_narrowed_by_item_place_and_year_and_the_link_is_the_view(open_page: Open) -> None:
    asked = {**FACTS, "facts_items": "gdp,gdp_growth", "facts_places": "210200,220700", "facts_last": "2024"}
    visit = open_page("data", "en", **asked).whole()
    taken = read(visit.csv("data-download"))
    found = list(zip(taken["place"], taken["indicator"], taken["value"].astype(float), strict=True))
    assert found == [
        ("Dalian", "Gross regional product", 9516.9),
        ("Dalian", "Growth of gross regional product", 5.2),
        ("Songyuan", "Gross regional product", 1002.18),
        ("Songyuan", "Growth of gross regional product", 3.8),
    ]
    assert visit.address == asked
    visit = open_page(
        "data", "en", **{**asked, "facts_places": "210200,150600", "facts_last": "2025"}
    ).whole()
    visit.choose(facts_first=2025, facts_last=2025).whole()
    assert read(visit.csv("data-download"))["value"].astype(float).tolist() == [6122.2, 5.1]


def test_an_area_without_a_code_stands_by_its_name(open_page: Open) -> None:
    visit = open_page("data", "en", **FACTS, facts_places="zones", facts_first="2020").whole()
    taken = read(visit.csv("data-download"))
    assert set(taken["place"]) == {"All demonstration zones"}
    assert taken["adcode"].isna().all() or taken["adcode"].eq("").all()


def test_facts_of_cities_outside_the_filter_are_left_out(open_page: Open) -> None:
    visit = open_page("data", "en", **FACTS, region="northeast").whole()
    places = set(read(visit.csv("data-download"))["place"])
    assert {"Dalian", "Songyuan"} <= places
    assert not {"Ordos", "Zigong", "Beijing"} & places


@EACH_LANGUAGE
def test_a_fact_opens_a_card_with_its_period_quality_and_page(
    open_page: Open, atlas: Atlas, language: str
) -> None:
    visit = open_page("data", language, **FACTS).whole()
    visit.app.session_state["fact-card"] = "220200-2025-01-06-gdp"
    visit.run().whole()
    fact = next(f for f in atlas.catalogue.facts if f.id == "220200-2025-01-06-gdp")
    assert visit.t("fact.period", period="2025-01/06") in visit.page_text
    assert fact.address in visit.page_text
    assert visit.t(f"parks.quality.{fact.quality}") in visit.page_text


def test_observations_can_be_asked_for_up_to_2025(open_page: Open) -> None:
    asked = {"kind": "observations", "observations_items": "statutory_debt", "cities_places": "130200"}
    visit = open_page("data", "en", **asked, first="2024", last="2025").whole()
    taken = read(visit.csv("data-download"))
    assert taken["value"].astype(float).tolist() == [2832.01, 3127.72]
