"""Is a reader told, wherever the score of a dimension stands, when its indicators do not move together?"""

from __future__ import annotations

import pytest

from zone_atlas.analysis.standing import set_of
from zone_atlas.atlas import Atlas
from zone_atlas.index.coherence import HOLDS_TOGETHER
from zone_atlas.locales.messages import format_fixed_decimals

from .conftest import LANGUAGES, Open, Visit

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def sentences(atlas: Atlas, visit: Visit, year: int) -> dict[str, str]:
    """The sentence of each dimension, whether it falls apart or not."""
    return {
        node: visit.t(
            "coherence.apart",
            id=node,
            name=record.name.of(visit.language),
            alpha=format_fixed_decimals(atlas.alpha(set_of(year), node, year), 2, "en"),
        )
        for node, record in atlas.catalogue.dimensions.items()
    }


def apart(atlas: Atlas, year: int) -> set[str]:
    return {n for n in atlas.catalogue.dimensions if atlas.alpha(set_of(year), n, year) < HOLDS_TOGETHER}


def told(visit: Visit, said: dict[str, str]) -> set[str]:
    notes = "\n".join(note for frame in visit.frames.values() for note in frame.notes)
    return {node for node, sentence in said.items() if sentence in visit.page_text or sentence in notes}


@EACH_LANGUAGE
@pytest.mark.parametrize("year", ["2023", "2015"])
@pytest.mark.parametrize("page", ["overview", "zone", "map", "methods"])
def test_pages_with_all_dimensions_name_those_that_fall_apart_and_no_others(
    atlas: Atlas, open_page: Open, page: str, year: str, language: str
) -> None:
    # The map's card of a city lists the six dimensions.
    more = {"place": "210200"} if page == "map" else {}
    visit = open_page(page, language, year=year, **more).whole()
    assert told(visit, sentences(atlas, visit, int(year))) == apart(atlas, int(year)) != set()


@EACH_LANGUAGE
@pytest.mark.parametrize("node", ["B1", "B2", "B3"])
def test_the_page_of_a_bottleneck_says_it_of_the_chosen_one_only(
    atlas: Atlas, open_page: Open, node: str, language: str
) -> None:
    visit = open_page("bottlenecks", language, dimension=node, year="2023").whole()
    assert told(visit, sentences(atlas, visit, 2023)) == apart(atlas, 2023) & {node}


@pytest.mark.parametrize("node", ["D1", "B2"])
def test_a_map_of_a_dimension_says_it_of_what_it_draws(atlas: Atlas, open_page: Open, node: str) -> None:
    visit = open_page("map", "en", measure=node, year="2023").whole()
    note = "\n".join(visit.frames["map"].notes)
    assert (sentences(atlas, visit, 2023)[node] in note) == (node in apart(atlas, 2023))


@pytest.mark.parametrize("node", ["D1", "B2"])
def test_lines_of_a_dimension_on_compare_say_it(atlas: Atlas, open_page: Open, node: str) -> None:
    visit = open_page("compare", "en", follow=node, year="2023").whole()
    assert told(visit, sentences(atlas, visit, 2023)) == apart(atlas, 2023) & {node}
