"""Name the members of a zone, and mark those that are not whole cities."""

from __future__ import annotations

from zone_atlas.catalogue.records import Zone
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t


def list_members(ctx: Context, zone: Zone) -> str:
    """List the members of a zone; an open circle follows those without series of their own in the city yearbook."""
    names = [m.name.of(ctx.view.language) + ("" if m.whole_city else " ○") for m in zone.members]
    return t("list.separator").join(names)
