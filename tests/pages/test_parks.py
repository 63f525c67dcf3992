"""Does the page show exactly the parks that are sourced, say what is missing, and set any county beside them?"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable

import pandas as pd
import pytest

from zone_atlas import paths
from zone_atlas.analysis.census.parks import PARKS_IN_PROGRAMME
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue import addresses
from zone_atlas.ui.blocks import national_map
from zone_atlas.ui.parks import parks_list
from zone_atlas.ui.shell import selections

from .conftest import LANGUAGES, Open, Visit
from .test_downloads import MARK, read

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
ZHENGDING, YUNCHENG, SANYUAN = "130123", "371725", "610422"
PARKS = (ZHENGDING, YUNCHENG, SANYUAN)
CHANGSHU, SHIJINGSHAN, XIANTAO = "320581", "110107", "429004"
MERGED, SPLIT, ONE_HEIR = "110101", "130103", "341402"
MOVED, DEVELOPMENT_ZONE = "120113", "130171"
CENSUS = {"parks-map", "parks-people", "parks-industries", "parks-change"}


def column(visit: Visit, key: str, name: str, heading: str) -> object:
    """A cell of a table twin: the row of that name in the column of that heading."""
    table = visit.table(key)
    return table.set_index(table.columns[0]).loc[name, heading]


def sourced_counties(atlas: Atlas) -> list[str]:
    """Counties of the sourced parks, in the order of their list."""
    return [park.adcode for park in atlas.catalogue.parks.values()]


def words(visit: Visit, key: str) -> str:
    """Everything inside one container of the page."""
    return "\n".join(str(item.value) for item in visit.app.get_by_key(key).markdown).replace("\\", "")


@EACH_LANGUAGE
def test_the_page_says_how_many_parks_are_sourced_and_what_would_complete_them(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("parks", language).whole()
    said = words(visit, "parks-statement")
    sourced, total = len(atlas.catalogue.parks), PARKS_IN_PROGRAMME
    assert visit.t("parks.statement", sourced=sourced, total=total) in said
    assert visit.t("parks.statement.missing", sourced=sourced, total=total, open=total - sourced) in said
    assert atlas.catalogue.policies["P2021a"].title.of(language) in said
    assert (said.count(parks_list.SOURCED), said.count(parks_list.OPEN)) == (sourced, total - sourced)
    (code,) = visit.app.get_by_key("parks-statement").code
    file, columns = code.value.splitlines()
    with (paths.ROOT / file).open(encoding="utf-8") as lines:
        assert set(columns.split(",")) <= set(next(csv.reader(lines)))


@EACH_LANGUAGE
def test_exactly_the_sourced_parks_are_shown_with_what_was_read_of_them(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("parks", language).whole()
    cards = [key for key in (f"park-{park}" for park in atlas.catalogue.parks) if visit.app.get_by_key(key)]
    assert len(cards) == len(atlas.catalogue.parks)
    zhengding, sanyuan = words(visit, "park-PARK-130123"), words(visit, "park-PARK-610422")
    assert visit.t("parks.name.unread") in zhengding
    assert visit.t("parks.industries.unread") in zhengding
    assert visit.t("parks.name.PARK-610422") in sanyuan
    assert visit.t("parks.industry.生物医药") in sanyuan
    assert visit.t("parks.month", year="2021", month=6) in sanyuan
    assert visit.t("parks.note.PARK-610422") in sanyuan
    (spots,) = [
        trace
        for trace in json.loads(visit.figures["parks-map-plot"])["data"]
        if trace.get("marker", {}).get("symbol") == "diamond"
    ]
    assert spots["customdata"] == sourced_counties(atlas)


@EACH_LANGUAGE
@pytest.mark.parametrize("county", [*PARKS, CHANGSHU, SHIJINGSHAN, XIANTAO, MERGED, MOVED, DEVELOPMENT_ZONE])
def test_a_link_to_any_county_opens_its_panel(
    open_page: Open, county: str, language: str, atlas: Atlas
) -> None:
    visit = open_page("parks", language, county=county).whole()
    assert visit.address == ({} if county == ZHENGDING else {"county": county})
    name = atlas.places.set_index("place").loc[county, f"name_{language}"]
    assert [item.value.replace("\\", "") for item in visit.app.subheader] == [name]
    assert set(visit.frames) - {"parks-years"} == CENSUS
    assert ("parks-years" in visit.frames) == (county in (CHANGSHU, SHIJINGSHAN, XIANTAO))
    assert name in visit.frames["parks-people"].headline
    assert not visit.app.info
    assert not visit.app.warning
    for key in visit.frames:
        assert len(visit.table(key)) > 3, key


@EACH_LANGUAGE
def test_the_panel_holds_the_figures_of_both_censuses(open_page: Open, language: str) -> None:
    visit = open_page("parks", language, county=SANYUAN).whole()
    people = visit.t("parks.item.census_pop")
    assert column(visit, "parks-people", people, "2010") == 403_524
    assert column(visit, "parks-people", people, "2020") == 357_250
    assert column(visit, "parks-people", people, visit.t("parks.column.change")) == pytest.approx(-11.47)
    urban = visit.t("parks.item.b3_urban_share")
    assert column(visit, "parks-people", urban, "2020") == pytest.approx(54.1)
    farms = visit.t("industry.agriculture")
    assert column(visit, "parks-change", farms, "2010") == pytest.approx(68.86, abs=0.01)
    assert column(visit, "parks-change", farms, visit.t("parks.change.points")) == pytest.approx(-33.8)
    assert "11.5" in visit.frames["parks-people"].headline


@EACH_LANGUAGE
def test_a_county_stands_beside_the_parks_its_prefecture_and_the_medians(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("parks", language, county=CHANGSHU).whole()
    names = atlas.places.set_index("place")[f"name_{language}"]
    beside = [names[code] for code in (*sourced_counties(atlas), "320500")]
    medians = [visit.t("parks.median"), visit.t("parks.towns", count=83)]
    assert list(visit.table("parks-people").columns[6:]) == [*beside, *medians]
    # A park is not set beside itself.
    park = open_page("parks", language, county=YUNCHENG).whole().table("parks-industries")
    assert names[YUNCHENG] not in park.columns
    assert {names[ZHENGDING], names[SANYUAN]} <= set(park.columns)
    assert visit.t("parks.note.towns", count=83, total=120) in visit.frames["parks-people"].notes


@EACH_LANGUAGE
@pytest.mark.parametrize(
    ("county", "how"),
    [
        (SANYUAN, "same"),
        (MERGED, "merged"),
        ("110118", "recoded"),
        (MOVED, "not_comparable"),
        (DEVELOPMENT_ZONE, "missing"),
    ],
)
def test_how_the_boundary_of_2010_was_found_is_said(
    open_page: Open, county: str, how: str, language: str
) -> None:
    visit = open_page("parks", language, county=county).whole()
    said = visit.t(f"parks.how.{how}", county="{}", names="{}").split("{}")
    assert all(part in visit.page_text for part in said)
    changes = visit.table("parks-change")[visit.t("parks.change.points")]
    assert changes.isna().all() == (how in ("not_comparable", "missing"))


@EACH_LANGUAGE
@pytest.mark.parametrize(("county", "successors"), [(SPLIT, ("130102", "130104")), (ONE_HEIR, ("340181",))])
def test_a_county_that_has_ended_names_its_successors_with_links_and_shows_what_is_known(
    open_page: Open, county: str, successors: tuple[str, ...], language: str, atlas: Atlas
) -> None:
    visit = open_page("parks", language, county=county).whole()
    assert visit.address == {"county": county}
    assert atlas.catalogue.abolished[county][1] == successors
    names = atlas.places.set_index("place")[f"name_{language}"]
    assert names[county] in words(visit, "parks-ended")
    links = [node.proto for node in visit.app.get_by_key("parks-ended") if node.type == "page_link"]
    assert [link.label.replace("\\", "") for link in links] == [
        visit.t("parks.ended.open", county=names[successor]) for successor in successors
    ]
    assert [
        f"county={successor}" in link.query_string for link, successor in zip(links, successors, strict=True)
    ] == [True] * len(successors)
    assert [item.value for item in visit.app.info] == [visit.t("parks.empty", county=names[county])]
    assert set(visit.frames) == {"parks-map", "parks-change"}
    assert visit.table("parks-change")["2010"].notna().all()
    (table,) = visit.app.get_by_key("parks-before").table
    assert len(table.value) == 8


@EACH_LANGUAGE
def test_a_code_that_stands_for_nothing_is_named_and_the_first_park_is_shown(
    open_page: Open, language: str
) -> None:
    visit = open_page("parks", language, county="999999").whole()
    (notice,) = visit.app.info
    assert "county" in notice.value
    assert "999999" not in visit.page_text
    assert visit.address == {}
    assert set(visit.frames) == CENSUS


@EACH_LANGUAGE
@pytest.mark.parametrize("typed", ["三原", "sanyuan", "610422"])
def test_a_county_is_found_by_its_chinese_name_pinyin_or_code(
    open_page: Open, typed: str, language: str
) -> None:
    visit = open_page("parks", language).whole()
    (search,) = [box for box in visit.app.selectbox if box.key == "address-county"]
    assert [label for label in search.options if typed in label.casefold() and "610422" in label]
    visit.choose(county=SANYUAN).whole()
    assert visit.address == {"county": SANYUAN}


def test_a_park_can_be_opened_from_its_card_and_from_the_map(open_page: Open) -> None:
    visit = open_page("parks", "en").whole()
    visit.app.button(key="park-show-PARK-610422").click()
    assert visit.run().whole().address == {"county": SANYUAN}
    assert visit.app.button(key="park-show-PARK-610422").disabled
    clicked(visit, parks_list._take_clicked_county, "parks-map", {"customdata": YUNCHENG})
    assert visit.run().whole().address == {"county": YUNCHENG}


def clicked(visit: Visit, callback: Callable[[], None], key: str, point: dict[str, object]) -> None:
    """Do what a click on a point of a map does."""
    state = {f"{key}-plot": {"selection": {"points": [point]}}}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selections.st, "session_state", _Both(visit, state))
        callback()


class _Both(dict):
    """The session's state, with the selection of a chart that AppTest cannot make."""

    def __init__(self, visit: Visit, selection: dict[str, object]) -> None:
        super().__init__(selection)
        self.visit = visit

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self.visit.app.session_state

    def __missing__(self, name: str) -> object:
        return self.visit.app.session_state[name]

    def __setitem__(self, name: str, value: object) -> None:
        self.visit.app.session_state[name] = value


