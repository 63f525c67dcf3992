#!/usr/bin/env bash
set -euo pipefail
#
# Library: pandas 3.1.1 to_excel with XlsxWriter 3.3.1 and its option constant_memory.
# Seen: pandas hands over cells column by column, the option keeps only the row being written: all cells but the first
#   column and the last row are lost. No error; the workbook opens with the right head row and number of rows.
# Output: of 4 rows the column place keeps 4 cells, year and value keep 1 each.
# Expected: the whole table, or a refusal.
# Why it matters: the option is named wherever large extracts are written. The file looks complete in its size, its head
#   and its last row; the figures are gone. Count the non-empty cells of each column after writing.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pandas==3.1.1 numpy==2.4.6 XlsxWriter==3.3.1 openpyxl==3.1.5

venv/bin/python - <<'PY'
import sys

import pandas as pd

frame = pd.DataFrame({"place": list("abcd"), "year": [2020] * 4, "value": [1.0, 2.0, 3.0, 4.0]})  # toy figures
options = {"options": {"constant_memory": True}}
with pd.ExcelWriter("extract.xlsx", engine="xlsxwriter", engine_kwargs=options) as writer:
    frame.to_excel(writer, index=False)
back = pd.read_excel("extract.xlsx", engine="openpyxl")
print(back.to_string(index=False))
print("non-empty cells a column:", back.notna().sum().to_dict())
if back.notna().sum().to_dict() != {"place": 4, "year": 1, "value": 1}:
    sys.exit("no longer as stated: no cell is lost")
PY
