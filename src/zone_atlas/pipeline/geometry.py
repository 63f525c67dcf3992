"""Write the map geometry that the browser fetches by URL from the static folder."""

from __future__ import annotations

import gzip
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow.parquet as pq

from zone_atlas.store import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TEN_SEGMENT_LINE = "ten_segment_line"
SANSHA = "460300"
DECIMALS = 3
FINE_DECIMALS = 5
# Degrees.  plotly draws polygons from a URL, never lines: each segment becomes a sliver about 5 km wide.
SEGMENT_HALF_WIDTH = 0.025
# plotly asks for this file even when every base layer is hidden, and draws nothing at all without it.
TOPOLOGY_OBJECTS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")


def write_geometry(
    boundaries_dir: Path, members: pd.DataFrame, target_dir: Path
) -> dict[str, dict[str, int]]:
    """Write prefectures.json, zones.json, provinces.json and the empty world_110m.json.

    Parameters
    ----------
    boundaries_dir : Path
        Folder of china.parquet, districts.parquet and lines.parquet.
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
    KeyError
        When a member has an adcode that no polygon has.
    """
    china = _shapes(boundaries_dir / "china.parquet", "adcode")
    districts = _shapes(boundaries_dir / "districts.parquet", "adcode")
    lines = _shapes(boundaries_dir / "lines.parquet", "line")
    layers = {
        "prefectures.json": _collection(china),
        "zones.json": _collection(_zones({**china, **districts}, members)),
        "provinces.json": _collection({**_provinces(china), TEN_SEGMENT_LINE: _ribbon(lines["ten_segment"])}),
        "world_110m.json": _empty_topology(),
    }
    report = {}
    for name, layer in layers.items():
        content = json.dumps(layer, separators=(",", ":")).encode()
        write_bytes(target_dir / name, content)
        report[name] = {
            "features": len(layer.get("features", ())),
            "bytes": len(content),
            "gzip_bytes": len(gzip.compress(content, mtime=0)),
        }
    return report


def drawn_adcodes(boundaries_dir: Path) -> list[str]:
    """Adcodes of every polygon of the prefecture layer, in order."""
    return pq.read_table(boundaries_dir / "china.parquet", columns=["adcode"]).column("adcode").to_pylist()


def _shapes(path: Path, key: str) -> dict[str, Any]:
    """Geometries of a boundary file by its key."""
    import shapely

    table = pq.read_table(path, columns=[key, "geometry"])
    geometries = shapely.from_wkb(table.column("geometry").to_pylist())
    return dict(zip(table.column(key).to_pylist(), geometries, strict=True))


def _zones(shapes: dict[str, Any], members: pd.DataFrame) -> dict[str, Any]:
    """Outline of each zone: the union of its members' polygons."""
    placed = members[members["adcode"].astype(str).str.len() > 0]
    return {
        str(zone): _dissolved(shapes[adcode] for adcode in group["adcode"])
        for zone, group in placed.groupby("zone", sort=True, observed=True)
    }


def _provinces(china: dict[str, Any]) -> dict[str, Any]:
    """Province outlines dissolved from the prefectures, so that both edges coincide.

    The 324 islets of Sansha are left out: the prefecture layer always draws them, and twice is twice the bytes.
    """
    groups: dict[str, list[Any]] = {}
    for adcode, shape in china.items():
        if adcode != SANSHA:
            groups.setdefault(f"{adcode[:2]}0000", []).append(shape)
    return {province: _dissolved(parts) for province, parts in sorted(groups.items())}


def _dissolved(shapes: Iterable[Any]) -> Any:
    """Union of polygons that share edges, without the pinholes that rounding leaves between them."""
    import shapely

    return shapely.normalize(shapely.unary_union(list(shapes)))


def _ribbon(line: Any) -> Any:
    """A line as a thin polygon."""
    import shapely

    thin = shapely.simplify(line, SEGMENT_HALF_WIDTH / 2)
    return shapely.normalize(shapely.buffer(thin, SEGMENT_HALF_WIDTH, cap_style="flat", join_style="bevel"))


def _collection(shapes: dict[str, Any]) -> dict[str, Any]:
    """GeoJSON FeatureCollection whose feature ids are the keys."""
    return {
        "type": "FeatureCollection",
        "features": [_feature(key, shape) for key, shape in sorted(shapes.items())],
    }


def _feature(key: str, shape: Any) -> dict[str, Any]:
    """One feature; exteriors run clockwise, because any other order floods the browser's sphere."""
    import shapely

    decimals = FINE_DECIMALS if key == SANSHA else DECIMALS
    polygons = [
        [_ring(ring, decimals) for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in shapely.get_parts(shapely.orient_polygons(shape, exterior_cw=True))
    ]
    polygons = [[ring for ring in polygon if ring] for polygon in polygons if polygon[0]]
    geometry = (
        {"type": "Polygon", "coordinates": polygons[0]}
        if len(polygons) == 1
        else {"type": "MultiPolygon", "coordinates": polygons}
    )
    return {"type": "Feature", "id": key, "properties": {}, "geometry": geometry}


def _ring(ring: Any, decimals: int) -> list[list[float]]:
    """Rounded vertices without repeats; empty when rounding folds the ring into a line."""
    vertices: list[list[float]] = []
    for longitude, latitude in ring.coords:
        vertex = [round(longitude, decimals), round(latitude, decimals)]
        if not vertices or vertex != vertices[-1]:
            vertices.append(vertex)
    return vertices if _signed_area(vertices) else []


def _signed_area(vertices: Sequence[Sequence[float]]) -> float:
    """Twice the area of a closed ring in square degrees; negative when it runs clockwise."""
    pairs = itertools.pairwise(vertices)
    return round(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs), 2 * FINE_DECIMALS)


def _empty_topology() -> dict[str, Any]:
    """The world as a topology without a single line."""
    nothing = {"type": "GeometryCollection", "geometries": []}
    return {"type": "Topology", "objects": dict.fromkeys(TOPOLOGY_OBJECTS, nothing), "arcs": []}
