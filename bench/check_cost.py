"""Time and memory of `zone-atlas check`, beside those of an earlier commit, in one run.

python -m bench.check_cost [--against f128b7b] [--runs 3]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

import click

from bench.table import Figure, header, lines
from zone_atlas import paths

ROOT = paths.DATA.parent
# The last commit before values were examined.
BEFORE = "f128b7b"
PROMISED_SECONDS, PROMISED_MEMORY = 10, 1.2
CHECK = "from zone_atlas.cli import main; main(['check'])"


def measure(root: Path) -> tuple[float, float]:
    """Seconds and largest resident memory (MB) of one check of the repository at ``root``."""
    environment = {**os.environ, "PYTHONPATH": str(root / "src"), "ZONE_ATLAS_ROOT": str(root)}
    start = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-c", CHECK], cwd=root, env=environment, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    # Linux gives kilobytes, macOS bytes.
    return time.perf_counter() - start, usage.ru_maxrss / (1e3 if sys.platform == "linux" else 1e6)


def unpack(commit: str, folder: Path) -> None:
    """The files of a commit, without a checkout."""
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True)
    archive = folder / "commit.tar"
    archive.write_bytes(packed.stdout)
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")


@click.command()
@click.option("--against", default=BEFORE, show_default=True, help="Commit to compare with.")
@click.option("--runs", default=3, show_default=True, help="Runs of each, by turns.")
def main(against: str, runs: int) -> None:
    """Measure the check here and at an earlier commit, by turns; medians of the runs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpack(against, folder)
        turns = [(measure(folder), measure(ROOT)) for _ in range(runs)]
    before, now = (
        [statistics.median(turn[side][what] for turn in turns) for what in (0, 1)] for side in (0, 1)
    )
    click.echo(header())
    figures = [
        Figure("check", "s", now[0], PROMISED_SECONDS, f"{before[0]:.1f} s at {against}"),
        Figure(
            "check, memory", "MB", now[1], PROMISED_MEMORY * before[1], f"{before[1]:.0f} MB at {against}"
        ),
    ]
    click.echo("\n".join(lines(figures)))


if __name__ == "__main__":
    main()
