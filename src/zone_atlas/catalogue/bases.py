"""Bases on which the figures of a zone are computed: its own units, or wider ones that stand in for them."""

from __future__ import annotations

from dataclasses import dataclass

from zone_atlas.catalogue.records import Catalogue, Zone

EXACT, PROXY = "exact", "proxy"
BASIS_MARK = "|"
# Kind of succession of a county whose code, and nothing else, changed between the censuses.
RECODED = "recoded"


@dataclass(frozen=True)
class ZoneUnits:
    """The units whose figures make a zone, on one basis."""

    zone: str
    basis: str
    units: tuple[str, ...]
    wider: bool

    @property
    def key(self) -> str:
        """Name of the zone's rows in a panel."""
        return f"{self.zone}{BASIS_MARK}{self.basis}"


def zone_units(zone: Zone) -> list[ZoneUnits]:
    """Bases on which a zone can be computed.

    `exact` takes whole-city members, or, where there are none, the districts themselves (census and district series);
    `proxy` exists only where a member has no series of its own and puts the wider unit in its place.

    Parameters
    ----------
    zone : Zone

    Returns
    -------
    list of ZoneUnits
        One or two; `exact` first.
    """
    whole = [m.adcode for m in zone.members if m.whole_city]
    districts = [m.adcode for m in zone.members if not m.whole_city and m.adcode]
    proxies = [m.proxy for m in zone.members if m.proxy]
    wider = not whole and any(m.coverage == "part_of_district" for m in zone.members)
    bases = [ZoneUnits(zone.id, EXACT, tuple(whole or districts), wider)]
    if proxies:
        bases.append(ZoneUnits(zone.id, PROXY, tuple(dict.fromkeys([*whole, *proxies])), False))
    return bases


def input_units(place: str, basis: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Places whose observations enter a value: the place itself, or the units that make a zone.

    Parameters
    ----------
    place : str
        Administrative code or identifier of a zone.
    basis : {'exact', 'proxy'}
        A zone without the basis takes its exact one.
    catalogue : Catalogue

    Returns
    -------
    tuple of str
        Administrative codes.
    """
    if place not in catalogue.zones:
        return (place,)
    units = {unit.basis: unit.units for unit in zone_units(catalogue.zones[place])}
    return units.get(basis, units[EXACT])


def old_codes(catalogue: Catalogue) -> dict[str, str]:
    """Members whose code, and nothing else, changed since the census of 2010.

    Parameters
    ----------
    catalogue : Catalogue

    Returns
    -------
    dict of str to str
        Present code by the code of 2010.
    """
    members = {m.adcode for zone in catalogue.zones.values() for m in zone.members if m.adcode}
    known = {code: catalogue.successors[code] for code in members if code in catalogue.successors}
    return {origin.codes[0]: code for code, origin in known.items() if origin.kind == RECODED}
