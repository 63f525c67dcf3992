"""Show why the ranks move: shares of the choices, indicators left out, and two zones against each other."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis.lab.ranks import (
    DRAWS,
    RankResult,
    TwoZones,
    compare_two_zones,
    rank_table,
    ranks_under_choice,
    varies_anything,
)
from zone_atlas.analysis.lab.sensitivity import sensitivity_of_ranks, sobol_table, without_table
from zone_atlas.charts.rows.intervals import ShareIntervalWords, draw_share_intervals
from zone_atlas.charts.rows.rank_moves import draw_movers, draw_rank_profiles
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import downloads, sources
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.lab.query import LabQuery, write_percent
from zone_atlas.ui.lab.results import write_shift
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_list
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t

# The list goes on in the table.
MOVERS = 10


def show_sensitivity(ctx: Context, query: LabQuery) -> None:
    """Show the share of each choice in the movement of the ranks."""
    if not varies_anything(query.variation):
        st.info(t("lab.nothing_varies"), icon=":material/lock:")
        return
    sensitivity = sensitivity_of_ranks(query.lab, query.choice, query.variation)
    table = sobol_table(sensitivity)
    names = [t(f"lab.factor.{factor}") for factor in table["factor"]]
    measures = [c for c in table.columns if c != "factor"]
    twin = pd.DataFrame(
        {t("lab.column.factor"): names}
        | {t(f"lab.measure.{name}"): 100 * table[name].to_numpy() for name in measures}
    )
    rows = table.assign(
        label=names,
        alone_text=[write_percent(v) for v in table["alone"]],
        total_text=[write_percent(v) for v in table["total"]],
        hover=[
            _sensitivity_hover(name, row) for name, row in zip(names, table.to_dict("records"), strict=True)
        ],
    )
    content = FrameContent(
        key="lab-sobol",
        headline=_choices_finding(table, names),
        subtitle=t("lab.sobol.subtitle", shift=number(sensitivity.mean_shift, 1)),
        draw=lambda: draw_share_intervals(
            rows,
            ShareIntervalWords(t("lab.sobol.alone"), t("lab.sobol.total")),
            query.family,
            ctx.mode,
            compact=ctx.phone,
        ),
        notes=[t("lab.sobol.note", evaluations=number(sensitivity.evaluations))],
        source_line=sources.source_line_of_nodes(ctx, query.lab.dimensions),
        table=lambda: Twin(twin.round(1)),
        extract=lambda: Extract(twin),
        file_name=downloads.file_name("lab-which-choice", query.lab.index, query.lab.year),
        depends_on=ctx.seen(query.key()),
    )
    show_frame(content)


def _sensitivity_hover(name: str, row: dict[str, float]) -> str:
    parts = [
        f"{label}: {write_percent(row[key])} ({write_percent(row[f'{key}_low'])}–{write_percent(row[f'{key}_high'])})"
        for key, label in (("alone", t("lab.sobol.alone")), ("total", t("lab.sobol.total")))
    ]
    return "<br>".join([f"<b>{name}</b>", *parts])


def _choices_finding(table: pd.DataFrame, names: list[str]) -> str:
    """Name the choice with the largest total share, if its interval stands clear of the next."""
    if table["total"].isna().any():
        return t("lab.sobol.finding.still")
    if len(table) == 1:
        return t("lab.sobol.finding.one", factor=_name_inside_sentence(names[0]))
    share, clear = write_percent(table.at[0, "total"]), table.at[0, "total_low"] > table.at[1, "total_high"]
    if clear:
        return t("lab.sobol.finding", factor=names[0], share=share)
    return t("lab.sobol.finding.close", factor=names[0], other=_name_inside_sentence(names[1]))


def _name_inside_sentence(name: str) -> str:
    """Return the label in lower case, for use inside a sentence."""
    return name[:1].lower() + name[1:]


def show_left_out(ctx: Context, query: LabQuery) -> None:
    """Show how far the ranks move without each indicator."""
    table = without_table(query.lab, query.choice)
    names = [ctx.node(id) for id in table["indicator"]]
    zones = [ctx.place(zone) if zone else "" for zone in table["zone"]]
    twin = pd.DataFrame(
        {
            t("column.indicator"): names,
            t("lab.measure.mean_shift"): table["mean_shift"],
            t("lab.measure.moved"): table["moved"],
            t("lab.column.most_moved"): zones,
            t("lab.column.shift"): table["shift"],
        }
    )
    content = FrameContent(
        key="lab-left-out",
        headline=_left_out_finding(table.iloc[0], names[0], zones[0]),
        subtitle=t("lab.left_out.subtitle", shown=min(MOVERS, len(table)), total=len(table)),
        draw=lambda: draw_movers(
            _mover_rows(table.head(MOVERS), names, zones), query.family, ctx.mode, compact=ctx.phone
        ),
        notes=[t("lab.left_out.note")],
        source_line=sources.source_line_of_nodes(ctx, query.lab.dimensions),
        table=lambda: Twin(twin.round(2)),
        extract=lambda: Extract(twin),
        file_name=downloads.file_name("lab-left-out", query.lab.index, query.lab.year),
        depends_on=ctx.seen(query.key()),
    )
    show_frame(content)


def _left_out_finding(first: pd.Series, indicator: str, zone: str) -> str:
    if not zone:
        return t("lab.left_out.finding.none")
    mean, shift = number(first["mean_shift"], 1), number(abs(first["shift"]))
    return t("lab.left_out.finding", indicator=indicator, zone=zone, mean=mean, shift=shift)


def _mover_rows(top: pd.DataFrame, names: list[str], zones: list[str]) -> pd.DataFrame:
    """Return the rows of the chart: mean shift, and the zone that moves most with its own."""
    rows = []
    for row, name, zone in zip(top.itertuples(), names, zones, strict=False):
        text = f"{number(row.mean_shift, 1)} · {zone} {write_shift(row.shift)}" if zone else ""
        hover = t("lab.left_out.hover", mean=number(row.mean_shift, 2), moved=row.moved)
        rows.append((name, row.mean_shift, text, f"<b>{name}</b><br>{hover}"))
    return pd.DataFrame(rows, columns=["label", "value", "text", "hover"])


def show_two_zones(ctx: Context, query: LabQuery) -> None:
    """Show two zones over all draws."""
    result = ranks_under_choice(query.lab, query.choice, query.variation)
    ranked = list(rank_table(query.lab, result)["zone"])
    first, second = _choose_two(ctx, ranked[:2])
    if first == second or not {first, second} <= set(ranked):
        text = t("lab.duel.same") if first == second else t("lab.duel.not_ranked")
        st.info(text, icon=":material/compare_arrows:")
        return
    comparison = compare_two_zones(query.lab, result, first, second)
    names = (ctx.place(first), ctx.place(second))
    twin = pd.DataFrame(
        {
            t("lab.measure.rank"): comparison.profile["rank"],
            names[0]: 100 * comparison.profile["first"],
            names[1]: 100 * comparison.profile["second"],
            t("lab.duel.difference"): 100 * (comparison.profile["first"] - comparison.profile["second"]),
        }
    )
    content = FrameContent(
        key="lab-duel",
        headline=_duel_finding(query, result, comparison, (first, second), names),
        subtitle=t("lab.duel.subtitle", draws=number(DRAWS)),
        draw=lambda: draw_rank_profiles(comparison.profile, names, query.family, ctx.mode),
        notes=[t("lab.duel.note")],
        source_line=sources.source_line_of_nodes(ctx, query.lab.dimensions),
        table=lambda: Twin(twin.round(2)),
        extract=lambda: Extract(twin),
        file_name=downloads.file_name("lab-two-zones", query.lab.index, query.lab.year),
        depends_on=ctx.seen(query.key(first, second)),
    )
    show_frame(content)


def _choose_two(ctx: Context, highest: list[str]) -> tuple[str, str]:
    """Draw the choice of two zones and return them; unless chosen, the two at the top of the ranks."""
    zones = tuple(ctx.atlas.catalogue.zones)
    allowed, chosen = ("", *zones), []
    for column, name, label, zone in zip(
        st.columns(2), ("one", "other"), (t("lab.duel.one"), t("lab.duel.other")), highest, strict=True
    ):
        parameter = state.Parameter(name, "choice", allowed, "")
        labels = {z: ctx.place(z) if z else t("lab.duel.top", zone=ctx.place(zone)) for z in allowed}
        chosen.append(str(state.register_parameter(parameter)) or zone)
        draw_choice_list(parameter, label, labels, column=column)
    return chosen[0], chosen[1]


def _duel_finding(
    query: LabQuery,
    result: RankResult,
    comparison: TwoZones,
    zones: tuple[str, str],
    names: tuple[str, str],
) -> str:
    """Write how often either zone ranks before the other, and that it is a tie where the intervals overlap."""
    ahead = comparison.before >= comparison.behind
    first, second = names if ahead else names[::-1]
    shares = sorted((comparison.before, comparison.behind), reverse=True)
    text = t(
        "lab.duel.finding",
        first=first,
        second=second,
        share=write_percent(shares[0]),
        less=write_percent(shares[1]),
    )
    a, b = (query.lab.zones.index(zone) for zone in zones)
    spread = result.spread
    overlap = spread.low[a] <= spread.high[b] and spread.low[b] <= spread.high[a]
    return text + t("lab.duel.tie") if overlap else text
