"""Choose the zone that a page is about; the pages about one zone share the choice."""

from __future__ import annotations

from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.context import Context


def zone_parameter(ctx: Context) -> state.Parameter:
    """Return the address parameter of the zone; it keeps its value across the pages."""
    allowed = tuple(ctx.atlas.catalogue.zones)
    return state.Parameter("zone", "choice", allowed, allowed[0])


def chosen_zone(ctx: Context) -> str:
    """Register the parameter and return the zone."""
    return str(state.register_parameter(zone_parameter(ctx)))


def zone_labels(ctx: Context, zone: str) -> dict[str, str]:
    """Return the zones to choose from with their names: the chosen one, if any, and those that pass the filter."""
    return {z: ctx.place(z) for z in (ctx.zones if zone in ("", *ctx.zones) else (zone, *ctx.zones))}
