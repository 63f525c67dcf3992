"""The rules that decide between the address and the controls, one by one."""

from __future__ import annotations

import pytest

from zone_atlas.ui.shell import state

YEAR = state.Parameter("year", "int", (2019, 2020), 2020)
REGION = state.Parameter("region", "multi", ("east", "central", "west"), ())


class Browser:
    """A session with its address, without a server."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session = Session()
        self.query = Query()
        monkeypatch.setattr(state.st, "session_state", self.session)
        monkeypatch.setattr(state.st, "query_params", self.query)

    def visit(self, page: str, **address: str) -> tuple[int, tuple[str, ...]]:
        """Run a page at an address, as a link, the menu (no entries) or Back do."""
        self.query.entries = address
        return self.rerun(page)

    def hurry(self, page: str, held: dict[str, object], **address: str) -> tuple[int, tuple[str, ...]]:
        """Run a page at an address while the controls of the browser do not hold yet what they were told."""
        self.query.entries = address
        return self.click(page, **held)

    def click(self, page: str, **held: object) -> tuple[int, tuple[str, ...]]:
        """Run a page because a control was moved to a value, with the address the browser holds."""
        self.session.update({f"address-{name}": value for name, value in held.items()})
        return self.rerun(page)

    def rerun(self, page: str) -> tuple[int, tuple[str, ...]]:
        """Run a page where it is."""
        state.begin_run(page)
        values = state.register_parameter(YEAR), state.register_parameter(REGION)
        state.finish_run()
        return values


class Session(dict[str, object]):
    """``st.session_state``, with a note of what was put into it."""

    put: set[str]

    def __init__(self) -> None:
        super().__init__()
        self.put = set()

    def __setitem__(self, key: str, value: object) -> None:
        self.put.add(key)
        super().__setitem__(key, value)


class Query:
    """As much of ``st.query_params`` as the module uses."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self.sent: list[dict[str, str]] = []

    def to_dict(self) -> dict[str, str]:
        return dict(self.entries)

    def from_dict(self, entries: dict[str, str]) -> None:
        self.entries = dict(entries)
        self.sent.append(dict(entries))


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


def test_back_brings_the_filters_back_in_whatever_order_they_were_clicked(browser: Browser) -> None:
    browser.visit("/", region="west")
    browser.click("/", region=["west", "east"])
    assert browser.query.entries == {"region": "east,west"}
    assert browser.visit("/", region="west") == (2020, ("west",))
    assert browser.session["address-region"] == ["west"]


def test_back_twice_in_a_hurry_goes_back_twice(browser: Browser) -> None:
    browser.visit("/", region="west")
    browser.click("/", region=["west", "east"])
    browser.click("/", year=2019)
    shown = {"year": 2019, "region": ["west", "east"]}
    assert browser.hurry("/", shown, region="east,west") == (2020, ("east", "west"))
    assert browser.hurry("/", shown, region="west") == (2020, ("west",))
    # The controls follow one after the other, and Forward is pressed in between.
    assert browser.hurry("/", {"year": 2020, "region": ["west", "east"]}, region="east,west") == (
        2020,
        ("east", "west"),
    )
    assert browser.session["address-region"] == ["east", "west"]


def test_forward_and_back_over_a_run_that_never_ended_shows_the_last_address(browser: Browser) -> None:
    browser.visit("/", region="west")
    browser.click("/", region=["west", "east"])
    shown = {"region": ["west", "east"]}
    browser.hurry("/", shown, region="west")
    browser.query.entries = {"region": "east,west"}
    state.begin_run("/")
    state.register_parameter(REGION)
    assert browser.hurry("/", shown, region="west") == (2020, ("west",))
    assert browser.session["address-region"] == ["west"]


def test_a_click_right_after_back_keeps_what_back_brought(browser: Browser) -> None:
    browser.visit("/", region="west")
    browser.click("/", region=[])
    browser.hurry("/", {"region": []}, region="west")
    assert browser.hurry("/", {"year": 2019, "region": []}, region="west") == (2019, ("west",))
    assert browser.session["address-region"] == ["west"]


