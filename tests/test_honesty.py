"""The promises on gaps, breaks, proxies, sources and withheld values, held against the published tables."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest

from zone_atlas.analysis import lines
from zone_atlas.analysis.census.parks import PARKS_IN_PROGRAMME
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import input_units
from zone_atlas.catalogue.breaks import breaks_of, input_breaks, years_of
from zone_atlas.catalogue.framework import Mean, Ratio
from zone_atlas.catalogue.policy_records import ATTESTED
from zone_atlas.catalogue.records import WITHHELD
from zone_atlas.catalogue.rules import RANKED_FROM
from zone_atlas.export.extract import note_text
from zone_atlas.pipeline.derive import derive_indicators
from zone_atlas.pipeline.join import join_series, panel_of
from zone_atlas.pipeline.zones import stack_panels, zone_panel

ZONES_WITH_PROXIES = {"CQ-R", "BJ-JX", "NX-NE"}
KEY = ["place", "indicator", "basis"]
SETS = ("full", "trend", "core")


@pytest.fixture(scope="module")
def of_zones(atlas: Atlas) -> Atlas:
    """The tables cut down to the zones, so that a thousand lines are drawn quickly."""
    zones = list(atlas.catalogue.zones)
    tables = {n: getattr(atlas, n) for n in ("indicators", "scores", "normalised")}
    return replace(atlas, **{n: t[t["place"].isin(zones)] for n, t in tables.items()})


def joined_pairs(line: pd.DataFrame) -> list[tuple[int, int, str, str]]:
    """Years and bases of the neighbouring points that a chart would join."""
    rows = list(line[["year", "basis", "segment"]].itertuples(index=False))
    return [(a.year, b.year, a.basis, b.basis) for a, b in itertools.pairwise(rows) if a.segment == b.segment]


YEARS_OF = {"full": range(2018, 2024), "trend": range(2018, 2024), "core": range(2006, 2024)}


def set_of_place(atlas: Atlas, place: str, node: str, index_set: str, basis: str = "exact") -> set[str]:
    """Indicators of a node that a place's line rests on, worked out from what is shown.

    On a constant set those that it has in every year; on the trend without those that break for it alone, as long as
    65 % of the dimension's stay.
    """
    dimension = node.split(".", maxsplit=1)[0]
    mine = {i.id for i in atlas.catalogue.indicators_of(node)}
    return mine & set_of_dimension(atlas, place, dimension, index_set, basis)


@cache
def set_of_dimension(atlas: Atlas, place: str, dimension: str, index_set: str, basis: str) -> set[str]:
    """Indicators of a whole dimension that a place's line rests on."""
    catalogue, years = atlas.catalogue, YEARS_OF[index_set]
    members = {i.id for i in catalogue.indicators_of(dimension) if index_set in i.sets}
    if index_set == "full":
        return members
    shown = atlas.normalised[atlas.normalised["set"].eq("core" if index_set == "core" else "full")]
    shown = shown[shown["place"].eq(place) & shown["basis"].eq(basis) & shown["year"].isin(years)]
    counts = shown["indicator"].astype(str).value_counts()
    always = {name for name in members if counts.get(name, 0) == len(years)}
    if index_set == "core":
        return always
    units = input_units(place, basis, catalogue)
    alone = {
        name
        for name in always
        for item in input_breaks(catalogue, catalogue.indicators[name], units)
        if item.place and item.series != "*" and item.year in years[1:] and name != "b2_growth_volatility"
    }
    return always - alone if len(always - alone) / len(members) >= RANKED_FROM else always


