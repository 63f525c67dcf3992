"""Selection of single facts by item, place and years."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from zone_atlas.catalogue.policy_records import Fact

_YEAR = re.compile(r"\d{4}")


def subject_of_fact(fact: Fact) -> str:
    """Code of the subject of a fact: its place, or the first part of its identifier for an area without a code."""
    return fact.place or fact.id.split("-", maxsplit=1)[0]


def years_of_period(period: str) -> tuple[int, int]:
    """First and last year of a period as it is worded.

    Parameters
    ----------
    period : str
        '2021', '2025-01/06' or '2021-2024': it names at least one year.

    Examples
    --------
    >>> years_of_period("2025-01/06"), years_of_period("2021-2024")
    ((2025, 2025), (2021, 2024))
    """
    years = [int(year) for year in _YEAR.findall(period)]
    return min(years), max(years)


def select_facts(
    facts: Iterable[Fact], items: Collection[str], places: Collection[str], first: int, last: int
) -> list[Fact]:
    """Facts of some items (none: all) and places whose period lies in the years, in part or whole.

    Parameters
    ----------
    facts : iterable of Fact
    items, places : collection of str
        Items (an empty one means all) and what `subject_of_fact` returns.
    first, last : int
        Years, both included.
    """
    return [
        fact
        for fact in facts
        if (not items or fact.item in items)
        and subject_of_fact(fact) in places
        and first <= years_of_period(fact.period)[1]
        and years_of_period(fact.period)[0] <= last
    ]
