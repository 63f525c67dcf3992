"""Did the zone move more than the median city? Changes by hand, and lines as everywhere."""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.analysis import lines
from zone_atlas.analysis.zone import trends
from zone_atlas.atlas import Atlas


def points(values: dict[int, float], segments: list[int]) -> pd.DataFrame:
    return pd.DataFrame({"year": list(values), "value": list(values.values()), "segment": segments})


def band(values: dict[int, float], segments: list[int]) -> pd.DataFrame:
    return points(values, segments).rename(columns={"value": "median"})


def test_the_change_runs_over_the_last_stretch_without_a_break() -> None:
    own = points({2018: 10, 2019: 40, 2020: 42, 2021: 47}, [0, 1, 1, 1])
    cities = band({2018: 50, 2019: 51, 2020: 52, 2021: 53}, [0, 1, 1, 1])
    assert trends.zone_move(own, cities) == trends.ChangeBesideCities(2019, 2021, 7, 2)


def test_a_break_of_the_cities_counts_too() -> None:
    own = points({2018: 10, 2019: 40, 2020: 42, 2021: 47}, [0, 0, 0, 0])
    cities = band({2018: 50, 2019: 51, 2020: 20, 2021: 23}, [0, 0, 1, 1])
    assert trends.zone_move(own, cities) == trends.ChangeBesideCities(2020, 2021, 5, 3)


def test_a_last_year_in_which_the_cities_break_does_not_hide_the_stretch_before_it() -> None:
    own = points({2018: 10, 2019: 40, 2020: 42, 2021: 47}, [0, 0, 0, 0])
    cities = band({2018: 50, 2019: 51, 2020: 52, 2021: 23}, [0, 0, 0, 1])
    assert trends.zone_move(own, cities) == trends.ChangeBesideCities(2018, 2020, 32, 2)


@pytest.mark.parametrize("years", [[], [2020], [2018, 2020]])
def test_a_single_year_is_no_change(years: list[int]) -> None:
    own = points(dict.fromkeys(years, 10.0), list(range(len(years))))
    cities = band(dict.fromkeys(range(2018, 2022), 50.0), [0] * 4)
    assert trends.zone_move(own, cities) is None


@pytest.mark.parametrize("proxies", [False, True])
def test_lines_are_cut_as_they_are_on_the_other_pages(atlas: Atlas, proxies: bool) -> None:
    for zone in ("HE-TS", "LN-C", "CQ-R", "NX-NE"):
        for node in atlas.catalogue.dimensions:
            ours = trends.zone_line(atlas, zone, node, proxies)
            theirs = lines.score_line(atlas.scores_of([node]), "trend", node, zone, proxies)
            assert ours["year"].tolist() == theirs["year"].tolist(), (zone, node)
            assert ours["value"].tolist() == theirs["value"].tolist(), (zone, node)
            assert ours["segment"].tolist() == theirs["segment"].tolist(), (zone, node)
            assert ours["basis"].tolist() == theirs["basis"].astype(str).tolist(), (zone, node)
