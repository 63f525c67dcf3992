"""What the control of a parameter holds in the browser, as far as a run can know it.

With every step the browser reports what all its controls hold. A value that a run puts into a control is
some time on its way: a reader who is quick, or a slow connection, brings a report that still holds the
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
        As it was registered last.
    value : str, int, bool or tuple
        What the latest run shows.
    reported : str, int, bool or tuple
        What the browser reported last.
    told : list
        What runs put into the control, oldest first, as long as no report shows that it arrived.
    """

    parameter: Parameter
    value: Any
    reported: Any
    told: list[Any] = field(default_factory=list)

    def hear(self, held: Any) -> bool:
        """Take in a report; say whether the reader moved the control.

        Examples
        --------
        >>> control = Control(Parameter("year", "int", (2019, 2020), 2020), 2020, 2020)
        >>> control.tell(2019)
        >>> control.hear(2020), control.hear(2019), control.hear(2020)
        (False, False, True)
        """
        stages = [self.reported, *self.told]
        arrived = _origin_of_move(stages, held)
        del self.told[:arrived]
        self.reported = held
        return bool(stages[arrived] != held)

    def tell(self, value: Any) -> None:
        """Note that a run puts a value into the control."""
        if self.told or value != self.reported:
            self.told.append(value)


def _origin_of_move(stages: list[Any], held: Any) -> int:
    """Return the position of what the control held when the reader moved it, if the reader did.

    A click adds or takes away one code, so several codes tell where they come from.
    """
    if held in stages:
        return len(stages) - 1 - stages[::-1].index(held)
    if isinstance(held, tuple):
        return min(range(len(stages)), key=lambda i: len(set(stages[i]) ^ set(held)))
    return len(stages) - 1
