"""Make the registers of the Methods page as a reader searches them: names for codes, in one language."""

from __future__ import annotations

import pandas as pd

from zone_atlas.analysis import lines
from zone_atlas.analysis.coherence import nominal_weights
from zone_atlas.analysis.coverage import years_reported
from zone_atlas.catalogue.breaks import ALL
from zone_atlas.catalogue.records import SCOPES, SEVERITY, STATUSES, WITHHELD, Correction
from zone_atlas.catalogue.rules import CORE, FULL
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t


def write_span(first: int, last: int) -> str:
    """Write years as '2018' or '2006–2023'."""
    return str(first) if first == last else f"{first}–{last}"


def write_years(years: list[int]) -> str:
    """Write years as '2005, 2009–2011'."""
    return ", ".join(write_span(first, last) for first, last in lines.list_runs_of_years(years))


def framework_register(ctx: Context) -> pd.DataFrame:
    """List the dimensions with their role, their elements and their counterpart."""
    language, rows = ctx.view.language, ctx.dimensions()
    separator = t("list.separator")
    return pd.DataFrame(
        {
            t("column.dimension"): [d.name.of(language) for d in rows],
            t("column.kind"): [t(f"kind.{d.kind}") for d in rows],
            t("column.role"): [d.role.of(language) for d in rows],
            t("column.elements"): [separator.join(e.name.of(language) for e in d.elements) for d in rows],
            t("column.counterpart"): [d.counterpart.of(language) for d in rows],
        }
    )


def indicator_register(ctx: Context) -> pd.DataFrame:
    """List every indicator with its definition, direction, element, weight, sets and years."""
    catalogue, language, spans = ctx.atlas.catalogue, ctx.view.language, years_reported(ctx.atlas)
    weights: dict[str, float] = {}
    for dimension in catalogue.dimensions:
        in_full_set = [i.id for i in catalogue.indicators_of(dimension) if FULL in i.sets]
        weights |= nominal_weights(in_full_set, catalogue)
    rows = list(catalogue.indicators.values())
    return pd.DataFrame(
        {
            t("column.indicator"): [i.name.of(language) for i in rows],
            t("column.definition"): [i.definition.of(language) for i in rows],
            t("column.dimension"): [ctx.short(i.dimension) for i in rows],
            t("column.element"): [ctx.node(i.element) for i in rows],
            t("column.direction"): [
                t("card.direction.more") if i.direction > 0 else t("card.direction.less") for i in rows
            ],
            t("column.nominal_percent"): [round(100 * weights.get(i.id, 0.0), 1) for i in rows],
            t("column.unit"): [ctx.unit(i.unit) for i in rows],
            t("column.sets"): [t("list.separator").join(t(f"set.{s}") for s in i.sets) for i in rows],
            t("column.years"): [write_span(*spans[i.id]) if i.id in spans else "" for i in rows],
        }
    )


def goalpost_register(ctx: Context) -> pd.DataFrame:
    """List the lower and upper goalpost of each indicator in its own unit."""
    catalogue = ctx.atlas.catalogue
    # The trend set is part of the full one and has its goalposts.
    rows = ctx.atlas.goalposts[ctx.atlas.goalposts["set"].isin([FULL, CORE])]
    known = [catalogue.indicators[str(i)] for i in rows["indicator"]]
    decimals = [catalogue.units[i.unit].decimals + 1 for i in known]
    return pd.DataFrame(
        {
            t("column.indicator"): [i.name.of(ctx.view.language) for i in known],
            t("column.set"): [t(f"set.{s}") for s in rows["set"]],
            t("column.unit"): [ctx.unit(i.unit) for i in known],
            t("column.low"): [round(v, d) for v, d in zip(rows["low"], decimals, strict=True)],
            t("column.high"): [round(v, d) for v, d in zip(rows["high"], decimals, strict=True)],
            t("column.scale"): [t("scale.log") if i.goalposts == "log" else t("scale.linear") for i in known],
            t("column.values"): rows["n"].to_numpy(),
        }
    )


