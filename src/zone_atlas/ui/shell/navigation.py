"""List the pages with their addresses and groups, and run one of them with the reader's view."""

from __future__ import annotations

import logging

import streamlit as st

from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.state import View

# Stands in the session's state only while the entry file runs a page.
_VIEW = "view-of-this-run"
LOG = logging.getLogger(__name__)

# Group → addresses. No icons: as the icon of the browser tab each would be fetched from a font server.
_GROUPS: dict[str, tuple[str, ...]] = {
    "": ("overview", "map"),
    "framework": ("drivers", "bottlenecks", "pathways"),
    "places": ("zone", "compare", "parks"),
    "policy": ("policies",),
    "take": ("lab", "data", "methods"),
}
# Every page by its address, in the order of the menu.
PAGES = tuple(name for pages in _GROUPS.values() for name in pages)
# The start page lives at the root, and only there.
START = "overview"


def all_pages() -> dict[str, list[st.Page]]:
    """Return the pages by translated group, for ``st.navigation``.

    The addresses are constant: a link works in either language.
    """
    return {
        t(f"group.{group}") if group else "": [page_of_address(name) for name in pages]
        for group, pages in _GROUPS.items()
    }


def page_of_address(name: str) -> st.Page:
    """Return one page by its address; ``links`` draws the way to it."""
    return st.Page(f"pages/{name}.py", title=t(f"page.{name}"), url_path=name, default=name == START)


def run_page(chosen: st.Page, view: View) -> None:
    """Run a page with the reader's view; a failure becomes a sentence in the reader's language.

    Parameters
    ----------
    chosen : st.Page
        The page that ``st.navigation`` returned.
    view : View
        The view that ``enter_page`` gives to the page.
    """
    st.session_state[_VIEW] = view
    state.begin_page()
    try:
        chosen.run()
    except Exception:
        # The traceback belongs to the log.
        LOG.exception("page %r failed", chosen.url_path or START)
        st.error(t("app.page_failed"), icon=":material/error:")
    finally:
        st.session_state.pop(_VIEW, None)


def enter_page() -> View:
    """Return the reader's view; the first call of every page.

    Until some session has called ``st.navigation``, Streamlit runs whatever file of ``pages/`` is asked
    for by itself, without the entry file. Naming the pages here and starting over brings such a reader
    to the same page through the entry file.
    """
    if _VIEW not in st.session_state:
        st.navigation(all_pages(), position="top")
        st.rerun()
    view: View = st.session_state[_VIEW]
    return view
