"""Draw the parts around the Data page's table: the number of rows, the download, the columns."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks.downloads import offer_download
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import quiet_markdown


def offer_rows_found(extract: Extract, places: int, file_name: str) -> None:
    """Say how many rows and places answer the query, and offer exactly those as a file.

    Parameters
    ----------
    extract : Extract
        The rows that answer.
    places : int
        Number of places among them.
    file_name : str
        Name of the file without its ending.
    """
    count = number(len(extract.table))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(quiet_markdown(t("data.found", count=count, places=number(places))))
        offer_download("data", file_name, lambda: extract, label=t("data.download"), prominent=True)


def fact_columns(names: dict[str, str], values: pd.Series) -> dict[str, Any]:
    """Return the table's headings, and a column of values that is wide enough for the longest of them."""
    # A column is as wide as its first rows, and keeps that width for other data: wider numbers would lose their
    # left end.
    ends = [values.min(), values.max()] if values.notna().any() else [0]
    longest = max(len(f"{value:,.4f}") for value in ends)
    names = {column: name[:1].upper() + name[1:] for column, name in names.items()}
    config: dict[str, Any] = dict(names)
    config["year"] = st.column_config.NumberColumn(names["year"], format="%d", width="small")
    config["value"] = st.column_config.NumberColumn(
        names["value"], format="localized", width=40 + 8 * longest
    )
    return config
