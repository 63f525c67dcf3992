"""Is a link the view, on every page: kept by the menu, the same in both languages, deaf to nonsense?"""

from __future__ import annotations

from urllib.parse import parse_qsl

import numpy as np
import pytest

from zone_atlas.ui.shell import links, state
from zone_atlas.ui.shell.navigation import PAGES

from .conftest import LANGUAGES, Open, Visit, opening_title

EACH_PAGE = pytest.mark.parametrize("page", PAGES)
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
FILTERS = {"year": "2019", "cohort": "2017", "region": "central,west", "mining": "low,medium", "proxies": "1"}
# What a page may be asked for beside the filters; a page that may be asked for nothing more needs no entry.
OWN = {
    "overview": {"shown": "B2"},
    "map": {"measure": "b2_gdp_per_resident", "show": "rank", "place": "210200"},
    "drivers": {"dimension": "D2", "line": "core", "zone": "HB-HS"},
    "bottlenecks": {"dimension": "B3", "zone": "HB-HS"},
    "pathways": {"zone": "HE-TS", "city": "210200"},
    "compare": {"places": "LN-C,210200,610422", "follow": "d2_college", "x": "d1_patents", "y": "b3_beds"},
    "policies": {"addresses": "D1,B1", "level": "national", "zone": "HN-C", "policy": "P2019a"},
    "zone": {"zone": "HE-TS"},
    "lab": {"index": "bottlenecks", "scale": "rank", "b1": "60"},
    "parks": {"county": "610422"},
    "data": {"kind": "scores", "scope": "cities", "first": "2010", "scores_items": "B1,D1.innovation"},
}
NONSENSE = {
    "year": "abc",
    "region": "nowhere<b>",
    "cohort": "2018",
    "lang": "xx",
    "proxies": "yes",
    "size": "'; drop table",
    "bogus": "<script>alert(1)</script>",
    "dimension": "Z9",
    "place": "999999",
    "zone": "<script>alert(1)</script>",
    "measure": "{{7*7}}",
    "line": "../../etc/passwd",
    "kind": "%00",
    "first": "9" * 40,
}


@EACH_LANGUAGE
def test_the_menu_takes_every_filter_along_to_every_page(open_page: Open, language: str) -> None:
    visit = open_page("overview", language).choose(
        year=2019, cohort=[2017], region=["west", "central"], mining=["low", "medium"], proxies=True
    )
    for page in (*PAGES[1:], *PAGES):
        visit.go(page).whole()
        assert {name: visit.address.get(name) for name in FILTERS} == FILTERS, page
        shown = {pill.key: set(pill.value) for pill in visit.app.pills}
        assert shown["address-region"] == {"central", "west"}, page
        assert visit.app.select_slider(key="address-year").value == 2019, page


@EACH_PAGE
def test_the_same_link_shows_the_same_in_both_languages(open_page: Open, page: str) -> None:
    link = {**FILTERS, **OWN.get(page, {})}
    chinese, english = (open_page(page, language, **link).whole() for language in LANGUAGES)
    assert chinese.address == english.address == link
    assert not chinese.app.info
    assert not english.app.info
    assert set(chinese.frames) == set(english.frames)
    for key in list(chinese.frames):
        ours, theirs = (v.table(key).select_dtypes("number").to_numpy() for v in (chinese, english))
        np.testing.assert_array_equal(ours, theirs, key)


@EACH_PAGE
def test_a_link_may_bring_its_language_along(open_page: Open, page: str) -> None:
    visit = open_page(page, "zh", lang="en", year="2020").whole()
    visit.language = "en"
    assert visit.app.title[0].value == opening_title(page, "en")
    assert visit.address == {"lang": "en", "year": "2020"}


@EACH_LANGUAGE
@EACH_PAGE
def test_nonsense_in_a_link_is_named_and_never_repeated(open_page: Open, page: str, language: str) -> None:
    visit = open_page(page, language, **NONSENSE).whole()
    notice = visit.app.info[0].value
    for name in ("year", "region", "cohort", "lang", "proxies", "size", "bogus"):
        assert name in notice
    assert visit.app.title[0].value == opening_title(page, language)
    assert visit.address == {}
    text = visit.page_text
    values = ("nowhere", "script", "alert", "drop table", "Z9", "999999", "7*7", "passwd", "9" * 40)
    said = {value: text.count(value) for value in values if value in text}
    # Methods says "transcription" of its own accord, and says it as often at its bare address.
    plain = open_page(page, language).page_text if page == "methods" else ""
    assert said == {value: plain.count(value) for value in said}


@EACH_PAGE
def test_what_is_wrong_in_a_link_does_not_spoil_what_is_right(open_page: Open, page: str) -> None:
    visit = open_page(page, "en", year="2016", region="east,atlantis", cohort="2019", proxies="maybe").whole()
    assert visit.address == {"year": "2016", "region": "east", "cohort": "2019"}
    assert len(visit.app.info) == 1


