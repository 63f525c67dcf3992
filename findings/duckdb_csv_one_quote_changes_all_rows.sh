#!/usr/bin/env bash
set -euo pipefail
#
# Library: duckdb 2.0.1 read_csv with its automatic dialect; pyarrow 26.0.1 and pandas 3.1.1 beside it.
# Seen: one cell whose quotation marks are not doubled ("含"深汕"区", as note columns are typed by hand) makes duckdb
#   decide that the whole file has no quotation marks. Every quoted figure is split at its thousands comma, the marks
#   stay in all names, and the first place is taken for a head row and is gone. There is no error and no warning.
# Output: duckdb ('"乙"', '"2', '345"'), ('"含"深汕"区"', '"3', '456"'): 2 rows of 3 columns; pandas and pyarrow 3 rows
#   of 2 columns, ('甲', '1,234'), ('乙', '2,345'), ('含深汕"区"', '3,456').
# Expected: an error that names the line, or damage that is limited to this line.
# Why it matters: 1 of 3 places vanishes and the others' figures are cut in two because of a note elsewhere. Name
#   quote and columns when reading statistical tables.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check duckdb==2.0.1 pandas==3.1.1 numpy==2.4.6 pyarrow==26.0.1

venv/bin/python - <<'PY'
import sys

import duckdb
import pandas as pd
import pyarrow.csv

# toy figures
open("figures.csv", "w", encoding="utf-8").write('name,value\n"甲","1,234"\n"乙","2,345"\n"含"深汕"区","3,456"\n')
by_duckdb = duckdb.sql("from read_csv('figures.csv')").fetchall()
by_pandas = [tuple(row) for row in pd.read_csv("figures.csv").itertuples(index=False)]
by_pyarrow = [tuple(row.values()) for row in pyarrow.csv.read_csv("figures.csv").to_pylist()]
print("duckdb: ", by_duckdb)
print("pandas: ", by_pandas)
print("pyarrow:", by_pyarrow)
split = [('"乙"', '"2', '345"'), ('"含"深汕"区"', '"3', '456"')]
whole = [("甲", "1,234"), ("乙", "2,345"), ('含深汕"区"', "3,456")]
if not (by_duckdb == split and by_pandas == by_pyarrow == whole):
    sys.exit("no longer as stated: one malformed cell does not change how the other rows are read")
PY
