"""Show the Methods page: what the atlas is made of, its limits, and the ten steps with their tables."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import pandas as pd
import streamlit as st

from zone_atlas.analysis import evidence, links, ranking
from zone_atlas.analysis.bands import MOST_BROKEN
from zone_atlas.analysis.census.parks import PARKS_IN_PROGRAMME
from zone_atlas.analysis.standing import set_of
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.records import STATUS_LIST
from zone_atlas.catalogue.rules import FAR, LEAST, NEAREST, OLDEST, SETS
from zone_atlas.export.write import Extract
from zone_atlas.index.coherence import HOLDS_TOGETHER
from zone_atlas.index.uncertainty import DRAWS
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.blocks import downloads, wording
from zone_atlas.ui.methods import coherence
from zone_atlas.ui.methods.tables import (
    break_register,
    correction_register,
    examination_register,
    framework_register,
    gap_register,
    goalpost_register,
    indicator_register,
    left_out_register,
    proxy_register,
    review_register,
    reviews_of_members,
    source_register,
    source_tables,
    status_register,
)
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown
from zone_atlas.ui.shell.tables import keep_until_rebuild

STEPS = range(1, 11)
# Pixels: longer lines are hard to follow.
LINE = 880
# A dozen in two languages.
MOST_TABLES = 24


def show_methods_lead(ctx: Context) -> None:
    """Show the page's answer: what was done, what it cannot say, and links to the steps."""
    facts = _facts_of_sentences(ctx)
    st.markdown(escape_markdown(t("methods.lead", **facts)), width=LINE)
    limits = [
        t("methods.limit.describes"),
        t("methods.limit.years", **facts),
        t("methods.limit.proxies", **facts),
    ]
    limits += [_tie_sentence(ctx), t("methods.limit.digitised", **facts), t("methods.limit.parks", **facts)]
    st.markdown(f"**{escape_markdown(t('methods.limits'))}**")
    st.markdown("\n".join(f"- {escape_markdown(limit)}" for limit in limits if limit), width=LINE)
    steps = [f"[{n} {escape_markdown(t(f'methods.step.{n}'))}](#s{n})" for n in STEPS]
    st.markdown(" · ".join(steps), width=LINE)


def show_steps(ctx: Context) -> None:
    """Show the ten steps, each in a few sentences, with its registers to look up."""
    facts = _facts_of_sentences(ctx)
    for n in STEPS:
        st.subheader(f"{n} {t(f'methods.step.{n}')}", anchor=f"s{n}")
        st.markdown(escape_markdown(t(f"methods.text.{n}", **facts)), width=LINE)
        for note in NOTES.get(n, ()):
            st.markdown(f"**{escape_markdown(t(f'methods.note.{note}.title'))}**", width=LINE)
            st.markdown(escape_markdown(t(f"methods.note.{note}", **facts)), width=LINE)
        if n in EXTRAS:
            EXTRAS[n](ctx)


def _facts_of_sentences(ctx: Context) -> dict[str, object]:
    """Return the numbers and names in the sentences."""
    catalogue, manifest = ctx.atlas.catalogue, ctx.atlas.manifest
    in_set = {s.id: sum(s.id in i.sets for i in catalogue.indicators.values()) for s in SETS}
    proxied = [ctx.place(z.id) for z in catalogue.zones.values() if any(not m.whole_city for m in z.members)]
    return {
        "zones": len(catalogue.zones),
        "dimensions": len(catalogue.dimensions),
        "elements": len(catalogue.elements),
        "indicators": len(catalogue.indicators),
        "sources": len(catalogue.sources),
        "corrections": len(catalogue.corrections),
        "reviews": number(len(catalogue.reviews)),
        "breaks": number(len(catalogue.breaks)),
        "broken": f"{100 * MOST_BROKEN:.0f}",
        "holds": f"{HOLDS_TOGETHER:g}",
        "proxies": list_names(proxied),
        "tables": len(catalogue.source_tables),
        "status_list": STATUS_LIST,
        "parks": len(catalogue.parks),
        "total": PARKS_IN_PROGRAMME,
        "gaps": len(ctx.atlas.gaps),
        "built": str(manifest["built_at"])[:10],
        "draws": number(DRAWS),
        "oldest": OLDEST,
        **in_set,
        **_bounds_of_rules(),
        **_check_of_relatedness(ctx.atlas),
    }


def _bounds_of_rules() -> dict[str, object]:
    """Return the bounds of the published rules."""
    return {
        "covered": f"{100 * evidence.WELL_COVERED:.0f}",
        "age": f"{evidence.RECENT:.0f}",
        "most": NEAREST,
        "few": LEAST,
        "far": f"{FAR:.0f}",
    }


def _check_of_relatedness(atlas: Atlas) -> dict[str, object]:
    """Return the figures on how well relatedness predicted which industries came, as texts."""
    check = atlas.entry_check.set_index("predictor")
    names = {
        "density": "density",
        "within": "density_within_place",
        "quotient": "location_quotient",
        "quotient_within": "location_quotient_within_place",
    }
    row = check.loc["density"]
    return {
        "pairs": number(int(row["pairs"])),
        "entries": number(int(row["entries"])),
        "base": number(100 * float(row["base_rate"])),
        **{key: f"{check.at[name, 'auc']:.2f}" for key, name in names.items()},
    }


