"""How a figure is cited: publication, edition, table and what it counts first; the digitisation apart from it.

Three forms: the short one that stands beside a figure, a reference after GB/T 7714-2015 and one after APA 7.  A
reference is in the language of its standard (Chinese and English), whoever reads it.  Nothing is guessed: what was read
nowhere is said to be unknown in the way of the standard, or left out where there is no single publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zone_atlas.catalogue.policy_records import Policy
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.catalogue.sources import Source, SourceTable
from zone_atlas.catalogue.text import Text

# GB/T 7714-2015, annex B: monograph, collection, data base, data set, other.
MARKS = {
    "yearbook": "M",
    "census": "M",
    "compilation": "G",
    "accounts": "Z",
    "database": "DB",
    "dataset": "DS",
    "list": "Z",
}
ELECTRONIC = ("database", "dataset")
# Kinds that have tables, so that a missing one is worth a word.
WITH_TABLES = ("yearbook", "census", "compilation")
BOOKS = ("yearbook", "census")
SCOPES = {"whole_city": Text("全市", "whole city"), "districts": Text("市辖区", "city districts")}
UNRECORDED = Text("数字化文件未记录表号", "table not recorded in the digitisation")
UNKNOWN_IMPRINT, UNKNOWN_YEAR, NO_DATE = "[出版地不详]: [出版者不详]", "[出版年不详]", "n.d."
OTHERS = Text("等", " and others")
TOOL = Text("示范区图谱", "Zone Atlas")
TOOL_AUTHORS = Text("Zone Atlas贡献者", "Zone Atlas contributors")
# A pair of source and series in one text; a source alone is cited without a table.
PAIR, PAIRS = ":", ";"


def tables_of(catalogue: Catalogue, source: str, series: Iterable[str]) -> list[SourceTable]:
    """Tables of a source that some series stand in, each once."""
    found: dict[tuple[str, Text, str], SourceTable] = {}
    for name in series:
        table = catalogue.source_tables.get((name, source))
        if table is not None:
            found.setdefault((table.number, table.title, table.scope), table)
    return list(found.values())


def cite_shortly(source: Source, table: SourceTable | None, language: str, *, complete: bool = True) -> str:
    """Citation beside a figure: publication, edition, table, what it counts.

    Parameters
    ----------
    source : Source
    table : SourceTable, optional
        None where it is not known.
    language : {'zh', 'en'}
    complete : bool
        Whether a table that is not known is said to be so; a score has many, and none is named.
    """
    title = _title_with_edition(source, language)
    if table is not None:
        return _with_table(title, table, language)
    if not complete or source.kind not in WITH_TABLES:
        return title
    known, unrecorded = source.table.of(language), UNRECORDED.of(language)
    if language == "zh":
        return f"{title}{known}（{unrecorded}）"
    return f"{title}, {known} ({unrecorded})" if known else f"{title} ({unrecorded})"


def _title_with_edition(source: Source, language: str) -> str:
    """Title and edition, in the quotation marks of the language."""
    title, edition = source.title.of(language), source.edition
    shown = f"《{title}》" if language == "zh" and source.kind in BOOKS else title
    if edition in title:
        return shown
    if source.kind == "yearbook":
        return f"{shown}{edition}年版" if language == "zh" else f"{shown}, editions {edition}"
    return f"{shown}，{edition}" if language == "zh" else f"{shown}, {edition}"


def _with_table(title: str, table: SourceTable, language: str) -> str:
    scope, name = SCOPES[table.scope].of(language), table.title.of(language)
    if language == "zh":
        return f"{title}{_table_zh(table)}（{scope}）"
    where = f"table {table.number} {name}" if table.number else f"table “{name}”"
    return f"{title}, {where}, {scope}"


def _table_zh(table: SourceTable) -> str:
    return f"表{table.number} {table.title.zh}" if table.number else f"“{table.title.zh}”表"


def gb_t_7714(source: Source, table: SourceTable | None = None) -> str:
    """Reference after GB/T 7714-2015, in Chinese.

    Notes
    -----
    Authors. Title: other title information[type/carrier]. Place: press, year: pages. Address.  Of a book, place, press
    and year that are not known are named so; where several publications stand behind one record there are none to name.
    """
    title, edition = source.title.zh, source.edition
    known = edition in title or edition == source.published
    parts = [
        source.publisher.zh.replace("；", ", "),
        f"{title if known else f'{title}: {edition}'}[{MARKS[source.kind]}{'/OL' if source.address else ''}]",
        _imprint_of_source(source),
    ]
    where = f"{_table_zh(table)}（{SCOPES[table.scope].zh}）" if table else source.table.zh
    reference = ". ".join(filter(None, parts))
    return ". ".join(filter(None, [f"{reference}: {where}" if where else reference, source.address])) + "."


def _imprint_of_source(source: Source) -> str:
    if source.kind in BOOKS:
        return f"{source.imprint.zh or UNKNOWN_IMPRINT}, {source.published or UNKNOWN_YEAR}"
    return ", ".join(filter(None, [source.imprint.zh, source.published]))


def apa_7(source: Source, table: SourceTable | None = None) -> str:
    """Reference after APA 7, in English, with the Chinese title in brackets.

    Notes
    -----
    Author. (Year). Title [original title] (edition; table) [type]. Press. Address.
    """
    title, edition = source.title.en, source.edition
    details = []
    if edition not in title and edition != source.published:
        details.append(f"{edition} eds." if source.kind == "yearbook" else edition)
    if table is not None:
        number = f"Table {table.number}, {table.title.en}" if table.number else f"Table “{table.title.en}”"
        details.append(f"{number}, {SCOPES[table.scope].en}")
    elif source.table.en:
        details.append(source.table.en)
    described = f"{title} [{source.title.zh}]" + (f" ({'; '.join(details)})" if details else "")
    author, kind = (
        source.publisher.en.replace("; ", " & "),
        " [Data set]" if source.kind in ELECTRONIC else "",
    )
    parts = [f"{author}. ({source.published[:4] or NO_DATE}). {described}{kind}", source.imprint.en]
    text = ". ".join(filter(None, parts)) + "."
    # An address ends without a full stop, so that it can be followed.
    return f"{text} {source.address}" if source.address else text


def tool_gb_t_7714(version: str, built: str) -> str:
    """Reference to the atlas as the tool: `version` of its data and the date on which they were processed."""
    return f"{TOOL_AUTHORS.zh}. {TOOL.zh}: 数据版本{version}[DB]. {built}."


def tool_apa_7(version: str, built: str) -> str:
    """Reference to the atlas as the tool: `version` of its data and the date on which they were processed."""
    return f"{TOOL_AUTHORS.en}. ({built[:4]}). {TOOL.en} (Data version {version}, {built}) [Data set]."


def leading_issuer(issuers: Text, language: str) -> str:
    """The first of several issuers, and that there are others."""
    first, *others = issuers.of(language).split("、" if language == "zh" else "; ")
    return first + OTHERS.of(language) if others else first


def cite_document(policy: Policy, language: str, *, brief: bool = False) -> str:
    """A document as a brief names it: issuers, title, number, date; what is not known is left out.

    `brief` names the first issuer alone.
    """
    issuers = leading_issuer(policy.issuers, language) if brief else policy.issuers.of(language)
    if language == "zh":
        number = f"（{policy.number}）" if policy.number else ""
        return f"{issuers}：《{policy.title.zh}》{number}，{policy.date}"
    number = f" ({policy.number})" if policy.number else ""
    return f"{issuers}: {policy.title.en}{number}, {policy.date}"


def source_series_pairs(text: str) -> list[tuple[str, str]]:
    """Source and series of each part of 'yearbook2020:gdp;deflator296'; a source alone has the series ''."""
    parted = (part.partition(PAIR) for part in text.split(PAIRS) if part)
    return [(source, series) for source, _, series in parted]


def cite_pairs(text: str, catalogue: Catalogue, language: str, *, complete: bool = True) -> list[str]:
    """Short citations of the sources in a text of pairs, each once, in its order.

    Parameters
    ----------
    text : str
        'yearbook2020:gdp;yearbook2020:pop_registered;deflator296'.
    catalogue : Catalogue
    language : {'zh', 'en'}
    complete : bool
        As in `short`.
    """
    found = []
    for source, names in _by_source(source_series_pairs(text)).items():
        record = catalogue.sources.get(source)
        if record is None:
            continue
        tables: Sequence[SourceTable | None] = tables_of(catalogue, source, names) or [None]
        found += [cite_shortly(record, table, language, complete=complete) for table in tables]
    return list(dict.fromkeys(found))


def _by_source(named: list[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for source, series in named:
        grouped.setdefault(source, []).append(series)
    return grouped
