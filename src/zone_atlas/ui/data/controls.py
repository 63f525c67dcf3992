"""Draw the controls of the Data page's query: several codes of one kind, and a span of years."""

from __future__ import annotations

from collections.abc import Sequence

from streamlit.delta_generator import DeltaGenerator as Column

from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_list
from zone_atlas.ui.shell.language import t


def ask_several(
    column: Column, name: str, label: str, names: dict[str, str], otherwise: str
) -> tuple[str, ...]:
    """Draw the choice of several codes and return them.

    Parameters
    ----------
    column : Column
        Where the control stands.
    name : str
        Name of the address parameter.
    label : str
        What the reader chooses.
    names : dict of str to str
        The codes on offer with their names.
    otherwise : str
        The placeholder: it says what is shown while nothing is chosen.
    """
    parameter = state.Parameter(name, "multi", tuple(names), ())
    value = state.register_parameter(parameter)
    column.multiselect(
        label, parameter.allowed, key=parameter.key, format_func=names.__getitem__, placeholder=otherwise
    )
    return tuple(value)


def choose_span(
    column: Column, names: tuple[str, str], years: Sequence[int], default: tuple[int, int]
) -> tuple[int, int]:
    """Draw the choice of a first and a last year and return them, the earlier one first.

    Parameters
    ----------
    column : Column
        Where the controls stand, side by side.
    names : (str, str)
        Names of the two address parameters.
    years : sequence of int
        The years on offer.
    default : (int, int)
        The span that an address without years means.
    """
    labels = {year: str(year) for year in years}
    span = []
    for part, name, year, label in zip(
        column.columns(2), names, default, (t("data.from"), t("data.to")), strict=True
    ):
        parameter = state.Parameter(name, "int", tuple(years), year)
        span.append(int(state.register_parameter(parameter)))
        draw_choice_list(parameter, label, labels, column=part)
    return min(span), max(span)
