"""Make the tables in memory: correct → join → zones → derive → score → rank → compare."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.records import WITHHELD, Catalogue
from zone_atlas.catalogue.rules import RANKED_FROM
from zone_atlas.faults import DataFaults

if TYPE_CHECKING:
    from zone_atlas.pipeline.join import Panel

Progress = Callable[[float, str], None]
CATEGORIES = (
    "place",
    "series",
    "indicator",
    "unit",
    "source_id",
    "status",
    "note",
    "level",
    "basis",
    "value_basis",
    "set",
    "node",
    "sources",
    "group",
    "peer",
    "feature",
    "industry",
    "other",
)
ORDER_OF_ROWS = {
    "observations": ["series", "place", "year"],
    "indicators": ["indicator", "place", "basis", "year"],
    "normalised": ["set", "indicator", "place", "basis", "year"],
    "scores": ["set", "node", "place", "basis", "year"],
    "ranks": ["node", "kind", "place", "year"],
}
LEFT_OUT = {
    "withdrawn": (
        "observations",
        "withdrawn by the registers of corrections and of reviewed values: shown empty, with the reason",
    ),
    "unreliable": ("indicator values", "an input has low reliability: marked, withheld from scores"),
    "gap": ("zone figures", "a member has no figure, so the zone has none for the series"),
    "unmeasured": ("zone members", "without an administrative code and series"),
    "thin": ("dimension scores", f"coverage under {100 * RANKED_FROM:.0f} %: shown, not ranked"),
    "proxy": ("dimension scores", "computed with proxies: labelled, not ranked"),
}


@dataclass
class Report:
    """Report of a build: what it made, how long it took, and what it left out and why."""

    rows: dict[str, int] = field(default_factory=dict)
    observations: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    left_out: list[dict[str, str | int]] = field(default_factory=list)
    geometry: dict[str, dict[str, int]] = field(default_factory=dict)
    fresh: bool = False

    def omit(self, code: str, count: int, names: str = "") -> None:
        """Note that something was left out.

        Parameters
        ----------
        code : str
            A key of `LEFT_OUT`, which says what and why.
        count : int
            How many; nothing is noted for 0.
        names : str
            Ends the sentence that says why, such as ': Ningdong'.
        """
        if count:
            what, why = LEFT_OUT[code]
            self.left_out.append({"code": code, "what": what, "count": count, "why": why + names})


class StepClock:
    """Reports the step at work and keeps the seconds that each one took."""

    def __init__(self, report: Report, progress: Progress | None = None) -> None:
        self.report, self.progress = report, progress or (lambda fraction, key: None)
        self.step, self.since = "", time.perf_counter()

    def start(self, fraction: float, step: str) -> None:
        """End the step at work and begin the next.

        Parameters
        ----------
        fraction : float
            Share of the build that is done, 0–1.
        step : str
            Last part of its message's key; empty at the end.
        """
        now = time.perf_counter()
        if self.step:
            self.report.seconds[self.step] = round(now - self.since, 2)
        self.step, self.since = step, now
        self.progress(fraction, f"build.{step}")


def make_tables(data_dir: Path, report: Report, clock: StepClock | None = None) -> dict[str, pd.DataFrame]:
    """Run every step from the inputs to the tables, in memory.

    Parameters
    ----------
    data_dir : Path
    report : Report
        Filled in: rows, observations, and what was left out.
    clock : StepClock, optional
        Notified of each step; by default one that fills in the report's seconds.

    Returns
    -------
    dict
        Tables by name, as they are published.

    Raises
    ------
    DataFaults
        When a check of the data fails or a correction's guard no longer holds.
    """
    # Loaded here: an app that finds fresh tables needs neither pandera nor the steps.
    from zone_atlas.pipeline.coherence import coherence_of_dimensions
    from zone_atlas.pipeline.geometry import bound_zones, read_members
    from zone_atlas.pipeline.mark_breaks import mark_breaks
    from zone_atlas.pipeline.places import table_of_places
    from zone_atlas.pipeline.tables import comparison_tables, panel_of_cities
    from zone_atlas.pipeline.zones import stack_panels, zone_panel

    clock = clock or StepClock(report)
    clock.start(0.02, "read")
    catalogue = _load_checked_catalogue(data_dir)
    observations = _read_corrected_observations(data_dir, catalogue, report, clock)
    clock.start(0.4, "zones")
    cities = [p.adcode for p in catalogue.places.values() if p.level in ("prefecture", "municipality")]
    panel = panel_of_cities(observations, catalogue)
    zones, gaps = zone_panel(panel, catalogue)
    clock.start(0.5, "derive")
    everywhere = stack_panels(panel, zones)
    index, goalposts = _make_index_tables(everywhere, catalogue, cities, clock)
    clock.start(0.75, "compare")
    compared = comparison_tables(everywhere, observations, catalogue, cities)
    tables = {
        # Marked last: an indicator takes its breaks from the declarations, in their own years, not from a status
        # that a window of years would carry on.
        "observations": mark_breaks(observations, catalogue),
        **index,
        "places": table_of_places(catalogue, observations),
        "goalposts": goalposts,
        "coherence": coherence_of_dimensions(index["normalised"], index["scores"], catalogue),
        "gaps": gaps,
        "zone_bounds": bound_zones(data_dir / "boundaries", read_members(data_dir)),
        **compared,
    }
    report.rows = {name: len(table) for name, table in tables.items()}
    _report_left_out(report, catalogue, tables)
    return {name: _finish_table(name, table) for name, table in tables.items()}


def _load_checked_catalogue(data_dir: Path) -> Catalogue:
    """Load the catalogue; when a record cannot be made, the check names the rows."""
    from zone_atlas.catalogue.checks.run_checks import find_faults
    from zone_atlas.catalogue.load import load_catalogue

    try:
        return load_catalogue(data_dir)
    except DataFaults as error:
        raise DataFaults(find_faults(data_dir) or error.faults) from error


def _read_corrected_observations(
    data_dir: Path, catalogue: Catalogue, report: Report, clock: StepClock
) -> pd.DataFrame:
    """Read and check the observations, and apply both registers to them."""
    from zone_atlas.catalogue.checks.counts import count_observations
    from zone_atlas.catalogue.checks.run_checks import checked_observations
    from zone_atlas.pipeline.correct import apply_corrections
    from zone_atlas.pipeline.geometry import refuse_misplaced
    from zone_atlas.pipeline.review import apply_reviews

    observations = checked_observations(data_dir, catalogue)
    report.observations = count_observations(observations)
    refuse_misplaced(data_dir)
    clock.start(0.35, "correct")
    observations, corrected = apply_corrections(observations, catalogue.corrections)
    observations, reviewed = apply_reviews(observations, catalogue.reviews.values(), catalogue.sources)
    report.omit("withdrawn", corrected + reviewed)
    return observations


def _make_index_tables(
    everywhere: Panel, catalogue: Catalogue, cities: list[str], clock: StepClock
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Derive, score and rank: the tables from the indicators to the ranks by name, and the goalposts."""
    from zone_atlas.pipeline.derive import derive_indicators
    from zone_atlas.pipeline.ranks import rank_intervals
    from zone_atlas.pipeline.scores import score_sets

    indicators = derive_indicators(everywhere, catalogue, cities)
    indicators = indicators[indicators["place"].isin({*cities, *catalogue.zones})]
    clock.start(0.6, "score")
    scores, normalised, goalposts = score_sets(indicators, catalogue, set(cities))
    clock.start(0.65, "rank")
    ranks = rank_intervals(normalised, scores, catalogue, set(cities))
    tables = {"indicators": indicators, "normalised": normalised, "scores": scores, "ranks": ranks}
    return tables, goalposts


def _report_left_out(report: Report, catalogue: Catalogue, tables: dict[str, pd.DataFrame]) -> None:
    """Say what the scores and the zones leave out."""
    indicators, scores = tables["indicators"], tables["scores"]
    report.omit("unreliable", int((indicators["status"] == WITHHELD).sum()))
    report.omit("gap", len(tables["gaps"]))
    unmeasured = [m.name.en for z in catalogue.zones.values() for m in z.members if not m.adcode]
    report.omit("unmeasured", len(unmeasured), f": {', '.join(unmeasured)}")
    dimensions = scores[scores["node"].isin(catalogue.dimensions)]
    exact = dimensions["basis"] == EXACT
    report.omit("thin", int((exact & ~dimensions["ranked"]).sum()))
    report.omit("proxy", int((~exact).sum()))


def _finish_table(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Put the rows in order, and texts that repeat into categories."""
    if name in ORDER_OF_ROWS:
        table = table.sort_values(ORDER_OF_ROWS[name])
    columns = [c for c in CATEGORIES if c in table.columns and table[c].nunique() < len(table) / 2]
    return table.reset_index(drop=True).astype(dict.fromkeys(columns, "category"))
