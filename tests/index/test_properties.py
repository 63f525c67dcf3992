"""What must hold for every index, whatever its tree and its data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from zone_atlas.index.engine import score_index
from zone_atlas.index.normalise import minmax
from zone_atlas.index.specification import MEANS, Node, Normalisation, Specification
from zone_atlas.index.tree import ScoreError
from zone_atlas.index.weights import critic_weights, entropy_weights, first_component

settings.register_profile("index", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("index")

UNITS = st.integers(min_value=4, max_value=12)
SEEDS = st.integers(min_value=0, max_value=2**32 - 1)
MEAN = st.sampled_from(MEANS)
METHOD = st.sampled_from(["minmax", "zscore", "rank", "goalposts", "distance"])


@st.composite
def indices(draw, methods=METHOD, means=MEAN) -> Specification:
    """A tree of up to three groups of up to three indicators, scaled so that every mean is defined."""
    nodes = [Node("index")]
    for group in range(draw(st.integers(1, 3))):
        weight = draw(st.floats(0.1, 10))
        nodes.append(Node(f"g{group}", "index", weight))
        for number in range(draw(st.integers(1, 3))):
            nodes.append(
                Node(
                    f"g{group}.{number}",
                    f"g{group}",
                    draw(st.floats(0.1, 10)),
                    direction=draw(st.sampled_from([1, -1])),
                    goalposts=(0.0, 1000.0),
                    log=False,
                )
            )
    method = draw(methods)
    means = ("arithmetic",) if method in ("zscore", "distance") else (draw(means), draw(means))
    return Specification(tuple(nodes), Normalisation(method, 1, 100), means)


def data(index: Specification, units: int, seed: int) -> np.ndarray:
    """Distinct values between 1 and 999."""
    generator = np.random.default_rng(seed)
    return generator.uniform(1, 999, (units, len(index.indicators)))


@given(indices(methods=st.just("minmax")), UNITS, SEEDS, st.floats(0.001, 1000), st.floats(-1e4, 1e4))
def test_another_unit_of_measurement_leaves_min_max_scores_as_they_are(
    index, units, seed, factor, shift
) -> None:
    values = data(index, units, seed)
    changed = values.copy()
    changed[:, 0] = changed[:, 0] * factor + shift
    np.testing.assert_allclose(
        score_index(index, changed).values, score_index(index, values).values, rtol=1e-6
    )


# With z-scores a better value moves the mean and the spread that all are measured by; the next test holds for them too.
@given(
    indices(methods=st.sampled_from(["minmax", "rank", "goalposts", "distance"])),
    UNITS,
    SEEDS,
    st.floats(0.01, 1000),
)
def test_a_unit_that_does_better_in_one_indicator_never_scores_lower_for_it(index, units, seed, gain) -> None:
    """Two other units hold the ends of each scale, so that it stays where it is."""
    values = data(index, units, seed)
    indicators = values.shape[1]
    values = np.vstack([values, np.full(indicators, 0.5), np.full(indicators, 999.5)])
    better, which = values.copy(), seed % indicators
    gained = values[0, which] + index.indicators[which].direction * gain
    better[0, which] = np.clip(gained, 0.5, 999.5)
    before, after = score_index(index, values), score_index(index, better)
    assert (after.values[0] >= before.values[0] - 1e-9).all()


@given(indices(), UNITS, SEEDS)
def test_a_unit_that_is_better_in_everything_scores_higher(index, units, seed) -> None:
    values = data(index, units, seed)
    for i, node in enumerate(index.indicators):
        column = np.sort(values[:, i])
        values[:, i] = column if node.direction > 0 else column[::-1]
    for node in index.nodes:
        assert (np.diff(score_index(index, values).of(node.id)) > 0).all()


@given(indices(), UNITS, SEEDS, st.floats(0.001, 1000))
def test_weights_may_be_written_on_any_scale(index, units, seed, factor) -> None:
    values = data(index, units, seed)
    scaled = index.with_weights({node.id: node.weight * factor for node in index.nodes})
    np.testing.assert_allclose(
        score_index(scaled, values).values, score_index(index, values).values, rtol=1e-9
    )


@given(indices(), UNITS, SEEDS, st.booleans())
def test_units_that_are_the_same_tie_to_the_last_digit(index, units, seed, gap) -> None:
    values = data(index, units, seed)
    if gap:
        values[0, seed % values.shape[1]] = np.nan
    twice = np.vstack([values[:1], values, values[:1]])
    scores = score_index(index, twice).values
    np.testing.assert_array_equal(scores[0], scores[1])
    np.testing.assert_array_equal(scores[0], scores[-1])


@given(indices(), UNITS, SEEDS)
def test_the_order_of_the_units_changes_nothing(index, units, seed) -> None:
    values = data(index, units, seed)
    order = np.random.default_rng(seed).permutation(units)
    # Means and spreads are summed in another order: the last digits may differ, nothing else.
    np.testing.assert_allclose(
        score_index(index, values[order]).values, score_index(index, values).values[order], atol=1e-9
    )


@given(indices(), UNITS, SEEDS)
def test_the_order_of_the_nodes_changes_nothing(index, units, seed) -> None:
    values = data(index, units, seed)
    shuffled = [index.nodes[i] for i in np.random.default_rng(seed).permutation(len(index.nodes))]
    other = Specification(tuple(shuffled), index.normalisation, index.aggregation)
    place = {node.id: i for i, node in enumerate(index.indicators)}
    columns = [place[node.id] for node in other.indicators]
    before, after = score_index(index, values), score_index(other, values[:, columns])
    for node in index.nodes:
        np.testing.assert_allclose(after.of(node.id), before.of(node.id), rtol=1e-9, atol=1e-9)
        np.testing.assert_array_equal(after.coverage_of(node.id), before.coverage_of(node.id))


@given(indices(methods=st.just("minmax")), UNITS, SEEDS, st.sampled_from(["geometric", "harmonic"]))
def test_a_geometric_or_harmonic_mean_refuses_what_is_not_positive_and_says_where(
    index, units, seed, mean
) -> None:
    from_nought = Specification(index.nodes, Normalisation("minmax", 0, 100), (mean,))
    with pytest.raises(ScoreError, match=rf"^node g\d: unit .* {mean} mean needs scores above 0"):
        score_index(from_nought, data(index, units, seed), [f"unit {i}" for i in range(units)])


@given(indices(), UNITS, SEEDS)
def test_a_group_lies_between_its_lowest_and_its_highest_child(index, units, seed) -> None:
    values = data(index, units, seed)
    values[0, seed % values.shape[1]] = np.nan
    scores = score_index(index, values)
    for id, children in index.children.items():
        if children:
            below = np.column_stack([scores.of(child.id) for child in children])
            assume(not np.isnan(below).all(axis=1).any())
            assert (scores.of(id) >= np.nanmin(below, axis=1) - 1e-9).all()
            assert (scores.of(id) <= np.nanmax(below, axis=1) + 1e-9).all()


@given(st.integers(4, 20), st.integers(2, 6), SEEDS)
def test_weights_from_the_data_sum_to_one_and_move_with_their_columns(units, indicators, seed) -> None:
    generator = np.random.default_rng(seed)
    matrix = minmax(generator.uniform(1, 9, (units, indicators)))
    order = generator.permutation(indicators)
    for weights in (entropy_weights, critic_weights, lambda m: first_component(m).weights):
        found = weights(matrix)
        assert found.sum() == pytest.approx(1)
        assert (found >= 0).all()
        np.testing.assert_allclose(weights(matrix[:, order]), found[order], atol=1e-7)
