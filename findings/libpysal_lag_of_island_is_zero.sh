#!/usr/bin/env bash
set -euo pipefail
#
# Library: libpysal 4.14.1, Graph.lag on row-standardised contiguity (geopandas 1.2.0).
# Seen: a place without neighbours gets a spatial lag of 0.0, a figure; Graph.describe gives NaN for the same mean.
# Output: lag [20.0, 20.0, 20.0, 0.0], mean of neighbours by describe [20.0, 20.0, 20.0, nan].
# Expected: NaN: the mean over no neighbour does not exist.
# Why it matters: an island prefecture is said to lie among neighbours with an output of 0 and enters a spatial
#   regression or a Moran scatter plot as an extreme point.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check libpysal==4.14.1 geopandas==1.2.0 shapely==2.2.0 pandas==3.1.1 \
    numpy==2.4.6 scipy==1.17.1

venv/bin/python - <<'PY'
import sys

import geopandas as gpd
import numpy as np
import pandas as pd
from libpysal.graph import Graph
from shapely import box

# toy shapes and figures: three in a row, the fourth an island
shapes = gpd.GeoSeries([box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 0, 3, 1), box(9, 9, 10, 10)], index=list("abcd"))
output = pd.Series([10.0, 20.0, 30.0, 15.0], index=list("abcd"))
graph = Graph.build_contiguity(shapes)
lag = graph.transform("r").lag(output)
mean = graph.describe(output)["mean"]
print("without neighbours:", graph.isolates.tolist())
print("lag:     ", lag.tolist())
print("describe:", mean.tolist())
if lag[3] != 0.0 or not np.isnan(mean["d"]):
    sys.exit("no longer as stated: the lag of a place without neighbours is not 0")
PY
