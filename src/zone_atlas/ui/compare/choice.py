"""Choose the places that the Compare page sets side by side, and say why each is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from zone_atlas.analysis import peer_group
from zone_atlas.analysis.compare.peers import ComparedPlace, reasons_for_choice
from zone_atlas.analysis.peer_features import PUBLISHED, find_stating_item
from zone_atlas.catalogue.bases import PROXY
from zone_atlas.charts.base.place_styles import MOST_PLACES, assign_place_styles, make_mark_image
from zone_atlas.export.write import Extract
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.ui.blocks import downloads, place_search
from zone_atlas.ui.blocks.table_foot import show_table_foot
from zone_atlas.ui.compare import sources
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_buttons, draw_choice_list
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import quiet_markdown
from zone_atlas.ui.shell.selections import read_picked_cell

# A zone and its peers together are as many as can be told apart.
PEERS_SHOWN = MOST_PLACES - 1


@dataclass(frozen=True)
class Choice:
    """The places of the page: the first is set against the others.

    Attributes
    ----------
    places : tuple of str
        Zones, cities, counties or districts, at most as many as there are styles of places.
    group : str
        'nearest', 'province' or 'cohort': the peers of the first place; '' where the reader chose the places.
    """

    places: tuple[str, ...]
    group: str = ""

    @property
    def first(self) -> str:
        """The place that is set against the others."""
        return self.places[0]


def choose_places(ctx: Context) -> Choice | None:
    """Draw the controls and return the places; None where there are none.

    Places that the reader names win; else a zone and its peers are shown, the first zone that passes the filter
    unless another is chosen.
    """
    named = place_search.places_in_address(ctx, "places")
    peers = state.Parameter("peers", "choice", ("", *ctx.atlas.catalogue.zones), "")
    group = state.Parameter("group", "choice", peer_group.GROUPS, peer_group.GROUPS[0])
    zone, kind = str(state.register_parameter(peers)), str(state.register_parameter(group))
    if named and zone:
        # A link that names both: the places stand, and the other control follows.
        state.set_parameter("peers", "")
        zone = ""
    first = zone or next(iter(ctx.zones), "")
    shown = named or tuple(filter(None, (first, *peers_of(ctx, first, kind))))
    _draw_comparison_controls(ctx, peers, group, Choice(shown, "" if named else kind), zone)
    if not shown:
        return None
    if not named and len(shown) == 1:
        st.info(t(f"compare.no_peers.{kind}", name=ctx.place(first)), icon=":material/info:")
    return Choice(shown, "" if named else kind)


def names_of(ctx: Context, places: Sequence[str]) -> dict[str, str]:
    """Name each place; places of one name also bear the city around them, or their code."""
    names = {place: ctx.place(place) for place in places}
    for add in (_with_city, _with_code):
        repeated = [p for p, name in names.items() if list(names.values()).count(name) > 1]
        names |= {place: add(ctx, place) for place in repeated}
    return names


def _with_city(ctx: Context, place: str) -> str:
    prefecture = ctx.atlas.catalogue.places[place].prefecture
    return t("compare.in_city", name=ctx.place(place), city=ctx.place(prefecture))


def _with_code(ctx: Context, place: str) -> str:
    return f"{ctx.place(place)} {place}"


def peers_of(ctx: Context, zone: str, group: str) -> tuple[str, ...]:
    """Return the first peers of a zone in a group, as many as can be shown beside it."""
    return peer_group.in_group(ctx.atlas, zone, group)[:PEERS_SHOWN]


def _draw_comparison_controls(
    ctx: Context, peers: state.Parameter, group: state.Parameter, choice: Choice, zone: str
) -> None:
    named = not choice.group
    left, right = st.columns([2, 5], gap="small")
    with left:
        options = _zones_offered(ctx, choice, zone)
        draw_choice_list(
            peers,
            t("compare.zone_and_peers"),
            options,
            on_change=place_search.set_places,
            args=("places", ()),
        )
        groups = {name: t(f"compare.group.{name}") for name in group.allowed}
        draw_choice_buttons(group, t("compare.group"), groups, hide_label=True, disabled=named)
    with right:
        place_search.draw_place_search(
            ctx,
            "places",
            t("compare.places", most=MOST_PLACES),
            choice.places,
            on_change=lambda: state.set_parameter("peers", ""),
        )


def _zones_offered(ctx: Context, choice: Choice, zone: str) -> dict[str, str]:
    """Return the zones by code; '' stands for the reader's own places, or for the first zone while none is chosen."""
    zones = {z: ctx.place(z) for z in ctx.atlas.catalogue.zones}
    if not choice.group or not choice.places:
        return {"": t("compare.own_choice"), **zones}
    if zone:
        return zones
    return {"": zones.pop(choice.first), **zones}


