"""What a reader may expect of the charts of an index's coherence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas.charts.base import theme
from zone_atlas.charts.grids.correlation import (
    draw_correlation_matrix,
    draw_mean_correlations,
    find_correlation_colour,
)
from zone_atlas.charts.rows.coherence import CUSTOMARY_ALPHA, draw_alphas, draw_weight_pairs

ITEMS = ["a", "b", "c"]
LABELS = {"a": "Patents", "b": "专利", "c": "Debt"}
GROUPS = [("Agents", "driver", ["a", "b"]), ("Institutions", "bottleneck", ["c"])]
EACH_MODE = pytest.mark.parametrize("mode", ["light", "dark"])


def correlation() -> pd.DataFrame:
    values = np.array([[1, 0.9, -0.4], [0.9, 1, np.nan], [-0.4, np.nan, 1]])
    return pd.DataFrame(values, ITEMS, ITEMS)


def cells(chart):
    (found,) = [trace for trace in chart.data if trace.type == "heatmap"]
    return found


def test_rows_and_columns_stand_in_the_order_of_the_groups() -> None:
    groups = [("Institutions", "bottleneck", ["c"]), ("Agents", "driver", ["b", "a"])]
    drawn = cells(draw_correlation_matrix(correlation(), LABELS, groups))
    assert list(drawn.x) == list(drawn.y) == ["Debt", "专利", "Patents"]
    assert drawn.z[2][1] == 0.9
    assert drawn.z[0][2] == -0.4


def test_what_is_unknown_or_a_correlation_with_itself_is_not_drawn() -> None:
    drawn = cells(draw_correlation_matrix(correlation(), LABELS, GROUPS))
    assert [row[k] for k, row in enumerate(drawn.z)] == [None, None, None]
    assert drawn.z[1][2] is None


@EACH_MODE
def test_zero_has_no_hue_and_both_ends_have_their_own(mode) -> None:
    palette = theme.get_palette(mode)
    chart = draw_correlation_matrix(correlation(), LABELS, GROUPS, mode)
    drawn = cells(chart)
    assert (drawn.zmin, drawn.zmax) == (-1, 1)
    assert [stop[1] for stop in drawn.colorscale] == [palette.accent, palette.panel, palette.cohort_2017]
    assert find_correlation_colour(0.0, mode) == palette.panel
    assert chart.layout.plot_bgcolor == palette.no_data


def test_each_pair_is_named_when_the_pointer_rests_on_it() -> None:
    template = cells(draw_correlation_matrix(correlation(), LABELS, GROUPS)).hovertemplate
    for part in ("%{x}", "%{y}", "%{z:.2f}"):
        assert part in template


def test_dimensions_are_headed_in_their_colour_and_parted_by_lines() -> None:
    chart = draw_correlation_matrix(correlation(), LABELS, GROUPS)
    palette = theme.get_palette("light")
    headings = {a.text: (a.x, a.font.color) for a in chart.layout.annotations}
    assert headings == {
        "<b>Agents</b>": (0.5, palette.driver),
        "<b>Institutions</b>": (2, palette.bottleneck),
    }
    assert {(line.x0, line.x1) for line in chart.layout.shapes if line.x0 == line.x1} == {(1.5, 1.5)}


def test_a_row_that_would_be_taken_for_another_is_refused() -> None:
    with pytest.raises(ValueError, match="same label"):
        draw_correlation_matrix(correlation(), {**LABELS, "b": "Patents"}, GROUPS)
    with pytest.raises(ValueError, match="once"):
        draw_correlation_matrix(correlation(), LABELS, GROUPS[:1])


@EACH_MODE
def test_every_number_on_a_phone_can_be_read(mode) -> None:
    between = pd.DataFrame([[0.95, -0.9], [-0.9, 0.0]], ["D1", "B1"], ["D1", "B1"])
    families = {"D1": "driver", "B1": "bottleneck"}
    chart = draw_mean_correlations(between, {"D1": "Agents", "B1": "Institutions"}, families, mode)
    names = list(cells(chart).y)
    assert names == ["D1 Agents", "B1 Institutions"]
    read = {}
    for trace in chart.data:
        if trace.name == "numbers":
            for x, y, text in zip(trace.x, trace.y, trace.text, strict=True):
                value = between.iloc[names.index(y), names.index(x)]
                assert (
                    theme.measure_contrast(trace.textfont.color, find_correlation_colour(value, mode)) >= 4.5
                )
                read[(y, x)] = text
    assert sorted(read.values()) == ["0.00", "0.95", "−0.90", "−0.90"]
    assert list(chart.layout.xaxis.range) == [-0.5, 1.5]


def alphas(*values: float) -> pd.DataFrame:
    families = ["driver", "bottleneck", "driver"][: len(values)]
    return pd.DataFrame({"label": ["A", "B", "C"][: len(values)], "family": families, "alpha": values})


def named(chart, name):
    return [trace for trace in chart.data if trace.name == name]


def test_alpha_stands_at_its_value_beside_the_customary_line() -> None:
    chart = draw_alphas(alphas(0.9, 0.5), "0.7")
    assert [(tuple(t.x), tuple(t.y)) for t in named(chart, "driver") + named(chart, "bottleneck")] == [
        ((0.9,), (0,)),
        ((0.5,), (1,)),
    ]
    assert set(named(chart, "threshold")[0].x[:2]) == {CUSTOMARY_ALPHA}
    assert chart.layout.xaxis.range[0] == pytest.approx(-0.02)


def test_a_negative_alpha_is_in_sight_and_an_unknown_one_is_not_zero() -> None:
    chart = draw_alphas(alphas(0.9, -0.39, np.nan), "0.7")
    assert chart.layout.xaxis.range[0] < -0.39
    assert len(named(chart, "driver")[0].x) == 1
    assert draw_alphas(alphas(0.9, -0.001), "0.7").layout.xaxis.tickvals[0] == 0


def weights() -> list:
    rows = pd.DataFrame({"label": ["Patents", "Firms"], "nominal": [50.0, 50.0], "effective": [80.0, 20.0]})
    unknown = pd.DataFrame({"label": ["Debt"], "nominal": [100.0], "effective": [np.nan]})
    return [("Agents", "driver", rows), ("Institutions", "bottleneck", unknown)]


@pytest.mark.parametrize("compact", [False, True])
def test_rings_are_declared_and_dots_effective_weights(compact: bool) -> None:
    chart = draw_weight_pairs(weights(), "declared", "effective", compact=compact)
    labels = list(chart.layout.yaxis.ticktext)
    assert [label.strip() for label in labels] == [
        "<b>Agents</b>",
        "Patents",
        "Firms",
        "<b>Institutions</b>",
        "Debt",
    ]
    rings, dots = named(chart, "nominal")[0], named(chart, "driver")[0]
    assert list(zip(rings.x, rings.y, strict=True)) == [(50, 1), (50, 2), (100, 4)]
    assert list(zip(dots.x, dots.y, strict=True)) == [(80, 1), (20, 2)]
    assert not named(chart, "bottleneck"), "an unknown weight is not drawn as nought"
    hover = named(chart, "targets")[0].text[0]
    assert "declared 50.0 %" in hover
    assert "effective 80.0 %" in hover
