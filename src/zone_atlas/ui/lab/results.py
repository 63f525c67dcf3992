"""Show the results of the Lab: ranks with intervals, and shifts against the default."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from zone_atlas.analysis.lab.ranks import DRAWS, rank_table, ranks_under_choice, top_places, varies_anything
from zone_atlas.charts.rows.intervals import RankWords, draw_rank_intervals
from zone_atlas.charts.rows.rank_moves import draw_rank_shifts
from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import downloads, sources
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.lab.query import LabQuery, choice_text, write_percent
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, t


def _lab_rank_table(query: LabQuery) -> pd.DataFrame:
    return rank_table(query.lab, ranks_under_choice(query.lab, query.choice, query.variation))


def ranks_of_zones_shown(query: LabQuery) -> pd.DataFrame:
    """Return the ranks of the zones that pass the filter, as `analysis.lab.ranks.rank_table` gives them."""
    table = _lab_rank_table(query)
    return table[table["zone"].isin(query.zones)].reset_index(drop=True)


def show_lab_ranks(ctx: Context, query: LabQuery) -> None:
    """Show the ranks with their intervals: the page's answer."""
    table, places = ranks_of_zones_shown(query), int(query.lab.ranked.sum())
    if table.empty:
        st.info(t("lab.none_ranked"), icon=":material/filter_alt_off:")
        return
    twin = _ranks_twin(ctx, table)
    content = FrameContent(
        key="lab-ranks",
        headline=_ranks_finding(ctx, query, table),
        subtitle=ranks_subtitle(query),
        draw=lambda: draw_rank_intervals(
            _rank_rows(ctx, query, table),
            places,
            RankWords(
                t("lab.rank.best.drivers")
                if query.lab.index == "drivers"
                else t("lab.rank.best.bottlenecks"),
                t("lab.rank.worst", places=places),
                t("lab.column.printed"),
                t("lab.column.top_quarter"),
            ),
            query.family,
            ctx.mode,
            compact=ctx.phone,
        ),
        notes=_lab_rank_notes(ctx, query),
        source_line=sources.source_line_of_nodes(ctx, query.lab.dimensions),
        table=lambda: Twin(twin.round(1)),
        extract=lambda: Extract(twin),
        file_name=downloads.file_name("lab", query.lab.index, query.lab.year),
        depends_on=ctx.seen(query.key()),
    )
    show_frame(content)


def ranks_subtitle(query: LabQuery) -> str:
    """Write index, year, choice and number of draws."""
    name = t(f"lab.index.{query.lab.index}")
    text = choice_text(query.choice)
    draws = number(DRAWS)
    return t("lab.ranks.subtitle", index=name, year=query.lab.year, choice=text, draws=draws)


def _ranks_finding(ctx: Context, query: LabQuery, table: pd.DataFrame) -> str:
    if not varies_anything(query.variation):
        return t("lab.finding.nothing_varies")
    certain = int((table["best"] == table["worst"]).sum())
    top = table.loc[table["first"].idxmax()]
    facts = {"certain": certain, "total": len(table), "zone": ctx.place(str(top["zone"]))}
    if top["first"] < 0.5 and len(table) > 1:
        share = write_percent(float(top["first"]))
        return t("lab.finding.open", **facts, share=share)
    facts["share"] = write_percent(float(top["first"]))
    if certain == len(table):
        return t("lab.finding.all_certain", **facts)
    return t("lab.finding.first", **facts) if certain else t("lab.finding.none_certain", **facts)


def _rank_rows(ctx: Context, query: LabQuery, table: pd.DataFrame) -> pd.DataFrame:
    top = top_places(query.lab)
    names = [ctx.place(zone) for zone in table["zone"]]
    hovers = [
        f"<b>{name}</b><br>"
        + t(
            "lab.ranks.hover",
            median=number(row.median),
            low=number(row.low),
            high=number(row.high),
            chosen=number(row.chosen),
            default=number(row.default),
            top=top,
            share=write_percent(row.top_quarter, 1),
        )
        for name, row in zip(names, table.itertuples(), strict=True)
    ]
    return table.assign(
        id=table["zone"],
        label=names,
        share=[write_percent(share) for share in table["top_quarter"]],
        hover=hovers,
    )


