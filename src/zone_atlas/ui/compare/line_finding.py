"""Write the finding over the lines of Compare: how the first place moved, against the others."""

from __future__ import annotations

import pandas as pd

from zone_atlas.analysis.census.change import ITEMS
from zone_atlas.analysis.compare.lines import ChangeAmongPlaces, move_of_line
from zone_atlas.catalogue.bases import PROXY
from zone_atlas.ui.compare import constant_prices
from zone_atlas.ui.compare.choice import Choice
from zone_atlas.ui.compare.constant_prices import PointsByPlace
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, t


def write_line_finding(
    ctx: Context, choice: Choice, item: str, points_by_place: PointsByPlace, decimals: int
) -> str:
    """Write how the first place moved over its last unbroken years, against the others over the same years.

    Parameters
    ----------
    ctx : Context
    choice : Choice
        The places of the page; the first is set against the others.
    item : str
        The dimension, indicator or series that is followed.
    points_by_place : dict of str to DataFrame
        Lines of the places that have one, columns year, value, segment, breaks, basis.
    decimals : int
        Decimals of the values.
    """
    if choice.first not in points_by_place:
        return t("compare.lines.finding.absent", name=ctx.place(choice.first), shown=len(points_by_place))
    # No nominal change of GDP is stated: growth comes from the index.
    real = constant_prices.constant_price_finding(ctx, item, list(points_by_place), choice.first)
    if real:
        return real
    # Two censuses are one change, although no line may be drawn through the years between them.
    comparable = (
        {p: points.assign(segment=0) for p, points in points_by_place.items()}
        if item in ITEMS
        else points_by_place
    )
    moved = move_of_line(comparable, choice.first)
    if moved is None:
        return t("compare.lines.finding.none", name=ctx.place(choice.first))
    names = {place: _name_in_finding(ctx, place, points) for place, points in points_by_place.items()}
    facts: dict[str, object] = {"name": names[choice.first], "first": moved.first, "last": moved.last}
    facts |= {"before": number(moved.before, decimals), "after": number(moved.after, decimals)}
    sentence = _movement_clause(moved, facts, names, comparable, decimals)
    if not moved.later:
        return sentence
    years = list_names([str(year) for year in moved.later])
    return t("compare.lines.finding.later", finding=sentence, years=years)


def _movement_clause(
    moved: ChangeAmongPlaces,
    facts: dict[str, object],
    names: dict[str, str],
    points_by_place: PointsByPlace,
    decimals: int,
) -> str:
    """Write the change of the first place, alone, beside one other, or against all others."""
    if not moved.others:
        return t("compare.lines.finding.alone", **facts)
    if len(moved.others) == 1:
        other = moved.others[0]
        ends = points_by_place[other].set_index("year")["value"]
        facts |= {"other": names[other]}
        facts |= {"then": number(ends[moved.first], decimals), "now": number(ends[moved.last], decimals)}
        return t("compare.lines.finding.pair", **facts)
    return t("compare.lines.finding", **facts, more=moved.more, others=len(moved.others))


def _name_in_finding(ctx: Context, place: str, points: pd.DataFrame) -> str:
    """Name a place in a finding, and say where a wider unit stands in for it."""
    proxy = bool(points["basis"].eq(PROXY).any())
    return t("compare.by_proxy", name=ctx.place(place)) if proxy else ctx.place(place)
