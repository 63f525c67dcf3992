"""The lab starts from what is published, does what sliders and locks say, and claims no order inside a tie."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from zone_atlas.analysis.lab import extract, scenarios
from zone_atlas.analysis.lab.index import DEFAULT, INDEXES, Choice, open_lab
from zone_atlas.analysis.lab.ranks import (
    CONCENTRATIONS,
    USUAL,
    Variation,
    compare_choices,
    compare_two_zones,
    rank_as_chosen,
    rank_table,
    ranks_under_choice,
    varies_anything,
)
from zone_atlas.analysis.lab.sensitivity import sensitivity_of_ranks, sobol_table, without_table
from zone_atlas.analysis.lab.weights import weight_shares, weights_table, without_weight
from zone_atlas.atlas import Atlas
from zone_atlas.index.engine import score_index
from zone_atlas.index.sensitivity import FACTORS
from zone_atlas.index.specification import MEANS, SCALES

EACH_INDEX = pytest.mark.parametrize("index", INDEXES)
YEARS = range(2018, 2024)


@pytest.mark.parametrize("year", YEARS)
@EACH_INDEX
def test_the_default_is_the_published_dimension_scores(atlas: Atlas, index: str, year: int) -> None:
    lab = open_lab(atlas, index, year)
    made = score_index(lab.specification, lab.values)
    published = atlas.scores[
        atlas.scores["set"].eq("full") & atlas.scores["year"].eq(year) & atlas.scores["basis"].eq("exact")
    ].astype({"place": str, "node": str})
    nodes = [node.id for node in lab.specification.nodes if node.id in set(published["node"])]
    assert len(nodes) > 10
    for node in nodes:
        rows = published[published["node"] == node].set_index("place").reindex(lab.zones)
        np.testing.assert_allclose(made.of(node)[: len(lab.zones)], rows["score"], rtol=1e-12)
        if node in lab.dimensions:
            np.testing.assert_allclose(
                lab.coverage[:, lab.dimensions.index(node)], rows["coverage"].fillna(0)
            )


@EACH_INDEX
def test_a_zone_is_ranked_exactly_where_all_three_of_its_dimensions_are(atlas: Atlas, index: str) -> None:
    lab = open_lab(atlas, index, 2019)
    rows = atlas.scores_of(lab.dimensions)
    rows = rows[rows["set"].eq("full") & rows["year"].eq(2019) & rows["ranked"]]
    counts = rows["place"].astype(str).value_counts()
    assert list(lab.ranked) == [counts.get(zone, 0) == 3 for zone in lab.zones]
    assert 0 < lab.ranked.sum() < len(lab.zones)


def test_an_early_year_gets_the_first_full_one(atlas: Atlas) -> None:
    assert open_lab(atlas, "drivers", 2010).year == 2018


def test_a_locked_slider_is_its_share_and_the_others_divide_the_rest(atlas: Atlas) -> None:
    lab = open_lab(atlas, "drivers", 2023)

    def shares(sliders: dict[str, int], *locked: str) -> list[float]:
        found = weight_shares(lab, Choice(sliders=tuple(sliders.items()), locked=locked))
        return [round(100 * found[d], 6) for d in ("D1", "D2", "D3")]

    assert shares({}) == pytest.approx([100 / 3] * 3)
    assert shares({"D1": 60}, "D1") == [60, 20, 20]
    assert shares({"D1": 50, "D2": 30, "D3": 10}, "D1") == [50, 37.5, 12.5]
    assert shares({"D1": 50, "D2": 0, "D3": 0}, "D1") == [50, 25, 25]
    assert shares({"D1": 80, "D2": 60}, "D1", "D2") == pytest.approx([400 / 7, 300 / 7, 0])
    assert shares({"D1": 10, "D2": 10, "D3": 20}, "D1", "D2", "D3") == [25, 25, 50]
    assert shares({"D1": 0, "D2": 0, "D3": 0}) == pytest.approx([100 / 3] * 3)


@EACH_INDEX
def test_a_change_of_year_moves_no_slider_and_leaves_equal_weights_equal(atlas: Atlas, index: str) -> None:
    """Siblings come and go with the years; where a slider stands by default does not."""
    labs = [open_lab(atlas, index, year) for year in YEARS]
    for lab in labs:
        assert lab.sliders == labs[0].sliders
        found = weight_shares(lab, DEFAULT)
        assert found == pytest.approx({k: v for k, v in lab.specification.shares.items() if k != index})


def test_all_weight_on_one_dimension_ranks_as_that_dimension_is_published(atlas: Atlas) -> None:
    lab = open_lab(atlas, "bottlenecks", 2023)
    only = Choice(sliders=(("B1", 0), ("B2", 100), ("B3", 0)))
    rows = atlas.scores_of(["B2"])
    rows = rows[rows["set"].eq("full") & rows["year"].eq(2023) & rows["basis"].eq("exact")]
    published = rows.set_index(rows["place"].astype(str))["rank"].reindex(lab.zones)
    np.testing.assert_array_equal(
        rank_as_chosen(lab, only)[lab.ranked], published[lab.ranked].to_numpy(dtype=float)
    )


@pytest.mark.parametrize("year", YEARS)
@EACH_INDEX
def test_every_scheme_gives_weights_that_sum_to_one_in_every_group(
    atlas: Atlas, index: str, year: int
) -> None:
    lab = open_lab(atlas, index, year)
    tables = {scheme: weights_table(lab, Choice(scheme=scheme)) for scheme in scenarios.OFFERED_SCHEMES}
    for table in tables.values():
        np.testing.assert_allclose(table.groupby("parent")["share"].sum(), 1)
        leaves = table[~table["node"].isin(table["parent"])]
        assert leaves["weight"].sum() == pytest.approx(1)
    weights = [tuple(table["share"].round(6)) for table in tables.values()]
    assert len(set(weights)) == len(weights)


@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize("scale", SCALES)
@EACH_INDEX
def test_no_strict_order_is_printed_inside_a_tie(atlas: Atlas, index: str, scale: str, mean: str) -> None:
    lab = open_lab(atlas, index, 2023)
    table = rank_table(lab, ranks_under_choice(lab, Choice(scale, mean)))
    assert len(table) == lab.ranked.sum()
    for one, other in combinations(table.to_dict("records"), 2):
        overlap = one["low"] <= other["high"] and other["low"] <= one["high"]
        printed_in_order = one["worst"] < other["best"] or other["worst"] < one["best"]
        assert not (overlap and printed_in_order), (one["zone"], other["zone"])
        if one["group"] != other["group"]:
            assert not overlap
    assert ((table["low"] <= table["median"]) & (table["median"] <= table["high"])).all()


def test_nothing_to_vary_leaves_the_rank_as_chosen(atlas: Atlas) -> None:
    lab = open_lab(atlas, "drivers", 2023)
    choice = Choice("zscore", "geometric", sliders=(("D1", 70),))
    table = rank_table(lab, ranks_under_choice(lab, choice, Variation(held=FACTORS)))
    for column in ("low", "median", "high"):
        np.testing.assert_array_equal(table[column], table["chosen"])
    assert not varies_anything(Variation(held=FACTORS))
    assert varies_anything(Variation(held=FACTORS[1:]))


def test_weights_that_stray_further_widen_the_intervals(atlas: Atlas) -> None:
    lab = open_lab(atlas, "drivers", 2023)
    widths = []
    for concentration in CONCENTRATIONS:
        spread = ranks_under_choice(lab, DEFAULT, Variation(concentration, FACTORS[1:])).spread
        widths.append(float(np.nansum(spread.high - spread.low)))
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > widths[-1]


def test_what_is_held_has_no_share_in_the_movement(atlas: Atlas) -> None:
    lab = open_lab(atlas, "drivers", 2023)
    assert set(sobol_table(sensitivity_of_ranks(lab))["factor"]) == set(FACTORS)
    two = sobol_table(sensitivity_of_ranks(lab, DEFAULT, Variation(held=("weights", "left_out"))))
    assert set(two["factor"]) == {"normalisation", "aggregation"}
    assert (two["total"] >= two["alone"] - 0.1).all()


def test_an_indicator_without_weight_moves_nobody_when_it_goes(atlas: Atlas) -> None:
    lab = open_lab(atlas, "drivers", 2023)
    table = without_table(lab, Choice(sliders=(("d1_patents", 0),))).set_index("indicator")
    assert table.loc["d1_patents", "mean_shift"] == 0
    assert table.loc["d1_patents", "zone"] == ""
    assert len(table) == len(lab.specification.indicators)
    assert without_table(lab)["mean_shift"].is_monotonic_decreasing


def test_a_duel_accounts_for_every_draw(atlas: Atlas) -> None:
    lab = open_lab(atlas, "bottlenecks", 2023)
    result = ranks_under_choice(lab)
    one, other = np.array(lab.zones)[lab.ranked][:2]
    found, turned = compare_two_zones(lab, result, one, other), compare_two_zones(lab, result, other, one)
    assert found.before + found.behind + found.level == pytest.approx(1)
    assert (found.before, found.behind) == (turned.behind, turned.before)
    np.testing.assert_allclose(found.profile[["first", "second"]].sum(), 1)


@EACH_INDEX
def test_a_choice_survives_the_way_through_a_link(atlas: Atlas, index: str) -> None:
    lab = open_lab(atlas, index, 2023)
    first, second, third = lab.dimensions
    choices = [
        DEFAULT,
        Choice("rank", "harmonic", "critic"),
        Choice("minmax", "geometric", "given", ((first, 100), (third, 0)), (third,)),
        Choice(locked=(second,), sliders=((second, 33),)),
    ]
    for choice in choices:
        text = scenarios.write_scenario(lab, choice)
        assert re.fullmatch(scenarios.scenario_pattern(atlas.catalogue), text)
        assert scenarios.index_of_scenario(text) == index
        back = scenarios.read_scenario(text, lab.specification)
        assert weight_shares(lab, back) == weight_shares(lab, choice)
        assert (back.scale, back.mean, back.scheme) == (choice.scale, choice.mean, choice.scheme)
        assert back.locked == choice.locked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "drivers",
        "cities~goalposts~arithmetic~given",
        "drivers~goalposts~median~given",
        "drivers~goalposts~arithmetic~given~d1-101",
        "drivers~goalposts~arithmetic~given~d9-10",
        "drivers~goalposts~arithmetic~given~d1-10-bolt",
        "drivers~goalposts~arithmetic~given~d1-10\n",
        "drivers~goalposts~arithmetic~given<script>",
    ],
)
def test_what_is_no_choice_does_not_pass_for_one(atlas: Atlas, text: str) -> None:
    assert not re.fullmatch(scenarios.scenario_pattern(atlas.catalogue), text)


def test_choices_side_by_side_begin_with_the_default(atlas: Atlas) -> None:
    lab = open_lab(atlas, "drivers", 2023)
    table = compare_choices(lab, [DEFAULT, Choice("minmax", "geometric")])
    assert table[0].is_monotonic_increasing
    assert (table[0] != table[1]).any()
    assert len(table) == lab.ranked.sum()


def test_the_extract_holds_every_part_and_no_gap(atlas: Atlas) -> None:
    lab = open_lab(atlas, "drivers", 2023)
    rows = extract.lab_extract(lab, DEFAULT, USUAL, {"default": DEFAULT, "now": Choice("rank")})
    assert list(rows.columns) == list(extract.COLUMNS)
    assert set(rows["part"]) == {"ranks", "weights", "choices", "without", "compared", "duels"}
    assert rows["value"].notna().all()
    zones = int(lab.ranked.sum())
    counts = rows["part"].value_counts()
    assert counts["duels"] == zones * (zones - 1)
    assert counts["compared"] == 2 * zones
    medians = rows[rows["part"].eq("ranks") & rows["measure"].eq("median")].set_index("item")["value"]
    table = rank_table(lab, ranks_under_choice(lab)).set_index("zone")["median"]
    assert medians.to_dict() == table.to_dict()


def test_a_zone_that_lacks_all_that_counts_is_left_out_and_not_last(atlas: Atlas) -> None:
    """The reader gives all weight to an indicator that one ranked zone does not have."""
    lab = open_lab(atlas, "bottlenecks", 2023)
    ids = [node.id for node in lab.specification.indicators]
    known = np.isfinite(lab.values[: len(lab.zones)])
    zone, at = next((z, i) for z, i in np.argwhere(~known) if lab.ranked[z])
    element = lab.specification.by_id[ids[at]].parent
    dimension = lab.specification.by_id[element].parent
    path = (ids[at], element, dimension)
    sliders = [
        (child.id, 100 if child.id in path else 0)
        for parent in (element, dimension, lab.index)
        for child in lab.specification.children[parent]
    ]
    choice = replace(DEFAULT, sliders=tuple(sliders))
    table = rank_table(lab, ranks_under_choice(lab, choice, Variation(held=FACTORS)))
    assert lab.zones[zone] not in set(table["zone"])
    assert len(table) == lab.ranked.sum() - 1 - sum(~known[lab.ranked, at]) + 1
    assert table["high"].max() == len(table)


def test_groups_whose_sliders_all_stand_at_0_are_known(atlas: Atlas) -> None:
    index = open_lab(atlas, "drivers", 2021)
    nought = tuple((d, 0) for d in index.dimensions)
    assert without_weight(index, Choice(sliders=nought)) == [index.dimensions]
    assert without_weight(index, Choice(sliders=nought, locked=("D1",))) == [index.dimensions[1:]]
    assert not without_weight(index, Choice(sliders=nought[:2]))
    assert not without_weight(index, Choice(scheme="entropy", sliders=nought))
