"""Step 10: the table of places with the classes that the filter offers."""

from __future__ import annotations

import numpy as np
import pandas as pd

from zone_atlas.catalogue.records import Catalogue, Zone
from zone_atlas.catalogue.rules import LATEST_CENSUS

# Size classes of the State Council's notice of 2014, in persons; here on the census urban population of the whole
# unit, because the population of the urban districts alone is not published for every city.
SIZE_CLASSES = (
    (0, "small"),
    (500_000, "medium"),
    (1_000_000, "large"),
    (5_000_000, "very_large"),
    (10_000_000, "super"),
)
# Judgement: the median city employs about half a per cent of its workers in mining, one in ten more than five.
MINING_CLASSES = ((0.0, "low"), (1.0, "medium"), (5.0, "high"))


def class_of_values(values: pd.Series, classes: tuple[tuple[float, str], ...]) -> pd.Series:
    """Sort values into classes by their lower bounds.

    Parameters
    ----------
    values : Series
        Not negative; NaN where missing.
    classes : tuple of (float, str)
        Lower bound and name, in ascending order.

    Returns
    -------
    Series of str
        '' where the value is missing.
    """
    bounds = [bound for bound, _ in classes]
    names = np.array(["", *[name for _, name in classes]])
    position = np.searchsorted(bounds, values.fillna(-1), side="right")
    return pd.Series(names[position], index=values.index)


def _census_values(observations: pd.DataFrame, series: str) -> pd.Series:
    rows = observations[(observations["series"] == series) & (observations["year"] == LATEST_CENSUS)]
    return rows.drop_duplicates("place").set_index(rows["place"].astype(str))["value"]


def _rows_of_places(catalogue: Catalogue) -> pd.DataFrame:
    zone_of = {m.adcode: m.zone for z in catalogue.zones.values() for m in z.members if m.adcode}
    kinds = {"municipality": "city", "prefecture": "city"}
    return pd.DataFrame(
        [
            {
                "place": p.adcode,
                "kind": kinds.get(p.level, p.level),
                "name_zh": p.name.zh,
                "name_en": p.name.en,
                "region": p.region,
                "province": p.province,
                "prefecture": p.prefecture,
                "cohort": catalogue.zones[zone_of[p.adcode]].cohort if p.adcode in zone_of else 0,
                "zone": zone_of.get(p.adcode, ""),
                "lifecycle": p.lifecycle or "none",
                "resource_based": p.resource_based,
                "proxy_only": False,
                "members": "",
            }
            for p in catalogue.places.values()
        ]
    )


def _join_codes(codes: list[str]) -> str:
    return ",".join(dict.fromkeys(code for code in codes if code))


def _zone_row(zone: Zone, rows: pd.DataFrame) -> dict[str, object]:
    """Make the row of a zone: it belongs to every class that one of its members belongs to."""
    units = [m.adcode or m.proxy for m in zone.members if m.whole_city] or [m.adcode for m in zone.members]
    of_members = rows.loc[units]
    return {
        "place": zone.id,
        "kind": "zone",
        "name_zh": zone.short.zh,
        "name_en": zone.short.en,
        "region": zone.region,
        "province": zone.province,
        "prefecture": "",
        "cohort": zone.cohort,
        "zone": zone.id,
        "proxy_only": zone.proxy_only,
        "members": ",".join(m.adcode for m in zone.members if m.adcode),
        **{
            c: _join_codes(list(of_members[c]))
            for c in ("lifecycle", "resource_based", "mining_class", "size_class")
        },
    }


def table_of_places(catalogue: Catalogue, observations: pd.DataFrame) -> pd.DataFrame:
    """List places and zones with region, cohort and type classes.

    Parameters
    ----------
    catalogue : Catalogue
    observations : DataFrame
        Corrected observations; the 2020 census gives mining and size classes.

    Returns
    -------
    DataFrame
        One row per place; zones first.
    """
    rows = _rows_of_places(catalogue).set_index("place", drop=False)
    mining = _census_values(observations, "census_emp_share_mining").reindex(rows.index)
    urban = _census_values(observations, "census_urban_pop").reindex(rows.index)
    rows["mining_class"] = class_of_values(mining, MINING_CLASSES)
    rows["size_class"] = class_of_values(urban, SIZE_CLASSES)
    zones = pd.DataFrame([_zone_row(zone, rows) for zone in catalogue.zones.values()])
    return pd.concat([zones, rows.reset_index(drop=True)], ignore_index=True)
