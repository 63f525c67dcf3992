"""A link is the view: what stands in the address is what the reader sees, and the other way round."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from zone_atlas.ui.shell.state import View


def address(app: AppTest) -> dict[str, str]:
    """Return the address entries, one value each."""
    return {name: value if isinstance(value, str) else value[-1] for name, value in app.query_params.items()}


def seen(app: AppTest) -> View:
    """Return the view the page got, after checking that nothing failed."""
    assert not app.exception
    assert not app.error
    view: View = app.session_state["seen"]
    return view


def choose(app: AppTest, **codes: object) -> None:
    """Use the controls of the sidebar."""
    controls = {
        control.key: control
        for control in (*app.button_group, *app.select_slider, *app.toggle, *app.selectbox)
    }
    for name, value in codes.items():
        controls[f"address-{name}"].set_value(value)
    app.run()


@pytest.mark.parametrize(("browser", "language"), [("zh-CN", "zh"), ("zh-Hant-TW", "zh"), ("de-DE", "en")])
def test_a_reader_meets_the_browsers_language(open_app, browser: str, language: str) -> None:
    app = open_app(browser)
    assert seen(app).language == language
    assert address(app) == {}


def test_a_link_may_fix_the_language_against_the_browser(open_app) -> None:
    app = open_app("zh-CN", lang="en")
    assert seen(app).language == "en"
    assert address(app) == {"lang": "en"}
    assert "3 of 20 zones shown" in app.sidebar.markdown[0].value


@pytest.mark.parametrize("browser", ["zh-CN", "en-US"])
def test_filters_stand_in_the_address_as_codes_in_either_language(open_app, browser: str) -> None:
    app = open_app(browser)
    choose(app, year=2019, cohort=[2019], region=["west", "east"], resource="yes", proxies=True)
    assert address(app) == {
        "year": "2019",
        "cohort": "2019",
        "region": "east,west",
        "resource": "yes",
        "proxies": "1",
    }
    again = open_app("en-US" if browser == "zh-CN" else "zh-CN", **address(app))
    view, other = seen(app), seen(again)
    assert (other.year, other.cohorts, other.regions) == (2019, (2019,), ("east", "west"))
    assert (other.resource, other.proxies) == ("yes", True)
    assert other.language != view.language


def test_switching_the_language_keeps_every_filter(open_app) -> None:
    app = open_app("zh-CN", region="west", year="2015", size="super", lifecycle="none", mining="high")
    before = seen(app)
    choose(app, lang="en")
    after = seen(app)
    assert after.language == "en"
    assert (after.regions, after.year) == (before.regions, before.year) == (("west",), 2015)
    assert (after.size, after.lifecycles, after.mining) == (("super",), ("none",), ("high",))
    assert address(app)["lang"] == "en"


@pytest.mark.parametrize(
    "value", ["abc", "1850", "２０２０", "2020; drop", "-1", "9" * 30, "<script>x</script>"]
)
def test_a_year_that_does_not_exist_is_dropped_with_a_notice(open_app, value: str) -> None:
    app = open_app("en-US", year=value)
    assert seen(app).year == 2023
    assert address(app) == {}
    assert len(app.info) == 1
    assert "2006–2023" in app.info[0].value
    assert value not in app.info[0].value


def test_the_notice_speaks_the_readers_language_and_goes_at_the_next_step(open_app) -> None:
    app = open_app("zh-CN", region="east,<b>foo</b>")
    assert seen(app).regions == ("east",)
    assert "已忽略" in app.info[0].value
    assert "foo" not in app.info[0].value
    choose(app, region=["west"])
    assert not app.info
    assert address(app) == {"region": "west"}


def test_an_empty_entry_counts_as_absent(open_app) -> None:
    app = open_app("en-US", lang="", region="", year=" ")
    view = seen(app)
    assert (view.language, view.regions, view.year) == ("en", (), 2023)
    assert not app.info


def test_an_entry_nobody_knows_is_removed_quietly(open_app) -> None:
    app = open_app("en-US", utm_source="newsletter", year="2012")
    assert seen(app).year == 2012
    assert address(app) == {"year": "2012"}
    assert not app.info


def test_back_brings_the_earlier_filters_back(open_app) -> None:
    app = open_app("en-US", region="west")
    choose(app, region=["east"])
    app.query_params["region"] = "west"
    app.run()
    assert seen(app).regions == ("west",)
    del app.query_params["region"]
    app.run()
    assert seen(app).regions == ()


def test_back_undoes_the_last_of_two_clicks_made_from_right_to_left(open_app) -> None:
    app = open_app("en-US")
    choose(app, region=["central"])
    choose(app, region=["central", "east"])
    assert address(app) == {"region": "east,central"}
    app.query_params["region"] = "central"
    app.run()
    assert seen(app).regions == ("central",)
    assert address(app) == {"region": "central"}


def test_a_click_that_overtakes_the_address_is_not_undone(open_app) -> None:
    app = open_app("en-US")
    choose(app, region=["east"])
    del app.query_params["region"]
    choose(app, year=2010)
    assert seen(app).year == 2010
    assert seen(app).regions == ("east",)
    assert address(app) == {"region": "east", "year": "2010"}


def test_reset_clears_the_filters_and_keeps_the_language(open_app) -> None:
    app = open_app("zh-CN", lang="en", region="west", year="2010", proxies="1", indicator="pm25")
    app.button(key="filter-reset").click().run()
    view = seen(app)
    assert view == View(language="en", year=2023)
    assert address(app) == {"lang": "en", "indicator": "pm25"}


def test_a_page_keeps_its_own_parameter_in_the_same_address(open_app) -> None:
    app = open_app("en-US", indicator="pm25", region="west")
    assert seen(app)
    assert app.session_state["seen-indicator"] == "pm25"
    choose(app, indicator="gdp")
    assert address(app) == {"region": "west"}


def test_a_page_parameter_that_does_not_exist_is_named(open_app) -> None:
    app = open_app("en-US", indicator="<img src=x>")
    assert app.session_state["seen-indicator"] == "gdp"
    assert "indicator" in app.info[0].value
    assert "img" not in app.info[0].value
