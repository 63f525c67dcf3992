#!/usr/bin/env bash
set -euo pipefail
#
# Library: frictionless 5.21.0, number fields of a Data Package with "bareNumber": false.
# Seen: the typographic minus sign (U+2212), which word processors and many published tables print, is thrown away
#   together with the currency and percent signs around a number. A fall becomes a rise of the same size and the
#   file is reported valid. The keyboard's hyphen-minus in the same column is kept.
# Output: "-3.1%" -> -3.1, "−3.1%" -> 3.1, "(3.1)%" -> 3.1, valid: True.
# Expected: the sign kept, or the cell reported as no number. With "bareNumber" left true all three are errors.
# Why it matters: growth rates carry their meaning in the sign. A validated package with "bareNumber": false can turn
#   every contraction in a table into growth, with a green report.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check frictionless==5.21.0

venv/bin/python - <<'PY'
import sys
from frictionless import Resource, Schema

open("growth.csv", "w", encoding="utf-8").write("rate\n-3.1%\n\u22123.1%\n(3.1)%\n")


def read(bare):
    schema = Schema.from_descriptor({"fields": [{"name": "rate", "type": "number", "bareNumber": bare}]})
    resource = Resource(path="growth.csv", schema=schema)
    with resource:
        values = [row["rate"] for row in resource.row_stream]
    return values, resource.validate().valid


values, valid = read(False)
print("bareNumber false:", [str(value) for value in values], "valid:", valid)
strict_values, strict_valid = read(True)
print("bareNumber true: ", strict_values, "valid:", strict_valid)
if [float(value) for value in values] != [-3.1, 3.1, 3.1] or not valid or strict_valid:
    sys.exit("no longer as stated: the sign is kept, or the cell is reported")
PY