@pytest.mark.parametrize("proxies", [False, True])
def test_no_zones_indicator_line_crosses_a_gap_a_break_or_a_change_of_basis(
    of_zones: Atlas, proxies: bool
) -> None:
    joins = 0
    for indicator in of_zones.catalogue.indicators.values():
        rows = of_zones.indicators[of_zones.indicators["indicator"].eq(indicator.id)]
        for zone in ZONES_WITH_PROXIES if proxies else of_zones.catalogue.zones:
            at = {
                basis: years_of(breaks_of(of_zones.catalogue, indicator.id, zone, basis))
                for basis in ("exact", "proxy")
            }
            for first, second, basis, next_basis in joined_pairs(
                lines.indicator_line(rows, indicator.id, zone, 2000, proxies)
            ):
                joins += 1
                assert second == first + 1, (indicator.id, zone, first, second)
                assert second not in at[next_basis], (indicator.id, zone, second)
                assert basis == next_basis, (indicator.id, zone, second)
    assert joins > (1000 if proxies else 5000), "lines that join nothing would prove nothing"


@pytest.mark.parametrize("proxies", [False, True])
@pytest.mark.parametrize("index_set", SETS)
def test_no_zones_score_line_crosses_a_gap_or_a_break(of_zones: Atlas, index_set: str, proxies: bool) -> None:
    catalogue, joins = of_zones.catalogue, 0
    for node in [*catalogue.dimensions, *catalogue.elements]:
        rows = of_zones.scores[of_zones.scores["node"].eq(node) & of_zones.scores["set"].eq(index_set)]
        for zone in ZONES_WITH_PROXIES if proxies else catalogue.zones:
            at = {
                basis: {
                    year
                    for name in set_of_place(of_zones, zone, node, index_set, basis)
                    for year in years_of(breaks_of(catalogue, name, zone, basis))
                }
                for basis in ("exact", "proxy")
            }
            for first, second, basis, next_basis in joined_pairs(
                lines.score_line(rows, index_set, node, zone, proxies)
            ):
                joins += 1
                assert second == first + 1, (node, zone, first, second)
                assert second not in at[next_basis], (node, zone, second)
                assert basis == next_basis, (node, zone, second)
    assert joins > (100 if proxies else 500)


@pytest.mark.parametrize(
    ("indicator", "place", "year"),
    [
        ("d1_industrial_firms", "230600", 2011),
        ("d3_structure_level", "LN-C", 2019),
        ("d3_tertiary_secondary", "340700", 2019),
        ("d3_so2", "340700", 2020),
        ("b1_fdi", "LN-C", 2015),
        ("b1_fdi", "LN-C", 2016),
        ("b1_fdi", "LN-C", 2020),
        ("b1_expenditure", "220200", 2019),
        ("b1_expenditure", "JL-C", 2019),
        ("b2_gdp_per_resident", "210300", 2016),
        ("b2_gdp_per_resident", "LN-C", 2016),
        ("b2_gdp_per_resident", "370300", 2018),
        ("b1_debt", "370300", 2018),
        ("b2_gdp_per_resident", "130200", 2012),
        ("d2_loans", "130200", 2012),
        ("b2_gdp_per_resident", "230600", 2015),
        ("b1_expenditure", "JL-C", 2014),
        ("b1_expenditure", "JL-C", 2017),
        ("b2_gdp_per_resident", "410300", 2023),
        ("b2_gdp_per_resident", "HA-W", 2023),
        ("b2_gdp_per_resident", "360300", 2023),
        ("b2_gdp_per_resident", "430300", 2010),
        ("b2_gdp_per_resident", "431300", 2010),
        ("b2_gdp_per_resident", "340700", 2015),
        ("d3_nox", "430200", 2020),
        ("b2_gdp_per_resident", "340700", 2016),
        ("b2_gdp_per_resident", "AH-TL", 2016),
        ("d2_students", "220100", 2020),
        ("b2_gdp_per_resident", "JL-C", 2020),
    ],
)
def test_known_breaks_are_published(atlas: Atlas, indicator: str, place: str, year: int) -> None:
    rows = atlas.indicators
    row = rows[rows["indicator"].eq(indicator) & rows["place"].eq(place) & rows["year"].eq(year)]
    assert list(row["breaks"]) == [True]


@pytest.mark.parametrize("place", ["370300", "210300"])
def test_revised_gdp_of_cities_that_revised_it_does_not_break_at_the_census(atlas: Atlas, place: str) -> None:
    rows = atlas.indicators
    row = rows[rows["indicator"].eq("b2_gdp_per_resident") & rows["place"].eq(place) & rows["year"].eq(2019)]
    assert list(row["breaks"]) == [False]


