"""Show the peers with which a zone is compared, by the published rule, and what makes them peers."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis import peer_group
from zone_atlas.analysis.peer_features import PUBLISHED
from zone_atlas.analysis.zone.peers import features_of_peers, rows_behind_features
from zone_atlas.catalogue.bases import PROXY
from zone_atlas.catalogue.rules import FEATURES
from zone_atlas.ui.blocks import downloads, sources
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.links import link_to_page
from zone_atlas.ui.shell.markdown import quiet_markdown

# More names than this make a paragraph that nobody reads.
MOST_NAMED = 12
DISTANCE_DECIMALS = 2


def show_zone_peers(ctx: Context, zone: str) -> None:
    """Show the table of the nearest peers with their four features, and the names of the other two groups."""
    frame = features_of_peers(ctx.atlas, zone)
    with st.container(gap="small", key="zone-peers"):
        st.header(t("zone.peers"))
        if len(frame) < 2:
            st.info(t("zone.peers.empty", zone=ctx.place(zone)))
            return
        st.markdown(quiet_markdown(t("zone.peers.rule", count=len(frame) - 1)))
        with st.container(key="zone-peers-table"):
            st.table(_zone_peers_table(ctx, zone, frame), border="horizontal", hide_index=True)
        st.markdown(quiet_markdown(" · ".join(_other_peers(ctx, zone))))
        _show_zone_peers_foot(ctx, zone, frame)


def _zone_peers_table(ctx: Context, zone: str, frame: pd.DataFrame) -> pd.DataFrame:
    records = frame.to_dict("records")
    mark = " ○" if peer_group.basis_of_peers(ctx.atlas, zone) == PROXY else ""
    columns = {
        t("column.place"): [
            f"**{ctx.place(zone)}**{mark}" if row["place"] == zone else ctx.place(row["place"])
            for row in records
        ],
        t("zone.peers.why"): [_why_peers(row["groups"]) for row in records],
        t("zone.peers.distance"): [number(row["distance"], DISTANCE_DECIMALS) for row in records],
    }
    for feature in FEATURES:
        unit, _ = PUBLISHED[feature]
        decimals = ctx.atlas.catalogue.units[unit].decimals
        columns[t(f"compare.feature.{feature}")] = [number(row[feature], decimals) for row in records]
    if ctx.phone:
        del columns[t("zone.peers.why")]
    return pd.DataFrame(columns)


def _why_peers(groups: tuple[str, ...]) -> str:
    return t("list.separator").join(t(f"compare.group.{group}") for group in groups)


def _other_peers(ctx: Context, zone: str) -> list[str]:
    """List the peers for another reason than nearness."""
    lines = []
    for group in ("province", "cohort"):
        places = [peer.place for peer in peer_group.peers_of_place(ctx.atlas, zone) if group in peer.groups]
        names = [ctx.place(place) for place in places]
        if not names:
            continue
        listed = t("list.separator").join(names[:MOST_NAMED])
        more = len(names) - MOST_NAMED
        text = listed if more <= 0 else t("zone.peers.more", names=listed, more=more)
        lines.append(t(f"zone.peers.{group}", names=text, count=len(names)))
    return lines


def _show_zone_peers_foot(ctx: Context, zone: str, frame: pd.DataFrame) -> None:
    years = {int(y) for feature in FEATURES for y in frame[f"{feature}_year"] if y}
    notes = [t("zone.peers.note", first=min(years), last=max(years))]
    if peer_group.basis_of_peers(ctx.atlas, zone) == PROXY:
        notes.append(t("zone.peers.proxy"))
    items = ["b2_gdp_per_resident", "b2_mining"]
    notes.append(sources.source_line_of_nodes(ctx, items))
    atlas = ctx.atlas
    with st.container(horizontal=True, vertical_alignment="center", key="foot-zone-peers"):
        st.markdown(quiet_markdown(" · ".join(notes)))
        with st.container(horizontal=True, gap="small", width="content", key="tools-zone-peers"):
            link_to_page("compare", t("zone.peers.compare"), peers=zone)
            downloads.offer_download(
                "zone-peers",
                downloads.file_name("peers", zone),
                downloads.prepare_extract(ctx, lambda: rows_behind_features(atlas, zone, frame)),
            )
