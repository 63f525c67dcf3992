"""Write docs/data.md: every indicator and series as the catalogue declares it, with the years of its figures.

The page is made of the published tables, so that nobody types a unit, a year or a source twice.  It is the same byte
for byte as long as the data are; a test compares it with the one that is committed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
import pandas as pd

from data_page_words import NONE, join_languages, name_codes, name_years, write_formula
from zone_atlas import paths, store
from zone_atlas.atlas import Atlas, open_published
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.breaks import ALL
from zone_atlas.catalogue.framework import Dimension, Element, Indicator
from zone_atlas.catalogue.records import (
    FIRST_YEAR,
    LAST_YEAR,
    SCOPES,
    Catalogue,
    Join,
    Series,
    Source,
)
from zone_atlas.catalogue.text import Text
from zone_atlas.locales.messages import LANGUAGES, translate

PAGE = Path("docs") / "data.md"
INTRODUCTION = """\
# 数据说明 · The data dictionary

<!-- Written by `make docs` from the catalogue and the published tables: change those, not this page. -->

本页由 `make docs` 根据指标目录和已发布的数据表生成，列出全部 {indicators} 个指标和 {series} 个序列的
名称、单位、定义、统计范围、来源、年份和断点。年份指有数据的年份；指标的年份不计代理数据。

This page is made by `make docs` from the catalogue and the published tables. It lists all {indicators} indicators and
{series} series with name, unit, definition, scope, sources, years and breaks. Years are those with a figure; for
indicators, proxies are not counted.