@pytest.mark.parametrize(
    ("place", "series", "year", "reason"),
    [
        ("130200", "gdp", 2019, "census"),
        ("370100", "gdp", 2019, "Laiwu"),
        ("370100", "loans", 2019, "Laiwu"),
        ("430200", "so2_industrial", 2016, "survey basis"),
        ("430200", "so2_industrial", 2020, "survey basis"),
        ("370300", "gdp_revised", 2018, "from this year it is revised"),
        ("210300", "gdp_revised", 2016, "inflated reports"),
        ("210300", "fiscal_revenue", 2015, "inflated revenue"),
        ("410300", "gdp", 2023, "base of 2022"),
        ("340700", "pop_resident", 2015, "Zongyang"),
        ("340700", "gdp_revised", 2016, "Zongyang"),
    ],
)
def test_an_observation_at_a_break_bears_it_with_the_reason(
    atlas: Atlas, place: str, series: str, year: int, reason: str
) -> None:
    table = atlas.observations_at(place)
    row = table[table["series"].eq(series) & table["year"].eq(year)].iloc[0]
    assert row["status"] == "B"
    assert reason in note_text(str(row["note"]), atlas.catalogue, "en")
    chinese = note_text(str(row["note"]), atlas.catalogue, "zh")
    assert chinese.startswith("与上年不可比：")
    assert not any(mark in chinese for mark in ("break", "|", "*"))


def test_no_city_has_a_plain_gdp_at_the_census_or_so2_at_a_new_survey(atlas: Atlas) -> None:
    rows = atlas.observations[atlas.observations["level"].eq("city")]
    for series, years in (("gdp", (2019,)), ("so2_industrial", (2016, 2020))):
        mine = rows[rows["series"].eq(series)].astype({"place": str})
        before = mine[~mine["year"].isin(years)].groupby("place")["year"].min()
        at = mine[mine["year"].isin(years)]
        at = at[at["year"] > at["place"].map(before).fillna(9999)]
        assert len(at) > 200 * len(years)
        assert at["status"].isin(["B", "V", "U"]).all()


def test_every_observation_at_a_declared_break_says_so_and_no_first_figure_does(atlas: Atlas) -> None:
    rows = atlas.observations.astype({"place": str, "series": str, "note": str})
    marked = rows["note"].str.contains(r"(?:^| )break ")
    assert marked.sum() > 5000
    # What was withdrawn or is doubted for itself keeps the graver code.
    assert rows.loc[marked, "status"].isin(["B", "V", "U", "O"]).all()
    assert (rows["status"].eq("B") <= marked).all()
    first = rows.groupby(["place", "series"])["year"].transform("min")
    assert not (marked & rows["year"].eq(first)).any()


def test_every_observation_and_every_value_has_a_known_source_with_an_address(atlas: Atlas) -> None:
    known = {
        k
        for k, s in atlas.catalogue.sources.items()
        if (s.address or s.digitisation_address).startswith("http") and s.publication.zh and s.publication.en
    }
    assert known == set(atlas.catalogue.sources)
    assert atlas.observations["source_id"].notna().all()
    assert set(atlas.observations["source_id"].unique()) <= known
    assert atlas.indicators["sources"].notna().all()
    for text in atlas.indicators["sources"].unique():
        assert text
        assert set(text.split(";")) <= known


def test_no_published_number_is_missing_or_infinite(atlas: Atlas) -> None:
    # An observation without a value is one that was withdrawn, and says so.
    withdrawn = atlas.observations["status"].eq("O")
    assert atlas.observations["value"].isna().equals(withdrawn)
    for table, column in [
        (atlas.observations[~withdrawn], "value"),
        (atlas.indicators, "value"),
        (atlas.normalised, "value"),
        (atlas.normalised, "score"),
        (atlas.scores, "score"),
    ]:
        assert np.isfinite(table[column]).all()


