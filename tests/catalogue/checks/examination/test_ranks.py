"""Is a place noticed that jumps among all places and returns?"""

from __future__ import annotations


def test_a_jump_past_a_third_of_all_places_and_back_is_listed(figures):
    figures.series("road_area_per_capita", [10.0, 10.1, 10.2, 14.9, 10.3, 10.4], growth=1, swing="2")
    for n in range(40, 140):
        for year in range(2010, 2016):
            figures.values[(f"9{n:05d}", "road_area_per_capita", year)] = 5 + n / 10
    for n in range(40):
        for year in range(2010, 2016):
            figures.values[(f"9{n:05d}", "road_area_per_capita", year)] = 8 + n / 10
    assert figures.named("rank_jump") == [("road_area_per_capita", 2013)]
    assert figures.verdict().open == []


def test_a_few_places_have_no_ranks_to_jump(figures):
    figures.series(
        "road_area_per_capita", [10.0, 10.1, 10.2, 14.9, 10.3, 10.4], growth=1, others=8, swing="2"
    )
    assert figures.named("rank_jump") == []
