"""Whatever a reader types (Chinese, pinyin or a code), the place is found, and a wrong link says what is wrong."""

from __future__ import annotations

import pytest

from zone_atlas.atlas import Atlas
from zone_atlas.locales.messages import LANGUAGES
from zone_atlas.ui.blocks import place_search

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def found(atlas: Atlas, language: str, typed: str) -> set[str]:
    """Places whose label holds what was typed, as the control of the browser matches it."""
    labels = place_search.place_options(atlas, language)
    return {place for place, label in labels.items() if typed.casefold() in label.casefold()}


@EACH_LANGUAGE
@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("三原", "610422"),
        ("sanyuan", "610422"),
        ("610422", "610422"),
        ("正定", "130123"),
        ("Zhengding", "130123"),
        ("大连", "210200"),
        ("dalian", "210200"),
        ("辽宁中部", "LN-C"),
        ("central liaoning", "LN-C"),
        ("HE-TS", "HE-TS"),
        ("石景山", "110107"),
        ("Shijingshan", "110107"),
    ],
)
def test_a_place_is_found_in_either_language_and_by_its_code(
    atlas: Atlas, language: str, typed: str, place: str
) -> None:
    assert place in found(atlas, language, typed)


@EACH_LANGUAGE
def test_places_of_one_name_are_told_apart_by_what_lies_around_them(atlas: Atlas, language: str) -> None:
    labels = place_search.place_options(atlas, language)
    assert len(set(labels.values())) == len(labels)
    without_codes = [label.rpartition(" · ")[0] for place, label in labels.items() if place.isdigit()]
    assert len(set(without_codes)) > 0.99 * len(without_codes)


@EACH_LANGUAGE
def test_every_zone_and_city_and_nearly_three_thousand_counties_can_be_found(
    atlas: Atlas, language: str
) -> None:
    labels = place_search.place_options(atlas, language)
    assert set(atlas.catalogue.zones) <= set(labels)
    assert sum(place.endswith("00") for place in labels if place.isdigit()) == 337
    counties = [place for place in labels if place.isdigit() and not place.endswith("00")]
    assert len(counties) > 2800
    assert not [
        place for place in labels if place.endswith("0000") and place[:2] not in ("11", "12", "31", "50")
    ]


def test_the_readers_own_language_stands_first(atlas: Atlas) -> None:
    assert place_search.place_options(atlas, "zh")["130123"] == "正定县 Zhengding County · 石家庄市 · 130123"
    assert (
        place_search.place_options(atlas, "en")["130123"] == "Zhengding County 正定县 · Shijiazhuang · 130123"
    )
    assert next(iter(place_search.place_options(atlas, "zh"))) in atlas.catalogue.zones


def test_a_search_may_be_kept_to_some_kinds_of_places(atlas: Atlas) -> None:
    counties = place_search.place_options(atlas, "en", ("county", "district"))
    assert "610422" in counties
    assert not set(atlas.catalogue.zones) & set(counties)
    assert "210200" not in counties


def test_the_order_of_a_link_is_kept_and_a_place_named_twice_stands_once(atlas: Atlas) -> None:
    read = place_search.read_codes(atlas, ["610422", "LN-C", "210200", "LN-C"])
    assert read == place_search.ResolvedCodes(("610422", "LN-C", "210200"))


def test_a_seventh_place_is_named_as_left_out(atlas: Atlas) -> None:
    zones = list(atlas.catalogue.zones)[:8]
    read = place_search.read_codes(atlas, zones)
    assert read.places == tuple(zones[:6])
    assert read.over == tuple(zones[6:])


def test_codes_that_stand_for_nothing_are_counted_and_the_others_kept(atlas: Atlas) -> None:
    read = place_search.read_codes(atlas, ["999999", "LN-C", "XX-YY", "430000"])
    assert read.places == ("LN-C",)
    assert read.unknown == 3


def test_a_province_is_not_offered_and_so_unknown_in_a_link(atlas: Atlas) -> None:
    assert "430000" in atlas.catalogue.places
    read = place_search.read_codes(atlas, ["430000", "610422"])
    assert read == place_search.ResolvedCodes(("610422",), unknown=1)


def test_a_county_that_ended_is_not_offered_but_a_link_to_it_is_followed(atlas: Atlas) -> None:
    ended, labels = atlas.catalogue.abolished, place_search.place_options(atlas, "zh")
    assert len(ended) > 50
    assert not set(ended) & set(labels)
    # Chongwen became a part of Dongcheng in 2010.
    read = place_search.read_codes(atlas, ["110103", "LN-C"])
    assert read == place_search.ResolvedCodes(("110101", "LN-C"), moved=(("110103", ("110101",)),))


def test_a_county_that_was_divided_is_not_replaced_by_a_guess(atlas: Atlas) -> None:
    code, successors = next(
        (code, successors)
        for code, (_, successors) in atlas.catalogue.abolished.items()
        if len(successors) > 1
    )
    assert place_search.read_codes(atlas, [code, "LN-C"]) == place_search.ResolvedCodes(
        ("LN-C",), moved=((code, successors),)
    )


def test_a_county_and_its_successor_in_one_link_stand_once(atlas: Atlas) -> None:
    read = place_search.read_codes(atlas, ["110101", "110103"])
    assert read.places == ("110101",)
