"""A zone's figure: from all its members or not at all, proxies apart, with every member's source."""

from __future__ import annotations

import numpy as np
import pytest

from zone_atlas.catalogue.bases import zone_units
from zone_atlas.catalogue.framework import Mean
from zone_atlas.catalogue.records import SEVERITY
from zone_atlas.pipeline.derive import derive_values
from zone_atlas.pipeline.zones import split_units, stack_panels, zone_panel


def cell(panel, unit: str, year: int, series: str) -> float:
    return panel.values.loc[(unit, year), series]


def test_a_zones_ratio_is_the_ratio_of_its_members_sums(make) -> None:
    """GDP 100 and 300 over 10 and 90 persons: 400 / 100 = 4, while the mean of the ratios would be 6.67."""
    panel = make.panel("c1 2020 gdp 100\nc1 2020 pop 10\nc2 2020 gdp 300\nc2 2020 pop 90")
    catalogue = make.catalogue((make.series("gdp"), make.series("pop")), (make.zone_of("Z", "c1", "c2"),))
    zones, gaps = zone_panel(panel, catalogue)
    values = stack_panels(panel, zones).values
    ratio = derive_values(make.indicator("per_head", make.ratio("gdp", "pop")), values, ["c1", "c2"])
    assert ratio[("Z|exact", 2020)] == pytest.approx(4.0)
    assert ratio[("c1", 2020)] == pytest.approx(10.0)
    assert gaps.empty


def test_a_zones_rate_is_the_weighted_mean_of_its_members(make) -> None:
    """10 % of 1 and 20 % of 3: (10·1 + 20·3) / 4 = 17.5."""
    panel = make.panel("c1 2020 rate 10\nc1 2020 pop 1\nc2 2020 rate 20\nc2 2020 pop 3")
    series = (make.series("rate", "mean", "pop"), make.series("pop"))
    zones, _ = zone_panel(panel, make.catalogue(series, (make.zone_of("Z", "c1", "c2"),)))
    assert cell(zones, "Z|exact", 2020, "rate") == pytest.approx(17.5)


def test_a_year_without_the_weight_takes_the_weight_of_an_earlier_year(make) -> None:
    """Census weights of 2010 serve until 2020: (10·1 + 20·3) / 4 = 17.5 in 2015, (10·3 + 20·1) / 4 = 12.5 in 2020."""
    panel = make.panel(
        """
        c1 2015 rate 10
        c2 2015 rate 20
        c1 2020 rate 10
        c2 2020 rate 20
        c1 2010 pop 1
        c2 2010 pop 3
        c1 2020 pop 3
        c2 2020 pop 1
        """
    )
    series = (make.series("rate", "mean", "pop"), make.series("pop"))
    zones, _ = zone_panel(panel, make.catalogue(series, (make.zone_of("Z", "c1", "c2"),)))
    assert cell(zones, "Z|exact", 2015, "rate") == pytest.approx(17.5)
    assert cell(zones, "Z|exact", 2020, "rate") == pytest.approx(12.5)


def test_a_missing_member_leaves_the_zone_without_a_figure_and_is_named(make) -> None:
    panel = make.panel("c1 2019 gdp 1\nc2 2019 gdp 2\nc3 2019 gdp 3\nc1 2020 gdp 1\nc3 2021 gdp 3")
    catalogue = make.catalogue((make.series("gdp"),), (make.zone_of("Z", "c1", "c2", "c3"),))
    zones, gaps = zone_panel(panel, catalogue)
    assert cell(zones, "Z|exact", 2019, "gdp") == 6
    assert np.isnan(cell(zones, "Z|exact", 2020, "gdp"))
    assert list(gaps.itertuples(index=False, name=None)) == [
        ("Z", 2020, "gdp", "c2,c3"),
        ("Z", 2021, "gdp", "c1,c2"),
    ]


def test_a_member_without_any_observation_counts_as_missing(make) -> None:
    panel = make.panel("c1 2019 gdp 1")
    zones, gaps = zone_panel(panel, make.catalogue((make.series("gdp"),), (make.zone_of("Z", "c1", "c9"),)))
    assert np.isnan(cell(zones, "Z|exact", 2019, "gdp"))
    assert list(gaps["missing"]) == ["c9"]


