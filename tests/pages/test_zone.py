"""Does one page tell everything about one zone: what binds it, every figure with its rank or the reason for none?"""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pandas as pd
import pytest

from zone_atlas.analysis import evidence
from zone_atlas.analysis.census import change
from zone_atlas.analysis.policy import grades
from zone_atlas.analysis.position import share_below
from zone_atlas.analysis.zone import indicators, trends
from zone_atlas.analysis.zone.census import census_units_of_zone
from zone_atlas.analysis.zone.record import documents_of_zone, facts_of_zone, newest_facts
from zone_atlas.atlas import Atlas
from zone_atlas.ui.zone.indicators import PROXY_MARK, _open_picked_zone_indicator, st

from .conftest import LANGUAGES, Open, Visit
from .test_downloads import MARK, read

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
ZONES = ("HE-TS", "LN-C", "CQ-R", "BJ-JX", "NX-NE")
EACH_ZONE = pytest.mark.parametrize("zone", ZONES)
PROXY_ONLY = ("CQ-R", "BJ-JX")
DIMENSIONS = ("D1", "D2", "D3", "B1", "B2", "B3")
DOWNLOADS = {"zone-profile", "zone-indicators", "zone-peers", "zone-people", "zone-census"}


def table(visit: Visit, key: str) -> pd.DataFrame:
    """The table of indicators of one dimension."""
    shown: pd.DataFrame = visit.app.get_by_key(f"zone-block-{key}").value
    return shown


def words(visit: Visit, key: str) -> str:
    """Everything said inside one container, without the escapes of Markdown."""
    return "\n".join(str(item.value) for item in visit.app.get_by_key(key).markdown).replace("\\", "")


def pick(visit: Visit, zone: str, dimension: str, row: int, names: list[str]) -> None:
    """Do what a click on a cell of a table of indicators does, and run the page."""
    picked = {"selection": {"rows": [], "columns": [], "cells": [(row, "x")]}}
    session = {f"zone-block-{dimension}": picked}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(st, "session_state", session)
        _open_picked_zone_indicator(SimpleNamespace(view=SimpleNamespace(year=2023)), zone, dimension, names)
    for key, wanted in session.items():
        if wanted is not picked:
            visit.app.session_state[key] = wanted
    visit.run().whole()


@EACH_LANGUAGE
@EACH_ZONE
@pytest.mark.parametrize("proxies", ["0", "1"])
def test_the_page_answers_for_every_kind_of_zone(
    open_page: Open, atlas: Atlas, language: str, zone: str, proxies: str
) -> None:
    visit = open_page("zone", language, zone=zone, proxies=proxies).whole()
    record = atlas.catalogue.zones[zone]
    assert [title.value for title in visit.app.title] == [record.short.of(language)]
    text = visit.page_text
    assert record.name.of(language) in text
    for member in record.members:
        assert member.name.of(language) in text
    assert {"zone-profile", "zone-census"} <= set(visit.frames)
    for frame in visit.frames.values():
        assert not re.search(r"\bnan\b|None|[{}]", frame.headline)
    assert {f"{key}-download" for key in DOWNLOADS} <= set(visit.downloads)
    # The first zone is the default, which the address never holds.
    assert visit.address.get("zone", "LN-C") == zone


@EACH_LANGUAGE
@EACH_ZONE
def test_the_binding_bottleneck_is_the_one_the_rule_finds_with_its_grade(
    open_page: Open, atlas: Atlas, language: str, zone: str
) -> None:
    visit = open_page("zone", language, zone=zone, year="2022").whole()
    found = evidence.binding_bottleneck(atlas, zone, 2022, False)
    assert found is not None
    said = words(visit, "zone-lead")
    dimensions = atlas.catalogue.dimensions
    assert f"**{dimensions[found.dimension].name.of(language)}**" in said
    assert f"{100 * found.severity:.0f}" in said
    for other in found.tied:
        assert dimensions[other].name.of(language) in said
    popovers = [node for node in visit.app.main if node.type == "popover"]
    assert visit.t("zone.grade", grade=found.grade) in [node.proto.popover.label for node in popovers] or (
        visit.t("zone.grade", grade=found.grade) in visit.page_text
    )
    assert visit.t("zone.grade.rule").split("\n")[0] in visit.page_text
    for code in found.reasons:
        assert visit.t(f"pathways.cost.{code}") in said


