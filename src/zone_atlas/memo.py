"""A memory for results computed from the tables, which is forgotten together with them."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

Owner = TypeVar("Owner")
P = ParamSpec("P")
R = TypeVar("R")
_MEMO = "_remembered"


def remember_with_tables(
    *, maxsize: int
) -> Callable[[Callable[Concatenate[Owner, P], R]], Callable[Concatenate[Owner, P], R]]:
    """Remember what a function returns, on the tables that it is computed from.

    Parameters
    ----------
    maxsize : int
        Most results that one owner keeps of this function; the longest unused goes first.

    Returns
    -------
    callable
        Decorator for a function whose first argument owns the results: the tables, or an object made from them
        once that belongs to them. It is passed by position; the other arguments are hashable. All readers get the same
        object, which nobody may change. An error is not remembered.

    Notes
    -----
    The results stand on the owner itself. A cache of the function that is keyed by the tables would keep those of
    before a rebuild, and so would a weak dictionary as soon as one result refers to its key.

    Examples
    --------
    >>> class Tables: ...
    >>> @remember_with_tables(maxsize=2)
    ... def list_years(tables: Tables, first: int) -> list[int]:
    ...     return [first, first + 1]
    >>> tables = Tables()
    >>> list_years(tables, 2020) is list_years(tables, 2020)
    True
    """

    def decorate(function: Callable[Concatenate[Owner, P], R]) -> Callable[Concatenate[Owner, P], R]:
        @functools.wraps(function)
        def remembered(owner: Owner, /, *args: P.args, **kwargs: P.kwargs) -> R:
            memo: dict[Any, Callable[P, R]] = vars(owner).setdefault(_MEMO, {})
            own = memo.get(function)
            if own is None:
                # Of two threads that come here at once both get the cache that was stored first.
                own = memo.setdefault(function, _cache_for_owner(function, owner, maxsize))
            return own(*args, **kwargs)

        return remembered

    return decorate


def _cache_for_owner(
    function: Callable[Concatenate[Owner, P], R], owner: Owner, maxsize: int
) -> Callable[P, R]:
    # A cache on the owner that held the owner would be a cycle, which only the collector of garbage ends, and the
    # tables are frozen out of its sight. Whoever calls holds the owner, so that the reference leads somewhere.
    reference = weakref.ref(owner)

    def compute(*args: P.args, **kwargs: P.kwargs) -> R:
        return function(cast("Owner", reference()), *args, **kwargs)

    return cast("Callable[P, R]", functools.lru_cache(maxsize=maxsize)(compute))
