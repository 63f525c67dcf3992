"""Map geometry for the browser, the box around each zone, and where the places of the data lie.

geopandas reads the boundaries, dissolves and projects them; only the writing of GeoJSON is ours, because the browser
needs another order of vertices and fewer decimals than geopandas writes.
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from zone_atlas import store
from zone_atlas.catalogue.checks.relations import MEMBERS, PLACES
from zone_atlas.faults import DataFaults, Fault, row_faults

TEN_SEGMENT_LINE = "ten_segment_line"
SANSHA = "460300"
DECIMALS = 3
FINE_DECIMALS = 5
# Degrees.  plotly draws polygons from a URL, never lines: each segment becomes a sliver about 5 km wide.
SEGMENT_HALF_WIDTH = 0.025
# plotly asks for this file even when every base layer is hidden, and draws nothing at all without it.
TOPOLOGY_OBJECTS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
# The Albers projection of China: distances in metres, true within a few per cent.
CHINA_ALBERS = "+proj=aea +lat_1=25 +lat_2=47 +lat_0=0 +lon_0=105 +datum=WGS84 +units=m"
# Borders are simplified by 0.05 degrees, so that a seat beside one may lie that far outside.
BORDER_SLACK = 5_500
PARKS = "places/parks.csv"
# Tables of places with coordinates, and of what says where these lie.
LOCATED = {
    MEMBERS: ("zone", "adcode", "name_zh", "proxy", "latitude", "longitude"),
    PARKS: ("park", "adcode", "county_zh", "latitude", "longitude"),
    PLACES: ("adcode", "prefecture"),
}
BOX = {"minx": "west", "miny": "south", "maxx": "east", "maxy": "north"}


def write_geometry(
    boundaries_dir: Path, members: pd.DataFrame, target_dir: Path
) -> dict[str, dict[str, int]]:
    """Write prefectures.json, zones.json, provinces.json and the empty world_110m.json.

    Parameters
    ----------
    boundaries_dir : Path
        Folder of china.parquet, districts.parquet and lines.parquet (GeoParquet, WGS 84).
    members : pandas.DataFrame
        Zone members with the columns zone and adcode; a member without an adcode has no polygon and is left
        out, as is a zone without any polygon.
    target_dir : Path
        The folder Streamlit serves as ``app/static``.

    Returns
    -------
    dict
        By file name: ``features``, ``bytes`` and ``gzip_bytes``.

    Raises
    ------
    DataFaults
        When a file of boundaries cannot be read.
    KeyError
        When a member has an adcode that no polygon has; `find_misplaced` names its row.
    """
    china = _read_shapes(boundaries_dir, "china", "adcode")
    lines = _read_shapes(boundaries_dir, "lines", "line")
    provinces = dict(_outline_provinces(china).items())
    layers = {
        "prefectures.json": _collect_features(dict(china.items())),
        "zones.json": _collect_features(
            dict(_outline_zones(_read_polygons(boundaries_dir), members).items())
        ),
        "provinces.json": _collect_features(
            provinces | {TEN_SEGMENT_LINE: _widen_into_ribbon(lines["ten_segment"])}
        ),
        "world_110m.json": _empty_topology(),
    }
    report = {}
    for name, layer in layers.items():
        content = json.dumps(layer, separators=(",", ":")).encode()
        store.write_bytes(target_dir / name, content)
        report[name] = {
            "features": len(layer.get("features", ())),
            "bytes": len(content),
            "gzip_bytes": len(gzip.compress(content, mtime=0)),
        }
    return report


def bound_zones(boundaries_dir: Path, members: pd.DataFrame) -> pd.DataFrame:
    """Return the box around each zone: around its outline and the seats of its members, also those without a polygon.

    Parameters
    ----------
    boundaries_dir : Path
    members : DataFrame
        Zone members with the columns zone, adcode, longitude and latitude.

    Returns
    -------
    DataFrame
        One row per zone: zone, west, south, east, north (degrees, WGS 84).

    Raises
    ------
    DataFaults
        When a file of boundaries cannot be read.
    """
    outlines = _outline_zones(_read_polygons(boundaries_dir), members)
    seats = _locate_points(members).set_axis(members["zone"].astype(str))
    boxes = pd.concat([outlines.bounds, seats.bounds]).groupby(level=0)
    lowest, highest = boxes[["minx", "miny"]].min(), boxes[["maxx", "maxy"]].max()
    return lowest.join(highest).rename(columns=BOX).rename_axis("zone").reset_index()


def read_members(data_dir: Path) -> pd.DataFrame:
    """Read the members of the zones, every cell a text."""
    return store.read_csv(data_dir / MEMBERS, LOCATED[MEMBERS], data_dir)


def read_located(data_dir: Path) -> dict[str, pd.DataFrame]:
    """Read the tables of places with coordinates, and of the prefectures they belong to, by file."""
    return {name: store.read_csv(data_dir / name, columns, data_dir) for name, columns in LOCATED.items()}


def refuse_misplaced(data_dir: Path) -> None:
    """Stop a build whose zone members and parks do not lie where their codes say.

    Raises
    ------
    DataFaults
        With every place outside its unit, or when the boundaries cannot be read.
    """
    if faults := find_misplaced(data_dir / "boundaries", read_located(data_dir)):
        raise DataFaults(faults)


def find_misplaced(boundaries_dir: Path, tables: Mapping[str, pd.DataFrame]) -> list[Fault]:
    """Find zone members and parks that lie outside the polygon of their unit, and members without a polygon.

    The polygon is that of the place's own code, else of the code that stands in for it (a special area), else of its
    prefecture: counties are not drawn.

    Parameters
    ----------
    boundaries_dir : Path
    tables : mapping
        Tables by file, as text; a file that is not there, and a row without a place on the globe, are left to the
        other checks.

    Returns
    -------
    list of Fault
        Empty when every place lies inside, or not farther outside than borders are simplified.

    Raises
    ------
    DataFaults
        When a file of boundaries cannot be read.
    """
    if PLACES not in tables:
        return []
    polygons = _read_polygons(boundaries_dir).to_crs(CHINA_ALBERS)
    prefectures = tables[PLACES].drop_duplicates("adcode").set_index("adcode")["prefecture"]
    faults: list[Fault] = []
    for file in (MEMBERS, PARKS):
        if file in tables:
            faults += _misplaced_rows(file, tables[file], polygons, prefectures)
    return faults


def _misplaced_rows(file: str, table: pd.DataFrame, polygons: Any, prefectures: pd.Series) -> list[Fault]:
    """One fault for each row of a table that lies outside its polygon, and for each member without one."""
    codes = table["adcode"]
    if "proxy" in table:
        codes = codes.where(codes.ne(""), table["proxy"])
    units = codes.where(codes.isin(polygons.index), codes.map(prefectures))
    nowhere = ~units.isin(polygons.index)
    message = (
        "no polygon of boundaries/ has the code of this place or of its prefecture; run `make boundaries`"
    )
    # A member is drawn. The prefecture of a park may be gone: a county may bear its code of 2010.
    faults = row_faults(table, nowhere, file, "adcode", message) if file == MEMBERS else []
    latitudes, longitudes = (pd.to_numeric(table[c], errors="coerce") for c in ("latitude", "longitude"))
    known = table[~nowhere & latitudes.between(-90, 90) & longitudes.between(-180, 180)]
    around = polygons.loc[units[known.index]].set_axis(known.index)
    away = _locate_points(known).to_crs(CHINA_ALBERS).distance(around)
    known = known.assign(unit=units, away=(away / 1000).round().astype(int))
    message = (
        "{latitude}, {longitude} lies {away} km outside the polygon of {unit}; correct latitude or longitude"
    )
    return faults + row_faults(known, away > BORDER_SLACK, file, "latitude", message)


def _locate_points(table: pd.DataFrame) -> Any:
    """Place the points of a table with longitude and latitude."""
    import geopandas as gpd

    across, along = table["longitude"].astype(float), table["latitude"].astype(float)
    return gpd.GeoSeries.from_xy(across, along, index=table.index, crs="EPSG:4326")


def _read_polygons(boundaries_dir: Path) -> Any:
    """Read the polygons of prefectures and of the districts of zones, by adcode."""
    return pd.concat([_read_shapes(boundaries_dir, name, "adcode") for name in ("china", "districts")])


def _read_shapes(boundaries_dir: Path, name: str, key: str) -> Any:
    """Read the geometries of a boundary file by its key, as a GeoSeries."""
    import geopandas as gpd

    try:
        frame = gpd.read_parquet(boundaries_dir / f"{name}.parquet", columns=[key, "geometry"])
    except (OSError, ValueError) as error:
        message = f"cannot be read: {error}; run `make boundaries`"
        raise DataFaults([Fault(f"boundaries/{name}.parquet", 0, "", message)]) from error
    return frame.set_index(key).geometry


def _outline_zones(polygons: Any, members: pd.DataFrame) -> Any:
    """Outline of each zone: the union of its members' polygons."""
    placed = members[members["adcode"].astype(str).ne("")]
    shapes = polygons.loc[placed["adcode"].astype(str)]
    return _dissolve_shapes(shapes, placed["zone"].astype(str).to_numpy())


