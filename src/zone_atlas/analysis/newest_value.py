"""The newest value of one figure of one city: its year, its mark, its growth, and whether it can be believed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from zone_atlas.catalogue.breaks import ALL
from zone_atlas.catalogue.policy_records import QUALITIES, Fact
from zone_atlas.catalogue.records import Catalogue

DOUBTED = ("U", "V", "O")
PREVIOUS_YEAR = 100.0
FACTS = "facts"
COMPUTED, STATED = "computed", "stated"
# A level that moves by more than this factor within three years may count something else, and needs a check:
# the levels of all members move by less than 1.35 where the documents are of one scope.
JUMP, JUMP_YEARS = 1.5, 3
_DOCUMENT = re.compile(r"debt_grade_([a-d])")
_EDITION = re.compile(r"(?<=^yearbook)\d{4}$")
_WHOLE_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Figure:
    """A figure of the block: its series, the preferred one first, and the item of facts that state the same.

    `unit` is the unit of the figure; `index` says that the series holds an index (previous year = 100) of which the
    figure is the change. `stated` is the item by which a page states the growth on the year before. Growth of the
    gross product is a figure of its own, at constant prices, so its level has none (`grows` is False). `scoped` says
    that documents of different kinds may count different things under its name: a budget of the whole city, or of its
    own level of government.
    """

    id: str
    unit: str
    series: tuple[str, ...]
    item: str
    stated: str = ""
    index: bool = False
    grows: bool = True
    summed: bool = True
    scoped: bool = False


FIGURES = (
    Figure("gdp", "1e8_yuan", ("gdp_revised", "gdp"), "gdp", grows=False),
    Figure("gdp_growth", "percent", ("gdp_index",), "gdp_growth", index=True, grows=False, summed=False),
    Figure(
        "revenue", "1e8_yuan", ("fiscal_revenue",), "budget_revenue", "budget_revenue_growth", scoped=True
    ),
    Figure("expenditure", "1e8_yuan", ("fiscal_expenditure",), "fiscal_expenditure", scoped=True),
    Figure("debt", "1e8_yuan", ("statutory_debt",), ""),
    Figure("residents", "1e4_persons", ("pop_resident",), "resident_population"),
)


@dataclass(frozen=True)
class Newest:
    """One figure of one place: the year it is of, its value and mark, and its growth on the year before.

    `before` and `change` (a share) are NaN where nothing says them; `how` tells whether the change was computed from
    the same source or is the one that a page states. `series` and `sources` are empty for a fact, `fact` is None for
    an observation. `family` is the publication, editions of one yearbook being one. `jump` is (year, value) of the
    earlier level from which the figure is too far to be believed without a check, else None.
    """

    figure: Figure
    place: str
    year: int
    value: float
    status: str
    family: str
    series: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""
    fact: Fact | None = None
    before: float = math.nan
    change: float = math.nan
    how: str = ""
    jump: tuple[int, float] | None = None

    @property
    def document(self) -> str:
        """Kind of the document behind an observation: 'a' official, 'b' to 'd' second-hand, '' where not graded."""
        found = _DOCUMENT.search(self.note) if self.fact is None else None
        return found[1] if found else ""


def newest_value(
    figure: Figure, place: str, observations: pd.DataFrame, catalogue: Catalogue
) -> Newest | None:
    """The newest figure of a place.

    Of one year the reliable value is preferred to a doubted one, an observation to a fact, and the series in the
    order of the figure.

    Parameters
    ----------
    figure : Figure
    place : str
        Code of the place.
    observations : DataFrame
        Published observations of the place; rows without a value are passed over.
    catalogue : Catalogue

    Returns
    -------
    Newest or None
        None where neither a series nor a fact has a value.
    """
    rows = _reported_rows(figure, observations)
    candidates = [
        *_newest_observations(figure, place, rows, catalogue),
        *_facts_stating(figure, place, catalogue.facts),
    ]
    if not candidates:
        return None
    best = max(
        range(len(candidates)), key=lambda k: (candidates[k].year, candidates[k].status not in DOUBTED, -k)
    )
    return _with_stated(_with_jump(candidates[best], rows, catalogue), catalogue.facts)


def _reported_rows(figure: Figure, observations: pd.DataFrame) -> pd.DataFrame:
    """Rows of the figure's series that have a value, in order of time."""
    table = observations[observations["series"].isin(figure.series) & observations["value"].notna()]
    table = table.astype(dict.fromkeys(("series", "source_id", "status", "note"), str))
    return table[table["status"].ne("O")].sort_values("year", kind="stable")


