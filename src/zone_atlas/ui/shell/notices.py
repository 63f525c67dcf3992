"""Say quietly above the page which values of the address were dropped."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import escape_markdown

_MOST_CODES_SHOWN = 12


def show_notices() -> None:
    """Name each dropped entry and what it may be; the text of the address is never repeated."""
    lines = [
        escape_markdown(
            t("address.dropped", name=notice.name, allowed=_write_allowed(notice.allowed))
            if notice.allowed
            else t("address.unreadable", name=notice.name)
        )
        for notice in state.dropped_entries()
    ]
    lines += [escape_markdown(t("address.unknown", name=name)) for name in state.unknown_names()]
    if lines:
        st.info("  \n".join(lines), icon=":material/info:")


def _write_allowed(codes: tuple[state.Code, ...]) -> str:
    """Write codes as a span of numbers or as a list cut short."""
    # An empty code stands for no choice, and a reader cannot write it.
    codes = tuple(code for code in codes if code != "")
    if len(codes) > 2 and all(isinstance(code, int) for code in codes):
        return f"{codes[0]}–{codes[-1]}"
    more = ", …" if len(codes) > _MOST_CODES_SHOWN else ""
    return ", ".join(str(code) for code in codes[:_MOST_CODES_SHOWN]) + more
