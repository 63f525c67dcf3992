"""Do the filters, the years before the index and the proxies do what they say, on every page?"""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.atlas import Atlas

from .conftest import LANGUAGES, PAGES, Open

NOBODY = {"cohort": "2017", "region": "east", "lifecycle": "regenerating", "size": "super"}
PROXY_ONLY = ("CQ-R", "BJ-JX")
EACH_PAGE = pytest.mark.parametrize("page", PAGES)
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@EACH_LANGUAGE
@EACH_PAGE
def test_a_filter_that_nobody_passes_explains_itself(open_page: Open, page: str, language: str) -> None:
    visit = open_page(page, language, **NOBODY).whole()
    assert [title.value for title in visit.app.title] == [visit.t(f"question.{page}")]
    reason = visit.t("data.empty") if page == "data" else visit.t("empty.zones")
    assert [item.value for item in visit.app.info] == [reason]
    count = visit.t("filter.count.none", total=20)
    assert any(count in item.value for item in visit.app.sidebar.markdown)


@EACH_LANGUAGE
def test_the_map_still_shows_the_cities_when_no_zone_passes(open_page: Open, language: str) -> None:
    visit = open_page("map", language, **NOBODY).whole()
    assert visit.frames["map"].headline == visit.t("map.finding.none", name=visit.app.selectbox(key="address-measure").format_func("D3").removeprefix("D3 "))
    assert len(visit.table("map")) > 200


@EACH_LANGUAGE
@pytest.mark.parametrize("page", ["overview", "drivers", "bottlenecks"])
@pytest.mark.parametrize(
    "address",
    [
        {"region": "west", "cohort": "2019"},
        {"region": "west", "cohort": "2017", "size": "small", "proxies": "0"},
        {"lifecycle": "growing", "mining": "high", "year": "2006"},
    ],
)
def test_a_single_zone_still_makes_a_page(open_page: Open, page: str, language: str, address: dict) -> None:
    visit = open_page(page, language, **address).whole()
    assert visit.frames
    assert not [f.headline for f in visit.frames.values() if "nan" in f.headline]


@EACH_LANGUAGE
@pytest.mark.parametrize("year", ["2006", "2010", "2017"])
def test_a_year_before_the_index_shows_the_long_run_core_and_says_so(
    open_page: Open, language: str, year: str
) -> None:
    visit = open_page("overview", language, year=year).whole()
    assert visit.t("note.core", year=year) in visit.page_text
    assert visit.t("set.core") in visit.frames["matrix"].subtitle
    assert visit.t("set.core") in visit.frames["overview-map"].subtitle
    for page in ("drivers", "bottlenecks"):
        visit.go(page).whole()
        assert visit.t("set.core") in visit.frames["elements"].subtitle
        assert year in visit.frames["elements"].subtitle


def test_the_core_is_not_named_in_the_years_of_the_index(open_page: Open) -> None:
    visit = open_page("overview", "en", year="2018").whole()
    assert visit.t("note.core", year=2018) not in visit.page_text
    assert visit.t("set.full") in visit.frames["matrix"].subtitle


def test_scores_of_an_early_year_are_those_of_the_core(open_page: Open, atlas: Atlas) -> None:
    shown = open_page("overview", "en", year="2010").whole().table("matrix").set_index("Zone")
    scores = atlas.scores
    core = scores[scores["set"].eq("core") & scores["year"].eq(2010) & scores["basis"].eq("exact")]
    found = 0
    for zone in atlas.catalogue.zones:
        for dimension in atlas.catalogue.dimensions.values():
            row = core[core["place"].eq(zone) & core["node"].eq(dimension.id)]
            name = dimension.name.en
            value = shown.loc[atlas.catalogue.zones[zone].short.en, name] if name in shown else float("nan")
            if row.empty:
                assert pd.isna(value), (zone, dimension.id)
            else:
                assert value == pytest.approx(row["score"].iloc[0], abs=0.051), (zone, dimension.id)
                found += 1
    assert found > 50


@EACH_LANGUAGE
def test_proxies_stay_out_until_the_reader_asks_for_them(open_page: Open, language: str, atlas: Atlas) -> None:
    names = [atlas.places.set_index("place").loc[zone, f"name_{language}"] for zone in PROXY_ONLY]
    visit = open_page("overview", language).whole()
    table = visit.table("matrix").set_index(visit.t("column.zone"))
    assert table.loc[names].isna().all(axis=None)
    assert all(name in visit.page_text for name in names)
    visit.choose(proxies=True).whole()
    table = visit.table("matrix").set_index(visit.t("column.zone"))
    assert table.loc[names].notna().all(axis=None)
    assert visit.t("note.proxies") in visit.frames["matrix"].notes
    assert visit.address == {"proxies": "1"}


@EACH_LANGUAGE
def test_a_proxy_has_a_place_on_the_map_but_never_a_rank(open_page: Open, language: str, atlas: Atlas) -> None:
    names = [atlas.places.set_index("place").loc[zone, f"name_{language}"] for zone in PROXY_ONLY]
    for page, key, place in (("map", "map", "place"), ("drivers", "spread", "zone"), ("bottlenecks", "spread", "zone")):
        without = open_page(page, language).whole()
        visit = open_page(page, language, proxies="1").whole()
        table = visit.table(key)
        mine = table[table[visit.t(f"column.{place}")].isin(names)]
        assert len(mine) >= len(names), page
        assert mine[visit.t("column.score")].notna().any(), page
        assert mine[visit.t("column.rank")].isna().all(), page
        assert visit.frames[key].headline == without.frames[key].headline, page


def test_with_proxies_nobody_elses_rank_or_finding_changes(open_page: Open) -> None:
    without, with_proxies = (open_page("overview", "en", proxies=p).whole() for p in ("0", "1"))
    assert without.frames["matrix"].headline == with_proxies.frames["matrix"].headline
    assert without.frames["overview-map"].headline == with_proxies.frames["overview-map"].headline
    ranks = [
        visit.table("overview-map").set_index("Place")["Rank"].dropna() for visit in (without, with_proxies)
    ]
    assert ranks[0].to_dict() == ranks[1].to_dict()


def test_a_zone_card_of_proxies_says_that_it_is_not_ranked(open_page: Open) -> None:
    visit = open_page("map", "en", place="BJ-JX", proxies="1").whole()
    card = visit.app.get_by_key("place-scores").value
    assert set(card["Rank"]) == {visit.t("rank.none")}
    alone = open_page("map", "en", place="BJ-JX").whole()
    assert alone.t("place.no_scores", year=2023) in [item.value for item in alone.app.info]