def test_every_fact_and_every_value_stands_once(atlas: Atlas) -> None:
    assert not atlas.observations.duplicated(["place", "year", "series"]).any()
    assert not atlas.indicators.duplicated([*KEY, "year"]).any()
    assert not atlas.normalised.duplicated([*KEY, "year", "set"]).any()
    assert not atlas.scores.duplicated(["place", "node", "basis", "year", "set"]).any()


def test_no_proxy_is_ranked_and_only_three_zones_have_any(atlas: Atlas) -> None:
    proxies = atlas.scores[atlas.scores["basis"].eq("proxy")]
    assert not proxies["ranked"].any()
    assert proxies["rank"].isna().all()
    for table in (atlas.scores, atlas.indicators, atlas.normalised):
        assert set(table.loc[table["basis"].eq("proxy"), "place"]) == ZONES_WITH_PROXIES


def test_scores_too_thin_are_shown_and_not_ranked(atlas: Atlas) -> None:
    exact = atlas.scores[atlas.scores["basis"].eq("exact")]
    assert exact["ranked"].eq(exact["coverage"] >= 0.65).all()
    assert exact["rank"].notna().eq(exact["ranked"]).all()
    assert (~exact["ranked"]).any()


def test_ranks_are_counted_anew_from_the_scores(atlas: Atlas) -> None:
    zones = set(atlas.catalogue.zones)
    rows = atlas.scores[atlas.scores["ranked"] & atlas.scores["node"].isin(list(atlas.catalogue.dimensions))]
    rows = rows.assign(is_zone=rows["place"].isin(zones))
    for _, group in rows.groupby(["set", "node", "year", "is_zone"], observed=True):
        scores = group["score"].to_numpy()
        assert (group["rank"] == 1 + (scores[None, :] > scores[:, None]).sum(axis=1)).all()
        assert (group["rank_of"] == len(group)).all()


def test_scores_run_from_0_to_100_and_coverage_to_1(atlas: Atlas) -> None:
    for table in (atlas.scores, atlas.normalised):
        assert table["score"].between(0, 100).all()
    assert atlas.scores["coverage"].between(0, 1).all()
    assert (atlas.scores["coverage"] > 0).all()


def test_a_value_in_a_score_is_at_most_three_years_old_and_says_so(atlas: Atlas) -> None:
    table = atlas.normalised
    assert table["age"].between(0, 3).all()
    assert (table["year"] - table["value_year"] == table["age"]).all()
    assert atlas.scores["oldest_age"].between(0, 3).all()
    assert (table["age"] == 3).any()


def test_what_is_withheld_enters_no_score_and_what_enters_is_published(atlas: Atlas) -> None:
    """A zone of districts shows its exact figures among the proxies, so both bases are looked up for it."""
    columns = [*KEY, "year", "value", "status"]
    known = atlas.indicators[columns].astype(dict.fromkeys([*KEY, "status"], str))
    exact = known[known["place"].isin({"CQ-R", "BJ-JX"}) & known["basis"].eq("exact")].assign(basis="proxy")
    known = pd.concat([known, exact]).drop_duplicates([*KEY, "year"], keep="last")
    used = atlas.normalised.astype(dict.fromkeys(KEY, str)).drop(columns="year")
    found = used.merge(
        known, left_on=[*KEY, "value_year"], right_on=[*KEY, "year"], how="left", suffixes=("", "_known")
    )
    assert (known["status"] == WITHHELD).any()
    assert found["status"].notna().all()
    assert (found["status"] != WITHHELD).all()
    assert (found["value"] == found["value_known"]).all()


def _panel(atlas: Atlas, observations: pd.DataFrame):
    members = {m.adcode for zone in atlas.catalogue.zones.values() for m in zone.members if m.adcode}
    wanted = observations["level"].eq("city") | observations["place"].isin(members)
    panel = panel_of(observations[wanted], atlas.catalogue.sources, atlas.catalogue.series)
    return join_series(panel, atlas.catalogue.joins)


