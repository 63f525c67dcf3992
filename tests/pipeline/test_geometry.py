"""What a reader may count on when the map is drawn from the files in static/."""

from __future__ import annotations

import json
import shutil

import pandas as pd
import pytest
import shapely
from click.testing import CliRunner

from zone_atlas import paths
from zone_atlas.cli import main
from zone_atlas.faults import DataFaults
from zone_atlas.pipeline.geometry import (
    TEN_SEGMENT_LINE,
    TOPOLOGY_OBJECTS,
    bound_zones,
    find_misplaced,
    read_located,
    write_geometry,
)

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


def test_areas_that_are_no_administrative_unit_are_drawn_but_flagged(shapes):
    frame = pd.read_parquet(BOUNDARIES / "china.parquet", columns=["adcode", "administrative"])
    assert set(frame.loc[~frame["administrative"], "adcode"]) == {"629700", "629800", "629900"}
    assert set(shapes["prefectures"]) == set(frame["adcode"])


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


def test_the_box_of_a_zone_holds_its_drawn_outline_and_the_seats_of_all_its_members(shapes, members):
    boxes = bound_zones(BOUNDARIES, members).set_index("zone")
    assert list(boxes.columns) == ["west", "south", "east", "north"]
    for zone, box in boxes.iterrows():
        seats = members.loc[members["zone"].eq(zone), ["longitude", "latitude"]].astype(float)
        drawn = shapely.union_all([shapes["zones"][zone], *shapely.points(seats.to_numpy())])
        assert drawn.bounds == tuple(box), zone
    assert set(boxes.index) == set(members["zone"])


def test_a_zone_without_any_polygon_has_the_box_of_its_seats(members):
    table = members[members["zone"].isin(["NX-NE", "HE-TS"])].copy()
    table.loc[table["zone"].eq("NX-NE"), "adcode"] = ""
    box = bound_zones(BOUNDARIES, table).set_index("zone").loc["NX-NE"]
    seats = table.loc[table["zone"].eq("NX-NE"), ["longitude", "latitude"]].astype(float)
    assert [box["west"], box["north"]] == [seats["longitude"].min(), seats["latitude"].max()]


@pytest.fixture(scope="module")
def located():
    return read_located(paths.DATA)


def changed(located, file, row, **cells):
    """Return the tables with some cells of one row replaced; the header is row 1."""
    table = located[file].copy()
    table.loc[row - 2, list(cells)] = list(cells.values())
    return {**located, file: table}


def find(tables):
    return [str(fault) for fault in find_misplaced(BOUNDARIES, tables)]


MEMBERS, PARKS = "places/zone_members.csv", "places/parks.csv"


def test_every_member_and_park_of_the_data_lies_inside_its_unit(located):
    assert find(located) == []


@pytest.mark.parametrize(("file", "row"), [(MEMBERS, 2), (MEMBERS, 18), (PARKS, 3)])
def test_coordinates_of_elsewhere_are_named_by_file_row_and_column(located, file, row):
    shifted = str(float(located[file].at[row - 2, "longitude"]) + 3)
    (fault,) = find(changed(located, file, row, longitude=shifted))
    assert fault.startswith(f"{file}:{row}:latitude: "), fault
    assert "km outside the polygon of" in fault


def test_a_member_without_a_code_is_held_against_the_city_that_stands_in_for_it(located):
    table = located[MEMBERS]
    row = int(table.index[table["adcode"].eq("")][0]) + 2
    (fault,) = find(changed(located, MEMBERS, row, latitude="30"))
    assert f"outside the polygon of {table.at[row - 2, 'proxy']}" in fault


def test_a_district_is_held_against_its_own_polygon_and_a_county_against_its_prefecture(located):
    table = located[MEMBERS]
    rows = {code: int(at) + 2 for at, code in table["adcode"].items()}
    other = table.loc[rows["500102"] - 2, ["latitude", "longitude"]].to_dict()
    # Fuling lies in Chongqing, but not in Changshou.
    (fault,) = find(changed(located, MEMBERS, rows["500115"], **other))
    assert "outside the polygon of 500115" in fault
    (fault,) = find(changed(located, PARKS, 2, latitude="30"))
    assert "outside the polygon of 130100" in fault


