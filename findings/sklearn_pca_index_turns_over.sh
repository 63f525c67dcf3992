#!/usr/bin/env bash
set -euo pipefail
#
# Library: scikit-learn 1.9.1, PCA.
# Seen: the sign of a component is set so that its largest loading is positive. Where two loadings of unlike sign are
#   nearly equal, the revision of one figure by 0.1 changes which is the largest, and with it the sign of every score.
# Output: first loadings [0.572, -0.580, 0.581] before, [-0.570, 0.581, -0.581] after the revision of one cell out of 36;
#   rank correlation of the twelve scores before and after: -0.993.
# Expected: many readers take the sign rule of recent versions for stability over time. It is one within a data set only.
# Why it matters: an index from the first component turns upside down between two editions: the best place is last.
#   Fix the direction by a named indicator that must load positively.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6

venv/bin/python - <<'PY'
import sys

import numpy as np
from scipy.stats import spearmanr
from sklearn.decomposition import PCA

# toy figures: twelve places, three indicators, the second one falls when the others rise
table = np.array(
    [[-0.3, 1.1, -1.5], [-0.8, 0.8, -1.7], [-0.5, 2.3, -1.6], [-0.8, 0.7, -0.3], [1.0, -1.9, 1.6], [-2.5, 1.1, -1.4],
     [0.4, 0.0, 0.6], [1.1, -1.6, 1.9], [-0.3, 0.9, 0.4], [-1.4, 1.4, 0.2], [0.9, -1.6, 1.0], [1.2, -0.5, 2.2]]
)  # fmt: skip


def first_component(values):
    standardised = (values - values.mean(axis=0)) / values.std(axis=0)
    fitted = PCA(1).fit(standardised)
    return fitted.components_[0], fitted.transform(standardised)[:, 0]


before, scores_before = first_component(table)
table[0, 0] += 0.1
after, scores_after = first_component(table)
correlation = spearmanr(scores_before, scores_after)[0]
print("loadings before:", before.round(3), "after:", after.round(3))
print("rank correlation of the scores:", round(correlation, 3))
if correlation > -0.9:
    sys.exit("no longer as stated: the direction survives the revision")
PY
