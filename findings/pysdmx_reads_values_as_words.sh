#!/usr/bin/env bash
set -euo pipefail
#
# Library: pysdmx 1.21.0, read_sdmx on an SDMX-CSV file.
# Seen: OBS_VALUE arrives as text, and a NaN as the word "NaN", which counts as present.
# Output: ['9.5', '12.3', 'NaN'], missing: 0, maximum: NaN, maximum of the two figures: 9.5.
# Expected: numbers and missing values, or an error from a maximum of text.
# Why it matters: a maximum, a sort or a rank works without an error and is alphabetical: 9.5 beats 12.3, and the place
#   without a figure beats both. Convert before anything else.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pysdmx[data]==1.21.0 pandas==3.1.1 numpy==2.4.6

venv/bin/python - <<'PY'
import sys

from pysdmx.io import read_sdmx

head = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE"
rows = [f"dataflow,TOY:DF(1.0),I,010200,{year},{value}" for year, value in ((2020, 9.5), (2021, 12.3), (2022, "NaN"))]
open("data.csv", "w").write("\n".join([head, *rows]) + "\n")  # toy figures
values = read_sdmx("data.csv", validate=False).data[0].data["OBS_VALUE"]
print(values.tolist(), "missing:", values.isna().sum(), "maximum:", values.max(), "of the two figures:", values[:2].max())
if not (values.tolist() == ["9.5", "12.3", "NaN"] and values.isna().sum() == 0 and values[:2].max() == "9.5"):
    sys.exit("no longer as stated: values are numbers")
PY
