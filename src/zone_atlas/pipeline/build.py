"""Build the published tables: correct → join → zones → derive → score → rank → compare → publish.

Tables go into a folder named after the inputs' fingerprint; the manifest that points to it is replaced last and in one
move, so that a reader sees the old tables or the new ones, whatever interrupts the build.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pandas as pd
from filelock import FileLock

from zone_atlas import paths, store
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.records import WITHHELD, Catalogue
from zone_atlas.catalogue.rules import RANKED_FROM
from zone_atlas.faults import DataFaults

Progress = Callable[[float, str], None]
MANIFEST = "manifest.json"
CATALOGUE = "catalogue"
CATALOGUE_PATTERNS = ("*.csv", "*.yaml", "places/*.csv")
CODE = ("catalogue", "index", "pipeline")
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
KEPT_FOLDERS = 2
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
    """What a build made, how long it took, and what it left out and why."""

    rows: dict[str, int] = field(default_factory=dict)
    observations: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    left_out: list[dict[str, str | int]] = field(default_factory=list)
    geometry: dict[str, dict[str, int]] = field(default_factory=dict)
    fresh: bool = False

    def omit(self, code: str, count: int, names: str = "") -> None:
        """Note that something was left out."""
        if count:
            what, why = LEFT_OUT[code]
            self.left_out.append({"code": code, "what": what, "count": count, "why": why + names})


def _code_files() -> list[Path]:
    source = Path(__file__).resolve().parents[1]
    return [*[source / room for room in CODE], source / "store.py"]


# Of the code that this process runs: files that change under a running app must not pass for what made its tables.
CODE_FINGERPRINT = store.fingerprint_folders(_code_files())


def fingerprint_inputs(data_dir: Path) -> str:
    """Hash of the contents of the inputs, and of the code that makes tables of them."""
    both = f"{store.fingerprint_folders([data_dir])} {CODE_FINGERPRINT}"
    return hashlib.blake2b(both.encode(), digest_size=16).hexdigest()


def _signature_of_inputs(data_dir: Path) -> str:
    """Names, sizes and times of change of the inputs: cheap, and equal only when nothing was touched."""
    files = [path for path in data_dir.rglob("*") if path.suffix]
    marks = sorted(f"{p}:{s.st_size}:{s.st_mtime_ns}" for p in files for s in [p.stat()])
    return hashlib.blake2b("\n".join([CODE_FINGERPRINT, *marks]).encode(), digest_size=16).hexdigest()


def is_stale(data_dir: Path, published_dir: Path, static_dir: Path = paths.STATIC) -> bool:
    """Whether the published tables or the map geometry are missing or made from other inputs.

    Times of change answer first; only when they differ are the contents hashed.
    """
    manifest = store.read_json(published_dir / MANIFEST)
    if not manifest or not (published_dir / str(manifest.get("tables"))).is_dir():
        return True
    if any(not (static_dir / name).is_file() for name in manifest.get("geometry", [""])):
        return True
    return manifest["signature"] != _signature_of_inputs(data_dir) and manifest[
        "inputs"
    ] != fingerprint_inputs(data_dir)


def publish_tables(
    data_dir: Path = paths.DATA,
    published_dir: Path = paths.PUBLISHED,
    progress: Progress | None = None,
    force: bool = False,
    static_dir: Path = paths.STATIC,
) -> Report:
    """Publish the tables unless they are fresh.

    Parameters
    ----------
    data_dir, published_dir, static_dir : Path
        Inputs, tables, and the folder the browser's geometry is written to.
    progress : callable, optional
        Called with the fraction done and the key of a message.
    force : bool
        Build even when nothing changed.

    Raises
    ------
    DataFaults
        When the data cannot be used; the published tables stay as they were.
    """
    tell = progress or (lambda fraction, key: None)
    published_dir.mkdir(parents=True, exist_ok=True)
    tell(0.0, "build.wait")
    with FileLock(published_dir / ".lock"):
        if not force and not is_stale(data_dir, published_dir, static_dir):
            return Report(fresh=True)
        return _publish_anew(data_dir, published_dir, static_dir, tell)


class _Clock:
    """Tells the step at work and keeps the seconds each one took."""

    def __init__(self, report: Report, tell: Progress) -> None:
        self.report, self.tell, self.step, self.since = report, tell, "", time.perf_counter()

    def start(self, fraction: float, step: str) -> None:
        now = time.perf_counter()
        if self.step:
            self.report.seconds[self.step] = round(now - self.since, 2)
        self.step, self.since = step, now
        self.tell(fraction, f"build.{step}")


def _publish_anew(data_dir: Path, published_dir: Path, static_dir: Path, tell: Progress) -> Report:
    from zone_atlas.pipeline.geometry import read_members, write_geometry
    from zone_atlas.pipeline.losses import refuse_losses

    report = Report()
    clock = _Clock(report, tell)
    inputs = fingerprint_inputs(data_dir)
    signature = _signature_of_inputs(data_dir)
    tables = make_tables(data_dir, report, clock)
    refuse_losses(data_dir, store.read_json(published_dir / MANIFEST), report.observations)
    clock.start(0.8, "geometry")
    report.geometry = write_geometry(data_dir / "boundaries", read_members(data_dir), static_dir)
    clock.start(0.9, "write")
    folder = f"tables-{inputs[:12]}-{time.time_ns():x}"
    _write_tables(tables, data_dir, published_dir, folder)
    clock.start(1.0, "")
    manifest = {
        "tables": folder,
        "inputs": inputs,
        "signature": signature,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        **asdict(report),
    }
    store.write_bytes(published_dir / MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    _remove_older_builds(published_dir, folder)
    return report


def make_tables(data_dir: Path, report: Report, clock: _Clock | None = None) -> dict[str, pd.DataFrame]:
    """Run every step from the inputs to the tables, in memory.

    Raises
    ------
    DataFaults
        When a check of the data fails or a correction's guard no longer holds.
    """
    # Loaded here: an app that finds fresh tables needs neither pandera nor the steps.
    from zone_atlas.catalogue.checks.counts import count_observations
    from zone_atlas.catalogue.checks.run_checks import checked_observations
    from zone_atlas.pipeline.coherence import coherence_of_dimensions
    from zone_atlas.pipeline.correct import apply_corrections
    from zone_atlas.pipeline.derive import derive_indicators
    from zone_atlas.pipeline.geometry import bound_zones, read_members, refuse_misplaced
    from zone_atlas.pipeline.mark_breaks import mark_breaks
    from zone_atlas.pipeline.places import table_of_places
    from zone_atlas.pipeline.ranks import rank_intervals
    from zone_atlas.pipeline.review import apply_reviews
    from zone_atlas.pipeline.scores import score_sets
    from zone_atlas.pipeline.tables import comparison_tables, panel_of_cities
    from zone_atlas.pipeline.zones import stack_panels, zone_panel

    clock = clock or _Clock(report, lambda fraction, key: None)
    clock.start(0.02, "read")
    catalogue = _load_checked_catalogue(data_dir)
    observations = checked_observations(data_dir, catalogue)
    report.observations = count_observations(observations)
    refuse_misplaced(data_dir)
    clock.start(0.35, "correct")
    observations, withdrawn = apply_corrections(observations, catalogue.corrections)
    observations, taken_back = apply_reviews(observations, catalogue.reviews.values(), catalogue.sources)
    report.omit("withdrawn", withdrawn + taken_back)
    clock.start(0.4, "zones")
    cities = [p.adcode for p in catalogue.places.values() if p.level in ("prefecture", "municipality")]
    panel = panel_of_cities(observations, catalogue)
    zones, gaps = zone_panel(panel, catalogue)
    clock.start(0.5, "derive")
    everywhere = stack_panels(panel, zones)
    indicators = derive_indicators(everywhere, catalogue, cities)
    indicators = indicators[indicators["place"].isin({*cities, *catalogue.zones})]
    clock.start(0.6, "score")
    scores, normalised, goalposts = score_sets(indicators, catalogue, set(cities))
    clock.start(0.65, "rank")
    intervals = rank_intervals(normalised, scores, catalogue, set(cities))
    clock.start(0.75, "compare")
    compared = comparison_tables(everywhere, observations, catalogue, cities)
    # Marked last: an indicator takes its breaks from the declarations, in their own years, not from a status that a
    # window of years would carry on.
    observations = mark_breaks(observations, catalogue)
    tables = {
        "observations": observations.sort_values(["series", "place", "year"]),
        "indicators": indicators.sort_values(["indicator", "place", "basis", "year"]),
        "normalised": normalised.sort_values(["set", "indicator", "place", "basis", "year"]),
        "scores": scores.sort_values(["set", "node", "place", "basis", "year"]),
        "ranks": intervals.sort_values(["node", "kind", "place", "year"]),
        "places": table_of_places(catalogue, observations),
        "goalposts": goalposts,
        "coherence": coherence_of_dimensions(normalised, scores, catalogue),
        "gaps": gaps,
        "zone_bounds": bound_zones(data_dir / "boundaries", read_members(data_dir)),
        **compared,
    }
    report.rows = {name: len(table) for name, table in tables.items()}
    _report_left_out(report, catalogue, tables)
    return {name: _to_categories(table.reset_index(drop=True)) for name, table in tables.items()}


def _load_checked_catalogue(data_dir: Path) -> Catalogue:
    """Load the catalogue; when a record cannot be made, the check names the rows."""
    from zone_atlas.catalogue.checks.run_checks import find_faults
    from zone_atlas.catalogue.load import load_catalogue

    try:
        return load_catalogue(data_dir)
    except DataFaults as error:
        raise DataFaults(find_faults(data_dir) or error.faults) from error


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


def _to_categories(table: pd.DataFrame) -> pd.DataFrame:
    columns = [c for c in CATEGORIES if c in table.columns and table[c].nunique() < len(table) / 2]
    return table.astype(dict.fromkeys(columns, "category"))


def _write_tables(tables: dict[str, pd.DataFrame], data_dir: Path, published_dir: Path, folder: str) -> None:
    unfinished = published_dir / f".{folder}"
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / CATALOGUE).mkdir(parents=True)
    for name, table in tables.items():
        store.write_parquet(unfinished / f"{name}.parquet", table)
    # The catalogue goes along: when somebody breaks a file of data/, the app still knows what its tables mean.
    for pattern in CATALOGUE_PATTERNS:
        for path in data_dir.glob(pattern):
            copy = unfinished / CATALOGUE / path.relative_to(data_dir)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    unfinished.replace(published_dir / folder)


def _remove_older_builds(published_dir: Path, current: str) -> None:
    """Remove what older builds left; the one before stays for readers that have just opened it."""
    folders = [p for p in published_dir.glob("tables-*") if p.name != current]
    folders.sort(key=lambda p: p.stat().st_mtime, reverse=True)
    for old in [*folders[KEPT_FOLDERS - 1 :], *published_dir.glob(".tables-*")]:
        shutil.rmtree(old, ignore_errors=True)


def checksums_of_tables(tables: dict[str, pd.DataFrame]) -> str:
    """One line a table: checksum of its content and its name."""
    return "".join(f"{store.content_checksum(table)}  {name}\n" for name, table in sorted(tables.items()))


def verify_checksums(data_dir: Path = paths.DATA) -> list[str]:
    """Rebuild in memory and compare with checksums.txt; returns the lines that differ."""
    made = checksums_of_tables(make_tables(data_dir, Report())).splitlines()
    file = data_dir / "checksums.txt"
    kept = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return sorted(set(made) ^ set(kept))
