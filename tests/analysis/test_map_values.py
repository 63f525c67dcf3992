"""What a map shows at each place: the level, score or rank of the year, and of which year it is."""

from __future__ import annotations

import numpy as np
import pytest

from zone_atlas.analysis.map_values import LEVEL, RANK, SCORE, compute_map_values

INCOME = "b2_gdp_per_resident"


@pytest.fixture(scope="module")
def places(atlas) -> list[str]:
    kinds = atlas.places["kind"].isin(["city", "zone"])
    return list(atlas.places.loc[kinds, "place"])


def test_an_indicator_as_rank_counts_cities_and_no_zone(atlas, places) -> None:
    rows = compute_map_values(atlas, INCOME, RANK, 2023, places, proxies=False).set_index("place")
    zones = rows.index.isin(list(atlas.catalogue.zones))
    assert rows.loc[zones, "rank"].isna().all()
    ranks = rows.loc[~zones, "rank"]
    assert ranks.min() == 1 and ranks.max() == len(ranks)
    # A poorer city has the more severe bottleneck.
    level = compute_map_values(atlas, INCOME, LEVEL, 2023, places, proxies=False).set_index("place")["value"]
    assert ranks.idxmin() == level[~zones].idxmin()


def test_a_dimension_has_no_level_and_no_single_rank(atlas, places) -> None:
    rows = compute_map_values(atlas, "D1", SCORE, 2023, places, proxies=False)
    assert rows["value"].between(0, 100).all() and set(rows["unit"]) == {"score"}
    assert rows["rank"].isna().all()
    middle = compute_map_values(atlas, "D1", RANK, 2023, places, proxies=False)
    assert np.isfinite(middle.loc[middle["ranked"], "value"]).any()
    assert middle.loc[~middle["ranked"], "value"].isna().all()


def test_an_indicator_outside_the_index_of_the_year_has_its_value_and_no_score(atlas, places) -> None:
    outside = next(
        name
        for name in atlas.catalogue.indicators
        if not len(atlas.normalised_in(2008).query("indicator == @name and set == 'core'"))
        and len(compute_map_values(atlas, name, LEVEL, 2008, places, proxies=False))
    )
    rows = compute_map_values(atlas, outside, LEVEL, 2008, places, proxies=False)
    assert rows["value"].notna().all() and rows["score"].isna().all()


def test_a_wider_units_figure_is_on_the_map_only_when_asked_for(atlas, places) -> None:
    own = compute_map_values(atlas, INCOME, LEVEL, 2023, places, proxies=False)
    wider = compute_map_values(atlas, INCOME, LEVEL, 2023, places, proxies=True)
    assert set(own["basis"]) == {"exact"}
    assert "proxy" in set(wider["basis"])
    assert not wider.loc[wider["basis"].eq("proxy"), "ranked"].any()
