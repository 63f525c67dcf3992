#!/usr/bin/env bash
set -euo pipefail
#
# Library: mapclassify 2.10.0, Quantiles (FisherJenks, HeadTailBreaks and StdMean are alike).
# Seen: one missing value makes the last class bound NaN; it and the largest values, which exceed every other bound, all
#   fall into class 0, the lowest. No warning; NaturalBreaks refuses.
# Output: values [1 2 3 4 5 6 nan 100], 3 classes: [0 0 0 1 1 0 0 0], bounds [3.33 5.67 nan]; without the gap [0 0 0 1 1 2 2].
# Expected: the missing value has no class and the others keep the ones that they have without it, or an error.
# Why it matters: the most productive city of the map is drawn in the palest colour, because another one has no figure.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check mapclassify==2.10.0 geopandas==1.2.0 pandas==3.1.1 numpy==2.4.6 \
    scikit-learn==1.9.1

venv/bin/python - <<'PY'
import sys

import mapclassify
import numpy as np

values = np.array([1, 2, 3, 4, 5, 6, np.nan, 100])  # toy figures
with_gap = mapclassify.Quantiles(values, k=3)
without = mapclassify.Quantiles(values[~np.isnan(values)], k=3)
print("with a gap:    ", with_gap.yb.tolist(), with_gap.bins.round(2))
print("without the gap:", without.yb.tolist(), without.bins.round(2))
if with_gap.yb.tolist() != [0, 0, 0, 1, 1, 0, 0, 0] or without.yb.tolist()[-1] != 2:
    sys.exit("no longer as stated: the largest value is not in the lowest class")
PY
