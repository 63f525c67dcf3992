"""Read from the address which index the reader makes in the Lab."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import streamlit as st

from zone_atlas.analysis.lab import scenarios
from zone_atlas.analysis.lab.index import (
    DEFAULT,
    INDEXES,
    KINDS,
    SLIDER_END,
    Choice,
    Lab,
    is_index,
    open_lab,
)
from zone_atlas.analysis.lab.ranks import CONCENTRATIONS, DEFAULT_CONCENTRATION, Variation
from zone_atlas.analysis.lab.weights import apply_choice, nodes_with_slider
from zone_atlas.index.sensitivity import FACTORS
from zone_atlas.index.specification import MEANS, SCALES
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_buttons
from zone_atlas.ui.shell.context import Context, Family
from zone_atlas.ui.shell.language import list_names, number, t
from zone_atlas.ui.shell.markdown import quiet_markdown

SAVED = ("s1", "s2", "s3", "s4")
SLIDER_VALUES = tuple(range(SLIDER_END + 1))
METHODS = ("scale", "mean", "weights")


@dataclass(frozen=True)
class LabQuery:
    """The index that the reader makes in the Lab, and what varies in it.

    Attributes
    ----------
    zones : tuple of str
        Ranked zones that pass the filter: ranks count all zones, the filter only chooses which are listed.
    saved : tuple of (name, text)
        Saved choices about this index, by the parameter that holds them.
    used_slots : tuple of str
        Parameters that hold a saved choice, about either index.
    """

    lab: Lab
    choice: Choice
    variation: Variation
    zones: tuple[str, ...]
    saved: tuple[tuple[str, str], ...]
    used_slots: tuple[str, ...]

    @property
    def is_default(self) -> bool:
        """Say whether this is the index the Lab starts from."""
        lab = self.lab
        return apply_choice(lab, self.choice) == apply_choice(lab, DEFAULT) and (
            (self.choice.scale, self.choice.mean) == (DEFAULT.scale, DEFAULT.mean)
        )

    @property
    def family(self) -> Family:
        """Return the colour family of the index."""
        return KINDS[self.lab.index]

    def key(self, *details: Hashable) -> Hashable:
        """Return the key of a figure: the query and the details."""
        return (self.lab.index, self.lab.year, self.choice, self.variation, self.zones, details)

    def listed_choices(self) -> dict[str, Choice]:
        """Return the default, the current and the saved choices, by a name of their own."""
        specification = self.lab.specification
        saved = {name: scenarios.read_scenario(text, specification) for name, text in self.saved}
        return {"default": DEFAULT, "now": self.choice, **saved}


def ask_lab(ctx: Context) -> LabQuery:
    """Draw the choice of the index, and read the reader's other choices."""
    index = state.Parameter("index", "choice", INDEXES, INDEXES[0])
    lab = open_lab(ctx.atlas, is_index(str(state.register_parameter(index))), ctx.view.year)
    choice = _choice_of_reader(lab)
    variation = Variation(
        int(state.register_parameter(concentration_parameter())),
        tuple(str(code) for code in state.register_parameter(fixed_choices_parameter())),
    )
    pattern = scenarios.scenario_pattern(ctx.atlas.catalogue)
    saved = {
        name: str(state.register_parameter(state.Parameter(name, "text", (), "", pattern))) for name in SAVED
    }
    ranked = {zone for zone, is_ranked in zip(lab.zones, lab.ranked, strict=True) if is_ranked}
    _introduce_lab(ctx, lab, index)
    return LabQuery(
        lab,
        choice,
        variation,
        tuple(zone for zone in ctx.zones if zone in ranked),
        tuple(
            (n, text) for n, text in saved.items() if text and scenarios.index_of_scenario(text) == lab.index
        ),
        tuple(name for name, text in saved.items() if text),
    )


def _introduce_lab(ctx: Context, lab: Lab, index: state.Parameter) -> None:
    labels = {name: t(f"lab.index.{name}") for name in INDEXES}
    draw_choice_buttons(index, t("lab.index"), labels, hide_label=True)
    joined = list_names([ctx.short(d) for d in lab.dimensions])
    sense = t("lab.sense.drivers") if lab.index == "drivers" else t("lab.sense.bottlenecks")
    lines = [t("lab.about", names=joined), sense]
    if lab.year != ctx.view.year:
        lines.append(t("lab.other_year", year=lab.year))
    # Chinese sentences follow one another without a space.
    st.markdown(quiet_markdown(("" if ctx.view.language == "zh" else " ").join(lines)))


def _choice_of_reader(lab: Lab) -> Choice:
    scale, mean, weights = (state.register_parameter(parameter) for parameter in method_parameters())
    sliders = [(id, state.register_parameter(parameter)) for id, parameter in slider_parameters(lab).items()]
    standard = {id: parameter.default for id, parameter in slider_parameters(lab).items()}
    return Choice(
        scale,
        mean,
        weights,
        tuple((id, int(value)) for id, value in sliders if value != standard[id]),
        tuple(str(id) for id in state.register_parameter(lock_parameter(lab))),
    )


def method_parameters() -> tuple[state.Parameter, state.Parameter, state.Parameter]:
    """Return the parameters of the normalisation, the mean and the source of the weights."""
    return (
        state.Parameter("scale", "choice", SCALES, DEFAULT.scale),
        state.Parameter("mean", "choice", MEANS, DEFAULT.mean),
        state.Parameter("weights", "choice", scenarios.OFFERED_SCHEMES, DEFAULT.scheme),
    )


def slider_parameters(lab: Lab) -> dict[str, state.Parameter]:
    """Return the parameter of each node's slider, by node."""
    return {
        id: state.Parameter(id.lower(), "int", SLIDER_VALUES, lab.sliders[id])
        for id in nodes_with_slider(lab.specification)
    }


def lock_parameter(lab: Lab) -> state.Parameter:
    """Return the parameter of the locked nodes; none by default."""
    return state.Parameter("lock", "multi", nodes_with_slider(lab.specification), ())


def concentration_parameter() -> state.Parameter:
    """Return the parameter that says how closely drawn weights keep to the chosen ones."""
    return state.Parameter("concentration", "int", CONCENTRATIONS, DEFAULT_CONCENTRATION)


def fixed_choices_parameter() -> state.Parameter:
    """Return the parameter of the choices that do not vary; none by default."""
    return state.Parameter("hold", "multi", FACTORS, ())


def write_percent(share: float, decimals: int = 0) -> str:
    """Write a share (0–1) in per cent; a share near 0 or 1 is never rounded to it."""
    value = 100 * share
    step = 10.0**-decimals
    if 0 < value < step / 2:
        return t("lab.percent.below", value=number(step, decimals))
    if 100 - step / 2 < value < 100:
        return t("lab.percent.above", value=number(100 - step, decimals))
    return t("lab.percent", value=number(value, decimals))


def choice_text(choice: Choice) -> str:
    """Write a choice in words."""
    parts = [t(f"lab.scale.{choice.scale}"), t(f"lab.mean.{choice.mean}")]
    if choice.scheme != "given":
        parts.append(t(f"lab.weights.{choice.scheme}"))
    elif choice.sliders or choice.locked:
        parts.append(t("lab.own_weights"))
    else:
        parts.append(t("lab.equal_weights"))
    return " · ".join(parts)