def test_tangshans_headline_figures_are_those_of_the_tables(open_page: Open, atlas: Atlas) -> None:
    """Computed by hand from the published tables, outside the modules that the page uses."""
    visit = open_page("zone", "en", zone="HE-TS", year="2023").whole()
    # The rank intervals of the zone among all cities.
    shares = {}
    for node in ("B1", "B2", "B3"):
        row = atlas.ranks_in(node, 2023).loc["HE-TS"]
        shares[node] = share_below(float(row["city_median"]), int(row["city_of"]))
    worst = max(shares, key=lambda node: shares[node])
    said = words(visit, "zone-lead")
    assert f"**{atlas.catalogue.dimensions[worst].name.en}**" in said
    assert f"more severe than in {100 * shares[worst]:.0f} % of all cities" in said
    # Mining: 2.583 % of workers in the census, and the rank among the cities counted by hand.
    mining = table(visit, "B2").set_index("Indicator").loc["Employment share of mining"]
    census = atlas.observations
    census = census[census["series"].eq("census_emp_share_mining") & census["year"].eq(2020)]
    cities = set(atlas.places.loc[atlas.places["kind"].eq("city"), "place"])
    others = census.loc[census["place"].isin(cities) & census["status"].ne("U"), "value"]
    assert mining["Value"] == "2.6 %"
    assert mining["Rank"] == f"{1 + int((others > 2.583).sum())} / {len(others)}"
    assert mining["Year"] == "2020 (−3)"
    # The census: residents 7,577,289 in 2010 and 7,717,983 in 2020.
    people = visit.app.get_by_key("zone-people-table").table[0].value
    residents = people.iloc[0].tolist()
    assert residents == ["Residents", "7,577,289", "7,717,983", "+1.9%"]


@pytest.mark.parametrize(
    ("zone", "language", "year"),
    [
        *((zone, "en", "2023") for zone in ZONES),
        *((zone, "zh", "2018") for zone in ZONES),
        ("HE-TS", "zh", "2006"),
        ("LN-C", "en", "2012"),
        ("CQ-R", "zh", "2017"),
        ("NX-NE", "en", "2006"),
    ],
)
def test_every_indicator_is_a_row_and_one_without_a_value_says_why(
    open_page: Open, atlas: Atlas, language: str, zone: str, year: str
) -> None:
    visit = open_page("zone", language, zone=zone, year=year).whole()
    rows = indicators.indicator_rows(atlas, zone, int(year), False)
    for dimension in DIMENSIONS:
        shown, mine = table(visit, dimension), rows[rows["dimension"].eq(dimension)]
        names = [atlas.catalogue.indicators[i].name.of(language) for i in mine["indicator"]]
        assert shown[visit.t("column.indicator")].tolist() == names
        values = shown[visit.t("column.value")]
        missing = mine["value"].isna().to_numpy()
        assert values[missing].str.match("— .{4,}").all()
        assert not values[~missing].str.startswith("—").any()
        assert (shown.loc[missing, visit.t("column.rank")] == "—").all()
        assert (shown.loc[missing, visit.t("column.status")] == "").all()


@EACH_LANGUAGE
def test_a_figure_that_only_a_wider_unit_has_is_said_to_be_a_proxy_until_it_is_switched_on(
    open_page: Open, language: str
) -> None:
    visit = open_page("zone", language, zone="CQ-R").whole()
    column = visit.t("column.value")
    assert table(visit, "B2")[column].str.contains(visit.t("zone.reason.proxy"), regex=False).sum() > 2
    assert visit.t("zone.proxies.off") in words(visit, "zone-lead")
    visit.app.button(key="zone-proxies-switch").click()
    visit.run().whole()
    assert visit.address["proxies"] == "1"
    assert not table(visit, "B2")[column].str.contains(visit.t("zone.reason.proxy"), regex=False).any()
    assert visit.t("zone.proxies.on") in words(visit, "zone-lead")


