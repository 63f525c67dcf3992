"""Are results remembered with the tables, within bounds, and no longer than the tables?"""

from __future__ import annotations

import gc
import weakref
from threading import Barrier, Thread

import pytest

from zone_atlas.memo import remember_with_tables


class Tables:
    """Stands for the published tables."""


@pytest.fixture
def calls() -> list[object]:
    """What was computed, in order."""
    return []


def test_the_same_question_of_the_same_tables_is_computed_once(calls: list[object]) -> None:
    @remember_with_tables(maxsize=4)
    def count_rows(tables: Tables, year: int, *, place: str = "") -> list[int]:
        calls.append((tables, year, place))
        return [year]

    one, other = Tables(), Tables()
    assert count_rows(one, 2020) is count_rows(one, 2020)
    assert count_rows(one, 2020, place="110000") is not count_rows(one, 2020)
    assert count_rows(other, 2020) is not count_rows(one, 2020)
    assert calls == [(one, 2020, ""), (one, 2020, "110000"), (other, 2020, "")]


def test_two_functions_do_not_share_their_results() -> None:
    first = remember_with_tables(maxsize=1)(lambda tables, year: ("first", year))
    second = remember_with_tables(maxsize=1)(lambda tables, year: ("second", year))
    tables = Tables()
    assert [first(tables, 1), second(tables, 1), first(tables, 1)] == [
        ("first", 1),
        ("second", 1),
        ("first", 1),
    ]


def test_the_longest_unused_result_goes_first(calls: list[object]) -> None:
    @remember_with_tables(maxsize=2)
    def note_year(tables: Tables, year: int) -> None:
        calls.append(year)

    tables = Tables()
    for year in (1, 2, 1, 3, 1, 2):
        note_year(tables, year)
    assert calls == [1, 2, 3, 2]


def test_an_error_is_not_remembered(calls: list[object]) -> None:
    @remember_with_tables(maxsize=2)
    def divide(tables: Tables, year: int) -> float:
        calls.append(year)
        return 1 / (len(calls) - 1)

    tables = Tables()
    with pytest.raises(ZeroDivisionError):
        divide(tables, 2020)
    assert divide(tables, 2020) == divide(tables, 2020) == 1.0
    assert calls == [2020, 2020]


def test_tables_go_with_their_last_holder_though_results_are_remembered() -> None:
    @remember_with_tables(maxsize=2)
    def list_years(tables: Tables) -> list[int]:
        return [2020]

    tables = Tables()
    list_years(tables)
    gone = weakref.ref(tables)
    # Without the collector, as for what is frozen.
    gc.disable()
    try:
        del tables
        assert gone() is None
    finally:
        gc.enable()


def test_readers_at_the_same_time_get_the_same_object() -> None:
    start, results = Barrier(8), []

    @remember_with_tables(maxsize=2)
    def make(tables: Tables, year: int) -> object:
        return object()

    def read(tables: Tables) -> None:
        start.wait()
        make(tables, 2020)
        results.append(make(tables, 2020))

    tables = Tables()
    threads = [Thread(target=read, args=(tables,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert all(result is make(tables, 2020) for result in results)
