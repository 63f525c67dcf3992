"""Measure what the design promises and print one table; nothing here passes or fails."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from typing import Any

import click

from bench import probes
from bench.names import ABOUT_A_PLACE
from bench.table import Figure, header, lines

# The lab redraws 10,000 draws at each move of a slider; a page about a place shows all of another place.
PROMISED_MS = {"lab": 300, **dict.fromkeys(ABOUT_A_PLACE, 150)}
PROMISED_ELSEWHERE_MS = 100
PROBES = ("build", "geometry", "imports", "index", "memory", "repository", "slips")
IMPORT_RUNS = 3


def _probe(name: str) -> dict[str, Any]:
    # Imported here: the probe of imports must find a process into which nothing of the app has been imported.
    if name == "index":
        from bench import index

        return index.benchmark()
    if name == "slips":
        from bench import planted_slips

        return planted_slips.benchmark()
    return getattr(probes, name)()


def _in_a_fresh_process(*arguments: str) -> Any:
    """Run one probe apart, so that none warms up or weighs on another."""
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-m", "bench", *arguments],
        cwd=probes.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise click.ClickException(f"{' '.join(arguments)}: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _build_figures() -> list[Figure]:
    built = _in_a_fresh_process("--probe", "build")
    steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in built["steps"].items())
    by_content = f"{built['stale_by_content_ms']:.0f} ms where times of change differ and contents are hashed"
    return [
        Figure("full build", "s", built["seconds"], 30, steps),
        Figure("stale check", "ms", built["stale_ms"], 50, by_content),
    ]


def _known_page(context: click.Context, parameter: click.Parameter, name: str | None) -> str | None:
    """Refuse a page that the app does not have.

    The list of pages is imported only where a page is named: a probe must find a process without the app.
    """
    if name:
        from zone_atlas.ui.shell.navigation import PAGES

        return str(click.Choice(PAGES).convert(name, parameter, context))
    return name


def _page_figures(changes: int) -> list[Figure]:
    from zone_atlas.ui.shell.navigation import PAGES

    figures = []
    for name in PAGES:
        timed = _in_a_fresh_process("--page", name, "--changes", str(changes))
        note = (
            f"median {timed['median']:.0f}; processor time median {timed['processor_median']:.0f}, "
            f"p95 {timed['processor_p95']:.0f}; {timed['runs']} changes"
        )
        what = "a change of place" if name in ABOUT_A_PLACE else "a filter change"
        what = "a slider move" if name == "lab" else what
        promised = PROMISED_MS.get(name, PROMISED_ELSEWHERE_MS)
        figures.append(Figure(f"{name}: script on {what}, p95", "ms", timed["p95"], promised, note))
        if name == "map":
            deflated = f"{timed['largest_figure_deflated']:.0f} kB deflated"
            national = Figure(
                "national map: figure JSON", "kB", timed["largest_figure_kilobytes"], 100, deflated
            )
    return [*figures, national]


def _file_figures() -> list[Figure]:
    geometry = _in_a_fresh_process("--probe", "geometry")
    size = _in_a_fresh_process("--probe", "repository")
    raw = f"{geometry['raw_kilobytes']:.0f} kB raw, {geometry['files']} files"
    return [
        Figure("map geometry, gzip", "kB", geometry["kilobytes"], 200, raw),
        Figure("data/ packed by git", "MB", size["packed_megabytes"], 15, f"{size['files']} files"),
        Figure("data/ raw", "MB", size["raw_megabytes"]),
    ]


def _examination_figures() -> list[Figure]:
    found = _in_a_fresh_process("--probe", "slips")
    planted = f"{found['moved']} of {found['planted']} slips move a value by more than a factor of 2"
    flagged = f"{found['flagged']:,} before dispositions"
    return [
        Figure("planted slips that the check misses", "%", found["missed_percent"], 15, planted),
        Figure("untouched values that it flags", "%", found["flagged_percent"], 2, flagged),
    ]


def _process_figures() -> list[Figure]:
    runs = [_in_a_fresh_process("--probe", "imports") for _ in range(IMPORT_RUNS)]
    heavy = ", ".join(runs[0]["build_only"]) or "none"
    processor = statistics.median(run["processor"] for run in runs)
    note = (
        f"processor time {processor:.2f}; {runs[0]['modules']} modules; of the build's own packages: {heavy}"
    )
    held = _in_a_fresh_process("--probe", "memory")
    opened = f"{held['imported']:.0f} MB before the tables, opened in {held['seconds']:.2f} s; promised for 20 sessions"
    return [
        Figure("app import", "s", statistics.median(run["seconds"] for run in runs), 1.5, note),
        Figure("process with the tables opened", "MB", held["megabytes"], 600, opened),
    ]


@click.command()
@click.option("--changes", default=36, show_default=True, help="Filter changes for each page.")
@click.option("--profile", is_flag=True, help="Also name the slowest functions of each page.")
@click.option("--probe", type=click.Choice(PROBES), help="Print one probe as JSON.")
@click.option("--page", callback=_known_page, help="Print the times of one page as JSON.")
def main(changes: int, profile: bool, probe: str | None, page: str | None) -> None:
    """Measure what the design promises; a ratio above 1.00 misses the promise."""
    if probe:
        click.echo(json.dumps(_probe(probe)))
    elif page and profile:
        from bench import pages

        click.echo("\n".join(pages.profile_page(page)))
    elif page:
        from bench import pages

        click.echo(json.dumps(pages.time_page(page, changes)))
    else:
        _report(changes, profile)


def _report(changes: int, profile: bool) -> None:
    from bench import index, pages
    from zone_atlas.ui.shell.navigation import PAGES

    click.echo(header())
    figures = [*_build_figures(), *_page_figures(changes), *_process_figures(), *_file_figures()]
    figures += index.figures(_in_a_fresh_process("--probe", "index"))
    figures += _examination_figures()
    click.echo("\n".join(lines(figures)))
    for name in PAGES if profile else ():
        click.echo(f"\n{name}\n" + "\n".join(pages.profile_page(name)))


if __name__ == "__main__":
    main()
