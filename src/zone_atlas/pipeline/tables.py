"""Parts of the build that put several steps together."""

from __future__ import annotations

import pandas as pd

from zone_atlas.catalogue.bases import old_codes
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.pipeline.industry_network import make_industry_network
from zone_atlas.pipeline.join import Panel, join_series, panel_of
from zone_atlas.pipeline.peers import find_peers, peer_features
from zone_atlas.pipeline.predecessors import with_predecessors
from zone_atlas.pipeline.specialisation import moved_boundaries, specialise_places


def panel_of_cities(observations: pd.DataFrame, catalogue: Catalogue) -> Panel:
    """Lay side by side all series of the cities and of the districts that belong to a zone, joins included.

    Parameters
    ----------
    observations : DataFrame
        Corrected observations.
    catalogue : Catalogue
    """
    members = {m.adcode for zone in catalogue.zones.values() for m in zone.members if m.adcode}
    wanted = (observations["level"] == "city") | observations["place"].isin({*members, *old_codes(catalogue)})
    counted = with_predecessors(observations[wanted], catalogue)
    return join_series(panel_of(counted, catalogue.sources, catalogue.series), catalogue.joins)


def comparison_tables(
    everywhere: Panel, observations: pd.DataFrame, catalogue: Catalogue, cities: list[str]
) -> dict[str, pd.DataFrame]:
    """Make the tables of peers, of specialisation and of the network of industries, by name.

    Parameters
    ----------
    everywhere : Panel
        Cities, districts of zones, and zones.
    observations : DataFrame
        Corrected observations, which say where a boundary moved.
    catalogue : Catalogue
    cities : list of str
    """
    compared = peer_features(everywhere)
    specialisation, relatedness, entry_check = specialise_places(
        everywhere, cities, moved_boundaries(observations)
    )
    nodes, edges = make_industry_network(relatedness)
    return {
        "peers": find_peers(compared, catalogue),
        "peer_features": compared.sort_values(["feature", "place", "basis"]),
        "specialisation": specialisation.sort_values(["place", "year", "industry"]),
        "relatedness": relatedness,
        "network_nodes": nodes,
        "network_edges": edges,
        "entry_check": entry_check,
    }
