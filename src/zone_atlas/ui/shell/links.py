"""Link one page to another: the filters go along, what only the page left behind knows does not.

Every link of the app is drawn here. No list names the entries that all pages share: they are the
parameters that were registered before the page began (``state.begin_page``), so that a new page or filter
needs no entry in a list.
"""

from __future__ import annotations

import streamlit as st

from zone_atlas.ui.shell import navigation, state


def link_to_page(page: str, label: str, /, *, icon: str | None = None, **own: str) -> None:
    """Draw the link to another page under the same filters.

    Parameters
    ----------
    page : str
        Address of the page, such as 'zone'.
    label : str
        The words of the link in the reader's language, as Markdown.
    icon : str, optional
        An icon before the label.
    **own : str
        As in ``entries_under_filters``.
    """
    st.page_link(
        navigation.page_of_address(page), label=label, icon=icon, query_params=entries_under_filters(**own)
    )


def link_to_page_as_left(page: str, label: str) -> None:
    """Draw the link to another page as the reader left it, as the menu does.

    The address is bare: on it the filters of the session come along, and the page keeps the choices that were
    made there. Any entry would set those back to their defaults, which would cost a reader of the lab the
    indices saved there.
    """
    st.page_link(navigation.page_of_address(page), label=label)


def entries_under_filters(**own: str) -> dict[str, str]:
    """Return the address entries of another page under the filters of this view.

    Parameters
    ----------
    **own : str
        Values of the other page's own parameters by name. A default is written too: without any entry the page
        would open as the reader left it, and not with the values of the link.
    """
    return state.shared_entries() | own
