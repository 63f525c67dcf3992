"""Is a strict order printed anywhere between places whose rank intervals overlap?"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable

import pandas as pd
import pytest

from zone_atlas.atlas import Atlas
from zone_atlas.locales.messages import MISSING_NUMBER

from .conftest import LANGUAGES, Open, Visit

YEARS = ("2018", "2020", "2023")
DIMENSIONS = ("D1", "D2", "D3", "B1", "B2", "B3")
PAGE_OF = {"D": "drivers", "B": "bottlenecks"}
EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
EACH_YEAR = pytest.mark.parametrize("year", YEARS)
EACH_DIMENSION = pytest.mark.parametrize("node", DIMENSIONS)
PLACES_PRINTED = re.compile(r"(\d+)(?:–(\d+))? / \d+")


def ends(text: str) -> tuple[int, int]:
    """First and last place of a printed rank."""
    found = PLACES_PRINTED.search(text)
    assert found, f"{text!r} is no rank with its interval"
    return int(found[1]), int(found[2] or found[1])


def no_order_inside_a_tie(printed: dict[str, str], ranks: pd.DataFrame) -> int:
    """Assert it of ranks printed by place; returns the number of tied pairs looked at."""
    looked_at = 0
    ranked = {place: ends(text) for place, text in printed.items() if text != MISSING_NUMBER}
    assert ranks.index.is_unique
    kind, low, high = (ranks[column].to_dict() for column in ("kind", "low", "high"))
    for one, other in itertools.combinations(sorted(ranked), 2):
        if kind[one] != kind[other]:
            continue
        if high[one] < low[other] or high[other] < low[one]:
            continue
        looked_at += 1
        (first, last), (others_first, others_last) = ranked[one], ranked[other]
        assert first <= others_last, f"{one} is printed behind {other}"
        assert others_first <= last, f"{other} is printed behind {one}"
    return looked_at


def ids(atlas: Atlas, names: Iterable[str], language: str, kinds: tuple[str, ...]) -> dict[str, str]:
    """Place by name."""
    rows = atlas.places[atlas.places["kind"].isin(kinds)]
    known = dict(zip(rows[f"name_{language}"], rows["place"], strict=True))
    return {name: known[name] for name in names if name in known}


@EACH_YEAR
@EACH_DIMENSION
def test_the_tables_of_a_dimension(open_page: Open, atlas: Atlas, node: str, year: str) -> None:
    visit = open_page(PAGE_OF[node[0]], "en", dimension=node, year=year).whole()
    table = visit.table("spread")
    table = table[table["Element"].eq(atlas.catalogue.dimensions[node].name.en)]
    places = ids(atlas, table["Zone"], "en", ("zone",))
    printed = {places[name]: rank for name, rank in zip(table["Zone"], table["Rank"], strict=True)}
    assert no_order_inside_a_tie(printed, atlas.ranks_in(node, int(year))) > 5


def test_elements_and_years_without_intervals_carry_no_rank(open_page: Open, atlas: Atlas) -> None:
    table = open_page("drivers", "en", dimension="D1").whole().table("spread")
    elements = {e.name.en for e in atlas.catalogue.dimensions["D1"].elements}
    assert set(table.loc[table["Element"].isin(elements), "Rank"]) == {MISSING_NUMBER}
    early = open_page("bottlenecks", "en", dimension="B1", year="2012").whole().table("spread")
    assert set(early["Rank"]) == {MISSING_NUMBER}
    for address in ({"measure": "D1.innovation"}, {"measure": "D1", "year": "2012"}):
        visit = open_page("map", "en", **address).whole()
        assert set(visit.table("map")["Rank"]) == {MISSING_NUMBER}
        shown = next(c for c in visit.app.button_group if c.key == "address-show")
        assert len(shown.options) == 1, "a score, no rank"


@EACH_DIMENSION
@pytest.mark.parametrize("show", ["level", "rank"])
def test_the_table_and_the_hover_texts_of_the_map(
    open_page: Open, atlas: Atlas, node: str, show: str
) -> None:
    visit = open_page("map", "en", measure=node, show=show).whole()
    hovers = hover_ranks(visit, atlas)
    ranks = atlas.ranks_in(node, 2023)
    table = visit.table("map")
    zones = ids(atlas, table["Place"], "en", ("zone",))
    of_zones = table[table["Place"].isin(zones)]
    printed = {zones[n]: rank for n, rank in zip(of_zones["Place"], of_zones["Rank"], strict=True)}
    assert no_order_inside_a_tie(printed, ranks) > 20
    if show == "rank":
        assert set(table["Value"]) == set(table["Rank"]), "the middle of an interval is not printed"
    assert no_order_inside_a_tie(hovers, ranks) > 1_000


def hover_ranks(visit: Visit, atlas: Atlas) -> dict[str, str]:
    """Ranks in the hover texts of the map by place; a city in a zone has a name of its own there."""
    found: dict[str, str] = {}
    places = set(atlas.ranks["place"])
    for trace in json.loads(visit.whole().figures["map-plot"])["data"]:
        texts = trace.get("text") or trace.get("hovertext") or []
        for place, text in zip(trace.get("locations", []), texts, strict=False):
            if isinstance(text, str) and "rank " in text and place in places:
                found[place] = text.split("rank ")[1].split(" · ")[0].split("<br>")[0]
    return found


@pytest.mark.parametrize("year", ["2018", "2023"])
def test_the_cards_of_all_zones(open_page: Open, atlas: Atlas, year: str) -> None:
    printed: dict[str, dict[str, str]] = {}
    names = {d.name.en: d.id for d in atlas.catalogue.dimensions.values()}
    for zone in atlas.catalogue.zones:
        visit = open_page("map", "en", year=year, place=zone).whole()
        card = visit.app.get_by_key("place-scores")
        for dimension, rank in zip(card.value["Dimension"], card.value["Rank"], strict=True):
            if rank != visit.t("rank.none"):
                printed.setdefault(names[dimension], {})[zone] = rank
    assert set(printed) == set(DIMENSIONS)
    for node, ranks in printed.items():
        assert no_order_inside_a_tie(ranks, atlas.ranks_in(node, int(year))) > 5, node


@EACH_LANGUAGE
@EACH_YEAR
@EACH_DIMENSION
def test_a_sentence_claims_the_first_or_last_place_only_where_it_is_certain(
    open_page: Open, atlas: Atlas, node: str, year: str, language: str
) -> None:
    ranks = atlas.ranks_in(node, int(year))
    ranks = ranks[ranks["kind"] == "zone"]
    family = "driver" if node.startswith("D") else "bottleneck"
    claims = 0
    for page, frame in (("map", "map"), (PAGE_OF[node[0]], "spread"), ("overview", "overview-map")):
        address = {{"map": "measure", "overview": "shown"}.get(page, "dimension"): node}
        visit = open_page(page, language, year=year, **address).whole()
        clauses = visit.frames[frame].headline.split(visit.t("sentence.join"))
        for end, sign in (("first", 1), ("last", -1)):
            for name, zone in ids(atlas, atlas.places[f"name_{language}"], language, ("zone",)).items():
                sure = visit.t(f"ends.{end}.{family}", place=name) in clauses
                loose = visit.t(f"ends.among_{end}.{family}", place=name) in clauses
                claims += sure + loose
                if not (sure or loose):
                    continue
                others = ranks.drop(zone)
                apart = (
                    (others["low"] > ranks.at[zone, "high"]).all()
                    if sign > 0
                    else (others["high"] < ranks.at[zone, "low"]).all()
                )
                assert sure == apart, f"{page} {node} {year}: {visit.frames[frame].headline}"
    assert claims == 4, "first on three pages, last on one"


@EACH_LANGUAGE
@EACH_YEAR
def test_the_matrix_names_two_zones_only_where_an_interval_parts_them(
    open_page: Open, atlas: Atlas, year: str, language: str
) -> None:
    visit = open_page("overview", language, year=year).whole()
    headline = visit.frames["matrix"].headline
    zones = ids(atlas, atlas.places[f"name_{language}"], language, ("zone",))
    named = [zone for name, zone in zones.items() if name in headline]
    pairs = []
    for node in DIMENSIONS:
        ranks = atlas.ranks_in(node, int(year))
        for one, other in itertools.permutations(named, 2):
            pairs.append(ranks.at[one, "high"] < ranks.at[other, "low"])
    assert len(named) == 2
    assert any(pairs)
