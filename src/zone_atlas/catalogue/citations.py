"""Cite a figure: its publication, edition, table and scope; the digitisation is named apart from them.

Three forms: the short one that stands beside a figure, a reference after GB/T 7714-2015 and one after APA 7.  A
reference is in the language of its standard (Chinese and English), whoever reads it.  Nothing is guessed: what was
not read anywhere is marked as unknown in the way of the standard, or left out where there is no single publication.
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
# Kinds that have tables, so that a missing one is mentioned.
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
    """Tables of a source that some series stand in.

    Parameters
    ----------
    catalogue : Catalogue
    source : str
    series : iterable of str

    Returns
    -------
    list of SourceTable
        Each once; series without a recorded table are left out.
    """
    tables: dict[tuple[str, Text, str], SourceTable] = {}
    for name in series:
        table = catalogue.source_tables.get((name, source))
        if table is not None:
            tables.setdefault((table.number, table.title, table.scope), table)
    return list(tables.values())


def cite_shortly(source: Source, table: SourceTable | None, language: str, *, complete: bool = True) -> str:
    """Citation beside a figure: publication, edition, table, what it counts.

    Parameters
    ----------
    source : Source
    table : SourceTable, optional
        None where it is not known.
    language : {'zh', 'en'}
    complete : bool
        Whether an unknown table is mentioned as unknown; a score rests on many tables and names none.
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

    Parameters
    ----------
    source : Source
    table : SourceTable, optional
        None where it is not known.

    Notes
    -----
    Authors. Title: other title information[type/carrier]. Place: press, year: pages. Address.  Of a book, an unknown
    place, press or year is marked as unknown; where several publications stand behind one record they are left out.
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

    Parameters
    ----------
    source : Source
    table : SourceTable, optional
        None where it is not known.

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
    """Reference to the atlas itself after GB/T 7714-2015, in Chinese.

    Parameters
    ----------
    version : str
        Version of its data.
    built : str
        Date on which they were processed, as 2026-11-28.
    """
    return f"{TOOL_AUTHORS.zh}. {TOOL.zh}: 数据版本{version}[DB]. {built}."


def tool_apa_7(version: str, built: str) -> str:
    """Reference to the atlas itself after APA 7, in English.

    Parameters
    ----------
    version : str
        Version of its data.
    built : str
        Date on which they were processed, as 2026-11-28.
    """
    return f"{TOOL_AUTHORS.en}. ({built[:4]}). {TOOL.en} (Data version {version}, {built}) [Data set]."


def leading_issuer(issuers: Text, language: str) -> str:
    """First of several issuers, with 'and others' where there are more.

    Parameters
    ----------
    issuers : Text
        Joined by '、' in Chinese and '; ' in English.
    language : {'zh', 'en'}
    """
    first, *others = issuers.of(language).split("、" if language == "zh" else "; ")
    return first + OTHERS.of(language) if others else first


def cite_document(policy: Policy, language: str, *, brief: bool = False) -> str:
    """Citation of a policy document as a brief gives it: issuers, title, number, date.

    Parameters
    ----------
    policy : Policy
        An unknown number is left out.
    language : {'zh', 'en'}
    brief : bool
        Whether only the first issuer is named.
    """
    issuers = leading_issuer(policy.issuers, language) if brief else policy.issuers.of(language)
    if language == "zh":
        number = f"（{policy.number}）" if policy.number else ""
        return f"{issuers}：《{policy.title.zh}》{number}，{policy.date}"
    number = f" ({policy.number})" if policy.number else ""
    return f"{issuers}: {policy.title.en}{number}, {policy.date}"


def source_series_pairs(text: str) -> list[tuple[str, str]]:
    """Sources and series in a text of pairs.

    Parameters
    ----------
    text : str
        'yearbook2020:gdp;deflator296'.

    Returns
    -------
    list of (str, str)
        Source and series; the series is '' for a source alone.
    """
    pairs = (part.partition(PAIR) for part in text.split(PAIRS) if part)
    return [(source, series) for source, _, series in pairs]


def cite_pairs(text: str, catalogue: Catalogue, language: str, *, complete: bool = True) -> list[str]:
    """Short citations of the sources in a text of pairs.

    Parameters
    ----------
    text : str
        'yearbook2020:gdp;yearbook2020:pop_registered;deflator296'; sources that are not in the catalogue are left out.
    catalogue : Catalogue
    language : {'zh', 'en'}
    complete : bool
        As for `cite_shortly`.

    Returns
    -------
    list of str
        Each once, in the order of the text.
    """
    citations = []
    for source, names in _by_source(source_series_pairs(text)).items():
        record = catalogue.sources.get(source)
        if record is None:
            continue
        tables: Sequence[SourceTable | None] = tables_of(catalogue, source, names) or [None]
        citations += [cite_shortly(record, table, language, complete=complete) for table in tables]
    return list(dict.fromkeys(citations))


def _by_source(named: list[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for source, series in named:
        grouped.setdefault(source, []).append(series)
    return grouped
