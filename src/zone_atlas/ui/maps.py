"""Content of the map: measure, national choropleth, and the card of a place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st

from zone_atlas.analysis import standing
from zone_atlas.charts.choropleth import Legend, Outline, choropleth
from zone_atlas.ui import state, takeaway
from zone_atlas.ui.context import Context, Family
from zone_atlas.ui.frame import chart_frame
from zone_atlas.ui.language import number, t

LEVEL, SCORE, RANK = "level", "score", "rank"


@dataclass(frozen=True)
class Measure:
    """What the map shows: a dimension, element or indicator, as level (own unit), score or rank."""

    node: str
    show: str


def measure_parameters(ctx: Context) -> tuple[state.Parameter, state.Parameter]:
    """Address parameters of the measure and of how it is shown."""
    catalogue = ctx.atlas.catalogue
    nodes = []
    for dimension in catalogue.dimensions.values():
        nodes.append(dimension.id)
        for element in dimension.elements:
            nodes += [element.id, *[i.id for i in catalogue.indicators_of(element.id)]]
    measure = state.Parameter("measure", "choice", tuple(nodes), "D3")
    return measure, state.Parameter("show", "choice", (LEVEL, SCORE, RANK), LEVEL)


def choose_measure(ctx: Context) -> Measure:
    """Draw the two controls and return the choice."""
    measure, show = measure_parameters(ctx)
    node, how = state.register(measure), state.register(show)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    names = {str(n): _indented(ctx, str(n)) for n in measure.allowed}
    ways = {str(c): t(f"show.{c}") for c in show.allowed}
    left.selectbox(t("map.measure"), measure.allowed, key=measure.key, format_func=names.__getitem__)
    right.segmented_control(t("map.show"), show.allowed, key=show.key, format_func=ways.__getitem__, required=True)
    return Measure(node, how)


def _indented(ctx: Context, node: str) -> str:
    """Name of a measure that shows its place in the framework."""
    if node in ctx.atlas.catalogue.dimensions:
        return f"{node} {ctx.node(node)}"
    mark = "–" if node in ctx.atlas.catalogue.elements else "  ·"
    return f"{mark} {ctx.node(node)}"


def measured(ctx: Context, measure: Measure) -> pd.DataFrame:
    """One row a place: place, value, note (year, age), rank; cities and the zones that pass."""
    places = [*ctx.all_cities, *ctx.zones]
    if ctx.indicator(measure.node):
        return _measured_indicator(ctx, measure, places)
    rows = standing.scores_in(ctx.atlas.scores, ctx.view.year, [measure.node], places, ctx.view.proxies)
    value = rows["rank"] if measure.show == RANK else rows["score"]
    return pd.DataFrame(
        {
            "place": rows["place"].astype(str),
            "value": value,
            "score": rows["score"],
            "rank": rows["rank"],
            "rank_of": rows["rank_of"],
            "year": rows["year"],
            "unit": "rank" if measure.show == RANK else "score",
            "basis": rows["basis"].astype(str),
        }
    )


def _measured_indicator(ctx: Context, measure: Measure, places: list[str]) -> pd.DataFrame:
    indicator = ctx.atlas.catalogue.indicators[measure.node]
    rows = standing.indicator_values(ctx.atlas.normalised, ctx.view.year, [measure.node], places, ctx.view.proxies)
    if rows.empty:
        rows = _own_year(ctx, measure.node, places)
    city = ~rows["place"].isin(list(ctx.atlas.catalogue.zones))
    rank = rows["score"].where(city).rank(method="min", ascending=False)
    column = {LEVEL: rows["value"], SCORE: rows["score"], RANK: rank}[measure.show]
    return pd.DataFrame(
        {
            "place": rows["place"].astype(str),
            "value": column,
            "score": rows["score"],
            "rank": rank,
            "rank_of": int(rank.notna().sum()),
            "year": rows["value_year"],
            "unit": {LEVEL: indicator.unit, SCORE: "score", RANK: "rank"}[measure.show],
            "basis": rows["basis"].astype(str),
        }
    )


def _own_year(ctx: Context, indicator: str, places: list[str]) -> pd.DataFrame:
    """Values of the latest year there is, for an indicator outside the year's index."""
    year = standing.latest_year(ctx.atlas.indicators, indicator, ctx.view.year)
    rows = standing.values_in(ctx.atlas.indicators, year or ctx.view.year, indicator, places, ctx.view.proxies)
    return rows.assign(score=np.nan, value_year=rows["year"])


