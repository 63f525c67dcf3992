"""Prepare the matrix of zones and scores: its dots, its table, and the click on a cell."""

from __future__ import annotations

import pandas as pd

from zone_atlas.catalogue.bases import PROXY
from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.blocks.frame import Twin
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.selections import read_clicked_data


def zone_dots(ctx: Context, zones: pd.DataFrame) -> pd.DataFrame:
    """Return the zones as dots of a distribution; proxies and scores that are not ranked are open."""
    ids = zones["place"].astype(str)
    return pd.DataFrame(
        {
            "id": ids,
            "label": [ctx.place(z) for z in ids],
            "value": zones["score"],
            "open": zones["basis"].eq(PROXY) | ~zones["ranked"],
        }
    )


def scores_by_zone_and_node(
    rows: pd.DataFrame, nodes: list[str], zones: tuple[str, ...]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return scores and marks (proxy or not ranked), zones × nodes, the highest score on the first node first."""
    text = rows.astype({"place": str, "node": str})
    marked = text["basis"].eq(PROXY) | ~text["ranked"]
    table = text.pivot(index="place", columns="node", values="score").reindex(
        index=list(zones), columns=nodes
    )
    marks = text.assign(marked=marked).pivot(index="place", columns="node", values="marked")
    first = table[nodes[0]].where(~marks.reindex(index=table.index, columns=nodes)[nodes[0]].eq(True))
    order = first.sort_values(ascending=False, na_position="last").index
    table = table.loc[order]
    return table, marks.reindex(index=order, columns=nodes).eq(True)


def matrix_twin(ctx: Context, table: pd.DataFrame) -> Twin:
    """Return the table twin of a matrix: names for ids, one decimal; a cell opens its source card."""
    labels = {node: ctx.node(node) for node in table.columns}
    frame = table.round(1).rename(columns=labels)
    frame.insert(0, t("column.zone"), [ctx.place(z) for z in table.index])
    nodes = {label: node for node, label in labels.items()}
    zones, year = list(table.index), ctx.view.year

    def open_card(row: int, column: str) -> None:
        if column in nodes:
            source_card.open_source_card(zones[row], nodes[column], year)

    return Twin(frame, open_card)


def open_cell(ctx: Context, key: str) -> None:
    """Open the source card of the cell that was clicked in a matrix or distribution."""
    data = read_clicked_data(key)
    if len(data) > 1 and data[1]:
        source_card.open_source_card(str(data[0]), str(data[1]), ctx.view.year)
