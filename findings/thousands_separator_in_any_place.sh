#!/usr/bin/env bash
set -euo pipefail
#
# Library: pandas 3.1.1 read_csv(thousands=",") and frictionless 5.21.0 ("groupChar": ",").
# Seen: the separator is deleted wherever it stands; nobody asks whether three digits follow it.
# Output: "1,234" -> 1234, but also "8,29" -> 829, "3,5" -> 35 and "1,2,3" -> 123, in both; the package is valid.
# Expected: a cell whose groups are not of three digits is no number: left as text, or reported.
# Why it matters: scanned yearbooks read a blurred point as a comma. A share of 8.29 then enters as 829, a hundred
#   times too large, through the very option that was meant to read the table properly.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pandas==3.1.1 numpy==2.4.6 frictionless==5.21.0

venv/bin/python - <<'PY'
import io
import sys

import pandas as pd
from frictionless import Resource, Schema

text = 'value\n"1,234"\n"8,29"\n"3,5"\n"1,2,3"\n'  # toy figures
by_pandas = pd.read_csv(io.StringIO(text), thousands=",")["value"].tolist()
open("figures.csv", "w").write(text)
schema = Schema.from_descriptor({"fields": [{"name": "value", "type": "number", "groupChar": ","}]})
resource = Resource(path="figures.csv", schema=schema)
with resource:
    by_frictionless = [float(row["value"]) for row in resource.row_stream]
valid = resource.validate().valid
print("pandas:      ", by_pandas)
print("frictionless:", by_frictionless, "valid:", valid)
if not (by_pandas == by_frictionless == [1234, 829, 35, 123] and valid):
    sys.exit("no longer as stated: the place of the separator is checked")
PY
