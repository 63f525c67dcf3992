#!/usr/bin/env bash
set -euo pipefail
#
# Library: sdmx1 2.28.0, to_csv and to_pandas.
# Seen: the observation status is left out unless attributes="o" is given. A file is written, with the columns that the
#   SDMX-CSV format asks for, and nothing hints at what is missing.
# Output: default columns … REF_AREA,TIME_PERIOD,OBS_VALUE; with attributes="o" … OBS_VALUE,OBS_STATUS (A, P, B).
# Expected: a data message written out and read back keeps its statuses.
# Why it matters: provisional, estimated and broken figures become plain ones on the way through a converter; whoever
#   reads the copy draws a line across the break.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check sdmx1==2.28.0 pandas==3.1.1 numpy==2.4.6

venv/bin/python - <<'PY'
import sys

import sdmx
from sdmx.model import v21 as model

structure = model.DataStructureDefinition(id="TOY")
for dimension in ("REF_AREA", "TIME_PERIOD"):
    structure.dimensions.getdefault(dimension)
status = structure.attributes.getdefault("OBS_STATUS")
data = model.StructureSpecificDataSet(structured_by=structure)
data.described_by = model.DataflowDefinition(id="TOY", maintainer=model.Agency(id="TOY"))
for year, value, code in (("2020", 5.1, "A"), ("2021", 5.3, "P"), ("2022", 7.9, "B")):  # toy figures
    key = structure.make_key(model.Key, {"REF_AREA": "010200", "TIME_PERIOD": year})
    attached = {"OBS_STATUS": model.AttributeValue(value=code, value_for=status)}
    data.obs.append(model.Observation(dimension=key, value=value, attached_attribute=attached))

texts = []
for keywords in ({}, {"attributes": "o"}):
    sdmx.to_csv(data, path="data.csv", **keywords)
    texts.append(open("data.csv").read())
    print(keywords, texts[-1], sep="\n")
if "OBS_STATUS" in texts[0] or "OBS_STATUS" not in texts[1]:
    sys.exit("no longer as stated: the status is written by default")
PY