@EACH_LANGUAGE
def test_a_parks_diamond_on_the_map_page_leads_to_its_county(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("map", language, measure="B2", year="2020").whole()
    clicked(visit, lambda: national_map._take_clicked_place("map", None), "map", {"customdata": SANYUAN})
    visit.run().whole()
    (card,) = [node for node in visit.app._tree if node.type == "dialog"]
    assert visit.address == {"measure": "B2", "year": "2020"}
    (link,) = [node.proto for node in card if node.type == "page_link"]
    assert link.label == visit.t("parks.open")
    # The filters come along; what is the map's own does not.
    assert set(link.query_string.split("&")) == {f"county={SANYUAN}", "year=2020"}
    assert visit.t("parks.name.PARK-610422") in visit.page_text
    assert not [node for node in visit.run().app._tree if node.type == "dialog"]


def test_a_city_on_the_map_page_is_still_chosen_by_a_click(open_page: Open) -> None:
    visit = open_page("map", "en").whole()
    clicked(visit, lambda: national_map._take_clicked_place("map", None), "map", {"location": "210200"})
    assert visit.run().whole().address == {"place": "210200"}


def test_the_links_of_the_parks_are_those_that_were_read(open_page: Open, atlas: Atlas) -> None:
    visit = open_page("parks", "zh").whole()
    for park in atlas.catalogue.parks.values():
        said = "\n".join(
            node.value for node in visit.app.get_by_key(f"park-{park.id}") if node.type == "markdown"
        )
        assert re.findall(r"\]\((https?://[^)]+)\)", said) == addresses.order_addresses(park.address)
        assert "国家发展改革委等" in said
        assert visit.t("read_at.copy") in said


@EACH_LANGUAGE
def test_sourced_facts_stand_with_period_quality_and_source_and_are_never_joined(
    open_page: Open, language: str
) -> None:
    visit = open_page("parks", language, county=YUNCHENG).whole()
    table: pd.DataFrame = visit.app.get_by_key("parks-facts").dataframe[0].value
    assert len(table) > 30
    assert table[visit.t("parks.column.period")].nunique() > 5
    assert table[visit.t("column.address")].str.startswith("http").all()
    assert table[visit.t("column.source")].str.len().gt(3).all()
    assert visit.t("parks.facts.subtitle") in visit.page_text
    assert "parks-years" not in visit.frames
    taken = read(visit.csv("parks-facts-download"))
    assert len(taken) == len(table)
    without = open_page("parks", language, county=CHANGSHU).whole()
    assert "parks-facts-download" not in without.downloads


@EACH_LANGUAGE
def test_yearly_figures_of_a_county_level_city_are_those_of_the_yearbook(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("parks", language, county=CHANGSHU).whole()
    table = visit.table("parks-years")
    gdp = atlas.catalogue.series["gdp"].name.of(language)
    mine = table[table[visit.t("column.series")].eq(gdp)]
    assert mine[visit.t("column.year")].tolist() == ["2020", "2021", "2022", "2023"]
    taken = read(visit.csv("parks-years-download"))
    assert len(taken) == len(table) > 20
    assert (taken.iloc[:, 9] + taken.iloc[:, 10]).str.contains("https?://").all()


@EACH_LANGUAGE
def test_the_extract_holds_every_sourced_park_with_its_figures_and_sources(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    visit = open_page("parks", language, county=CHANGSHU).whole()
    content = visit.csv("parks-extract-download")
    assert content.startswith(MARK)
    taken = read(content)
    assert set(taken.iloc[:, 1]) == set(sourced_counties(atlas))
    assert set(taken[visit.t("parks.extract.park")]) == set(atlas.catalogue.parks)
    assert taken.iloc[:, 8].str.len().gt(3).all()
    assert (taken.iloc[:, 9] + taken.iloc[:, 10]).str.contains("https?://").all()
    facts = [fact for fact in atlas.catalogue.facts if fact.place in sourced_counties(atlas)]
    counted = atlas.observations["place"].isin(sourced_counties(atlas)).sum()
    assert len(taken) == counted + len(facts) > len(facts)
    mine = taken[taken.iloc[:, 1].eq(SANYUAN) & taken.iloc[:, 3].eq("2020")]
    people = atlas.catalogue.series["census_pop"].name.of(language)
    assert mine[mine.iloc[:, 4].eq(people)].iloc[0, 5] == "357250"


@EACH_LANGUAGE
def test_the_download_of_a_chart_names_the_merged_counties_of_2010(open_page: Open, language: str) -> None:
    visit = open_page("parks", language, county=MERGED).whole()
    taken = pd.read_csv(io.BytesIO(visit.csv("parks-change-download")), dtype=str)
    assert set(taken[taken.iloc[:, 3].eq("2010")].iloc[:, 1]) == {MERGED, "110103"}
    assert set(taken[taken.iloc[:, 3].eq("2020")].iloc[:, 1]) == {MERGED}


@EACH_LANGUAGE
def test_the_card_of_a_census_figure_names_every_count_behind_it(open_page: Open, language: str) -> None:
    visit = open_page("parks", language, county=MERGED).whole()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parks_list.source_card.st, "session_state", visit.app.session_state)
        parks_list.source_card.ask_counted(MERGED, "b3_urban_share", 2010)
    visit.run().whole()
    (card,) = [node for node in visit.app._tree if node.type == "dialog"]
    assert len(card.dataframe[0].value) == 4
    assert visit.t("card.address") in visit.page_text


def test_the_filter_leaves_the_parks_and_pales_the_map(open_page: Open) -> None:
    whole, filtered = (open_page("parks", "en", **view).whole() for view in ({}, {"region": "northeast"}))
    assert len(filtered.figures) == len(whole.figures)
    assert filtered.figures["parks-map-plot"] != whole.figures["parks-map-plot"]
    assert filtered.figures["parks-people-plot"] == whole.figures["parks-people-plot"]
