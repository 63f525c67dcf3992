"""Write the notes under a chart that say where breaks of series cut its lines, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.breaks import Break, breaks_of
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, t


def breaks_of_all_places(ctx: Context, item: str, years: Sequence[int], index_set: str = "") -> list[str]:
    """Write the new definitions that cut the lines of all places, each with its reasons."""
    language = ctx.view.language
    declared = breaks_of(ctx.atlas.catalogue, item, index_set=index_set)
    notes = []
    for year in years:
        reasons = {series_break.reason.of(language) for series_break in declared if series_break.year == year}
        text = t("list.separator").join(sorted(filter(None, reasons)))
        if text:
            notes.append(t("trends.break", year=year, reason=text))
    return notes


def breaks_of_single_places(
    ctx: Context, item: str, points_by_place: Mapping[str, pd.DataFrame], index_set: str = ""
) -> list[str]:
    """Write the breaks that cut the lines of single places: the places and years of each reason.

    Parameters
    ----------
    points_by_place : mapping of str to DataFrame
        Lines by place, columns year, basis, breaks.
    """
    drawn = []
    for place, points in points_by_place.items():
        parted = points[points["breaks"] & (points["year"] > points["year"].min())]
        for basis in parted["basis"].astype(str).unique() if len(parted) else ():
            years = set(parted.loc[parted["basis"].eq(basis), "year"])
            declared = breaks_of(ctx.atlas.catalogue, item, place, basis or EXACT, index_set)
            drawn += [
                (place, series_break)
                for series_break in declared
                if series_break.place and series_break.year in years
            ]
    return _break_sentences(ctx, drawn)


def of_nodes(
    ctx: Context, place: str, points_by_node: Mapping[str, pd.DataFrame], index_set: str
) -> list[str]:
    """Write the breaks that cut the lines of a place on several dimensions, each once."""
    notes = []
    for node, points in points_by_node.items():
        years = sorted({int(y) for y in points.loc[points["breaks"], "year"]})
        notes += [
            *breaks_of_all_places(ctx, node, years, index_set),
            *breaks_of_single_places(ctx, node, {place: points}, index_set),
        ]
    return list(dict.fromkeys(notes))


def _break_sentences(ctx: Context, drawn: Iterable[tuple[str, Break]]) -> list[str]:
    by_reason: dict[str, dict[str, None]] = {}
    for place, series_break in drawn:
        name = ctx.place(place)
        if series_break.place != place:
            name = t("trends.break.member", zone=name, member=ctx.place(series_break.place))
        where = t("trends.break.at", name=name, year=series_break.year)
        by_reason.setdefault(series_break.reason.of(ctx.view.language), {})[where] = None
    return [
        t("trends.break.own", places=list_names(list(places)), reason=reason)
        for reason, places in by_reason.items()
    ]
