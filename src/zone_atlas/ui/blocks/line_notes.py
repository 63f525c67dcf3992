"""Write the notes under lines over time: hollow points, and years in which the band of all cities is cut."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from zone_atlas.analysis.bands import MOST_BROKEN, parted_by_cities
from zone_atlas.catalogue.bases import PROXY
from zone_atlas.charts.base.line_data import QUALIFIED
from zone_atlas.ui.shell.language import list_names, number, t

Bands = Mapping[str, tuple[pd.DataFrame, Collection[int]]]


def hollow_point_note(point_tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Explain the hollow points, where any is drawn.

    Parameters
    ----------
    point_tables : mapping of str to DataFrame
        Lines by place or node, columns value, status, basis.
    """
    drawn = [points[points["value"].notna()] for points in point_tables.values()]
    statuses = {str(status) for points in drawn for status in points["status"]}
    notes = [t("trends.note.hollow", status=t(f"status.{code}")) for code in sorted(statuses & QUALIFIED)]
    proxies = any(points["basis"].eq(PROXY).any() for points in drawn)
    return [*notes, t("note.proxies")] if proxies else notes


def years_band_is_parted(bands: Bands) -> list[str]:
    """Write the years in which a band is cut because many cities break, with the share of those that do.

    Parameters
    ----------
    bands : mapping of str to (DataFrame, collection of int)
        Band (columns of `analysis.bands.BAND`) and years of new definitions, by what is named before the year: ''
        where a chart has one band only.
    """
    places = [
        t("trends.note.parted.at", name=name, year=year, share=number(share * 100, 0)).strip()
        for name, (band, breaks) in bands.items()
        for year, share in parted_by_cities(band, breaks)
    ]
    most = number(MOST_BROKEN * 100, 0)
    return [t("trends.note.parted", places=list_names(places), most=most)] if places else []
