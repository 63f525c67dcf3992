"""Draw the line under a table that stands without a frame: its notes, and its download."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks.downloads import offer_download


def show_table_foot(notes: str, key: str, file_name: str, prepare: Callable[[], Extract]) -> None:
    """Draw notes with the button of the download beside them.

    Parameters
    ----------
    notes : str
        Markdown.
    key, file_name, prepare
        As in `offer_download`.
    """
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(notes)
        offer_download(key, file_name, prepare)


def show_printed_table_foot(notes: str, key: str, file_name: str, prepare: Callable[[], Extract]) -> None:
    """Draw the same on a page that is printed: the style sheet leaves the button out on paper, by its key."""
    with st.container(horizontal=True, vertical_alignment="center", key=f"foot-{key}"):
        st.markdown(notes)
        with st.container(width="content", key=f"tools-{key}"):
            offer_download(key, file_name, prepare)