def _newest_observations(
    figure: Figure, place: str, rows: pd.DataFrame, catalogue: Catalogue
) -> Iterable[Newest]:
    """The newest value of each series."""
    for series in figure.series:
        own = rows[rows["series"].eq(series)]
        if len(own):
            yield _last_observation(figure, place, series, own, catalogue)


def _last_observation(
    figure: Figure, place: str, series: str, rows: pd.DataFrame, catalogue: Catalogue
) -> Newest:
    last = rows.iloc[-1]
    year, value, family = int(last["year"]), float(last["value"]), _publication_of(figure, last)
    before = math.nan
    earlier = rows[rows["year"].eq(year - 1)]
    if (
        figure.grows
        and len(earlier)
        and not _breaks_before(catalogue, place, series, year, str(last["status"]))
    ):
        row = earlier.iloc[0]
        sure = not {str(row["status"]), str(last["status"])} & set(DOUBTED)
        before = float(row["value"]) if sure and _publication_of(figure, row) == family else math.nan
    return Newest(
        figure,
        place,
        year,
        round(value - PREVIOUS_YEAR, 6) if figure.index else value,
        str(last["status"]),
        family,
        series=series,
        sources=(str(last["source_id"]),),
        note=str(last["note"]),
        before=before,
        change=value / before - 1 if before else math.nan,
        how=COMPUTED if before > 0 else "",
    )


def _with_jump(one: Newest, rows: pd.DataFrame, catalogue: Catalogue) -> Newest:
    """Take the growth away from a level that is too far from the one known before it, and say from which."""
    if one.figure.index or not one.value:
        return one
    known = rows[rows["year"].between(one.year - JUMP_YEARS, one.year - 1) & ~rows["status"].isin(DOUBTED)]
    if known.empty:
        return one
    year, before = int(known["year"].iloc[-1]), float(known["value"].iloc[-1])
    if not before or 1 / JUMP <= one.value / before <= JUMP:
        return one
    series = one.series or one.figure.series[0]
    if any(_breaks_before(catalogue, one.place, series, later) for later in range(year + 1, one.year + 1)):
        return one
    return replace(one, jump=(year, before), before=math.nan, change=math.nan, how="")


def _publication_of(figure: Figure, row: pd.Series) -> str:
    """Publication of an observation; for a figure that documents may scope differently, with the kind of document."""
    document = _DOCUMENT.search(str(row["note"])) if figure.scoped else None
    family = family_of(str(row["source_id"]))
    return f"{family} {document[1]}" if document else family


def family_of(source: str) -> str:
    """The publication that a source is an edition of.

    Parameters
    ----------
    source : str
        Identifier of a source.

    Examples
    --------
    >>> family_of("yearbook2024"), family_of("debt_atlas")
    ('yearbook', 'debt_atlas')
    """
    return _EDITION.sub("", source)


def _breaks_before(catalogue: Catalogue, place: str, series: str, year: int, status: str = "") -> bool:
    """Whether a year does not compare with the one before: marked, or declared for all places or for this one."""
    record = catalogue.places.get(place)
    units = {place, record.province if record else place}
    declared = any(
        one.place in units and one.series in (ALL, series) and one.year == year for one in catalogue.breaks
    )
    known = catalogue.series.get(series)
    return status == "B" or declared or (known is not None and year in known.breaks)


def _facts_stating(figure: Figure, place: str, facts: Iterable[Fact]) -> list[Newest]:
    """Facts of whole years that state the figure in its unit, the best attested first."""
    own = [
        fact
        for fact in facts
        if figure.item
        and (fact.place, fact.item, fact.unit_id) == (place, figure.item, figure.unit)
        and _WHOLE_YEAR.fullmatch(fact.period)
    ]
    own.sort(key=lambda fact: QUALITIES.index(fact.quality))
    return [Newest(figure, place, f.year, f.value, f.status, FACTS, note=f.note.en, fact=f) for f in own]


def _with_stated(one: Newest, facts: Iterable[Fact]) -> Newest:
    """Give a figure without a computed growth the one that a page states of that year, where one does."""
    if one.how or one.jump or not one.figure.stated:
        return one
    for fact in facts:
        if (fact.place, fact.item, fact.period) == (one.place, one.figure.stated, str(one.year)):
            return replace(one, change=fact.value / 100, how=STATED)
    return one
