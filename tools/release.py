"""Freeze a dated data package in dist/, and give the changelog, the package and the citation its date.

A release is refused on a tree with changes that are not committed, and when the tables are not those of
data/checksums.txt.  The version is the day, as 2026.01.31; it stands in ``zone_atlas.__version__``, from where
CITATION.cff is written.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from datetime import date, datetime
from pathlib import Path

import click

from data_package import Edition, make_files, pack_files
from zone_atlas import paths, store
from zone_atlas.atlas import open_published
from zone_atlas.pipeline.build import CATALOGUE, MANIFEST, publish_tables, verify_checksums

UNRELEASED = "## [Unreleased]"
CHANGELOG, CITATION = "CHANGELOG.md", "CITATION.cff"
VERSION_FILE = Path("src") / "zone_atlas" / "__init__.py"
TERMS = ("DATA-LICENSE.md", "NOTICE")


def run_git(root: Path, *words: str) -> str:
    """Return what a git command prints.

    Raises
    ------
    click.ClickException
        When git fails, with its own words.
    """
    done = subprocess.run(["git", "-C", root, *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(f"git {words[0]}: {done.stderr.strip()}")
    return done.stdout.strip()


def refuse_changes(root: Path) -> None:
    """Refuse a tree with changes that are not committed: nobody could make the same package again.

    Raises
    ------
    click.ClickException
        When a file is changed, or new and not ignored.
    """
    changed = run_git(root, "status", "--porcelain").splitlines()
    if changed:
        raise click.ClickException("commit or undo first:\n" + "\n".join(changed))


def refuse_differences(data_dir: Path) -> None:
    """Refuse data whose tables are not those of the committed checksums.

    Raises
    ------
    click.ClickException
        When a rebuild differs.
    """
    differing = verify_checksums(data_dir)
    if differing:
        raise click.ClickException("the tables differ from data/checksums.txt:\n" + "\n".join(differing))


def date_changelog(text: str, edition: Edition) -> str:
    """Return the changelog with what is unreleased under the heading of the edition; one that has it is left alone.

    Raises
    ------
    click.ClickException
        When it says nothing that is unreleased.
    """
    heading = _write_heading(edition)
    if heading in text.splitlines():
        return text
    if not find_changes(text, UNRELEASED):
        raise click.ClickException(f"{CHANGELOG}: nothing stands under {UNRELEASED}")
    return text.replace(f"{UNRELEASED}\n", f"{UNRELEASED}\n\n{heading}\n", 1)


def _write_heading(edition: Edition) -> str:
    return f"## [{edition.version}] - {edition.day}"


def find_changes(text: str, heading: str) -> str:
    """Return what stands under a heading of the changelog; nothing where it is missing."""
    _, _, rest = text.partition(f"\n{heading}\n")
    return re.split(r"^## ", rest, maxsplit=1, flags=re.MULTILINE)[0].strip()


def date_version(text: str, edition: Edition) -> str:
    """Return the module that holds the version, with that of the edition."""
    return re.sub(r'^__version__ = ".*"$', f'__version__ = "{edition.version}"', text, flags=re.MULTILINE)


def date_citation(text: str, edition: Edition) -> str:
    """Return the citation file with the version and day of the edition."""
    text = re.sub(r"^date-released: .*\n", "", text, flags=re.MULTILINE)
    dated = f'version: "{edition.version}"\ndate-released: "{edition.day}"'
    return re.sub(r"^version: .*$", dated, text, flags=re.MULTILINE)


def date_documents(root: Path, edition: Edition) -> dict[str, str]:
    """Return the documents that bear the date of a release, by path, as they have to become."""
    return {
        name: change((root / name).read_text(encoding="utf-8"), edition)
        for name, change in (
            (CHANGELOG, date_changelog),
            (CITATION, date_citation),
            (VERSION_FILE.as_posix(), date_version),
        )
    }


def collect_copies(root: Path, catalogue: Path, dated: dict[str, str], edition: Edition) -> dict[str, bytes]:
    """Return what a package takes over as it is: catalogue, terms, citation and the changes of this release."""
    files = sorted(path for path in catalogue.rglob("*") if path.is_file())
    copies = {f"catalogue/{path.relative_to(catalogue).as_posix()}": path.read_bytes() for path in files}
    copies |= {name: (root / name).read_bytes() for name in TERMS}
    changes = find_changes(dated[CHANGELOG], _write_heading(edition))
    return copies | {CITATION: dated[CITATION].encode(), "CHANGES.md": f"{changes}\n".encode()}


def write_package(root: Path, out: Path, edition: Edition, dated: dict[str, str]) -> Path:
    """Write the zip and its checksum beside it, and return where it stands."""
    published = root / paths.PUBLISHED.name
    folder = published / str(store.read_json(published / MANIFEST)["tables"])
    copies = collect_copies(root, folder / CATALOGUE, dated, edition)
    package = out / f"{edition.name}.zip"
    content = pack_files(make_files(open_published(published), edition, copies), edition)
    store.write_bytes(package, content)
    line = f"{hashlib.sha256(content).hexdigest()}  {package.name}\n"
    store.write_bytes(out / f"{package.name}.sha256", line.encode())
    return package


@click.command()
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Day of the release [last commit].")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to [dist].")
def main(day: datetime | None, out: Path | None) -> None:
    """Freeze a dated data package and date the changelog; nothing is committed, tagged or sent."""
    root = paths.ROOT
    refuse_changes(root)
    released = day.date() if day else date.fromisoformat(run_git(root, "log", "-1", "--format=%cs"))
    edition = Edition(f"{released:%Y.%m.%d}", released)
    dated = date_documents(root, edition)
    refuse_differences(paths.DATA)
    publish_tables()
    package = write_package(root, out or root / "dist", edition, dated)
    for name, text in dated.items():
        store.write_bytes(root / name, text.encode())
    click.echo(f"{package} ({package.stat().st_size:,} bytes)")
    click.echo(f'next: git commit -am "chore: release {edition.version}"')


if __name__ == "__main__":
    main()
