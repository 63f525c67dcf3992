"""Functions that an indicator may name instead of a ratio, with the series and years that each reads.

`pipeline.functions` computes them and refuses to load when it computes others than those declared here.
"""

from __future__ import annotations

from dataclasses import dataclass

from zone_atlas.catalogue.framework import Formula, Function
from zone_atlas.catalogue.industries import EMPLOYMENT_SHARES
from zone_atlas.catalogue.rules import CENSUS_INTERVAL, WINDOW


@dataclass(frozen=True)
class DeclaredFunction:
    """Declaration of a function, for readers that do not compute it.

    Attributes
    ----------
    name : str
        As `function.name` of indicators.yaml gives it.
    inputs : tuple of str
        Series it reads beyond those that the indicator lists.
    lags : tuple of int
        How many years before its own the value also rests on, the nearest first: their sources are united with its own,
        and the worst of their statuses counts.
    is_window : bool
        Whether the value describes all its years together, so that a break after the first of them leaves it undefined.
    """

    name: str
    inputs: tuple[str, ...] = ()
    lags: tuple[int, ...] = ()
    is_window: bool = False

    def years_behind(self, year: int) -> list[int]:
        """Years whose observations enter the value of a year.

        Parameters
        ----------
        year : int

        Returns
        -------
        list of int
            The earliest first, the year itself last.
        """
        return [year - lag for lag in (*reversed(self.lags), 0)]


_WINDOW_LAGS = tuple(range(1, WINDOW))
FUNCTIONS = {
    function.name: function
    for function in (
        DeclaredFunction("theil", inputs=EMPLOYMENT_SHARES),
        DeclaredFunction("volatility", lags=_WINDOW_LAGS, is_window=True),
        DeclaredFunction("ratio_volatility", lags=_WINDOW_LAGS, is_window=True),
        DeclaredFunction("change_since_last_census", lags=(CENSUS_INTERVAL,)),
    )
}
# A ratio or a mean is made of its own year and of the series that it lists.
_SAME_YEAR = DeclaredFunction("")


def declared_function(formula: Formula) -> DeclaredFunction:
    """Declaration of the function behind a formula.

    Parameters
    ----------
    formula : Ratio or Mean or Function

    Returns
    -------
    DeclaredFunction
        For a ratio or mean one that reads its own year alone.

    Raises
    ------
    KeyError
        When no function of that name is declared.
    """
    if not isinstance(formula, Function):
        return _SAME_YEAR
    if formula.name not in FUNCTIONS:
        raise KeyError(f"no function '{formula.name}'; there are {', '.join(FUNCTIONS)}")
    return FUNCTIONS[formula.name]
