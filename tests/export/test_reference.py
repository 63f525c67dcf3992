"""Does a reference to copy name the figure, every publication behind it once, and the atlas last?"""

from __future__ import annotations

import pandas as pd

from zone_atlas.export.reference import Figure, write_reference

MANIFEST = {"inputs": "0123456789abcdef0123", "built_at": "2026-11-28T08:00:00+00:00"}


def made(atlas, rows: list[tuple[str, str]], figure: Figure):
    behind = pd.DataFrame(rows, columns=["source_id", "series"])
    return write_reference(figure, behind, atlas.places, atlas.catalogue, MANIFEST)


def test_each_publication_with_each_table_is_named_once_and_the_tool_last(atlas) -> None:
    rows = [
        ("yearbook2020", "exports"),
        ("yearbook2020", "imports"),
        ("yearbook2020", "gdp"),
        ("deflator296", "gdp_revised"),
        ("yearbook2020", "exports"),
    ]
    cited = made(atlas, rows, Figure("LN-DL", "b1_imports", 2019))
    national, apa = cited.gb_t_7714.splitlines(), cited.apa_7.splitlines()
    assert national[0].endswith("，2019年")
    assert [line[:4] for line in national[1:]] == ["[1] ", "[2] ", "[3] ", "[4] "]
    assert ["2-16" in national[1], "2-9" in national[2], "地区生产总值修订数" in national[3]] == [True] * 3
    assert national[-1] == "[4] Zone Atlas贡献者. 示范区图谱: 数据版本0123456789ab[DB]. 2026-11-28."
    assert apa[0] == "Dalian, Goods imports over GDP, 2019"
    assert len(apa) == 5
    assert apa[-1].startswith("Zone Atlas contributors. (2026). ")


def test_a_place_or_item_without_a_name_keeps_its_code(atlas) -> None:
    cited = made(atlas, [("iriec", "iriec_new_firms")], Figure("999999", "unheard_of", 2015))
    assert cited.apa_7.splitlines()[0] == "999999, unheard_of, 2015"
