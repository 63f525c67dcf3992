"""What a reader may count on when looking at the map."""

from __future__ import annotations

import itertools
import json

import pandas as pd
import pytest

from zone_atlas import paths
from zone_atlas.charts.base.labels import measure_text
from zone_atlas.charts.base.theme import get_palette
from zone_atlas.charts.maps.choropleth import CountryLayers, Outline, draw_choropleth
from zone_atlas.charts.maps.names import Name, place_map_names, project_to_pixels
from zone_atlas.charts.maps.scale import Legend

LEGEND = Legend("Score", "weak", "strong", "no data")
NO_PARKS = pd.DataFrame({"name": [], "longitude": [], "latitude": [], "hover": []})
PARKS = pd.DataFrame(
    {
        "adcode": ["610422"],
        "name": ["Sanyuan"],
        "longitude": [108.94],
        "latitude": [34.62],
        "hover": ["Sanyuan, Shaanxi"],
    }
)
ZONES = (
    Outline("LN-DL", "Dalian", 121.6, 38.9),
    Outline("BJ-JX", "Western Beijing", 116.1, 39.9, proxy=True, hover="proxy: Beijing"),
)


def values(**of: float | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "adcode": [name.removeprefix("a") for name in of],
            "value": list(of.values()),
            "label": [f"label of {name}" for name in of],
        }
    )


def draw(table: pd.DataFrame, outlines=ZONES, parks=PARKS, receding=frozenset(), ring="", **options):
    return draw_choropleth(CountryLayers(table, outlines, parks, LEGEND, receding, ring), **options)


def layers(chart, name: str, geo: str = "geo"):
    return [
        t
        for t in chart.data
        if t.type == "choropleth" and t.geojson.endswith(f"/{name}.json") and t.geo == geo
    ]


def drawn(chart, geo: str = "geo") -> dict[str, float]:
    pairs = [pair for t in layers(chart, "prefectures", geo) for pair in zip(t.locations, t.z, strict=True)]
    assert len(pairs) == len(dict(pairs)), "a place is drawn twice"
    return dict(pairs)


def colour_of(chart, adcode: str, geo: str = "geo") -> str:
    position = drawn(chart, geo)[adcode]
    scale = chart.layout.coloraxis.colorscale
    assert (chart.layout.coloraxis.cmin, chart.layout.coloraxis.cmax) == (0, 1)
    below = max((stop for stop in scale if stop[0] <= position), key=lambda stop: stop[0])
    above = min((stop for stop in scale if stop[0] >= position), key=lambda stop: stop[0])
    return below[1] if below[1] == above[1] or position == below[0] else f"{below[1]}…{above[1]}"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("family", ["driver", "bottleneck"])
def test_a_place_without_a_value_is_grey_and_a_weak_one_is_not(mode, family):
    chart = draw(values(a210200=None, a210100=0.0), mode=mode, family=family)
    assert colour_of(chart, "210200") == get_palette(mode).no_data
    assert colour_of(chart, "210100") != get_palette(mode).no_data


def test_a_place_the_table_does_not_know_lies_on_grey_land_and_never_on_a_hole():
    chart = draw(values(a210100=50.0))
    ground = layers(chart, "provinces")[0]
    assert {colour for _, colour in ground.colorscale} == {get_palette("light").no_data}
    assert len(ground.locations) == 34


@pytest.mark.parametrize("geo", ["geo", "geo2"])
def test_the_map_and_its_inset_show_taiwan_the_islands_and_the_ten_segment_line(geo):
    chart = draw(values(a210100=50.0))
    assert {"710000", "810000", "820000", "460300"} <= set(drawn(chart, geo))
    assert colour_of(chart, "710000", geo) == get_palette("light").no_data
    assert "ten_segment_line" in layers(chart, "provinces", geo)[-1].locations
    (islets,) = [t for t in layers(chart, "prefectures", geo) if "460300" in t.locations]
    assert islets.marker.line.width >= 1


def test_the_inset_reaches_the_southernmost_shoal():
    inset = draw(values(a210100=50.0)).layout.geo2
    assert inset.lataxis.range[0] < 3.4
    assert inset.showframe


def test_a_place_outside_the_filter_recedes_and_keeps_its_own_step():
    table = values(a210100=80.0, a210200=80.0, a210300=None, a210400=10.0)
    chart = draw(table, receding={"210200", "210300", "210400"})
    seen = {adcode: colour_of(chart, adcode) for adcode in table["adcode"]}
    assert len(set(seen.values())) == 4
    assert seen["210100"] == colour_of(draw(table), "210100")


def test_no_place_is_drawn_twice_on_the_same_map():
    table = values(a210100=80.0, a210200=20.0, a710000=None)
    assert set(table["adcode"]) <= set(drawn(draw(table, receding={"210200"})))


def test_values_beyond_the_legend_take_the_end_colours():
    chart = draw(values(a210100=-20.0, a210200=0.0, a210300=100.0, a210400=300.0))
    assert colour_of(chart, "210100") == colour_of(chart, "210200")
    assert colour_of(chart, "210300") == colour_of(chart, "210400")


