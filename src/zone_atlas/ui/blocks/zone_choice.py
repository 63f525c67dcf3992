"""The zone that a page is about; the pages about one zone share it."""

from __future__ import annotations

from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.context import Context


def zone_parameter(ctx: Context) -> state.Parameter:
    """Address parameter of the zone; it keeps its value across the pages."""
    allowed = tuple(ctx.atlas.catalogue.zones)
    return state.Parameter("zone", "choice", allowed, allowed[0])


def chosen_zone(ctx: Context) -> str:
    """Register the parameter and return the zone."""
    return str(state.register_parameter(zone_parameter(ctx)))


def zone_labels(ctx: Context, zone: str) -> dict[str, str]:
    """Zones to choose from, by name: those that pass the filter, and the chosen one wherever it stands."""
    return {z: ctx.place(z) for z in (ctx.zones if zone in ctx.zones else (zone, *ctx.zones))}
