"""A zone's line is the same wherever it is drawn, and changes are counted only where the line is unbroken."""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.analysis import lines
from zone_atlas.analysis.trend_lines import compute_trend_band, compute_trend_line
from zone_atlas.catalogue.rules import FIRST_LINE_YEAR


@pytest.mark.parametrize("proxies", [False, True])
@pytest.mark.parametrize("index_set", ["trend", "core"])
def test_a_zones_line_of_scores_is_the_one_that_any_place_would_have(
    atlas, index_set: str, proxies: bool
) -> None:
    compared = 0
    for node in atlas.catalogue.dimensions:
        for zone in atlas.catalogue.zones:
            own = compute_trend_line(atlas, node, index_set, zone, proxies)
            plain = lines.score_line(atlas.scores_of([node]), index_set, node, zone, proxies)
            kinds = {"year": int, "status": str, "basis": str}
            pd.testing.assert_frame_equal(own.astype(kinds), plain.astype(kinds), check_dtype=False)
            compared += len(own)
    assert compared


def test_an_indicator_is_followed_in_its_own_unit_from_the_first_year_of_lines(atlas) -> None:
    points = compute_trend_line(atlas, "B2", "b2_gdp_per_resident", "AH-TL", False)
    assert points["year"].min() == FIRST_LINE_YEAR
    value = atlas.values_of("b2_gdp_per_resident").query("place == 'AH-TL' and year == 2020")["value"]
    assert points.set_index("year")["value"][2020] == value.iloc[0]


def test_a_band_ends_where_the_definition_changes(atlas) -> None:
    cities = tuple(atlas.places.loc[atlas.places["kind"].eq("city"), "place"])
    parted = 0
    for name in atlas.catalogue.indicators:
        band, breaks = compute_trend_band(atlas, atlas.catalogue.indicators[name].dimension, name, cities)
        segment = band.set_index("year")["segment"]
        for year in breaks:
            if {year - 1, year} <= set(segment.index):
                assert segment[year] > segment[year - 1]
                parted += 1
    assert parted
