"""Peers by rule: a world small enough to measure its distances by hand, and what the published table promises."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.records import Place, Text
from zone_atlas.catalogue.rules import FAR, FEATURES, LEAST, NEAREST
from zone_atlas.pipeline.peers import find_peers

NO_TEXT = Text("", "")
E = np.e


def place(adcode: str, lifecycle: str = "mature", province: str = "100000") -> Place:
    return Place(adcode, "prefecture", NO_TEXT, province, "", "east", "yes", lifecycle)


def table(**rows: tuple[float, float, float, float]) -> pd.DataFrame:
    """Features of places ('Z_proxy' for a zone's proxy basis)."""
    return pd.DataFrame(
        [
            (
                name.removesuffix("_proxy").removeprefix("c"),
                "proxy" if "proxy" in name else "exact",
                f,
                v,
                2020,
            )
            for name, values in rows.items()
            for f, v in zip(FEATURES, values, strict=True)
        ],
        columns=["place", "basis", "feature", "value", "year"],
    )


# The same in all but population: the logarithms are 1, 2, 3, 4, their standard deviation over cities √(5/3).
SIZES = {"c1": 1, "c2": 2, "c3": 3, "c4": 4}
FLAT = {name: (E**k, E**k, float(k), E**k - 1) for name, k in SIZES.items()}


def of(made: pd.DataFrame, place_id: str, group: str) -> pd.DataFrame:
    return made[made["place"].eq(place_id) & made["group"].eq(group)].reset_index(drop=True)


def test_nearest_are_cities_of_the_same_class_outside_the_zones_by_distance(make) -> None:
    catalogue = make.catalogue(
        zones=(make.zone_of("Z1", "1"), make.zone_of("Z2", "2")),
        places=(place("1"), place("2"), place("3"), place("4"), place("5", "declining")),
    )
    rows = table(**FLAT, c5=(E, E, 1.0, E - 1), Z1=FLAT["c1"], Z2=FLAT["c2"])
    found = of(find_peers(rows, catalogue), "Z1", "nearest")
    # 2 is in a zone and 5 of another class.
    assert list(found["peer"]) == ["3", "4"]
    # Each of four features is 2 apart; over cities 1, 2, 3, 4 and 1 the deviation is √1.7.
    assert found["distance"].tolist() == pytest.approx([np.sqrt(4 * 2**2 / 1.7), np.sqrt(4 * 3**2 / 1.7)])
    assert set(found["basis"]) == {"exact"}


def test_a_far_city_is_no_peer_once_there_is_a_handful(make) -> None:
    near = {f"c{k}": (E ** (k / 100),) * 2 + (k / 100, np.exp(k / 100) - 1) for k in range(1, 20)}
    rows = table(**near, c90=(E**9, E**9, 9.0, E**9 - 1), Z1=near["c1"])
    codes = [name.removeprefix("c") for name in (*near, "c90")]
    catalogue = make.catalogue(zones=(make.zone_of("Z1", "1"),), places=tuple(place(c) for c in codes))
    made = find_peers(rows, catalogue)
    found = of(made, "Z1", "nearest")
    assert len(found) == NEAREST
    assert "90" not in set(found["peer"])
    lonely = of(made, "90", "nearest")
    assert len(lonely) == LEAST
    assert (lonely["distance"] > FAR).all()


def test_a_zone_without_own_figures_is_compared_through_the_wider_unit_and_says_so(make) -> None:
    member = make.member("Z1", "11", coverage="district", proxy="1")
    catalogue = make.catalogue(zones=(make.zone("Z1", member),), places=tuple(place(c) for c in "1234"))
    rows = table(**FLAT, Z1_proxy=FLAT["c1"])
    found = of(find_peers(rows, catalogue), "Z1", "nearest")
    assert set(found["basis"]) == {"proxy"}
    assert list(found["peer"]) == ["2", "3", "4"]


def test_province_and_cohort_are_groups_of_their_own(make) -> None:
    zones = (make.zone_of("Z1", "1"), make.zone_of("Z2", "2"), make.zone_of("Z3", "3"))
    zones = (*zones[:2], make.zone("Z3", make.member("Z3", "3"), cohort=2019))
    places = (place("1"), place("2"), place("3", province="200000"), place("4", "declining"))
    rows = table(**FLAT, Z1=FLAT["c1"], Z2=FLAT["c2"], Z3=FLAT["c3"])
    made = find_peers(rows, make.catalogue(zones=zones, places=places))
    assert list(of(made, "Z1", "province")["peer"]) == ["2", "4"]
    assert list(of(made, "Z1", "cohort")["peer"]) == ["Z2"]
    assert of(made, "Z1", "cohort")["distance"].isna().all()
    assert of(made, "1", "cohort").empty


def test_a_city_without_a_feature_keeps_its_province_and_gets_no_distance(make) -> None:
    catalogue = make.catalogue(places=tuple(place(c) for c in "12345"))
    made = find_peers(table(**FLAT), catalogue)
    assert of(made, "5", "nearest").empty
    assert of(made, "5", "province")["distance"].isna().all()
    assert "5" not in set(of(made, "1", "nearest")["peer"])


def test_no_published_peer_is_in_a_zone_or_of_another_class(atlas: Atlas) -> None:
    nearest = atlas.peers[atlas.peers["group"].eq("nearest")].astype({"place": str, "peer": str})
    known = atlas.places.set_index("place")
    held = {m.adcode for z in atlas.catalogue.zones.values() for m in z.members if m.whole_city}
    held |= {m.proxy for z in atlas.catalogue.zones.values() for m in z.members if m.proxy}
    assert not held & set(nearest["peer"])
    for own, peer in nearest[["place", "peer"]].itertuples(index=False):
        assert (
            known.at[peer, "lifecycle"] in known.at[own, "lifecycle"].split(",")
            or own in atlas.catalogue.zones
        )
        assert own != peer
    assert set(nearest["place"]) >= set(atlas.catalogue.zones)


def test_the_distance_of_daqing_and_dongying_can_be_worked_out_from_the_published_features(
    atlas: Atlas,
) -> None:
    table = atlas.peer_features.astype({"place": str, "basis": str, "feature": str})
    wide = table[table["basis"].eq("exact")].pivot(index="place", columns="feature", values="value").dropna()
    turned = wide.assign(
        gdp_per_resident=np.log(wide["gdp_per_resident"]),
        population=np.log(wide["population"]),
        mining_share=np.log1p(wide["mining_share"]),
    )
    cities = turned[turned.index.str.isdigit() & turned.index.isin(city_codes(atlas))]
    gap = (turned.loc["HL-DQ"] - turned.loc["370500"]) / cities.std(ddof=1)
    rows = atlas.peers_of("HL-DQ").astype({"peer": str})
    row = rows[rows["group"].eq("nearest") & rows["peer"].eq("370500")].iloc[0]
    assert row["distance"] == pytest.approx(float(np.sqrt((gap**2).sum())))


def city_codes(atlas: Atlas) -> list[str]:
    return list(atlas.places.loc[atlas.places["kind"].eq("city"), "place"])