def test_a_zone_names_the_sources_of_all_its_members_and_takes_the_worst_mark(make) -> None:
    panel = make.panel("c1 2020 gdp 1 s1 A\nc2 2020 gdp 2 s3 V\nc1 2021 gdp 1 s2 A\nc2 2021 gdp 2 s2 P")
    zones, _ = zone_panel(panel, make.catalogue((make.series("gdp"),), (make.zone_of("Z", "c1", "c2"),)))
    assert zones.sources.loc[("Z|exact", 2020), "gdp"] == 0b101
    assert SEVERITY[int(zones.severity.loc[("Z|exact", 2020), "gdp"])] == "V"
    assert zones.sources.loc[("Z|exact", 2021), "gdp"] == 0b010
    assert SEVERITY[int(zones.severity.loc[("Z|exact", 2021), "gdp"])] == "P"
    assert zones.sources.loc[("Z|exact", 2019), "gdp"] == 0


def test_a_whole_city_beside_a_special_area_is_exact_alone_and_proxied_together(make) -> None:
    """The city reports 5; the special area has no series, the city around it reports 20: proxy 5 + 20 = 25."""
    zone = make.zone("Z", make.member("Z", "c1"), make.member("Z", "", "special_area", proxy="c2"))
    panel = make.panel("c1 2020 gdp 5\nc2 2020 gdp 20")
    zones, gaps = zone_panel(panel, make.catalogue((make.series("gdp"),), (zone,)))
    assert cell(zones, "Z|exact", 2020, "gdp") == 5
    assert cell(zones, "Z|proxy", 2020, "gdp") == 25
    assert gaps.empty


def test_districts_are_exact_where_they_report_and_a_proxy_elsewhere(make) -> None:
    """The census counts both districts (3 + 4 = 7); GDP exists only for the municipality, once, not once a district."""
    members = [make.member("Z", d, "district", proxy="m1") for d in ("d1", "d2")]
    panel = make.panel("d1 2020 census 3\nd2 2020 census 4\nm1 2020 census 50\nm1 2020 gdp 1000")
    catalogue = make.catalogue((make.series("gdp"), make.series("census")), (make.zone("Z", *members),))
    zones, gaps = zone_panel(panel, catalogue)
    assert cell(zones, "Z|exact", 2020, "census") == 7
    assert np.isnan(cell(zones, "Z|exact", 2020, "gdp"))
    assert cell(zones, "Z|proxy", 2020, "gdp") == 1000
    assert cell(zones, "Z|proxy", 2020, "census") == 50
    assert gaps.empty, "a district that the yearbook never covers is no gap of the zone"


def test_a_district_of_which_only_a_part_belongs_to_the_zone_is_marked_wider(make) -> None:
    members = [make.member("Z", "d1", "district", "m1"), make.member("Z", "d2", "part_of_district", "m1")]
    panel = make.panel("d1 2020 census 3\nd2 2020 census 4")
    zones, _ = zone_panel(panel, make.catalogue((make.series("census"),), (make.zone("Z", *members),)))
    assert SEVERITY[int(zones.severity.loc[("Z|exact", 2020), "census"])] == "D"


@pytest.mark.parametrize(
    ("zone", "exact", "proxy"),
    [
        (
            "CQ-R",
            {"500115", "500102", "500106", "500116", "500117", "500151", "500118", "500153"},
            {"500000"},
        ),
        ("BJ-JX", {"110107", "110109"}, {"110000"}),
        ("NX-NE", {"640200"}, {"640200", "640100"}),
        ("LN-C", {"210100", "210300", "210400"}, None),
    ],
)
def test_the_three_zones_with_proxies_keep_both_bases_apart(
    catalogue, zone: str, exact: set, proxy: set | None
) -> None:
    bases = {basis.basis: set(basis.units) for basis in zone_units(catalogue.zones[zone])}
    assert bases["exact"] == exact
    assert bases.get("proxy") == proxy


def test_units_name_their_place_and_basis() -> None:
    place, basis = split_units(["Z|exact", "Z|proxy", "110000"])
    assert list(place) == ["Z", "Z", "110000"]
    assert list(basis) == ["exact", "proxy", "exact"]


def test_an_indicator_that_is_the_series_itself_follows_the_zones_mean(make) -> None:
    panel = make.panel("c1 2020 rate 10\nc1 2020 pop 1\nc2 2020 rate 20\nc2 2020 pop 3")
    series = (make.series("rate", "mean", "pop"), make.series("pop"))
    zones, _ = zone_panel(panel, make.catalogue(series, (make.zone_of("Z", "c1", "c2"),)))
    values = derive_values(make.indicator("rate_itself", Mean("rate")), stack_panels(panel, zones).values, [])
    assert values[("Z|exact", 2020)] == pytest.approx(17.5)
