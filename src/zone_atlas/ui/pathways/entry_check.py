"""The check on the page: what relatedness in 2010 foretold of the industries that came by 2020."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis.pathways import specialisation as smart
from zone_atlas.ui.blocks.wording import PERCENT, sentences
from zone_atlas.ui.shell.context import Context, listed
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import plain, quiet


def check(ctx: Context) -> None:
    """Say how far the candidates may be believed, with the figures."""
    table = ctx.atlas.entry_check
    with st.container(border=True, gap="small", key="entry-check"):
        first, *rest = finding(ctx)
        st.markdown(f"**{plain(first)}** {plain(sentences(ctx, rest))}  \n{quiet(_counts(table))}")
        st.dataframe(_shown(table), hide_index=True, key="entry-check-table")
        st.markdown(quiet(t("pathways.check.area")))
        st.markdown(f"**{plain(t('pathways.limits'))}**")
        limits = [t("pathways.limits.coarse"), t("pathways.limits.sample"), t("pathways.limits.farm")]
        st.markdown("\n".join(f"- :small[{plain(text)}]" for text in limits))


def finding(ctx: Context) -> list[str]:
    """What the numbers allow to be said, and no more, in sentences."""
    table = ctx.atlas.entry_check.astype({"predictor": str}).set_index("predictor")
    parts = [
        t(
            f"pathways.verdict.{name}.{smart.verdict(table.loc[name])}",
            auc=number(table.at[name, "auc"], 2),
            interval=_interval(table.loc[name]),
        )
        for name in smart.CHECKED
        if name in table.index
    ]
    rival = smart.benchmark(table)
    if rival:
        parts.append(t(f"pathways.benchmark.{rival}", aucs=_rivals(table)))
    return parts


def _rivals(table: pd.DataFrame) -> str:
    found = [number(table.at[name, "auc"], 2) for name in smart.BENCHMARKS.values() if name in table.index]
    return listed(found)


def _interval(row: pd.Series) -> str:
    return f"{row['low']:.2f}–{row['high']:.2f}"


def _counts(table: pd.DataFrame) -> str:
    row = table.iloc[0]
    return t(
        "pathways.check.counts",
        places=number(row["places"]),
        pairs=number(row["pairs"]),
        entries=number(row["entries"]),
        rate=number(PERCENT * row["base_rate"], 1),
    )


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            t("pathways.predictor"): [t(f"pathways.predictor.{name}") for name in table["predictor"]],
            t("pathways.auc"): table["auc"].round(2).to_numpy(),
            t("pathways.interval"): [_interval(row) for _, row in table.iterrows()],
        }
    )
