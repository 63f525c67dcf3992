"""Show the source card: the parts that make a figure, and where each was published."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from zone_atlas.analysis import in_force, provenance, standing
from zone_atlas.analysis.census import counties
from zone_atlas.catalogue import citations
from zone_atlas.catalogue.bases import EXACT, input_units
from zone_atlas.catalogue.records import STATUS_LIST, WITHDRAWN, WITHHELD, Indicator
from zone_atlas.catalogue.reviews import REVIEWED
from zone_atlas.catalogue.rules import CENSUSES
from zone_atlas.export.extract import note_text
from zone_atlas.export.reference import Figure
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.ui.blocks import publications
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown

_REQUEST_KEY = "source-card"
# Statuses whose notes a reader need not know before using the figure.
PLAIN = ("A", "P")


@dataclass(frozen=True)
class SourceRequest:
    """The figure whose sources the reader wants: an indicator, element, dimension or series of a place."""

    place: str
    item: str
    year: int
    index_set: str = ""
    counted: bool = False


def open_source_card(place: str, item: str, year: int, index_set: str = "") -> None:
    """Open the card of a figure in the next run; for the callbacks of charts and tables."""
    st.session_state[_REQUEST_KEY] = SourceRequest(place, item, year, index_set)


def ask_counted(place: str, item: str, year: int) -> None:
    """Open the card of a census figure at the boundary of 2020: for 2010 it lists every county that was counted."""
    st.session_state[_REQUEST_KEY] = SourceRequest(place, item, year, counted=True)


def show_source_card(ctx: Context) -> None:
    """Open the requested card; the last call of a page."""
    request = st.session_state.pop(_REQUEST_KEY, None)
    if request is not None:
        _source_dialog(ctx, request)


def _source_dialog(ctx: Context, request: SourceRequest) -> None:
    title = f"{ctx.place(request.place)} · {ctx.node(request.item)}"

    @st.dialog(title, width="large")
    def card() -> None:
        if request.counted:
            _show_counts(ctx, request)
        elif request.item in ctx.atlas.catalogue.series:
            _show_observation(ctx, request)
        elif ctx.indicator(request.item):
            _show_value(ctx, request)
        else:
            _show_score(ctx, request)

    card()


def _show_score(ctx: Context, request: SourceRequest) -> None:
    """Show the indicators that make a score, and the sources of the one the reader picks."""
    catalogue, view = ctx.atlas.catalogue, ctx.view
    index_set = request.index_set or standing.set_of(request.year)
    names = [i.id for i in catalogue.indicators_of(request.item) if index_set in i.sets]
    table, place = ctx.atlas.normalised_in(request.year), [request.place]
    rows = standing.indicator_values(table, request.year, names, place, view.proxies, index_set)
    if rows.empty:
        rows = standing.indicator_values(table, request.year, names, place, True, index_set)
    if rows.empty:
        st.info(t("card.no_value", year=request.year))
        return
    rows = rows.sort_values("indicator", key=lambda column: column.astype(str).map(names.index))
    made_of = t("card.score.made_of", count=len(rows), total=len(names), year=request.year)
    st.markdown(quiet_markdown(f"{t(f'set.{index_set}')} · {made_of}"))
    st.dataframe(_indicator_table(ctx, rows), hide_index=True, key="card-indicators")
    chosen = st.selectbox(
        t("card.pick"), list(rows["indicator"].astype(str)), format_func=ctx.node, key="card-pick"
    )
    row = rows[rows["indicator"] == chosen].iloc[0]
    indicator = catalogue.indicators[chosen]
    _show_definition(ctx, indicator)
    _inputs_of_value(ctx, indicator, request.place, int(row["value_year"]), str(row["value_basis"]))


def _indicator_table(ctx: Context, rows: pd.DataFrame) -> pd.DataFrame:
    indicators = [ctx.atlas.catalogue.indicators[str(i)] for i in rows["indicator"]]
    values = [ctx.figure(v, i.unit) for v, i in zip(rows["value"], indicators, strict=True)]
    return pd.DataFrame(
        {
            t("column.indicator"): [i.name.of(ctx.view.language) for i in indicators],
            t("column.value"): values,
            t("column.year"): rows["value_year"].astype(str).to_numpy(),
            t("column.age"): rows["age"].to_numpy(),
            t("column.score"): rows["score"].round(0).to_numpy(),
            t("column.basis"): [t(f"basis.{b}") for b in rows["value_basis"]],
        }
    )


def _show_value(ctx: Context, request: SourceRequest) -> None:
    """Show an indicator's value and definition, then the observations behind it."""
    indicator = ctx.atlas.catalogue.indicators[request.item]
    shown = _value_shown(ctx, request)
    if shown is None:
        st.info(t("card.no_value", year=request.year))
        _show_definition(ctx, indicator)
        _show_withdrawn(ctx, indicator, request)
        return
    facts = [ctx.figure(shown.value, indicator.unit), str(shown.year), t(f"basis.{shown.basis}")]
    if shown.year < request.year:
        facts.append(t("card.age", years=request.year - shown.year))
    st.markdown(f"**{escape_markdown(' · '.join(facts))}**")
    if shown.year < request.year:
        _show_reasons(ctx, _unusable_observations(ctx, indicator, request))
    _show_definition(ctx, indicator)
    _inputs_of_value(ctx, indicator, request.place, shown.year, shown.basis)