@EACH_LANGUAGE
@pytest.mark.parametrize("zone", [*PROXY_ONLY, "NX-NE"])
def test_no_proxy_is_ranked_and_each_bears_its_mark(open_page: Open, language: str, zone: str) -> None:
    visit = open_page("zone", language, zone=zone, proxies="1").whole()
    marked = 0
    for dimension in DIMENSIONS:
        shown = table(visit, dimension)
        proxies = shown[visit.t("column.status")].str.contains(PROXY_MARK)
        assert (shown.loc[proxies, visit.t("column.rank")] == "—").all()
        marked += int(proxies.sum())
    assert marked > 30
    profile = visit.table("zone-profile")
    proxy = profile[visit.t("column.basis")].eq(visit.t("basis.proxy"))
    assert proxy.any()
    assert profile.loc[proxy, visit.t("column.low")].isna().all()
    assert (profile.loc[proxy, visit.t("column.rank")] == "—").all()


@EACH_LANGUAGE
@pytest.mark.parametrize("zone", [*PROXY_ONLY, "NX-NE"])
def test_a_zone_with_districts_says_what_is_exact_and_what_is_not(
    open_page: Open, atlas: Atlas, language: str, zone: str
) -> None:
    said = words(open_page("zone", language, zone=zone).whole(), "zone-lead")
    record = atlas.catalogue.zones[zone]
    for member in record.members:
        if not member.whole_city:
            assert member.name.of(language) in said
            assert atlas.catalogue.places[member.proxy].name.of(language)[:2] in said
    assert "○" in said


@EACH_LANGUAGE
def test_a_figure_of_the_districts_themselves_bears_no_mark_among_proxies(
    open_page: Open, language: str
) -> None:
    visit = open_page("zone", language, zone="BJ-JX", proxies="1", year="2021").whole()
    shown = table(visit, "B1").set_index(visit.t("column.status"))
    # Mentougou belongs to the zone in part: what it counts is wider, hence D.
    assert {"D", f"A {PROXY_MARK}"} <= set(shown.index)
    said = words(visit, "zone-lead")
    # The census share of public administration, the telling figure of 2021, is that of the two districts.
    assert "9.2" in said
    assert not re.search(r"9\.2 ?% ○", said)


@EACH_LANGUAGE
@pytest.mark.parametrize("year", ["2006", "2012", "2017"])
def test_before_the_full_index_the_profile_says_that_there_are_no_intervals(
    open_page: Open, language: str, year: str
) -> None:
    visit = open_page("zone", language, zone="HE-TS", year=year).whole()
    frame = visit.frames["zone-profile"]
    assert visit.t("zone.profile.note.core") in frame.notes
    assert year in frame.headline
    profile = visit.table("zone-profile")
    assert profile[visit.t("zone.column.share")].notna().any()
    assert profile[visit.t("column.low")].isna().all()
    assert not visit.app.info


@EACH_LANGUAGE
def test_a_picked_figure_opens_its_source_card(open_page: Open, language: str, atlas: Atlas) -> None:
    visit = open_page("zone", language, zone="HE-TS")
    shown = table(visit, "B2")[visit.t("column.indicator")].tolist()
    names = [i.id for i in atlas.catalogue.indicators_of("B2")]
    name = atlas.catalogue.indicators["b2_gdp_per_resident"].name.of(language)
    pick(visit, "HE-TS", "B2", shown.index(name), names)
    (card,) = (node for node in visit.app._tree if node.type == "dialog")
    said = "\n".join(str(item.value) for item in card.markdown).replace("\\", "")
    assert visit.app.get_by_key("zone-block-B2") is not None
    assert name in visit.page_text
    assert visit.t("card.address") in said
    assert "https://" in said
    assert len(card.dataframe[-1].value) >= 2


