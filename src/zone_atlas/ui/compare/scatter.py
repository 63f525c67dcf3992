"""Show two indicators against each other at all cities, with the places of the page marked."""

from __future__ import annotations

import math

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis.compare import readings
from zone_atlas.analysis.rows import rows_behind
from zone_atlas.atlas import Atlas
from zone_atlas.charts.scatter import Axis, Dot, draw_scatter
from zone_atlas.locales.messages import format_number
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.blocks import downloads, source_card, sources
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.compare.choice import Choice, names_of
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_list
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, t
from zone_atlas.ui.shell.selections import read_clicked_data

KEY = "compare-scatter"
HEIGHT = 440
# Both belong to the long-run core, so that the chart is there in every year.
ACROSS, UP = "b2_gdp_per_resident", "d1_invention_patents"
# Judgement: bounds between the words for a rank correlation.
HARDLY, CLEARLY = 0.1, 0.5


def show_scatter(ctx: Context, choice: Choice) -> None:
    """Show the scatter of two indicators in the year of the view, or say why there is none."""
    across, up = _choose_axes(ctx)
    table = readings.pair_indicators(ctx.atlas, across, up, ctx.view.year, ctx.view.proxies)
    shown = table[table["kind"].eq("city") | table.index.isin([*ctx.zones, *choice.places])]
    if across == up or shown.empty:
        reason = t("compare.scatter.same") if across == up else t("compare.scatter.empty", year=ctx.view.year)
        st.info(reason, icon=":material/info:")
        return
    content = FrameContent(
        key=KEY,
        headline=_scatter_finding(ctx, table, across, up),
        subtitle=t(
            "compare.scatter.subtitle",
            across=ctx.node(across),
            across_years=_scatter_years(shown, "across"),
            up=ctx.node(up),
            up_years=_scatter_years(shown, "up"),
        ),
        draw=lambda: _draw_scatter(ctx, choice, shown, across, up),
        notes=_scatter_notes(ctx, choice, shown),
        source_line=sources.source_line_of_nodes(ctx, [across, up]),
        table=lambda: _scatter_twin(ctx, choice, shown, across, up),
        extract=downloads.prepare_extract(ctx, lambda: _scatter_rows(ctx, shown, (across, up))),
        file_name=downloads.file_name("compare", "scatter", across, up),
        on_select=lambda: _open_scatter_point(ctx, across),
        depends_on=ctx.seen("compare-scatter", across, up, choice.places),
    )
    show_frame(content)


def _choose_axes(ctx: Context) -> tuple[str, str]:
    """Draw the choice of the two indicators."""
    names = tuple(ctx.atlas.catalogue.indicators)
    labels = {name: ctx.node(name) for name in names}
    chosen = []
    for column, (name, default, label) in zip(
        st.columns(2, gap="small"),
        (("x", ACROSS, t("compare.across")), ("y", UP, t("compare.up"))),
        strict=True,
    ):
        parameter = state.Parameter(name, "choice", names, default)
        chosen.append(str(state.register_parameter(parameter)))
        draw_choice_list(parameter, label, labels, column=column)
    return chosen[0], chosen[1]


def _scatter_axis(ctx: Context, name: str) -> Axis:
    indicator = ctx.atlas.catalogue.indicators[name]
    title, unit = ctx.node(name), ctx.unit(indicator.unit)
    # Many names already include the unit.
    full = title if unit in title else f"{title}{t('compare.in_unit', unit=unit)}"
    return Axis(full, indicator.goalposts == "log")


def _draw_scatter(ctx: Context, choice: Choice, shown: pd.DataFrame, across: str, up: str) -> go.Figure:
    view = ctx.view
    texts = _scatter_hovers(ctx.atlas, across, up, view.year, view.proxies, view.language)
    columns = (shown["kind"], shown["across"], shown["up"], shown["open"])
    points = [
        Dot(place, ctx.place(place), kind, x, y, open_, f"<b>{ctx.place(place)}</b>{texts[place]}")
        for place, kind, x, y, open_ in zip(shown.index, *(c.tolist() for c in columns), strict=True)
    ]
    places = [(place, name) for place, name in names_of(ctx, choice.places).items() if place in shown.index]
    return draw_scatter(
        points,
        places,
        _scatter_axis(ctx, across),
        _scatter_axis(ctx, up),
        ctx.mode,
        height=HEIGHT,
        compact=ctx.phone,
    )


