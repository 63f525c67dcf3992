"""Find files that lie among the data and that nothing reads: a workbook, a copy, a table under another name."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

from zone_atlas import store
from zone_atlas.catalogue.checks.counts import LOSSES
from zone_atlas.catalogue.checks.inputs import COLUMNS, YAML_FILES
from zone_atlas.faults import Fault

# A misnamed table of observations is reported by `read_observations`, which knows the series.
KNOWN = (
    *(*COLUMNS, *YAML_FILES, *store.RECORDS, LOSSES),
    *(f"observations/{level}/*.csv" for level in store.OBSERVATION_LEVELS),
    "boundaries/*.parquet",
)
# Texts for people may stand beside any table.
READ_ME = ".md"
STRANGER = (
    "not a file of the data, and nothing reads it; save what it holds as CSV UTF-8 under the name of its table or "
    "series, or keep it elsewhere"
)


def _is_known(name: str) -> bool:
    # A star of fnmatch would also match names in a folder below.
    return any(fnmatchcase(name, known) and name.count("/") == known.count("/") for known in KNOWN)


def folder_faults(data_dir: Path) -> list[Fault]:
    """One fault for each file under data/ that is not one of its tables, YAML files, records or texts for people.

    Hidden files and folders are left alone.

    Parameters
    ----------
    data_dir : Path
        The folder data/.
    """
    names = sorted(path.relative_to(data_dir).as_posix() for path in data_dir.rglob("*") if not path.is_dir())
    return [
        Fault(name, 0, "", STRANGER)
        for name in names
        if not any(part.startswith(".") for part in name.split("/"))
        and not name.endswith(READ_ME)
        and not _is_known(name)
    ]
