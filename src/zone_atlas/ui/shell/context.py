"""Open what a page works with: the reader's view, the tables, and the zones and cities that pass."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd
import streamlit as st

from zone_atlas.analysis import selection, standing
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.framework import DRIVER
from zone_atlas.catalogue.records import Dimension, Indicator
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.shell import filters, names
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.state import View
from zone_atlas.ui.shell.tables import published_atlas

Mode = Literal["light", "dark"]
Family = Literal["driver", "bottleneck", "neutral"]


@remember_with_tables(maxsize=2)
def _codes_of_kind(atlas: Atlas, kind: str) -> tuple[str, ...]:
    return tuple(atlas.places.loc[atlas.places["kind"] == kind, "place"])


@remember_with_tables(maxsize=1024)
def _ranked_cities(atlas: Atlas, year: int, node: str) -> pd.Series:
    return standing.ranked_cities(atlas.scores_at([node], year), year, node, _codes_of_kind(atlas, "city"))


@remember_with_tables(maxsize=2048)
def _scores_of_zones(atlas: Atlas, year: int, node: str, proxies: bool) -> pd.DataFrame:
    return standing.scores_in(
        atlas.scores_at([node], year), year, [node], list(atlas.catalogue.zones), proxies
    )


@dataclass(frozen=True)
class Context:
    """The reader's view with everything a page asks of it.

    Attributes
    ----------
    view : View
        The choices that all pages share.
    atlas : Atlas
        The published tables.
    zones, cities : tuple of str
        The zones and cities that pass the filter.
    restricted : bool
        Whether the filter restricts cities, and not only the cohorts of zones.
    mode : {'light', 'dark'}
        The theme of the browser.
    phone : bool
        Whether the browser says that it is a phone.
    """

    view: View
    atlas: Atlas
    zones: tuple[str, ...]
    cities: tuple[str, ...]
    restricted: bool
    mode: Mode
    phone: bool

    def seen(self, *details: Hashable, yearly: bool = True) -> Hashable:
        """Return the key of a figure: the view, the tables and the details; `yearly` is False for lines over time."""
        view = self.view if yearly else replace(self.view, year=0)
        return (self.atlas.manifest["inputs"], view, self.mode, self.phone, details)

    def cities_on(self, node: str) -> pd.Series:
        """Return the scores of the ranked cities on a node in the year of the view: the same for every filter."""
        return _ranked_cities(self.atlas, self.view.year, node)

    def standing(self, node: str) -> standing.Standing:
        """Return the standing of the zones that pass among all cities on a node."""
        return standing.standing_among(self.cities_on(node), self.zone_scores([node]), node)

    def zone_scores(self, nodes: list[str]) -> pd.DataFrame:
        """Return the scores of the zones that pass on some nodes, one row per zone and node."""
        view = self.view
        rows = pd.concat([_scores_of_zones(self.atlas, view.year, node, view.proxies) for node in nodes])
        return rows[rows["place"].isin(self.zones)]

    @property
    def all_cities(self) -> tuple[str, ...]:
        """Return the adcodes of every prefecture-level city."""
        return _codes_of_kind(self.atlas, "city")

    def place(self, place: str) -> str:
        """Return the name of a zone or place in the reader's language."""
        return names.name_place(self.atlas, self.view.language, place)

    def node(self, node: str) -> str:
        """Return the name of a dimension, element, indicator or series."""
        return names.name_node(self.atlas.catalogue, self.view.language, node)

    def short(self, dimension: str) -> str:
        """Return the short name of a dimension."""
        return self.atlas.catalogue.dimensions[dimension].short.of(self.view.language)

    def unit(self, unit: str) -> str:
        """Return the name of a unit."""
        return self.atlas.catalogue.units[unit].name.of(self.view.language)

    def figure(self, value: float, unit: str) -> str:
        """Write a value with its unit, at the decimals of the unit."""
        return names.write_figure(self.atlas.catalogue, self.view.language, value, unit)

    def family(self, node: str) -> Family:
        """Return the colour family of a dimension, element or indicator: that of its kind."""
        return self.atlas.catalogue.kind_of(node)

    def is_driver(self, node: str) -> bool:
        """Say whether more of a node is a stronger driver, not a more severe bottleneck."""
        return self.atlas.catalogue.kind_of(node) == DRIVER

    def dimensions(self, kind: str = "") -> list[Dimension]:
        """Return the dimensions of a kind ('driver', 'bottleneck'), or all."""
        return [d for d in self.atlas.catalogue.dimensions.values() if kind in ("", d.kind)]

    def indicator(self, node: str) -> Indicator | None:
        """Return the indicator of that name, if it is one."""
        return self.atlas.catalogue.indicators.get(node)


def open_context(view: View) -> Context:
    """Open the tables, apply the filter, and say above the filters how many zones pass."""
    atlas = published_atlas()
    zones = tuple(selection.select_zones(atlas.places, view))
    filters.show_count(len(zones), len(atlas.catalogue.zones))
    cities = tuple(selection.select_cities(atlas.places, view))
    mode: Mode = "dark" if st.context.theme.type == "dark" else "light"
    return Context(view, atlas, zones, cities, view.by_type, mode, on_phone())


def on_phone() -> bool:
    """Say whether the browser calls itself a phone; the server cannot see its width."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def explain_no_zones(ctx: Context) -> bool:
    """Explain an empty selection; True when there is nothing to show."""
    if not ctx.zones:
        st.info(t("empty.zones"), icon=":material/filter_alt_off:")
    return not ctx.zones
