"""Figures of the build, the files and the process; each probe runs in a process of its own."""

from __future__ import annotations

import ast
import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# Each costs tens of megabytes or tenths of a second and serves the build alone.
BUILD_ONLY = ("geopandas", "shapely", "pandera", "pyogrio")
KILO, MEGA = 1e3, 1e6


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    since = time.perf_counter()
    result = work()
    return time.perf_counter() - since, result


def build() -> dict[str, Any]:
    """Build everything into temporary folders, then ask whether it is stale."""
    from zone_atlas import paths
    from zone_atlas.pipeline import build as pipeline

    with tempfile.TemporaryDirectory() as folder:
        published, static = Path(folder) / "published", Path(folder) / "static"
        seconds, report = _timed(
            lambda: pipeline.publish_tables(paths.DATA, published, force=True, static_dir=static)
        )
        checks = [_timed(lambda: pipeline.is_stale(paths.DATA, published, static))[0] for _ in range(30)]
        # What the check falls back to when times of change differ, as they do after a checkout.
        by_content, _ = _timed(lambda: pipeline.fingerprint_inputs(paths.DATA))
    return {
        "seconds": seconds,
        "steps": report.seconds,
        "rows": report.rows,
        "stale_ms": 1000 * statistics.median(checks),
        "stale_by_content_ms": 1000 * by_content,
    }


def geometry() -> dict[str, Any]:
    """Bytes of the map geometry that the browser fetches, as a web server would compress it."""
    with tempfile.TemporaryDirectory() as folder:
        from zone_atlas import paths, store
        from zone_atlas.pipeline.geometry import write_geometry

        members = store.read_csv(paths.DATA / "places" / "zone_members.csv", ["zone", "adcode"], paths.DATA)
        write_geometry(paths.DATA / "boundaries", members, Path(folder))
        files = sorted(Path(folder).glob("*.json"))
        raw = sum(path.stat().st_size for path in files)
        small = sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in files)
    return {"kilobytes": small / KILO, "raw_kilobytes": raw / KILO, "files": len(files)}


def _imported_by_the_app() -> list[str]:
    """Modules that app.py and the pages name at their top."""
    names: set[str] = set()
    for path in [ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.module != "__future__":
                names.update(f"{node.module}:{alias.name}" for alias in node.names)
    return sorted(names)


def imports() -> dict[str, Any]:
    """Import in this fresh process what app.py and all pages import."""
    import importlib

    since = time.perf_counter()
    for name in _imported_by_the_app():
        module, _, member = name.partition(":")
        loaded = importlib.import_module(module)
        if member and not hasattr(loaded, member):
            importlib.import_module(f"{module}.{member}")
    seconds = time.perf_counter() - since
    heavy = [name for name in BUILD_ONLY if name in sys.modules]
    return {
        "seconds": seconds,
        "processor": time.process_time(),
        "modules": len(sys.modules),
        "build_only": heavy,
    }


def _resident() -> float:
    """Megabytes of this process in memory."""
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def memory() -> dict[str, Any]:
    """Megabytes of a process that has imported the app and opened the published tables."""
    imports()
    before = _resident()
    from zone_atlas import paths
    from zone_atlas.atlas import open_published

    seconds, atlas = _timed(lambda: open_published(paths.PUBLISHED))
    rows = len(atlas.observations)
    return {"megabytes": _resident(), "imported": before, "seconds": seconds, "observations": rows}


def repository() -> dict[str, Any]:
    """Size of data/ as it lies on disk and as git packs it."""
    files = [path for path in (ROOT / "data").rglob("*") if path.is_file()]
    raw = sum(path.stat().st_size for path in files) / MEGA
    try:
        packed = _packed()
    except (OSError, subprocess.CalledProcessError):
        packed = 0.0
    return {"raw_megabytes": raw, "packed_megabytes": packed, "files": len(files)}


def _packed() -> float:
    """Megabytes of a pack that holds nothing but the current version of data/."""
    listed = subprocess.run(
        ["git", "ls-tree", "-r", "HEAD", "data"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    objects = "".join(f"{line.split()[2]} {line.split()[3]}\n" for line in listed.splitlines())
    pack = subprocess.run(
        ["git", "pack-objects", "--stdout", "--quiet"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        input=objects.encode(),
    ).stdout
    return len(pack) / MEGA
