"""Add GDP at constant prices to Compare: a second line, a column, rows of the file, and real growth in words."""

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
    """Return the lines at constant prices beside GDP by place; beside any other item there are none."""
    if item != constant_prices.BESIDE:
        return {}
    made = {p: constant_prices.constant_price_line(ctx.atlas, p, FIRST_LINE_YEAR) for p in places}
    return {place: points for place, points in made.items() if len(points) > 1}


def constant_price_label(ctx: Context, place: str) -> str:
    """Name the line by the year at whose prices it stands."""
    return t("compare.constant", year=constant_prices.base_year(ctx.atlas, place))


def constant_price_second_line(ctx: Context, item: str, place: str) -> Second | None:
    """Return the second line of one place, if it has one."""
    points = points_of(ctx, item, [place]).get(place)
    return None if points is None else Second(points, constant_price_label(ctx, place))


def constant_price_columns(ctx: Context, item: str, names: dict[str, str]) -> dict[str, pd.Series]:
    """Return one column per place for the table, by name, with years as index."""
    points_by_place = points_of(ctx, item, names)
    return {
        f"{names[place]} · {constant_price_label(ctx, place)}": points.set_index("year")["value"]
        for place, points in points_by_place.items()
    }


def constant_price_rows(ctx: Context, item: str, places: Iterable[str]) -> pd.DataFrame:
    """Return the rows of the file, as an item of its own that is never mixed with the nominal one."""
    made = [
        (place, int(year), constant_price_label(ctx, place), float(value), UNIT, "A", sources, NOTE, EXACT)
        for place, points in points_of(ctx, item, places).items()
        for sources in [constant_prices.sources_of_constant_prices(ctx.atlas, place)]
        for year, value in zip(points["year"], points["value"], strict=True)
    ]
    return pd.DataFrame(made, columns=SHAPE)


def constant_price_finding(ctx: Context, item: str, places: list[str], first_place: str) -> str:
    """Write the first place's real growth over all its years, against the others; '' if it has no such line."""
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
