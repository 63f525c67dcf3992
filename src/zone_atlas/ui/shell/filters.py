"""Draw the filters that every page shares, in the sidebar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from zone_atlas.catalogue.records import COHORTS
from zone_atlas.catalogue.rules import FIRST_CORE_YEAR, LAST_SCORED_YEAR
from zone_atlas.ui.shell import language, state
from zone_atlas.ui.shell.choices import draw_choice_buttons, draw_choice_pills
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import quiet_markdown

# Years that a view may show: those of the long-run core, which holds the full set's.
YEARS = range(FIRST_CORE_YEAR, LAST_SCORED_YEAR + 1)
_COUNT_SLOT = "filter-count-slot"


@dataclass(frozen=True)
class Options:
    """The codes the filters offer, in the order they are shown."""

    cohorts: tuple[int, ...] = COHORTS
    regions: tuple[str, ...] = ("northeast", "east", "central", "west")
    lifecycles: tuple[str, ...] = ("growing", "mature", "declining", "regenerating", "none")
    resource: tuple[str, ...] = ("all", "yes", "no")
    mining: tuple[str, ...] = ("low", "medium", "high")
    size: tuple[str, ...] = ("small", "medium", "large", "very_large", "super")


@dataclass(frozen=True)
class _FilterControl:
    """A filter drawn as a row of small buttons: its parameter, label, prefix of its messages, and help."""

    parameter: state.Parameter
    label: str
    prefix: str
    help: str | None = None


def draw_filters(options: Options, years: Sequence[int]) -> state.View:
    """Draw the filters and return the view that they describe.

    Parameters
    ----------
    options : Options
        The codes to offer.
    years : sequence of int
        The years with data, in order; the last one is the default.
    """
    choices = _button_filters(options)
    year = state.Parameter("year", "int", tuple(years), years[-1])
    proxies = state.Parameter("proxies", "flag", default=False)
    values = {item.parameter.name: state.register_parameter(item.parameter) for item in choices}
    chosen_year, with_proxies = state.register_parameter(year), state.register_parameter(proxies)
    with st.sidebar:
        language.draw_language_switch()
        st.session_state[_COUNT_SLOT] = st.empty()
        st.select_slider(t("filter.year"), years, key=year.key)
        for item in choices:
            _draw_filter(item)
        st.toggle(t("filter.proxies"), key=proxies.key, help=t("filter.proxies.help"))
        names = (*values, year.name, proxies.name)
        st.button(
            t("filter.reset"),
            on_click=state.reset_parameters,
            args=(names,),
            type="tertiary",
            icon=":material/restart_alt:",
            key="filter-reset",
        )
    return state.View(
        language=language.current_language(),
        year=chosen_year,
        cohorts=values["cohort"],
        regions=values["region"],
        lifecycles=values["lifecycle"],
        resource=values["resource"],
        mining=values["mining"],
        size=values["size"],
        proxies=with_proxies,
    )


def show_count(shown: int, total: int) -> None:
    """Say above the filters how many zones a page shows.

    Parameters
    ----------
    shown, total : int
        Zones that pass the filters, and all zones.
    """
    slot = st.session_state.get(_COUNT_SLOT)
    if slot is None:
        return
    text = t("filter.count", shown=shown, total=total) if shown else t("filter.count.none", total=total)
    slot.markdown(quiet_markdown(text))


def _button_filters(options: Options) -> tuple[_FilterControl, ...]:
    """Describe the filters that are drawn as buttons, in their order."""

    def several(name: str, allowed: tuple[state.Code, ...]) -> state.Parameter:
        return state.Parameter(name, "multi", allowed, ())

    return (
        _FilterControl(several("cohort", options.cohorts), t("filter.cohort"), "cohort"),
        _FilterControl(several("region", options.regions), t("filter.region"), "region"),
        _FilterControl(
            state.Parameter("resource", "choice", options.resource, "all"), t("filter.resource"), "resource"
        ),
        _FilterControl(
            several("lifecycle", options.lifecycles),
            t("filter.lifecycle"),
            "lifecycle",
            t("filter.lifecycle.help"),
        ),
        _FilterControl(
            several("mining", options.mining), t("filter.mining"), "mining", t("filter.mining.help")
        ),
        _FilterControl(several("size", options.size), t("filter.size"), "size", t("filter.size.help")),
    )


def _draw_filter(item: _FilterControl) -> None:
    """Draw one filter; the control's value comes from the state, its labels from the catalogue."""
    parameter = item.parameter
    labels = {code: t(f"{item.prefix}.{code}") for code in parameter.allowed}
    if parameter.kind == "multi":
        draw_choice_pills(parameter, item.label, labels, help_text=item.help)
    else:
        draw_choice_buttons(parameter, item.label, labels, help_text=item.help)
