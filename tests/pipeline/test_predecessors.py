"""A district that got a new code after the census of 2010 keeps the figures of that census."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.policy_records import Predecessors
from zone_atlas.pipeline.predecessors import with_predecessors


def test_only_a_recoded_member_takes_the_figures_of_its_old_code_and_only_those_of_2010(make) -> None:
    members = (
        make.member("Z1", "new", coverage="district"),
        make.member("Z1", "merged", coverage="district"),
    )
    origins = {
        "new": Predecessors(("old",), "recoded", ("Old",)),
        "merged": Predecessors(("part1", "part2"), "merged", ("One", "Two")),
        "elsewhere": Predecessors(("other",), "recoded", ("Other",)),
    }
    catalogue = replace(make.catalogue(zones=(make.zone("Z1", *members),)), successors=origins)
    given = make.observations(
        """
        old 2010 census_pop 10
        old 2009 census_pop 9
        part1 2010 census_pop 3
        other 2010 census_pop 7
        new 2020 census_pop 12
        """
    )
    made = with_predecessors(given, catalogue)
    rows = {(p, y): v for p, y, v in made[["place", "year", "value"]].itertuples(index=False)}
    assert rows == {
        ("new", 2010): 10,
        ("old", 2009): 9,
        ("part1", 2010): 3,
        ("other", 2010): 7,
        ("new", 2020): 12,
    }


def test_the_chongqing_districts_changed_by_what_the_two_censuses_counted(atlas: Atlas) -> None:
    counted = atlas.observations[atlas.observations["series"].eq("census_pop")].astype({"place": str})
    people = counted.set_index(["place", "year"])["value"]
    # Tongliang and Rongchang were counties (500224, 500226) in 2010.
    same = ["500115", "500102", "500106", "500116", "500117", "500118"]
    before = sum(people[code, 2010] for code in [*same, "500224", "500226"])
    after = sum(people[code, 2020] for code in [*same, "500151", "500153"])
    rows = atlas.values_of("b1_population_change")
    row = rows[rows["place"].eq("CQ-R") & rows["basis"].eq("exact")].iloc[0]
    assert row["value"] == pytest.approx(100 * (after / before - 1))