def _derived(atlas: Atlas, observations: pd.DataFrame, cities: list[str]) -> pd.DataFrame:
    panel = _panel(atlas, observations)
    zones, _ = zone_panel(panel, atlas.catalogue)
    made = derive_indicators(stack_panels(panel, zones), atlas.catalogue, cities)
    return made.set_index([*KEY, "year"])["value"]


def test_nominal_gdp_before_2021_enters_no_indicator(atlas: Atlas) -> None:
    """Other figures of it move nothing but the weights of the sector shares, which are shares of that very GDP."""
    for join in atlas.catalogue.joins.values():
        assert all(part.first_year >= 2021 for part in join.parts if part.series == "gdp")
    assert not [i.id for i in atlas.catalogue.indicators.values() if "gdp" in i.series]
    cities = list(atlas.places.loc[atlas.places["kind"].eq("city"), "place"])
    nominal = atlas.observations["series"].eq("gdp") & (atlas.observations["year"] < 2021)
    factor = np.where(nominal, 1 + atlas.observations["place"].cat.codes % 7, 1)
    before = _derived(atlas, atlas.observations, cities)
    after = _derived(atlas, atlas.observations.assign(value=atlas.observations["value"] * factor), cities)
    assert nominal.sum() > 3000
    assert before.index.equals(after.index)
    moved = before.index[(before - after).abs() > 1e-9 * before.abs()]
    assert set(moved.get_level_values("place")) <= set(atlas.catalogue.zones)
    assert set(moved.get_level_values("indicator")) <= {
        "d3_structure_level",
        "d3_tertiary_secondary",
        "d3_theil",
    }


@pytest.fixture(scope="module")
def by_city(atlas: Atlas) -> pd.DataFrame:
    """Observations of the cities, a column a series, with the joins made by hand."""
    cities = atlas.observations[atlas.observations["level"].eq("city")]
    wide = cities.astype({"place": str, "series": str}).pivot(
        index=["place", "year"], columns="series", values="value"
    )
    year = wide.index.get_level_values("year")
    published = wide["gdp"].where((year >= 2021) & (year <= 2023))
    return wide.assign(
        gdp_joined=wide["gdp_revised"].fillna(published),
        patents_joined=wide["patents_granted_cnrds"].where(year <= 2019, wide["patents_granted"]),
        invention_patents_joined=wide["invention_patents_granted_cnrds"].where(
            year <= 2019, wide["invention_patents_granted"]
        ),
    )


def _summed(of_members: pd.DataFrame, weights: dict[str, float]) -> pd.Series:
    """Weighted sum of series over the members, missing where one of them lacks one."""
    total = sum(factor * of_members[series] for series, factor in weights.items())
    return total.sum(axis=1, skipna=False)


def _is_sum(indicator, series: dict) -> bool:
    parts = {n for n in indicator.series if n in series}
    return isinstance(indicator.formula, Ratio) and all(series[n].aggregate == "sum" for n in parts)


def test_a_zones_figure_exists_exactly_where_every_member_reports_and_is_the_ratio_of_the_sums(
    atlas: Atlas, by_city: pd.DataFrame
) -> None:
    wide, compared = by_city.unstack("place"), 0
    mine = atlas.indicators[
        atlas.indicators["basis"].eq("exact") & atlas.indicators["place"].isin(list(atlas.catalogue.zones))
    ]
    for indicator in atlas.catalogue.indicators.values():
        if not _is_sum(indicator, atlas.catalogue.series):
            continue
        rows = mine[mine["indicator"].eq(indicator.id)]
        formula = indicator.formula
        for zone in atlas.catalogue.zones.values():
            if zone.proxy_only:
                continue
            of_members = wide.loc[:, (slice(None), [m.adcode for m in zone.members if m.whole_city])]
            top = _summed(of_members, formula.numerator)
            bottom = _summed(of_members, formula.denominator) if formula.denominator else 1.0
            expected = (formula.scale * top / bottom).replace([np.inf, -np.inf], np.nan).dropna()
            expected = expected[expected.index >= indicator.first_year]
            found = rows[rows["place"].eq(zone.id)].set_index("year")["value"]
            assert sorted(found.index) == sorted(expected.index), (indicator.id, zone.id)
            np.testing.assert_allclose(found.sort_index(), expected.sort_index(), rtol=1e-9)
            compared += len(found)
    assert compared > 5000


