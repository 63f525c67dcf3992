"""Common parts of charts with one row per item: names at the left, figures at the right, words around the plot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zone_atlas.charts.base import theme
from zone_atlas.charts.base.labels import measure_text
from zone_atlas.charts.base.sketch import Sketch

# Pixels of half a column, for Latin letters at the size of the charts.
COLUMN = 6.3
NOTE_SIZE = theme.FONT_SIZE - 1


def measure_widest_line(labels: Iterable[object]) -> int:
    """Return the width in half-em columns of the widest line.

    Parameters
    ----------
    labels : iterable
        Texts; lines end with ``<br>``.
    """
    return max((measure_text(line) for label in labels for line in str(label).split("<br>")), default=0)


def measure_name_room(labels: Iterable[object]) -> int:
    """Return the pixels of the left margin in which the names of the rows stand.

    Parameters
    ----------
    labels : iterable
        Texts; lines end with ``<br>``.
    """
    return 14 + round(COLUMN * measure_widest_line(labels))


def name_rows(chart: Sketch, labels: Sequence[object], size: int = theme.FONT_SIZE) -> None:
    """Name the rows at the left, the first one at the top.

    Parameters
    ----------
    chart : Sketch
    labels : sequence
        Texts from top to bottom; lines end with ``<br>``.
    size : int
        Pixels of the letters.
    """
    chart.update_yaxes(
        range=[len(labels) - 0.5, -0.5],
        tickvals=list(range(len(labels))),
        ticktext=[f"{str(label).replace('<br>', ' <br>')} " for label in labels],
        tickfont={"color": chart.ink, "size": size},
    )


def write_column(
    chart: Sketch, texts: Sequence[object], heading: str, right: int, hues: str | Sequence[str], muted: str
) -> None:
    """Write a figure beside each row, flush right, and a heading above.

    Parameters
    ----------
    chart : Sketch
    texts : sequence
        One figure per row.
    heading : str
    right : int
        Pixels from the plot to the right end of the figures.
    hues : str or sequence of str
        Colour of the figures, one for all or one each.
    muted : str
        Colour of the heading.
    """
    side = {"x": 1, "xref": "paper", "xanchor": "right", "xshift": right, "showarrow": False}
    small = {"size": NOTE_SIZE, "color": muted}
    chart.add_annotation(y=1, yref="paper", yanchor="bottom", yshift=4, text=heading, font=small, **side)
    each = [hues] * len(texts) if isinstance(hues, str) else hues
    for row, (text, hue) in enumerate(zip(texts, each, strict=True)):
        font = {"size": theme.FONT_SIZE, "color": hue}
        chart.add_annotation(y=row, yanchor="middle", text=str(text), font=font, **side)


def write_row_heading(chart: Sketch, text: str, hue: str, level: float) -> None:
    """Write the heading of a group of rows at the left edge of the chart, over the names of the rows.

    Parameters
    ----------
    chart : Sketch
    text : str
        One line.
    hue : str
        Colour of the group's family.
    level : float
        Where it stands on the vertical axis.
    """
    chart.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        xshift=4 - chart.layout["margin"]["l"],
        y=level,
        yanchor="middle",
        text=f"<b>{text}</b>",
        showarrow=False,
        font={"color": hue, "size": theme.FONT_SIZE},
    )


def write_ends(chart: Sketch, ends: Iterable[tuple[float, str, str]], hue: str, up: int = 20) -> None:
    """Write above the numbers of an upper axis what places on it mean.

    Parameters
    ----------
    chart : Sketch
    ends : iterable of (x, anchor, text)
        The anchor is the side of the text that stands at x: 'left', 'center' or 'right'.
    hue : str
        Colour of the text.
    up : int
        Pixels above the plot.
    """
    for x, anchor, text in ends:
        chart.add_annotation(
            x=x,
            y=1,
            yref="paper",
            xanchor=anchor,
            yanchor="bottom",
            yshift=up,
            text=text,
            showarrow=False,
            font={"size": NOTE_SIZE, "color": hue},
        )


def write_above(chart: Sketch, text: str, hue: str, along: int = 0, size: int = NOTE_SIZE) -> None:
    """Write right above the plot.

    Parameters
    ----------
    chart : Sketch
    text : str
    hue : str
        Colour of the text.
    along : int
        Pixels from the left edge of the plot.
    size : int
        Pixels of the letters.
    """
    chart.add_annotation(
        x=0,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="bottom",
        align="left",
        xshift=along,
        yshift=4,
        text=text,
        showarrow=False,
        font={"size": size, "color": hue},
    )


def write_key(chart: Sketch, text: str) -> None:
    """Write at the very top of the chart, over the names of the rows too; the upper margin must have room for it.

    Parameters
    ----------
    chart : Sketch
    text : str
    """
    _write_from_edge(
        chart, text, y=1, yshift=chart.layout["margin"]["t"], size=theme.FONT_SIZE, hue=chart.ink
    )


def write_foot(chart: Sketch, text: str, hue: str) -> None:
    """Write below the chart, under the names of the rows too: on a phone the plot itself is too narrow for it.

    Parameters
    ----------
    chart : Sketch
    text : str
    hue : str
        Colour of the text.
    """
    _write_from_edge(chart, text, y=0, yshift=-4, size=NOTE_SIZE, hue=hue)


def _write_from_edge(chart: Sketch, text: str, *, y: int, yshift: int, size: int, hue: str) -> None:
    chart.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        xshift=4 - chart.layout["margin"]["l"],
        y=y,
        yref="paper",
        yanchor="top",
        yshift=yshift,
        text=text,
        align="left",
        showarrow=False,
        font={"size": size, "color": hue},
    )
