#!/usr/bin/env bash
set -euo pipefail
#
# Library: polars 2.1.0 and duckdb 2.0.1; pandas 3.1.1 beside them.
# Seen: a NaN counts as the largest number. Taken over from numpy it stands first in a descending rank, in top_k and in
#   every filter "greater than", while the maximum of the same polars column leaves it out.
# Output: polars rank {'甲': 3, '乙': 1, '丙': 2}, top_k 乙, filter > 2 ['乙', '丙'], max 3.0; duckdb the same rank;
#   pandas rank {'甲': 2, '乙': nan, '丙': 1}, filter ['丙'].
# Expected: the place without a figure has no rank and is in no list of those above a threshold.
# Why it matters: "first of all cities" goes to the one city that reported nothing. Turn NaN into null (fill_nan(None))
#   on the way in; polars.from_pandas does, a numpy column or a list of floats does not.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check polars==2.1.0 duckdb==2.0.1 pandas==3.1.1 numpy==2.4.6 \
    pyarrow==26.0.1

venv/bin/python - <<'PY'
import sys

import duckdb
import numpy as np
import pandas as pd
import polars as pl

columns = {"place": ["甲", "乙", "丙"], "value": np.array([1.0, np.nan, 3.0])}  # toy figures; 乙 reported nothing
table, frame = pl.DataFrame(columns), pd.DataFrame(columns)
rank = pl.col("value").rank(method="min", descending=True).alias("rank")
polars_rank = dict(table.select("place", rank).iter_rows())
top, above = table.top_k(1, by="value")["place"][0], table.filter(pl.col("value") > 2)["place"].to_list()
relation = duckdb.from_arrow(table.to_arrow())
duckdb_rank = dict(relation.query("t", "select place, rank() over (order by value desc) from t").fetchall())
pandas_rank = dict(zip(frame["place"], frame["value"].rank(ascending=False, method="min"), strict=True))
print("polars: rank", polars_rank, "top", top, "above 2", above, "max", table["value"].max())
print("duckdb: rank", duckdb_rank)
print("pandas: rank", pandas_rank, "above 2", frame.query("value > 2")["place"].tolist())
if not (polars_rank == duckdb_rank == {"甲": 3, "乙": 1, "丙": 2} and top == "乙" and above == ["乙", "丙"]):
    sys.exit("no longer as stated: a NaN does not rank first")
if not (table["value"].max() == 3.0 and np.isnan(pandas_rank["乙"])):
    sys.exit("no longer as stated: maximum of polars or rank of pandas")
PY