def _outline_provinces(china: Any) -> Any:
    """Dissolve the prefectures into province outlines, so that both edges coincide.

    The 324 islets of Sansha are left out: the prefecture layer always draws them, and twice is twice the bytes.
    """
    drawn = china.drop(SANSHA)
    return _dissolve_shapes(drawn, drawn.index.str[:2] + "0000")


def _dissolve_shapes(shapes: Any, owners: Any) -> Any:
    """Unite each owner's polygons, without the pinholes that rounding leaves between them, in a stable order."""
    return shapes.to_frame().assign(owner=owners).dissolve(by="owner").geometry.normalize()


def _widen_into_ribbon(line: Any) -> Any:
    """Widen a line into a thin polygon."""
    import shapely

    thin = shapely.simplify(line, SEGMENT_HALF_WIDTH / 2)
    return shapely.normalize(shapely.buffer(thin, SEGMENT_HALF_WIDTH, cap_style="flat", join_style="bevel"))


def _collect_features(shapes: dict[str, Any]) -> dict[str, Any]:
    """Collect shapes in a GeoJSON FeatureCollection whose feature ids are the keys."""
    return {
        "type": "FeatureCollection",
        "features": [_geojson_feature(key, shape) for key, shape in sorted(shapes.items())],
    }


def _geojson_feature(key: str, shape: Any) -> dict[str, Any]:
    """Make one feature; exteriors run clockwise, because any other order floods the browser's sphere."""
    import shapely

    decimals = FINE_DECIMALS if key == SANSHA else DECIMALS
    polygons = [
        [_round_ring(ring, decimals) for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in shapely.get_parts(shapely.orient_polygons(shape, exterior_cw=True))
    ]
    polygons = [[ring for ring in polygon if ring] for polygon in polygons if polygon[0]]
    geometry = (
        {"type": "Polygon", "coordinates": polygons[0]}
        if len(polygons) == 1
        else {"type": "MultiPolygon", "coordinates": polygons}
    )
    return {"type": "Feature", "id": key, "properties": {}, "geometry": geometry}


def _round_ring(ring: Any, decimals: int) -> list[list[float]]:
    """Round vertices and drop repeats; empty when rounding folds the ring into a line."""
    vertices: list[list[float]] = []
    for longitude, latitude in ring.coords:
        vertex = [round(longitude, decimals), round(latitude, decimals)]
        if not vertices or vertex != vertices[-1]:
            vertices.append(vertex)
    return vertices if _signed_area(vertices) else []


def _signed_area(vertices: Sequence[Sequence[float]]) -> float:
    """Compute twice the area of a closed ring in square degrees; negative when it runs clockwise."""
    pairs = itertools.pairwise(vertices)
    return round(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs), 2 * FINE_DECIMALS)


def _empty_topology() -> dict[str, Any]:
    """Make the topology of a world without a single line."""
    nothing = {"type": "GeometryCollection", "geometries": []}
    return {"type": "Topology", "objects": dict.fromkeys(TOPOLOGY_OBJECTS, nothing), "arcs": []}
