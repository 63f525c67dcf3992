"""The script of each page on a filter change, timed where the server runs it.

The app runs through Streamlit's AppTest in one process.  Only the execution of the script is timed: what AppTest adds
around it (a thread, an event loop, a parsed element tree) is no part of a page.
"""

from __future__ import annotations

import cProfile
import csv
import gzip
import pstats
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np
from streamlit.runtime.scriptrunner import script_runner
from streamlit.testing.v1 import AppTest

from bench.names import ABOUT_A_PLACE
from zone_atlas.ui.shell.navigation import START

ROOT = Path(__file__).resolve().parents[1]
WARM_UP = 2
# What the script runner calls to execute app.py, and a page within it.
NAME = "exec_func_with_error_handling"
VALUES: dict[str, tuple[Any, ...]] = {
    "year": (2018, 2019, 2020, 2021, 2022, 2023),
    "cohort": ((), (2017,), (2019,)),
    "region": ((), ("northeast",), ("central", "west"), ("east",), ("northeast", "west"), ("central",)),
}
KILO = 1e3


class _Stopwatch:
    """Stands in for Streamlit's execution of a script and keeps the seconds of each run."""

    def __init__(self, profile: cProfile.Profile | None = None) -> None:
        self.wall: list[float] = []
        self.processor: list[float] = []
        self.profile = profile
        self._execute = vars(script_runner)[NAME]

    def __call__(self, function: Callable[[], Any], context: Any) -> Any:
        wall, processor = time.perf_counter(), time.thread_time()
        if self.profile:
            self.profile.enable()
        try:
            return self._execute(function, context)
        finally:
            if self.profile:
                self.profile.disable()
            self.wall.append(time.perf_counter() - wall)
            self.processor.append(time.thread_time() - processor)

    def __enter__(self) -> _Stopwatch:
        vars(script_runner)[NAME] = self
        return self

    def __exit__(self, *details: object) -> None:
        vars(script_runner)[NAME] = self._execute


def _changes() -> Iterator[tuple[str, Any]]:
    """Filter changes, one control at a time, none of which leads to a view that was seen before.

    The app keeps figures that it has drawn: a view seen twice would show the time of a look-up.
    """
    state: dict[str, Any] = {"year": 2023, "cohort": (), "region": ()}
    seen = {tuple(state.values())}
    for name in cycle(("year", "cohort", "year", "region")):
        for _ in VALUES[name]:
            following = VALUES[name].index(state[name]) + 1
            state[name] = VALUES[name][following % len(VALUES[name])]
            if tuple(state.values()) not in seen:
                break
        else:
            continue
        seen.add(tuple(state.values()))
        yield name, state[name]


def _moves() -> Iterator[tuple[str, Any]]:
    """Moves of the lab's three upper sliders, none of which comes back to weights that were seen before."""
    for step in range(3, 30):
        for dimension in ("d1", "d2", "d3"):
            yield dimension, step * 3 + int(dimension[1])


def _column(file: str, column: str) -> list[str]:
    with (ROOT / "data" / file).open(encoding="utf-8", newline="") as rows:
        return [row[column] for row in csv.DictReader(rows)]


def _places(page: str) -> Iterator[tuple[str, Any]]:
    """Changes of the place or document that a page is about, none of which comes back to one that was seen before.

    The zones are as many as they are: the year before stands for as many more.
    """
    zones = _column("places/zones.csv", "zone")
    if page in ("zone", "pathways", "compare"):
        name = "peers" if page == "compare" else "zone"
        yield from ((name, {name: zone, "year": year}) for year in ("2022", "2021") for zone in zones)
    elif page == "parks":
        counties = [code for code in _column("places/places.csv", "adcode") if not code.endswith("00")]
        yield from (("county", {"county": code}) for code in counties[:: len(counties) // 60])
    else:
        yield from (("policy", {"policy": policy}) for policy in _column("policies.csv", "policy"))


def _changes_of(name: str) -> Iterator[tuple[str, Any]]:
    if name in ABOUT_A_PLACE:
        return _places(name)
    return _moves() if name == "lab" else _changes()


def _change(app: AppTest, name: str, value: Any) -> None:
    key = f"address-{name}"
    if isinstance(value, dict):
        # A link to the place: the controls differ from page to page, the address does not.
        app.query_params.clear()
        app.query_params.update(value)
    elif name.startswith("d"):
        app.slider(key=key).set_value(value)
    elif name == "year":
        app.select_slider(key=key).set_value(value)
    else:
        app.button_group(key=key).set_value(list(value))
    app.run()


def _open(name: str, language: str) -> AppTest:
    app = AppTest.from_file(ROOT / "app.py", default_timeout=120)
    app.context = {"locale": language}
    app.run()
    if name != START:
        app.switch_page(f"pages/{name}.py").run()
    _refuse_failures(app, name)
    return app


def _refuse_failures(app: AppTest, name: str) -> None:
    """A page that failed is fast: its time would be a lie."""
    problems = [*app.exception, *app.error]
    if problems:
        raise RuntimeError(f"page {name} failed: {problems[0].value}")


def time_page(name: str, changes: int = 36, language: str = "en-GB") -> dict[str, Any]:
    """Milliseconds of the script of one page over a number of filter changes."""
    app = _open(name, language)
    wall, processor = [], []
    with _Stopwatch() as watch:
        for step, value in islice(_changes_of(name), WARM_UP + changes):
            _change(app, step, value)
            _refuse_failures(app, name)
            # AppTest begins with an empty run that its own rerun cuts short; the last one is the page.
            wall.append(1000 * watch.wall[-1])
            processor.append(1000 * watch.processor[-1])
    wall, processor = wall[WARM_UP:], processor[WARM_UP:]
    return {
        "runs": len(wall),
        "median": float(np.median(wall)),
        "p95": float(np.percentile(wall, 95)),
        "processor_median": float(np.median(processor)),
        "processor_p95": float(np.percentile(processor, 95)),
        **_figures(app),
    }


def _figures(app: AppTest) -> dict[str, float]:
    """Kilobytes of the largest figure of the page as it goes to the browser, and deflated as the socket sends it."""
    specs = [element.proto.spec.encode() for element in app.get("plotly_chart")]
    largest = max(specs, key=len, default=b"")
    return {
        "figures": len(specs),
        "largest_figure_kilobytes": len(largest) / KILO,
        "largest_figure_deflated": len(gzip.compress(largest)) / KILO,
    }


def profile_page(name: str, changes: int = 12, most: int = 12, language: str = "en-GB") -> list[str]:
    """The functions of the project in which a page spends its time, slowest first; milliseconds a run."""
    app = _open(name, language)
    profile = cProfile.Profile()
    with _Stopwatch(profile):
        for step, value in islice(_changes_of(name), changes):
            _change(app, step, value)
    found = []
    for (file, line, function), (_, calls, own, total, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if "zone_atlas" in file or "/pages/" in file:
            short = file.split("zone_atlas/")[-1]
            found.append((total, f"{short}:{line} {function}", calls, own))
    found.sort(reverse=True)
    return [
        f"{1000 * total / changes:7.1f} ms  own {1000 * own / changes:6.1f} ms  {calls / changes:7.1f} calls  {label}"
        for total, label, calls, own in found[:most]
    ]
