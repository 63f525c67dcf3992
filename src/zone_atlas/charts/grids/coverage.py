"""Coverage matrix: which share of places has an indicator in which year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.event_ticks import TICK_HEIGHT, add_event_ticks
from zone_atlas.charts.base.labels import cut_label, format_chart_number, measure_text
from zone_atlas.charts.base.row_parts import write_row_heading
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.targets import add_cell_targets

RowGroup = tuple[str, theme.Family, Sequence[str]]
GROUP_GAP = 1.2
# Pixels.
ROW_HEIGHT = 17


def draw_coverage_matrix(
    table: pd.DataFrame,
    labels: Mapping[str, str],
    row_groups: Sequence[RowGroup],
    mode: theme.Mode = "light",
    *,
    policy_years: Sequence[tuple[int, str]] = (),
    compact: bool = False,
) -> go.Figure:
    """Draw the share of places with a value as a matrix of indicators by years.

    Parameters
    ----------
    table : DataFrame
        Index = indicator ids, columns = years (int), values = shares 0–1; NaN and 0 read as none.
    labels : mapping of indicator id to label
    row_groups : sequence of (heading, family, indicator ids)
        Top to bottom, with a heading each.
    mode : {'light', 'dark'}
    policy_years : sequence of (year, hover text)
        What was decided in which year: short ticks under the years.
    compact : bool
        For a phone: labels are cut with an ellipsis at 16 half-em columns instead of 64; the hover
        text has the whole label.

    Returns
    -------
    plotly.graph_objects.Figure
        The last trace, ``cells``, carries ``customdata = (indicator id, year)``.

    Raises
    ------
    ValueError
        If a share leaves 0–1 or a group names an indicator the table lacks.
    """
    shares = table.to_numpy(dtype=float)
    if np.nanmin(shares, initial=0) < 0 or np.nanmax(shares, initial=0) > 1:
        raise ValueError("shares must lie within 0–1")
    groups = [(heading, family, list(rows)) for heading, family, rows in row_groups if rows]
    unknown = [row for _, _, rows in groups for row in rows if row not in table.index]
    if unknown:
        raise ValueError(f"indicators without a row: {unknown}")
    levels, headings, total = _stack_row_groups(groups)
    short = {row: cut_label(labels[row], 16 if compact else 64) for row in levels}
    left = 10 + round(5.8 * max((measure_text(text) for text in short.values()), default=0))
    chart = theme.start_chart(mode, round(total * ROW_HEIGHT) + 24, l=left, r=4, t=22, b=2)
    years = [int(year) for year in table.columns]
    for _, family, rows in groups:
        _draw_coverage_group(chart, table.loc[rows], [levels[row] for row in rows], family, mode)
    _label_coverage_axes(chart, years, levels, short, total, 5 if compact else 2)
    # The first heading's row is empty to the right of its label: room for the ticks.
    feet = [
        (year, TICK_HEIGHT / ROW_HEIGHT, text) for year, text in policy_years if years[0] <= year <= years[-1]
    ]
    add_event_ticks(chart, feet, -1 / ROW_HEIGHT, mode)
    for heading, family, level in headings:
        write_row_heading(chart, heading, theme.get_palette(mode).family(family), level)
    _draw_coverage_targets(chart, table, levels, labels)
    return theme.keep_on_selection(chart)


def _stack_row_groups(
    groups: Sequence[tuple[str, theme.Family, list[str]]],
) -> tuple[dict[str, float], list[tuple[str, theme.Family, float]], float]:
    """Return the level of each row, of each heading, and the total height in rows."""
    levels: dict[str, float] = {}
    headings: list[tuple[str, theme.Family, float]] = []
    level = 0.0
    for heading, family, rows in groups:
        headings.append((heading, family, level + 0.45))
        level += GROUP_GAP
        for row in rows:
            levels[row] = level + 0.5
            level += 1.0
        level += 0.3
    return levels, headings, level


def _make_coverage_scale(family: theme.Family, mode: theme.Mode) -> list[tuple[float, str]]:
    """Return the middle of the ramp: the least coverage is still tinted, full coverage stays calm."""
    return [(step / 4, theme.find_ramp_colour(family, mode, 0.18 + 0.62 * step / 4)) for step in range(5)]


def _draw_coverage_group(
    chart: Sketch, shares: pd.DataFrame, levels: Sequence[float], family: theme.Family, mode: theme.Mode
) -> None:
    years = [int(year) for year in shares.columns]
    # No coverage is not weak coverage: such cells stay empty, so that they look missing.
    cells = [
        [None if not share > 0 else round(float(share), 3) for share in row] for row in shares.to_numpy(float)
    ]
    chart.add_heatmap(
        x=[years[0] - 0.5, *[year + 0.5 for year in years]],
        y=[levels[0] - 0.5, *[level + 0.5 for level in levels]],
        z=cells,
        colorscale=_make_coverage_scale(family, mode),
        zmin=0,
        zmax=1,
        xgap=1,
        ygap=1,
        showscale=False,
        hoverinfo="skip",
    )


def _label_coverage_axes(
    chart: Sketch,
    years: Sequence[int],
    levels: Mapping[str, float],
    short: Mapping[str, str],
    total: float,
    step: int,
) -> None:
    chart.update_xaxes(
        side="top",
        range=[years[0] - 0.5, years[-1] + 0.5],
        tickformat="d",
        dtick=step,
        tick0=-(-years[0] // step) * step,
    )
    chart.update_yaxes(
        range=[total, 0],
        tickvals=list(levels.values()),
        ticktext=[f"{short[row]} " for row in levels],
        tickfont={"color": chart.ink, "size": theme.FONT_SIZE - 1},
    )


def _draw_coverage_targets(
    chart: Sketch, table: pd.DataFrame, levels: Mapping[str, float], labels: Mapping[str, str]
) -> None:
    cells = [(row, int(year), table.at[row, year]) for row in levels for year in table.columns]
    add_cell_targets(
        chart,
        [(year, levels[row]) for row, year, _ in cells],
        [(row, year) for row, year, _ in cells],
        [
            f"<b>{labels[row]}</b><br>{year}  {format_chart_number(share * 100)}{'' if np.isnan(share) else ' %'}"
            for row, year, share in cells
        ],
        ROW_HEIGHT - 2,
    )
