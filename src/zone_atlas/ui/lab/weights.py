"""Draw the Lab's controls: methods, weights by slider at each level of the tree, and what the intervals vary."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis.lab.index import SLIDER_END
from zone_atlas.analysis.lab.ranks import CONCENTRATIONS
from zone_atlas.analysis.lab.weights import siblings_of_node, weight_shares, weights_table, without_weight
from zone_atlas.index.sensitivity import FACTORS
from zone_atlas.ui.lab.query import (
    METHODS,
    LabQuery,
    concentration_parameter,
    fixed_choices_parameter,
    method_parameters,
    slider_parameters,
    write_percent,
)
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_buttons, draw_choice_list, draw_choice_pills
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

PANEL_HEIGHT = 845


def show_weight_panel(ctx: Context, query: LabQuery) -> None:
    """Draw the controls of the index; on a phone behind one line, so that the ranks come first."""
    for ids in without_weight(query.lab, query.choice):
        names = list_names([ctx.short(id) if id in query.lab.dimensions else ctx.node(id) for id in ids])
        st.info(escape_markdown(t("lab.without_weight", names=names)), icon=":material/info:")
    if ctx.phone:
        with st.expander(t("lab.panel.phone"), icon=":material/tune:"):
            _draw_weight_controls(ctx, query)
        return
    # The panel is as tall as the charts beside it: its sliders scroll, and the ranks they move stay in sight.
    with st.container(border=True, gap="small", key="lab-choice", height=PANEL_HEIGHT):
        _draw_weight_controls(ctx, query)


def _draw_weight_controls(ctx: Context, query: LabQuery) -> None:
    _draw_methods()
    if query.choice.scheme == "given":
        _draw_sliders(ctx, query)
    else:
        _read_weights(ctx, query)
    st.button(
        t("lab.reset"),
        key="lab-reset",
        type="tertiary",
        icon=":material/restart_alt:",
        disabled=query.is_default and not query.choice.sliders and not query.choice.locked,
        on_click=state.reset_parameters,
        args=((*METHODS, *(p.name for p in slider_parameters(query.lab).values()), "lock"),),
    )


def _draw_methods() -> None:
    scale, mean, weights = method_parameters()
    for parameter, label, labels, explained in (
        (scale, t("lab.scale"), {c: t(f"lab.scale.{c}") for c in scale.allowed}, t("lab.scale.help")),
        (mean, t("lab.mean"), {c: t(f"lab.mean.{c}") for c in mean.allowed}, t("lab.mean.help")),
        (
            weights,
            t("lab.weights"),
            {c: t(f"lab.weights.{c}") for c in weights.allowed},
            t("lab.weights.help"),
        ),
    ):
        draw_choice_buttons(parameter, label, labels, help_text=explained)


def _draw_sliders(ctx: Context, query: LabQuery) -> None:
    """Draw the sliders of the dimensions, then of the dimension and element that the reader opens."""
    tree, shares = query.lab.specification, weight_shares(query.lab, query.choice)
    _draw_sliders_of_level(ctx, query, shares, tree.root.id)
    dimension = _choose_open_dimension(ctx, query)
    if not dimension:
        return
    _draw_sliders_of_level(ctx, query, shares, dimension)
    element = _choose_open_element(ctx, query, dimension)
    if element:
        _draw_sliders_of_level(ctx, query, shares, element)


def _choose_open_dimension(ctx: Context, query: LabQuery) -> str:
    allowed = ("", *query.lab.dimensions)
    parameter = state.Parameter("open", "choice", allowed, "")
    dimension = str(state.register_parameter(parameter))
    labels = {d: ctx.short(d) if d else t("lab.open.none") for d in allowed}
    draw_choice_buttons(parameter, t("lab.open"), labels)
    return dimension


def _choose_open_element(ctx: Context, query: LabQuery, dimension: str) -> str:
    tree = query.lab.specification
    elements = [node.id for node in tree.children[dimension] if siblings_of_node(tree, node.id)]
    allowed = ("", *elements)
    parameter = state.Parameter("element", "choice", allowed, "")
    element = str(state.register_parameter(parameter))
    labels = {e: ctx.node(e) if e else t("lab.open.none") for e in allowed}
    draw_choice_list(parameter, t("lab.open.element"), labels)
    return element


def _draw_sliders_of_level(ctx: Context, query: LabQuery, shares: dict[str, float], parent: str) -> None:
    """Draw one slider per child of a node, each with its lock and the share that results."""
    parameters, locked = slider_parameters(query.lab), query.choice.locked
    ids = siblings_of_node(query.lab.specification, parent)
    if not ids:
        st.markdown(quiet_markdown(t("lab.single", name=ctx.node(parent))))
    for id in ids:
        name = ctx.short(id) if parent == query.lab.index else ctx.node(id)
        with st.container(
            horizontal=True, vertical_alignment="bottom", gap="small", key=f"lab-row-{id}", wrap=False
        ):
            st.slider(
                f"{escape_markdown(name)} · **{write_percent(shares[id], 1)}**",
                0,
                SLIDER_END,
                key=parameters[id].key,
            )
            is_locked = id in locked
            st.button(
                "",
                key=f"lab-lock-{id}",
                icon=":material/lock:" if is_locked else ":material/lock_open:",
                type="tertiary",
                help=t("lab.unlock", name=name) if is_locked else t("lab.lock", name=name),
                on_click=_turn_lock,
                args=(id, locked, shares[id]),
            )


def _turn_lock(id: str, locked: tuple[str, ...], share: float) -> None:
    """Lock a node at the share it has, or unlock it."""
    if id in locked:
        state.set_parameter("lock", tuple(other for other in locked if other != id))
        return
    state.set_parameter(id.lower(), round(100 * share))
    state.set_parameter("lock", (*locked, id))


def _read_weights(ctx: Context, query: LabQuery) -> None:
    """Show the weights that the data give: of the dimensions, then of the dimension and element that is open."""
    table = weights_table(query.lab, query.choice)
    _weights_of(ctx, table, query.lab.index)
    dimension = _choose_open_dimension(ctx, query)
    if dimension:
        _weights_of(ctx, table, dimension)
        element = _choose_open_element(ctx, query, dimension)
        if element:
            _weights_of(ctx, table, element)


def _weights_of(ctx: Context, table: pd.DataFrame, parent: str) -> None:
    rows = table[table["parent"] == parent]
    names = [ctx.short(id) if len(id) == 2 else ctx.node(id) for id in rows["node"]]
    st.dataframe(
        pd.DataFrame({t("lab.column.node"): names, t("lab.column.share"): 100 * rows["share"].to_numpy()}),
        hide_index=True,
        key=f"lab-weights-{parent}",
        column_config={
            t("lab.column.share"): st.column_config.ProgressColumn(
                format="%.1f%%", min_value=0.0, max_value=100.0, color="primary"
            )
        },
    )


def draw_variation() -> None:
    """Draw what the intervals vary: how far weights stray, and which choices stay as they are."""
    parameter, fixed = concentration_parameter(), fixed_choices_parameter()
    spreads = {c: t("lab.spread", percent=round(100 / c**0.5)) for c in CONCENTRATIONS}
    labels = {factor: t(f"lab.factor.{factor}") for factor in FACTORS}
    with st.container(border=True, key="lab-variation"):
        left, right = st.columns([2, 3], gap="medium")
    left.select_slider(
        t("lab.concentration"),
        CONCENTRATIONS,
        key=parameter.key,
        format_func=spreads.__getitem__,
        help=t("lab.concentration.help"),
    )
    draw_choice_pills(fixed, t("lab.hold"), labels, help_text=t("lab.hold.help"), column=right)
