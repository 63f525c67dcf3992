"""Publish the tables: say whether they are stale, write them, and compare them with their checksums.

Tables go into a folder named after the inputs' fingerprint; the manifest that points to it is replaced last and in one
move, so that a reader sees the old tables or the new ones, whatever interrupts the build.
"""

from __future__ import annotations

import hashlib
import shutil
import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pandas as pd
from filelock import FileLock

from zone_atlas import paths, store
from zone_atlas.pipeline.make_tables import Progress, Report, StepClock, make_tables

MANIFEST = "manifest.json"
CATALOGUE = "catalogue"
CATALOGUE_PATTERNS = ("*.csv", "*.yaml", "places/*.csv")
CODE = ("catalogue", "index", "pipeline")
KEPT_FOLDERS = 2


def _code_files() -> list[Path]:
    source = Path(__file__).resolve().parents[1]
    return [*[source / room for room in CODE], source / "store.py"]


# Of the code that this process runs: files that change under a running app must not pass for what made its tables.
CODE_FINGERPRINT = store.fingerprint_folders(_code_files())


def fingerprint_inputs(data_dir: Path) -> str:
    """Hash the contents of the inputs, and the code that makes tables of them.

    Parameters
    ----------
    data_dir : Path
        Every file in it counts, but for the records that a build writes.
    """
    both = f"{store.fingerprint_folders([data_dir])} {CODE_FINGERPRINT}"
    return hashlib.blake2b(both.encode(), digest_size=16).hexdigest()


def _signature_of_inputs(data_dir: Path) -> str:
    """Hash the names, sizes and times of change of the inputs: cheap, and equal only when nothing was touched."""
    files = [path for path in data_dir.rglob("*") if path.suffix]
    marks = sorted(f"{p}:{s.st_size}:{s.st_mtime_ns}" for p in files for s in [p.stat()])
    return hashlib.blake2b("\n".join([CODE_FINGERPRINT, *marks]).encode(), digest_size=16).hexdigest()


def is_stale(data_dir: Path, published_dir: Path, static_dir: Path = paths.STATIC) -> bool:
    """Say whether the published tables or the map geometry are missing or made from other inputs.

    Times of change answer first; only when they differ are the contents hashed.

    Parameters
    ----------
    data_dir, published_dir, static_dir : Path
        Inputs, tables, and the folder of the browser's geometry.
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
    progress = progress or (lambda fraction, key: None)
    published_dir.mkdir(parents=True, exist_ok=True)
    progress(0.0, "build.wait")
    with FileLock(published_dir / ".lock"):
        if not force and not is_stale(data_dir, published_dir, static_dir):
            return Report(fresh=True)
        return _publish_anew(data_dir, published_dir, static_dir, progress)


def _publish_anew(data_dir: Path, published_dir: Path, static_dir: Path, progress: Progress) -> Report:
    from zone_atlas.pipeline.geometry import read_members, write_geometry
    from zone_atlas.pipeline.losses import refuse_losses

    report = Report()
    clock = StepClock(report, progress)
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
    """Write one line per table: the checksum of its content and its name.

    Parameters
    ----------
    tables : dict
        Tables by name, as `make_tables` returns them.
    """
    return "".join(f"{store.content_checksum(table)}  {name}\n" for name, table in sorted(tables.items()))


def verify_checksums(data_dir: Path = paths.DATA) -> list[str]:
    """Rebuild in memory and compare with checksums.txt.

    Parameters
    ----------
    data_dir : Path

    Returns
    -------
    list of str
        The lines that differ; empty when the tables are those of the file.

    Raises
    ------
    DataFaults
        When the data cannot be used.
    """
    made = checksums_of_tables(make_tables(data_dir, Report())).splitlines()
    file = data_dir / "checksums.txt"
    kept = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return sorted(set(made) ^ set(kept))
