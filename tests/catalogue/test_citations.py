"""Can a figure be cited as a paper or a brief needs it, and is nothing in the citation made up?"""

from __future__ import annotations

import pytest

from zone_atlas.catalogue import addresses, citations
from zone_atlas.catalogue.sources import KINDS

DISTRICTS = ("gdp_districts", "pop_registered_districts", "pop_resident_districts")


def of(catalogue, series: str, source: str):
    return catalogue.sources[source], catalogue.source_tables.get((series, source))


@pytest.mark.parametrize(
    ("series", "source", "chinese", "english"),
    [
        (
            "exports",
            "yearbook2020",
            "《中国城市统计年鉴2020》表2-16 对外经济贸易（全市）",
            "China City Statistical Yearbook 2020, table 2-16 Foreign trade, whole city",
        ),
        (
            "gdp",
            "yearbook2020",
            "《中国城市统计年鉴2020》表2-9 地区生产总值（全市）",
            "China City Statistical Yearbook 2020, table 2-9 Gross regional product, whole city",
        ),
        (
            "gdp",
            "yearbook2019",
            "《中国城市统计年鉴2019》“地区生产总值”表（全市）",
            "China City Statistical Yearbook 2019, table “Gross regional product”, whole city",
        ),
        (
            "buses",
            "yearbook2023",
            "《中国城市统计年鉴2023》表2-30 公共汽车、出租车拥有情况（市辖区）",
            "China City Statistical Yearbook 2023, table 2-30 Buses and taxis, city districts",
        ),
        (
            "gdp",
            "citypanel1990_2023",
            "《中国城市统计年鉴》1991–2018年版（数字化文件未记录表号）",
            "China City Statistical Yearbook, editions 1991–2018 (table not recorded in the digitisation)",
        ),
        (
            "gdp",
            "yearbook2021_county_cities",
            "《中国城市统计年鉴2021》县级市各表（数字化文件未记录表号）",
            "China City Statistical Yearbook 2021, county-city tables (table not recorded in the digitisation)",
        ),
        (
            "iriec_new_firms",
            "iriec",
            "中国区域创新创业指数（1990–2020）",
            "Index of Regional Innovation and Entrepreneurship in China (1990–2020)",
        ),
    ],
)
def test_a_figure_is_cited_by_publication_edition_table_and_scope(
    catalogue, series, source, chinese, english
):
    record, table = of(catalogue, series, source)
    assert citations.cite_shortly(record, table, "zh") == chinese
    assert citations.cite_shortly(record, table, "en") == english


@pytest.mark.parametrize(
    ("series", "source", "national", "apa"),
    [
        (
            "exports",
            "yearbook2020",
            "国家统计局城市社会经济调查司. 中国城市统计年鉴2020[M]. [出版地不详]: [出版者不详], [出版年不详]: "
            "表2-16 对外经济贸易（全市）.",
            "National Bureau of Statistics, Department of Urban Surveys. (n.d.). China City Statistical Yearbook "
            "2020 [中国城市统计年鉴2020] (Table 2-16, Foreign trade, whole city).",
        ),
        (
            "gdp",
            "jcd2004_2012",
            "国家统计局. 中国城市统计年鉴: 2005–2013[M]. [出版地不详]: [出版者不详], [出版年不详].",
            "National Bureau of Statistics. (n.d.). China City Statistical Yearbook [中国城市统计年鉴] "
            "(2005–2013 eds.).",
        ),
        (
            "census_pop",
            "leiii_census_2020_yearbook",
            "国务院人口普查办公室, 国家统计局. 第七次全国人口普查分县资料: 2020[M]. [出版地不详]: [出版者不详], "
            "[出版年不详].",
            "State Council census office & National Bureau of Statistics. (n.d.). Seventh National Population "
            "Census, county tables [第七次全国人口普查分县资料] (2020).",
        ),
        (
            "iriec_new_firms",
            "iriec",
            "北京大学企业大数据研究中心. 中国区域创新创业指数（1990–2020）[DS/OL]. https://doi.org/10.18170/DVN/NJIVQB.",
            "Center for Enterprise Research, Peking University. (n.d.). Index of Regional Innovation and "
            "Entrepreneurship in China (1990–2020) [中国区域创新创业指数（1990–2020）] [Data set]. "
            "https://doi.org/10.18170/DVN/NJIVQB",
        ),
        (
            "statutory_debt",
            "debt_atlas",
            "各市财政局、统计局等. 地方财政决算、统计公报与评级报告（债务汇编）: 2018–2025[Z].",
            "Municipal bureaus of finance and statistics, and others. (n.d.). Local final accounts, statistical "
            "bulletins and rating reports (debt collection) [地方财政决算、统计公报与评级报告（债务汇编）] "
            "(2018–2025).",
        ),
        (
            "listed_manufacturing_szse",
            "szse_list",
            "深圳证券交易所. A股列表[Z]. 2026-01.",
            "Shenzhen Stock Exchange. (2026). List of A-share companies [A股列表].",
        ),
    ],
)
def test_a_reference_follows_its_standard_and_names_what_is_unknown(catalogue, series, source, national, apa):
    record, table = of(catalogue, series, source)
    assert citations.gb_t_7714(record, table) == national
    assert citations.apa_7(record, table) == apa


