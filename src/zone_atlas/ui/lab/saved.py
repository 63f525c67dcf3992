"""Save choices of the Lab, up to four in the address, and show them beside the default and the current one."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis.lab.index import Choice
from zone_atlas.analysis.lab.ranks import compare_choices
from zone_atlas.analysis.lab.scenarios import write_scenario
from zone_atlas.charts.rows.rank_moves import draw_rank_slopes
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import downloads, sources
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.lab.query import SAVED, LabQuery, choice_text, method_parameters, slider_parameters
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

MARKED = 3


def show_scenarios(ctx: Context, query: LabQuery) -> None:
    """Draw the buttons that save the current choice, and take up or drop a saved one."""
    free = [name for name in SAVED if name not in query.used_slots]
    text = write_scenario(query.lab, query.choice)
    known = text in dict(query.saved).values()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lab-saved"):
        st.button(
            t("lab.save"),
            key="lab-save",
            icon=":material/bookmark_add:",
            disabled=not free or known or query.is_default,
            on_click=state.set_parameter,
            args=(free[0] if free else "", text),
            help=t("lab.save.help"),
        )
        for name, choice in list(query.listed_choices().items())[2:]:
            with st.popover(heading_of_choice(name), key=f"lab-saved-{name}"):
                st.markdown(escape_markdown(choice_text(choice)))
                st.button(
                    t("lab.saved.take_up"), key=f"lab-take-{name}", on_click=take_up, args=(query, choice)
                )
                st.button(
                    t("lab.saved.drop"), key=f"lab-drop-{name}", on_click=state.set_parameter, args=(name, "")
                )
        other = len(query.used_slots) - len(query.saved)
        if other:
            st.markdown(quiet_markdown(t("lab.saved.other", count=other)))


def heading_of_choice(name: str) -> str:
    """Name a choice as the heading of its column."""
    if name == "default":
        return t("lab.saved.default")
    return t("lab.saved.now") if name == "now" else t("lab.saved.name", number=name[1:])


def take_up(query: LabQuery, choice: Choice) -> None:
    """Set all controls to a saved choice; for a callback."""
    moved = dict(choice.sliders)
    for parameter, value in zip(method_parameters(), (choice.scale, choice.mean, choice.scheme), strict=True):
        state.set_parameter(parameter.name, value)
    for id, parameter in slider_parameters(query.lab).items():
        state.set_parameter(parameter.name, moved.get(id, parameter.default))
    state.set_parameter("lock", choice.locked)


def show_slopes(ctx: Context, query: LabQuery) -> None:
    """Show the ranks under the default, the current and the saved choices."""
    choices = query.listed_choices()
    table = compare_choices(query.lab, list(choices.values()))
    table = table[table.index.isin(query.zones)]
    if table.empty:
        return
    headings = [heading_of_choice(name) for name in choices]
    names = {str(zone): ctx.place(str(zone)) for zone in table.index}
    reach = (table.max(axis=1) - table.min(axis=1)).sort_values(ascending=False, kind="stable")
    marked = tuple(str(zone) for zone in reach[reach > 0].index[:MARKED])
    twin = table.set_axis(headings, axis=1).reset_index(drop=True)
    twin.insert(0, t("column.zone"), list(names.values()))
    twin[t("lab.column.reach")] = (table.max(axis=1) - table.min(axis=1)).to_numpy()
    content = FrameContent(
        key="lab-slopes",
        headline=_slopes_finding(ctx, table, reach, len(choices)),
        subtitle=t("lab.slopes.subtitle", index=t(f"lab.index.{query.lab.index}"), year=query.lab.year),
        draw=lambda: draw_rank_slopes(
            table, names, headings, marked, query.family, ctx.mode, compact=ctx.phone
        ),
        notes=[
            f"{head}: {choice_text(choice)}" for head, choice in zip(headings, choices.values(), strict=True)
        ],
        source_line=sources.source_line_of_nodes(ctx, query.lab.dimensions),
        table=lambda: Twin(twin),
        extract=lambda: Extract(twin),
        file_name=downloads.file_name("lab-choices", query.lab.index, query.lab.year),
        depends_on=ctx.seen(query.key(query.saved)),
    )
    show_frame(content)


def _slopes_finding(ctx: Context, table: pd.DataFrame, reach: pd.Series, number_of: int) -> str:
    most = str(reach.index[0])
    kept = int((reach == 0).sum())
    if not reach.iloc[0]:
        return t("lab.slopes.finding.same")
    facts = {"choices": number_of, "kept": kept, "total": len(table), "zone": ctx.place(most)}
    ends = {"best": number(table.loc[most].min()), "worst": number(table.loc[most].max())}
    return t("lab.slopes.finding", **facts, **ends)
