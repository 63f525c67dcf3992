"""Facts, documents, peers and censuses of a zone: about this zone, and published figures throughout?"""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from zone_atlas.analysis import peer_group
from zone_atlas.analysis.zone import census, peers
from zone_atlas.analysis.zone.record import StatedFact, documents_of_zone, facts_of_zone, newest_facts
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.catalogue.text import Text

WORD = Text("某", "some")
FACT = Fact(
    "f", "640200", Text("", ""), 2022, "2022", "gdp", WORD, 1.0, WORD, "1e8_yuan", "verified", WORD, "", WORD
)


def told(*facts: Fact) -> list[tuple[str, str, int]]:
    member = SimpleNamespace(adcode="640200", whole_city=True, proxy="")
    base = SimpleNamespace(adcode="", whole_city=False, proxy="640100")
    places = {"640202": SimpleNamespace(prefecture="640200"), "640121": SimpleNamespace(prefecture="640100")}
    zones = {"NX-NE": SimpleNamespace(members=(member, base))}
    catalogue = SimpleNamespace(zones=zones, places=places, facts=facts)
    return [(one.role, one.fact.place, one.fact.year) for one in facts_of_zone(catalogue, "NX-NE")]


def test_facts_of_members_come_first_then_of_their_districts_then_of_the_unit_around() -> None:
    facts = [replace(FACT, place=place) for place in ("640100", "640202", "640200")]
    assert told(*facts) == [
        ("member", "640200", 2022),
        ("district", "640202", 2022),
        ("wider", "640100", 2022),
    ]


def test_facts_about_other_places_and_places_without_a_code_are_left_out() -> None:
    elsewhere = [replace(FACT, place=place) for place in ("640121", "640000", "")]
    assert told(*elsewhere) == []


def test_only_the_latest_year_of_a_place_and_item_is_shown() -> None:
    facts = [replace(FACT, year=year, item=item) for year in (2020, 2022) for item in ("gdp", "population")]
    facts.append(replace(FACT, place="640202", year=2019))
    rows = [StatedFact(fact, "member") for fact in facts]
    left = [(one.fact.place, one.fact.item, one.fact.year) for one in newest_facts(rows)]
    assert left == [("640200", "gdp", 2022), ("640200", "population", 2022), ("640202", "gdp", 2019)]


def test_a_zone_is_told_of_its_own_designation_and_not_of_the_other_cohorts(atlas: Atlas) -> None:
    for zone, record in atlas.catalogue.zones.items():
        ids = [policy.id for policy in documents_of_zone(atlas, zone)]
        own, other = ("P2017a", "P2019b") if record.cohort == 2017 else ("P2019b", "P2017a")
        assert own in ids, zone
        assert other not in ids, zone
        assert len(ids) == len(set(ids))


def test_the_local_plan_of_one_zone_is_no_document_of_another(atlas: Atlas) -> None:
    assert "P2018b" in [policy.id for policy in documents_of_zone(atlas, "HN-C")]
    assert "P2018b" not in [policy.id for policy in documents_of_zone(atlas, "HE-TS")]


@pytest.mark.parametrize("zone", ["HE-TS", "LN-C", "CQ-R", "NX-NE"])
def test_the_features_of_peers_are_published_figures_with_sources(atlas: Atlas, zone: str) -> None:
    frame = peers.features_of_peers(atlas, zone)
    assert frame["place"].iloc[0] == zone
    assert frame["distance"].iloc[1:].is_monotonic_increasing
    rows = peers.rows_behind_features(atlas, zone, frame)
    assert rows["sources"].str.len().gt(0).all()
    of_peers = rows[~rows["place"].astype(str).isin([zone]) & rows["item"].eq("b2_gdp_per_resident")]
    values = dict(zip(of_peers["place"].astype(str), of_peers["value"], strict=True))
    for row in frame.iloc[1:].to_dict("records"):
        assert values[row["place"]] == pytest.approx(row["gdp_per_resident"])


def test_peers_have_all_their_reasons_in_the_order_of_the_published_rule(atlas: Atlas) -> None:
    for zone in atlas.catalogue.zones:
        rows = atlas.peers_of(zone).astype({"peer": str, "group": str})
        rows = rows.assign(rank=rows["group"].map(peer_group.GROUPS.index)).sort_values(["rank", "order"])
        theirs = rows.drop_duplicates("peer")
        ours = peer_group.peers_of_place(atlas, zone)
        assert [peer.place for peer in ours] == theirs["peer"].tolist()
        groups = rows.groupby("peer")["group"].agg(tuple)
        assert [peer.groups for peer in ours] == groups[theirs["peer"]].tolist()
        np.testing.assert_array_equal([peer.distance for peer in ours], theirs["distance"])


def test_the_census_of_districts_is_their_own_under_the_codes_of_each_year(atlas: Atlas) -> None:
    assert "500224" in census.places_of(atlas, "CQ-R", 2010)
    assert "500151" in census.places_of(atlas, "CQ-R", 2020)
    rows = census.census_rows_of_zone(atlas, "CQ-R", ("census_pop",))
    change = census.census_change_of_zone(atlas, "CQ-R").set_index("item").loc["census_pop"]
    by_year = rows.groupby("year")["value"].sum()
    assert by_year[2010] == change["before"]
    assert by_year[2020] == change["after"]
    assert len(rows) == 16


def test_a_share_is_taken_from_the_two_counts_that_make_it(atlas: Atlas) -> None:
    rows = census.census_rows_of_zone(atlas, "HE-TS", ("b3_urban_share",))
    assert sorted(rows["series"].astype(str).unique()) == ["census_pop", "census_urban_pop"]
    counts = rows[rows["year"].eq(2020)].set_index(rows[rows["year"].eq(2020)]["series"].astype(str))["value"]
    change = census.census_change_of_zone(atlas, "HE-TS").set_index("item").loc["b3_urban_share"]
    assert change["after"] == pytest.approx(100 * counts["census_urban_pop"] / counts["census_pop"])


def test_every_zone_names_the_publications_of_its_census(atlas: Atlas) -> None:
    for zone in atlas.catalogue.zones:
        found = census.census_sources_of_zone(atlas, zone)
        assert found, zone
        assert set(found) <= set(atlas.catalogue.sources)
