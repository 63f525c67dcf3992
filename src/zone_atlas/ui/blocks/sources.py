"""Write the lines under every chart: the publications behind it, and notes on its scores."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from zone_atlas.analysis.provenance import sources_of_nodes
from zone_atlas.analysis.standing import set_of
from zone_atlas.catalogue.bases import EXACT, PROXY
from zone_atlas.catalogue.rules import CORE
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, t

NAMED_SOURCES = 2


def source_line_of_nodes(ctx: Context, nodes: Iterable[str]) -> str:
    """Write the publications behind some dimensions, elements or indicators, the first ones by name."""
    catalogue, ids = ctx.atlas.catalogue, sources_of_nodes(ctx.atlas, nodes)
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