@EACH_LANGUAGE
@EACH_ZONE
def test_the_file_of_indicators_holds_what_is_shown_with_a_source_for_each(
    open_page: Open, language: str, zone: str
) -> None:
    visit = open_page("zone", language, zone=zone, proxies="1").whole()
    shown = pd.concat([table(visit, dimension) for dimension in DIMENSIONS])
    known = shown[~shown[visit.t("column.value")].str.startswith("—")]
    content = visit.csv("zone-indicators-download")
    assert content.startswith(MARK)
    taken = read(content)
    assert taken.iloc[:, 4].tolist() == known[visit.t("column.indicator")].tolist()
    years = known[visit.t("column.year")].str.slice(0, 4)
    assert taken.iloc[:, 3].tolist() == years.tolist()
    assert taken.iloc[:, 8].str.len().gt(3).all()
    assert (taken.iloc[:, 9] + taken.iloc[:, 10]).str.contains("https?://").all()


@EACH_ZONE
def test_every_other_download_has_a_source_in_each_row(open_page: Open, zone: str) -> None:
    visit = open_page("zone", "en", zone=zone, proxies="1").whole()
    for key in DOWNLOADS - {"zone-indicators"}:
        taken = read(visit.csv(f"{key}-download"))
        assert len(taken) > 3, key
        assert taken.iloc[:, 8].str.len().gt(3).all(), key
        assert (taken.iloc[:, 9] + taken.iloc[:, 10]).str.contains("https?://").all(), key


@EACH_LANGUAGE
@EACH_ZONE
def test_the_yearly_grades_are_told_apart_by_state(
    open_page: Open, atlas: Atlas, language: str, zone: str
) -> None:
    visit = open_page("zone", language, zone=zone).whole()
    said = words(visit, "zone-grades")
    for year in atlas.catalogue.assessment_years:
        state = grades.state_of(atlas.catalogue, zone, year)
        assert f"{year}" in said
        assert visit.t(f"grade.{state}") in said


@EACH_LANGUAGE
def test_peers_stand_with_their_reason_and_the_way_to_compare_them(
    open_page: Open, atlas: Atlas, language: str
) -> None:
    visit = open_page("zone", language, zone="LN-C").whole()
    shown = visit.app.get_by_key("zone-peers-table").table[0].value
    nearest = atlas.peers_of("LN-C")
    nearest = nearest[nearest["group"].eq("nearest")]["peer"].astype(str)
    names = atlas.places.set_index("place")[f"name_{language}"]
    assert shown[visit.t("column.place")].tolist()[1:] == [names[peer] for peer in nearest]
    assert shown[visit.t("zone.peers.why")].iloc[1:].str.contains(visit.t("compare.group.nearest")).all()
    links = [node.proto for node in visit.app.main if node.type == "page_link"]
    assert any("peers=LN-C" in link.query_string for link in links if link.page == "compare")


@EACH_LANGUAGE
@EACH_ZONE
def test_the_census_of_a_zone_is_that_of_its_own_units(
    open_page: Open, atlas: Atlas, language: str, zone: str
) -> None:
    visit = open_page("zone", language, zone=zone).whole()
    industries = visit.table("zone-census")
    assert len(industries) == 19
    frame = change.census_change(atlas, census_units_of_zone(atlas, zone)).set_index("item")
    share = frame.loc["census_emp_share_mining", "after"]
    row = industries.set_index(industries.columns[0]).loc[visit.t("industry.mining")]
    assert row.iloc[1] == pytest.approx(share, abs=0.006)
    assert visit.t(f"zone.census.how.{frame.attrs['how']}") in words(visit, "zone-census-block")
    if zone in PROXY_ONLY:
        assert visit.t("zone.census.districts") in words(visit, "zone-census-block")


