"""Show the newest figures of a zone's cities beside the year of the index, with growth, marks and sources."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from zone_atlas.analysis.newest_figures import SEVERITY, Block, NoSum, newest_of_members
from zone_atlas.analysis.newest_value import FIGURES, STATED, Figure, Newest
from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.export.newest_extract import rows_of
from zone_atlas.export.write import Extract
from zone_atlas.locales.messages import MISSING_NUMBER
from zone_atlas.ui.blocks import downloads, fact_note, source_card, sources
from zone_atlas.ui.blocks.table_foot import show_printed_table_foot
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, number, signed_number, t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown
from zone_atlas.ui.shell.selections import read_picked_cell

ROW_HEIGHT = 28
TABLE = "zone-newest-table"
OFFICIAL = "a"


def show_newest(ctx: Context, zone: str) -> None:
    """Show a table of six figures by city, its notes, and its download."""
    block = newest_of_members(ctx.atlas, zone)
    if not block.cities:
        with st.container(key="zone-newest-none"):
            st.markdown(
                f"**{escape_markdown(t('zone.newest'))}** {quiet_markdown(t('zone.newest.none', zone=ctx.place(zone)))}"
            )
        return
    with st.container(border=True, gap="xsmall", key="zone-newest"):
        st.markdown(
            f"**{escape_markdown(t('zone.newest'))}** {quiet_markdown(t('zone.newest.note', year=ctx.view.year))}"
        )
        st.dataframe(
            _newest_table(ctx, zone, block),
            hide_index=True,
            height="content",
            row_height=ROW_HEIGHT,
            key=TABLE,
            selection_mode="single-cell",
            on_select=lambda: _open_picked_newest(ctx, block),
            column_config={t("zone.newest.figure"): st.column_config.TextColumn(pinned=True)},
            alt=t("zone.newest.alt", zone=ctx.place(zone)),
        )
        show_printed_table_foot(
            "  \n".join(_newest_notes(ctx, zone, block)),
            "zone-newest",
            downloads.file_name("newest", zone),
            _prepare_newest_extract(ctx, block),
        )
    fact_note.show_fact_card(ctx)


def _newest_table(ctx: Context, zone: str, block: Block) -> pd.DataFrame:
    """Return figures as rows, cities as columns, and the zone's sum where there are several."""
    columns = {t("zone.newest.figure"): [_heading_of_figure(ctx, figure) for figure in FIGURES]}
    for city in block.cities:
        columns[ctx.place(city)] = [_cell_text(ctx, block.figures[city, f.id]) for f in FIGURES]
    if block.sums:
        columns[t("zone.newest.sum")] = [_sum_text(ctx, block.sums.get(f.id)) for f in FIGURES]
    return pd.DataFrame(columns)


def _heading_of_figure(ctx: Context, figure: Figure) -> str:
    """Write name and unit; on a phone the units stand in the notes, so that the figures fit beside the names."""
    name = t(f"zone.newest.short.{figure.id}")
    if figure.index or ctx.phone:
        return name
    return t("zone.newest.with_unit", name=name, unit=ctx.unit(figure.unit))


def _cell_text(ctx: Context, newest: Newest | None) -> str:
    """Write '3,127.7 · 2025 P · +10.4 %': value, year with its mark, and growth where it may be stated."""
    if newest is None:
        return MISSING_NUMBER
    parts = [value_of_figure(ctx, newest), f"{newest.year}{_mark_of_figure(newest)}"]
    if newest.how:
        growth = f"{signed_number(100 * newest.change, 1)}%"
        parts.append(t("zone.newest.stated", growth=growth) if newest.how == STATED else growth)
    return " · ".join(parts)


def value_of_figure(ctx: Context, newest: Newest) -> str:
    """Write the value at the decimals of its unit; growth rates bear their sign."""
    if newest.figure.index:
        return f"{signed_number(newest.value, 1)}%"
    return number(newest.value, ctx.atlas.catalogue.units[newest.figure.unit].decimals)


def _mark_of_figure(newest: Newest) -> str:
    status = "" if newest.status == "A" else f" {newest.status}"
    second_hand = " §" if newest.document > OFFICIAL else ""
    return f"{status}{' †' if newest.fact else ''}{second_hand}{' ‡' if newest.jump else ''}"