def test_a_zones_mean_lies_between_its_members_and_needs_them_all(
    atlas: Atlas, by_city: pd.DataFrame
) -> None:
    rows = atlas.indicators[atlas.indicators["basis"].eq("exact")]
    compared = 0
    for indicator in atlas.catalogue.indicators.values():
        if not isinstance(indicator.formula, Mean):
            continue
        column = by_city[indicator.formula.series]
        for zone in atlas.catalogue.zones.values():
            members = [m.adcode for m in zone.members if m.whole_city]
            if not members:
                continue
            of_members = (
                column[column.index.isin(members, level="place")].unstack("place").reindex(columns=members)
            )
            values = rows[rows["indicator"].eq(indicator.id) & rows["place"].eq(zone.id)].set_index("year")[
                "value"
            ]
            of_members = of_members.reindex(values.index)
            assert of_members.notna().all().all(), (indicator.id, zone.id)
            assert (values >= of_members.min(axis=1) - 1e-9).all()
            assert (values <= of_members.max(axis=1) + 1e-9).all()
            compared += len(values)
    assert compared > 1000


def test_a_gap_names_exactly_the_members_that_do_not_report(atlas: Atlas, by_city: pd.DataFrame) -> None:
    assert len(atlas.gaps) > 100
    for gap in atlas.gaps.itertuples():
        members = [m.adcode for m in atlas.catalogue.zones[gap.zone].members if m.whole_city]
        silent = [
            m
            for m in members
            if (m, gap.year) not in by_city.index or np.isnan(by_city.at[(m, gap.year), gap.series])
        ]
        assert gap.missing.split(",") == silent, gap
        assert 0 < len(silent) < len(members)


@pytest.mark.parametrize(
    "component", ["iriec_trademarks", "iriec_new_firms", "iriec_venture_capital", "iriec_outside_investment"]
)
def test_a_percentile_like_index_is_compared_in_a_year_and_never_over_time(
    atlas: Atlas, component: str
) -> None:
    found = [i for i in atlas.catalogue.indicators.values() if component in i.series]
    assert found
    assert all(i.sets == ("full",) for i in found)
    posts = atlas.goalposts[atlas.goalposts["set"].isin(["trend", "core"])]
    assert not posts["indicator"].isin([i.id for i in found]).any()


@pytest.mark.parametrize("kind", ["patents", "invention_patents"])
def test_patents_are_joined_at_2020_and_nowhere_else(atlas: Atlas, by_city: pd.DataFrame, kind: str) -> None:
    """CNRDS to 2019, the yearbook from 2020, whatever the other one says."""
    rows = atlas.indicators[
        atlas.indicators["indicator"].eq(f"d1_{kind}")
        & atlas.indicators["place"].isin(["420200", "370300", "230600"])
    ]
    assert len(rows) > 50
    for row in rows.itertuples():
        series = f"{kind}_granted_cnrds" if row.year <= 2019 else f"{kind}_granted"
        facts = by_city.loc[(row.place, row.year)]
        assert row.value == pytest.approx(facts[series] / facts["pop_resident"])
    assert atlas.catalogue.joins[f"{kind}_joined"].seam == 2020


PLACES_RECOMPUTED = [
    "230600",
    "340700",
    "420200",
    "110000",
    "520200",
    "LN-C",
    "HN-C",
    "AH-TL",
    "HL-DQ",
    "NX-NE",
]