def _ranks_twin(ctx: Context, table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            t("column.zone"): [ctx.place(zone) for zone in table["zone"]],
            t("lab.column.printed"): table["printed"],
            t("lab.column.median"): table["median"],
            t("lab.column.low"): table["low"],
            t("lab.column.high"): table["high"],
            t("lab.column.chosen"): table["chosen"],
            t("lab.column.default"): table["default"],
            t("lab.column.first"): 100 * table["first"],
            t("lab.column.top_quarter_percent"): 100 * table["top_quarter"],
        }
    )


def _lab_rank_notes(ctx: Context, query: LabQuery) -> list[str]:
    ranked = set(_lab_rank_table(query)["zone"])
    notes = [t("lab.note.reading"), t("lab.note.population", top=top_places(query.lab))]
    out = [ctx.place(zone) for zone in query.lab.zones if zone not in ranked]
    if out:
        notes.append(t("lab.note.not_ranked", names=list_names(out)))
    if len(ranked & set(query.zones)) < len(ranked):
        notes.append(t("lab.note.filtered", total=len(ranked)))
    return notes


def show_shifts(ctx: Context, query: LabQuery) -> None:
    """Show which zones gain and which lose by the reader's choice."""
    table = ranks_of_zones_shown(query).dropna(subset=["shift", "default"])
    table = table.sort_values(["shift", "default"], ascending=[False, True], kind="stable")
    if table.empty:
        return
    names = [ctx.place(zone) for zone in table["zone"]]
    twin = pd.DataFrame(
        {
            t("column.zone"): names,
            t("lab.column.default"): table["default"].to_numpy(),
            t("lab.column.chosen"): table["chosen"].to_numpy(),
            t("lab.column.shift"): table["shift"].to_numpy(),
        }
    )
    content = FrameContent(
        key="lab-shifts",
        headline=_shifts_finding(ctx, query, table),
        subtitle=t("lab.shifts.subtitle", choice=choice_text(query.choice)),
        draw=lambda: draw_rank_shifts(
            table.assign(
                id=table["zone"],
                label=names,
                text=[write_shift(shift) for shift in table["shift"]],
                hover=[
                    f"<b>{name}</b>  {number(row.default)} → {number(row.chosen)}"
                    for name, row in zip(names, table.itertuples(), strict=True)
                ],
            ),
            (t("lab.shifts.down"), t("lab.shifts.up")),
            query.family,
            ctx.mode,
        ),
        notes=[t("lab.shifts.note")],
        source_line=sources.source_line_of_nodes(ctx, query.lab.dimensions),
        table=lambda: Twin(twin),
        extract=lambda: Extract(twin),
        file_name=downloads.file_name("lab-shifts", query.lab.index, query.lab.year),
        depends_on=ctx.seen(query.key()),
    )
    show_frame(content)


def write_shift(shift: float) -> str:
    """Write a shift with its sign."""
    return ("+" if shift > 0 else "") + number(shift)


def _shifts_finding(ctx: Context, query: LabQuery, table: pd.DataFrame) -> str:
    if query.is_default:
        return t("lab.shifts.finding.default")
    up, down = int((table["shift"] > 0).sum()), int((table["shift"] < 0).sum())
    if not up and not down:
        return t("lab.shifts.finding.none")
    most = table.loc[table["shift"].abs().idxmax()]
    facts = {"up": up, "down": down, "zone": ctx.place(str(most["zone"]))}
    return t("lab.shifts.finding", **facts, before=number(most["default"]), after=number(most["chosen"]))