def _sum_text(ctx: Context, total: Newest | NoSum | None) -> str:
    """Write the sum, or a dash with the reason why there is none."""
    if isinstance(total, NoSum):
        names = list_names([ctx.place(city) for city in total.members])
        return f"{MISSING_NUMBER} {t(f'zone.newest.nosum.{total.reason}', year=total.year, names=names)}"
    return _cell_text(ctx, total) if total else MISSING_NUMBER


def _newest_notes(ctx: Context, zone: str, block: Block) -> list[str]:
    """Write the notes on marks, jumps and members without series, and the page of each fact that is shown."""
    shown = [newest for newest in block.figures.values() if newest is not None]
    codes = sorted({newest.status for newest in shown} - {"A"}, key=SEVERITY.find)
    units = {"money": ctx.unit("1e8_yuan"), "people": ctx.unit("1e4_persons")}
    lines = [t("zone.newest.units", **units)] if ctx.phone else []
    lines += [t("zone.newest.growth"), *(f"{code} {t(f'status.{code}')}" for code in codes)]
    if any(newest.document > OFFICIAL for newest in shown):
        lines.append(f"§ {t('zone.newest.second_hand')}")
    without = [
        m.name.of(ctx.view.language) for m in ctx.atlas.catalogue.zones[zone].members if not m.whole_city
    ]
    if without:
        lines.append(t("zone.newest.without", names=list_names(without)))
    notes = [quiet_markdown(" · ".join([*lines, _newest_source_line(ctx, shown), t("zone.newest.open")]))]
    notes += [quiet_markdown(f"‡ {_jump_note(ctx, newest)}") for newest in shown if newest.jump]
    if block.facts:
        pages = "; ".join(_page_of_facts(ctx, group) for group in _by_page(block.facts))
        notes.append(f":small[:gray[† {escape_markdown(t('zone.newest.facts'))}] {pages}]")
    return notes


def _newest_source_line(ctx: Context, shown: list[Newest]) -> str:
    """Write the publications behind the observations, each once."""
    return sources.source_line_of_publications(ctx, (source for newest in shown for source in newest.sources))


def _jump_note(ctx: Context, newest: Newest) -> str:
    assert newest.jump is not None
    year, before = newest.jump
    decimals = ctx.atlas.catalogue.units[newest.figure.unit].decimals
    return t(
        "zone.newest.jump",
        place=ctx.place(newest.place),
        name=_heading_of_figure(ctx, newest.figure),
        value=value_of_figure(ctx, newest),
        year=newest.year,
        before=number(before, decimals),
        earlier=year,
    )


def _by_page(facts: tuple[Fact, ...]) -> list[list[Fact]]:
    """Group the facts of one place and page."""
    groups: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        groups.setdefault((fact.place, fact.address), []).append(fact)
    return list(groups.values())


def _page_of_facts(ctx: Context, facts: list[Fact]) -> str:
    """Write the place, its page as a link, and the page's quality."""
    first, language = facts[0], ctx.view.language
    link = f"[{escape_markdown(first.source.of(language))}]({first.address})"
    quality = t(f"parks.quality.{first.quality}")
    return f":gray[{escape_markdown(ctx.place(first.place))}:] {link} :gray[({escape_markdown(quality)})]"


def _open_picked_newest(ctx: Context, block: Block) -> None:
    """Open the source card of an observation, or the card of a fact; a sum has no card, its members have."""
    cell = read_picked_cell(TABLE)
    if cell is None:
        return
    row, column = cell
    city = next((code for code in block.cities if ctx.place(code) == column), "")
    newest = block.figures.get((city, FIGURES[row].id))
    if newest is None:
        return
    if newest.fact is not None:
        fact_note.open_fact_card(newest.fact.id)
    else:
        source_card.open_source_card(city, newest.series, newest.year)


def _prepare_newest_extract(ctx: Context, block: Block) -> Callable[[], Extract]:
    """Prepare exactly the figures of the table, in the schema of every extract, with their growth and its basis."""
    headings = {
        **downloads.extract_headings(),
        **{name: t(f"extract.{name}") for name in ("change", "change_basis")},
    }
    labels = {figure.id: t(f"zone.newest.name.{figure.id}") for figure in FIGURES}
    hows = {how: t(f"zone.newest.how.{how}") for how in ("computed", "stated")}
    atlas, language, note_of = ctx.atlas, ctx.view.language, fact_note.fact_notes(ctx)

    def download() -> Extract:
        table = rows_of(
            block, atlas.places, atlas.observations, atlas.catalogue, language, labels, hows, note_of
        )
        return Extract(table, headings)

    return download
