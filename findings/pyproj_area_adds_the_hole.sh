#!/usr/bin/env bash
set -euo pipefail
#
# Library: pyproj 3.7.2, Geod.geometry_area_perimeter; shapely 2.2.0 beside it.
# Seen: the ellipsoidal area of a polygon with a hole depends on the direction in which the hole's ring is drawn. Where
#   it runs like the outer ring, the hole's area is added instead of taken off. Planar area never minds.
# Output: outer 167625 km², hole 10534 km²; hole drawn the other way 157092 km², hole drawn the same way 178159 km²;
#   shapely's area 15.0 for both.
# Expected: the area of the same valid polygon, 157092 km², for both.
# Why it matters: files draw rings in either direction, and simplification may turn some. The density of
#   a prefecture with an enclave is then off by twice the enclave: 13 % here. Orient polygons before measuring.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pyproj==3.7.2 shapely==2.2.0 numpy==2.4.6

venv/bin/python - <<'PY'
import sys

from pyproj import Geod
from shapely import Polygon

outer = [(100, 30), (104, 30), (104, 34), (100, 34)]  # toy outline
hole = [(101, 31), (102, 31), (102, 32), (101, 32)]
geod = Geod(ellps="WGS84")


def area(polygon):
    return round(geod.geometry_area_perimeter(polygon)[0] / 1e6)


same, opposite = Polygon(outer, [hole]), Polygon(outer, [hole[::-1]])
print("outer", area(Polygon(outer)), "hole", area(Polygon(hole)))
print("hole the other way", area(opposite), "hole the same way", area(same))
print("shapely", same.area, opposite.area, "valid", same.is_valid, opposite.is_valid)
if not (same.is_valid and same.equals(opposite) and area(opposite) == 157092 and area(same) == 178159):
    sys.exit("no longer as stated: the direction of the hole does not change the area")
PY