def national_map(
    ctx: Context, measure: Measure, *, key: str = "map", height: int = 560, on_select: bool = True
) -> pd.DataFrame:
    """Draw the map in its frame; returns what it shows."""
    rows = measured(ctx, measure)
    cities = rows[rows["place"].isin(ctx.all_cities)]
    receding = set(ctx.all_cities) - set(ctx.cities) if ctx.restricted else set()
    values = _hovers(ctx, measure, rows)
    legend = _legend(ctx, measure, cities)
    outlines = _outlines(ctx, rows)
    chart_frame(
        key,
        finding(ctx, measure, rows),
        _subtitle(ctx, measure, rows),
        lambda: choropleth(
            values,
            outlines,
            _parks(ctx),
            legend,
            mode=ctx.mode,
            family=_family(ctx, measure),
            height=height,
            receding=receding,
        ),
        _notes(ctx, rows),
        takeaway.source_line(ctx, [measure.node]),
        _twin(ctx, rows),
        None,
        _csv(ctx, measure, rows),
        takeaway.file_name("map", measure.node, measure.show, ctx.view.year),
        on_select=(lambda: _clicked(key)) if on_select else None,
    )
    return rows


def _family(ctx: Context, measure: Measure) -> Family:
    return ctx.family(measure.node)


def _flipped(ctx: Context, measure: Measure) -> bool:
    """Whether a low figure is the strong or severe end, so that the dark end of the scale is the low one."""
    indicator = ctx.indicator(measure.node)
    return measure.show == RANK or (measure.show == LEVEL and indicator is not None and indicator.direction < 0)


def _hovers(ctx: Context, measure: Measure, rows: pd.DataFrame) -> pd.DataFrame:
    """Frame for the chart: adcode, value on the colour scale, hover text; every city has a row."""
    by_place = rows.set_index("place")
    zone_of = ctx.atlas.places.set_index("place")["zone"]
    sign = -1 if _flipped(ctx, measure) else 1
    texts, values = [], []
    for city in ctx.all_cities:
        zone = zone_of.get(city, "")
        lines = [f"<b>{ctx.place(city)}</b>" + (f" · {ctx.place(zone)}" if zone in ctx.zones else "")]
        if city in by_place.index:
            row = by_place.loc[city]
            lines += _hover_lines(ctx, row)
            values.append(sign * row["value"])
        else:
            lines.append(t("map.no_data"))
            values.append(np.nan)
        texts.append("<br>".join(lines))
    return pd.DataFrame({"adcode": list(ctx.all_cities), "value": values, "label": texts})


def _hover_lines(ctx: Context, row: pd.Series) -> list[str]:
    lines = [f"{ctx.figure(row['value'], row['unit'])} · {int(row['year'])}"]
    if pd.notna(row["rank"]) and row["unit"] != "rank":
        lines.append(t("map.rank", rank=number(row["rank"]), total=number(row["rank_of"])))
    return lines


def _legend(ctx: Context, measure: Measure, cities: pd.DataFrame) -> Legend:
    """Ends of the scale in words: the 2.5 and 97.5 percentiles of the cities for figures, 0–100 for scores."""
    unit = cities["unit"].iloc[0] if len(cities) else "score"
    if measure.show == RANK:
        low, high = 1.0, float(cities["value"].max()) if len(cities) else 2.0
    elif unit == "score":
        low, high = 0.0, 100.0
    else:
        low, high = (float(v) for v in np.percentile(cities["value"].dropna(), [2.5, 97.5]))
    high = high if high > low else low + 1
    weak, strong = _end_words(ctx, measure, low, high, unit)
    low, high = (-high, -low) if _flipped(ctx, measure) else (low, high)
    return Legend(ctx.unit(unit), weak, strong, t("map.no_data"), low, high)


def _end_words(ctx: Context, measure: Measure, low: float, high: float, unit: str) -> tuple[str, str]:
    family = ctx.family(measure.node)
    words = (t("legend.weak"), t("legend.strong")) if family == "driver" else (t("legend.light"), t("legend.severe"))
    ends = (high, low) if _flipped(ctx, measure) else (low, high)
    return tuple(f"{word} {ctx.figure(end, unit)}" for word, end in zip(words, ends, strict=True))  # type: ignore[return-value]


