"""Draw the one button with which a reader downloads something, and prepare its file.

A further format beside CSV is a function of `export.write` and a button in `offer_download`.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from zone_atlas.analysis.rows import of_scores
from zone_atlas.export.extract import COLUMNS, extract_table
from zone_atlas.export.write import Extract, write_csv
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t


def offer_download(
    key: str,
    name: str,
    prepare: Callable[[], Extract],
    *,
    label: str = "",
    prominent: bool = False,
    help_text: str | None = None,
) -> None:
    """Draw the button with which a reader downloads an extract as CSV.

    Parameters
    ----------
    key : str
        Unique on the page; the button's own key is ``f"{key}-download"``.
    name : str
        Name of the file without its ending, as `file_name` makes it.
    prepare : callable
        Returns the content of the file. It is called when the reader clicks, in a thread outside the page: it closes
        over plain values, and whatever belongs to the session (language, texts, filters) is read before.
    label : str, optional
        Words of a button that names its file; without them it says "Download" only.
    prominent : bool, optional
        Whether the button has a border.
    help_text : str, optional
        Shown when the reader points at the button.
    """
    st.download_button(
        label or t("frame.download"),
        data=lambda: write_csv(prepare()),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"{key}-download",
        type="secondary" if prominent else "tertiary",
        icon=":material/download:" if label else None,
        help=help_text,
        on_click="ignore",
    )


def file_name(*parts: object) -> str:
    """Return the name of a file without its ending: the product, then its content, in plain letters."""
    return "-".join(["zone-atlas", *(str(part).replace(".", "-").replace("_", "-") for part in parts)])


def extract_headings() -> dict[str, str]:
    """Return the column names of an extract in the reader's language."""
    return {column: t(f"extract.{column}") for column in COLUMNS}


def prepare_extract(ctx: Context, make_rows: Callable[[], pd.DataFrame]) -> Callable[[], Extract]:
    """Return what `offer_download` calls for rows with their sources.

    Parameters
    ----------
    ctx : Context
        Its language and headings are read here, since the returned callable runs outside the page.
    make_rows : callable
        Returns rows with the columns of `analysis.rows.SHAPE`; called when the reader clicks.

    Returns
    -------
    callable
        Makes the extract, with the columns of `export.extract.COLUMNS`.
    """
    names, language, atlas = extract_headings(), ctx.view.language, ctx.atlas

    def prepare() -> Extract:
        table = extract_table(make_rows(), atlas.places, atlas.catalogue, language, atlas.observations)
        return Extract(table, names)

    return prepare


def prepare_score_extract(ctx: Context, make_scores: Callable[[], pd.DataFrame]) -> Callable[[], Extract]:
    """Return what `offer_download` calls for scores, with the sources of the values that entered them.

    Parameters
    ----------
    ctx : Context
    make_scores : callable
        Returns rows of the published scores; called when the reader clicks.
    """
    atlas = ctx.atlas
    return prepare_extract(
        ctx, lambda: of_scores(make_scores(), atlas.normalised, atlas.indicators, atlas.catalogue)
    )
