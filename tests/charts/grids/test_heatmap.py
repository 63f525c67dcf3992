"""What a reader may expect of the score matrix."""

import numpy as np
import pandas as pd
import pytest

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import wrap_label
from zone_atlas.charts.grids.heatmap import draw_score_matrix, find_cell_colour

ROWS = [f"Z{number:02d}" for number in range(20)]
NODES = ["D1", "D2", "D3", "B1", "B2", "B3"]
GROUPS = [("Drivers", "driver", NODES[:3]), ("Bottlenecks", "bottleneck", NODES[3:])]
ROW_LABELS = {row: f"Zone {row}" for row in ROWS}
COLUMN_LABELS = dict(
    zip(NODES, ["Market vitality", "要素", "Structure", "体制", "Base", "City functions"], strict=True)
)


def table() -> pd.DataFrame:
    scores = pd.DataFrame(np.linspace(0, 100, 120).reshape(20, 6), index=ROWS, columns=NODES)
    scores.loc["Z04", ["D1", "B2"]] = np.nan
    return scores


def draw(**options):
    return draw_score_matrix(table(), ROW_LABELS, COLUMN_LABELS, GROUPS, **options)


def named(chart, name):
    return [trace for trace in chart.data if trace.name == name]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_can_i_read_every_number_in_the_matrix(mode):
    scores, chart = table(), draw(mode=mode)
    columns = {
        round(x, 6): node for x, (_, node) in zip(chart.data[-1].x, chart.data[-1].customdata, strict=True)
    }
    family = {node: kind for _, kind, nodes in GROUPS for node in nodes}
    read = 0
    for trace in named(chart, "numbers"):
        for x, y in zip(trace.x, trace.y, strict=True):
            node = columns[round(x, 6)]
            ground = find_cell_colour(scores[node].iloc[int(y)], family[node], mode)
            assert theme.measure_contrast(trace.textfont.color, ground) >= 4.5
            read += 1
    assert read == 120


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_does_a_missing_score_look_missing(mode):
    chart = draw(mode=mode)
    dashes = [
        (x, y)
        for trace in named(chart, "numbers")
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True)
        if text == "—"
    ]
    assert sorted(y for _, y in dashes) == [4, 4]
    grey = theme.get_palette(mode).no_data
    layers = [trace for trace in chart.data if trace.type == "heatmap" and trace.colorscale[0][1] == grey]
    assert sum(cell is not None for layer in layers for row in layer.z for cell in row) == 2
    coloured = [trace for trace in chart.data if trace.type == "heatmap" and trace.colorscale[0][1] != grey]
    assert sum(cell is None for layer in coloured for row in layer.z for cell in row) == 2


def test_is_a_zero_a_number_and_not_a_gap():
    chart = draw()
    assert "0" in [text for trace in named(chart, "numbers") for text in trace.text]


def test_does_a_click_name_the_zone_and_the_node():
    cells = draw().data[-1]
    assert cells.name == "cells" and len(cells.customdata) == 120
    assert ["Z19", "B3"] in [list(pair) for pair in cells.customdata]
    assert cells.marker.opacity == 0


def test_does_one_click_leave_all_other_numbers_readable():
    for trace in named(draw(), "numbers"):
        assert trace.unselected.textfont.color == trace.textfont.color


def test_are_proxies_and_unranked_scores_marked():
    marks = pd.DataFrame(False, index=ROWS, columns=NODES)
    marks.loc["Z16"] = True
    marks.loc["Z04", "D1"] = True
    rings = named(draw(marks=marks), "marks")[0]
    assert len(rings.x) == 6, "a missing score carries no ring"
    assert rings.marker.symbol == "circle-open"


def test_do_groups_stand_apart_under_their_own_headings():
    chart = draw()
    centres = sorted(set(chart.data[-1].x))
    steps = np.diff(centres)
    assert steps[2] > 1 and np.allclose(np.delete(steps, 2), 1)
    assert [note.text for note in chart.layout.annotations] == ["<b>Drivers</b>", "<b>Bottlenecks</b>"]


def test_are_column_labels_wrapped_and_never_turned():
    chart = draw()
    assert "Market<br>vitality" in chart.layout.xaxis.ticktext
    assert chart.layout.template.layout.xaxis.tickangle == 0
    assert chart.layout.xaxis.tickangle is None


def test_long_words_break_only_where_they_may():
    assert wrap_label("Rational\u00adisation", 11) == "Rational-<br>isation"
    assert wrap_label("Rational\u00adisation", 20) == "Rationalisation"
    assert wrap_label("Advancement", 6) == "Advancement"
    assert wrap_label("现代产业基础薄弱", 8) == "现代产业<br>基础薄弱"


def test_faulty_tables_are_refused():
    with pytest.raises(ValueError, match="column groups"):
        draw_score_matrix(table(), ROW_LABELS, COLUMN_LABELS, [("Drivers", "driver", ["D9"])])
    with pytest.raises(ValueError, match="0–100"):
        draw_score_matrix(table() + 1, ROW_LABELS, COLUMN_LABELS, GROUPS)


def test_is_the_matrix_light_enough_to_send_at_each_filter_change():
    assert len(draw().to_json()) < 40_000
