"""What a reader with any eyes, on any ground, may expect of the palette."""

import itertools
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

import zone_atlas
from zone_atlas.charts.base import theme

ROOT = Path(zone_atlas.__file__).resolve().parents[2]
MODES = ("light", "dark")
FAMILIES = ("driver", "bottleneck", "neutral")

# Machado, Oliveira & Fernandes (2009), severity 1.0, applied to linear RGB.
VISION = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "full": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}


def seen_lab(colour: str, vision: str) -> np.ndarray:
    channels = np.array(theme.split_channels(colour)) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    linear = np.clip(np.array(VISION[vision]) @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = to_xyz @ linear / np.array([0.9505, 1.0, 1.089])
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def distance(first: str, second: str, vision: str) -> float:
    return float(np.linalg.norm(seen_lab(first, vision) - seen_lab(second, vision)))


def test_contrast_agrees_with_the_published_definition():
    assert theme.measure_contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.measure_contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("mode", "family"), list(itertools.product(MODES, FAMILIES)))
def test_can_i_read_a_number_on_every_colour_a_cell_can_take(mode, family):
    for step in range(1001):
        ground = theme.find_ramp_colour(family, mode, step / 1000)
        assert theme.measure_contrast(theme.choose_text_colour(ground), ground) >= 4.5, ground


@pytest.mark.parametrize("mode", MODES)
def test_can_i_read_all_words_on_page_and_card(mode):
    palette = theme.get_palette(mode)
    for ground in (palette.ground, palette.panel):
        assert theme.measure_contrast(palette.ink, ground) >= 4.5
        assert theme.measure_contrast(palette.muted, ground) >= 4.5
    assert theme.measure_contrast(theme.choose_text_colour(palette.no_data), palette.no_data) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_are_dots_and_lines_visible_on_the_ground(mode):
    palette = theme.get_palette(mode)
    for hue in (palette.driver, palette.bottleneck, palette.accent, palette.cohort_2017, palette.cohort_2019):
        assert theme.measure_contrast(hue, palette.ground) >= 3
        assert theme.measure_contrast(hue, palette.panel) >= 3


@pytest.mark.parametrize(("mode", "vision"), list(itertools.product(MODES, VISION)))
def test_can_drivers_and_bottlenecks_be_told_apart_with_any_colour_vision(mode, vision):
    palette = theme.get_palette(mode)
    assert distance(palette.driver, palette.bottleneck, vision) >= 20
    for position in (0.4, 0.6, 0.8, 1.0):
        driver = theme.find_ramp_colour("driver", mode, position)
        bottleneck = theme.find_ramp_colour("bottleneck", mode, position)
        assert distance(driver, bottleneck, vision) >= 20, position


@pytest.mark.parametrize(("mode", "vision"), list(itertools.product(MODES, VISION)))
def test_can_the_two_cohorts_be_told_apart_with_any_colour_vision(mode, vision):
    palette = theme.get_palette(mode)
    assert distance(palette.cohort_2017, palette.cohort_2019, vision) >= 15


@pytest.mark.parametrize(("mode", "family"), list(itertools.product(MODES, FAMILIES)))
def test_does_a_stronger_score_always_stand_out_more(mode, family):
    ground = theme.get_palette(mode).ground
    shades = [theme.find_ramp_colour(family, mode, step / 20) for step in range(21)]
    contrasts = [theme.measure_contrast(shade, ground) for shade in shades]
    assert contrasts == sorted(contrasts)


@pytest.mark.parametrize("mode", MODES)
def test_does_every_chart_sit_on_the_page_without_a_box_of_its_own(mode):
    layout = theme.start_chart(mode, 200).finished().layout
    assert layout.template.layout.paper_bgcolor == theme.CLEAR
    assert layout.template.layout.plot_bgcolor == theme.CLEAR
    assert layout.template.layout.xaxis.fixedrange and layout.template.layout.yaxis.fixedrange
    assert layout.template.layout.xaxis.tickangle == 0
    assert layout.height == 200


def test_an_empty_figure_is_light():
    assert len(theme.start_chart("light", 200).finished().to_json()) < 1500


def test_the_ramp_has_ends_and_refuses_what_is_no_colour():
    stops = theme.make_ramp("driver", "light")
    assert stops[0][0] == 0 and stops[-1] == (1.0, "#0F5F63")
    assert theme.find_ramp_colour("driver", "light", 1.4) == "#0F5F63"
    with pytest.raises(ValueError, match="RRGGBB"):
        theme.choose_text_colour("teal")


def palette(mode: theme.Mode) -> set[str]:
    """Colours of a mode, those of its ramps included."""
    ramps = {colour.upper() for family in FAMILIES for _, colour in theme.make_ramp(family, mode)}
    return ramps | {str(colour).upper() for colour in vars(theme.get_palette(mode)).values()}


def test_does_the_icon_bring_no_colour_of_its_own():
    svg = (ROOT / "src" / "zone_atlas" / "ui" / "icon.svg").read_text(encoding="utf-8")
    used = {colour.upper() for colour in re.findall(r"#[0-9a-fA-F]{6}", svg)}
    assert used and used <= palette("light")


@pytest.mark.parametrize("mode", MODES)
def test_is_every_colour_of_the_settings_one_of_the_palette(mode):
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][mode]
    # The border of the sidebar is a table of its own.
    colours = {name: colour.upper() for name, colour in settings.items() if name != "sidebar"}
    assert {name: colour for name, colour in colours.items() if colour not in palette(mode)} == {}


def test_does_the_style_sheet_bring_no_colour_of_its_own():
    css = (ROOT / "src" / "zone_atlas" / "ui" / "style.css").read_text(encoding="utf-8")
    used = {colour.upper() for colour in re.findall(r":[^;{}]*(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\b", css)}
    assert used - {"#FFF"} <= palette("light")


@pytest.mark.parametrize("mode", MODES)
def test_is_what_binds_badged_in_the_colours_of_bottlenecks(mode):
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][mode]
    family = {colour.upper() for _, colour in theme.make_ramp("bottleneck", mode)}
    for name in ("orangeColor", "orangeBackgroundColor", "orangeTextColor"):
        assert settings[name] in family, name
