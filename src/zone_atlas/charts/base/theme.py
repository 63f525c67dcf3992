"""The one palette, the one plotly template and the base figure every chart starts from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go
import plotly.io as pio

from zone_atlas.charts.base.sketch import Sketch

Mode = Literal["light", "dark"]
Family = Literal["driver", "bottleneck", "neutral"]

# Streamlit ships Source Sans; Chinese comes from whichever of these the reader's system has.
FONT_FAMILY = "'Source Sans', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
FONT_SIZE = 12
CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Colours:
    """Named colours of one mode, as ``#RRGGBB``."""

    ink: str
    muted: str
    grid: str
    ground: str
    panel: str
    no_data: str
    peers: str
    accent: str
    cohort_2017: str
    cohort_2019: str
    driver: str
    bottleneck: str

    def family(self, family: Family) -> str:
        """Return the single hue of a family, for dots and lines."""
        return {"driver": self.driver, "bottleneck": self.bottleneck, "neutral": self.muted}[family]


# A colour that changes here or in _RAMPS is also typed in .streamlit/config.toml, ui/style.css and ui/icon.svg, which
# read no Python; the text `methods.text.10` names the families by their hue.
_COLOURS: dict[Mode, Colours] = {
    "light": Colours(
        ink="#1B2A2F",
        muted="#5B6B70",
        grid="#E3E8E8",
        ground="#FFFFFF",
        panel="#F6F8F8",
        no_data="#D9DEDE",
        peers="#B9C4C6",
        accent="#C8501E",
        cohort_2017="#3B5B92",
        cohort_2019="#A23B6B",
        driver="#0F5F63",
        bottleneck="#AC6A24",
    ),
    "dark": Colours(
        ink="#E8EEEE",
        muted="#9FB0B3",
        grid="#2C3A3D",
        ground="#0F1719",
        panel="#162023",
        no_data="#39474A",
        peers="#56676B",
        accent="#FF8A50",
        cohort_2017="#8FB0E8",
        cohort_2019="#EE8FB8",
        driver="#7FD1CC",
        bottleneck="#F2B45C",
    ),
}

# From weak to strong; drivers and bottlenecks have their hue of _COLOURS among the stops. The three orange colours of
# .streamlit/config.toml are stops of the bottlenecks in each mode, those of ui/style.css and ui/icon.svg light ones.
_RAMPS: dict[tuple[Family, Mode], tuple[str, ...]] = {
    ("driver", "light"): ("#EEF5F4", "#CFE3E1", "#A3C9C6", "#6FA9A7", "#3E8587", "#0F5F63"),
    ("driver", "dark"): ("#1B3335", "#24494A", "#306665", "#438683", "#5FABA7", "#7FD1CC"),
    ("bottleneck", "light"): ("#FBF3E6", "#F4DDB8", "#E6BC7C", "#D0954A", "#AC6A24", "#7F4510"),
    ("bottleneck", "dark"): ("#33270F", "#523D17", "#775722", "#A0742F", "#C99443", "#F2B45C"),
    ("neutral", "light"): ("#F1F4F4", "#D8DFE0", "#B5C0C3", "#8C9A9E", "#66757A", "#415056"),
    ("neutral", "dark"): ("#243033", "#364447", "#4E5E62", "#6F8084", "#97A8AB", "#C4D1D3"),
}


def get_palette(mode: Mode) -> Colours:
    """Return the palette of a mode.

    Parameters
    ----------
    mode : {'light', 'dark'}
    """
    return _COLOURS[mode]


def make_ramp(family: Family, mode: Mode) -> list[tuple[float, str]]:
    """Return a plotly colour scale from weak (0.0) to strong (1.0) for a family.

    Parameters
    ----------
    family : {'driver', 'bottleneck', 'neutral'}
        Drivers run blue-green, bottlenecks amber-brown, anything else grey.
    mode : {'light', 'dark'}
        In dark mode the strong end is the bright one, so that strength always stands out.

    Returns
    -------
    list of (float, str)
        Positions in 0–1, evenly spaced, and ``#RRGGBB`` colours.
    """
    stops = _RAMPS[(family, mode)]
    return [(position / (len(stops) - 1), colour) for position, colour in enumerate(stops)]


