"""Frame every chart and map with its finding, plot or table twin, source, notes and three quiet buttons."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from zone_atlas.export.write import Extract
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.ui.blocks.downloads import offer_download
from zone_atlas.ui.blocks.figures import show_figure
from zone_atlas.ui.shell import language, state
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown
from zone_atlas.ui.shell.selections import read_picked_cell

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


@dataclass(frozen=True)
class Twin:
    """The table shown instead of the chart, with the same facts.

    `open_cell` is called with the row's position and the column of a cell that the reader picks.
    """

    frame: pd.DataFrame
    open_cell: Callable[[int, str], None] | None = None


@dataclass(frozen=True, kw_only=True)
class FrameContent:
    """The content of one frame: a chart or map, the table with the same facts, the texts around them, and the download.

    The texts are plain text in the reader's language: nothing in them is read as markup.

    Attributes
    ----------
    key : str
        Unique on the page; the chart's own state stands in ``st.session_state[f"{key}-plot"]``.
    headline : str
        The finding in one sentence.
    subtitle : str
        Indicator, unit, year.
    draw : callable
        Returns the figure; called only while the plot is shown. Fix its height.
    notes : sequence of str
        Notes on breaks, proxies and ages.
    source_line : str
        The publications behind the figures.
    table : callable
        Returns the same facts as a table; called only while it is shown.
    extract : callable
        Returns the content of the download. It runs outside the page, so it must close over plain values.
    file_name : str
        Name of the download without its ending.
    on_select : callable, optional
        Called after a click on the plot, before the page runs again; the click is then in the chart's
        state.
    depends_on : hashable, optional
        Everything the figure depends on; readers who look at the same then share one figure.
    """

    key: str
    headline: str
    subtitle: str
    draw: Callable[[], go.Figure]
    notes: Sequence[str]
    source_line: str
    table: Callable[[], Twin]
    extract: Callable[[], Extract]
    file_name: str
    on_select: Callable[[], None] | None = None
    depends_on: Hashable = None

    @property
    def alt(self) -> str:
        """The plot or table in words, for readers who cannot see it."""
        return f"{self.headline} {self.subtitle}"


def show_frame(content: FrameContent) -> None:
    """Draw a chart or map in its frame."""
    # A click on the plot concerns the page; switching to the table concerns this frame only.
    shown = _lay_out_frame if content.on_select is not None else st.fragment(_lay_out_frame)
    shown(content, state.link_of_view(lang=language.current_language()))


def _lay_out_frame(content: FrameContent, link: str) -> None:
    """Lay out one frame."""
    table_key = f"{content.key}-as-table"
    as_table = bool(st.session_state.get(table_key, False))
    with st.container(border=True, key=f"frame-{content.key}", gap="small"):
        st.markdown(f"**{escape_markdown(content.headline)}**  \n{quiet_markdown(content.subtitle)}")
        if as_table:
            _show_table(content)
        else:
            _show_plot(content)
        with st.container(
            horizontal=True, vertical_alignment="center", gap="small", key=f"foot-{content.key}"
        ):
            lines = [line for line in (content.source_line, *content.notes) if line]
            st.markdown(quiet_markdown(" · ".join(lines)))
            _draw_frame_buttons(content, table_key, as_table=as_table, link=link)


def _show_plot(content: FrameContent) -> None:
    """Show the figure."""
    show_figure(
        content.key,
        content.depends_on,
        content.draw,
        key=f"{content.key}-plot",
        alt=content.alt,
        on_select=content.on_select,
    )


def _show_table(content: FrameContent) -> None:
    """Show the table twin; a picked cell opens its source."""
    twin, key = content.table(), f"{content.key}-table"
    options: dict[str, Any] = {}
    if twin.open_cell is not None:
        options = {"selection_mode": "single-cell", "on_select": lambda: _open_picked_frame(key, twin)}
    st.dataframe(twin.frame, hide_index=True, key=key, alt=content.alt, placeholder=MISSING_NUMBER, **options)


def _open_picked_frame(key: str, twin: Twin) -> None:
    """Pass the picked cell on."""
    cell = read_picked_cell(key)
    if cell is not None and twin.open_cell is not None:
        twin.open_cell(*cell)


def _draw_frame_buttons(content: FrameContent, table_key: str, *, as_table: bool, link: str) -> None:
    """Draw table, download and link."""
    with st.container(horizontal=True, gap="small", width="content", key=f"tools-{content.key}", wrap=False):
        st.button(
            t("frame.plot") if as_table else t("frame.table"),
            key=f"{content.key}-toggle",
            type="tertiary",
            on_click=_flip_frame,
            args=(table_key,),
        )
        offer_download(content.key, content.file_name, content.extract)
        with st.popover(t("frame.link"), type="tertiary", key=f"{content.key}-link"):
            st.markdown(quiet_markdown(t("frame.link.help")))
            st.code(link, language=None, wrap_lines=True)


def _flip_frame(table_key: str) -> None:
    """Change between plot and table."""
    st.session_state[table_key] = not st.session_state.get(table_key, False)
