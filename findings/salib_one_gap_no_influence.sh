#!/usr/bin/env bash
set -euo pipefail
#
# Library: SALib 1.6.0, Sobol indices (sample.sobol, analyze.sobol).
# Seen: one NaN among 2,048 model results makes every first-order and total index 0, with confidence intervals of 0.
# Output: complete S1 [0.94 0.06 0.00], ST [0.94 0.06 0.00]; one NaN: S1 [0 0 0], ST [0 0 0], S1_conf [0 0 0].
# Expected: an error or NaN.
# Why it matters: "no weight has any influence on the ranking" is the answer that an index maker hopes for, and one
#   failed draw gives it, with perfect confidence.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check SALib==1.6.0 scipy==1.17.1 pandas==3.1.1 numpy==2.4.6

venv/bin/python - <<'PY'
import sys

import numpy as np
from SALib.analyze import sobol as analyse
from SALib.sample import sobol as sample

problem = {"num_vars": 3, "names": ["w1", "w2", "w3"], "bounds": [[0, 1]] * 3}
draws = sample.sample(problem, 256, seed=7)
results = 4 * draws[:, 0] + draws[:, 1]  # toy model
complete = analyse.analyze(problem, results, seed=1)
results[100] = np.nan
one_gap = analyse.analyze(problem, results, seed=1)
print("draws:", len(results))
for name, indices in (("complete", complete), ("one NaN", one_gap)):
    print(name, *(f"{key} {np.round(indices[key], 2)}" for key in ("S1", "ST", "S1_conf")))
if complete["ST"][0] < 0.9 or any(one_gap[key].any() for key in ("S1", "ST", "S1_conf")):
    sys.exit("no longer as stated: one NaN does not make all indices 0")
PY