def test_what_back_took_away_can_be_clicked_again(browser: Browser) -> None:
    browser.visit("/")
    browser.click("/", region=["west"])
    assert browser.visit("/") == (2020, ())
    assert browser.click("/", region=["west"]) == (2020, ("west",))
    assert browser.query.entries == {"region": "west"}


def test_a_click_that_the_value_of_back_would_overwrite_is_put_into_the_control_again(
    browser: Browser,
) -> None:
    browser.visit("/", region="west")
    browser.click("/", region=["west", "east"])
    browser.visit("/", region="west")
    browser.session.put.clear()
    held = {"region": ["west", "east", "central"]}
    assert browser.hurry("/", held, region="west") == (2020, ("east", "central", "west"))
    assert browser.session.put == {"address-region"}


def test_a_control_is_left_alone_while_the_reader_clicks_on(browser: Browser) -> None:
    browser.visit("/", region="west")
    browser.click("/", region=["west", "east"])
    browser.visit("/", region="west")
    browser.session.put.clear()
    browser.click("/", region=["west", "central"])
    browser.click("/", region=["west", "central", "east"])
    assert browser.session.put == set()


def test_the_last_address_is_the_one_of_what_is_shown(browser: Browser) -> None:
    browser.visit("/")
    browser.click("/", region=["west"])
    # The address of that run is still on its way when Back, or a second click on the same, arrives.
    for step in (lambda: browser.visit("/"), lambda: browser.hurry("/", {"region": []})):
        browser.query.sent.clear()
        assert step() == (2020, ())
        assert browser.query.sent == [{}]
        browser.click("/", region=["west"])


def test_an_address_that_has_settled_is_not_said_again(browser: Browser) -> None:
    browser.visit("/", region="west,east")
    browser.click("/", year=2019)
    browser.query.sent.clear()
    browser.rerun("/")
    assert browser.query.sent == []


def test_reset_holds_against_a_click_in_a_hurry(browser: Browser) -> None:
    browser.visit("/", region="west")
    state.reset_parameters(("region",))
    assert browser.rerun("/") == (2020, ())
    assert browser.click("/", year=2019, region=["west"]) == (2019, ())


def test_a_link_to_another_page_says_all_there_is_to_say(browser: Browser) -> None:
    browser.visit("/", year="2019", region="west")
    assert browser.visit("/map", region="east") == (2020, ("east",))


def test_a_callback_may_choose_for_the_reader(browser: Browser) -> None:
    browser.visit("/")
    state.set_parameter("region", ("west",))
    assert browser.rerun("/") == (2020, ("west",))
    assert browser.query.entries == {"region": "west"}


def test_a_choice_that_is_gone_falls_back_to_the_default(browser: Browser) -> None:
    browser.visit("/", year="2019")
    state.set_parameter("year", 1850)
    assert browser.rerun("/") == (2020, ())


def test_the_address_of_a_view_can_name_the_language_too(browser: Browser) -> None:
    browser.visit("/", region="east,west")
    assert state.entries_of_view(lang="zh") == {"region": "east,west", "lang": "zh"}


SAVED = state.Parameter("s1", "text", (), "", "[a-z]{1,9}(?:~[0-9]{1,3})*")


@pytest.mark.parametrize("text", ["<b>", "a~1000", "abc~1\n", "a" + "~1" * 300])
def test_a_short_text_that_does_not_match_is_dropped_and_named(browser: Browser, text: str) -> None:
    browser.query.entries = {"s1": text}
    state.begin_run("/lab")
    assert state.register_parameter(SAVED) == ""
    state.finish_run()
    assert [notice.name for notice in state.dropped_entries()] == ["s1"]
    assert browser.query.entries == {}


def test_a_short_text_is_kept_and_a_callback_may_change_it(browser: Browser) -> None:
    browser.query.entries = {"s1": "abc~1"}
    state.begin_run("/lab")
    assert state.register_parameter(SAVED) == "abc~1"
    state.finish_run()
    for chosen, kept in (("xyz~7~8", "xyz~7~8"), ("XYZ", ""), ("", "")):
        state.set_parameter("s1", chosen)
        state.begin_run("/lab")
        assert state.register_parameter(SAVED) == kept
        state.finish_run()
        assert browser.query.entries == ({"s1": kept} if kept else {})
