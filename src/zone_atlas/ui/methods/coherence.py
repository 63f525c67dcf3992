"""Show the coherence panel: correlations, Cronbach's alpha, declared against effective weights."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis.coherence import Coherence, coherence_in_year
from zone_atlas.analysis.standing import set_of
from zone_atlas.atlas import Atlas
from zone_atlas.charts.base.theme import Family
from zone_atlas.charts.grids.correlation import draw_correlation_matrix, draw_mean_correlations
from zone_atlas.charts.rows.coherence import CUSTOMARY_ALPHA, draw_alphas, draw_weight_pairs
from zone_atlas.export.write import Extract
from zone_atlas.index.coherence import COLLINEAR
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.blocks import coherence_note, downloads, sources
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import fixed_number, number, t

# Number of indicators per dimension whose weights a phone shows.
ON_A_PHONE = 3


@remember_with_tables(maxsize=24)
def _coherence_of_tables(atlas: Atlas, year: int) -> Coherence | None:
    scores = atlas.scores_of(list(atlas.catalogue.dimensions))
    return coherence_in_year(atlas.normalised_in(year), scores, atlas.catalogue, year)


def coherence_of_view(ctx: Context) -> Coherence | None:
    """Return the coherence in the year of the view, computed once for all readers."""
    return _coherence_of_tables(ctx.atlas, ctx.view.year)


def nothing_to_compare(ctx: Context) -> bool:
    """Say that too few cities are ranked on all dimensions; True when there is nothing to show."""
    if coherence_of_view(ctx) is None:
        st.info(t("coherence.empty", year=ctx.view.year))
        return True
    return False


def show_correlations(ctx: Context) -> None:
    """Show the correlations of all indicators; on a phone, their means within and between dimensions."""
    coherence = coherence_of_view(ctx)
    if coherence is None:
        return
    within = coherence.dimensions["within"].dropna()
    most, least = str(within.idxmax()), str(within.idxmin())
    facts = {"most": ctx.node(most), "high": fixed_number(within[most], 2), "least": ctx.node(least)}
    pairs = _correlated_pairs(ctx, coherence)
    content = FrameContent(
        key="correlation",
        headline=t(
            "coherence.finding", **facts, low=fixed_number(within[least], 2), pairs=len(coherence.collinear)
        ),
        subtitle=_coherence_subtitle(ctx, coherence, t("coherence.subtitle")),
        draw=lambda: _correlation_matrix(ctx, coherence),
        notes=[t("coherence.note"), *_collinear_pairs(ctx, coherence)],
        source_line=sources.source_line_of_nodes(ctx, list(coherence.dimensions.index)),
        table=lambda: Twin(pairs()),
        extract=lambda: Extract(pairs()),
        file_name=downloads.file_name("correlations", ctx.view.year),
        depends_on=_panel_depends_on(ctx),
    )
    show_frame(content)


def show_alphas(ctx: Context) -> None:
    """Show Cronbach's alpha of each dimension."""
    coherence = coherence_of_view(ctx)
    if coherence is None:
        return
    alpha = coherence.dimensions["alpha"].dropna()
    lowest, reached = str(alpha.idxmin()), int((alpha >= CUSTOMARY_ALPHA).sum())
    facts = {"reached": reached, "total": len(coherence.dimensions), "name": ctx.node(lowest)}
    whole = reached == len(coherence.dimensions)
    table = _dimension_table(ctx, coherence)
    content = FrameContent(
        key="alpha",
        headline=t("coherence.alpha.all", total=reached)
        if whole
        else t("coherence.alpha.some", **facts, alpha=fixed_number(alpha[lowest], 2)),
        subtitle=_coherence_subtitle(ctx, coherence, t("coherence.alpha.subtitle")),
        draw=lambda: draw_alphas(
            pd.DataFrame(
                {
                    "label": [ctx.short(d) for d in coherence.dimensions.index],
                    "family": [ctx.family(d) for d in coherence.dimensions.index],
                    "alpha": coherence.dimensions["alpha"].to_numpy(),
                }
            ),
            t("coherence.alpha.threshold"),
            ctx.mode,
        ),
        notes=[
            t("coherence.alpha.note"),
            *coherence_note.incoherence_sentences(ctx, list(coherence.dimensions.index)),
        ],
        source_line=sources.source_line_of_nodes(ctx, list(coherence.dimensions.index)),
        table=lambda: Twin(table),
        extract=lambda: Extract(table),
        file_name=downloads.file_name("coherence", ctx.view.year),
        depends_on=_panel_depends_on(ctx),
    )
    show_frame(content)


def show_effective_weights(ctx: Context) -> None:
    """Show the declared and effective weight of each indicator in its dimension."""
    coherence = coherence_of_view(ctx)
    if coherence is None:
        return
    beyond = (coherence.weights["effective"] - coherence.weights["nominal"]).dropna()
    most = str(beyond.idxmax())
    facts = {"name": ctx.node(most), "dimension": ctx.node(str(coherence.weights.at[most, "dimension"]))}
    percents = (100 * coherence.weights[["nominal", "effective"]]).loc[most]
    table = _weight_table(ctx, coherence)
    content = FrameContent(
        key="weights",
        headline=t(
            "coherence.weights.finding",
            **facts,
            effective=number(percents["effective"]),
            nominal=number(percents["nominal"]),
        ),
        subtitle=_coherence_subtitle(ctx, coherence, t("coherence.weights.subtitle")),
        draw=lambda: draw_weight_pairs(
            _weight_groups(ctx, coherence),
            t("column.nominal"),
            t("column.effective"),
            ctx.mode,
            compact=ctx.phone,
        ),
        notes=[
            t("coherence.weights.note"),
            *([t("coherence.weights.phone", count=ON_A_PHONE)] if ctx.phone else []),
        ],
        source_line=sources.source_line_of_nodes(ctx, list(coherence.dimensions.index)),
        table=lambda: Twin(table),
        extract=lambda: Extract(table),
        file_name=downloads.file_name("weights", ctx.view.year),
        depends_on=_panel_depends_on(ctx),
    )
    show_frame(content)