def break_register(ctx: Context) -> pd.DataFrame:
    """List breaks of series everywhere and of single places, and seams where another source continues a series."""
    catalogue, language = ctx.atlas.catalogue, ctx.view.language
    everywhere = t("methods.all_places")
    rows = [
        (everywhere, s.name.of(language), year, s.break_note.of(language))
        for s in catalogue.series.values()
        for year in s.breaks
    ]
    rows += [
        (everywhere, j.name.of(language), j.seam, t("trends.seam", year=j.seam))
        for j in catalogue.joins.values()
        if j.seam
    ]
    for b in catalogue.breaks:
        series = t("methods.all_series") if b.series == ALL else ctx.node(b.series)
        rows.append((ctx.place(b.place), series, b.year, b.reason.of(language)))
    columns = [t("column.place"), t("column.series"), t("column.year"), t("column.reason")]
    return pd.DataFrame([(p, s, str(y), why) for p, s, y, why in rows], columns=columns)


def proxy_register(ctx: Context) -> pd.DataFrame:
    """List the members without series of their own, and the unit that stands in."""
    zones, language = ctx.atlas.catalogue.zones.values(), ctx.view.language
    members = [(z, m) for z in zones for m in z.members if not m.whole_city]
    return pd.DataFrame(
        {
            t("column.zone"): [ctx.place(z.id) for z, _ in members],
            t("column.member"): [m.name.of(language) for _, m in members],
            t("column.stands_in"): [ctx.place(m.proxy) if m.proxy else "" for _, m in members],
        }
    )


def correction_register(ctx: Context) -> pd.DataFrame:
    """List the corrections."""
    catalogue, rows = ctx.atlas.catalogue, ctx.atlas.catalogue.corrections

    def value(correction: Correction, figure: float | None) -> str:
        decimals = catalogue.units[catalogue.series[correction.series].unit].decimals
        return number(figure, decimals) if figure is not None else ""

    return pd.DataFrame(
        {
            t("column.place"): [ctx.place(c.place) for c in rows],
            t("column.year"): [str(c.year) for c in rows],
            t("column.series"): [ctx.node(c.series) for c in rows],
            t("column.wrong"): [value(c, c.wrong) for c in rows],
            t("column.action"): [t(f"correction.{c.action}") for c in rows],
            t("column.right"): [value(c, c.right) for c in rows],
            t("column.evidence"): [c.evidence.of(ctx.view.language) for c in rows],
            t("column.date"): [c.date for c in rows],
        }
    )


def examination_register(ctx: Context) -> pd.DataFrame:
    """List for each series its scope and how far it may swing before the check asks why."""
    rows = ctx.atlas.catalogue.series.values()
    return pd.DataFrame(
        {
            t("column.series"): [s.name.of(ctx.view.language) for s in rows],
            t("column.scope"): [SCOPES[s.scope].of(ctx.view.language) for s in rows],
            t("column.swing"): [f"× {number(s.swing, 2)}" if s.swing else "" for s in rows],
            t("column.reason"): [s.examined.of(ctx.view.language) for s in rows],
        }
    )


def review_register(ctx: Context) -> pd.DataFrame:
    """List all reviewed values."""
    rows = ctx.atlas.catalogue.reviews.values()
    return pd.DataFrame(
        {
            t("column.place"): [ctx.place(r.place) for r in rows],
            t("extract.adcode"): [r.place for r in rows],
            t("column.year"): [str(r.year) for r in rows],
            t("column.series"): [ctx.node(r.series) for r in rows],
            t("column.in_source"): [r.value for r in rows],
            t("column.disposition"): [t(f"disposition.{r.disposition}") for r in rows],
            t("column.right"): ["" if r.right is None else f"{r.right:.10g}" for r in rows],
            t("column.reason"): [r.reason.of(ctx.view.language) for r in rows],
            t("column.date"): [r.date for r in rows],
        }
    )


