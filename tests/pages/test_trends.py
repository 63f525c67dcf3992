"""Do lines over time on Drivers and Bottlenecks say over which years they are judged, and what their points mean?"""

from __future__ import annotations

import re

import pytest

from zone_atlas.analysis import bands
from zone_atlas.atlas import Atlas

from .conftest import LANGUAGES, Open

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@EACH_LANGUAGE
def test_bottlenecks_are_judged_on_the_last_years_in_which_the_band_of_all_cities_is_whole(
    open_page: Open, atlas: Atlas, language: str
) -> None:
    frame = open_page("bottlenecks", language).whole().frames["trends"]
    assert re.findall(r"20\d\d", frame.headline) == ["2018", "2022"]
    cities = tuple(atlas.places.loc[atlas.places["kind"].eq("city"), "place"])
    band = bands.score_band(atlas.scores_of(["B1"]), "trend", "B1", cities, [])
    ((year, share),) = bands.parted_by_cities(band, [])
    assert any(str(year) in note and f"{share * 100:.0f}" in note for note in frame.notes)


@EACH_LANGUAGE
def test_hollow_points_are_explained_where_any_is_drawn_and_nowhere_else(
    open_page: Open, atlas: Atlas, language: str
) -> None:
    low = atlas.values_of("b1_debt")
    assert low.loc[low["place"].isin(list(atlas.catalogue.zones)), "status"].eq("U").any()
    drawn = open_page("bottlenecks", language, line="b1_debt").whole()
    note = drawn.t("trends.note.hollow", status=drawn.t("status.U"))
    assert note in drawn.frames["trends"].notes
    plain = open_page("bottlenecks", language).whole()
    assert note not in plain.frames["trends"].notes
