"""The documents on a time axis, as a table and as a file."""

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
from zone_atlas.ui.policies import query
from zone_atlas.ui.policies.query import Asked, part_name, parts_of
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.selections import read_clicked_data

FAMILIES: dict[str, Family] = {**{kind: kind for kind in KINDS}, "pathway": "neutral"}


def show_timeline(ctx: Context, asked: Asked) -> None:
    """Timeline of the record; what the filter leaves out stays in its place, faint."""
    if query.explain_no_documents(ctx, asked):
        return
    first, last = _timeline_years(asked)
    content = FrameContent(
        key="documents",
        headline=_timeline_finding(ctx, asked),
        subtitle=t("policies.subtitle", first=first, last=last),
        draw=lambda: _draw_timeline(ctx, asked),
        notes=_timeline_notes(ctx, asked),
        source_line=t("source.line", names=t("policies.sources")),
        table=lambda: _timeline_twin(ctx, asked),
        extract=_prepare_timeline_extract(ctx, asked),
        file_name=downloads.file_name("policies", *asked.parts, *asked.levels, asked.zone),
        on_select=_open_clicked_timeline,
        depends_on=ctx.seen(asked.parts, asked.levels, asked.zone, yearly=False),
    )
    show_frame(content)


def _timeline_years(asked: Asked) -> tuple[int, int]:
    spans = [record.span_of_date(policy.date) for policy in asked.documents]
    return min(span.first.year for span in spans), max(span.last.year for span in spans)


def _draw_timeline(ctx: Context, asked: Asked) -> go.Figure:
    shown = {policy.id for policy in asked.passing}
    groups = [
        (
            t(f"kinds.short.{kind}"),
            FAMILIES[kind],
            [(part, part_name(ctx, part)) for part in parts_of(ctx, kind)],
        )
        for kind in query.KINDS
    ]
    # On a phone, rows that do not pass would only make the way down longer.
    rows = asked.passing if ctx.phone else asked.documents
    return draw_timeline(
        [_timeline_mark(ctx, policy, policy.id in shown) for policy in rows],
        [(level, t(f"level.{level}")) for level in POLICY_LEVELS],
        groups,
        _timeline_years(asked),
        ctx.mode,
        chosen=asked.parts,
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
    """Documents that designated zones."""
    found = (designated_by(ctx.atlas.catalogue, zone) for zone in ctx.atlas.catalogue.zones.values())
    return {policy.id for policy in found if policy is not None}


def _timeline_finding(ctx: Context, asked: Asked) -> str:
    """How many documents there are, and to which part most and fewest of them speak."""
    total = len(asked.passing)
    if asked.narrowed:
        first, last = asked.passing[0], asked.passing[-1]
        titles = {"first": first.title.of(ctx.view.language), "last": last.title.of(ctx.view.language)}
        dates = {"first_date": first.date, "last_date": last.date}
        if total == 1:
            return t("policies.finding.one", title=titles["first"], date=first.date)
        return t("policies.finding.narrowed", count=number(total), **titles, **dates)
    counts = record.documents_by_part(asked.passing, parts_of(ctx))
    kinds = {kind: {part: counts[part] for part in parts_of(ctx, kind)} for kind in query.KINDS[1:]}
    facts: dict[str, str] = {"total": number(total)}
    for kind, found in kinds.items():
        most, least = max(found, key=lambda p: found[p]), min(found, key=lambda p: found[p])
        facts |= {f"{kind}_most": part_name(ctx, most), f"{kind}_most_count": number(found[most])}
        facts |= {f"{kind}_least": part_name(ctx, least), f"{kind}_least_count": number(found[least])}
    return t("policies.finding", **facts)


def _timeline_notes(ctx: Context, asked: Asked) -> list[str]:
    parts = t("list.separator").join(part_name(ctx, part, short=True) for part in parts_of(ctx))
    notes = [t("policies.note.marks")]
    if not ctx.phone:
        notes.append(t("policies.note.columns", names=parts))
    if len(asked.passing) < len(asked.documents) and not ctx.phone:
        notes.append(t("policies.note.faint"))
    return [*notes, t("policies.note.reading"), t("policies.note.open")]


def timeline_table(ctx: Context, documents: tuple[Policy, ...]) -> pd.DataFrame:
    """The record as a table; a number that was not verified is said to be so."""
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


def _timeline_twin(ctx: Context, asked: Asked) -> Twin:
    ids = [policy.id for policy in asked.passing]
    return Twin(timeline_table(ctx, asked.passing), lambda row, column: query.open_document(ids[row]))


def _prepare_timeline_extract(ctx: Context, asked: Asked) -> Callable[[], Extract]:
    """The documents that pass with what they do, where they were read, and what is to be known of them."""
    language, headings = (
        ctx.view.language,
        [
            t("column.does"),
            t("column.page"),
            t("column.address"),
            t("column.note"),
        ],
    )
    frame, passing = timeline_table(ctx, asked.passing), asked.passing
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
        query.open_document(str(data[0]))
