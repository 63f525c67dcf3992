"""What a reader may count on when the map is drawn from the files in static/."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import shapely

from zone_atlas import paths
from zone_atlas.pipeline.geometry import TEN_SEGMENT_LINE, TOPOLOGY_OBJECTS, drawn_adcodes, write_geometry

BOUNDARIES = paths.DATA / "boundaries"
LIMIT = 200_000
PREFECTURE_LEVELS = {"municipality", "prefecture", "county_unit"}
SANSHA, TAIWAN = "460300", "710000"


@pytest.fixture(scope="module")
def members() -> pd.DataFrame:
    return pd.read_csv(paths.DATA / "places" / "zone_members.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def written(members, tmp_path_factory):
    target = tmp_path_factory.mktemp("static")
    report = write_geometry(BOUNDARIES, members, target)
    layers = {path.stem: json.loads(path.read_text()) for path in target.iterdir()}
    return report, layers


@pytest.fixture(scope="module")
def shapes(written):
    _, layers = written
    return {
        name: {f["id"]: shapely.from_geojson(json.dumps(f["geometry"])) for f in layers[name]["features"]}
        for name in ("prefectures", "provinces", "zones")
    }


def rings(geometry):
    polygons = geometry["coordinates"]
    return [polygons] if geometry["type"] == "Polygon" else polygons


def test_every_prefecture_level_city_of_the_places_table_has_a_polygon(shapes):
    places = pd.read_csv(paths.DATA / "places" / "places.csv", dtype=str, keep_default_na=False)
    cities = set(places.loc[places["level"].isin(PREFECTURE_LEVELS), "adcode"])
    assert len(cities) > 300
    assert cities - set(shapes["prefectures"]) == set()


def test_areas_that_are_no_administrative_unit_are_drawn_but_flagged():
    frame = pd.read_parquet(BOUNDARIES / "china.parquet", columns=["adcode", "administrative"])
    assert set(frame.loc[~frame["administrative"], "adcode"]) == {"629700", "629800", "629900"}
    assert set(drawn_adcodes(BOUNDARIES)) == set(frame["adcode"])


@pytest.mark.parametrize("adcode", [TAIWAN, "810000", "820000"])
def test_taiwan_hong_kong_and_macao_are_on_the_map(shapes, adcode):
    assert shapes["prefectures"][adcode].area > 0
    assert shapes["provinces"][adcode].area > 0


def test_the_islands_of_the_south_china_sea_are_on_the_map_down_to_the_southernmost(shapes):
    islands = shapes["prefectures"][SANSHA]
    assert shapely.get_num_geometries(islands) > 300
    assert islands.bounds[1] < 4
    # Diaoyu Dao and Chiwei Yu lie east of Taiwan's main island.
    assert shapes["prefectures"][TAIWAN].bounds[2] > 124


def test_the_line_has_ten_segments_and_one_of_them_lies_east_of_taiwan(shapes):
    segments = shapely.get_parts(shapes["provinces"][TEN_SEGMENT_LINE])
    assert len(segments) == 10
    assert sum(segment.bounds[0] > 122 and segment.bounds[1] > 23 for segment in segments) == 1
    assert min(segment.bounds[1] for segment in segments) < 4


def test_exteriors_are_clockwise_so_that_no_colour_floods_the_map(written):
    _, layers = written
    for name in ("prefectures", "provinces", "zones"):
        for feature in layers[name]["features"]:
            for exterior, *holes in rings(feature["geometry"]):
                assert not shapely.is_ccw(shapely.linearrings(exterior)), (name, feature["id"])
                assert all(shapely.is_ccw(shapely.linearrings(hole)) for hole in holes), (name, feature["id"])


def test_cities_share_their_borders_without_gap_or_overlap(shapes):
    assert shapely.coverage_is_valid(list(shapes["prefectures"].values()))


def test_province_borders_run_exactly_along_city_borders(shapes):
    def vertices(layer):
        return {tuple(xy) for shape in layer for xy in shapely.get_coordinates(shape).tolist()}

    provinces = [shape for key, shape in shapes["provinces"].items() if key != TEN_SEGMENT_LINE]
    coarse = vertices(provinces)
    rounded = {(round(x, 3), round(y, 3)) for x, y in vertices(shapes["prefectures"].values())}
    assert coarse <= rounded


def test_a_zone_is_the_union_of_its_cities(shapes):
    cities = [shapes["prefectures"][adcode] for adcode in ("210100", "210300", "210400")]
    assert shapes["zones"]["LN-C"].symmetric_difference(shapely.union_all(cities)).area < 0.01


@pytest.mark.parametrize(("zone", "municipality"), [("CQ-R", "500000"), ("BJ-JX", "110000")])
def test_a_zone_of_districts_has_its_true_extent_and_not_the_municipality_s(shapes, zone, municipality):
    outline, whole = shapes["zones"][zone], shapes["prefectures"][municipality]
    assert outline.area < whole.area / 3
    assert outline.intersection(whole).area > 0.95 * outline.area


def test_every_zone_with_a_polygon_has_an_outline_around_its_members(shapes, members):
    assert set(shapes["zones"]) == set(members["zone"])
    for member in members[members["adcode"] != ""].itertuples():
        seat = shapely.Point(float(member.longitude), float(member.latitude))
        assert shapes["zones"][member.zone].distance(seat) < 0.1, member.name_en


def test_the_geometry_stays_under_200_kb_gzip(written):
    report, _ = written
    assert set(report) == {"prefectures.json", "provinces.json", "zones.json", "world_110m.json"}
    assert sum(entry["gzip_bytes"] for entry in report.values()) <= LIMIT


def test_the_topology_plotly_asks_for_has_every_layer_and_no_line(written):
    topology = written[1]["world_110m"]
    assert set(topology["objects"]) == set(TOPOLOGY_OBJECTS)
    assert all(layer["geometries"] == [] for layer in topology["objects"].values())
    assert topology["arcs"] == []


def test_the_same_boundaries_give_the_same_bytes_and_leave_no_half_file(members, tmp_path):
    write_geometry(BOUNDARIES, members, tmp_path)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write_geometry(BOUNDARIES, members, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    assert set(first) == {"prefectures.json", "provinces.json", "zones.json", "world_110m.json"}


def test_a_member_without_a_polygon_stops_the_build_instead_of_vanishing(tmp_path):
    with pytest.raises(KeyError, match="999999"):
        write_geometry(BOUNDARIES, pd.DataFrame({"zone": ["X"], "adcode": ["999999"]}), tmp_path)


def test_a_member_without_an_adcode_is_left_out(tmp_path):
    members = pd.DataFrame({"zone": ["NX-NE", "NX-NE"], "adcode": ["640200", ""]})
    assert write_geometry(BOUNDARIES, members, tmp_path)["zones.json"]["features"] == 1
