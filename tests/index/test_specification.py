"""What an index may be declared as, and what a wrong declaration is told."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError, replace

import pytest

from zone_atlas import cli
from zone_atlas.index.specification import SCALES, Node, Normalisation, Specification, SpecificationError

# index ── society ── schooling (1), health (3)
#       └─ income (weight 2)
NODES = (
    Node("index"),
    Node("society", "index", 1),
    Node("income", "index", 2),
    Node("schooling", "society", 1),
    Node("health", "society", 3),
)


def refusal(*nodes: Node, **choices) -> str:
    with pytest.raises(SpecificationError) as caught:
        Specification(nodes, **choices)
    return str(caught.value)


def test_weights_multiply_on_the_way_up() -> None:
    """Income 2/3; society 1/3, of which schooling a quarter and health three quarters."""
    weights = Specification(NODES).global_weights
    assert weights == pytest.approx({"income": 2 / 3, "schooling": 1 / 12, "health": 3 / 12})


def test_a_group_stands_one_level_above_its_highest_child() -> None:
    index = Specification(NODES)
    assert index.height == {"index": 2, "society": 1, "income": 0, "schooling": 0, "health": 0}
    assert [[node.id for node in level] for level in index.levels] == [["society"], ["index"]]


def test_the_order_of_the_declaration_is_the_order_of_the_columns() -> None:
    index = Specification(tuple(reversed(NODES)))
    assert [node.id for node in index.indicators] == ["health", "schooling", "income"]
    assert index.root.id == "index"


def test_one_mean_serves_every_level_and_two_are_named_from_the_bottom() -> None:
    assert Specification(NODES, aggregation=("harmonic",)).mean_of("index") == "harmonic"
    index = Specification(NODES, aggregation=("arithmetic", "geometric"))
    assert (index.mean_of("society"), index.mean_of("index")) == ("arithmetic", "geometric")


def test_other_weights_make_another_index_and_leave_the_first_alone() -> None:
    index = Specification(NODES)
    other = index.with_weights({"society": 2})
    assert other.shares["society"] == pytest.approx(1 / 2)
    assert index.shares["society"] == pytest.approx(1 / 3)
    with pytest.raises(SpecificationError, match="node city: no such node"):
        index.with_weights({"city": 1})


def test_a_declared_index_does_not_change_under_the_reader() -> None:
    with pytest.raises(FrozenInstanceError):
        Specification(NODES).clip = True  # type: ignore[misc]


def test_a_cycle_is_named_with_its_way_round() -> None:
    message = refusal(Node("index"), Node("a", "c"), Node("b", "a"), Node("c", "b"))
    assert message.startswith("node a: it is its own ancestor (a → c → b → a)")
    assert "another" in message
    assert refusal(Node("index"), Node("a", "a")).startswith("node a: it is its own ancestor (a → a)")


def test_a_tree_that_is_all_cycle_is_a_cycle_and_not_a_tree_without_a_root() -> None:
    assert "its own ancestor" in refusal(Node("a", "b"), Node("b", "a"))


def test_an_orphan_is_named_with_the_parent_it_lacks() -> None:
    message = refusal(Node("index"), Node("a", "idnex"))
    assert message == "node a: its parent idnex is not declared; add a node idnex or correct the parent"


def test_two_roots_are_both_named() -> None:
    message = refusal(Node("one"), Node("two"), Node("a", "one"))
    assert message == "nodes one, two: only one may be without a parent; give the others one"


def test_a_duplicate_id_is_named() -> None:
    assert refusal(*NODES, Node("health", "index")) == "node health: the id is used twice; rename one of them"


@pytest.mark.parametrize("nodes", [(), (Node("index"),)])
def test_an_index_of_nothing_is_refused(nodes: tuple[Node, ...]) -> None:
    message = refusal(*nodes)
    assert "indicators" in message


def test_weights_that_sum_to_nothing_are_named_with_their_parent() -> None:
    message = refusal(Node("index"), Node("a", "index", 0), Node("b", "index", 0))
    assert message.startswith("node index: the weights of its children a, b sum to 0")


@pytest.mark.parametrize("weight", [-1, math.nan, math.inf])
def test_a_weight_that_is_no_weight_is_named(weight: float) -> None:
    with pytest.raises(SpecificationError, match="node a: weight"):
        Node("a", "index", weight)


def test_a_weight_of_nought_leaves_an_indicator_out() -> None:
    index = Specification(NODES).with_weights({"health": 0})
    assert index.global_weights["health"] == 0


def test_goalposts_are_asked_for_where_the_method_needs_them() -> None:
    rule = Normalisation("goalposts")
    posts = [replace(node, goalposts=(0, 1)) for node in NODES if node.id in ("income", "health")]
    message = refusal(*NODES[:2], posts[0], NODES[3], posts[1], normalisation=rule)
    assert message == "node schooling: it has no goalposts; write goalposts: [low, high]"


@pytest.mark.parametrize("posts", [(1, 1), (2, 1), (math.nan, 1), (0, math.inf)])
def test_goalposts_the_wrong_way_round_are_named(posts: tuple[float, float]) -> None:
    with pytest.raises(SpecificationError, match=r"node a: goalposts .* the lower one first"):
        Node("a", "index", goalposts=posts)


def test_a_goalpost_without_a_logarithm_is_named() -> None:
    with pytest.raises(SpecificationError, match="node a: the lower goalpost 0 has no logarithm"):
        Node("a", "index", goalposts=(0, 10), log=True)


@pytest.mark.parametrize(
    "attribute", [{"direction": -1}, {"goalposts": (0, 1)}, {"log": True}, {"reference": 3.0}]
)
def test_what_only_an_indicator_can_have_is_refused_on_a_group(attribute: dict) -> None:
    message = refusal(NODES[0], replace(NODES[1], **attribute), *NODES[2:])
    assert message.startswith("node society: ")
    assert "for indicators only" in message


def test_a_direction_is_one_of_two() -> None:
    with pytest.raises(SpecificationError, match="node a: direction 0"):
        Node("a", direction=0)


def test_as_many_means_as_levels_or_one() -> None:
    message = refusal(*NODES, aggregation=("arithmetic",) * 3)
    assert message == "aggregation names 3 methods for 2 levels above the indicators; name one, or 2"
    assert "'median' is none of" in refusal(*NODES, aggregation=("median",))


@pytest.mark.parametrize("method", ["zscore", "distance"])
def test_a_scale_without_ends_cannot_be_clipped(method) -> None:
    assert "no range to clip to" in refusal(*NODES, normalisation=Normalisation(method), clip=True)


@pytest.mark.parametrize(
    "rule",
    [
        {"method": "sigmoid"},
        {"low": 100, "high": 0},
        {"low": 5, "high": 5},
        {"method": "zscore", "spread": 0},
        {"method": "zscore", "centre": math.nan},
    ],
)
def test_a_rule_of_normalisation_is_checked(rule: dict) -> None:
    with pytest.raises(SpecificationError):
        Normalisation(**rule)


def test_the_command_line_offers_the_same_scales_as_the_lab() -> None:
    assert sorted(cli.METHODS) == sorted(SCALES)