def test_the_figure_carries_no_geometry():
    table = pd.DataFrame(
        {"adcode": [f"{code:06}" for code in range(110000, 110340)], "value": 1.0, "label": "City: 1.0"}
    )
    chart = draw(table)
    text = chart.to_json()
    assert "coordinates" not in text
    assert len(text) < 100_000
    urls = {t.geojson for t in chart.data if t.type == "choropleth"}
    assert urls == {f"/app/static/{name}.json" for name in ("prefectures", "provinces", "zones")}


def test_a_click_on_a_city_returns_its_adcode_and_fades_nothing():
    chart = draw(values(a210200=50.0))
    (cities,) = [t for t in layers(chart, "prefectures") if "210200" in t.locations]
    assert cities.hoverinfo == "text"
    assert all(t.unselected.marker.opacity == 1 for t in chart.data if t.type == "choropleth")


def test_the_pointer_reaches_the_city_through_its_zone_but_the_zone_of_districts_itself():
    whole, proxy = layers(draw(values(a210200=50.0)), "zones")
    assert (list(whole.locations), whole.hoverinfo) == (["LN-DL"], "skip")
    assert (list(proxy.locations), proxy.hoverinfo) == (["BJ-JX"], "text")
    assert list(proxy.text) == ["proxy: Beijing"]


def test_a_proxy_zone_looks_different_from_one_with_its_own_figures():
    chart = draw(values(a210200=50.0), parks=NO_PARKS)
    whole, proxy = layers(chart, "zones")
    assert proxy.marker.line.width < whole.marker.line.width
    rings = [t for t in chart.data if t.type == "scattergeo" and t.marker.symbol == "circle"]
    assert [list(t.text) for t in rings] == [["Western Beijing"]]


def test_a_park_is_an_open_diamond_at_its_place_with_its_name():
    (park,) = [t for t in draw(values()).data if t.type == "scattergeo" and t.marker.symbol == "diamond"]
    assert (list(park.lon), list(park.lat), list(park.text)) == ([108.94], [34.62], ["Sanyuan"])
    assert park.marker.color == get_palette("light").ground
    assert list(park.hovertext) == ["Sanyuan, Shaanxi"]


def test_a_click_on_a_park_returns_the_code_of_its_county():
    (park,) = [t for t in draw(values()).data if t.type == "scattergeo" and t.marker.symbol == "diamond"]
    assert list(park.customdata) == ["610422"]


def test_one_place_can_be_ringed_without_taking_its_clicks():
    (ring,) = [t for t in layers(draw(values(), ring="610400"), "prefectures") if t.hoverinfo == "skip"]
    assert list(ring.locations) == ["610400"]
    assert ring.marker.line.color == get_palette("light").accent
    assert ring.marker.line.width > 2
    assert not [t for t in layers(draw(values()), "prefectures") if t.hoverinfo == "skip"]


def test_the_legend_says_both_ends_in_words_and_names_the_grey():
    text = json.dumps(json.loads(draw(values(a210200=50.0)).to_json()))
    assert all(f'"{word}"' in text for word in ("weak", "strong", "no data", "Score"))


def test_a_map_without_zones_or_parks_still_draws_the_country():
    chart = draw(values(), outlines=(), parks=NO_PARKS)
    assert layers(chart, "provinces")
    assert not layers(chart, "zones")


def shipped_names(language: str) -> tuple[Name, ...]:
    zones = pd.read_csv(paths.DATA / "places" / "zones.csv", dtype=str, keep_default_na=False)
    members = pd.read_csv(paths.DATA / "places" / "zone_members.csv", dtype=str, keep_default_na=False)
    parks = pd.read_csv(paths.DATA / "places" / "parks.csv", dtype=str, keep_default_na=False)
    seats = (
        members.astype({"longitude": float, "latitude": float})
        .groupby("zone")[["longitude", "latitude"]]
        .mean()
    )
    return (
        *(
            Name(row[f"county_{language}"], float(row["longitude"]), float(row["latitude"]), 10, mark=True)
            for _, row in parks.iterrows()
        ),
        *(
            Name(row[f"short_{language}"], *seats.loc[row["zone"]].tolist(), 11)
            for _, row in zones.iterrows()
        ),
    )


def ground_of(name: Name, spot) -> tuple[float, float, float, float]:
    x, y = project_to_pixels(spot.longitude, spot.latitude)
    width, height = measure_text(name.text) * name.size * 0.5, name.size
    vertical, horizontal = spot.side.split()
    left = x - {"right": 0, "left": width, "center": width / 2}[horizontal]
    top = y - {"top": height, "bottom": 0, "middle": height / 2}[vertical]
    return left, top, left + width, top + height


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_name_on_the_map_covers_another(language, catalogue):
    names = shipped_names(language)
    boxes = [
        (name.text, ground_of(name, spot)) for name, spot in zip(names, place_map_names(names), strict=True)
    ]
    assert len(boxes) == len(catalogue.zones) + len(catalogue.parks)
    for (first, a), (second, b) in itertools.combinations(boxes, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (first, second)
