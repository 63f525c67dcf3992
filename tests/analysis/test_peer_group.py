"""Who is a peer and why: each peer once, with every reason."""

from __future__ import annotations

import pandas as pd

from zone_atlas.analysis import peer_group
from zone_atlas.atlas import Atlas

ROWS = pd.DataFrame(
    [
        ("nearest", "1", 1, 0.5),
        ("nearest", "2", 2, 0.9),
        ("province", "2", 1, 0.9),
        ("province", "3", 2, 4.0),
        ("cohort", "Z2", 1, float("nan")),
    ],
    columns=["group", "peer", "order", "distance"],
).assign(place="Z", basis="exact")


class World:
    """An atlas with the peers above."""

    def peers_of(self, place: str) -> pd.DataFrame:
        return ROWS[ROWS["place"].eq(place)]


WORLD = World()


def test_a_peer_for_two_reasons_stands_once_and_names_both() -> None:
    found = {peer.place: peer for peer in peer_group.peers_of_place(WORLD, "Z")}
    assert list(found) == ["1", "2", "3", "Z2"]
    assert found["2"].groups == ("nearest", "province")
    assert (found["2"].order, found["2"].distance) == (2, 0.9)
    assert found["Z2"].groups == ("cohort",)


def test_the_peers_of_a_comparison_are_the_nearest_in_order() -> None:
    assert peer_group.nearest_peers(WORLD, "Z") == ("1", "2")


def test_an_unknown_place_has_no_peers() -> None:
    assert peer_group.nearest_peers(WORLD, "nowhere") == ()
    assert peer_group.basis_of_peers(WORLD, "nowhere") == ""
    assert peer_group.peers_of_place(WORLD, "nowhere") == ()


def test_every_zone_has_a_handful_of_peers_and_says_on_which_basis(atlas: Atlas) -> None:
    for zone in atlas.catalogue.zones.values():
        assert 5 <= len(peer_group.nearest_peers(atlas, zone.id)) <= 10
        assert peer_group.basis_of_peers(atlas, zone.id) == ("proxy" if zone.proxy_only else "exact")
        basis = peer_group.basis_of_peers(atlas, zone.id)
        assert set(peer_group.features_of(atlas, zone.id, basis)) == {
            "gdp_per_resident",
            "population",
            "secondary_share",
            "mining_share",
        }
