#!/usr/bin/env bash
set -euo pipefail
#
# Format: SpreadsheetML number formats, read by openpyxl 3.1.5 and pandas 3.1.1; xlfmt 0.1.0 shows what Excel displays.
# Seen: a comma at the end of the digits divides what is displayed by 1,000, and a literal point can divide by 10 more.
#   Readers return the stored number; the unit in the same format belongs to the displayed one.
# Output: stored 123456 under 0.00,"千元" is displayed 123.46千元, under 0\.0,"万元" 12.3万元, under 0.00"万元" 123456.00万元;
#   openpyxl and pandas return 123456 for all three.
# Expected: most take the unit in a number format for the unit of the stored number, which holds for the third only.
# Why it matters: value and unit read from one cell are 1,000 or 10,000 times too large together. Before a unit is taken
#   from a number format, look for the scaling comma.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check openpyxl==3.1.5 xlfmt==0.1.0 pandas==3.1.1 numpy==2.4.6

venv/bin/python - <<'PY'
import sys

import openpyxl
import pandas as pd
from xlfmt import format_value

formats = ['0.00,"千元"', '0\\.0,"万元"', '0.00"万元"']
book = openpyxl.Workbook()
book.active.append(["value"])
for row, number_format in enumerate(formats, start=2):
    book.active.cell(row, 1, 123456).number_format = number_format  # toy figure
book.save("table.xlsx")
cells = [row[0] for row in openpyxl.load_workbook("table.xlsx").active.iter_rows(min_row=2)]
stored = pd.read_excel("table.xlsx", engine="openpyxl")["value"].tolist()
shown = [str(format_value(cell.value, cell.number_format)) for cell in cells]
for cell, value, text in zip(cells, stored, shown, strict=True):
    print(cell.number_format, "openpyxl", cell.value, "pandas", value, "displayed", text)
if [cell.value for cell in cells] != [123456] * 3 or stored != [123456] * 3:
    sys.exit("no longer as stated: the readers return the displayed number")
if shown != ["123.46千元", "12.3万元", "123456.00万元"]:
    sys.exit("no longer as stated: the display is not scaled")
PY
