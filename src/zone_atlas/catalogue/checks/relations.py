"""Checks across the rows of a table: zones and their members, bounds of series, weights of means."""

from __future__ import annotations

import pandas as pd

from zone_atlas.catalogue.checks.inputs import Inputs
from zone_atlas.catalogue.checks.policy_records import policy_record_faults
from zone_atlas.faults import Fault, row_faults

ZONES, MEMBERS, PLACES = "places/zones.csv", "places/zone_members.csv", "places/places.csv"
SOURCES, TABLES = "sources.csv", "source_tables.csv"


def _membership_faults(inputs: Inputs) -> list[Fault]:
    zones, members = inputs.tables.get(ZONES), inputs.tables.get(MEMBERS)
    if members is None:
        return []
    unplaced = (members["adcode"] == "") & (members["coverage"] != "special_area")
    twice = members.duplicated(["zone", "adcode"])
    faults = [
        *row_faults(
            members, unplaced, MEMBERS, "adcode", "{name_zh} has no code; only a special_area may go without"
        ),
        *row_faults(members, twice, MEMBERS, "adcode", "{adcode} is a member of {zone} twice"),
    ]
    cities = inputs.places("prefecture", "municipality")
    if cities is not None:
        no_city = (members["coverage"] == "whole_city") & ~members["adcode"].isin([*cities, ""])
        faults += row_faults(
            members,
            no_city,
            MEMBERS,
            "coverage",
            "{adcode} is not a prefecture, so it cannot be a whole_city",
        )
    if zones is not None:
        empty = ~zones["zone"].isin(members["zone"])
        faults += row_faults(zones, empty, ZONES, "zone", "zone {zone} has no member in zone_members.csv")
    return faults


def _series_faults(inputs: Inputs) -> list[Fault]:
    table, file = inputs.tables.get("series.csv"), "series.csv"
    if table is None:
        return []
    low, high = (pd.to_numeric(table[column], errors="coerce") for column in ("minimum", "maximum"))
    unweighted = (table["aggregate"] == "mean") & (table["weight"] == "")
    return [
        *row_faults(
            table, low >= high, file, "maximum", "the maximum {maximum} must be above the minimum {minimum}"
        ),
        *row_faults(
            table,
            unweighted,
            file,
            "weight",
            "{series} is aggregated as a mean and needs a series of weights",
        ),
    ]


def _source_faults(inputs: Inputs) -> list[Fault]:
    faults: list[Fault] = []
    sources, tables = inputs.tables.get(SOURCES), inputs.tables.get(TABLES)
    if sources is not None:
        nowhere = (sources["address"] == "") & (sources["digitisation_address"] == "")
        message = (
            "{source_id} has no address: give the publisher's own page, or where its digitisation was read"
        )
        faults += row_faults(sources, nowhere, SOURCES, "address", message)
    if tables is not None:
        twice = tables.duplicated(["series", "source_id"])
        message = "the table of {series} in {source_id} is given twice"
        faults += row_faults(tables, twice, TABLES, "series", message)
    return faults


def relation_faults(inputs: Inputs) -> list[Fault]:
    """Faults that show only when rows are compared with each other.

    Parameters
    ----------
    inputs : Inputs
        The files read; a table that could not be read is left out.
    """
    return [
        *_membership_faults(inputs),
        *_series_faults(inputs),
        *_source_faults(inputs),
        *policy_record_faults(inputs),
    ]