def _tie_sentence(ctx: Context) -> str:
    """Write how many pairs of zones cannot be put in an order; '' in a year without rank intervals."""
    tied, pairs = _tied_pairs(ctx.atlas, ctx.view.year)
    if not pairs:
        return ""
    return t("methods.limit.ties", share=number(100 * tied / pairs), year=ctx.view.year)


@remember_with_tables(maxsize=24)
def _tied_pairs(atlas: Atlas, year: int) -> tuple[int, int]:
    """Count the tied pairs of zones and all pairs, over the dimensions."""
    tables = [atlas.ranks_in(dimension, year) for dimension in atlas.catalogue.dimensions]
    counts = [ranking.tied_pairs(table[table["kind"].eq("zone")]) for table in tables]
    return sum(tied for tied, _ in counts), sum(pairs for _, pairs in counts)


@keep_until_rebuild(max_entries=MOST_TABLES)
def _table_made_once(key: str, depends_on: Hashable, _make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Return a table, made once for all readers; never write to it."""
    return _make()


def _show_register(key: str, make: Callable[[Context], pd.DataFrame], ctx: Context) -> pd.DataFrame:
    """Return a register, which is the same whatever the reader filters."""
    return _table_made_once(key, (ctx.atlas.manifest["inputs"], ctx.view.language), lambda: make(ctx))


def _look_up(key: str, make: Callable[[Context], pd.DataFrame], ctx: Context, **columns: Any) -> None:
    """Show a table to search, folded away."""
    table = _show_register(key, make, ctx)
    with st.expander(t(f"methods.table.{key}", count=number(len(table)))):
        st.dataframe(table, hide_index=True, key=f"methods-{key}", column_config=columns or None)


def _framework_step(ctx: Context) -> None:
    table = _show_register("framework", framework_register, ctx)
    st.dataframe(table, hide_index=True, key="methods-framework")


def _selection_step(ctx: Context) -> None:
    _look_up("indicators", indicator_register, ctx)
    link = st.column_config.LinkColumn()
    pages = {t("column.own_page"): link, t("card.digitised_at"): link}
    _look_up("sources", source_register, ctx, **pages)
    _look_up("source_tables", source_tables, ctx)
    _offer_register("source_tables", source_tables, ctx)
    _look_up("statuses", status_register, ctx)
    _look_up("examined", examination_register, ctx)
    # Thousands of rows would be sent to every reader: the screen shows the members', the file holds all.
    _look_up("reviews", reviews_of_members, ctx)
    _offer_register("reviews", review_register, ctx)
    _look_up("breaks", break_register, ctx)
    _look_up("proxies", proxy_register, ctx)
    _look_up("corrections", correction_register, ctx)


def _offer_register(key: str, make: Callable[[Context], pd.DataFrame], ctx: Context) -> None:
    """Offer a whole register as a file."""
    table = _show_register(f"{key}-file", make, ctx)
    downloads.offer_download(
        f"methods-{key}",
        downloads.file_name("methods", key),
        lambda: Extract(table),
        label=t(f"methods.download.{key}"),
    )


def _gaps_step(ctx: Context) -> None:
    _look_up("gaps", gap_register, ctx)


def _multivariate_step(ctx: Context) -> None:
    if coherence.nothing_to_compare(ctx):
        return
    left, right = st.columns([13, 7], gap="small")
    with left:
        coherence.show_correlations(ctx)
    with right:
        coherence.show_alphas(ctx)


def _goalposts_step(ctx: Context) -> None:
    _look_up("goalposts", goalpost_register, ctx)


def _weights_step(ctx: Context) -> None:
    coherence.show_effective_weights(ctx)


def _uncertainty_step(ctx: Context) -> None:
    wording.default_index()


def _back_to_the_data(ctx: Context) -> None:
    table = _show_register("left_out", left_out_register, ctx)
    st.dataframe(table, hide_index=True, key="methods-left-out")


@remember_with_tables(maxsize=24)
def _links_of_year(atlas: Atlas, year: int) -> pd.DataFrame:
    return links.correlations_with_income(atlas, list(atlas.catalogue.dimensions), year)


def _links_step(ctx: Context) -> None:
    """Show the rank correlation of each dimension with GDP per resident and with the long-run core."""
    correlations = _links_of_year(ctx.atlas, ctx.view.year)
    if correlations.empty:
        return
    st.dataframe(
        pd.DataFrame(
            {
                t("column.dimension"): [ctx.node(str(d)) for d in correlations.index],
                t("column.with_gdp"): correlations["gdp"].round(2).to_numpy(),
                t("column.with_core"): correlations["core"].round(2).to_numpy(),
            }
        ),
        hide_index=True,
        key="methods-links",
    )
    st.markdown(
        quiet_markdown(t("methods.links.note", year=ctx.view.year, set=t(f"set.{set_of(ctx.view.year)}")))
    )


# Step → notes on figures outside the index.
NOTES: dict[int, tuple[str, ...]] = {
    2: ("census", "facts", "newest", "citation", "status", "examination", "breaks"),
    7: ("position", "evidence"),
    9: ("peers", "specialisation", "grades"),
    10: ("events",),
}
EXTRAS: dict[int, Callable[[Context], None]] = {
    1: _framework_step,
    2: _selection_step,
    3: _gaps_step,
    4: _multivariate_step,
    5: _goalposts_step,
    6: _weights_step,
    7: _uncertainty_step,
    8: _back_to_the_data,
    9: _links_step,
}
