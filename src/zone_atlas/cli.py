"""Command line of the project."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zone_atlas import paths, store

if TYPE_CHECKING:
    from zone_atlas.catalogue.checks.run_checks import Examination

FILE = click.Path(path_type=Path)
METHODS = ("minmax", "zscore", "rank", "goalposts")


@click.group()
def main() -> None:
    """Zone Atlas: evidence on the industrial transformation demonstration zones."""


@main.command("check")
@click.argument(
    "directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="[DIR]",
    default=paths.DATA,
)
@click.option("--list", "listed", is_flag=True, help="Also print what looks odd without being a fault.")
def check_data(directory: Path, listed: bool) -> None:
    """Check the data in DIR (default: the project's data folder); each fault is named with file, row and column."""
    from zone_atlas.catalogue.checks.run_checks import check_folder

    examined = _add_misplaced(directory, check_folder(directory))
    for fault in examined.faults:
        click.echo(str(fault))
    for oddity in examined.listed() if listed else ():
        click.echo(f"listed: {oddity}")
    lost, has_record = _print_counts(directory, examined.counts, examined.inputs.unread)
    click.echo(examined.summary(len(lost), "" if has_record else "no earlier count to hold them against"))
    if examined.faults or lost:
        raise SystemExit(1)


def _add_misplaced(directory: Path, examined: Examination) -> Examination:
    """Add the places that lie outside their unit; without boundaries there is nothing to compare them with."""
    from zone_atlas.faults import DataFaults
    from zone_atlas.pipeline.geometry import find_misplaced

    boundaries = directory / "boundaries"
    if not boundaries.is_dir():
        return examined
    try:
        misplaced = find_misplaced(boundaries, examined.inputs.tables)
    except DataFaults as error:
        misplaced = error.faults
    # A row that is at fault already is not said to lie elsewhere as well.
    named = {(fault.file, fault.row) for fault in examined.faults}
    added = [fault for fault in misplaced if (fault.file, fault.row) not in named]
    return replace(examined, faults=sorted({*examined.faults, *added}))


def _print_counts(directory: Path, now: dict[str, int], unread: set[str]) -> tuple[dict[str, int], bool]:
    """Print the count of observations against earlier ones.

    Returns
    -------
    dict, bool
        Observations that the project's own data lost since it was published, if that is not among the faults of
        the data; and whether the folder has a record of counts.
    """
    from zone_atlas.catalogue.checks import counts
    from zone_atlas.faults import DataFaults
    from zone_atlas.pipeline.build import MANIFEST
    from zone_atlas.pipeline.losses import published_counts

    try:
        record, losses = counts.read_record(directory), counts.read_losses(directory)
    except DataFaults:  # the examination has named it
        return {}, True
    if not record:
        return {}, False
    click.echo(counts.compare_counts(record, now, counts.RECORD))
    before, day = published_counts(store.read_json(paths.PUBLISHED / MANIFEST))
    if not before:
        click.echo("no published build here that says how many observations it had")
        return {}, True
    click.echo(counts.compare_counts(before, now, f"the build published on {day}"))
    # A folder elsewhere is another version of the data: its own record judges it.
    is_own = directory.resolve() == paths.DATA.resolve()
    lost = counts.undeclared_losses(before, now, losses, unread) if is_own else {}
    for name in counts.undeclared_losses(record, now, losses, unread):
        lost.pop(name, None)
    for fault in counts.loss_faults(lost, now, f"in the build published on {day}"):
        click.echo(str(fault))
    return lost, True


@main.command("build")
@click.option("--force", is_flag=True, help="Build even when nothing changed.")
@click.option("--verify", is_flag=True, help="Rebuild in memory and compare with data/checksums.txt.")
@click.option(
    "--update-checksums", is_flag=True, help="Write data/checksums.txt and data/observation_counts.csv anew."
)
def build_tables(force: bool, verify: bool, update_checksums: bool) -> None:
    """Publish the tables and the map geometry from data/; skipped when nothing changed."""
    from zone_atlas.catalogue.checks.counts import RECORD, record_text
    from zone_atlas.faults import DataFaults
    from zone_atlas.pipeline import build as pipeline

    try:
        if update_checksums:
            tables = pipeline.make_tables(paths.DATA, report := pipeline.Report())
            store.write_bytes(paths.DATA / "checksums.txt", pipeline.checksums_of_tables(tables).encode())
            store.write_bytes(paths.DATA / RECORD, record_text(report.observations).encode())
        elif verify:
            _verify_checksums()
        else:
            _publish_tables(force)
    except DataFaults as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        click.echo("not built; the tables published last stay in use", err=True)
        raise SystemExit(1) from error


def _verify_checksums() -> None:
    from zone_atlas.pipeline import build as pipeline

    differing = pipeline.verify_checksums(paths.DATA)
    for line in differing:
        click.echo(f"differs: {line}")
    if differing:
        click.echo(
            "the published tables are not those of data/checksums.txt; `zone-atlas build --update-checksums`"
        )
        raise SystemExit(1)
    click.echo("the published tables are those of data/checksums.txt")


def _publish_tables(force: bool) -> None:
    from zone_atlas.pipeline import build as pipeline

    with click.progressbar(length=100, label="building") as bar:
        report = pipeline.publish_tables(
            force=force, progress=lambda fraction, key: bar.update(round(100 * fraction) - bar.pos)
        )
    if report.fresh:
        click.echo("nothing changed: the published tables are fresh")
        return
    for table, rows in report.rows.items():
        click.echo(f"{table:<14}{rows:>10,} rows")
    for step, seconds in report.seconds.items():
        click.echo(f"{step:<14}{seconds:>10.2f} s")
    click.echo(f"{'in all':<14}{sum(report.seconds.values()):>10.2f} s")
    for item in report.left_out:
        click.echo(f"left out: {item['count']:,} {item['what']}: {item['why']}")


@main.command(name="score")
@click.option("--framework", required=True, type=FILE, help="YAML with the nodes of the index.")
@click.option("--data", required=True, type=FILE, help="CSV: the unit, then one column per indicator.")
@click.option("--out", required=True, type=FILE, help="CSV to write: the unit, then one column per node.")
@click.option("--normalise", type=click.Choice(METHODS), default=METHODS[0], show_default=True)
@click.option(
    "--range", "bounds", nargs=2, type=float, metavar="LO HI", help="Of minmax, rank and goalposts [0 100]."
)
@click.option("--centre", type=float, metavar="M", help="Mean of zscore [0].")
@click.option("--spread", type=float, metavar="S", help="Sample standard deviation of zscore [1].")
@click.option(
    "--aggregate",
    default="arithmetic",
    show_default=True,
    metavar="MEAN[,MEAN…]",
    help="arithmetic, geometric or harmonic; one for all, or one per level from the bottom.",
)
@click.option("--clip", is_flag=True, help="Cut normalised values off at both ends of the range.")
def score_command(framework: Path, data: Path, out: Path, **options: Any) -> None:
    """Compute your own composite index: a framework and a table in, the scores of every node out."""
    from zone_atlas.faults import DataFaults
    from zone_atlas.score import score_files

    try:
        choices = score_files.check_choices(score_files.Options(**options))
        scored = score_files.score_files(framework, data, out, choices)
    except DataFaults as error:
        for fault in error.faults:
            click.echo(str(fault), err=True)
        click.echo("nothing was written", err=True)
        raise SystemExit(1) from error
    for line in scored.summary():
        # Where the scores themselves go to the screen or into a pipe, nothing else may stand among them.
        click.echo(line, err=store.is_stream(out))
