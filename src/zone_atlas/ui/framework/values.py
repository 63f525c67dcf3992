"""Show every indicator of a dimension: values in their own units beside the scores made from them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis import standing
from zone_atlas.analysis.rows import rows_behind
from zone_atlas.ui.blocks import downloads, source_card, sources
from zone_atlas.ui.blocks.table_foot import show_table_foot
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import quiet_markdown
from zone_atlas.ui.shell.selections import read_picked_row


def show_indicator_values(ctx: Context, chosen: str) -> None:
    """Show every indicator of the chosen dimension as a table; a picked row opens its sources."""
    rows = _values_of_zones(ctx, chosen)
    st.header(t("values.title"))
    if rows.empty:
        st.info(t("values.empty", year=ctx.view.year))
        return
    st.markdown(quiet_markdown(t("values.subtitle", name=ctx.node(chosen), year=ctx.view.year)))
    st.dataframe(
        _values_table(ctx, rows),
        hide_index=True,
        key="values-table",
        selection_mode="single-row",
        on_select=lambda: _open_picked_value(rows, ctx.view.year),
        column_config={t("column.value"): st.column_config.TextColumn(alignment="right")},
        height=420,
    )
    _values_foot(ctx, chosen, rows)


def _values_of_zones(ctx: Context, chosen: str) -> pd.DataFrame:
    """Return the values of the zones that pass on the indicators of a dimension, in the order of the zones."""
    catalogue, view = ctx.atlas.catalogue, ctx.view
    names = [i.id for i in catalogue.indicators_of(chosen)]
    rows = standing.indicator_values(
        ctx.atlas.normalised_in(view.year), view.year, names, ctx.zones, view.proxies
    )
    rows = rows.astype({"place": str, "indicator": str, "value_basis": str}).reset_index(drop=True)
    units = [catalogue.indicators[i].unit for i in rows["indicator"]]
    order = {zone: position for position, zone in enumerate(ctx.zones)}
    rows = rows.assign(unit=units, order=rows["place"].map(order))
    return rows.sort_values(["order", "indicator"]).reset_index(drop=True)


def _values_table(ctx: Context, rows: pd.DataFrame) -> pd.DataFrame:
    decimals = {unit: record.decimals for unit, record in ctx.atlas.catalogue.units.items()}
    return pd.DataFrame(
        {
            t("column.zone"): [ctx.place(z) for z in rows["place"]],
            t("column.indicator"): [ctx.node(i) for i in rows["indicator"]],
            t("column.value"): [
                number(v, decimals[u]) for v, u in zip(rows["value"], rows["unit"], strict=True)
            ],
            t("column.unit"): [ctx.unit(u) for u in rows["unit"]],
            t("column.year"): rows["value_year"].astype(str),
            t("column.age"): rows["age"],
            t("column.score"): rows["score"].round(0),
            t("column.basis"): [t(f"basis.{b}") for b in rows["value_basis"]],
        }
    )


def _values_foot(ctx: Context, chosen: str, rows: pd.DataFrame) -> None:
    notes = [t("values.hint"), source_card.age_sentence(rows), sources.source_line_of_nodes(ctx, [chosen])]
    atlas, keys = ctx.atlas, rows[["place", "indicator", "value_basis", "value_year"]]
    show_table_foot(
        quiet_markdown(" · ".join(note for note in notes if note)),
        "values",
        downloads.file_name("values", chosen, ctx.view.year),
        downloads.prepare_extract(ctx, lambda: rows_behind(keys, atlas.indicators, atlas.catalogue)),
    )


def _open_picked_value(rows: pd.DataFrame, year: int) -> None:
    position = read_picked_row("values-table")
    if position is not None:
        row = rows.iloc[position]
        source_card.open_source_card(row["place"], row["indicator"], year)