- [指标 · Indicators](#indicators)
- [拼接序列 · Joined series](#joined-series)
- [序列 · Series](#series)
- [来源 · Sources](#sources)

数值怎样检验、得分怎样算出，见 [README.zh.md](../README.zh.md#得分怎样算出)；
各文件的字段见 [data/README.md](../data/README.md)（英文）。

The [README](../README.md#how-scores-are-made) says how values are examined and scores are made;
[data/README.md](../data/README.md) describes the columns of the files.
"""
DIRECTIONS = {
    ("driver", 1): Text("数值越高，驱动越强", "more of it is a stronger driver"),
    ("driver", -1): Text("数值越低，驱动越强", "less of it is a stronger driver"),
    ("bottleneck", 1): Text("数值越高，瓶颈越重", "more of it is a more severe bottleneck"),
    ("bottleneck", -1): Text("数值越低，瓶颈越重", "less of it is a more severe bottleneck"),
}
KINDS = {"driver": Text("驱动", "driver"), "bottleneck": Text("瓶颈", "bottleneck")}
GOALPOSTS = {"linear": Text("线性", "linear"), "log": Text("取对数", "logarithm")}
AGGREGATES = {
    "sum": Text("求和", "sum"),
    "mean": Text("平均", "mean"),
    "none": Text("不合成", "not aggregated"),
}
LEVELS = {
    "city": Text("地级城市", "cities"),
    "county": Text("县区", "counties"),
    "district": Text("市辖区", "districts"),
}


def find_parts(catalogue: Catalogue, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return the series behind some names, those of a join in its place, with the years for which each is used."""
    parts: dict[str, tuple[int, int]] = {}
    for name in names:
        if name in catalogue.joins:
            parts |= {p.series: (p.first_year, p.last_year) for p in catalogue.joins[name].parts}
        else:
            parts[name] = FIRST_YEAR, LAST_YEAR
    return parts


def describe_scopes(catalogue: Catalogue, indicator: Indicator) -> str:
    """Return which territory the series of an indicator count."""
    scopes = dict.fromkeys(catalogue.series[name].scope for name in find_parts(catalogue, indicator.series))
    return "; ".join(join_languages(SCOPES[scope]) for scope in scopes)


def describe_breaks(catalogue: Catalogue, indicator: Indicator, figures: pd.DataFrame) -> list[str]:
    """Return the breaks within the years of an indicator, those of all places first, as lines of a list."""
    parts = find_parts(catalogue, indicator.series)
    first, last = figures["year"].min(), figures["year"].max()
    broken: dict[tuple[str, str], list[str]] = {}
    for name, (start, end) in parts.items():
        series = catalogue.series[name]
        years = [str(year) for year in series.breaks if max(first, start) < year <= min(last, end)]
        if years:
            broken.setdefault((", ".join(years), join_languages(series.break_note)), []).append(name)
    lines = [f"  - {years} {name_codes(names)}: {reason}" for (years, reason), names in broken.items()]
    lines += [
        f"  - {year}: 来源更换 · the source changes" for year in indicator.seams if first < year <= last
    ]
    names, cities = {*indicator.series, *parts, ALL}, set(figures["place"].astype(str))
    single = {(b.place, b.year) for b in catalogue.breaks if b.series in names and b.place in cities}
    count = sum(first < year <= last for _, year in single)
    if count:
        lines.append(f"  - 仅限个别城市：{count} 处 · in single cities only: {count}")
    return lines


def describe_indicator(atlas: Atlas, indicator: Indicator, figures: pd.DataFrame) -> list[str]:
    """Return the lines about one indicator; `figures` are its values of zones and cities without proxies."""
    catalogue = atlas.catalogue
    kind = catalogue.dimensions[indicator.dimension].kind
    sources = {name for text in figures["sources"].unique() for name in str(text).split(";") if name}
    breaks = describe_breaks(catalogue, indicator, figures)
    goalposts = join_languages(GOALPOSTS[indicator.goalposts])
    return [
        f"#### {indicator.id}",
        "",
        f"**{join_languages(indicator.name, '** · **')}**",
        "",
        f"- 单位 · unit: {join_languages(catalogue.units[indicator.unit].name)}",
        f"- 定义 · definition: {join_languages(indicator.definition)}",
        f"- 方向 · direction: {join_languages(DIRECTIONS[kind, indicator.direction])}",
        f"- 公式 · formula: {write_formula(indicator.formula)}",
        f"- 统计范围 · scope: {describe_scopes(catalogue, indicator)}",
        f"- 年份 · years: {name_years(figures['year'].unique())}",
        *(["- 断点 · breaks:", *breaks] if breaks else [f"- 断点 · breaks: {NONE}"]),
        f"- 来源 · sources: {name_codes(name for name in catalogue.sources if name in sources)}",
        f"- 指标集 · sets: {name_codes(indicator.sets)}; 计分 · scale: {goalposts}",
        "",
    ]


def describe_elements(atlas: Atlas, dimension: Dimension, figures: dict[str, pd.DataFrame]) -> list[str]:
    """Return the lines about a dimension: its elements in the order of the framework, and their indicators."""
    kind = join_languages(KINDS[dimension.kind])
    lines = [
        f"## {dimension.id} {join_languages(dimension.name)}",
        "",
        f"{kind}: {join_languages(dimension.role)}",
        "",
    ]
    for element in dimension.elements:
        indicators = atlas.catalogue.indicators_of(element.id)
        lines += [f"### {element.id} {join_languages(element.name)}", ""]
        for indicator in indicators:
            lines += describe_indicator(atlas, indicator, figures[indicator.id])
    return lines


def list_indicators(catalogue: Catalogue) -> list[str]:
    """Return a table of contents: the indicators of each element, each with a link to its lines."""
    lines = ['<a id="indicators"></a>', "", "## 指标 · Indicators", ""]
    lines += ["| 要素 · element | 指标 · indicators |", "|---|---|"]
    for element in catalogue.elements.values():
        lines.append(f"| {_head_element(element)} | {_link_indicators(catalogue, element)} |")
    return [*lines, ""]


def _head_element(element: Element) -> str:
    return f"{element.id} {join_languages(element.name)}"


def _link_indicators(catalogue: Catalogue, element: Element) -> str:
    return ", ".join(f"[{i.id}](#{i.id})" for i in catalogue.indicators_of(element.id))


def list_joins(catalogue: Catalogue) -> list[str]:
    """Return the table of joined series: which series fills which years."""
    lines = ['<a id="joined-series"></a>', "", "## 拼接序列 · Joined series", ""]
    lines += ["| id | 名称 · name | 组成 · parts |", "|---|---|---|"]
    for join in catalogue.joins.values():
        lines.append(f"| `{join.id}` | {join_languages(join.name)} | {_write_parts(join)} |")
    return [*lines, ""]


def _write_parts(join: Join) -> str:
    return "; ".join(f"`{part.series}` {part.first_year}–{part.last_year}" for part in join.parts)


def describe_series(catalogue: Catalogue, series: Series, figures: pd.DataFrame) -> str:
    """Return the row of the table about one series; `figures` are its observations."""
    by_level = [(level, figures[figures["level"] == level]) for level in LEVELS]
    years = [
        f"{join_languages(LEVELS[level])} {name_years(rows['year'].unique())} ({len(rows):,})"
        for level, rows in by_level
        if len(rows)
    ]
    sources = set(figures["source_id"].astype(str))
    cells = (
        f"`{series.id}`",
        join_languages(series.name, "<br>"),
        join_languages(catalogue.units[series.unit].name),
        join_languages(SCOPES[series.scope]),
        join_languages(AGGREGATES[series.aggregate]) + (f" (`{series.weight}`)" if series.weight else ""),
        "<br>".join(years) or NONE,
        ", ".join(map(str, series.breaks)) or NONE,
        name_codes(name for name in catalogue.sources if name in sources),
    )
    return f"| {' | '.join(cells)} |"


def list_series(atlas: Atlas) -> list[str]:
    """Return the table of all series."""
    lines = ['<a id="series"></a>', "", "## 序列 · Series", ""]
    lines += ["括号内为观测值条数。 · The number of observations stands in brackets.", ""]
    lines += [
        "| id | 名称 · name | 单位 · unit | 统计范围 · scope | 合成 · aggregation | 年份 · years | 断点 · breaks "
        "| 来源 · sources |",
        "|---|---|---|---|---|---|---|---|",
    ]
    figures = {str(name): rows for name, rows in atlas.observations.groupby("series", observed=True)}
    none = atlas.observations.iloc[:0]
    for series in atlas.catalogue.series.values():
        lines.append(describe_series(atlas.catalogue, series, figures.get(series.id, none)))
    return [*lines, ""]


def _name_reliability(code: str) -> Text:
    return Text(*(translate(language, f"reliability.{code}") for language in LANGUAGES))


def describe_source(source: Source) -> str:
    """Return the row of the table about one source."""
    address = f"[{source.address.split('/')[2]}]({source.address})" if source.address else NONE
    cells = (
        f"`{source.id}`",
        join_languages(source.publication, "<br>"),
        join_languages(source.publisher, "<br>"),
        source.edition or NONE,
        join_languages(_name_reliability(source.reliability)),
        address,
    )
    return f"| {' | '.join(cells)} |"


def list_sources(catalogue: Catalogue) -> list[str]:
    """Return the table of the sources of observations."""
    lines = ['<a id="sources"></a>', "", "## 来源 · Sources", ""]
    lines += [
        "使用条件和要求的引用格式 · terms and requested citations: [DATA-LICENSE.md](../DATA-LICENSE.md).",
        "",
    ]
    lines += [
        "| id | 出版物 · publication | 出版者 · publisher | 版次 · edition | 可靠程度 · reliability | 网页 · page |",
        "|---|---|---|---|---|---|",
    ]
    return [*lines, *(describe_source(source) for source in catalogue.sources.values())]


def make_data_page(atlas: Atlas) -> str:
    """Return the whole page as Markdown."""
    catalogue = atlas.catalogue
    exact = atlas.indicators[(atlas.indicators["basis"] == EXACT) & atlas.indicators["value"].notna()]
    none = exact.iloc[:0]
    by_indicator = {str(name): rows for name, rows in exact.groupby("indicator", observed=True)}
    figures = {name: by_indicator.get(name, none) for name in catalogue.indicators}
    head = INTRODUCTION.format(indicators=len(catalogue.indicators), series=len(catalogue.series))
    lines = [head, *list_indicators(catalogue)]
    for dimension in catalogue.dimensions.values():
        lines += describe_elements(atlas, dimension, figures)
    lines += [*list_joins(catalogue), *list_series(atlas), *list_sources(catalogue)]
    return "\n".join(lines) + "\n"


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=paths.ROOT / PAGE, help="File to write.")
def main(out: Path) -> None:
    """Write the data dictionary from the published tables."""
    store.write_bytes(out, make_data_page(open_published(paths.PUBLISHED)).encode())
    click.echo(out)


if __name__ == "__main__":
    main()
