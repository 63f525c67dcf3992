"""Do the filters, the years before the index and the proxies do what they say, on every page?"""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.ui.shell.navigation import PAGES

from .conftest import LANGUAGES, Open, opening_title

NOBODY = {"cohort": "2017", "region": "east", "lifecycle": "regenerating", "size": "super"}
PROXY_ONLY = ("CQ-R", "BJ-JX")
EACH_PAGE = pytest.mark.parametrize("page", PAGES)
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def has_rank(column: pd.Series) -> pd.Series:
    """Rows of a table twin that print a rank."""
    return column.notna() & column.astype(str).ne(MISSING_NUMBER)


@EACH_LANGUAGE
@EACH_PAGE
def test_a_filter_that_nobody_passes_explains_itself(
    open_page: Open, page: str, language: str, catalogue: Catalogue
) -> None:
    visit = open_page(page, language, **NOBODY).whole()
    assert [title.value for title in visit.app.title] == [opening_title(page, language)]
    # How everything was made does not depend on the zones that a reader compares: Methods stays whole.
    reasons = {"data": ["data.empty"], "methods": []}.get(page, ["empty.zones"])
    assert [item.value for item in visit.app.info] == [visit.t(reason) for reason in reasons]
    assert len(visit.figures) == 3 or page != "methods"
    count = visit.t("filter.count.none", total=len(catalogue.zones))
    assert any(count in item.value for item in visit.app.sidebar.markdown)


@EACH_LANGUAGE
def test_the_map_still_shows_the_cities_when_no_zone_passes(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("map", language, **NOBODY).whole()
    name = atlas.catalogue.dimensions["D3"].name.of(language)
    assert visit.frames["map"].headline == visit.t("map.finding.none", name=name)
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
def test_proxies_stay_out_until_the_reader_asks_for_them(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("overview", language).whole()
    proxy = visit.t("basis.proxy")
    assert proxy not in set(visit.table("overview-map")[visit.t("column.basis")])
    assert visit.t("note.proxies") not in visit.frames["matrix"].notes
    visit.choose(proxies=True).whole()
    assert visit.address == {"proxies": "1"}
    assert visit.t("note.proxies") in visit.frames["matrix"].notes
    shown = visit.table("overview-map").set_index(visit.t("column.place"))[visit.t("column.basis")]
    for zone in PROXY_ONLY:
        assert shown[atlas.places.set_index("place").loc[zone, f"name_{language}"]] == proxy


@EACH_LANGUAGE
@pytest.mark.parametrize(
    ("page", "frame"),
    [("overview", "overview-map"), ("map", "map"), ("drivers", "spread"), ("bottlenecks", "spread")],
)
def test_a_proxy_is_shown_but_never_ranked(
    open_page: Open, page: str, frame: str, language: str, atlas: Atlas
) -> None:
    visit = open_page(page, language, proxies="1").whole()
    names = [atlas.places.set_index("place").loc[zone, f"name_{language}"] for zone in PROXY_ONLY]
    table = visit.table(frame)
    where = visit.t("column.place") if frame.endswith("map") else visit.t("column.zone")
    mine = table[table[where].isin(names)]
    assert set(mine[where]) == set(names)
    assert mine[visit.t("column.score")].notna().all()
    assert not has_rank(mine[visit.t("column.rank")]).any()


def test_with_proxies_nobody_elses_rank_changes(open_page: Open) -> None:
    ranks, findings = [], []
    for proxies in ("0", "1"):
        visit = open_page("map", "en", proxies=proxies).whole()
        findings.append(visit.frames["map"].headline.rpartition("; ")[2])
        rank = visit.table("map").set_index("Place")["Rank"]
        ranks.append(rank[has_rank(rank)])
    assert findings[0] == findings[1]
    assert "Dalian" in findings[0]
    assert set(ranks[1].index) <= set(ranks[0].index)
    assert len(ranks[1]) > 290
    assert ranks[0].loc[ranks[1].index].to_dict() == ranks[1].to_dict()


@pytest.mark.parametrize("proxies", ["0", "1"])
def test_the_card_of_a_zone_of_districts_says_that_it_is_not_ranked(open_page: Open, proxies: str) -> None:
    visit = open_page("map", "en", place="BJ-JX", proxies=proxies).whole()
    card = visit.app.get_by_key("place-scores").value
    assert set(card["Rank"]) == {visit.t("rank.none")}
