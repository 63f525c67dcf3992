"""Is uncertainty drawn, and is no order drawn that it does not bear out?"""

import math

import numpy as np
import pandas as pd
import pytest

from zone_atlas.charts.base import theme
from zone_atlas.charts.rows import rank_moves
from zone_atlas.charts.rows.intervals import (
    RankWords,
    ShareIntervalWords,
    draw_rank_intervals,
    draw_share_intervals,
)

WORDS = RankWords("strongest", "of 5", "Rank", "Top quarter")


def drawn(values) -> list:
    """Without the gaps between separate lines."""
    return [value for value in values if value is not None and not math.isnan(value)]


def trace(chart, name):
    return next(found for found in chart.data if found.name == name)


def rows(**other) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "id": list("abcde"),
            "label": ["Dalian", "Xuzhou", "Zibo", "Tongling", "Liupanshui"],
            "low": [1.0, 2.0, 2.0, 3.0, 5.0],
            "median": [1.0, 2.0, 3.0, 4.0, 5.0],
            "high": [1.0, 4.0, 4.0, 4.0, 5.0],
            "chosen": [1.0, 3.0, 2.0, np.nan, 5.0],
            "group": [1, 2, 2, 2, 3],
            "printed": ["1", "2–4", "2–4", "2–4", "5"],
            "share": ["100 %", "2 %", "0 %", "0 %", "0 %"],
            "hover": ["hover"] * 5,
        }
    )
    return frame.assign(**other)


def test_does_each_bar_run_over_its_interval_and_a_certain_rank_still_show():
    bars = trace(draw_rank_intervals(rows(), 5, WORDS), "intervals")
    ends = drawn(bars.x)
    assert ends == pytest.approx([0.7, 1.3, 1.7, 4.3, 1.7, 4.3, 2.7, 4.3, 4.7, 5.3])


def test_is_a_rule_drawn_only_between_groups_whose_order_is_certain():
    rules = trace(draw_rank_intervals(rows(), 5, WORDS), "rules")
    assert set(drawn(rules.y)) == {0.5, 3.5}
    one = trace(draw_rank_intervals(rows(group=1), 5, WORDS), "rules")
    assert not drawn(one.y)


def test_are_tied_places_printed_as_a_span_beside_their_bar():
    texts = [note.text for note in draw_rank_intervals(rows(), 5, WORDS).layout.annotations]
    assert texts.count("2–4") == 3
    assert "100 %" in texts
    narrow = [n.text for n in draw_rank_intervals(rows(), 5, WORDS, compact=True).layout.annotations]
    assert "2–4" in narrow
    assert "100 %" not in narrow


def test_has_a_place_without_a_rank_no_tick():
    ticks = trace(draw_rank_intervals(rows(), 5, WORDS), "chosen")
    assert set(drawn(ticks.x)) == {1, 2, 3, 5}


def test_does_the_axis_hold_every_rank_whoever_is_listed():
    few = draw_rank_intervals(rows().head(2), 18, WORDS)
    assert few.layout.xaxis.range == (0.4, 18.6)
    assert few.layout.xaxis.tickvals == (1, 5, 10, 15, 18)
    assert draw_rank_intervals(rows(), 16, WORDS).layout.xaxis.tickvals == (1, 5, 10, 16)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_are_the_dots_in_the_family_of_the_index(mode):
    for family in ("driver", "bottleneck"):
        dots = trace(draw_rank_intervals(rows(), 5, WORDS, family, mode), "medians")
        assert dots.marker.color == theme.get_palette(mode).family(family)


def shares(total=(0.5, 0.3)) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": ["Weights", "Normalisation"],
            "alone": [0.3, -0.02],
            "alone_low": [0.2, -0.08],
            "alone_high": [0.4, 0.04],
            "total": total,
            "total_low": [0.4, 0.2],
            "total_high": [0.6, 0.4],
            "alone_text": ["30 %", "−2 %"],
            "total_text": ["50 %", "30 %"],
            "hover": ["", ""],
        }
    )


def test_are_a_share_alone_and_in_total_told_apart_without_colour():
    chart = draw_share_intervals(shares(), ShareIntervalWords("alone", "in total"))
    assert trace(chart, "total").marker.color == theme.get_palette("light").ground
    assert trace(chart, "alone").marker.color == theme.get_palette("light").driver
    assert trace(chart, "total").marker.line.color == theme.get_palette("light").driver


def test_is_an_estimate_below_nought_drawn_where_it_is():
    chart = draw_share_intervals(shares(), ShareIntervalWords("alone", "in total"))
    assert chart.layout.xaxis.range[0] < -0.08
    assert list(trace(chart, "alone").x) == [0.3, -0.02]


def test_is_a_share_that_cannot_be_told_left_out():
    chart = draw_share_intervals(shares((0.5, np.nan)), ShareIntervalWords("alone", "in total"))
    assert list(trace(chart, "total").x) == [0.5]


def moves(shift) -> pd.DataFrame:
    count = len(shift)
    return pd.DataFrame(
        {"id": list("abcdef")[:count], "label": ["Zone"] * count, "shift": shift, "text": "x", "hover": "y"}
    )


def test_does_one_rank_never_look_like_a_landslide():
    assert rank_moves.draw_rank_shifts(moves([1.0, 0.0, -1.0]), ("falls", "climbs")).layout.xaxis.range[1] > 3
    assert rank_moves.draw_rank_shifts(moves([7.0, 0.0]), ("falls", "climbs")).layout.xaxis.range[1] > 7


def test_are_gains_filled_losses_open_and_the_others_small():
    dots = trace(rank_moves.draw_rank_shifts(moves([2.0, 0.0, -1.0]), ("falls", "climbs")), "places")
    hue, ground = theme.get_palette("light").driver, theme.get_palette("light").ground
    assert list(dots.marker.color) == [hue, theme.get_palette("light").peers, ground]
    assert dots.marker.size[1] < dots.marker.size[0]


def test_are_lines_broken_where_a_choice_gives_no_rank_and_shared_ranks_named_together():
    ranks = pd.DataFrame({0: [1.0, 2.0, 3.0], 1: [2.0, np.nan, 2.0]}, index=["a", "b", "c"])
    names = {"a": "Dalian", "b": "Zibo", "c": "Xuzhou"}
    chart = rank_moves.draw_rank_slopes(ranks, names, ["Default", "Now"], ["a"])
    assert len(trace(chart, "targets").x) == 5
    assert "2  Dalian, Xuzhou" in [note.text for note in chart.layout.annotations]
    assert len(trace(chart, "marked-dots").x) == 2


def test_do_two_profiles_stand_side_by_side_and_on_one_scale():
    profile = pd.DataFrame({"rank": [1, 2, 3], "first": [0.9, 0.1, 0.0], "second": [0.1, 0.6, 0.3]})
    chart = rank_moves.draw_rank_profiles(profile, ("Dalian", "Zibo"))
    assert chart.layout.yaxis.range == (0, 1.02)
    first, second = trace(chart, "first"), trace(chart, "second")
    assert set(drawn(first.x)).isdisjoint(second.x)
    assert first.line.color != second.line.color


def test_is_an_indicator_drawn_as_far_as_it_moves_the_ranks():
    frame = pd.DataFrame(
        {"label": ["Theil index", "Trade"], "value": [1.1, 0.4], "text": ["1.1", "0.4"], "hover": ["", ""]}
    )
    chart = rank_moves.draw_movers(frame)
    assert list(trace(chart, "indicators").x) == [1.1, 0.4]
    assert chart.layout.xaxis.range[1] > 1.1
