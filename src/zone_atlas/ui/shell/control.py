"""Keep what the control of a parameter shows in the browser, as far as a run can know it.

With every step the browser reports what all its controls show. A value that a run puts into a control is
some time on its way: a reader who is quick, or a slow connection, brings a report that still bears the
earlier value, and taking that for a choice would undo what the run had just shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from zone_atlas.ui.shell.parameter import Parameter


@dataclass
class Control:
    """A parameter, its value, and its control in the browser.

    Parameters
    ----------
    parameter : Parameter
        The parameter as it was registered last.
    value : str, int, bool or tuple
        The value that the latest run shows.
    reported : str, int, bool or tuple
        The value that the browser reported last.
    unconfirmed : list
        Values sent to the browser that it has not confirmed yet, oldest first.
    """

    parameter: Parameter
    value: Any
    reported: Any
    unconfirmed: list[Any] = field(default_factory=list)

    def take_report(self, reported: Any) -> bool:
        """Take in a report of the browser; say whether the reader moved the control.

        Examples
        --------
        >>> control = Control(Parameter("year", "int", (2019, 2020), 2020), 2020, 2020)
        >>> control.note_sent(2019)
        >>> control.take_report(2020), control.take_report(2019), control.take_report(2020)
        (False, False, True)
        """
        stages = [self.reported, *self.unconfirmed]
        arrived = _origin_of_move(stages, reported)
        del self.unconfirmed[:arrived]
        self.reported = reported
        return bool(stages[arrived] != reported)

    def note_sent(self, value: Any) -> None:
        """Note that a run puts a value into the control."""
        if self.unconfirmed or value != self.reported:
            self.unconfirmed.append(value)


def _origin_of_move(stages: list[Any], reported: Any) -> int:
    """Return the index in `stages` of the value the reader started from.

    A click adds or takes away one code, so the stage that differs least from several codes is their origin.
    """
    if reported in stages:
        return len(stages) - 1 - stages[::-1].index(reported)
    if isinstance(reported, tuple):
        return min(range(len(stages)), key=lambda i: len(set(stages[i]) ^ set(reported)))
    return len(stages) - 1
