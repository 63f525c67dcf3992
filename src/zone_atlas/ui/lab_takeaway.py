"""Everything the lab shows, in one file."""

from __future__ import annotations

import streamlit as st

from zone_atlas.analysis import lab_extract
from zone_atlas.analysis import lab_ranks as ranking
from zone_atlas.index.sensitivity import FACTORS
from zone_atlas.ui import lab_results, lab_saved, takeaway
from zone_atlas.ui.context import Context
from zone_atlas.ui.lab import Asked
from zone_atlas.ui.language import t

PARTS = ("ranks", "weights", "choices", "without", "compared", "duels")
MEASURES = (
    "default",
    "chosen",
    "shift",
    "median",
    "low",
    "high",
    "group",
    "first",
    "top_quarter",
    "share",
    "weight",
    "alone",
    "alone_low",
    "alone_high",
    "total",
    "total_low",
    "total_high",
    "mean_shift",
    "moved",
    "rank",
    "before",
)


def take_away(ctx: Context, asked: Asked) -> None:
    """One file with everything the lab shows."""
    names = {f"lab.part.{part}": t(f"lab.part.{part}") for part in PARTS}
    names |= {f"lab.measure.{measure}": t(f"lab.measure.{measure}") for measure in MEASURES}
    names |= {f"lab.factor.{factor}": t(f"lab.factor.{factor}") for factor in FACTORS}
    headings = {
        "part": t("lab.extract.part"),
        "item": t("lab.extract.item"),
        "other": t("lab.extract.other"),
        "measure": t("lab.extract.measure"),
        "value": t("lab.extract.value"),
    }
    choices = asked.listed_choices()
    choice_names = {name: lab_saved.heading(name) for name in choices}
    basis = lab_results.ranks_subtitle(asked), takeaway.source_line(ctx, asked.lab.dimensions)
    note = " · ".join(
        (*basis, t("lab.extract.seed", seed=ranking.SEED, inputs=ctx.atlas.manifest["inputs"][:12]))
    )
    heading_of_note = t("lab.extract.note")

    def named(code: str) -> str:
        for prefix in ("lab.part.", "lab.measure.", "lab.factor."):
            if prefix + code in names:
                return names[prefix + code]
        return choice_names.get(code) or (ctx.place(code) if code in asked.lab.zones else ctx.node(code))

    def download() -> bytes:
        rows = lab_extract.extract(asked.lab, asked.choice, asked.variation, choices)
        for column in ("part", "item", "other", "measure"):
            rows[column] = rows[column].map(
                {code: named(code) if code else "" for code in rows[column].unique()}
            )
        return lab_results.csv_of(rows.rename(columns=headings).assign(**{heading_of_note: note}))()

    st.download_button(
        t("lab.extract"),
        data=download,
        file_name=takeaway.file_name("lab-all", asked.lab.index, asked.lab.year),
        mime="text/csv",
        on_click="ignore",
        key="lab-download",
        icon=":material/download:",
        help=t("lab.extract.help"),
    )
