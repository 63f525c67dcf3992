"""The pages: their addresses, their groups, and the way in."""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.language import t
from zone_atlas.ui.state import View

_ENTERED = "entered-through-app"
_VIEW = "view"

# Group → pages as (address, icon). The first page is the start page and lives at the root.
_GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "": (("overview", ":material/dashboard:"), ("map", ":material/map:")),
    "framework": (("drivers", ":material/trending_up:"), ("bottlenecks", ":material/block:")),
    "take": (("data", ":material/download:"),),
}
_START = "overview"


def all_pages() -> dict[str, list[st.Page]]:
    """Return the pages by translated group, for ``st.navigation``.

    The addresses are constant: a link works in either language.
    """
    return {
        t(f"group.{group}") if group else "": [_page(name, icon) for name, icon in pages]
        for group, pages in _GROUPS.items()
    }


def page(name: str) -> st.Page:
    """Return one page by its address, for ``st.page_link``."""
    icons = dict(entry for pages in _GROUPS.values() for entry in pages)
    return _page(name, icons[name])


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


def _page(name: str, icon: str) -> st.Page:
    """Describe a page to Streamlit."""
    return st.Page(
        f"pages/{name}.py", title=t(f"page.{name}"), icon=icon, url_path=name, default=name == _START
    )