@EACH_PAGE
def test_the_notice_goes_once_the_reader_acts(open_page: Open, page: str) -> None:
    visit = open_page(page, "en", year="abc").whole()
    assert visit.app.info
    visit.choose(year=2022).whole()
    assert not visit.app.info
    assert visit.address == {"year": "2022"}


def test_a_pages_own_choices_wait_until_the_reader_comes_back(open_page: Open) -> None:
    visit = open_page("map", "en").choose(measure="b2_gdp_per_resident", show="rank").whole()
    assert visit.address == {"measure": "b2_gdp_per_resident", "show": "rank"}
    visit.go("data").whole()
    assert visit.address == {}
    visit.go("map").whole()
    assert visit.address == {"measure": "b2_gdp_per_resident", "show": "rank"}


def test_a_page_opened_from_the_menu_begins_where_its_bare_link_does(open_page: Open) -> None:
    for page in ("drivers", "bottlenecks"):
        cold = open_page(page, "en").whole()
        from_menu = open_page("overview", "en").go(page).whole()
        assert from_menu.frames["elements"].headline == cold.frames["elements"].headline


def links_of(visit: Visit) -> list[tuple[str, dict[str, str]]]:
    """Every link to another page that the page draws, open cards included: the page, and its address."""
    nodes = [node for root in visit.app._tree.children.values() for node in root]
    drawn = [node.proto for node in nodes if node.type == "page_link"]
    return [(link.page, dict(parse_qsl(link.query_string))) for link in drawn]


def follow(visit: Visit, page: str, address: dict[str, str]) -> Visit:
    """Do what a click on a link does."""
    visit.page = page
    visit.app.query_params.clear()
    visit.app.query_params.update(address)
    visit.app.switch_page(f"pages/{page}.py")
    return visit.run().whole()


@pytest.mark.parametrize("page", PAGES)
def test_no_page_passes_a_choice_of_its_own_on_to_the_others(open_page: Open, page: str) -> None:
    visit = open_page(page, "zh", **FILTERS, **OWN.get(page, {}), lang="en").whole()
    own = state_of(visit).parameters.keys() - state_of(visit).shared
    assert OWN.get(page, {}).keys() <= own
    assert page in OWN or not own, (
        f"say in OWN of {__file__} what {page} may be asked for: it knows {sorted(own)}"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state.st, "session_state", visit.app.session_state)
        assert links.entries_under_filters() == {**FILTERS, "lang": "en"}


def state_of(visit: Visit) -> state._Store:
    """What the session remembers of its address."""
    store: state._Store = visit.app.session_state["address-store"]
    return store


def test_every_link_keeps_the_readers_filters_and_language_and_is_understood_where_it_leads(
    open_page: Open,
) -> None:
    kept = {**FILTERS, "lang": "en"}
    cards = [("policies", {**OWN["policies"], "policy": policy}) for policy in ("P2017a", "P2019a")]
    views = [*((page, OWN.get(page, {})) for page in PAGES), *cards, ("parks", {"county": "110103"})]
    tried = set()
    for page, own in views:
        for target, address in links_of(open_page(page, "zh", **kept, **own).whole()):
            if target == "lab":
                # Bare, as in the menu: choices that were saved there must stay.
                assert address == {}
                continue
            assert kept.items() <= address.items(), (page, target, address)
            named = address.keys() - kept.keys()
            if (target, *named) not in tried:
                tried.add((target, *named))
                reached = open_page(target, "zh", **address).whole()
                assert not reached.app.info, (target, named)
                assert kept.items() <= reached.address.items()
    assert {target for target, *_ in tried} >= {
        "drivers",
        "bottlenecks",
        "zone",
        "compare",
        "policies",
        "parks",
    }


def test_a_link_to_a_dimension_opens_it_whatever_the_reader_chose_there_before(open_page: Open) -> None:
    first = open_page("drivers", "en").whole().frames["elements"].headline
    visit = open_page("drivers", "en", dimension="D2").whole()
    assert visit.frames["elements"].headline != first
    follow(visit, "policies", {"policy": "P2017a"})
    ways = [(page, address) for page, address in links_of(visit) if page == "drivers"]
    follow(visit, *ways[0])
    assert visit.frames["elements"].headline == first


def test_the_way_to_the_lab_keeps_the_choices_that_were_saved_there(open_page: Open) -> None:
    visit = open_page("lab", "en", **OWN["lab"], year="2019").whole()
    saved = visit.address
    visit.go("drivers").choose(dimension="D2").whole()
    (way,) = [(page, address) for page, address in links_of(visit) if page == "lab"]
    assert follow(visit, *way).address == saved
