"""Draw the controls with which a reader chooses codes of one parameter: buttons, pills or a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from zone_atlas.ui.shell import state


def draw_choice_buttons(
    parameter: state.Parameter,
    label: str,
    labels: Mapping[Any, str],
    *,
    hide_label: bool = False,
    disabled: bool = False,
    help_text: str | None = None,
    column: DeltaGenerator | None = None,
) -> None:
    """Draw a registered parameter as a row of buttons of which one is always pressed.

    Parameters
    ----------
    parameter : Parameter
        A parameter of the kind 'choice' that was registered in this run.
    label : str
        What the reader chooses.
    labels : mapping of code to str
        The word on each button; every allowed code has one.
    hide_label : bool
        Whether the label is for screen readers only.
    disabled : bool
        Whether the buttons cannot be pressed.
    help_text : str, optional
        Shown when the reader points at the label.
    column : DeltaGenerator, optional
        Where the buttons stand; by default where the page is.
    """
    (column or st).segmented_control(
        label,
        parameter.allowed,
        key=parameter.key,
        format_func=labels.__getitem__,
        required=True,
        help=help_text,
        disabled=disabled,
        label_visibility="collapsed" if hide_label else "visible",
    )


def draw_choice_pills(
    parameter: state.Parameter,
    label: str,
    labels: Mapping[Any, str],
    *,
    help_text: str | None = None,
    column: DeltaGenerator | None = None,
) -> None:
    """Draw a registered parameter as buttons of which any number may be pressed.

    The parameters are those of `draw_choice_buttons`; the registered one is of the kind 'multi'.
    """
    (column or st).pills(
        label,
        parameter.allowed,
        selection_mode="multi",
        key=parameter.key,
        format_func=labels.__getitem__,
        help=help_text,
    )


def draw_choice_list(
    parameter: state.Parameter,
    label: str,
    labels: Mapping[Any, str],
    *,
    hide_label: bool = False,
    width: int | None = None,
    on_change: Callable[..., None] | None = None,
    args: Iterable[Any] = (),
    column: DeltaGenerator | None = None,
) -> None:
    """Draw a registered parameter as a list that folds out.

    Parameters
    ----------
    parameter, label, hide_label, column
        As in `draw_choice_buttons`.
    labels : mapping of code to str
        The codes on offer in their order, with their words.
    width : int, optional
        Pixels; by default the list is as wide as its column.
    on_change, args : callable and its arguments, optional
        Called after the reader's choice.
    """
    (column or st).selectbox(
        label,
        list(labels),
        key=parameter.key,
        format_func=labels.__getitem__,
        on_change=on_change,
        args=tuple(args),
        width=width or "stretch",
        label_visibility="collapsed" if hide_label else "visible",
    )


def keep_among_options(options: tuple[str, ...], chosen: str) -> tuple[str, ...]:
    """Return the options with the chosen one at their end, if the filter left it out."""
    return options if chosen in options else (*options, chosen)
