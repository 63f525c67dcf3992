"""The county-town parks that could be sourced."""

from __future__ import annotations

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.records import Park

# Of the notice of June 2021; its annex, which names the parks, was not available.
PARKS_IN_PROGRAMME = 20


# The national list of 2020 that `Catalogue.county_towns` holds a part of.
COUNTY_TOWNS_NAMED = 120


def parks_of(atlas: Atlas, place: str = "") -> tuple[Park, ...]:
    """Sourced parks, or those of one county.

    Parameters
    ----------
    atlas : Atlas
    place : str, optional
        Adcode of a county; '' for all of them.
    """
    parks = atlas.catalogue.parks.values()
    return tuple(park for park in parks if place in ("", park.adcode))