def reviews_of_members(ctx: Context) -> pd.DataFrame:
    """List the reviewed values of the members of zones."""
    members = {m.adcode for zone in ctx.atlas.catalogue.zones.values() for m in zone.members}
    table = review_register(ctx)
    return table[table[t("extract.adcode")].isin(members)].reset_index(drop=True)


def gap_register(ctx: Context) -> pd.DataFrame:
    """List the zone figures that do not exist, with the members that report nothing."""
    groups = ctx.atlas.gaps.astype({"series": str}).groupby(["zone", "series", "missing"], sort=False)["year"]
    rows = [(zone, series, missing, write_years(list(years))) for (zone, series, missing), years in groups]
    separator = t("list.separator")
    return pd.DataFrame(
        {
            t("column.zone"): [ctx.place(zone) for zone, *_ in rows],
            t("column.series"): [ctx.node(series) for _, series, *_ in rows],
            t("column.years"): [years for *_, years in rows],
            t("column.missing"): [
                separator.join(ctx.place(adcode) for adcode in missing.split(",")) for *_, missing, _ in rows
            ],
        }
    )


def source_register(ctx: Context) -> pd.DataFrame:
    """List every source record: the publication and its citation, then its digitisation."""
    language, rows = ctx.view.language, ctx.atlas.catalogue.sources.values()
    return pd.DataFrame(
        {
            t("column.source"): [s.publication.of(language) for s in rows],
            t("column.publisher"): [s.publisher.of(language) for s in rows],
            t("card.edition"): [s.edition for s in rows],
            t("column.kind"): [t(f"source_kind.{s.kind}") for s in rows],
            t("column.own_page"): [s.address for s in rows],
            t("card.reliability"): [t(f"reliability.{s.reliability}") for s in rows],
            t("column.note"): [s.note.of(language) for s in rows],
            t("card.digitisation"): [s.digitisation for s in rows],
            t("card.digitised_at"): [s.digitisation_address for s in rows],
            t("card.licence"): [s.licence.of(language) for s in rows],
        }
    )


def source_tables(ctx: Context) -> pd.DataFrame:
    """List for each series the table and edition it was read from."""
    catalogue, language = ctx.atlas.catalogue, ctx.view.language
    rows = catalogue.source_tables.values()
    return pd.DataFrame(
        {
            t("column.series"): [ctx.node(row.series) for row in rows],
            t("column.source"): [catalogue.sources[row.source].publication.of(language) for row in rows],
            t("card.table"): [row.number for row in rows],
            t("column.title"): [row.title.of(language) for row in rows],
            t("card.column"): [row.column.of(language) for row in rows],
            t("column.scope"): [t(f"table_scope.{row.scope}") for row in rows],
        }
    )


def status_register(ctx: Context) -> pd.DataFrame:
    """List the codes of a figure's status: their meaning, whether a score uses such a figure, and their number."""
    counts = ctx.atlas.observations["status"].value_counts()
    return pd.DataFrame(
        {
            t("column.code"): list(STATUSES),
            t("column.status"): [t(f"status.{code}") for code in STATUSES],
            t("column.scored"): [
                t("answer.yes" if code in SEVERITY and code != WITHHELD else "answer.no") for code in STATUSES
            ],
            t("column.observations"): [int(counts.get(code, 0)) for code in STATUSES],
        }
    )


def left_out_register(ctx: Context) -> pd.DataFrame:
    """List what the build left out, with its number and reason."""
    rows = ctx.atlas.manifest["left_out"]
    zones = ctx.atlas.catalogue.zones.values()
    unmeasured = [m.name.of(ctx.view.language) for z in zones for m in z.members if not m.adcode]
    names = t("list.separator").join(unmeasured)
    return pd.DataFrame(
        {
            t("column.left_out"): [t(f"left_out.{row['code']}", names=names) for row in rows],
            t("column.count"): [int(row["count"]) for row in rows],
        }
    )
