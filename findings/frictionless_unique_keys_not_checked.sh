#!/usr/bin/env bash
set -euo pipefail
#
# Library: frictionless 5.21.0, "uniqueKeys" of a Data Package v2 table schema.
# Seen: the property is read and shown, but never tested: two rows with the same key are valid. The same columns
#   declared as "primaryKey" are tested and reported.
# Output: uniqueKeys -> valid: True, no errors; primaryKey -> valid: False, ['primary-key'].
# Expected: either an error on the second row, or a word that the rule is not supported.
# Why it matters: "one row per place and year" is the rule that keeps a figure from being added twice. Written as
#   uniqueKeys it looks checked and is not; until it is, declare the key as primaryKey.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check frictionless==5.21.0

venv/bin/python - <<'PY'
import sys
from frictionless import Resource, Schema

open("figures.csv", "w").write("place,year,value\n110000,2020,5.1\n110000,2020,5.3\n")  # toy figures
fields = [{"name": "place", "type": "string"}, {"name": "year", "type": "integer"}, {"name": "value", "type": "number"}]
seen = {}
for rule, key in (("uniqueKeys", [["place", "year"]]), ("primaryKey", ["place", "year"])):
    report = Resource(path="figures.csv", schema=Schema.from_descriptor({"fields": fields, rule: key})).validate()
    seen[rule] = (report.valid, [row[0] for row in report.flatten(["type"])])
    print(rule, "valid:", *seen[rule])
if seen != {"uniqueKeys": (True, []), "primaryKey": (False, ["primary-key"])}:
    sys.exit("no longer as stated: uniqueKeys is tested")
PY
