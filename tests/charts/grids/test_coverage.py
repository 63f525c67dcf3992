"""What a reader may expect of the coverage matrix."""

import numpy as np
import pandas as pd
import pytest

from zone_atlas.charts.grids.coverage import draw_coverage_matrix

YEARS = [2018, 2019, 2020]
GROUPS = [("Industrial agents", "driver", ["patents", "firms"]), ("Barriers", "bottleneck", ["deficit"])]
LABELS = {
    "patents": "Invention patents",
    "firms": "Industrial firms",
    "deficit": "Fiscal self-sufficiency 财政自给",
}


def table() -> pd.DataFrame:
    return pd.DataFrame(
        [[1.0, 0.5, 0.0], [np.nan, 0.01, 0.2], [0.9, 0.9, 0.9]],
        index=["patents", "firms", "deficit"],
        columns=YEARS,
    )


def heatmaps(chart):
    return [trace for trace in chart.data if trace.type == "heatmap"]


def test_does_an_uncovered_year_stay_empty_and_a_little_coverage_not():
    patents, firms = heatmaps(draw_coverage_matrix(table(), LABELS, GROUPS))[0].z
    assert list(patents) == [1.0, 0.5, None]
    assert list(firms) == [None, 0.01, 0.2]


def test_do_groups_keep_their_family():
    driver, bottleneck = heatmaps(draw_coverage_matrix(table(), LABELS, GROUPS))
    assert driver.colorscale != bottleneck.colorscale
    assert max(driver.y) <= min(bottleneck.y)


def test_does_hovering_tell_share_and_gap():
    cells = draw_coverage_matrix(table(), LABELS, GROUPS).data[-1]
    told = {tuple(pair): text for pair, text in zip(cells.customdata, cells.text, strict=True)}
    assert told[("patents", 2019)] == "<b>Invention patents</b><br>2019  50 %"
    assert told[("firms", 2018)].endswith("2018  —")


def test_are_long_labels_cut_on_a_phone_and_whole_in_the_hover_text():
    chart = draw_coverage_matrix(table(), LABELS, GROUPS, compact=True)
    assert chart.layout.yaxis.ticktext[-1].strip() == "Fiscal self-suff…"
    assert LABELS["deficit"] in chart.data[-1].text[-1]


def test_are_years_whole_numbers():
    assert draw_coverage_matrix(table(), LABELS, GROUPS).layout.xaxis.tickformat == "d"


def test_faulty_tables_are_refused():
    with pytest.raises(ValueError, match="0–1"):
        draw_coverage_matrix(table() * 100, LABELS, GROUPS)
    with pytest.raises(ValueError, match="without a row"):
        draw_coverage_matrix(table(), LABELS, [("x", "driver", ["nothing"])])
