"""What a link to another page takes along, around blank pages that know one choice of their own: an indicator."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from zone_atlas.ui.shell import links, state

# Every filter away from its default, in a browser that prefers Chinese.
FILTERS = {
    "lang": "en",
    "year": "2019",
    "cohort": "2017",
    "region": "central,west",
    "resource": "yes",
    "lifecycle": "mature,declining",
    "mining": "low",
    "size": "large",
    "proxies": "1",
}


def entries(app: AppTest, **own: str) -> dict[str, str]:
    """The address of a link that the page of this session would draw."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state.st, "session_state", app.session_state)
        return links.entries_under_filters(**own)


def test_a_link_keeps_the_filters_and_drops_what_only_the_page_it_leaves_knows(open_app) -> None:
    app = open_app(**FILTERS, indicator="pm25")
    assert app.session_state["seen-indicator"] == "pm25"
    assert entries(app) == FILTERS


def test_a_link_of_an_unfiltered_view_is_bare(open_app) -> None:
    assert entries(open_app(indicator="pm25")) == {}


def test_a_link_names_what_the_other_page_is_asked_for_even_where_that_is_a_default(open_app) -> None:
    app = open_app(year="2019", indicator="pm25")
    assert entries(app, indicator="gdp") == {"year": "2019", "indicator": "gdp"}


def test_every_filter_of_the_sidebar_travels(open_app) -> None:
    store = open_app().session_state["address-store"]
    assert store.shared == set(FILTERS)
    assert set(store.parameters) - store.shared == {"indicator"}


def test_links_are_drawn_in_one_place_only() -> None:
    home = Path(links.__file__)
    others = [path for path in home.parent.rglob("*.py") if path != home]
    drawn = re.compile(r"page_link\(|switch_page\(|query_params=")
    assert [path.name for path in others if drawn.search(path.read_text(encoding="utf-8"))] == []
