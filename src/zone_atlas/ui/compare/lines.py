"""Show one figure of the places over time: a score of the constant set, an indicator, or a figure of counties."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from zone_atlas.analysis.census.change import ITEMS
from zone_atlas.analysis.compare import sources
from zone_atlas.analysis.compare.lines import (
    breaks_of_item,
    items_to_follow,
    line_of_place,
    quartiles_of_cities,
    why_no_line,
)
from zone_atlas.analysis.rows import of_indicators
from zone_atlas.catalogue.bases import EXACT, PROXY
from zone_atlas.catalogue.rules import CONSTANT_SETS, FIRST_LINE_YEAR, TREND
from zone_atlas.charts.base.line_data import Lines, Panel
from zone_atlas.charts.lines.overlay import draw_trend_lines
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import break_notes, coherence_note, downloads, event_axis, line_notes
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.blocks.line_parts import mark_designation, note_statuses
from zone_atlas.ui.compare import constant_prices
from zone_atlas.ui.compare.choice import Choice, names_of
from zone_atlas.ui.compare.constant_prices import PointsByPlace
from zone_atlas.ui.compare.line_finding import write_line_finding
from zone_atlas.ui.compare.sources import open_figure_card, source_line_of_figure
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_list
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, t
from zone_atlas.ui.shell.selections import read_clicked_data

KEY = "compare-lines"
HEIGHT = 440
LEVELS = ("gdp", "b2_gdp_per_resident")
# Figures that grow with the size of a place: a band of cities would squeeze the lines of counties.
SIZED = ("census_pop", "gdp", "pop_registered")
EVERYWHERE, YEARLY = "b3_urban_share", "b2_gdp_per_resident"


def show_comparison_lines(ctx: Context, choice: Choice) -> None:
    """Show the lines of the places over the band of all cities, or say what is missing and why."""
    item = _choose_item(ctx, choice)
    proxies = ctx.view.proxies
    points_by_place = {p: line_of_place(ctx.atlas, item, p, proxies) for p in choice.places}
    without = [place for place, points in points_by_place.items() if points.empty]
    points_by_place = {place: points for place, points in points_by_place.items() if not points.empty}
    if not points_by_place:
        reasons = "  \n".join(_places_without_line(ctx, item, without))
        st.info(f"{t('compare.lines.empty', name=ctx.node(item))}  \n{reasons}", icon=":material/info:")
        return
    unit = ctx.atlas.catalogue.units[_unit_of_item(ctx, item)]
    content = FrameContent(
        key=KEY,
        headline=write_line_finding(ctx, choice, item, points_by_place, unit.decimals),
        subtitle=t("trends.subtitle", name=_title_of_item(ctx, item), unit=ctx.unit(unit.id)),
        draw=lambda: _draw_comparison_line(ctx, item, points_by_place),
        notes=[
            *_places_without_line(ctx, item, without),
            *_comparison_line_notes(ctx, item, points_by_place),
        ],
        source_line=source_line_of_figure(ctx, item, tuple(points_by_place)),
        table=lambda: _comparison_line_twin(ctx, item, points_by_place),
        extract=_prepare_comparison_line_extract(ctx, item, points_by_place),
        file_name=downloads.file_name("compare", "lines", item),
        on_select=lambda: _open_comparison_line_point(ctx, item),
        depends_on=ctx.seen("compare-lines", item, choice.places, yearly=False),
    )
    show_frame(content)


def _choose_item(ctx: Context, choice: Choice) -> str:
    """Draw the choice of the item followed over time; by default one that every place of the page has."""
    items, proxies = items_to_follow(ctx.atlas), ctx.view.proxies
    usual_lines = [line_of_place(ctx.atlas, YEARLY, place, proxies) for place in choice.places]
    usual = EVERYWHERE if any(points.empty for points in usual_lines) else YEARLY
    parameter = state.Parameter("follow", "choice", ("", *items), "")
    item = str(state.register_parameter(parameter))
    labels = {name: _title_of_item(ctx, name) for name in items}
    labels = labels if item else {"": labels.pop(usual), **labels}
    draw_choice_list(parameter, t("trends.line"), labels)
    return item or usual


def _title_of_item(ctx: Context, item: str) -> str:
    scored = item in ctx.atlas.catalogue.dimensions
    return f"{ctx.node(item)} · {t('set.trend')}" if scored else ctx.node(item)


def _unit_of_item(ctx: Context, item: str) -> str:
    catalogue = ctx.atlas.catalogue
    if item in catalogue.dimensions:
        return "score"
    return catalogue.indicators[item].unit if item in catalogue.indicators else catalogue.series[item].unit


def _draw_comparison_line(ctx: Context, item: str, points_by_place: PointsByPlace) -> go.Figure:
    scored = item in ctx.atlas.catalogue.dimensions
    first, last = _comparison_line_span(item, points_by_place, scored=scored)
    breaks = [(y, t("compare.break")) for y in breaks_of_item(ctx.atlas, item) if first < y <= last]
    lines = Lines(
        [
            _comparison_line_panel(ctx, item, place, name, points_by_place[place])
            for place, name in names_of(ctx, list(points_by_place)).items()
        ],
        _comparison_line_band(ctx, item, first, last),
        breaks,
        event_axis.event_ticks_of(ctx, first, last, _zones_compared(ctx, points_by_place)),
        value_range=(0, 100) if scored else None,
        year_range=(first, last),
        decimals=min(ctx.atlas.catalogue.units[_unit_of_item(ctx, item)].decimals, 1),
    )
    title = ctx.unit(_unit_of_item(ctx, item))
    return draw_trend_lines(lines, ctx.mode, value_title=title, height=HEIGHT, compact=ctx.phone)


def _comparison_line_band(ctx: Context, item: str, first: int, last: int) -> pd.DataFrame:
    """Return the band of all cities within the axis; empty where none is drawn."""
    band = quartiles_of_cities(ctx.atlas, item)
    return band[band["year"].between(first, last)] if item not in SIZED else band.iloc[:0]


def _comparison_line_span(item: str, points_by_place: PointsByPlace, *, scored: bool) -> tuple[int, int]:
    """Return the first and last year of the axis."""
    if scored:
        return CONSTANT_SETS[TREND].span
    years = {int(year) for points in points_by_place.values() for year in points["year"]}
    return (min(years), max(years)) if len(years) > 1 else (min(years) - 1, max(years) + 1)


def _zones_compared(ctx: Context, points_by_place: PointsByPlace) -> list[str]:
    return [place for place in points_by_place if place in ctx.atlas.catalogue.zones]


def _comparison_line_panel(ctx: Context, item: str, place: str, name: str, points: pd.DataFrame) -> Panel:
    zone = ctx.atlas.catalogue.zones.get(place)
    reference = mark_designation(zone.cohort) if zone else []
    noted = note_statuses(points)
    proxy, second = (
        bool(points["basis"].eq(PROXY).any()),
        constant_prices.constant_price_second_line(ctx, item, place),
    )
    # A level from before the last break does not compare with today's: it is drawn grey.
    broken = points.loc[points["segment"].diff().gt(0) & points["breaks"], "year"]
    old = int(broken.max()) if item in LEVELS and len(broken) else 0
    return Panel(place, name, noted, reference, proxy, second=second, grey_before=old)


def _places_without_line(ctx: Context, item: str, places: list[str]) -> list[str]:
    """List the places without a line, by reason."""
    reasons: dict[str, list[str]] = {}
    for place in places:
        why = why_no_line(ctx.atlas, item, place, ctx.view.proxies)
        reasons.setdefault(why, []).append(ctx.place(place))
    return [
        t("compare.lines.missing", names=list_names(names), why=t(f"compare.why.{why}"))
        for why, names in reasons.items()
    ]


def _comparison_line_notes(ctx: Context, item: str, points_by_place: PointsByPlace) -> list[str]:
    """Write the notes on breaks with their reasons, seams, censuses, proxies and ticks."""
    catalogue = ctx.atlas.catalogue
    first, last = _comparison_line_span(item, points_by_place, scored=item in catalogue.dimensions)
    notes = [t("trends.note.trend")] if item in catalogue.dimensions else []
    notes += coherence_note.incoherence_sentences(ctx, [item])
    if item in LEVELS:
        notes.append(t("compare.note.levels"))
    if constant_prices.points_of(ctx, item, points_by_place):
        notes.append(t("compare.note.constant"))
    if item in ITEMS:
        notes.append(t("compare.note.census"))
    indicator = ctx.indicator(item)
    members = [indicator] if indicator else catalogue.indicators_of(item)
    index_set = TREND if item in catalogue.dimensions else ""
    years = [y for y in breaks_of_item(ctx.atlas, item) if first < y <= last]
    notes += break_notes.breaks_of_all_places(ctx, item, years, index_set)
    notes += break_notes.breaks_of_single_places(ctx, item, points_by_place, index_set)
    seams = sorted({year for i in members for year in i.seams if first < year <= last})
    notes += [t("trends.seam", year=year) for year in seams] if indicator else []
    notes += line_notes.hollow_point_note(points_by_place)
    zones = _zones_compared(ctx, points_by_place)
    band = _comparison_line_band(ctx, item, first, last)
    if not band.empty:
        notes += [t("trends.note.band"), *line_notes.years_band_is_parted({"": (band, years)})]
    elif zones:
        notes.append(t("trends.note.designation"))
    return [*notes, *event_axis.event_legend(ctx, first, last, zones)]


def _comparison_line_twin(ctx: Context, item: str, points_by_place: PointsByPlace) -> Twin:
    """Return years × places; a cell opens the source of that figure."""
    wide = pd.DataFrame(
        {p: points.set_index("year")["value"] for p, points in points_by_place.items()}
    ).sort_index()
    names = names_of(ctx, list(points_by_place))
    wide = wide.rename(columns=names).join(
        pd.DataFrame(constant_prices.constant_price_columns(ctx, item, names)), how="outer"
    )
    frame = wide.round(3)
    years, places = [int(year) for year in wide.index], {name: place for place, name in names.items()}
    frame.insert(0, t("column.year"), [str(year) for year in years])
    frame.insert(1, t("column.indicator"), _title_of_item(ctx, item))
    frame.insert(2, t("column.unit"), ctx.unit(_unit_of_item(ctx, item)))

    def open_card(row: int, column: str) -> None:
        if column in places:
            open_figure_card(ctx, places[column], item, years[row])

    return Twin(frame.reset_index(drop=True), open_card)


def _open_comparison_line_point(ctx: Context, item: str) -> None:
    """Open the source of the point that was clicked."""
    data = read_clicked_data(KEY)
    if data:
        open_figure_card(ctx, str(data[0]), item, int(data[1]))


def _prepare_comparison_line_extract(
    ctx: Context, item: str, points_by_place: PointsByPlace
) -> Callable[[], Extract]:
    """Prepare the rows of the lines, with their sources."""
    atlas, bases = ctx.atlas, [EXACT, PROXY] if ctx.view.proxies else [EXACT]
    places = list(points_by_place)
    # The download is made outside the page, where no language is set.
    constant = constant_prices.constant_price_rows(ctx, item, places)

    def shown(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["place"].isin(places) & table["basis"].isin(bases)]

    if item in atlas.catalogue.dimensions:
        scores = atlas.scores_of([item])
        return downloads.prepare_score_extract(ctx, lambda: shown(scores[scores["set"].eq(TREND)]))

    def rows() -> pd.DataFrame:
        derived = sources.item_rows(atlas, item, points_by_place)
        if item not in atlas.catalogue.indicators:
            return pd.concat([derived, constant]) if len(constant) else derived
        values = shown(atlas.values_of(item))
        own = of_indicators(values[values["year"] >= FIRST_LINE_YEAR], atlas.catalogue)
        return pd.concat([own, derived[~derived["place"].isin(list(own["place"].astype(str)))]])

    return downloads.prepare_extract(ctx, rows)