def _panel_depends_on(ctx: Context) -> tuple[object, ...]:
    """Return the key of the panel's figures, which count all ranked cities, whatever is filtered."""
    view = ctx.view
    return (ctx.atlas.manifest["inputs"], view.year, view.language, ctx.mode, ctx.phone)


def _coherence_subtitle(ctx: Context, coherence: Coherence, what: str) -> str:
    cities = t("coherence.cities", count=number(len(coherence.cities)), year=ctx.view.year)
    return " · ".join([what, cities, t(f"set.{set_of(ctx.view.year)}")])


def _correlation_matrix(ctx: Context, coherence: Coherence) -> go.Figure:
    dimensions = [str(d) for d in coherence.dimensions.index]
    families: dict[str, Family] = {d: ctx.family(d) for d in dimensions}
    if ctx.phone:
        return draw_mean_correlations(
            coherence.between, {d: ctx.short(d) for d in dimensions}, families, ctx.mode
        )
    own = coherence.weights["dimension"]
    groups = [(ctx.short(d), families[d], [str(i) for i in own.index[own == d]]) for d in dimensions]
    return draw_correlation_matrix(
        coherence.correlation, {str(i): ctx.node(str(i)) for i in own.index}, groups, ctx.mode
    )


def _collinear_pairs(ctx: Context, coherence: Coherence) -> list[str]:
    pairs = [
        f"{ctx.node(a)} – {ctx.node(b)} ({fixed_number(value, 2)})" for a, b, value in coherence.collinear
    ]
    return [
        t("coherence.collinear", pairs=t("list.separator").join(pairs), limit=number(COLLINEAR, 2))
    ] * bool(pairs)


def _correlated_pairs(ctx: Context, coherence: Coherence) -> Callable[[], pd.DataFrame]:
    """Return what makes the table of every pair of indicators, the strongest correlation first, at its first use.

    A download is made outside the page, so all words of the session are read here.
    """
    headings = [t("column.indicator"), t("column.dimension"), t("column.other_indicator")]
    headings += [t("column.other_dimension"), t("column.correlation"), t("column.note")]
    flag, own = t("coherence.flag"), coherence.weights["dimension"].astype(str)

    @lru_cache(maxsize=1)
    def make() -> pd.DataFrame:
        names, values = [str(i) for i in coherence.correlation.index], coherence.correlation.to_numpy()
        first, second = np.triu_indices(len(names), k=1)
        order = np.argsort(-np.abs(np.nan_to_num(values[first, second])), kind="stable")
        first, second = first[order], second[order]
        same = {frozenset(pair[:2]) for pair in coherence.collinear}
        pairs = [(names[a], names[b]) for a, b in zip(first, second, strict=True)]
        columns = (
            [ctx.node(a) for a, _ in pairs],
            [ctx.short(own[a]) for a, _ in pairs],
            [ctx.node(b) for _, b in pairs],
            [ctx.short(own[b]) for _, b in pairs],
            values[first, second].round(3),
            [flag if frozenset(pair) in same else "" for pair in pairs],
        )
        return pd.DataFrame(dict(zip(headings, columns, strict=True)))

    return make


def _dimension_table(ctx: Context, coherence: Coherence) -> pd.DataFrame:
    rows = coherence.dimensions
    return pd.DataFrame(
        {
            t("column.dimension"): [ctx.node(str(d)) for d in rows.index],
            t("column.indicators"): rows["indicators"].to_numpy(),
            t("column.alpha"): rows["alpha"].round(3).to_numpy(),
            t("column.within"): rows["within"].round(3).to_numpy(),
            t("column.negative"): rows["negative"].to_numpy(),
        }
    )


def _weight_groups(ctx: Context, coherence: Coherence) -> list[tuple[str, Family, pd.DataFrame]]:
    """Return weights in per cent by dimension; on a phone, of those that differ most from the declared ones."""
    groups: list[tuple[str, Family, pd.DataFrame]] = []
    for d, rows in coherence.weights.groupby("dimension", sort=False):
        differences = (rows["effective"] - rows["nominal"]).abs()
        shown = rows[differences.rank(ascending=False) <= ON_A_PHONE] if ctx.phone else rows
        percents = (100 * shown[["nominal", "effective"]]).assign(
            label=[ctx.node(str(i)) for i in shown.index]
        )
        groups.append((ctx.node(str(d)), ctx.family(str(d)), percents))
    return groups


def _weight_table(ctx: Context, coherence: Coherence) -> pd.DataFrame:
    rows = coherence.weights
    percents = (100 * rows[["nominal", "effective"]]).round(1)
    return pd.DataFrame(
        {
            t("column.dimension"): [ctx.node(str(d)) for d in rows["dimension"]],
            t("column.indicator"): [ctx.node(str(i)) for i in rows.index],
            t("column.nominal_percent"): percents["nominal"].to_numpy(),
            t("column.effective_percent"): percents["effective"].to_numpy(),
            t("column.difference"): (percents["effective"] - percents["nominal"]).round(1).to_numpy(),
        }
    )
