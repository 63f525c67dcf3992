"""GDP at constant prices on Compare: a second line, its column and rows of their own, and what real growth was."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from zone_atlas.analysis.compare import constant_prices
from zone_atlas.analysis.rows import SHAPE
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.rules import FIRST_LINE_YEAR
from zone_atlas.charts.base.line_data import Second
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t

NOTE, UNIT = "carried_back", "1e8_yuan"
PointsByPlace = dict[str, pd.DataFrame]


def points_of(ctx: Context, item: str, places: Iterable[str]) -> PointsByPlace:
    """Lines at constant prices beside the item that is followed; none beside anything but GDP."""
    if item != constant_prices.BESIDE:
        return {}
    made = {p: constant_prices.constant_price_line(ctx.atlas, p, FIRST_LINE_YEAR) for p in places}
    return {place: points for place, points in made.items() if len(points) > 1}


def constant_price_label(ctx: Context, place: str) -> str:
    """What the line is called: it names the year whose prices it stands at."""
    return t("compare.constant", year=constant_prices.base_year(ctx.atlas, place))


def constant_price_second_line(ctx: Context, item: str, place: str) -> Second | None:
    """The second line of one place."""
    points = points_of(ctx, item, [place]).get(place)
    return None if points is None else Second(points, constant_price_label(ctx, place))


def constant_price_columns(ctx: Context, item: str, names: dict[str, str]) -> dict[str, pd.Series]:
    """Columns of the table, by name: one a place, years as index."""
    points_by_place = points_of(ctx, item, names)
    return {
        f"{names[place]} · {constant_price_label(ctx, place)}": points.set_index("year")["value"]
        for place, points in points_by_place.items()
    }


def constant_price_rows(ctx: Context, item: str, places: Iterable[str]) -> pd.DataFrame:
    """Rows of the file, as an item of its own that is never mixed with the nominal one."""
    made = [
        (place, int(year), constant_price_label(ctx, place), float(value), UNIT, "A", sources, NOTE, EXACT)
        for place, points in points_of(ctx, item, places).items()
        for sources in [constant_prices.sources_of_constant_prices(ctx.atlas, place)]
        for year, value in zip(points["year"], points["value"], strict=True)
    ]
    return pd.DataFrame(made, columns=SHAPE)


def constant_price_finding(ctx: Context, item: str, places: list[str], first_place: str) -> str:
    """Real growth of the first place over all years that it has, against the others; '' where it has no such line."""
    points_by_place = points_of(ctx, item, places)
    if first_place not in points_by_place:
        return ""
    own = points_by_place[first_place]
    first, last = int(own["year"].iloc[0]), int(own["year"].iloc[-1])
    grown = {
        place: constant_prices.real_growth(points, first, last) for place, points in points_by_place.items()
    }
    known = {place: value for place, value in grown.items() if value is not None}
    others = [value for place, value in known.items() if place != first_place]
    own_growth = known[first_place]
    facts = {"name": ctx.place(first_place), "first": first, "last": last}
    facts["own"] = f"{'+' if own_growth > 0 else ''}{number(own_growth, 0)}"
    if not others:
        return t("compare.constant.finding.alone", **facts)
    less = sum(value < own_growth for value in others)
    return t("compare.constant.finding", **facts, more=less, others=len(others))