def split_channels(colour: str) -> tuple[int, int, int]:
    """Return the three 0–255 channels of a colour.

    Parameters
    ----------
    colour : str
        ``#RRGGBB``.

    Raises
    ------
    ValueError
        If it is not of that form.
    """
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError(f"expected #RRGGBB, got {colour!r}")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def fade_colour(colour: str, opacity: float) -> str:
    """Return a colour as ``rgba(...)`` with an opacity.

    Parameters
    ----------
    colour : str
        ``#RRGGBB``.
    opacity : float
        0–1.
    """
    red, green, blue = split_channels(colour)
    return f"rgba({red},{green},{blue},{opacity:g})"


def find_ramp_colour(family: Family, mode: Mode, position: float) -> str:
    """Return the colour of a ramp at a position, interpolated in sRGB as plotly does.

    Parameters
    ----------
    family : {'driver', 'bottleneck', 'neutral'}
        Colour family of the marks.
    mode : {'light', 'dark'}
    position : float
        0 (weak) to 1 (strong); positions beyond take the end colour.
    """
    stops = _RAMPS[(family, mode)]
    place = min(max(position, 0.0), 1.0) * (len(stops) - 1)
    lower = min(int(place), len(stops) - 2)
    share = place - lower
    channels = zip(split_channels(stops[lower]), split_channels(stops[lower + 1]), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02X}" for low, high in channels)


def measure_luminance(colour: str) -> float:
    """Return the relative luminance (0–1) of a colour after WCAG 2.2.

    Parameters
    ----------
    colour : str
        ``#RRGGBB``.
    """
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in (value / 255 for value in split_channels(colour))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def measure_contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio (1–21) between two colours.

    Parameters
    ----------
    first, second : str
        ``#RRGGBB``.
    """
    low, high = sorted((measure_luminance(first), measure_luminance(second)))
    return (high + 0.05) / (low + 0.05)


def choose_text_colour(colour: str) -> str:
    """Return black or white, whichever reads better on a ground; always 4.5:1 or more.

    Parameters
    ----------
    colour : str
        ``#RRGGBB``.
    """
    return max(("#000000", "#FFFFFF"), key=lambda candidate: measure_contrast(candidate, colour))


def _make_template(mode: Mode) -> go.layout.Template:
    palette = _COLOURS[mode]
    axis = {
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "tickangle": 0,
        "gridcolor": palette.grid,
        "tickfont": {"size": FONT_SIZE - 1, "color": palette.muted},
        "title": {"font": {"size": FONT_SIZE - 1, "color": palette.muted}},
    }
    layout = {
        "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": palette.ink},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "xaxis": axis,
        "yaxis": axis,
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "hoverlabel": {
            "bgcolor": palette.panel,
            "bordercolor": palette.peers,
            "align": "left",
            "namelength": 0,
            "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": palette.ink},
        },
    }
    return go.layout.Template(layout=layout)


def name_template(mode: Mode) -> str:
    """Return the name under which the template of a mode is registered with plotly.

    Parameters
    ----------
    mode : {'light', 'dark'}
    """
    return f"zone_atlas_{mode}"


for _mode in _COLOURS:
    pio.templates[name_template(_mode)] = _make_template(_mode)


_RESOLVED = {mode: pio.templates[name_template(mode)].to_plotly_json() for mode in _COLOURS}


def start_chart(mode: Mode, height: int, **margins: int) -> Sketch:
    """Return an empty chart on our template with a fixed height.

    Parameters
    ----------
    mode : {'light', 'dark'}
    height : int
        Pixels; fixed, so that nothing moves when a filter changes.
    **margins : int
        Any of ``l``, ``r``, ``t``, ``b`` in pixels; 4 where not given.

    Returns
    -------
    Sketch
    """
    margin = {"l": 4, "r": 4, "t": 4, "b": 4, "pad": 0, **margins}
    return Sketch({"template": _RESOLVED[mode], "height": height, "margin": margin}, _COLOURS[mode].ink)


def keep_on_selection(chart: Sketch) -> go.Figure:
    """Finish a chart so that plotly does not dim every other mark once the reader has clicked one.

    Streamlit reads clicks as selections; without this, one click would fade the numbers of a matrix.

    Parameters
    ----------
    chart : Sketch
    """
    for trace in chart.data:
        if trace["type"] != "scatter":
            continue
        unselected: dict[str, object] = {"marker": {"opacity": trace.get("marker", {}).get("opacity", 1)}}
        colour = trace.get("textfont", {}).get("color")
        if isinstance(colour, str):
            unselected["textfont"] = {"color": colour}
        trace["unselected"] = unselected
    return chart.finished()
