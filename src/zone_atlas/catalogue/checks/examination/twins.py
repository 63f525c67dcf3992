"""Find twin series that were exchanged in a row or are both given in dollars."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.checks.examination.flags import Flag, plane_flags, write_number
from zone_atlas.catalogue.checks.examination.panel import Panel

TWINS = (
    ("exports", "imports"),
    ("fiscal_revenue", "fiscal_expenditure"),
    ("va_secondary", "va_tertiary"),
    ("share_secondary", "share_tertiary"),
    ("patents_granted", "invention_patents_granted"),
    ("patents_granted_cnrds", "invention_patents_granted_cnrds"),
    ("hospital_beds", "doctors"),
    ("mobile_users", "broadband_users"),
    ("university_students", "vocational_students"),
    ("electricity_total", "electricity_industrial"),
)
LEVELS_APART, MISFIT, REST = np.log(2), np.log(5), 0.35
TRADE = ("exports", "imports")
# One dollar bought 6.1 to 8.3 yuan; trade swings, hence the wider limits.
DOLLARS, DOLLARS_OF_EXPORTS = np.log([4, 11]), np.log([4.8, 9.5])


def _usual_value(panel: Panel, k: int) -> np.ndarray:
    """Log of the usual value in the terms of the year itself."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(panel.value[k]) - panel.path.from_usual()[k]


def swapped_twins(panel: Panel, first: str, second: str) -> np.ndarray:
    """Years in which two series fit each other's path far better than their own.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.
    first, second : str
        Series that may have been exchanged.

    Returns
    -------
    ndarray of bool (places, years)
    """
    a, b = panel.index(first), panel.index(second)
    if a is None or b is None:
        return np.zeros(panel.value.shape[1:], dtype=bool)
    usual_a, usual_b = _usual_value(panel, a), _usual_value(panel, b)
    with np.errstate(divide="ignore", invalid="ignore"):
        log_a, log_b = np.log(panel.value[a]), np.log(panel.value[b])
    off_a, off_b = log_a - usual_a, log_b - usual_b
    misfit = np.abs(off_a) + np.abs(off_b)
    exchanged = np.abs(log_a - usual_b) + np.abs(log_b - usual_a)
    apart = np.abs(usual_a - usual_b) >= LEVELS_APART
    # Series that swing less than trade betray an exchange by less.
    scatter = panel.scatter[a] + panel.scatter[b]
    least = MISFIT if (first, second) == TRADE else max(2 * np.log(1.25), min(MISFIT, 8 * scatter))
    apart = apart if (first, second) == TRADE else np.abs(usual_a - usual_b) > least / 2
    return (off_a * off_b < 0) & (misfit > least) & (exchanged < REST * misfit) & apart


def dollar_figures(panel: Panel) -> np.ndarray:
    """Years in which exports and imports are both lower by about the exchange rate.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    ndarray of bool (places, years)
    """
    a, b = panel.index("exports"), panel.index("imports")
    if a is None or b is None:
        return np.zeros(panel.value.shape[1:], dtype=bool)
    path = panel.path
    looks = np.zeros(panel.value.shape[1:], dtype=bool)
    # Against the usual level, or, where that has moved, against the two nearest years.
    for expected in (path.usual, (path.before + path.after) / 2):
        low_a, low_b = expected[a] - path.log[a], expected[b] - path.log[b]
        fits = (low_a > DOLLARS_OF_EXPORTS[0]) & (low_a < DOLLARS_OF_EXPORTS[1])
        looks |= fits & (low_b > DOLLARS[0]) & (low_b < DOLLARS[1])
    return looks


def _pair_flags(panel: Panel, pair: tuple[str, str], mask: np.ndarray, rule: str, claim: str) -> list[Flag]:
    planes = {name: panel.plane(name) for name in pair}
    usual = {name: np.exp(_usual_value(panel, panel.series.index(name))) for name in pair if mask.any()}

    def text(p: int, t: int) -> str:
        here = " and ".join(f"{name} {write_number(planes[name][p, t])}" for name in pair)
        before = " and ".join(write_number(usual[name][p, t]) for name in pair)
        return f"{here} {claim} (usual: {before})"

    return [flag for name in pair for flag in plane_flags(panel, name, mask, rule, text)]


def flag_twins(panel: Panel) -> list[Flag]:
    """Flag both figures of a pair that was exchanged or is given in dollars.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.

    Returns
    -------
    list of Flag
        Of the rules `swapped` and `dollars`.
    """
    swapped = [
        flag
        for pair in TWINS
        for flag in _pair_flags(panel, pair, swapped_twins(panel, *pair), "swapped", "look exchanged")
    ]
    return swapped + _pair_flags(panel, TRADE, dollar_figures(panel), "dollars", "look like dollars")
