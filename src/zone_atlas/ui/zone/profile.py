"""Show the profile of a zone on the six dimensions in its frame."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis import peer_group, standing
from zone_atlas.analysis.zone import profile as zone_profile
from zone_atlas.catalogue.bases import EXACT, PROXY
from zone_atlas.catalogue.framework import KINDS
from zone_atlas.catalogue.rules import CORE
from zone_atlas.charts.rows.profile import Bar, Group
from zone_atlas.charts.rows.profile import draw_place_profile as draw_profile
from zone_atlas.export.write import Extract
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.ui.blocks import coherence_note, downloads, source_card, sources, wording
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.blocks.matrix import open_cell
from zone_atlas.ui.blocks.wording import PERCENT, write_interval
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t


def show_zone_profile(ctx: Context, zone: str) -> None:
    """Show the zone's position among all cities on each dimension, with its interval, beside its nearest peers."""
    rows = zone_profile.zone_profile(ctx.atlas, zone, ctx.view.year, ctx.view.proxies)
    if rows["share"].isna().all():
        st.info(t("zone.profile.empty", zone=ctx.place(zone), year=ctx.view.year))
        return
    content = FrameContent(
        key="zone-profile",
        headline=_zone_profile_finding(ctx, zone, rows),
        subtitle=t(
            "zone.profile.subtitle", year=ctx.view.year, set=t(f"set.{standing.set_of(ctx.view.year)}")
        ),
        draw=lambda: _draw_zone_profile(ctx, zone, rows),
        notes=_zone_profile_notes(ctx, rows),
        source_line=sources.source_line_of_nodes(ctx, list(rows["node"])),
        table=lambda: _zone_profile_twin(ctx, zone, rows),
        extract=_prepare_zone_profile_extract(ctx, zone, list(rows["node"])),
        file_name=downloads.file_name("profile", zone, ctx.view.year),
        depends_on=ctx.seen(zone),
        on_select=lambda: open_cell(ctx, "zone-profile"),
    )
    show_frame(content)


def _zone_profile_finding(ctx: Context, zone: str, rows: pd.DataFrame) -> str:
    """Name the dimension on which the zone is furthest from its peers, if its interval is clear of their median."""
    name = ctx.place(zone)
    if not rows["ranked"].any():
        return t("zone.profile.finding.unranked", zone=name, year=ctx.view.year)
    clear = rows[(rows["low"] > rows["peers_share"]) | (rows["high"] < rows["peers_share"])]
    if clear.empty:
        return t("zone.profile.finding.none", zone=name)
    row = clear.loc[(clear["share"] - clear["peers_share"]).abs().idxmax()]
    facts = {
        "zone": name,
        "name": ctx.node(row["node"]),
        "share": write_interval(row["low"], row["high"]),
        "peers": number(PERCENT * row["peers_share"]),
        "clear": len(clear),
        "total": int(rows["ranked"].sum()),
    }
    return t(f"zone.profile.finding.{ctx.family(row['node'])}", **facts)


def _draw_zone_profile(ctx: Context, zone: str, rows: pd.DataFrame) -> go.Figure:
    peers = zone_profile.peers_profile(ctx.atlas, zone, ctx.view.year)
    records = {row["node"]: row for row in rows.to_dict("records")}
    groups = [
        Group(
            kind,
            t(f"kinds.short.{kind}"),
            t(f"zone.profile.end.{kind}"),
            [_profile_bar(ctx, zone, records[d.id], peers[d.id]) for d in ctx.dimensions(kind)],
        )
        for kind in KINDS
    ]
    return draw_profile(zone, groups, t("zone.profile.axis"), ctx.mode, compact=ctx.phone)


def _profile_bar(ctx: Context, zone: str, row: dict, peers: dict[str, float]) -> Bar:
    node, scored = row["node"], bool(np.isfinite(row["share"]))
    lines = (
        [f"<b>{ctx.place(zone)}</b> · {ctx.node(node)}", f"{_share_with_interval(row)} · {_basis_note(row)}"]
        if scored
        else []
    )
    return Bar(
        node,
        ctx.node(node),
        PERCENT * row["share"],
        PERCENT * row["low"],
        PERCENT * row["high"],
        [
            (peer, f"<b>{ctx.place(peer)}</b><br>{number(PERCENT * share)}%", PERCENT * share)
            for peer, share in peers.items()
        ],
        PERCENT * row["peers_share"],
        "<br>".join(lines),
        not row["ranked"],
        "" if scored else t("zone.profile.absent"),
    )


def _share_with_interval(row: dict) -> str:
    """Write a share with its interval, for the hover text."""
    share = f"{number(PERCENT * row['share'])}%"
    return f"{share} ({write_interval(row['low'], row['high'])})" if row["ranked"] else share


def _basis_note(row: dict) -> str:
    """Say why a score is not ranked, or that it is the zone's own."""
    if row["basis"] == PROXY:
        return t("basis.proxy")
    if row["ranked"]:
        return t("basis.exact")
    return t("rank.none")


def _zone_profile_notes(ctx: Context, rows: pd.DataFrame) -> list[str]:
    year = ctx.view.year
    notes = [t("zone.profile.note")]
    if standing.set_of(year) == CORE:
        notes += [t("zone.profile.note.core"), t("note.core", year=year)]
    elif rows["ranked"].any():
        notes.append(t("zone.profile.note.ranks"))
    notes += coherence_note.incoherence_sentences(ctx, rows["node"])
    if rows["basis"].eq(PROXY).any():
        notes.append(t("note.proxies"))
    exact = rows["basis"].eq(EXACT) & ~rows["ranked"]
    if exact.any() and standing.set_of(year) != CORE:
        notes.append(t("note.not_ranked"))
    return notes


def _zone_profile_twin(ctx: Context, zone: str, rows: pd.DataFrame) -> Twin:
    nodes, year = list(rows["node"]), ctx.view.year

    def percent(column: str) -> np.ndarray:
        return (PERCENT * rows[column]).round(0).to_numpy()

    frame = pd.DataFrame(
        {
            t("column.dimension"): [ctx.node(node) for node in nodes],
            t("zone.column.share"): percent("share"),
            t("column.low"): percent("low"),
            t("column.high"): percent("high"),
            t("zone.column.peers_share"): percent("peers_share"),
            # Where a wider unit stands in for the zone, the zone's rank does not apply.
            t("column.rank"): [
                wording.printed_ranks_of(ctx, node, [zone], year)[0] if ranked else MISSING_NUMBER
                for node, ranked in zip(nodes, rows["ranked"], strict=True)
            ],
            t("column.score"): rows["score"].round(1).to_numpy(),
            t("column.coverage"): percent("coverage"),
            t("column.basis"): [t(f"basis.{basis}") if basis else "" for basis in rows["basis"]],
        }
    )
    return Twin(frame, lambda row, column: source_card.open_source_card(zone, nodes[row], year))


def _prepare_zone_profile_extract(ctx: Context, zone: str, nodes: list[str]) -> Callable[[], Extract]:
    """Prepare the scores of the zone and of its peers, with their sources."""
    atlas, year, proxies = ctx.atlas, ctx.view.year, ctx.view.proxies
    places = [zone, *peer_group.nearest_peers(atlas, zone)]
    return downloads.prepare_score_extract(
        ctx, lambda: standing.scores_in(atlas.scores_at(nodes, year), year, nodes, places, proxies)
    )
