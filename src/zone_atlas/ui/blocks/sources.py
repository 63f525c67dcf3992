"""Write the lines under every chart: the publications behind it, and notes on its scores."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from zone_atlas.analysis.standing import set_of
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, PROXY
from zone_atlas.catalogue.rules import CORE
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, t

NAMED_SOURCES = 2


@remember_with_tables(maxsize=1)
def _sources_of(atlas: Atlas) -> dict[str, tuple[str, ...]]:
    """Sources of each indicator over all years, the most used first."""
    counts = atlas.indicators.groupby(["indicator", "sources"], observed=True).size()
    found: dict[str, dict[str, int]] = {}
    for (indicator, ids), n in counts.items():
        for source in str(ids).split(";"):
            uses = found.setdefault(str(indicator), {})
            uses[source] = uses.get(source, 0) + int(n)
    return {indicator: tuple(sorted(uses, key=lambda s: -uses[s])) for indicator, uses in found.items()}


def source_line_of_nodes(ctx: Context, nodes: Iterable[str]) -> str:
    """Write the publications behind some dimensions, elements or indicators, the first ones by name."""
    catalogue, known = ctx.atlas.catalogue, _sources_of(ctx.atlas)
    indicators = [
        i.id
        for node in nodes
        for i in (
            [catalogue.indicators[node]] if node in catalogue.indicators else catalogue.indicators_of(node)
        )
    ]
    ids = dict.fromkeys(source for indicator in indicators for source in known.get(indicator, ()))
    names = list(dict.fromkeys(catalogue.sources[s].publication.of(ctx.view.language) for s in ids))
    if len(names) <= NAMED_SOURCES + 1:
        return t("source.line", names=list_names(names))
    more = number(len(names) - NAMED_SOURCES)
    return t("source.line.more", names=t("list.separator").join(names[:NAMED_SOURCES]), more=more)


def source_line_of_publications(ctx: Context, source_ids: Iterable[str]) -> str:
    """Write the publications of some sources by name, each once."""
    sources = ctx.atlas.catalogue.sources
    names = dict.fromkeys(sources[source].publication.of(ctx.view.language) for source in source_ids)
    return t("source.line", names=list_names(list(names)))


def coverage_notes(scores: pd.DataFrame, year: int) -> list[str]:
    """Write notes on scores: age of the oldest value, proxies, scores that are not ranked."""
    notes = [t("note.core", year=year)] if set_of(year) == CORE else []
    oldest = int(scores["oldest_age"].max()) if len(scores) else 0
    if oldest:
        notes.append(t("note.oldest", years=oldest, year=year))
    if scores["basis"].eq(PROXY).any():
        notes.append(t("note.proxies"))
    if (~scores["ranked"] & scores["basis"].eq(EXACT)).any():
        notes.append(t("note.not_ranked"))
    return notes
