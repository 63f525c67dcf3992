"""Show where the places stand on every indicator, in a dot plot each for drivers and bottlenecks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis import standing
from zone_atlas.analysis.compare import readings
from zone_atlas.analysis.compare.readings import Reading
from zone_atlas.analysis.place_kinds import has_indicators
from zone_atlas.analysis.rows import rows_behind
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.framework import DRIVER, KINDS
from zone_atlas.catalogue.rules import CORE
from zone_atlas.charts.rows.dot_plot import DotGroup, DotWords, Mark, draw_dot_plot
from zone_atlas.export.write import Extract
from zone_atlas.locales.messages import format_number, translate
from zone_atlas.ui.blocks import downloads, source_card
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.blocks.matrix import open_cell
from zone_atlas.ui.blocks.sources import source_line_of_nodes
from zone_atlas.ui.compare.choice import Choice, names_of
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t


def show_dot_plots(ctx: Context, choice: Choice) -> None:
    """Show both dot plots, or say what is missing where none of the places has an indicator."""
    if not any(has_indicators(ctx.atlas, place) for place in choice.places):
        st.info(t("compare.no_indicators"), icon=":material/info:")
        return
    for column, kind in zip(st.columns(2, gap="small"), KINDS, strict=True):
        with column:
            _dot_plot_frame(ctx, choice, kind)


def _dot_plot_frame(ctx: Context, choice: Choice, kind: str) -> None:
    names, year, key = _dot_plot_indicators(ctx, kind), ctx.view.year, f"compare-{kind}"
    rows = _dot_plot_rows(ctx, choice.places, names)
    content = FrameContent(
        key=key,
        headline=_dot_plot_finding(ctx, choice, kind, names),
        subtitle=t(
            "compare.profile.subtitle",
            year=year,
            kind=t(f"kinds.{kind}"),
            set=t(f"set.{standing.set_of(year)}"),
        ),
        draw=lambda: _draw_dot_plot(ctx, choice, kind, rows),
        notes=[
            *_dot_plot_notes(ctx, choice, names),
            source_card.age_sentence(pd.DataFrame({"age": [reading.age for _, reading in rows]})),
            *_proxy_note(rows),
        ],
        source_line=source_line_of_nodes(ctx, [d.id for d in ctx.dimensions(kind)]),
        table=lambda: _dot_plot_twin(ctx, rows),
        extract=_prepare_dot_plot_extract(ctx, rows),
        file_name=downloads.file_name("compare", kind, year),
        on_select=lambda: open_cell(ctx, key),
        depends_on=ctx.seen("compare", kind, choice.places),
    )
    show_frame(content)


def _dot_plot_indicators(ctx: Context, kind: str) -> list[str]:
    dimensions = {d.id for d in ctx.dimensions(kind)}
    catalogue = ctx.atlas.catalogue
    known = readings.indicators_in(ctx.atlas, ctx.view.year)
    return [name for name in known if catalogue.indicators[name].dimension in dimensions]


Rows = list[tuple[str, Reading]]


def _dot_plot_rows(ctx: Context, places: Sequence[str], names: Sequence[str]) -> Rows:
    """Return places with their readings, in the order of the indicators, then of the places."""
    year, proxies = ctx.view.year, ctx.view.proxies
    readings_by_place = {
        p: {r.indicator: r for r in readings.indicators_with_values(ctx.atlas, p, year, proxies)}
        for p in places
    }
    return [
        (place, readings_by_place[place][name])
        for name in names
        for place in places
        if name in readings_by_place[place]
    ]


def _draw_dot_plot(ctx: Context, choice: Choice, kind: str, rows: Rows) -> go.Figure:
    catalogue = ctx.atlas.catalogue
    names = _dot_plot_indicators(ctx, kind)
    groups = [
        DotGroup(
            f"{d.id} {ctx.node(d.id)}",
            ctx.family(d.id),
            [(n, ctx.node(n)) for n in names if catalogue.indicators[n].dimension == d.id],
        )
        for d in ctx.dimensions(kind)
    ]
    hovers = _dot_plot_hovers(ctx, rows, kind)
    marks = [
        Mark(place, reading.indicator, reading.position, reading.basis != EXACT, hover)
        for (place, reading), hover in zip(rows, hovers, strict=True)
    ]
    words = DotWords(
        t("compare.axis.weak") if kind == DRIVER else t("compare.axis.mild"),
        t("column.median"),
        t("compare.axis.strong") if kind == DRIVER else t("compare.axis.severe"),
    )
    places = list(names_of(ctx, choice.places).items())
    return draw_dot_plot([g for g in groups if g.rows], marks, places, words, ctx.mode, compact=ctx.phone)


def _dot_plot_hovers(ctx: Context, rows: Rows, kind: str) -> list[str]:
    """Write for each row its value, year, status, position and the first publication behind it."""
    language, units = ctx.view.language, {i.id: i.unit for i in ctx.atlas.catalogue.indicators.values()}
    names = {name: ctx.node(name) for name in {reading.indicator for _, reading in rows}}
    places = {place: f"<b>{ctx.place(place)}</b>" for place in {place for place, _ in rows}}
    sources = {ids: _first_source(ctx, ids) for ids in {reading.sources for _, reading in rows}}
    proxy = t("basis.proxy")
    texts = []
    for place, reading in rows:
        share, of = format_number(reading.position, 0, language), format_number(reading.cities, 0, language)
        parts = [
            places[place],
            names[reading.indicator],
            f"{ctx.figure(reading.value, units[reading.indicator])} ({reading.year})",
            translate(
                language,
                "compare.ahead" if kind == DRIVER else "compare.more_severe",
                share=share,
                cities=of,
            ),
            translate(language, f"status.{reading.status}") if reading.status != "A" else "",
            proxy if reading.basis != EXACT else "",
            sources[reading.sources],
        ]
        texts.append("<br>".join(part for part in parts if part))
    return texts


def _first_source(ctx: Context, sources: str) -> str:
    """Name the first publication as a hint at the source; the card names them all."""
    record = ctx.atlas.catalogue.sources.get(sources.split(";", maxsplit=1)[0])
    return t("source.line", names=record.publication.of(ctx.view.language)) if record else ""


def _dot_plot_finding(ctx: Context, choice: Choice, kind: str, names: list[str]) -> str:
    """Write where the first place stands furthest from the others."""
    difference = readings.largest_difference(ctx.atlas, choice.places, ctx.view.year, ctx.view.proxies, names)
    if difference is None:
        return t("compare.profile.finding.none")
    facts = {"name": ctx.place(difference.place), "indicator": ctx.node(difference.indicator)}
    facts |= {"own": number(difference.own), "others": number(difference.others)}
    if not difference.compared:
        return t(f"compare.profile.finding.alone.{kind}", **facts)
    return t(f"compare.profile.finding.{kind}", **facts)


def _dot_plot_notes(ctx: Context, choice: Choice, names: Sequence[str]) -> list[str]:
    """Explain the axis, and count the indicators that each place lacks, by reason."""
    notes = [t("compare.note.position")]
    if standing.set_of(ctx.view.year) == CORE:
        notes.append(t("note.core", year=ctx.view.year))
    for place in choice.places:
        have = readings.indicators_of_place(ctx.atlas, place, ctx.view.year, ctx.view.proxies)
        missing = [name for name in names if name not in have]
        reasons = [
            readings.why_missing(ctx.atlas, place, name, ctx.view.year, ctx.view.proxies) for name in missing
        ]
        for reason in dict.fromkeys(reasons):
            why = t(f"compare.why.{reason}")
            count = number(reasons.count(reason))
            notes.append(t("compare.note.missing", place=ctx.place(place), count=count, why=why))
    return notes


def _proxy_note(rows: Rows) -> list[str]:
    return [t("note.proxies")] if any(reading.basis != EXACT for _, reading in rows) else []


def _dot_plot_twin(ctx: Context, rows: Rows) -> Twin:
    """Return one row per place and indicator; a cell opens its source card."""
    units = ctx.atlas.catalogue.indicators
    frame = pd.DataFrame(
        {
            t("column.indicator"): [ctx.node(reading.indicator) for _, reading in rows],
            t("column.place"): [ctx.place(place) for place, _ in rows],
            t("column.value"): [
                ctx.figure(reading.value, units[reading.indicator].unit) for _, reading in rows
            ],
            t("column.year"): [str(reading.year) for _, reading in rows],
            t("compare.column.position"): [round(reading.position, 1) for _, reading in rows],
            t("column.basis"): [t(f"basis.{reading.basis}") for _, reading in rows],
            t("column.status"): [t(f"status.{reading.status}") for _, reading in rows],
        }
    )
    year = ctx.view.year
    return Twin(
        frame, lambda row, _: source_card.open_source_card(rows[row][0], rows[row][1].indicator, year)
    )


def _prepare_dot_plot_extract(ctx: Context, rows: Rows) -> Callable[[], Extract]:
    atlas = ctx.atlas

    def taken() -> pd.DataFrame:
        keys = [(place, reading.indicator, reading.basis, reading.year) for place, reading in rows]
        names = ["place", "indicator", "value_basis", "value_year"]
        return rows_behind(pd.DataFrame(keys, columns=names), atlas.indicators, atlas.catalogue)

    return downloads.prepare_extract(ctx, taken)
