"""Step 8: location quotients, relatedness of industries, and the check whether relatedness predicts entries.

Hidalgo, Klinger, Barabási and Hausmann (2007), "The product space conditions the development of nations", Science
317: two industries are related when places that are specialised in one tend to be specialised in the other.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.industries import EMPLOYMENT_SHARES, INDUSTRIES
from zone_atlas.catalogue.rules import CENSUSES, MOVED, PRESENT
from zone_atlas.index.classification import area_under_curve
from zone_atlas.index.uncertainty import HIGH, LOW
from zone_atlas.pipeline.join import Panel
from zone_atlas.pipeline.zones import split_units

Array = NDArray[np.float64]
WORKERS = "census_workers_sample"
RESAMPLES, SEED = 500, 2010


def location_quotients(
    shares: pd.DataFrame, workers: pd.Series, country: list[str]
) -> tuple[pd.DataFrame, pd.Series]:
    """Compute the location quotients of places against all places of the country together.

    Parameters
    ----------
    shares : DataFrame
        Employment shares in per cent, one row per place, one column per industry; rounded shares need not add up.
    workers : Series
        Workers of each place.
    country : list of str
        Places that make up the country.

    Returns
    -------
    (DataFrame, Series)
        LQ = share in the place / share in the country, and the shares in the country in per cent.
    """
    counted = shares.loc[country].mul(workers.loc[country], axis=0).sum()
    national = 100 * counted / counted.sum()
    return 100 * shares.div(shares.sum(axis=1), axis=0) / national, national


def proximity_of_industries(present: Array) -> Array:
    """Compute the proximity of industries: the smaller of the two chances of finding one where the other is.

    Parameters
    ----------
    present : array (places, industries)
        1 where a place is specialised in the industry.

    Returns
    -------
    array (industries, industries)
        0–1, symmetric, 1 on the diagonal; 0 for an industry that no place is specialised in.
    """
    both = present.T @ present
    ubiquity = np.diag(both)
    most = np.maximum(ubiquity[:, None], ubiquity[None, :])
    return np.divide(both, most, out=np.zeros_like(both), where=most > 0)


def relatedness_density(present: Array, proximities: Array) -> Array:
    """Compute relatedness density: the share of an industry's proximities to industries that the place has.

    Parameters
    ----------
    present : array (places, industries)
    proximities : array (industries, industries)

    Returns
    -------
    array (places, industries)
        0–1.
    """
    total = proximities.sum(axis=0)
    return np.divide(present @ proximities, total, out=np.zeros(present.shape), where=total > 0)


def entry_check(before: Array, after: Array, quotients: Array, densities: Array) -> pd.DataFrame:
    """Measure how well relatedness predicts the absent industries in which a place specialises by the next census.

    Parameters
    ----------
    before, after : array (places, industries)
        1 where a place is specialised, in the first and the second census.
    quotients, densities : array (places, industries)
        Of the first census.

    Returns
    -------
    DataFrame
        One row per predictor: auc with the 90 % interval over resampled places (low, high), base_rate, pairs of
        place and absent industry, entries, places. A predictor 'within' compares the absent industries of one
        place only, or the places of one industry.
    """
    place, industry = np.nonzero(before == 0)
    entered = after[place, industry] > 0
    near, quotient = densities[place, industry], quotients[place, industry]
    predictors = {
        "density": (near, None),
        "density_within_place": (near, place),
        "density_within_industry": (near, industry),
        "location_quotient": (quotient, None),
        "location_quotient_within_place": (quotient, place),
    }
    drawn = _resample_places(place, len(before))
    rows = []
    for name, (values, group) in predictors.items():
        again = [area_under_curve(values[k], entered[k], None if group is None else group[k]) for k in drawn]
        low, high = np.quantile(again, [LOW, HIGH])
        auc = area_under_curve(values, entered, group)
        rows.append({"predictor": name, "auc": auc, "low": low, "high": high})
    counts = {"pairs": len(place), "entries": int(entered.sum()), "places": len(before)}
    return pd.DataFrame(rows).assign(base_rate=float(entered.mean()), **counts)


def _resample_places(place: NDArray[np.integer], places: int) -> list[NDArray[np.integer]]:
    """Draw the cases of places with replacement: the industries of one place are not independent cases."""
    cases = [np.flatnonzero(place == k) for k in range(places)]
    random = np.random.default_rng(SEED)
    return [np.concatenate([cases[k] for k in random.integers(0, places, places)]) for _ in range(RESAMPLES)]


def moved_boundaries(observations: pd.DataFrame) -> frozenset[str]:
    """Find the places whose two censuses are on different boundaries, as their observations say.

    Parameters
    ----------
    observations : DataFrame
        place, series, note.
    """
    note = observations["note"].astype(str).str.startswith(MOVED)
    chosen = note & observations["series"].eq(WORKERS)
    return frozenset(observations.loc[chosen, "place"].astype(str))


def specialise_places(
    panel: Panel, cities: list[str], moved: frozenset[str] = frozenset()
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Compute the specialisation of every city, zone and district of a zone in both censuses.

    Parameters
    ----------
    panel : Panel
        Cities, districts and zones.
    cities : list of str
        The places that make up the country: proximities and national shares come from them.
    moved : frozenset of str
        Places whose censuses are on different boundaries: not comparable, and left out of the check of entries.

    Returns
    -------
    (DataFrame, DataFrame, DataFrame)
        specialisation (place, year, industry, share, national, location_quotient, density, comparable);
        relatedness (year, industry, other, proximity: each pair once); the check of entries.
    """
    shares = {year: _industry_shares(panel, year) for year in CENSUSES}
    whole = [c for c in cities if all(c in shares[year].index for year in CENSUSES)]
    frames, pairs, matrices = [], [], {}
    for year, of_year in shares.items():
        quotients, national = location_quotients(of_year[list(INDUSTRIES)], of_year[WORKERS], whole)
        present = (quotients >= PRESENT).to_numpy(dtype=float)
        near = proximity_of_industries(present[of_year.index.isin(whole)])
        dense = pd.DataFrame(
            relatedness_density(present, near), index=quotients.index, columns=quotients.columns
        )
        frames.append(_specialisation_rows(of_year, national, quotients, dense).assign(year=year))
        pairs.append(_proximity_rows(near).assign(year=year))
        checked = [c for c in whole if c not in moved]
        matrices[year] = (quotients.loc[checked].to_numpy(), dense.loc[checked].to_numpy())
    (quotients_before, density_before), (quotients_after, _) = (matrices[year] for year in CENSUSES)
    before, after = ((q >= PRESENT).astype(float) for q in (quotients_before, quotients_after))
    check = entry_check(before, after, quotients_before, density_before)
    table = pd.concat(frames, ignore_index=True)
    years = table.groupby(["place", "industry"])["year"].transform("nunique")
    comparable = years.eq(len(CENSUSES)) & ~table["place"].isin(moved)
    return table.assign(comparable=comparable), pd.concat(pairs, ignore_index=True), check


def _industry_shares(panel: Panel, year: int) -> pd.DataFrame:
    """Select industry shares and workers by place, of the places that have all of them; zones without proxies."""
    rows = panel.values.xs(year, level="year")[[*EMPLOYMENT_SHARES, WORKERS]].dropna()
    place, basis = split_units(rows.index)
    rows = rows.set_axis([*INDUSTRIES, WORKERS], axis=1).set_axis(place)
    return rows[basis == EXACT]


def _specialisation_rows(shares: pd.DataFrame, national: pd.Series, *measures: pd.DataFrame) -> pd.DataFrame:
    columns = {"share": shares[list(INDUSTRIES)]}
    columns |= dict(zip(("location_quotient", "density"), measures, strict=True))
    stacked = pd.DataFrame({name: frame.stack() for name, frame in columns.items()})
    table = stacked.rename_axis(["place", "industry"]).reset_index()
    return table.assign(national=table["industry"].map(national))


def _proximity_rows(proximities: Array) -> pd.DataFrame:
    one, other = np.triu_indices(len(proximities), k=1)
    return pd.DataFrame(
        {
            "industry": [INDUSTRIES[k] for k in one],
            "other": [INDUSTRIES[k] for k in other],
            "proximity": proximities[one, other],
        }
    )
