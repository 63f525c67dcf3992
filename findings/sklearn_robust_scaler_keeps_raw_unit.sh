#!/usr/bin/env bash
set -euo pipefail
#
# Library: scikit-learn 1.9.1, RobustScaler.
# Seen: where the middle half of a column is one value, the interquartile range is 0 and the scaler divides by 1
#   instead, without a warning. The column comes out in its own unit beside columns in robust deviations.
# Output: scale [1.0, 2.0]; the largest score of the first column is 4000.0, of the second 2.0.
# Expected: NaN, a refusal or a warning: no robust deviation can be told from such a column.
# Why it matters: yearbook columns repeat values (a plan figure carried over, counts that are mostly 0). One of them
#   then outweighs all other indicators of an index a thousandfold.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6

venv/bin/python - <<'PY'
import sys

import numpy as np
from sklearn.preprocessing import RobustScaler

# toy figures: column 0 is carried over unchanged by most places, column 1 varies
table = np.array([[5000, 1], [5000, 2], [5000, 3], [5000, 4], [5000, 5], [9000, 7.5], [5000, 3.5]])
scaler = RobustScaler().fit(table)
scores = scaler.transform(table)
print("scale:", scaler.scale_.tolist())
print("largest score of each column:", scores.max(axis=0).tolist())
if scaler.scale_[0] != 1.0 or scores[:, 0].max() != 4000.0:
    sys.exit("no longer as stated: a column without spread is not divided by 1")
PY
