"""The lab's controls: methods, weights by slider at each level of the tree, and what the intervals let vary."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis.lab.index import SLIDER_END
from zone_atlas.analysis.lab.ranks import CONCENTRATIONS
from zone_atlas.analysis.lab.weights import siblings_of_node, weight_shares, weights_table, without_weight
from zone_atlas.index.sensitivity import FACTORS
from zone_atlas.ui.lab import query
from zone_atlas.ui.lab.query import Asked
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.context import Context, list_names
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

PANEL_HEIGHT = 845


def show_weight_panel(ctx: Context, asked: Asked) -> None:
    """Draw the controls of the index; on a phone behind one line, so that the ranks come first."""
    for ids in without_weight(asked.lab, asked.choice):
        names = list_names([ctx.short(id) if id in asked.lab.dimensions else ctx.node(id) for id in ids])
        st.info(escape_markdown(t("lab.without_weight", names=names)), icon=":material/info:")
    if ctx.phone:
        with st.expander(t("lab.panel.phone"), icon=":material/tune:"):
            _draw_weight_controls(ctx, asked)
        return
    # As tall as what stands beside it: sliders far down the tree scroll, and the ranks they move stay in sight.
    with st.container(border=True, gap="small", key="lab-choice", height=PANEL_HEIGHT):
        _draw_weight_controls(ctx, asked)


def _draw_weight_controls(ctx: Context, asked: Asked) -> None:
    _draw_methods()
    if asked.choice.scheme == "given":
        _draw_sliders(ctx, asked)
    else:
        _read_weights(ctx, asked)
    st.button(
        t("lab.reset"),
        key="lab-reset",
        type="tertiary",
        icon=":material/restart_alt:",
        disabled=asked.is_default and not asked.choice.sliders and not asked.choice.locked,
        on_click=state.reset_parameters,
        args=((*query.METHODS, *(p.name for p in query.slider_parameters(asked.lab).values()), "lock"),),
    )


def _draw_methods() -> None:
    scale, mean, weights = query.method_parameters()
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
        st.segmented_control(
            label,
            parameter.allowed,
            key=parameter.key,
            format_func=labels.__getitem__,
            required=True,
            help=explained,
        )


def _draw_sliders(ctx: Context, asked: Asked) -> None:
    """Sliders of the dimensions, then of the branch that the reader opens."""
    tree, shares = asked.lab.specification, weight_shares(asked.lab, asked.choice)
    _draw_sliders_of_level(ctx, asked, shares, tree.root.id)
    branch = _open_branch(ctx, asked)
    if not branch:
        return
    _draw_sliders_of_level(ctx, asked, shares, branch)
    twig = _open_twig(ctx, asked, branch)
    if twig:
        _draw_sliders_of_level(ctx, asked, shares, twig)


def _open_branch(ctx: Context, asked: Asked) -> str:
    allowed = ("", *asked.lab.dimensions)
    parameter = state.Parameter("open", "choice", allowed, "")
    branch = str(state.register_parameter(parameter))
    labels = {d: ctx.short(d) if d else t("lab.open.none") for d in allowed}
    st.segmented_control(
        t("lab.open"), allowed, key=parameter.key, format_func=labels.__getitem__, required=True
    )
    return branch


def _open_twig(ctx: Context, asked: Asked, branch: str) -> str:
    tree = asked.lab.specification
    elements = [node.id for node in tree.children[branch] if siblings_of_node(tree, node.id)]
    allowed = ("", *elements)
    parameter = state.Parameter("element", "choice", allowed, "")
    twig = str(state.register_parameter(parameter))
    labels = {e: ctx.node(e) if e else t("lab.open.none") for e in allowed}
    st.selectbox(t("lab.open.element"), allowed, key=parameter.key, format_func=labels.__getitem__)
    return twig


def _draw_sliders_of_level(ctx: Context, asked: Asked, shares: dict[str, float], parent: str) -> None:
    """One slider a child of a node, each with its lock and the share that results."""
    parameters, locked = query.slider_parameters(asked.lab), asked.choice.locked
    ids = siblings_of_node(asked.lab.specification, parent)
    if not ids:
        st.markdown(quiet_markdown(t("lab.single", name=ctx.node(parent))))
    for id in ids:
        name = ctx.short(id) if parent == asked.lab.index else ctx.node(id)
        with st.container(
            horizontal=True, vertical_alignment="bottom", gap="small", key=f"lab-row-{id}", wrap=False
        ):
            st.slider(
                f"{escape_markdown(name)} · **{query.write_percent(shares[id], 1)}**",
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


def _read_weights(ctx: Context, asked: Asked) -> None:
    """Weights as the data give them: the dimensions, and the branch that the reader opens."""
    table = weights_table(asked.lab, asked.choice)
    _weights_of(ctx, table, asked.lab.index)
    branch = _open_branch(ctx, asked)
    if branch:
        _weights_of(ctx, table, branch)
        twig = _open_twig(ctx, asked, branch)
        if twig:
            _weights_of(ctx, table, twig)


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
    """Draw what the intervals let vary: how far weights stray, and what is held as chosen."""
    parameter, held = query.concentration_parameter(), query.fixed_choices_parameter()
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
    right.pills(
        t("lab.hold"),
        FACTORS,
        selection_mode="multi",
        key=held.key,
        format_func=labels.__getitem__,
        help=t("lab.hold.help"),
    )
