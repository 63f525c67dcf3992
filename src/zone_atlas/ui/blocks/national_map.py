"""Show the national map in its frame, with its finding, notes and rows."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from zone_atlas.analysis import standing
from zone_atlas.analysis.census.parks import PARKS_IN_PROGRAMME
from zone_atlas.analysis.map_values import RANK
from zone_atlas.analysis.rows import rows_behind
from zone_atlas.catalogue.rules import CORE
from zone_atlas.charts.maps.choropleth import CountryLayers, draw_choropleth
from zone_atlas.export.write import Extract
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.ui.blocks import (
    coherence_note,
    downloads,
    map_layers,
    park_card,
    source_card,
    sources,
    wording,
)
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.blocks.map_measure import Measure, measured_places
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.selections import read_clicked_points


def national_map(
    ctx: Context, measure: Measure, *, key: str = "map", height: int = 560, choosing: bool = True
) -> pd.DataFrame:
    """Draw the map in its frame, and return the rows that it shows.

    A click takes the place into the address where the page is `choosing` one, else it opens the source card. A click
    on a park opens the card that links to its county.
    """
    rows = measured_places(ctx, measure)
    cities = rows[rows["place"].isin(ctx.all_cities)]
    receding = set(ctx.all_cities) - set(ctx.cities) | set(cities.loc[~cities["ranked"], "place"])
    values = map_layers.map_hovers(ctx, measure, rows)
    legend = map_layers.map_legend(ctx, measure, cities)
    outlines = map_layers.zone_outlines(ctx, rows)
    content = FrameContent(
        key=key,
        headline=national_map_finding(ctx, measure, rows),
        subtitle=_national_map_subtitle(ctx, measure, rows),
        draw=lambda: draw_choropleth(
            CountryLayers(values, outlines, map_layers.park_diamonds(ctx), legend, receding),
            ctx.mode,
            ctx.family(measure.node),
            height=height,
        ),
        notes=_national_map_notes(ctx, measure, rows),
        source_line=sources.source_line_of_nodes(ctx, [measure.node]),
        table=lambda: _national_map_twin(ctx, measure, rows),
        extract=_prepare_national_map_extract(ctx, measure, rows),
        file_name=downloads.file_name("map", measure.node, measure.show, ctx.view.year),
        depends_on=ctx.seen(measure, height),
        on_select=lambda: _take_clicked_place(key, None if choosing else (measure.node, ctx.view.year)),
    )
    show_frame(content)
    park_card.show_park_card(ctx)
    return rows


def national_map_finding(ctx: Context, measure: Measure, rows: pd.DataFrame) -> str:
    """Write how many zones lie beyond the median city, and which zone lies furthest out."""
    counted = rows[rows["ranked"]].dropna(subset=["score"])
    cities = counted[counted["place"].isin(ctx.all_cities)]
    zones = counted[counted["place"].isin(ctx.zones)]
    if zones.empty or cities.empty:
        return t("map.finding.none", name=ctx.node(measure.node))
    above = int((zones["score"] > cities["score"].median()).sum())
    facts = {"name": ctx.node(measure.node), "above": above, "total": len(zones)}
    beyond = t(f"map.finding.{ctx.family(measure.node)}", **facts)
    scores = zones.set_index("place")["score"]
    return wording.join_clauses(beyond, wording.end_clause(ctx, measure.node, scores, "first"))


def _national_map_subtitle(ctx: Context, measure: Measure, rows: pd.DataFrame) -> str:
    unit = ctx.unit(rows["unit"].iloc[0]) if len(rows) else ""
    years = rows["year"].unique()
    span = str(ctx.view.year) if len(years) != 1 else str(years[0])
    parts = [ctx.node(measure.node), unit, span]
    indicator = ctx.indicator(measure.node)
    parts.append(
        indicator.definition.of(ctx.view.language)
        if indicator
        else t(f"set.{standing.set_of(ctx.view.year)}")
    )
    return " · ".join(part for part in parts if part)


def _national_map_notes(ctx: Context, measure: Measure, rows: pd.DataFrame) -> list[str]:
    year = ctx.view.year
    core = standing.set_of(year) == CORE and not ctx.indicator(measure.node)
    notes = [t("note.core", year=year)] if core else []
    notes += coherence_note.incoherence_sentences(ctx, [measure.node])
    older = rows[rows["year"] < ctx.view.year]
    if len(older):
        notes.append(
            t("note.ages", count=number(len(older)), oldest=number(ctx.view.year - int(older["year"].min())))
        )
    if ctx.restricted:
        notes.append(t("map.receding", count=number(len(ctx.cities))))
    if not rows["ranked"].all():
        notes.append(t("map.pale"))
    if len(rows) and rows["unit"].iloc[0] == "rank" and not ctx.indicator(measure.node):
        notes.append(t("map.middle"))
    sourced = len(ctx.atlas.catalogue.parks)
    return [*notes, t("map.parks", sourced=sourced, total=PARKS_IN_PROGRAMME), t("map.caption")]


def _national_map_twin(ctx: Context, measure: Measure, rows: pd.DataFrame) -> Twin:
    shown = rows.sort_values(["score", "rank", "value"], ascending=[False, True, False], na_position="last")
    labels = [label or MISSING_NUMBER for label in shown["label"]]
    frame = pd.DataFrame(
        {
            t("column.place"): [ctx.place(p) for p in shown["place"]],
            t("column.value"): labels if measure.show == RANK else shown["value"].to_numpy(),
            t("column.unit"): [ctx.unit(u) for u in shown["unit"]],
            t("column.year"): shown["year"].astype(str).to_numpy(),
            t("column.score"): shown["score"].round(1).to_numpy(),
            t("column.rank"): labels,
            t("column.basis"): [t(f"basis.{b}") for b in shown["basis"]],
        }
    )
    places, year = list(shown["place"]), ctx.view.year
    return Twin(frame, lambda row, column: source_card.open_source_card(places[row], measure.node, year))


def _prepare_national_map_extract(
    ctx: Context, measure: Measure, rows: pd.DataFrame
) -> Callable[[], Extract]:
    """Prepare the rows behind the map, with their sources."""
    view, atlas = ctx.view, ctx.atlas
    if not ctx.indicator(measure.node):
        nodes, places = [measure.node], list(rows["place"])
        scores = atlas.scores_at(nodes, view.year)
        return downloads.prepare_score_extract(
            ctx, lambda: standing.scores_in(scores, view.year, nodes, places, view.proxies)
        )
    keys = (
        rows[["place", "year", "basis"]]
        .rename(columns={"year": "value_year", "basis": "value_basis"})
        .assign(indicator=measure.node)
    )
    return downloads.prepare_extract(
        ctx, lambda: rows_behind(keys, atlas.values_of(measure.node), atlas.catalogue)
    )


def _take_clicked_place(key: str, card: tuple[str, int] | None) -> None:
    """Take the clicked place into the address, or open the card of its figure; a park opens its own card."""
    county, place = map_layers.clicked_place(read_clicked_points(key))
    if county:
        park_card.open_park_card(county)
    elif place and card is not None:
        source_card.open_source_card(place, *card)
    elif place:
        state.set_parameter("place", place)
