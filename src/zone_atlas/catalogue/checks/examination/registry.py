"""Rules of the examination: the meaning of each, and whether it fails or lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from zone_atlas.catalogue.checks.examination import (
    copies,
    debt,
    deflator,
    ends,
    identities,
    ranks,
    registered,
    seams,
    sizes,
    spikes,
    steps,
    twins,
    unit_factors,
    whole_numbers,
    zeros,
)
from zone_atlas.catalogue.checks.examination.flags import Flag
from zone_atlas.catalogue.checks.examination.panel import Panel

FAIL, LIST = "fail", "list"


@dataclass(frozen=True)
class Rule:
    """A rule: its severity, its meaning, and what answers it besides an entry of a register.

    ``break_answers``: a declared break of the year does; ``doubt_answers``: status V does, because rule and status say
    the same, that another source or vintage has another figure.
    """

    id: str
    severity: str
    meaning: str
    break_answers: bool = False
    doubt_answers: bool = False


RULES = MappingProxyType(
    {
        rule.id: rule
        for rule in (
            Rule("unit_factor", FAIL, "a power of ten off its neighbours"),
            Rule("spike_strict", FAIL, "off both neighbours by more than the series swings"),
            Rule("end_strict", FAIL, "the first or last value is off the steady years beside it"),
            Rule("seam", FAIL, "between breaks of its series and far off the figures across them"),
            Rule("swapped", FAIL, "fits the path of its twin series, and the twin fits its own"),
            Rule("dollars", FAIL, "exports and imports are both lower by about the exchange rate"),
            Rule("copied_emissions", FAIL, "two of three emissions equal the year before"),
            Rule("row_copy", FAIL, "equals another series of the row and is off its own path"),
            Rule("repeated_row", FAIL, "several series of the row equal the year before"),
            Rule("repeated_year", FAIL, "equals the year before in four digits or more"),
            Rule("other_place", FAIL, "several series of the row equal those of another place"),
            Rule("part_above_whole", FAIL, "a part is larger than its whole"),
            Rule("two_readings", FAIL, "two readings of one quantity are far apart", doubt_answers=True),
            Rule("sectors_sum", FAIL, "the three sectors are far from GDP", doubt_answers=True),
            Rule("share_of_sectors", FAIL, "a sector share contradicts the sectors", doubt_answers=True),
            Rule("ages_sum", FAIL, "the three age groups do not sum to 100 %"),
            Rule("registered", FAIL, "residents equal the registered population"),
            Rule("zero", FAIL, "a zero among figures"),
            Rule("fraction", FAIL, "a fraction in a series of whole numbers"),
            Rule("size", FAIL, "out of all proportion to the size of the place"),
            Rule("change", FAIL, "two years differ as in no other place"),
            Rule("deflator", FAIL, "GDP and its real index imply an impossible price change", True, True),
            Rule("still_province", FAIL, "a whole province stands still"),
            Rule("debt_jump", FAIL, "a balance leaves the pace of the nation within a year", True),
            Rule("chart", FAIL, "read off a chart"),
            Rule("province_step", LIST, "most places of a province step alike", True),
            Rule("spike", LIST, "off both neighbours by more than the noise"),
            Rule("end", LIST, "the first or last value is off by more than the noise"),
            Rule("step", LIST, "a lasting step of one place", True),
            Rule("repeated_people", LIST, "a population equals that of the year before"),
            Rule("rank_jump", LIST, "jumps among all places and returns"),
        )
    }
)

TESTS: tuple[Callable[[Panel], list[Flag]], ...] = (
    spikes.flag_spikes,
    ends.flag_ends,
    seams.flag_seams,
    unit_factors.flag_unit_factors,
    twins.flag_twins,
    copies.flag_copies,
    identities.flag_identities,
    registered.flag_registered,
    zeros.flag_zeros,
    whole_numbers.flag_fractions,
    sizes.flag_sizes,
    deflator.flag_deflators,
    steps.flag_steps,
    ranks.flag_rank_jumps,
)


def flags_of_panel(panel: Panel, notes: pd.Series) -> list[Flag]:
    """All flags of one level.

    Parameters
    ----------
    panel : Panel
        Figures of one level of places.
    notes : Series of str
        Notes of all observations, by position.

    Returns
    -------
    list of Flag
        In the order of the rules.
    """
    flags = [flag for test in TESTS for flag in test(panel)]
    return [*flags, *debt.flag_debt(panel, notes)]
