"""The real entry file around blank pages: these tests are about what all pages share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from zone_atlas.ui.shell import navigation, start

ENTRY = Path(__file__).resolve().parents[2] / "app.py"

BLANK_PAGE = """
import streamlit as st
from zone_atlas.ui.shell import filters, state
from zone_atlas.ui.shell.navigation import enter_page

st.session_state["seen"] = enter_page()
filters.show_count(3, 20)
indicator = state.Parameter("indicator", "choice", ("gdp", "pm25"), "gdp")
st.session_state["seen-indicator"] = state.register_parameter(indicator)
st.selectbox("indicator", indicator.allowed, key=indicator.key)
"""

OpenApp = Callable[..., AppTest]


@pytest.fixture
def open_app(installed_components: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> OpenApp:
    """Return a function that opens the app at an address in a browser's language."""
    monkeypatch.setattr(start, "publish_if_stale", lambda: None)
    for name in navigation.PAGES:
        (tmp_path / f"{name}.py").write_text(BLANK_PAGE, encoding="utf-8")

    def blank(name: str) -> st.Page:
        return st.Page(tmp_path / f"{name}.py", title=name, url_path=name, default=name == "overview")

    monkeypatch.setattr(navigation, "page_of_address", blank)

    def open_at(browser: str = "zh-CN", **address: str) -> AppTest:
        app = AppTest.from_file(ENTRY, default_timeout=30)
        app.context = {"locale": browser}
        for name, value in address.items():
            app.query_params[name] = value
        return app.run()

    return open_at
