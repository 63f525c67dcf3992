#!/usr/bin/env bash
set -euo pipefail
#
# Library: plotly 7.1.0, plotly.express.treemap (sunburst and icicle are alike) with a numeric colour.
# Seen: a missing colour value is drawn as 0, and it enters the weighted mean that colours the level above as 0.
# Output: income of a, b = 10, nan (population 1, 3): colours a 10.0, b 0.0, province A 2.5.
# Expected: b without colour, and A coloured by those with a figure (10) or without colour.
# Why it matters: a city that did not report is shown as the poorest, and the province is drawn at a quarter of the only
#   income known in it. Nothing in the figure tells a zero from a gap.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check plotly==7.1.0 pandas==3.1.1 numpy==2.4.6

venv/bin/python - <<'PY'
import sys

import pandas as pd
import plotly.express as px

frame = pd.DataFrame(
    {"province": ["A", "A", "B"], "city": ["a", "b", "c"], "population": [1, 3, 2], "income": [10, None, 5.0]}
)  # toy figures
trace = px.treemap(frame, path=["province", "city"], values="population", color="income").data[0]
colours = dict(zip(trace.labels, (float(colour) for colour in trace.marker.colors), strict=True))
print(colours)
if not (colours["b"] == 0.0 and colours["A"] == 2.5):
    sys.exit("no longer as stated: a missing colour value is not drawn as 0")
PY
