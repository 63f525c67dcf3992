"""Show the publications behind a figure with their citations and digitisations, and references to copy."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.catalogue import citations
from zone_atlas.catalogue.records import Source
from zone_atlas.export.reference import Figure, write_reference
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import escape_markdown, list_labelled_facts, quiet_markdown


def show_publications(ctx: Context, rows: pd.DataFrame) -> None:
    """Show one card per source of some observations, in their order."""
    for name in dict.fromkeys(rows["source_id"].astype(str)):
        series = list(dict.fromkeys(rows.loc[rows["source_id"].eq(name), "series"].astype(str)))
        _show_publication(ctx, ctx.atlas.catalogue.sources[name], series)


def _show_publication(ctx: Context, source: Source, series: list[str]) -> None:
    """Show citation, publisher, column and reliability; then, small, the digitisation with its address and licence."""
    language, catalogue = ctx.view.language, ctx.atlas.catalogue
    text = citations.PAIRS.join(f"{source.id}{citations.PAIR}{name}" for name in series)
    cited = citations.cite_pairs(text, catalogue, language)
    tables = citations.tables_of(catalogue, source.id, series)
    columns = [table.column.of(language) for table in tables if table.column.of(language)]
    with st.container(border=True, gap="small"):
        lines = [f"**{escape_markdown(citation)}**" for citation in cited]
        st.markdown("  \n".join([*lines, quiet_markdown(source.publisher.of(language))]))
        facts = [
            (t("card.column"), t("list.separator").join(columns)),
            (t("card.reliability"), t(f"reliability.{source.reliability}")),
            (t("card.note"), source.note.of(language)),
            (t("card.address"), source.address or t("card.address.none")),
        ]
        st.markdown(list_labelled_facts(facts))
        digitised = [
            (t("card.digitisation"), source.digitisation),
            (t("card.digitised_at"), source.digitisation_address),
            (t("card.licence"), source.licence.of(language)),
        ]
        st.markdown(list_labelled_facts(digitised, quietly=True))


def offer_references(ctx: Context, figure: Figure, rows: pd.DataFrame) -> None:
    """Show the references of the figure, each with a button that copies it."""
    atlas = ctx.atlas
    made = write_reference(figure, rows, atlas.places, atlas.catalogue, atlas.manifest)
    with st.container(gap="small", key="card-cite"):
        st.markdown(f"**{escape_markdown(t('cite.title'))}**  \n{quiet_markdown(t('cite.help'))}")
        national, apa = st.tabs(["GB/T 7714", "APA 7"])
        national.code(made.gb_t_7714, language=None, wrap_lines=True)
        apa.code(made.apa_7, language=None, wrap_lines=True)
