"""The pages: their addresses, their groups, and the way in."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.language import t
from zone_atlas.ui.state import View

_ENTERED = "entered-through-app"
_VIEW = "view"

# Group → addresses. No icons: as the icon of the browser tab each would be fetched from a font server.
_GROUPS: dict[str, tuple[str, ...]] = {
    "": ("overview", "map"),
    "framework": ("drivers", "bottlenecks"),
    "take": ("data",),
}
# The start page lives at the root, and only there.
_START = "overview"


def all_pages() -> dict[str, list[st.Page]]:
    """Return the pages by translated group, for ``st.navigation``.

    The addresses are constant: a link works in either language.
    """
    return {
        t(f"group.{group}") if group else "": [page(name) for name in pages]
        for group, pages in _GROUPS.items()
    }


def page(name: str) -> st.Page:
    """Return one page by its address, for ``st.page_link``."""
    return st.Page(f"pages/{name}.py", title=t(f"page.{name}"), url_path=name, default=name == _START)


def admit(view: View) -> None:
    """Let pages run: called by the entry file once language, state and filters stand."""
    st.session_state[_ENTERED] = True
    st.session_state[_VIEW] = view


def enter() -> View:
    """Return the reader's view; the first call of every page.

    Until some session has called ``st.navigation``, Streamlit runs whatever file of ``pages/`` is asked
    for by itself, without the entry file. Naming the pages here and starting over brings such a reader
    to the same page through the entry file.
    """
    if _ENTERED not in st.session_state:
        st.navigation(all_pages(), position="top")
        st.rerun()
    view: View = st.session_state[_VIEW]
    return view