def test_the_atlas_is_cited_as_the_tool_with_the_version_of_its_data():
    version, built = "b1a78a4920d7", "2026-11-28"
    assert citations.tool_gb_t_7714(version, built) == (
        "Zone Atlas贡献者. 示范区图谱: 数据版本b1a78a4920d7[DB]. 2026-11-28."
    )
    assert citations.tool_apa_7(version, built) == (
        "Zone Atlas contributors. (2026). Zone Atlas (Data version b1a78a4920d7, 2026-11-28) [Data set]."
    )


def test_no_citation_names_a_persons_account(catalogue):
    for source in catalogue.sources.values():
        assert not addresses.is_personal(source.address)
        told = [citations.gb_t_7714(source), citations.apa_7(source)]
        told += [citations.cite_shortly(source, None, language) for language in ("zh", "en")]
        assert not any(host in text for text in told for host in addresses.PERSONAL_HOSTS), source.id


def test_every_kind_of_source_has_a_mark_and_every_table_a_scope(catalogue):
    assert set(citations.MARKS) == set(KINDS) == {source.kind for source in catalogue.sources.values()}
    assert {table.scope for table in catalogue.source_tables.values()} == set(citations.SCOPES)


def test_the_tables_of_the_editions_that_print_them_have_numbers(catalogue):
    for table in catalogue.source_tables.values():
        assert bool(table.number) == (table.source != "yearbook2019"), table


def test_every_figure_of_a_prefecture_from_the_yearbook_has_its_table(catalogue, atlas):
    rows = atlas.observations.astype({"source_id": str, "series": str})
    mine = rows[rows["source_id"].str.fullmatch(r"yearbook\d{4}")]
    pairs = set(zip(mine["series"], mine["source_id"], strict=True))
    assert len(pairs) > 200
    assert pairs <= set(catalogue.source_tables)


def test_what_only_the_districts_report_says_so(catalogue):
    districts = {t.series for t in catalogue.source_tables.values() if t.scope == "districts"}
    assert districts == {"built_up_area", "green_coverage", "drainage_pipes", "buses", *DISTRICTS}


def test_the_figures_of_the_districts_stand_in_the_table_of_the_whole_city(catalogue):
    tables = catalogue.source_tables
    mine = {key: table for key, table in tables.items() if key[0] in DISTRICTS}
    assert len(mine) == 12
    for (series, source), table in mine.items():
        beside = tables[series.removesuffix("_districts"), source]
        assert (table.number, table.title, table.column) == (beside.number, beside.title, beside.column)
        assert (table.scope, beside.scope) == ("districts", "whole_city")


def test_tables_are_named_once_and_a_source_alone_is_said_to_lack_one(catalogue):
    both = citations.cite_pairs("yearbook2020:exports;yearbook2020:imports;yearbook2020:gdp", catalogue, "en")
    assert [text.split("table ")[1] for text in both] == [
        "2-16 Foreign trade, whole city",
        "2-9 Gross regional product, whole city",
    ]
    (alone,) = citations.cite_pairs("deflator296", catalogue, "en")
    assert alone.endswith("(table not recorded in the digitisation)")
    (score,) = citations.cite_pairs("deflator296", catalogue, "en", complete=False)
    assert "not recorded" not in score


def test_a_document_is_named_by_issuer_title_number_and_date(catalogue):
    policy = catalogue.policies["P2013b"]
    assert citations.cite_document(policy, "zh") == (
        "国务院：《全国资源型城市可持续发展规划(2013-2020年)》（国发〔2013〕45号），2013-11-12"
    )
    unnumbered = next(p for p in catalogue.policies.values() if not p.number)
    assert "（）" not in citations.cite_document(unnumbered, "zh")
    assert "()" not in citations.cite_document(unnumbered, "en")


@pytest.mark.parametrize(
    ("address", "official", "personal"),
    [
        ("https://www.ndrc.gov.cn/xxgk/1.html", True, False),
        ("http://big5.www.gov.cn/gate/big5/www.gov.cn/2.htm", True, False),
        ("https://gov.cn/3", True, False),
        ("https://www.notgov.cn/4", False, False),
        ("https://gov.cn.example.com/5", False, False),
        ("https://github.com/someone/x", False, True),
        ("https://someone.github.io/x", False, True),
        ("https://notgithub.com/x", False, False),
        ("https://blog.example.com/x", False, True),
    ],
)
def test_a_page_is_the_issuers_own_or_a_copy_and_an_account_is_told(address, official, personal):
    assert addresses.is_official(address) is official
    assert addresses.is_personal(address) is personal


def test_the_issuers_own_page_comes_first_and_an_account_last():
    cell = "https://github.com/a/b | https://copy.example/1 | https://www.gov.cn/2"
    assert addresses.order_addresses(cell) == [
        "https://www.gov.cn/2",
        "https://copy.example/1",
        "https://github.com/a/b",
    ]
    assert addresses.starts_personal(cell)
    assert not addresses.starts_personal("")


def test_no_record_that_is_shown_begins_with_a_persons_account(catalogue):
    shown = [*catalogue.policies.values(), *catalogue.assessments, *catalogue.assessment_years.values()]
    shown += [*catalogue.facts, *catalogue.parks.values(), *catalogue.zones.values()]
    assert len(shown) > 400
    for record in shown:
        assert not addresses.starts_personal(record.address), record