def _outlines(ctx: Context, rows: pd.DataFrame) -> list[Outline]:
    """Zones that pass, their names at the middle of their members."""
    by_place = rows.drop_duplicates("place").set_index("place")
    outlines = []
    for zone_id in ctx.zones:
        zone = ctx.atlas.catalogue.zones[zone_id]
        hover = [f"<b>{ctx.place(zone_id)}</b>"]
        hover += _hover_lines(ctx, by_place.loc[zone_id]) if zone_id in by_place.index else [t("map.no_data_zone")]
        outlines.append(
            Outline(
                zone_id,
                ctx.place(zone_id),
                float(np.mean([m.longitude for m in zone.members])),
                float(np.mean([m.latitude for m in zone.members])),
                zone.cohort,
                zone.proxy_only,
                "<br>".join(hover),
            )
        )
    return outlines


def _parks(ctx: Context) -> pd.DataFrame:
    parks = ctx.atlas.catalogue.parks.values()
    return pd.DataFrame(
        {
            "name": [p.county.of(ctx.view.language) for p in parks],
            "longitude": [p.longitude for p in parks],
            "latitude": [p.latitude for p in parks],
            "hover": [t("map.park", name=p.county.of(ctx.view.language)) for p in parks],
        }
    )


def finding(ctx: Context, measure: Measure, rows: pd.DataFrame) -> str:
    """One sentence: zones beyond the median city, and the zone furthest out."""
    cities = rows[rows["place"].isin(ctx.all_cities)]
    zones = rows[rows["place"].isin(ctx.zones) & rows["basis"].eq("exact")].dropna(subset=["score"])
    if zones.empty or cities["score"].dropna().empty:
        return t("map.finding.none", name=ctx.node(measure.node))
    above = int((zones["score"] > cities["score"].median()).sum())
    top = zones.loc[zones["score"].idxmax(), "place"]
    facts = {"name": ctx.node(measure.node), "above": above, "total": len(zones), "top": ctx.place(top)}
    driver = ctx.family(measure.node) == "driver"
    return t("map.finding.driver", **facts) if driver else t("map.finding.bottleneck", **facts)


def _subtitle(ctx: Context, measure: Measure, rows: pd.DataFrame) -> str:
    unit = ctx.unit(rows["unit"].iloc[0]) if len(rows) else ""
    years = rows["year"].unique()
    span = str(ctx.view.year) if len(years) != 1 else str(years[0])
    parts = [ctx.node(measure.node), unit, span]
    indicator = ctx.indicator(measure.node)
    parts.append(
        indicator.definition.of(ctx.view.language) if indicator else t(f"set.{standing.set_of(ctx.view.year)}")
    )
    return " · ".join(part for part in parts if part)


def _notes(ctx: Context, rows: pd.DataFrame) -> list[str]:
    notes = []
    older = rows[rows["year"] < ctx.view.year]
    if len(older):
        notes.append(t("note.ages", count=number(len(older)), oldest=number(ctx.view.year - int(older["year"].min()))))
    if ctx.restricted:
        notes.append(t("map.receding", count=number(len(ctx.cities))))
    sourced = len(ctx.atlas.catalogue.parks)
    return [*notes, t("map.parks", sourced=sourced), t("map.caption")]


def _twin(ctx: Context, rows: pd.DataFrame) -> pd.DataFrame:
    shown = rows.sort_values("rank", na_position="last")
    return pd.DataFrame(
        {
            t("column.place"): [ctx.place(p) for p in shown["place"]],
            t("column.value"): shown["value"].to_numpy(),
            t("column.unit"): [ctx.unit(u) for u in shown["unit"]],
            t("column.year"): shown["year"].astype(str).to_numpy(),
            t("column.score"): shown["score"].round(1).to_numpy(),
            t("column.rank"): shown["rank"].to_numpy(),
            t("column.basis"): [t(f"basis.{b}") for b in shown["basis"]],
        }
    )


def _csv(ctx: Context, measure: Measure, rows: pd.DataFrame):
    """Rows behind the map, with their sources."""
    view, atlas = ctx.view, ctx.atlas
    if not ctx.indicator(measure.node):
        shown = standing.scores_in(atlas.scores, view.year, [measure.node], list(rows["place"]), view.proxies)
        return takeaway.csv_of_scores(ctx, shown)
    keys = rows[["place", "year", "basis"]]
    table = atlas.indicators[atlas.indicators["indicator"].eq(measure.node)].astype({"place": str, "basis": str})
    return takeaway.csv_of_indicators(ctx, table.merge(keys, on=["place", "year", "basis"]))


def _clicked(key: str) -> None:
    """Take the place that was clicked into the address."""
    points = st.session_state.get(f"{key}-plot", {}).get("selection", {}).get("points", [])
    found = [str(p["location"]) for p in points if p.get("location")]
    if found:
        state.choose("place", found[0])
