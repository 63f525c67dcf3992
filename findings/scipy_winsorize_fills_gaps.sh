#!/usr/bin/env bash
set -euo pipefail
#
# Library: scipy 1.17.1, scipy.stats.mstats.winsorize.
# Seen: missing cells are counted among the values and take the place of the largest. By default a gap is filled with a
#   figure; with nan_policy="omit" the gap stays, but it uses up the upper limit and the outlier is left as it was.
# Output: upper limit 20 % of [1 … 9, 500, nan] -> [… 9, 9, 9.0]: the gap reads 9; limits of 10 % on the same with two
#   gaps and "omit" -> maximum 500; the ten figures without gaps -> maximum 9.
# Expected: the gaps stay gaps, and the outcome for the others is the one that they have without them.
# Why it matters: winsorising precedes min-max scaling in composite indices. One call invents a figure for a place that
#   has none, the other leaves the very outlier that squeezes all other scores together.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check scipy==1.17.1 numpy==2.4.6

venv/bin/python - <<'PY'
import sys

import numpy as np
from scipy.stats.mstats import winsorize

figures = np.array([1, 2, 3, 4, 5, 6, 7, 8, 9, 500.0])  # toy figures
gaps = np.array([np.nan, np.nan])
filled = np.asarray(winsorize(np.append(figures, gaps[:1]), limits=(0, 0.2)))
omitted = np.asarray(winsorize(np.append(figures, gaps), limits=(0.1, 0.1), nan_policy="omit"))
without = np.asarray(winsorize(figures, limits=(0.1, 0.1)))
print("default, one gap:", filled)
print("omit, two gaps:  ", omitted)
print("no gap:          ", without)
if filled[-1] != 9.0:
    sys.exit("no longer as stated: the gap stays a gap by default")
if np.nanmax(omitted) != 500.0 or without.max() != 9.0:
    sys.exit("no longer as stated: gaps do not use up the limit")
PY
