"""Show how well relatedness in 2010 predicted the industries that came by 2020."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis.pathways.specialisation import (
    BENCHMARKS,
    CHECKED,
    compare_predictors,
    judge_prediction,
)
from zone_atlas.ui.blocks.wording import PERCENT, join_sentences
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown


def show_entry_check(ctx: Context) -> None:
    """Say how far the candidates may be believed, with the figures."""
    table = ctx.atlas.entry_check
    with st.container(border=True, gap="small", key="entry-check"):
        first, *rest = entry_check_finding(ctx)
        st.markdown(
            f"**{escape_markdown(first)}** {escape_markdown(join_sentences(ctx, rest))}  \n"
            f"{quiet_markdown(_entry_check_counts(table))}"
        )
        st.dataframe(_entry_check_shown(table), hide_index=True, key="entry-check-table")
        st.markdown(quiet_markdown(t("pathways.check.area")))
        st.markdown(f"**{escape_markdown(t('pathways.limits'))}**")
        limits = [t("pathways.limits.coarse"), t("pathways.limits.sample"), t("pathways.limits.farm")]
        st.markdown("\n".join(f"- :small[{escape_markdown(text)}]" for text in limits))


def entry_check_finding(ctx: Context) -> list[str]:
    """Write what the figures allow to be said, and no more, in sentences."""
    table = ctx.atlas.entry_check.astype({"predictor": str}).set_index("predictor")
    parts = [
        t(
            f"pathways.verdict.{name}.{judge_prediction(table.loc[name])}",
            auc=number(table.at[name, "auc"], 2),
            interval=_entry_check_interval(table.loc[name]),
        )
        for name in CHECKED
        if name in table.index
    ]
    rival = compare_predictors(table)
    if rival:
        parts.append(t(f"pathways.benchmark.{rival}", aucs=_entry_check_rivals(table)))
    return parts


def _entry_check_rivals(table: pd.DataFrame) -> str:
    areas = [number(table.at[name, "auc"], 2) for name in BENCHMARKS.values() if name in table.index]
    return list_names(areas)


def _entry_check_interval(row: pd.Series) -> str:
    return f"{row['low']:.2f}–{row['high']:.2f}"


def _entry_check_counts(table: pd.DataFrame) -> str:
    row = table.iloc[0]
    return t(
        "pathways.check.counts",
        places=number(row["places"]),
        pairs=number(row["pairs"]),
        entries=number(row["entries"]),
        rate=number(PERCENT * row["base_rate"], 1),
    )


def _entry_check_shown(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            t("pathways.predictor"): [t(f"pathways.predictor.{name}") for name in table["predictor"]],
            t("pathways.auc"): table["auc"].round(2).to_numpy(),
            t("pathways.interval"): [_entry_check_interval(row) for _, row in table.iterrows()],
        }
    )
