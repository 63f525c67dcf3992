"""Are published tables opened whole or refused with what to do?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zone_atlas.atlas import TABLES, open_published
from zone_atlas.faults import DataFaults


def test_a_folder_without_tables_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(DataFaults, match="nothing published yet: run `zone-atlas build`"):
        open_published(tmp_path)


def test_tables_of_another_version_are_named_and_refused(tmp_path: Path) -> None:
    folder = tmp_path / "tables-1"
    folder.mkdir()
    (tmp_path / "manifest.json").write_text(json.dumps({"tables": folder.name}), encoding="utf-8")
    for name in TABLES[:-1]:
        (folder / f"{name}.parquet").touch()
    with pytest.raises(DataFaults, match=f"without {TABLES[-1]}: run `zone-atlas build`"):
        open_published(tmp_path)
