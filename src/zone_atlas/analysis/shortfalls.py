"""On which indicators a place stands worst against its nearest peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.analysis import peer_group, standing
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT, PROXY
from zone_atlas.catalogue.framework import BOTTLENECK
from zone_atlas.memo import remember_with_tables

# A median of fewer peers says little about them.
FEWEST_PEERS = 3
FIGURES = ("value", "value_year", "score", "is_exact")
COLUMNS = ("indicator", "value", "year", "basis", "score", "peers_value", "peers_score", "peers", "gap")


@dataclass(frozen=True)
class _Year:
    """Bottleneck indicators of one year on one basis as arrays, place × indicator; NaN where there is no value."""

    places: dict[str, int]
    indicators: list[str]
    figures: dict[str, NDArray[np.float64]]

    def of(self, name: str, places: Sequence[str]) -> NDArray[np.float64]:
        """Figures of some places, in their order; those that are not there are left out."""
        return self.figures[name][[self.places[p] for p in places if p in self.places]]


@remember_with_tables(maxsize=24)
def _of_year(atlas: Atlas, year: int, basis: str) -> _Year:
    dimensions = atlas.catalogue.dimensions
    names = [i.id for i in atlas.catalogue.indicators.values() if dimensions[i.dimension].kind == BOTTLENECK]
    rows = atlas.normalised_in(year)
    chosen = rows["set"].eq(standing.set_of(year)) & rows["basis"].eq(basis) & rows["indicator"].isin(names)
    text = rows[chosen].astype({"place": str, "indicator": str})
    # Beside proxies a census figure is still the place's own.
    text = text.assign(is_exact=text["value_basis"].eq(EXACT).astype(float))
    wide = {name: text.pivot(index="place", columns="indicator", values=name) for name in FIGURES}
    places = {place: at for at, place in enumerate(wide["score"].index)}
    wide = {name: table.reindex(columns=names) for name, table in wide.items()}
    return _Year(places, names, {name: table.to_numpy(dtype=float) for name, table in wide.items()})


@remember_with_tables(maxsize=512)
def shortfalls_of_place(atlas: Atlas, place: str, year: int, proxies: bool) -> pd.DataFrame:
    """Indicators of the bottlenecks on which a place scores above the median of its peers, the widest gap first.

    Scores put all indicators on one scale (0–100, high = severe), so that gaps of different units can be ordered.

    Parameters
    ----------
    atlas : Atlas
    place : str
        A zone or city.
    year : int
        Values may be up to three years older, as in the index.
    proxies : bool
        Whether a wider unit's figure may stand in for the place's own.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`: the place's value with its year, basis and score; the medians of the nearest peers that have
        one and their number; `gap` = score − median score of the peers.
    """
    exact, peers = _of_year(atlas, year, EXACT), peer_group.nearest_peers(atlas, place)
    scores, values = exact.of("score", peers), exact.of("value", peers)
    shortfalls = []
    for at, indicator in enumerate(exact.indicators):
        own, has_score = _own_values(atlas, place, year, proxies, at), np.isfinite(scores[:, at])
        if own is None or has_score.sum() < FEWEST_PEERS:
            continue
        medians = float(np.median(values[has_score, at])), float(np.median(scores[has_score, at]))
        gap = own[-1] - medians[1]
        if gap > 0:
            shortfalls.append((indicator, *own, *medians, int(has_score.sum()), gap))
    return pd.DataFrame(sorted(shortfalls, key=lambda row: (-row[-1], row[0])), columns=list(COLUMNS))


def _own_values(
    atlas: Atlas, place: str, year: int, proxies: bool, at: int
) -> tuple[float, int, str, float] | None:
    """Value, its year, basis and score of an indicator: with `proxies` those of the wider unit where there are any."""
    for basis in (PROXY, EXACT) if proxies else (EXACT,):
        table = _of_year(atlas, year, basis)
        line = table.places.get(place)
        if line is not None and np.isfinite(table.figures["score"][line, at]):
            value, value_year, score, is_exact = (float(table.figures[name][line, at]) for name in FIGURES)
            return value, int(value_year), EXACT if is_exact else PROXY, score
    return None