def show_reasons(ctx: Context, choice: Choice) -> None:
    """Show the key of the page: each place with its mark, the reason it is here, its distance and four features."""
    rows = reasons_for_choice(ctx.atlas, choice.places, named=not choice.group)
    st.markdown(quiet_markdown(_rule_of_choice(ctx, choice)))
    styles = assign_place_styles(len(rows), ctx.mode)
    table = _reasons_table(ctx, rows)
    shown = table.assign(**{"": [make_mark_image(style) for style in styles]})
    st.dataframe(
        shown[["", *table.columns]],
        hide_index=True,
        key="compare-reasons",
        on_select=lambda: _open_picked_feature(ctx, rows),
        selection_mode="single-cell",
        column_config={
            "": st.column_config.ImageColumn(width=30),
            **{name: st.column_config.TextColumn(alignment="right") for name in table.columns[3:]},
        },
    )
    _show_comparison_foot(ctx, rows, table)


def _rule_of_choice(ctx: Context, choice: Choice) -> str:
    """Write by which rule the places were chosen."""
    name, count = ctx.place(choice.first), len(choice.places) - 1
    if not choice.group:
        return t("compare.rule.named", name=name)
    if choice.group != "cohort":
        return t(f"compare.rule.{choice.group}", name=name, count=count)
    total = len(peer_group.in_group(ctx.atlas, choice.first, "cohort"))
    cohort = ctx.atlas.catalogue.zones[choice.first].cohort
    return t("compare.rule.cohort", name=name, count=count, total=total, cohort=cohort)


def _reasons_table(ctx: Context, rows: list[ComparedPlace]) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            t("column.place"): list(names_of(ctx, [row.place for row in rows]).values()),
            t("compare.column.level"): [t(f"compare.level.{row.kind}") for row in rows],
            t("compare.column.reason"): [_reason_text(row) for row in rows],
            t("compare.column.distance"): [number(row.distance, 2) for row in rows],
        }
    )
    for feature in PUBLISHED:
        table[t(f"compare.feature.{feature}")] = [_feature_text(ctx, row, feature) for row in rows]
    return table


def _feature_text(ctx: Context, row: ComparedPlace, feature: str) -> str:
    if feature not in row.features:
        return MISSING_NUMBER
    value, year = row.features[feature]
    unit, _ = PUBLISHED[feature]
    mark = " ○" if row.basis == PROXY else ""
    return f"{number(value, ctx.atlas.catalogue.units[unit].decimals)} ({year}){mark}"


def _reason_text(row: ComparedPlace) -> str:
    """Write every reason for which a place is shown."""
    parts = [
        t("compare.reason.nearest", order=row.order) if group == "nearest" else t(f"compare.reason.{group}")
        for group in row.groups
    ]
    if row.first:
        parts.insert(0, t("compare.reason.first"))
    elif row.named:
        parts.insert(0, t("compare.reason.named"))
    return t("list.separator").join(parts)


def _open_picked_feature(ctx: Context, rows: list[ComparedPlace]) -> None:
    """Open the source of the feature that was picked."""
    cell = read_picked_cell("compare-reasons")
    if cell is None:
        return
    row, column = rows[cell[0]], cell[1]
    for feature in PUBLISHED:
        if column == t(f"compare.feature.{feature}") and feature in row.features:
            item = find_stating_item(ctx.atlas, row.place, feature)
            sources.open_figure_card(ctx, row.place, item, row.features[feature][1])


def _show_comparison_foot(ctx: Context, rows: list[ComparedPlace], table: pd.DataFrame) -> None:
    notes = [t("compare.note.distance")]
    if any(row.kind in ("county", "district") for row in rows):
        notes.append(t("compare.note.counties"))
    if any(row.basis == PROXY for row in rows):
        notes.append(t("compare.note.proxy_features"))
    show_table_foot(
        quiet_markdown(" · ".join(notes)),
        "compare-reasons",
        downloads.file_name("compare", "places"),
        lambda: Extract(table),
    )
