"""Do all readers keep the same figures, whatever one of them looks at?"""

from __future__ import annotations

import gc
import shutil
import weakref
from pathlib import Path

import pandas as pd
import pytest

from zone_atlas import paths
from zone_atlas.atlas import TABLES, Atlas
from zone_atlas.ui.blocks import figures
from zone_atlas.ui.shell import start
from zone_atlas.ui.shell import tables as shared
from zone_atlas.ui.shell.navigation import PAGES

from .conftest import Open

VIEW = {"proxies": "1", "year": "2021", "place": "LN-DL", "measure": "b2_gdp_per_resident", "line": "core"}
# Functions that remember results, of about ninety, when each page was open once.
REMEMBERED = 60


class Drawn:
    """Stands for a figure."""


def marks(atlas: Atlas) -> dict[str, object]:
    """A hash of everything in each table, of its columns and of its types."""
    return {
        name: (
            int(pd.util.hash_pandas_object(table).sum()),
            list(table.columns),
            list(map(str, table.dtypes)),
        )
        for name, table in ((name, getattr(atlas, name)) for name in TABLES)
    }


def test_no_page_writes_to_the_tables_that_all_readers_share(
    open_page: Open, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared, "published_atlas", lambda: atlas)
    before, records = marks(atlas), repr(atlas.catalogue)
    for page in PAGES:
        visit = open_page(page, "en", **VIEW).whole().as_tables().whole()
        for key in visit.downloads:
            visit.csv(key)
    assert marks(atlas) == before
    assert repr(atlas.catalogue) == records


def test_a_rebuild_lets_the_old_tables_go(
    open_page: Open, published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(published, tmp_path / "published")
    monkeypatch.setattr(paths, "PUBLISHED", folder)
    monkeypatch.setattr(start, "publish_if_stale", lambda: None)
    for page in PAGES:
        open_page(page, "en", **VIEW).whole()
    # What readers look at holds their tables; they have all left.
    gc.unfreeze()
    gc.collect()
    old = weakref.ref(shared.published_atlas())
    assert len(vars(old())["_remembered"]) > REMEMBERED
    figure = weakref.ref(figures.shared_figure("of-the-old-tables", "any view", Drawn))
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    # Nothing here may need the collector of garbage: it does not see what was frozen.
    gc.disable()
    try:
        monkeypatch.setattr(gc, "collect", lambda: 0)
        assert shared.published_atlas() is not None
        assert old() is None
        assert figure() is None
    finally:
        gc.enable()
