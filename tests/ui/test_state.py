"""The rules that decide between the address and the controls, one by one."""

from __future__ import annotations

import pytest

from zone_atlas.ui import state

YEAR = state.Parameter("year", "int", (2019, 2020), 2020)
REGION = state.Parameter("region", "multi", ("east", "west"), ())


class Browser:
    """A session with its address, without a server."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session: dict[str, object] = {}
        self.query = Query()
        monkeypatch.setattr(state.st, "session_state", self.session)
        monkeypatch.setattr(state.st, "query_params", self.query)

    def visit(self, page: str, **address: str) -> tuple[int, tuple[str, ...]]:
        """Run a page at an address, as a link, the menu (no entries) or Back do."""
        self.query.entries = address
        return self.rerun(page)

    def rerun(self, page: str) -> tuple[int, tuple[str, ...]]:
        """Run a page where it is."""
        state.begin(page)
        values = state.register(YEAR), state.register(REGION)
        state.finish()
        return values


class Query:
    """As much of ``st.query_params`` as the module uses."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}

    def to_dict(self) -> dict[str, str]:
        return dict(self.entries)

    def from_dict(self, entries: dict[str, str]) -> None:
        self.entries = dict(entries)


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    return Browser(monkeypatch)


def test_the_menu_takes_the_filters_along(browser: Browser) -> None:
    browser.visit("/", year="2019", region="west")
    assert browser.visit("/map") == (2019, ("west",))
    assert browser.query.entries == {"year": "2019", "region": "west"}


def test_back_over_the_bare_address_of_a_menu_click_keeps_the_filters(browser: Browser) -> None:
    browser.visit("/", year="2019")
    browser.visit("/map")
    browser.visit("/map", year="2019", region="west")
    browser.visit("/map", year="2019")
    assert browser.visit("/map") == (2019, ())


def test_back_to_a_bare_address_that_meant_the_defaults_brings_them_back(browser: Browser) -> None:
    browser.visit("/map")
    browser.visit("/map", year="2019")
    assert browser.visit("/map") == (2020, ())


def test_a_link_to_another_page_says_all_there_is_to_say(browser: Browser) -> None:
    browser.visit("/", year="2019", region="west")
    assert browser.visit("/map", region="east") == (2020, ("east",))


def test_a_callback_may_choose_for_the_reader(browser: Browser) -> None:
    browser.visit("/")
    state.choose("region", ("west",))
    assert browser.rerun("/") == (2020, ("west",))
    assert browser.query.entries == {"region": "west"}


def test_a_choice_that_is_gone_falls_back_to_the_default(browser: Browser) -> None:
    browser.visit("/", year="2019")
    state.choose("year", 1850)
    assert browser.rerun("/") == (2020, ())


def test_the_address_of_a_view_can_name_the_language_too(browser: Browser) -> None:
    browser.visit("/", region="east,west")
    assert state.entries(lang="zh") == {"region": "east,west", "lang": "zh"}


SAVED = state.Parameter("s1", "text", (), "", "[a-z]{1,9}(?:~[0-9]{1,3})*")


@pytest.mark.parametrize("text", ["<b>", "a~1000", "abc~1\n", "a" + "~1" * 300])
def test_a_short_text_that_does_not_match_is_dropped_and_named(browser: Browser, text: str) -> None:
    browser.query.entries = {"s1": text}
    state.begin("/lab")
    assert state.register(SAVED) == ""
    state.finish()
    assert [notice.name for notice in state.notices()] == ["s1"]
    assert browser.query.entries == {}


def test_a_short_text_is_kept_and_a_callback_may_change_it(browser: Browser) -> None:
    browser.query.entries = {"s1": "abc~1"}
    state.begin("/lab")
    assert state.register(SAVED) == "abc~1"
    state.finish()
    for chosen, kept in (("xyz~7~8", "xyz~7~8"), ("XYZ", ""), ("", "")):
        state.choose("s1", chosen)
        state.begin("/lab")
        assert state.register(SAVED) == kept
        state.finish()
        assert browser.query.entries == ({"s1": kept} if kept else {})
