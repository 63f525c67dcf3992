"""Where the places stand on every indicator: a dot plot each for drivers and bottlenecks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis import comparison, standing
from zone_atlas.analysis import rows as shapes
from zone_atlas.charts.dot_plot import DotGroup, DotWords, dot_plot
from zone_atlas.ui import overview, source_card, takeaway
from zone_atlas.ui.compare import Choice, names_of
from zone_atlas.ui.context import Context
from zone_atlas.ui.frame import Twin, chart_frame
from zone_atlas.ui.language import number, t

KINDS = ("driver", "bottleneck")


def profiles(ctx: Context, choice: Choice) -> None:
    """Both dot plots, or what is missing where none of the places has an indicator."""
    if not any(comparison.has_indicators(ctx.atlas, place) for place in choice.places):
        st.info(t("compare.no_indicators"), icon=":material/info:")
        return
    for column, kind in zip(st.columns(2, gap="small"), KINDS, strict=True):
        with column:
            _frame(ctx, choice, kind)


def _frame(ctx: Context, choice: Choice, kind: str) -> None:
    names, year, key = _indicators(ctx, kind), ctx.view.year, f"compare-{kind}"
    rows = _rows(ctx, choice.places, names)
    chart_frame(
        key,
        _finding(ctx, choice, kind, names),
        t(
            "compare.profile.subtitle",
            year=year,
            kind=t(f"kinds.{kind}"),
            set=t(f"set.{standing.set_of(year)}"),
        ),
        lambda: _draw(ctx, choice, kind, rows),
        [*_notes(ctx, choice, names), source_card.ages(rows), *_proxy_note(rows)],
        takeaway.source_line(ctx, [d.id for d in ctx.dimensions(kind)]),
        lambda: _twin(ctx, rows),
        _csv(ctx, rows),
        takeaway.file_name("compare", kind, year),
        on_select=lambda: overview.open_cell(ctx, key),
        depends_on=ctx.seen("compare", kind, choice.places),
    )


def _indicators(ctx: Context, kind: str) -> list[str]:
    wanted = {d.id for d in ctx.dimensions(kind)}
    catalogue = ctx.atlas.catalogue
    known = comparison.indicators_in(ctx.atlas, ctx.view.year)
    return [name for name in known if catalogue.indicators[name].dimension in wanted]


def _rows(ctx: Context, places: Sequence[str], names: Sequence[str]) -> pd.DataFrame:
    """Profiles of the places, in the order of the indicators, then of the places."""
    frames = [
        comparison.profile(ctx.atlas, place, ctx.view.year, ctx.view.proxies).assign(place=place, order=k)
        for k, place in enumerate(places)
    ]
    rows = pd.concat(frames)
    rows = rows[rows["indicator"].isin(list(names))]
    rank = {name: k for k, name in enumerate(names)}
    return rows.assign(rank=rows["indicator"].map(rank)).sort_values(["rank", "order"]).reset_index(drop=True)


def _draw(ctx: Context, choice: Choice, kind: str, rows: pd.DataFrame) -> go.Figure:
    catalogue = ctx.atlas.catalogue
    names = _indicators(ctx, kind)
    groups = [
        DotGroup(
            f"{d.id} {ctx.node(d.id)}",
            ctx.family(d.id),
            [(n, ctx.node(n)) for n in names if catalogue.indicators[n].dimension == d.id],
        )
        for d in ctx.dimensions(kind)
    ]
    marks = pd.DataFrame(
        {
            "place": rows["place"],
            "row": rows["indicator"],
            "position": rows["position"],
            "open": rows["basis"].ne(standing.EXACT),
            "hover": [_hover(ctx, row, kind) for row in rows.itertuples()],
        }
    )
    words = DotWords(
        t("compare.axis.weak") if kind == "driver" else t("compare.axis.mild"),
        t("column.median"),
        t("compare.axis.strong") if kind == "driver" else t("compare.axis.severe"),
    )
    places = list(names_of(ctx, choice.places).items())
    return dot_plot([g for g in groups if g.rows], marks, places, words, ctx.mode, compact=ctx.phone)


def _hover(ctx: Context, row: pd.Series, kind: str) -> str:
    """Value in its own unit, year, status, position and the first publication behind it."""
    indicator = ctx.atlas.catalogue.indicators[row.indicator]
    value = f"{ctx.figure(row.value, indicator.unit)} ({row.year})"
    facts = {"share": number(row.position), "cities": number(row.cities)}
    stands = t("compare.ahead", **facts) if kind == "driver" else t("compare.more_severe", **facts)
    marks = [t(f"status.{row.status}")] if row.status not in ("A", "nan") else []
    marks += [t("basis.proxy")] if row.basis != standing.EXACT else []
    lines = [f"<b>{ctx.place(row.place)}</b>", ctx.node(row.indicator), value, stands, *marks]
    return "<br>".join([*lines, _first_source(ctx, row.sources)])


def _first_source(ctx: Context, sources: str) -> str:
    """Hint at the source: the first publication; the card names them all."""
    found = ctx.atlas.catalogue.sources.get(sources.split(";", maxsplit=1)[0])
    return t("source.line", names=found.publication.of(ctx.view.language)) if found else ""


def _finding(ctx: Context, choice: Choice, kind: str, names: list[str]) -> str:
    """Where the first place stands furthest from the others."""
    found = comparison.furthest(ctx.atlas, choice.places, ctx.view.year, ctx.view.proxies, names)
    name = ctx.place(choice.first)
    if found is None:
        return t("compare.profile.finding.none", name=name)
    facts = {"name": name, "indicator": ctx.node(found.indicator)}
    facts |= {"own": number(found.own), "others": number(found.others)}
    return t(f"compare.profile.finding.{kind}", **facts)


def _notes(ctx: Context, choice: Choice, names: Sequence[str]) -> list[str]:
    """How to read the axis, and how many indicators each place lacks for which reason."""
    notes = [t("compare.note.position")]
    if standing.set_of(ctx.view.year) == "core":
        notes.append(t("note.core", year=ctx.view.year))
    for place in choice.places:
        have = set(comparison.profile(ctx.atlas, place, ctx.view.year, ctx.view.proxies)["indicator"])
        missing = [name for name in names if name not in have]
        reasons = [
            comparison.why_missing(ctx.atlas, place, name, ctx.view.year, ctx.view.proxies)
            for name in missing
        ]
        for reason in dict.fromkeys(reasons):
            why = t(f"compare.why.{reason}")
            count = number(reasons.count(reason))
            notes.append(t("compare.note.missing", place=ctx.place(place), count=count, why=why))
    return notes


def _proxy_note(rows: pd.DataFrame) -> list[str]:
    return [t("note.proxies")] if rows["basis"].ne(standing.EXACT).any() else []


def _twin(ctx: Context, rows: pd.DataFrame) -> Twin:
    """One row a place and indicator; a cell opens its source card."""
    units = [ctx.atlas.catalogue.indicators[name].unit for name in rows["indicator"]]
    frame = pd.DataFrame(
        {
            t("column.indicator"): [ctx.node(name) for name in rows["indicator"]],
            t("column.place"): [ctx.place(place) for place in rows["place"]],
            t("column.value"): [ctx.figure(v, u) for v, u in zip(rows["value"], units, strict=True)],
            t("column.year"): rows["year"].astype(str),
            t("compare.column.position"): rows["position"].round(1),
            t("column.basis"): [t(f"basis.{basis}") for basis in rows["basis"]],
            t("column.status"): [t(f"status.{s}") if len(s) == 1 else "" for s in rows["status"]],
        }
    )
    places, names, year = rows["place"].tolist(), rows["indicator"].tolist(), ctx.view.year
    return Twin(frame, lambda row, column: source_card.ask(places[row], names[row], year))


def _csv(ctx: Context, rows: pd.DataFrame) -> Callable[[], bytes]:
    keys = rows[["place", "indicator", "basis", "year"]]
    keys = keys.rename(columns={"basis": "value_basis", "year": "value_year"})
    atlas = ctx.atlas
    return takeaway.csv_of(ctx, lambda: shapes.behind(keys, atlas.indicators, atlas.catalogue))