def test_a_seat_beside_a_simplified_border_is_no_fault(located, shapes):
    south = shapes["prefectures"]["210200"].bounds[1]
    at = next(xy for xy in shapely.get_coordinates(shapes["prefectures"]["210200"]) if xy[1] == south)
    table = located[MEMBERS]
    row = int(table.index[table["adcode"].eq("210200")][0]) + 2
    for south_of, faults in ((0.04, 0), (0.08, 1)):
        shifted = changed(located, MEMBERS, row, longitude=str(at[0]), latitude=str(at[1] - south_of))
        assert len(find(shifted)) == faults, south_of


def test_a_code_without_a_polygon_is_named_with_what_to_do(located):
    (fault,) = find(changed(located, MEMBERS, 2, adcode="999999"))
    assert fault.startswith(f"{MEMBERS}:2:adcode: ")
    assert "make boundaries" in fault


def test_a_park_may_bear_a_code_of_2010_whose_prefecture_is_gone(located):
    prefectures = located["places/places.csv"].set_index("adcode")["prefecture"]
    assert prefectures["522201"] == ""
    assert find(changed(located, PARKS, 2, adcode="522201")) == []


@pytest.mark.parametrize("cell", ["", "north", "123.4"])
def test_a_cell_that_is_not_a_latitude_is_left_to_the_check_of_numbers(located, cell):
    assert find(changed(located, MEMBERS, 2, latitude=cell)) == []


def test_a_table_that_cannot_be_read_is_left_to_the_check_of_files(located):
    assert find({PARKS: located[PARKS]}) == []


@pytest.mark.parametrize("content", [None, b"", b"PAR1 and nothing more"])
def test_a_file_of_boundaries_that_cannot_be_read_is_named_with_what_to_do(tmp_path, members, content):
    for name in ("china", "districts", "lines"):
        (tmp_path / f"{name}.parquet").write_bytes((BOUNDARIES / f"{name}.parquet").read_bytes())
    if content is None:
        (tmp_path / "china.parquet").unlink()
    else:
        (tmp_path / "china.parquet").write_bytes(content)
    with pytest.raises(DataFaults, match=r"boundaries/china.parquet: cannot be read.*make boundaries"):
        write_geometry(tmp_path, members, tmp_path / "static")


def check(folder):
    return CliRunner().invoke(main, ["check", str(folder)])


def shift_park(folder):
    file = folder / PARKS
    file.write_text(file.read_text(encoding="utf-8").replace(",38.1474,", ",31.1474,"), encoding="utf-8")


def test_the_check_of_the_data_names_a_misplaced_park_and_counts_it(data_dir):
    shutil.copytree(BOUNDARIES, data_dir / "boundaries")
    assert check(data_dir).exit_code == 0
    shift_park(data_dir)
    said = check(data_dir)
    assert said.exit_code == 1
    assert f"{PARKS}:2:latitude: 31.1474, 114.5641 lies" in said.output
    assert "1 fault in 1 file" in said.output


def test_the_check_says_a_cell_at_fault_once_and_names_boundaries_that_cannot_be_read(data_dir):
    shutil.copytree(BOUNDARIES, data_dir / "boundaries")
    file = data_dir / MEMBERS
    file.write_text(file.read_text(encoding="utf-8").replace(",210200,", ",999999,"), encoding="utf-8")
    assert "run `make boundaries`" not in check(data_dir).output
    (data_dir / "boundaries" / "districts.parquet").unlink()
    assert "boundaries/districts.parquet: cannot be read" in check(data_dir).output


def test_a_folder_without_boundaries_has_nothing_to_hold_coordinates_against(data_dir):
    shift_park(data_dir)
    assert check(data_dir).exit_code == 0