@EACH_LANGUAGE
def test_facts_stand_each_with_period_quality_and_address_or_it_is_said_that_there_are_none(
    open_page: Open, atlas: Atlas, language: str
) -> None:
    visit = open_page("zone", language, zone="CQ-R").whole()
    told = newest_facts(facts_of_zone(atlas.catalogue, "CQ-R"))
    shown = visit.app.get_by_key("zone-facts").table[0].value
    assert len(shown) == len(told) > 10
    assert shown[visit.t("zone.facts.period")].tolist() == [one.fact.period for one in told]
    for cell, one in zip(shown[visit.t("column.source")], told, strict=True):
        assert f"({one.fact.address})" in cell
    taken = read(visit.csv("zone-facts-download"))
    assert len(taken) == len(told)
    assert taken[visit.t("column.address")].str.startswith("http").all()
    without = open_page("zone", language, zone="HE-TS").whole()
    assert "zone-facts-download" not in without.downloads
    place = without.t("zone.facts.empty", zone=atlas.catalogue.zones["HE-TS"].short.of(language))
    assert place in words(without, "zone-facts")


@EACH_LANGUAGE
def test_documents_lead_to_their_cards(open_page: Open, atlas: Atlas, language: str) -> None:
    visit = open_page("zone", language, zone="HN-C").whole()
    links = [
        node.proto
        for node in visit.app.main
        if node.type == "page_link" and node.proto.page == "policies" and "policy=" in node.proto.query_string
    ]
    found = [policy.id for policy in documents_of_zone(atlas, "HN-C")]
    assert len(links) == len(found)
    for link, policy in zip(links, found, strict=True):
        assert f"policy={policy}" in link.query_string


def test_the_designation_and_the_decisions_stand_on_the_time_axis(open_page: Open) -> None:
    visit = open_page("zone", "en", zone="HA-W").whole()
    traces = json.loads(visit.figures["zone-trends-plot"])["data"]
    reference = next(trace for trace in traces if trace["name"] == "reference labels")
    assert len(reference["text"]) == 6
    assert "designated 2019" in reference["text"][0]
    assert any(trace["name"] == "event labels" for trace in traces)


@EACH_LANGUAGE
def test_each_dimension_is_judged_over_years_of_its_own_which_are_named(
    open_page: Open, atlas: Atlas, language: str
) -> None:
    frame = open_page("zone", language, zone="HB-HS").whole().frames["zone-trends"]
    judged = next(note for note in frame.notes if "2019–2023" in note)
    years = set()
    for node in atlas.catalogue.dimensions:
        points = trends.zone_line(atlas, "HB-HS", node, False)
        move = trends.zone_move(points, trends.city_band(atlas, node))
        assert move is not None, node
        years.add(f"{move.first}–{move.last}")
    assert years == set(re.findall(r"20\d\d–20\d\d", judged))
    assert len(years) > 2
    assert "6" in frame.headline
    assert set(re.findall(r"20\d\d–20\d\d", frame.headline)) <= years
    parted = next(note for note in frame.notes if "2023" in note and ("%" in note) and "11" in note)
    assert "2020" in parted


def test_the_year_of_designation_is_a_tick_in_every_small_line(open_page: Open) -> None:
    visit = open_page("zone", "en", zone="HE-TS").whole()
    lines = table(visit, "D1")[visit.t("zone.column.line")]
    assert lines[lines.ne("")].str.contains("stroke-width='0.9'|stroke-width=%220.9%22").all()


@EACH_LANGUAGE
def test_a_zone_outside_the_filter_keeps_its_page(open_page: Open, language: str) -> None:
    visit = open_page("zone", language, zone="HE-TS", region="west").whole()
    assert visit.t("zone.outside") in visit.page_text
    assert visit.address["zone"] == "HE-TS"


@EACH_LANGUAGE
def test_a_zone_that_does_not_exist_is_named_as_a_parameter_and_the_first_one_is_shown(
    open_page: Open, language: str
) -> None:
    visit = open_page("zone", language, zone="XX-YY").whole()
    assert "zone" in visit.app.info[0].value
    assert "XX-YY" not in visit.page_text
    assert visit.app.title[0].value == {"zh": "辽宁中部", "en": "Central Liaoning"}[language]


def test_the_choice_of_a_zone_changes_the_page_and_comes_along_to_other_pages(open_page: Open) -> None:
    visit = open_page("zone", "en").choose(zone="JS-XZ").whole()
    assert visit.app.title[0].value == "Xuzhou"
    visit.go("pathways").whole()
    assert visit.address["zone"] == "JS-XZ"
    assert "Xuzhou" in visit.page_text
