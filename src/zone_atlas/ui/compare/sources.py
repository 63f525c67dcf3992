"""Find publications and source cards of figures of any level."""

from __future__ import annotations

from collections.abc import Collection

from zone_atlas.analysis.census.change import AFTER, BEFORE, ITEMS
from zone_atlas.analysis.compare import sources
from zone_atlas.analysis.place_kinds import has_indicators
from zone_atlas.catalogue.rules import TREND
from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.blocks.sources import source_line_of_nodes, source_line_of_publications
from zone_atlas.ui.shell.context import Context


def open_figure_card(ctx: Context, place: str, item: str, year: int) -> None:
    """Open the card of a figure: of the score, of the indicator, or of the observations behind it."""
    if item in ctx.atlas.catalogue.dimensions:
        source_card.open_source_card(place, item, year, TREND)
    elif ctx.indicator(item) and has_indicators(ctx.atlas, place):
        source_card.open_source_card(place, item, year)
    else:
        ask_observed(ctx, place, item, year)


def ask_observed(ctx: Context, place: str, item: str, year: int) -> None:
    """Open the card of the observations behind a census figure or series; those of a zone are its members'."""
    if item in ITEMS and place not in ctx.atlas.catalogue.zones:
        source_card.ask_counted(place, item, year)
    else:
        source_card.open_source_card(place, sources.carded_series(item), year)


def source_line_of_figure(ctx: Context, item: str, places: Collection[str]) -> str:
    """Write the publications behind one figure of some places."""
    catalogue = ctx.atlas.catalogue
    counties = [place for place in places if not has_indicators(ctx.atlas, place)]
    if item in catalogue.dimensions or (item in catalogue.indicators and not counties):
        return source_line_of_nodes(ctx, [item])
    years = (BEFORE, AFTER) if item in ITEMS else range(2000, 2026)
    ids = [
        source
        for place in places
        for joined in sources.sources_by_year(ctx.atlas, item, place, years).values()
        for source in joined.split(";")
    ]
    return source_line_of_publications(ctx, ids)
