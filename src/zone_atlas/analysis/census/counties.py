"""One county beside the demonstration parks: what both censuses count, and where it stands among all counties."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from zone_atlas.analysis.census.change import AFTER, BEFORE, census_change
from zone_atlas.analysis.census.national import National, census_wide_table
from zone_atlas.analysis.census.parks import parks_of
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.industries import EMPLOYMENT_SHARES
from zone_atlas.memo import remember_with_tables

POPULATION, CHANGE, MIGRANTS = "census_pop", "b1_population_change", "b3_migrants"
MOVED_IN = "census_incoming_other_province"
PEOPLE = (
    POPULATION,
    CHANGE,
    "b3_urban_share",
    "d2_college",
    "census_schooling_years",
    "census_age0_14_share",
    "census_age15_64_share",
    "census_age65_share",
    MIGRANTS,
)
INDUSTRIES = EMPLOYMENT_SHARES
MANUFACTURING = "census_emp_share_manufacturing"
ITEMS = (*PEOPLE, *INDUSTRIES)
# Ratio → the two counts that it is made of.
COUNTS = {
    "b3_urban_share": ("census_urban_pop", POPULATION),
    "d2_college": ("census_college", POPULATION),
    MIGRANTS: (MOVED_IN, POPULATION),
    CHANGE: (POPULATION,),
}
# Marks a county that the census of 2020 no longer has, beside what `census_change` says of the boundary of 2010.
ABOLISHED = "gone"


@remember_with_tables(maxsize=1)
def national_census(atlas: Atlas) -> National:
    """Census figures of every county, district and city, computed once for all readers."""
    now, then = census_wide_table(atlas, AFTER), census_wide_table(atlas, BEFORE)
    columns = {
        item: now[item] if item not in COUNTS else 100 * now[COUNTS[item][0]] / now[COUNTS[item][-1]]
        for item in ITEMS
    }
    columns[CHANGE] = _population_growth(atlas, then[POPULATION], now[POPULATION])
    values = pd.DataFrame(columns)
    kinds = dict(zip(atlas.places["place"], atlas.places["kind"], strict=True))
    counties = [place for place in values.index if kinds.get(place) == "county"]
    towns = values.reindex([code for code in atlas.catalogue.county_towns if code in values.index])
    compared = values.loc[counties]
    ordered = {item: np.sort(compared[item].dropna().to_numpy(float)) for item in ITEMS}
    return National(
        values, frozenset(counties), ordered, compared.median(), towns.median().dropna(), len(towns)
    )


def _population_growth(atlas: Atlas, before: pd.Series, after: pd.Series) -> pd.Series:
    """Change of the population in per cent where the boundary is the same in both censuses."""
    earlier = before.to_dict()
    start = [
        sum(earlier.get(code, np.nan) for code in codes_in_census_2010(atlas, place)) for place in after.index
    ]
    # Where the census of 2010 counted no county, the sum is 0 and not a population.
    return 100 * (after / pd.Series(start, after.index, dtype=float).replace(0, np.nan) - 1)


def census_figures(atlas: Atlas, place: str) -> pd.DataFrame:
    """Both censuses of a county, district or city.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Adcode; also of a county that the census of 2020 no longer has.

    Returns
    -------
    DataFrame
        Indexed by the items of `ITEMS`: unit, before, after (NaN where not counted), change and relative (True where
        the change is in per cent of the figure before, else it is a difference in the unit). ``attrs['how']`` says
        how the boundary of 2010 was found. The row of the population's change holds the change as its figure.
    """
    return _census_figures(atlas, place)


@remember_with_tables(maxsize=4096)
def _census_figures(atlas: Atlas, place: str) -> pd.DataFrame:
    if place in atlas.catalogue.abolished:
        frame, how = _ended_census(atlas, place), ABOLISHED
    else:
        frame = census_change(atlas, (place,)).set_index("item")
        how = str(frame.attrs["how"])
    migrants = _moved_in(atlas, place)
    growth = {"unit": "percent", "after": frame["change"].get(POPULATION, np.nan), "relative": False}
    more = pd.DataFrame([migrants, growth], index=[MIGRANTS, CHANGE], columns=frame.columns)
    frame = pd.concat([frame, more]).reindex(list(ITEMS))
    frame.attrs["how"] = how
    return frame


def codes_in_census_2010(atlas: Atlas, place: str) -> tuple[str, ...]:
    """Codes under which the census of 2010 counted a place at its boundary of 2020; none where it did not.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Adcode of 2020, or of a county that has been abolished since 2010.
    """
    if place in atlas.catalogue.abolished or atlas.catalogue.places[place].level in (
        "prefecture",
        "municipality",
    ):
        return (place,)
    origin = atlas.catalogue.successors.get(place)
    return () if origin is None or origin.kind == "not_comparable" else origin.codes


def _ratio_of_counts(atlas: Atlas, places: Sequence[str], item: str, year: int) -> float:
    """A ratio of counts, in per cent, over some places together; NaN where one of them was not counted."""
    if not places:
        return float("nan")
    top, bottom = (
        census_wide_table(atlas, year)[series].reindex(list(places)).sum(skipna=False)
        for series in COUNTS[item]
    )
    return float(100 * top / bottom) if bottom else float("nan")


def _moved_in(atlas: Atlas, place: str) -> dict[str, object]:
    """Residents from other provinces, in per cent of the population."""
    before = _ratio_of_counts(atlas, codes_in_census_2010(atlas, place), MIGRANTS, BEFORE)
    after = _ratio_of_counts(atlas, (place,), MIGRANTS, AFTER)
    return {"unit": "percent", "before": before, "after": after, "change": after - before, "relative": False}


def _ended_census(atlas: Atlas, place: str) -> pd.DataFrame:
    """The census of 2010 of a county that the one of 2020 no longer has."""
    catalogue = atlas.catalogue
    counted = census_wide_table(atlas, BEFORE).reindex([place]).iloc[0]
    rows = []
    for item in ITEMS:
        if item in catalogue.series:
            rows.append((item, catalogue.series[item].unit, counted.get(item, np.nan)))
        elif item not in (CHANGE, MIGRANTS):
            rows.append((item, "percent", _ratio_of_counts(atlas, (place,), item, BEFORE)))
    frame = pd.DataFrame(rows, columns=["item", "unit", "before"]).set_index("item")
    return frame.assign(after=np.nan, change=np.nan, relative=False)


def prefecture_of(atlas: Atlas, place: str) -> str:
    """The city whose total a county is compared with; '' for a county that lies in none.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Adcode.
    """
    prefecture = atlas.catalogue.places[place].prefecture
    record = atlas.catalogue.places.get(prefecture)
    return prefecture if record and record.level in ("prefecture", "municipality") else ""


def county_with_comparators(atlas: Atlas, place: str) -> pd.DataFrame:
    """A county beside the parks, its prefecture, the median county and the listed county towns, in 2020.

    Parameters
    ----------
    atlas : Atlas
    place : str
        Adcode of a county or district.

    Returns
    -------
    DataFrame
        One row per item and figure: item, who ('place' | 'park' | 'prefecture' | 'towns' | 'median'), id (an adcode,
        '' for a median), value, position (percentile among all counties).
    """
    return _county_with_comparators(atlas, place)


@remember_with_tables(maxsize=512)
def _county_with_comparators(atlas: Atlas, place: str) -> pd.DataFrame:
    everywhere, prefecture = national_census(atlas), prefecture_of(atlas, place)
    places = [("place", place)]
    places += [("park", park.adcode) for park in parks_of(atlas) if park.adcode != place]
    places += [("prefecture", prefecture)] if prefecture and prefecture != place else []
    table = everywhere.values.reindex([code for _, code in places]).T
    table.columns = pd.MultiIndex.from_tuples(places, names=["who", "id"])
    table["median", ""] = everywhere.medians
    if len(everywhere.towns):
        table["towns", ""] = everywhere.towns
    roles, codes = (list(table.columns.get_level_values(name)) for name in ("who", "id"))
    numbers = table.to_numpy(float)
    return pd.DataFrame(
        {
            "item": np.repeat(list(ITEMS), len(codes)),
            "who": roles * len(ITEMS),
            "id": codes * len(ITEMS),
            "value": numbers.ravel(),
            "position": np.concatenate(
                [everywhere.positions(item, row) for item, row in zip(ITEMS, numbers, strict=True)]
            ),
        }
    )


@remember_with_tables(maxsize=8)
def city_rows(atlas: Atlas, series: str) -> pd.DataFrame:
    """Observations of one series of the census of 2020 in every prefecture-level city.

    Parameters
    ----------
    atlas : Atlas
    series : str
        Series of the census.

    Returns
    -------
    DataFrame
        Rows of the published observations.
    """
    rows = atlas.observations
    return rows[rows["level"].eq("city") & rows["series"].eq(series) & rows["year"].eq(AFTER)]


@remember_with_tables(maxsize=8)
def city_shares(atlas: Atlas, series: str) -> pd.Series:
    """Figures of one series of the census of 2020 by the adcode of the city; cities without a figure are left out.

    Parameters
    ----------
    atlas : Atlas
    series : str
    """
    rows = city_rows(atlas, series)
    return pd.Series(rows["value"].to_numpy(float), index=rows["place"].astype(str).to_numpy()).dropna()


def towns_counted(atlas: Atlas) -> int:
    """County towns of the partial list of 2020 that the census of 2020 counts as a place."""
    return national_census(atlas).towns_counted


@remember_with_tables(maxsize=8)
def census_sources(atlas: Atlas, level: str, year: int) -> tuple[str, ...]:
    """Sources of one census on one level of places, the most used first.

    Parameters
    ----------
    atlas : Atlas
    level : {'city', 'county', 'district'}
    year : int
        Year of the census.
    """
    rows = atlas.observations
    rows = rows[rows["level"].eq(level) & rows["year"].eq(year)]
    counts = rows.loc[rows["series"].isin(list(ITEMS)), "source_id"].astype(str).value_counts()
    return tuple(str(source) for source in counts.index)


def census_rows(
    atlas: Atlas, places: Collection[str], items: Collection[str], years: Collection[int]
) -> pd.DataFrame:
    """Observations behind census figures; those of 2010 have the codes under which they were counted.

    Parameters
    ----------
    atlas : Atlas
    places : collection of str
        Adcodes.
    items : collection of str
        Items of `ITEMS`; a ratio is given by the counts that it is made of.
    years : collection of int
        2010, 2020 or both.

    Returns
    -------
    DataFrame
        Rows of the published observations, each once.
    """
    series = list(dict.fromkeys(name for item in items for name in COUNTS.get(item, (item,))))
    parts = []
    for place in places:
        codes_and_years = [(code, BEFORE) for code in codes_in_census_2010(atlas, place) if BEFORE in years]
        codes_and_years += [(place, AFTER)] if AFTER in years else []
        for code, year in codes_and_years:
            rows = atlas.observations_at(code)
            parts.append(rows[rows["year"].eq(year) & rows["series"].isin(series)])
    observations = pd.concat(parts) if parts else atlas.observations.iloc[:0]
    return observations[~observations.index.duplicated()]
