#!/usr/bin/env bash
set -euo pipefail
#
# Library: openpyxl 3.1.5, load_workbook(read_only=True).
# Seen: a sheet whose dimension record names one cell is read as one row, though a hundred are there; the full mode and
#   pandas read them all.
# Output: read_only 1 row, after reset_dimensions() 100 rows, full mode 100 rows.
# Expected: the rows that are there, or a warning that the record contradicts them.
# Why it matters: read_only is the advice for large workbooks. A yearbook table shrinks to its title without an error.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5

venv/bin/python - <<'PY'
import sys
import zipfile

import openpyxl

book = openpyxl.Workbook()
for number in range(100):
    book.active.append([f"place {number}", number])  # toy figures
book.save("right.xlsx")
with zipfile.ZipFile("right.xlsx") as source, zipfile.ZipFile("table.xlsx", "w") as target:
    for name in source.namelist():
        target.writestr(name, source.read(name).replace(b'dimension ref="A1:B100"', b'dimension ref="A1"'))

read_only = openpyxl.load_workbook("table.xlsx", read_only=True).active
trusted = len(list(read_only.values))
read_only.reset_dimensions()
reset = len(list(read_only.values))
full = len(list(openpyxl.load_workbook("table.xlsx").active.values))
print("read_only:", trusted, "reset:", reset, "full:", full)
if (trusted, reset, full) != (1, 100, 100):
    sys.exit("no longer as stated: the dimension record is not trusted")
PY