def _value_shown(ctx: Context, request: SourceRequest) -> in_force.PublishedValue | None:
    """Return the value in force, else the one published for the year though no score counts it."""
    shown = in_force.value_in_force(ctx.atlas, request.place, request.item, request.year, ctx.view.proxies)
    if shown is None:
        table = ctx.atlas.values_of(request.item)
        rows = standing.values_in(table, request.year, request.item, [request.place], True)
        published = rows[list(in_force.PublishedValue._fields)].to_dict("records")
        shown = in_force.PublishedValue(**published[0]) if published else None
    return shown


def _unusable_observations(ctx: Context, indicator: Indicator, request: SourceRequest) -> pd.DataFrame:
    """Return the observations of the requested year that cannot be used: withdrawn, or of low reliability."""
    rows = provenance.inputs_of(
        ctx.atlas.observations, ctx.atlas.catalogue, indicator, request.place, request.year, EXACT
    )
    return rows[rows["status"].isin([WITHDRAWN, WITHHELD])]


def _show_withdrawn(ctx: Context, indicator: Indicator, request: SourceRequest) -> None:
    """Show the observations with their reason where an indicator has no value because a figure was withdrawn."""
    rows = provenance.inputs_of(
        ctx.atlas.observations, ctx.atlas.catalogue, indicator, request.place, request.year, EXACT
    )
    if rows["value"].isna().any():
        _show_observations(ctx, rows, Figure(request.place, request.item, request.year))


def _show_observation(ctx: Context, request: SourceRequest) -> None:
    """Show one published observation; of a zone, those of the units that make it."""
    table = ctx.atlas.observations
    units = input_units(request.place, EXACT, ctx.atlas.catalogue)
    chosen = table["place"].isin(units) & table["series"].eq(request.item) & table["year"].eq(request.year)
    _show_observations(
        ctx, table[chosen].drop(columns="level"), Figure(request.place, request.item, request.year)
    )


def _show_counts(ctx: Context, request: SourceRequest) -> None:
    """Show the counts that make a census figure, under the codes under which they were counted."""
    years = CENSUSES if request.item == counties.CHANGE else (request.year,)
    rows = counties.census_rows(ctx.atlas, [request.place], [request.item], years)
    if rows.empty:
        st.info(t("card.no_value", year=request.year))
        return
    indicator = ctx.indicator(request.item)
    if indicator:
        # The direction is left out, because counties have no scores.
        st.markdown(quiet_markdown(indicator.definition.of(ctx.view.language)))
    _show_observations(ctx, rows.drop(columns="level"), Figure(request.place, request.item, request.year))


def _show_definition(ctx: Context, indicator: Indicator) -> None:
    language = ctx.view.language
    sense = t("card.direction.more") if indicator.direction > 0 else t("card.direction.less")
    st.markdown(quiet_markdown(f"{indicator.definition.of(language)} · {sense}"))


def _inputs_of_value(ctx: Context, indicator: Indicator, place: str, year: int, basis: str) -> None:
    catalogue = ctx.atlas.catalogue
    rows = provenance.inputs_of(ctx.atlas.observations, catalogue, indicator, place, year, basis)
    _show_observations(ctx, rows, Figure(place, indicator.id, year))


def _show_observations(ctx: Context, rows: pd.DataFrame, figure: Figure) -> None:
    """Show observations as a table, references of the `figure` to copy, and the publication of each."""
    catalogue, language = ctx.atlas.catalogue, ctx.view.language
    st.markdown(f"**{escape_markdown(t('card.observations', count=len(rows)))}**")
    st.dataframe(
        pd.DataFrame(
            {
                t("column.series"): [ctx.node(str(s)) for s in rows["series"]],
                t("column.place"): [ctx.place(str(p)) for p in rows["place"]],
                t("column.year"): rows["year"].astype(str).to_numpy(),
                t("column.value"): [
                    _value_with_unit(ctx, v, str(u)) for v, u in zip(rows["value"], rows["unit"], strict=True)
                ],
                t("column.status"): [f"{s} {t(f'status.{s}')}" for s in rows["status"]],
                t("column.note"): [note_text(str(n), catalogue, language) for n in rows["note"]],
                t("column.source"): [
                    " | ".join(citations.cite_pairs(f"{source}{citations.PAIR}{series}", catalogue, language))
                    for source, series in rows[["source_id", "series"]].astype(str).itertuples(index=False)
                ],
            }
        ),
        hide_index=True,
        key="card-observations",
    )
    _show_reasons(ctx, rows)
    st.markdown(quiet_markdown(t("card.status_list", list=STATUS_LIST)))
    publications.offer_references(ctx, figure, rows)
    publications.show_publications(ctx, rows)


def _show_reasons(ctx: Context, rows: pd.DataFrame) -> None:
    """Write why figures are withdrawn, doubtful, broken or confirmed, as text: a cell would cut it."""
    catalogue, language = ctx.atlas.catalogue, ctx.view.language
    for row in rows.itertuples():
        note = note_text(str(row.note), catalogue, language)
        if note and (str(row.status) not in PLAIN or REVIEWED in str(row.note)):
            status = f"{row.status} {t(f'status.{row.status}')}"
            head = f"{ctx.node(str(row.series))} · {ctx.place(str(row.place))} {row.year} · {status}"
            st.markdown(f"{quiet_markdown(head)}  \n:small[{escape_markdown(note)}]")


def _value_with_unit(ctx: Context, value: float, unit: str) -> str:
    """Write a value with its unit; a dash where it was withdrawn."""
    return MISSING_NUMBER if pd.isna(value) else ctx.figure(value, unit)


def age_sentence(rows: pd.DataFrame) -> str:
    """Write a sentence on values older than the year shown; '' if there are none."""
    old = rows[rows["age"] > 0]
    if old.empty:
        return ""
    return t("note.ages", count=number(len(old)), oldest=number(int(old["age"].max())))
