#!/usr/bin/env bash
set -euo pipefail
#
# Library: esda 2.9.0, Moran_Local (libpysal 4.14.1).
# Seen: with one missing figure among a hundred every place gets the smallest possible pseudo p-value and the quadrant
#   "low among low". No error and no warning.
# Output: complete: 6 of 100 significant, four quadrants; one gap: 100 of 100 at p = 0.001, all in quadrant 3.
# Expected: an error, or NaN for the place and its neighbours.
# Why it matters: one unreported city turns the map of local clusters into a single cold spot that passes any test.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check esda==2.9.0 libpysal==4.14.1 geopandas==1.2.0 shapely==2.2.0 \
    pandas==3.1.1 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1

venv/bin/python - <<'PY'
import sys
import warnings

import geopandas as gpd
import numpy as np
from esda import Moran_Local
from libpysal.graph import Graph
from shapely import box

warnings.simplefilter("ignore")  # advice to install numba
grid = gpd.GeoSeries([box(i, j, i + 1, j + 1) for i in range(10) for j in range(10)])
graph = Graph.build_contiguity(grid, rook=False).transform("r")
figures = np.random.default_rng(0).normal(size=100)  # toy figures without any pattern


def local_moran(values):
    result = Moran_Local(values, graph, permutations=999, seed=1)
    return int((result.p_sim < 0.05).sum()), np.unique(result.q).tolist(), float(result.p_sim.max())


complete = local_moran(figures)
figures[7] = np.nan
one_gap = local_moran(figures)
print("complete: significant, quadrants, largest p:", *complete)
print("one gap:  significant, quadrants, largest p:", *one_gap)
if complete[0] > 20 or one_gap != (100, [3], 0.001):
    sys.exit("no longer as stated: one gap does not make every place significant")
PY
