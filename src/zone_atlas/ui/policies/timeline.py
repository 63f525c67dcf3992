"""Show the documents on a time axis, as a table and as a file."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from zone_atlas.analysis.policy import record
from zone_atlas.analysis.policy.events import designated_by
from zone_atlas.catalogue import addresses
from zone_atlas.catalogue.framework import KINDS
from zone_atlas.catalogue.policy_records import POLICY_LEVELS
from zone_atlas.catalogue.records import Policy
from zone_atlas.charts.base.theme import Family
from zone_atlas.charts.timeline import Document, draw_timeline
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import downloads, read_at
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.policies.query import (
    PART_KINDS,
    PolicyQuery,
    explain_no_documents,
    open_document,
    part_name,
    parts_of,
)
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.selections import read_clicked_data

FAMILIES: dict[str, Family] = {**{kind: kind for kind in KINDS}, "pathway": "neutral"}


def show_timeline(ctx: Context, query: PolicyQuery) -> None:
    """Show the timeline of the record; what the filter leaves out stays in its place, faint."""
    if explain_no_documents(ctx, query):
        return
    first, last = _timeline_years(query)
    content = FrameContent(
        key="documents",
        headline=_timeline_finding(ctx, query),
        subtitle=t("policies.subtitle", first=first, last=last),
        draw=lambda: _draw_timeline(ctx, query),
        notes=_timeline_notes(ctx, query),
        source_line=t("source.line", names=t("policies.sources")),
        table=lambda: _timeline_twin(ctx, query),
        extract=_prepare_timeline_extract(ctx, query),
        file_name=downloads.file_name("policies", *query.parts, *query.levels, query.zone),
        on_select=_open_clicked_timeline,
        depends_on=ctx.seen(query.parts, query.levels, query.zone, yearly=False),
    )
    show_frame(content)


def _timeline_years(query: PolicyQuery) -> tuple[int, int]:
    spans = [record.span_of_date(policy.date) for policy in query.documents]
    return min(span.first.year for span in spans), max(span.last.year for span in spans)


def _draw_timeline(ctx: Context, query: PolicyQuery) -> go.Figure:
    shown = {policy.id for policy in query.passing}
    groups = [
        (
            t(f"kinds.short.{kind}"),
            FAMILIES[kind],
            [(part, part_name(ctx, part)) for part in parts_of(ctx, kind)],
        )
        for kind in PART_KINDS
    ]
    # On a phone, rows that do not pass would only make the way down longer.
    rows = query.passing if ctx.phone else query.documents
    return draw_timeline(
        [_timeline_mark(ctx, policy, policy.id in shown) for policy in rows],
        [(level, t(f"level.{level}")) for level in POLICY_LEVELS],
        groups,
        _timeline_years(query),
        ctx.mode,
        chosen=query.parts,
        compact=ctx.phone,
    )


def _timeline_mark(ctx: Context, policy: Policy, passes: bool) -> Document:
    first, last = record.span_of_date(policy.date).years
    language = ctx.view.language
    parts = [part_name(ctx, part) for part in policy.addresses]
    facts = [
        f"{policy.date} · {t(f'level.{policy.level}')}",
        t("policies.speaks_to", names=t("list.separator").join(parts))
        if parts
        else t("policies.speaks_to.none"),
    ]
    return Document(
        policy.id,
        policy.title.of(language),
        "<br>".join(facts),
        policy.level,
        first,
        last,
        policy.addresses,
        passes,
        policy.id in designating_documents(ctx),
    )


def designating_documents(ctx: Context) -> set[str]:
    """Return the documents that designated zones."""
    documents = (designated_by(ctx.atlas.catalogue, zone) for zone in ctx.atlas.catalogue.zones.values())
    return {policy.id for policy in documents if policy is not None}


def _timeline_finding(ctx: Context, query: PolicyQuery) -> str:
    """Write how many documents there are, and which parts most and fewest of them address."""
    total = len(query.passing)
    if query.narrowed:
        first, last = query.passing[0], query.passing[-1]
        titles = {"first": first.title.of(ctx.view.language), "last": last.title.of(ctx.view.language)}
        dates = {"first_date": first.date, "last_date": last.date}
        if total == 1:
            return t("policies.finding.one", title=titles["first"], date=first.date)
        return t("policies.finding.narrowed", count=number(total), **titles, **dates)
    counts = record.documents_by_part(query.passing, parts_of(ctx))
    kinds = {kind: {part: counts[part] for part in parts_of(ctx, kind)} for kind in PART_KINDS[1:]}
    facts: dict[str, str] = {"total": number(total)}
    for kind, part_counts in kinds.items():
        most, least = (
            max(part_counts, key=lambda p: part_counts[p]),
            min(part_counts, key=lambda p: part_counts[p]),
        )
        facts |= {f"{kind}_most": part_name(ctx, most), f"{kind}_most_count": number(part_counts[most])}
        facts |= {f"{kind}_least": part_name(ctx, least), f"{kind}_least_count": number(part_counts[least])}
    return t("policies.finding", **facts)


def _timeline_notes(ctx: Context, query: PolicyQuery) -> list[str]:
    parts = t("list.separator").join(part_name(ctx, part, short=True) for part in parts_of(ctx))
    notes = [t("policies.note.marks")]
    if not ctx.phone:
        notes.append(t("policies.note.columns", names=parts))
    if len(query.passing) < len(query.documents) and not ctx.phone:
        notes.append(t("policies.note.faint"))
    return [*notes, t("policies.note.reading"), t("policies.note.open")]


def timeline_table(ctx: Context, documents: tuple[Policy, ...]) -> pd.DataFrame:
    """Return the record as a table, which says where a number was not verified."""
    language = ctx.view.language
    columns = {
        t("column.year"): [policy.year for policy in documents],
        t("column.date"): [policy.date for policy in documents],
        t("column.title"): [policy.title.of(language) for policy in documents],
    }
    if language != "zh":
        columns[t("column.original_title")] = [policy.title.zh for policy in documents]
    columns |= {
        t("column.issuers"): [policy.issuers.of(language) for policy in documents],
        t("column.number"): [policy.number or t("policies.number.unverified") for policy in documents],
        t("column.level"): [t(f"level.{policy.level}") for policy in documents],
        t("column.speaks_to"): [
            t("list.separator").join(part_name(ctx, part) for part in policy.addresses)
            for policy in documents
        ],
        t("column.record_status"): [t(f"record.{policy.status}") for policy in documents],
    }
    return pd.DataFrame(columns)


def _timeline_twin(ctx: Context, query: PolicyQuery) -> Twin:
    ids = [policy.id for policy in query.passing]
    return Twin(timeline_table(ctx, query.passing), lambda row, column: open_document(ids[row]))


def _prepare_timeline_extract(ctx: Context, query: PolicyQuery) -> Callable[[], Extract]:
    """Prepare the documents that pass with their content, addresses and notes."""
    language, headings = (
        ctx.view.language,
        [
            t("column.does"),
            t("column.page"),
            t("column.address"),
            t("column.note"),
        ],
    )
    frame, passing = timeline_table(ctx, query.passing), query.passing
    kinds = read_at.kinds_of_addresses(policy.address for policy in passing)

    def download() -> Extract:
        more = [
            [policy.summary.of(language) for policy in passing],
            kinds,
            [" | ".join(addresses.order_addresses(policy.address)) for policy in passing],
            [policy.note.of(language) for policy in passing],
        ]
        whole = frame.assign(**dict(zip(headings, more, strict=True)))
        return Extract(whole)

    return download


def _open_clicked_timeline() -> None:
    data = read_clicked_data("documents")
    if data:
        open_document(str(data[0]))
