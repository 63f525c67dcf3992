"""Do all readers keep the same figures, whatever one of them looks at?"""

from __future__ import annotations

import pandas as pd
import pytest

from zone_atlas.atlas import TABLES, Atlas
from zone_atlas.ui import atlas as shared
from zone_atlas.ui.navigation import PAGES

from .conftest import Open

VIEW = {"proxies": "1", "year": "2021", "place": "LN-DL", "measure": "b2_gdp_per_resident", "line": "core"}


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
    monkeypatch.setattr(shared, "atlas", lambda: atlas)
    before, records = marks(atlas), repr(atlas.catalogue)
    for page in PAGES:
        visit = open_page(page, "en", **VIEW).whole().as_tables().whole()
        for key in visit.downloads:
            visit.csv(key)
    assert marks(atlas) == before
    assert repr(atlas.catalogue) == records
