"""Write the sentence beside the score of a dimension whose indicators do not move together."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from zone_atlas.analysis import coherence
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import fixed_number, t
from zone_atlas.ui.shell.markdown import quiet_markdown


def incoherence_sentences(ctx: Context, nodes: Iterable[str]) -> list[str]:
    """Write one sentence per dimension among the nodes whose indicators do not measure one thing in the view's year."""
    alphas = {node: coherence.alpha_if_incoherent(ctx.atlas, node, ctx.view.year) for node in nodes}
    return [
        t("coherence.apart", id=node, name=ctx.node(node), alpha=fixed_number(alpha, 2))
        for node, alpha in alphas.items()
        if alpha is not None
    ]


def write_incoherence(ctx: Context, nodes: Iterable[str]) -> None:
    """Write these sentences, if there are any."""
    sentences = incoherence_sentences(ctx, nodes)
    if sentences:
        st.markdown(quiet_markdown(" · ".join(sentences)))
