#!/usr/bin/env bash
set -euo pipefail
#
# Library: shapely 2.2.0, coverage_simplify.
# Seen: a polygon that fills the hole of another one comes back with its ring drawn the other way, even at tolerance 0
#   where no point moves; its neighbour keeps its direction.
# Output: counter-clockwise before [True, True], after [True, False]; shapes equal: [True, True].
# Expected: rings keep their direction, all the more where nothing is to be simplified.
# Why it matters: globe maps tell inside from outside by the ring's direction. A reversed enclave is drawn as the whole
#   world without the enclave and covers every other place; areas on the ellipsoid change their sign.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check shapely==2.2.0 numpy==2.4.6

venv/bin/python - <<'PY'
import sys

import shapely

hole = [(4, 4), (6, 4), (6, 6), (4, 6)]
around = shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [hole[::-1]])  # toy shapes
before = [around, shapely.Polygon(hole)]
after = shapely.coverage_simplify(before, 0.0)
turned = [[shapely.is_ccw(shape.exterior) for shape in shapes] for shapes in (before, after)]
equal = [one.equals(other) for one, other in zip(before, after, strict=True)]
print("counter-clockwise before", [bool(x) for x in turned[0]], "after", [bool(x) for x in turned[1]])
print("equal", equal)
if not (all(turned[0]) and turned[1][0] and not turned[1][1] and all(equal)):
    sys.exit("no longer as stated: the enclave keeps its direction")
PY
