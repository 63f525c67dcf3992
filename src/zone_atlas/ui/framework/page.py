"""Lay out the pages of drivers and of bottlenecks, which show the same of their kind."""

from __future__ import annotations

from typing import Literal

from zone_atlas.ui.blocks import source_card
from zone_atlas.ui.framework import elements, trends, values
from zone_atlas.ui.shell.context import Context, explain_no_zones


def show_framework_page(ctx: Context, kind: Literal["driver", "bottleneck"]) -> None:
    """Show the choice of the dimension, then its elements, trends, spread and values under the filter."""
    dimension = elements.choose_dimension_of_kind(ctx, kind)
    if not explain_no_zones(ctx):
        elements.show_elements(ctx, kind, dimension)
        trends.show_dimension_trends(ctx, dimension)
        elements.show_spread(ctx, dimension)
        values.show_indicator_values(ctx, dimension)
    source_card.show_source_card(ctx)
