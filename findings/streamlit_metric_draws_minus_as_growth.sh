#!/usr/bin/env bash
set -euo pipefail
#
# Library: streamlit 1.67.0, st.metric(delta="text").
# Seen: only a leading keyboard hyphen makes a change a fall. A typographic minus (U+2212), an en dash, a full-width minus,
#   brackets, a word for "no data" and a NaN are all drawn as a green arrow upward.
# Output: '-0.3%' RED DOWN; '−0.3%', '–0.3%', '－0.3%', '(0.3%)', '—', '无数据', nan: GREEN UP.
# Expected: a fall for the minus signs, a neutral mark for what is no number.
# Why it matters: text formatted for readers carries the typographic minus, and a missing figure comes as NaN or a dash.
#   The card then says the opposite of its own text, in the largest type on the page. Pass a number, or set the colour.

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check streamlit==1.67.0

venv/bin/python - <<'PY'
import sys

from streamlit.testing.v1 import AppTest

script = """
import streamlit as st
for delta in ["-0.3%", "\u22120.3%", "\u20130.3%", "\uff0d0.3%", "(0.3%)", "\u2014", "无数据", float("nan")]:
    st.metric("toy figure", 1, delta)
"""
seen = []
for metric in AppTest.from_string(script).run().metric:
    proto = metric.proto
    colour, arrow = proto.MetricColor.Name(proto.color), proto.MetricDirection.Name(proto.direction)
    seen.append((colour, arrow))
    print(f"{proto.delta!r:10}", colour, arrow)
if seen != [("RED", "DOWN")] + [("GREEN", "UP")] * 7:
    sys.exit("no longer as stated: other minus signs or missing figures are not drawn as growth")
PY