@pytest.mark.parametrize("index_set", SETS)
def test_scores_can_be_recomputed_from_the_indicators_that_are_shown(atlas: Atlas, index_set: str) -> None:
    """An element is the mean of its indicators, a dimension of its elements; constant sets drop what ever fails."""
    catalogue, compared = atlas.catalogue, 0
    shown = atlas.normalised[
        atlas.normalised["set"].eq("core" if index_set == "core" else "full")
        & atlas.normalised["basis"].eq("exact")
    ]
    scores = atlas.scores[atlas.scores["set"].eq(index_set) & atlas.scores["basis"].eq("exact")]
    for place in PLACES_RECOMPUTED:
        wide = (
            shown[shown["place"].eq(place)]
            .astype({"indicator": str})
            .pivot(index="year", columns="indicator", values="score")
        )
        wide = wide[[c for c in wide.columns if index_set in catalogue.indicators[c].sets]]
        if index_set != "full":
            wide = wide.reindex(range(2006 if index_set == "core" else 2018, 2024)).dropna(axis=1)
        mine = (
            scores[scores["place"].eq(place)]
            .astype({"node": str})
            .pivot(index="year", columns="node", values="score")
        )
        for dimension in catalogue.dimensions.values():
            if index_set == "trend":
                stays = set_of_place(atlas, place, dimension.id, index_set)
                own = {i.id for i in catalogue.indicators_of(dimension.id)}
                wide = wide[[c for c in wide.columns if c not in own or c in stays]]
            of_element = {
                e.id: wide[[c for c in wide.columns if catalogue.indicators[c].element == e.id]].mean(axis=1)
                for e in dimension.elements
            }
            expected = pd.DataFrame(of_element).dropna(axis=1, how="all")
            expected[dimension.id] = expected.mean(axis=1)
            for node in set(expected.columns) & set(mine.columns):
                np.testing.assert_allclose(
                    mine[node].dropna(), expected[node].dropna(), rtol=1e-9, err_msg=f"{place} {node}"
                )
                compared += 1
    assert compared > 50


@pytest.mark.parametrize(("index_set", "years"), [("trend", range(2018, 2024)), ("core", range(2006, 2024))])
def test_a_score_over_time_rests_on_the_same_indicators_in_every_year(
    atlas: Atlas, index_set: str, years: range
) -> None:
    rows = atlas.scores[atlas.scores["set"].eq(index_set)]
    of_place = rows.groupby(["place", "node", "basis"], observed=True)["year"].agg(["min", "max", "size"])
    assert (of_place["min"] == years[0]).all()
    assert (of_place["max"] == years[-1]).all()
    assert (of_place["size"] == len(years)).all()


def test_the_long_run_core_never_rests_on_a_single_indicator(atlas: Atlas) -> None:
    scored = set(atlas.scores.loc[atlas.scores["set"].eq("core"), "node"]) & set(atlas.catalogue.dimensions)
    assert scored
    for dimension in scored:
        assert sum("core" in i.sets for i in atlas.catalogue.indicators_of(dimension)) >= 2
    thin = {
        d
        for d in atlas.catalogue.dimensions
        if sum("core" in i.sets for i in atlas.catalogue.indicators_of(d)) < 2
    }
    assert not scored & thin


def test_goalposts_are_the_percentiles_of_all_cities_pooled_over_the_years_of_the_set(atlas: Atlas) -> None:
    cities = list(atlas.places.loc[atlas.places["kind"].eq("city"), "place"])
    usable = atlas.indicators[
        atlas.indicators["place"].isin(cities) & atlas.indicators["status"].ne(WITHHELD)
    ]
    for post in atlas.goalposts.itertuples():
        first = 2006 if post.set == "core" else 2018
        pool = usable[usable["indicator"].eq(post.indicator) & usable["year"].between(first, 2023)]["value"]
        positive = pool[pool > 0] if atlas.catalogue.indicators[post.indicator].goalposts == "log" else pool
        assert (post.low, post.high) == pytest.approx(tuple(np.percentile(positive, [2.5, 97.5]))), post
        assert post.n == len(pool)


def test_parks_are_those_that_could_be_sourced_and_no_more(atlas: Atlas) -> None:
    parks = atlas.catalogue.parks.values()
    counties = {park.adcode for park in parks}
    assert {"130123", "371725", "610422"} <= counties
    assert len(counties) == len(parks) <= PARKS_IN_PROGRAMME
    assert all(atlas.catalogue.places[county].level in ("county", "district") for county in counties)
    assert all(park.address.startswith("http") and park.status in ATTESTED for park in parks)
