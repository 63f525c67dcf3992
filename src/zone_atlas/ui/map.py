"""Show the card of one place: its description, its scores, and a figure over time."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis import lines, standing
from zone_atlas.catalogue.rules import TREND
from zone_atlas.charts.base.theme import get_palette
from zone_atlas.charts.lines.sparkline import SparkLine, draw_sparkline
from zone_atlas.ui.blocks import coherence_note, source_card, wording
from zone_atlas.ui.blocks.member_names import list_members
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import keep_among_options
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown
from zone_atlas.ui.shell.parameter import control_key
from zone_atlas.ui.shell.selections import read_picked_row


def chosen_place(ctx: Context) -> str:
    """Register the address parameter of the place and return it; '' when none is chosen."""
    allowed = ("", *ctx.atlas.catalogue.zones, *ctx.all_cities)
    return str(state.register_parameter(state.Parameter("place", "choice", allowed, "")))


def place_card(ctx: Context, place: str, node: str) -> None:
    """Show the card of a place with its six dimensions, or an invitation to choose one."""
    with st.container(border=True, key="place-card"):
        # A place outside the filter keeps its card, so that a link always shows what it names.
        options = keep_among_options(("", *ctx.zones, *ctx.cities), place)
        labels = {p: ctx.place(p) if p else t("place.none") for p in options}
        st.selectbox(t("place.choose"), options, key=control_key("place"), format_func=labels.__getitem__)
        if not place:
            st.markdown(quiet_markdown(t("place.invite")))
            return
        st.markdown(
            f"**{escape_markdown(ctx.place(place))}**  \n{quiet_markdown(_place_description(ctx, place))}"
        )
        scores = _place_scores(ctx, place)
        if scores.empty:
            st.info(t("place.no_scores", year=ctx.view.year))
        else:
            _score_table(ctx, place, scores)
        if node in ctx.atlas.catalogue.indicators:
            st.button(
                t("place.sources", name=ctx.node(node)),
                key="place-sources",
                on_click=source_card.open_source_card,
                args=(place, node, ctx.view.year),
                icon=":material/menu_book:",
            )


def _place_description(ctx: Context, place: str) -> str:
    """Write region, cohort, class, size and members of a place."""
    row = ctx.atlas.places.set_index("place").loc[place]
    parts = [t(f"region.{row['region']}")]
    if row["cohort"]:
        parts.append(t(f"cohort.{row['cohort']}") if row["kind"] == "zone" else f"{ctx.place(row['zone'])}")
    parts += [t(f"lifecycle.{c}") for c in str(row["lifecycle"]).split(",") if c]
    parts += [t("place.mining", share=t(f"mining.{c}")) for c in str(row["mining_class"]).split(",") if c][:1]
    parts += [t("place.size", size=t(f"size.{c}")) for c in str(row["size_class"]).split(",") if c][:1]
    if row["kind"] == "zone":
        parts.append(t("place.members", names=list_members(ctx, ctx.atlas.catalogue.zones[place])))
    return " · ".join(parts)


def _place_scores(ctx: Context, place: str) -> pd.DataFrame:
    nodes = [d.id for d in ctx.dimensions()]
    with_proxies = ctx.view.proxies
    rows = standing.scores_in(
        ctx.atlas.scores_at(nodes, ctx.view.year), ctx.view.year, nodes, [place], with_proxies
    )
    return rows.set_index(rows["node"].astype(str)).reindex([n for n in nodes if n in set(rows["node"])])


def _score_table(ctx: Context, place: str, scores: pd.DataFrame) -> None:
    """Show the dimensions with score, rank, coverage and the constant-set line; a row opens its source card."""
    nodes = list(scores.index)
    table = pd.DataFrame(
        {
            t("column.dimension"): [ctx.node(n) for n in nodes],
            t("column.score"): scores["score"].round(0).to_numpy(),
            t("column.rank"): [_rank_of_place(ctx, place, row) for _, row in scores.iterrows()],
            t("column.line"): [_place_sparkline(ctx, place, n) for n in nodes],
            t("column.coverage"): (100 * scores["coverage"]).round(0).to_numpy(),
        }
    )
    st.dataframe(
        table,
        hide_index=True,
        key="place-scores",
        on_select=lambda: _open_picked_score(ctx, place, nodes),
        selection_mode="single-row",
        column_config={
            t("column.line"): st.column_config.ImageColumn(width="small"),
            t("column.coverage"): st.column_config.NumberColumn(format="%d %%"),
        },
    )
    st.markdown(quiet_markdown(t("place.row_hint")))
    coherence_note.write_incoherence(ctx, nodes)
    wording.default_index()


def _rank_of_place(ctx: Context, place: str, row: pd.Series) -> str:
    if not row["ranked"]:
        return t("rank.none")
    return wording.printed_ranks_of(ctx, str(row["node"]), [place], ctx.view.year)[0]


def _place_sparkline(ctx: Context, place: str, node: str) -> str:
    line = lines.score_line(ctx.atlas.scores_of([node]), TREND, node, place, ctx.view.proxies)
    palette = get_palette(ctx.mode)
    shown = SparkLine(
        list(line["year"]),
        list(line["value"]),
        list(line["segment"]),
        event_years=_designation_year(ctx, place),
    )
    return draw_sparkline(shown, palette.family(ctx.family(node)), event_colour=palette.accent)


def _designation_year(ctx: Context, place: str) -> list[int]:
    """Return the year in which a zone, or the zone of a member city, was designated; none for any other place."""
    places = ctx.atlas.places
    return [int(cohort) for cohort in places.loc[places["place"].eq(place), "cohort"] if cohort]


def _open_picked_score(ctx: Context, place: str, nodes: list[str]) -> None:
    row = read_picked_row("place-scores")
    if row is not None:
        source_card.open_source_card(place, nodes[row], ctx.view.year)
