"""Command line of the project."""

from __future__ import annotations

from pathlib import Path

import click

from zone_atlas import paths


@click.group()
def main() -> None:
    """Zone Atlas: evidence on the industrial transformation demonstration zones."""


@main.command()
@click.argument(
    "directory", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="[DIR]", default=paths.DATA
)
def check(directory: Path) -> None:
    """Check the data in DIR (default: the project's data folder); each fault is named with file, row and column."""
    from zone_atlas.catalogue.check import examine

    examined = examine(directory)
    for fault in examined.faults:
        click.echo(str(fault))
    click.echo(examined.summary())
    if examined.faults:
        raise SystemExit(1)