@remember_with_tables(maxsize=64)
def _scatter_hovers(
    atlas: Atlas, across: str, up: str, year: int, proxies: bool, language: str
) -> dict[str, str]:
    """Write both figures with their years by place: the same for all readers, whichever places they mark."""
    table, catalogue = readings.pair_indicators(atlas, across, up, year, proxies), atlas.catalogue
    parts = []
    for axis, name in (("across", across), ("up", up)):
        indicator = catalogue.indicators[name]
        unit, label = catalogue.units[indicator.unit], indicator.name.of(language)
        parts.append(
            [
                f"<br>{label}: {format_number(value, unit.decimals, language)} {unit.name.of(language)} ({own_year})"
                for value, own_year in zip(table[axis], table[f"{axis}_year"], strict=True)
            ]
        )
    return {place: first + second for place, first, second in zip(table.index, *parts, strict=True)}


def _scatter_finding(ctx: Context, table: pd.DataFrame, across: str, up: str) -> str:
    """Write how the two rank together over the cities, and nothing about causes."""
    rho, count = readings.rank_correlation(table)
    facts = {"across": ctx.node(across), "up": ctx.node(up), "count": number(count)}
    if math.isnan(rho):
        return t("compare.scatter.finding.none", **facts)
    facts["rho"] = number(rho, 2)
    if abs(rho) < HARDLY:
        return t("compare.scatter.finding.hardly", **facts)
    if abs(rho) < CLEARLY:
        return t("compare.scatter.finding.more" if rho > 0 else "compare.scatter.finding.less", **facts)
    return t(
        "compare.scatter.finding.clearly_more" if rho > 0 else "compare.scatter.finding.clearly_less", **facts
    )


def _scatter_years(shown: pd.DataFrame, axis: str) -> str:
    """Write the years of an axis' values, each the newest at most three years old."""
    first, last = int(shown[f"{axis}_year"].min()), int(shown[f"{axis}_year"].max())
    return str(last) if first == last else f"{first}–{last}"


def _scatter_notes(ctx: Context, choice: Choice, shown: pd.DataFrame) -> list[str]:
    cities = int(shown["kind"].eq("city").sum())
    notes = [t("compare.scatter.note", cities=number(cities))]
    without = [ctx.place(place) for place in choice.places if place not in shown.index]
    if without:
        notes.append(t("compare.scatter.without", names=list_names(without)))
    if shown["open"].any():
        notes.append(t("note.proxies"))
    return notes


def _scatter_twin(ctx: Context, choice: Choice, shown: pd.DataFrame, across: str, up: str) -> Twin:
    """Return the places of the page first, then the zones, then all cities; a cell opens its source card."""
    order = {place: k for k, place in enumerate(choice.places)}
    rank = [order.get(place, 10 if kind == "zone" else 11) for place, kind in shown["kind"].items()]
    table = shown.assign(rank=rank).sort_values("rank", kind="stable")
    columns = {_scatter_axis(ctx, across).title: across, _scatter_axis(ctx, up).title: up}
    frame = pd.DataFrame(
        {
            t("column.place"): [ctx.place(place) for place in table.index],
            t("compare.column.level"): [t(f"compare.level.{kind}") for kind in table["kind"]],
            _scatter_axis(ctx, across).title: table["across"].round(3).to_numpy(),
            _scatter_axis(ctx, up).title: table["up"].round(3).to_numpy(),
            t("column.basis"): [t("basis.proxy") if open_ else t("basis.exact") for open_ in table["open"]],
        }
    )
    places, year = list(table.index), ctx.view.year

    def open_card(row: int, column: str) -> None:
        if column in columns:
            source_card.open_source_card(places[row], columns[column], year)

    return Twin(frame, open_card)


def _open_scatter_point(ctx: Context, across: str) -> None:
    """Open the source of the point that was clicked: that of its horizontal figure."""
    data = read_clicked_data(KEY)
    if data:
        source_card.open_source_card(str(data[0]), across, ctx.view.year)


def _scatter_rows(ctx: Context, shown: pd.DataFrame, names: tuple[str, str]) -> pd.DataFrame:
    """Return the figures of both axes as rows, with their sources."""
    atlas = ctx.atlas
    keys = [
        pd.DataFrame(
            {
                "place": shown.index,
                "indicator": name,
                "value_basis": shown[f"{axis}_basis"].to_numpy(),
                "value_year": shown[f"{axis}_year"].to_numpy(),
            }
        )
        for name, axis in zip(names, ("across", "up"), strict=True)
    ]
    return rows_behind(pd.concat(keys), atlas.indicators, atlas.catalogue)
