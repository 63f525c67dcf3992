"""Breaks in words: what stands under a chart whose lines are parted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.breaks import Break, breaks_of
from zone_atlas.ui.shell.context import Context, list_names
from zone_atlas.ui.shell.language import t


def breaks_of_all_places(ctx: Context, item: str, years: Sequence[int], index_set: str = "") -> list[str]:
    """New definitions that part the lines of all places, each with its reasons."""
    language = ctx.view.language
    found = breaks_of(ctx.atlas.catalogue, item, index_set=index_set)
    notes = []
    for year in years:
        reasons = {one.reason.of(language) for one in found if one.year == year}
        text = t("list.separator").join(sorted(filter(None, reasons)))
        if text:
            notes.append(t("trends.break", year=year, reason=text))
    return notes


def breaks_of_single_places(
    ctx: Context, item: str, found: Mapping[str, pd.DataFrame], index_set: str = ""
) -> list[str]:
    """Breaks of single places at which their lines are parted: the places and years of each reason.

    Parameters
    ----------
    found : mapping of str to DataFrame
        Lines by place, columns year, basis, breaks.
    """
    drawn = []
    for place, points in found.items():
        parted = points[points["breaks"] & (points["year"] > points["year"].min())]
        for basis in parted["basis"].astype(str).unique() if len(parted) else ():
            years = set(parted.loc[parted["basis"].eq(basis), "year"])
            declared = breaks_of(ctx.atlas.catalogue, item, place, basis or EXACT, index_set)
            drawn += [(place, one) for one in declared if one.place and one.year in years]
    return _break_sentences(ctx, drawn)


def of_nodes(ctx: Context, place: str, found: Mapping[str, pd.DataFrame], index_set: str) -> list[str]:
    """Breaks at which the lines of a place on several dimensions are parted, each said once."""
    notes = []
    for node, points in found.items():
        years = sorted({int(y) for y in points.loc[points["breaks"], "year"]})
        notes += [
            *breaks_of_all_places(ctx, node, years, index_set),
            *breaks_of_single_places(ctx, node, {place: points}, index_set),
        ]
    return list(dict.fromkeys(notes))


def _break_sentences(ctx: Context, drawn: Iterable[tuple[str, Break]]) -> list[str]:
    by_reason: dict[str, dict[str, None]] = {}
    for place, one in drawn:
        name = ctx.place(place)
        if one.place != place:
            name = t("trends.break.member", zone=name, member=ctx.place(one.place))
        where = t("trends.break.at", name=name, year=one.year)
        by_reason.setdefault(one.reason.of(ctx.view.language), {})[where] = None
    return [
        t("trends.break.own", places=list_names(list(places)), reason=reason)
        for reason, places in by_reason.items()
    ]
