"""Make the layers of the map (hover texts, scale, outlines of the zones, parks) and read clicks on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from zone_atlas.analysis.map_values import LEVEL, RANK
from zone_atlas.catalogue.bases import PROXY
from zone_atlas.catalogue.rules import PERCENTILE_ENDS
from zone_atlas.charts.maps.choropleth import Legend, Outline
from zone_atlas.locales.messages import format_number
from zone_atlas.ui.blocks.map_measure import Measure
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t


def is_scale_flipped(ctx: Context, measure: Measure) -> bool:
    """Say whether a low figure is the strong or severe end, so that the dark end of the scale is the low one."""
    indicator = ctx.indicator(measure.node)
    return measure.show == RANK or (
        measure.show == LEVEL and indicator is not None and indicator.direction < 0
    )


def map_hovers(ctx: Context, measure: Measure, rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row per city for the chart: adcode, value on the colour scale, hover text."""
    zone_of = dict(zip(ctx.atlas.places["place"], ctx.atlas.places["zone"], strict=True))
    lines = hover_lines(ctx, rows)
    sign = -1 if is_scale_flipped(ctx, measure) else 1
    values = dict(zip(rows["place"], sign * rows["value"], strict=True))
    nothing = [t("map.no_data")]
    texts = []
    for city in ctx.all_cities:
        zone = zone_of.get(city, "")
        title = f"<b>{ctx.place(city)}</b>" + (f" · {ctx.place(zone)}" if zone in ctx.zones else "")
        texts.append("<br>".join([title, *lines.get(city, nothing)]))
    figures = [values.get(city, np.nan) for city in ctx.all_cities]
    return pd.DataFrame({"adcode": list(ctx.all_cities), "value": figures, "label": texts})


def hover_lines(ctx: Context, rows: pd.DataFrame) -> dict[str, list[str]]:
    """Write the hover lines of each place: figure and year, rank, and what limits the figure."""
    if rows.empty:
        return {}
    unit, language = rows["unit"].iloc[0], ctx.view.language
    decimals, name = ctx.atlas.catalogue.units[unit].decimals, ctx.unit(unit)
    # Hundreds of places share these sentences: their numbers are filled in below.
    proxy, thin, ranks = t("basis.proxy"), t("map.thin", share="{share}"), t("map.rank", rank="{rank}")
    columns = ["place", "value", "year", "label", "basis", "ranked", "coverage"]
    lines_by_place = {}
    for place, value, year, label, basis, ranked, coverage in rows[columns].itertuples(index=False):
        rank = ranks.format(rank=label) if label else ""
        figure = f"{format_number(value, decimals, language)} {name}" if unit != "rank" else rank
        lines = [f"{figure} · {year}"] if figure else []
        if rank and unit != "rank":
            lines.append(rank)
        if basis == PROXY:
            lines.append(proxy)
        elif not ranked:
            lines.append(thin.format(share=f"{100 * coverage:.0f}"))
        lines_by_place[place] = lines
    return lines_by_place


def map_legend(ctx: Context, measure: Measure, cities: pd.DataFrame) -> Legend:
    """Write the ends of the scale: two outer percentiles of the cities for figures, 0–100 for scores."""
    unit = cities["unit"].iloc[0] if len(cities) else "score"
    if measure.show == RANK:
        low, high = 1.0, float(cities["value"].max()) if len(cities) else 2.0
    elif unit == "score":
        low, high = 0.0, 100.0
    else:
        low, high = (float(v) for v in np.percentile(cities["value"].dropna(), PERCENTILE_ENDS))
    high = high if high > low else low + 1
    weak, strong = _end_words(ctx, measure, low, high, unit)
    low, high = (-high, -low) if is_scale_flipped(ctx, measure) else (low, high)
    return Legend(ctx.unit(unit), weak, strong, t("map.no_data"), low, high)


def _end_words(ctx: Context, measure: Measure, low: float, high: float, unit: str) -> tuple[str, str]:
    words = (
        (t("legend.weak"), t("legend.strong"))
        if ctx.is_driver(measure.node)
        else (t("legend.light"), t("legend.severe"))
    )
    ends = (high, low) if is_scale_flipped(ctx, measure) else (low, high)
    decimals = ctx.atlas.catalogue.units[unit].decimals
    weak, strong = (f"{word} {number(end, decimals)}" for word, end in zip(words, ends, strict=True))
    return weak, strong


def zone_outlines(ctx: Context, rows: pd.DataFrame) -> list[Outline]:
    """Return the zones that pass, their names at the middle of their members."""
    lines, nothing = hover_lines(ctx, rows), [t("map.no_data_zone")]
    outlines = []
    for zone_id in ctx.zones:
        zone = ctx.atlas.catalogue.zones[zone_id]
        hover = [f"<b>{ctx.place(zone_id)}</b>", *lines.get(zone_id, nothing)]
        outlines.append(
            Outline(
                zone_id,
                ctx.place(zone_id),
                float(np.mean([m.longitude for m in zone.members])),
                float(np.mean([m.latitude for m in zone.members])),
                zone.proxy_only,
                "<br>".join(hover),
            )
        )
    return outlines


def park_diamonds(ctx: Context) -> pd.DataFrame:
    """Return the parks that could be sourced, at the seat of their county."""
    sourced = ctx.atlas.catalogue.parks.values()
    return pd.DataFrame(
        {
            "adcode": [p.adcode for p in sourced],
            "name": [p.county.of(ctx.view.language) for p in sourced],
            "longitude": [p.longitude for p in sourced],
            "latitude": [p.latitude for p in sourced],
            "hover": [t("map.park", name=p.county.of(ctx.view.language)) for p in sourced],
        }
    )


def clicked_place(points: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """Return the county of the park and the place (zone or adcode) that a click on the map selects; '' for none."""
    payloads = [point.get("customdata") for point in points if not point.get("location")]
    parks = [data[0] if isinstance(data, list) else data for data in payloads if data]
    places = [str(point["location"]) for point in points if point.get("location")]
    return str(parks[0]) if parks else "", places[0] if places and not parks else ""
