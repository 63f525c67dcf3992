"""What a maintainer is told who edits sources and the tables that series were read from."""

from __future__ import annotations

import pytest

SOURCES, TABLES = "sources.csv", "source_tables.csv"


def test_a_source_that_can_be_read_nowhere_is_named(damaged):
    row = damaged.row_of(SOURCES, source_id="yearbook2020")
    damaged.edit(SOURCES, row, digitisation_address="")
    damaged.assert_only(SOURCES, row, "address", "yearbook2020", "no address")


def test_a_source_may_have_no_page_of_its_publisher(damaged):
    row = damaged.row_of(SOURCES, source_id="iriec")
    damaged.edit(SOURCES, row, address="")
    assert damaged.faults() == []


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/someone/data",
        "https://raw.githubusercontent.com/someone/data/main/x.csv",
        "https://www.kaggle.com/datasets/someone/cities",
        "https://gitee.com/someone/data",
        "https://zhuanlan.zhihu.com/p/1",
        "https://blog.sina.com.cn/s/1",
    ],
)
@pytest.mark.parametrize(
    ("file", "column"),
    [
        (SOURCES, "address"),
        ("policies.csv", "address"),
        ("assessments.csv", "address"),
        ("facts.csv", "address"),
        ("places/zones.csv", "address"),
        ("places/zone_members.csv", "address"),
        ("places/parks.csv", "address"),
        ("findings.csv", "source"),
    ],
)
def test_a_persons_account_is_no_address_to_cite(damaged, file, column, address):
    damaged.edit(file, 2, **{column: address})
    damaged.assert_only(file, 2, column, address, "person's account")


def test_a_kind_of_source_that_no_reference_knows_is_named(damaged):
    damaged.edit(SOURCES, 2, kind="book")
    damaged.assert_only(SOURCES, 2, "kind", "'book'", "yearbook, census")


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"series": "gpd"}, "series", ("'gpd'", "series.csv")),
        ({"source_id": "yearbook2012"}, "source_id", ("'yearbook2012'", "sources.csv")),
        ({"table": "table 2"}, "table", ("'table 2'", "2-16")),
        ({"title_zh": ""}, "title_zh", ("empty",)),
        ({"title_en": ""}, "title_en", ("empty",)),
        ({"scope": "city"}, "scope", ("'city'", "whole_city, districts")),
    ],
)
def test_a_bad_row_of_the_tables_is_named_by_row_and_column(damaged, cells, column, words):
    damaged.edit(TABLES, 3, **cells)
    damaged.assert_only(TABLES, 3, column, *words)


def test_a_series_has_one_table_in_an_edition(damaged):
    row = damaged.copy_row(TABLES, 2)
    damaged.assert_only(TABLES, row, "series", "twice")
