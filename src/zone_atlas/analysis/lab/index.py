"""The zones ranked on a composite of the drivers or of the bottlenecks, under whatever choices the reader makes.

The product publishes dimensions and no single index. Here three of them are joined to one, so that a reader can see
how far a ranking is a matter of choice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.framework import BOTTLENECK, DRIVER, Kind
from zone_atlas.catalogue.records import Catalogue, Indicator
from zone_atlas.catalogue.rules import FIRST_FULL_YEAR, FULL, RANKED_FROM
from zone_atlas.index.engine import score_index
from zone_atlas.index.hierarchy import Array
from zone_atlas.index.normalise import normalise_indicators
from zone_atlas.index.specification import SCALES, Mean, Method, Node, Normalisation, Specification
from zone_atlas.index.ties import may_be_ranked
from zone_atlas.index.weights import Scheme, weights_from_data
from zone_atlas.memo import remember_with_tables

IndexName = Literal["drivers", "bottlenecks"]
KINDS: dict[IndexName, Kind] = {"drivers": DRIVER, "bottlenecks": BOTTLENECK}
INDEXES: tuple[IndexName, ...] = ("drivers", "bottlenecks")
# z-scores as T-scores, so that they read like the other scales.
CENTRE, SPREAD = 50.0, 10.0
SLIDER_END = 100


@dataclass(frozen=True)
class Choice:
    """A way to make the index.

    Attributes
    ----------
    scale, mean, scheme
        Normalisation, aggregation, and where weights come from; 'given' takes the sliders.
    sliders : tuple of (node, 0–100)
        Those that were moved from their default.
    locked : tuple of str
        Nodes whose slider is their exact share in per cent among their siblings.
    """

    scale: Method = "goalposts"
    mean: Mean = "arithmetic"
    scheme: Scheme = "given"
    sliders: tuple[tuple[str, int], ...] = ()
    locked: tuple[str, ...] = ()


DEFAULT = Choice()


@dataclass(frozen=True, eq=False)
class Lab:
    """One index in one year: the zones, then all cities, on every indicator in force.

    Attributes
    ----------
    specification : Specification
        The default: published goalposts, equal weights, arithmetic means.
    zones : tuple of str
        The first rows of `values`.
    values : array (units, indicators)
        In each indicator's unit, NaN where missing. On a logarithmic scale a value of 0 or below is replaced by
        the lower goalpost, as in the published scores.
    sliders : dict of str to int
        Default position of the slider of each node: the same in every year, so that a link or a change of year does
        not move a slider.
    """

    index: IndexName
    year: int
    specification: Specification
    zones: tuple[str, ...]
    values: Array
    sliders: dict[str, int]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The three dimensions."""
        return tuple(node.id for node in self.specification.children[self.specification.root.id])

    @cached_property
    def coverage(self) -> Array:
        """Share of the indicators in force that a zone has, zones × dimensions."""
        scores = score_index(self.specification, self.values)
        return np.column_stack([scores.coverage_of(d) for d in self.dimensions])[: len(self.zones)]

    @cached_property
    def ranked(self) -> NDArray[np.bool_]:
        """Zones with enough data in each dimension."""
        return may_be_ranked(self.coverage, RANKED_FROM)

    @cached_property
    def population(self) -> dict[Method, Array]:
        """Indicators of zones and cities under each normalisation, high = high on the index."""
        # Centre and spread are those of z-scores; the other methods leave them unread.
        rules = {scale: Normalisation(scale, centre=CENTRE, spread=SPREAD) for scale in SCALES}
        return {
            scale: normalise_indicators(
                replace(self.specification, normalisation=rules[scale], clip=scale == "goalposts"),
                self.values,
            )
            for scale in SCALES
        }

    def scores(self, scale: Method) -> Array:
        """Indicators of the zones under a normalisation that counts all cities, zones × indicators.

        Parameters
        ----------
        scale : {'goalposts', 'minmax', 'zscore', 'rank'}
        """
        return self.population[scale][: len(self.zones)]

    @cached_property
    def read_weights(self) -> dict[Scheme, Specification]:
        """The index with weights read from the published scores of zones and cities."""
        schemes: tuple[Scheme, ...] = ("entropy", "critic", "component")
        return {
            scheme: weights_from_data(self.specification, self.population["goalposts"], scheme)
            for scheme in schemes
        }


@remember_with_tables(maxsize=16)
def open_lab(atlas: Atlas, index: IndexName, year: int) -> Lab:
    """The index in a year; for a year before the first of the full set, that of the first.

    Parameters
    ----------
    atlas : Atlas
    index : {'drivers', 'bottlenecks'}
    year : int
    """
    year = max(year, FIRST_FULL_YEAR)
    zones = tuple(atlas.catalogue.zones)
    cities = tuple(atlas.places.loc[atlas.places["kind"] == "city", "place"].astype(str))
    rows = atlas.normalised_in(year)
    rows = rows[rows["set"].eq(FULL) & rows["basis"].eq(EXACT)].astype({"place": str, "indicator": str})
    in_force = set(rows["indicator"])
    members = [
        indicator
        for dimension in atlas.catalogue.dimensions.values()
        if dimension.kind == KINDS[index]
        for element in dimension.elements
        for indicator in atlas.catalogue.indicators_of(element.id)
        if indicator.id in in_force
    ]
    posts = atlas.goalposts[atlas.goalposts["set"].eq(FULL)].set_index("indicator")
    bounds = {i.id: (float(posts.at[i.id, "low"]), float(posts.at[i.id, "high"])) for i in members}
    table = rows.pivot(index="place", columns="indicator", values="value").reindex(
        index=[*zones, *cities], columns=[i.id for i in members]
    )
    for indicator in members:
        if indicator.goalposts == "log":
            column = table[indicator.id]
            table[indicator.id] = column.mask(column <= 0, bounds[indicator.id][0])
    return Lab(
        index,
        year,
        _specification_of_year(index, members, bounds),
        zones,
        table.to_numpy(dtype=float, copy=True),
        _default_sliders(atlas.catalogue, index),
    )


def _specification_of_year(
    index: IndexName, members: list[Indicator], bounds: dict[str, tuple[float, float]]
) -> Specification:
    dimensions = dict.fromkeys(i.dimension for i in members)
    elements = {i.element: i.dimension for i in members}
    leaves = (
        Node(i.id, i.element, direction=i.direction, goalposts=bounds[i.id], log=i.goalposts == "log")
        for i in members
    )
    nodes = (
        Node(index),
        *(Node(d, index) for d in dimensions),
        *(Node(e, d) for e, d in elements.items()),
        *leaves,
    )
    return Specification(nodes, Normalisation("goalposts"), clip=True)


def _default_sliders(catalogue: Catalogue, index: IndexName) -> dict[str, int]:
    """An even share among the siblings of all years, whether or not they are in force in this one."""
    sliders: dict[str, int] = {}

    def even(ids: list[str]) -> None:
        sliders.update(dict.fromkeys(ids, round(SLIDER_END / max(len(ids), 1))))

    dimensions = [d for d in catalogue.dimensions.values() if d.kind == KINDS[index]]
    even([d.id for d in dimensions])
    for dimension in dimensions:
        even([element.id for element in dimension.elements])
        for element in dimension.elements:
            even([i.id for i in catalogue.indicators_of(element.id) if FULL in i.sets])
    return sliders


def is_index(name: str) -> IndexName:
    """The name as that of an index.

    Parameters
    ----------
    name : str

    Raises
    ------
    ValueError
        When no index has that name.
    """
    if name not in INDEXES:
        raise ValueError(f"{name!r} is none of {', '.join(INDEXES)}")
    return name
