"""Timeline of documents: one row each, dated no more precisely than it is, beside the parts it speaks to."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import measure_text
from zone_atlas.charts.base.sketch import Sketch
from zone_atlas.charts.base.strokes import DotLook, add_dots, add_line, add_words
from zone_atlas.charts.base.targets import add_targets
from zone_atlas.charts.timeline_frame import (
    COLUMN,
    Document,
    Frame,
    PartGroup,
    check_documents,
    fit_title,
    lay_out_timeline,
    locate_mark,
    locate_title,
    stands_beside,
)

TOP = {False: 36, True: 22}
FOOT = 18
# Of a label's length that the pointer meets: targets stand one every so many half-em columns.
TARGET_PITCH = 11
YEARS_A_COLUMN = 0.078


def draw_timeline(
    documents: Sequence[Document],
    lanes: Sequence[tuple[str, str]],
    part_groups: Sequence[PartGroup],
    years: tuple[int, int],
    mode: theme.Mode = "light",
    *,
    chosen: Sequence[str] = (),
    compact: bool = False,
) -> go.Figure:
    """Draw documents on a time axis, one row each, in lanes.

    A dot is a day; a bar is as long as the time in which the document dates.

    Parameters
    ----------
    documents : sequence of Document
        In order of time.
    lanes : sequence of (lane id, heading)
        Top to bottom; a lane without documents is left out.
    part_groups : sequence of (heading, family, parts)
        Columns of the framework's parts as (identifier, name), to the right of the years.
    years : (first, last)
        Whole years that the axis covers, both included.
    mode : {'light', 'dark'}
    chosen : sequence of str
        Parts whose columns are shaded: those the reader filters by.
    compact : bool
        For a phone: the title stands above its mark, and the columns of the parts are left to the hover text.

    Returns
    -------
    plotly.graph_objects.Figure
        The last trace, ``documents``, is invisible and carries ``customdata = (document id,)``.

    Raises
    ------
    ValueError
        If a document lies outside the years, in an unknown lane, or ends before it begins.
    """
    check_documents(documents, lanes, years)
    groups = [] if compact else part_groups
    frame = lay_out_timeline(documents, lanes, groups, years, compact)
    pitch = 31 if compact else 20
    top = TOP[compact]
    chart = theme.start_chart(mode, round(frame.total * pitch) + top + FOOT, l=4, r=4, t=top, b=FOOT)
    _set_time_axes(chart, frame, mode)
    _draw_timeline_ground(chart, frame, documents, chosen, mode)
    for passes in (False, True):
        _draw_document_marks(chart, frame, [d for d in documents if d.passes is passes], passes, mode)
    _write_document_titles(chart, frame, documents, mode)
    for _, family, members in groups:
        _draw_part_dots(chart, frame, documents, family, [part for part, _ in members], mode)
    _write_timeline_headings(chart, frame, groups, mode)
    _draw_document_targets(chart, frame, documents)
    return theme.keep_on_selection(chart)


def _set_time_axes(chart: Sketch, frame: Frame, mode: theme.Mode) -> None:
    first, last = frame.years
    step = 2 if frame.compact else 1
    shown = list(range(first, last + 1, step))
    # A year's name stands in the middle of the year.
    chart.update_xaxes(
        range=[first - 0.05, frame.right],
        tickvals=[year + 0.5 for year in shown],
        ticktext=[str(year) for year in shown],
        side="top",
    )
    chart.update_yaxes(range=[frame.total, 0], visible=False)
    chart.update_layout(hoverdistance=30)
    # The chart is taller than a screen: the years stand at its foot as well.
    below = [(year + 0.5, frame.total, str(year)) for year in shown]
    add_words(
        chart, below, theme.get_palette(mode).muted, theme.FONT_SIZE - 1, "years below", "bottom center"
    )


def _draw_timeline_ground(
    chart: Sketch, frame: Frame, documents: Sequence[Document], chosen: Sequence[str], mode: theme.Mode
) -> None:
    """Lines between the years, a rule under each row, and the shade of the columns that were chosen."""
    palette = theme.get_palette(mode)
    first, last = frame.years
    for part in chosen:
        if part in frame.columns:
            centre = frame.columns[part]
            chart.add_shape(
                type="rect",
                x0=centre - COLUMN / 2,
                x1=centre + COLUMN / 2,
                y0=0,
                y1=frame.total,
                fillcolor=palette.grid,
                line={"width": 0},
                layer="below",
            )
    between = [[(float(year), 0.0), (float(year), frame.total)] for year in range(first, last + 2)]
    add_line(chart, between, palette.grid, 1, "years")
    ends = list(frame.columns.values())
    rules = [
        [(document.last, frame.rows[document.id]), (ends[-1], frame.rows[document.id])]
        for document in documents
        if ends and document.passes
    ]
    add_line(chart, rules, palette.grid, 1, "rules")


def _draw_document_marks(
    chart: Sketch, frame: Frame, documents: Sequence[Document], passes: bool, mode: theme.Mode
) -> None:
    palette = theme.get_palette(mode)
    name = "" if passes else " left out"
    for accented in (False, True):
        hue = palette.peers if not passes else palette.accent if accented else palette.ink
        shown = [document for document in documents if document.accented is accented]
        bars = [
            [(document.first, locate_mark(frame, document)), (document.last, locate_mark(frame, document))]
            for document in shown
            if document.last > document.first
        ]
        what = "designations" if accented else "documents"
        if bars:
            add_line(chart, bars, theme.fade_colour(hue, 0.55), 7, f"spans of {what}{name}")
        days = [
            (document.first, locate_mark(frame, document))
            for document in shown
            if document.last == document.first
        ]
        add_dots(chart, days, DotLook(hue, 10 if accented else 8), mode, f"days of {what}{name}")


def _write_document_titles(
    chart: Sketch, frame: Frame, documents: Sequence[Document], mode: theme.Mode
) -> None:
    palette = theme.get_palette(mode)
    size = theme.FONT_SIZE - 1
    for accented in (False, True):
        shown = [d for d in documents if d.passes and d.accented is accented]
        if not shown:
            continue
        words = [(*locate_title(frame, document), fit_title(frame, document, accented)) for document in shown]
        positions = [
            "middle right" if frame.compact or stands_beside(frame, document) else "middle left"
            for document in shown
        ]
        hue = palette.accent if accented else palette.ink
        add_words(chart, words, hue, size, "designation titles" if accented else "titles", positions)


def _draw_part_dots(
    chart: Sketch,
    frame: Frame,
    documents: Sequence[Document],
    family: theme.Family,
    parts: Sequence[str],
    mode: theme.Mode,
) -> None:
    """A dot in each column that a document speaks to; faint where the filter leaves the document out."""
    palette = theme.get_palette(mode)
    for passes in (False, True):
        dots = [
            (frame.columns[part], frame.rows[document.id])
            for document in documents
            for part in parts
            if document.passes is passes and part in document.parts
        ]
        hue = palette.family(family) if passes else palette.no_data
        add_dots(chart, dots, DotLook(hue, 8), mode, f"parts {family}{'' if passes else ' left out'}")


def _write_timeline_headings(
    chart: Sketch, frame: Frame, groups: Sequence[PartGroup], mode: theme.Mode
) -> None:
    palette = theme.get_palette(mode)
    words = [(frame.years[0], row, f"<b>{text}</b>") for text, row in frame.headings]
    add_words(chart, words, palette.muted, theme.FONT_SIZE - 1, "lanes")
    for heading, family, parts in groups:
        centres = [frame.columns[part] for part, _ in parts]
        hue = palette.family(family)
        chart.add_shape(
            type="line",
            x0=centres[0] - COLUMN / 2,
            x1=centres[-1] + COLUMN / 2,
            y0=0,
            y1=0,
            line={"color": hue, "width": 1.5},
        )
        chart.add_annotation(
            x=sum(centres) / len(centres),
            y=1,
            yref="paper",
            yanchor="bottom",
            yshift=3,
            text=heading,
            showarrow=False,
            font={"color": hue, "size": theme.FONT_SIZE - 1},
        )


def _draw_document_targets(chart: Sketch, frame: Frame, documents: Sequence[Document]) -> None:
    """Invisible targets on the mark, along the title and on the dots: a whole row answers the pointer."""
    places, ids, texts = [], [], []
    for document in documents:
        for place in _list_row_targets(frame, document):
            places.append(place)
            ids.append((document.id,))
            texts.append(f"<b>{document.title}</b><br>{document.hover}")
    add_targets(chart, places, ids, texts, "documents", 12)


def _list_row_targets(frame: Frame, document: Document) -> list[tuple[float, float]]:
    row, mark = frame.rows[document.id], locate_mark(frame, document)
    places = [(document.first, mark)]
    if document.last > document.first:
        places += [((document.first + document.last) / 2, mark), (document.last, mark)]
    if document.passes:
        across, down = locate_title(frame, document)
        columns = measure_text(fit_title(frame, document, False))
        step = YEARS_A_COLUMN * (2.4 if frame.compact else 1)
        sense = 1 if frame.compact or stands_beside(frame, document) else -1
        places += [
            (round(across + sense * step * column, 2), down) for column in range(4, columns, TARGET_PITCH)
        ]
    # The dots stand so close that the target of one serves its neighbour.
    places += [(frame.columns[part], row) for part in frame.columns if part in document.parts][::2]
    return places
