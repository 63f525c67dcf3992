"""Make the data package of a release: published tables, catalogue, terms and checksums, as one zip.

Its form is Data Package v2 (datapackage.org): ``datapackage.json`` names each table with columns, types and checksum.
The bytes follow from the data, the version and the day alone: two people who freeze the same data get the same file.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from zone_atlas.atlas import TABLES, Atlas
from zone_atlas.catalogue.records import STATUS_LIST

NAME = "zone-atlas"
PROFILES = "https://datapackage.org/profiles/2.0"
SUMS = "SHA256SUMS"
DESCRIPTIONS = {
    "observations": "Figures as published, corrected and reviewed: one row per place, year and series",
    "indicators": "Indicators of zones and cities, computed from observations",
    "normalised": "Indicators between 0 and 100 as they enter the scores of a set",
    "scores": "Scores of elements and dimensions, with coverage, status and rank",
    "ranks": "Ranks of dimensions with 90 % intervals over all draws, among zones and among cities",
    "places": "Zones, cities, counties and districts with what the filters know of them",
    "goalposts": "Values of each indicator that score 0 and 100 in a set",
    "coherence": "Cronbach's alpha of the indicators of each dimension, by set and year",
    "gaps": "Series of zones that are missing because a member has no figure",
    "zone_bounds": "Box around each zone: its outline and the seats of its members",
    "peers": "Peers of each zone and city by group, the nearest first",
    "peer_features": "Features by which peers are chosen",
    "specialisation": "Employment shares, location quotients and relatedness densities of 19 industries",
    "relatedness": "Proximity of pairs of industries",
    "network_nodes": "Layout of the network of 19 industries",
    "network_edges": "Pairs of industries that the network joins: the strong ones, and the tree that joins them all",
    "entry_check": "How well relatedness in 2010 told the specialisations of 2020 (area under the curve)",
}
KEYS = {
    "observations": ("place", "year", "series", "level"),
    "indicators": ("place", "year", "indicator", "basis"),
    "places": ("place",),
    "goalposts": ("set", "indicator"),
    "zone_bounds": ("zone",),
    "network_nodes": ("industry",),
    "network_edges": ("industry", "other"),
}
COLUMNS = {
    "adcode": "administrative code",
    "age": "years by which the value is older than the year",
    "alpha": "Cronbach's alpha",
    "auc": "area under the receiver operating curve; 0.5 is chance",
    "base_rate": "share of pairs that became specialised",
    "basis": "'exact', or 'proxy' where the figure of a whole municipality stands in",
    "breaks": "whether the figure does not compare with that of the year before",
    "cities": "number of cities",
    "city_high": "upper end of the interval of the rank among cities",
    "city_low": "lower end of the interval of the rank among cities",
    "city_median": "median rank among cities",
    "city_of": "number of cities ranked",
    "cohort": "year of designation of a zone; 0 for other places",
    "comparable": "whether the place had the same boundary in both censuses",
    "coverage": "share of the indicators in force that have a value (0-1)",
    "density": "relatedness density (0-1)",
    "distance": "distance between features, each in standard deviations",
    "east": "longitude of the eastern edge, degrees (WGS 84)",
    "entries": "number of pairs that became specialised",
    "feature": "feature by which peers are chosen",
    "group": "how the peer was chosen: nearest, province or cohort",
    "high": "upper end",
    "indicator": "id of the indicator, listed in catalogue/indicators.yaml",
    "indicators": "number of indicators",
    "industry": "one of 19 industries of the census",
    "kind": "kind of place",
    "label": "rank as it is printed: a range where the order is open",
    "level": "level of the observation: city, county or district",
    "lifecycle": "stage of a resource-based city in the national plan of 2013-2020",
    "location_quotient": "share of local employment over national share",
    "low": "lower end",
    "median": "median rank over all draws",
    "members": "codes of a zone's members, joined by ';'",
    "mining_class": "class by the share of mining in employment",
    "missing": "codes of the members without a figure",
    "n": "number of values that the goalposts are percentiles of",
    "name_en": "name in English",
    "name_zh": "name in Chinese",
    "national": "share of national employment, per cent",
    "node": "id of an element or dimension, listed in catalogue/framework.yaml",
    "north": "latitude of the northern edge, degrees (WGS 84)",
    "note": "codes of catalogue/notes.csv, each followed by its detail, joined by ' | '",
    "oldest_age": "age in years of the oldest value behind the score",
    "order": "position among the peers of the group, 1 for the nearest",
    "other": "the other industry of the pair",
    "pairs": "number of pairs of a place and an industry",
    "peer": "code of the peer",
    "place": "administrative code of six digits, or id of a zone",
    "places": "number of places",
    "predictor": "what is tested as predictor",
    "prefecture": "code of the prefecture-level city",
    "province": "code of the province",
    "proximity": "proximity of the two industries (0-1)",
    "proxy_only": "whether a zone has no member with figures of its own",
    "rank": "rank without interval; empty where the place is not ranked",
    "rank_of": "number of places ranked",
    "ranked": "whether coverage and basis let the place be ranked",
    "region": "region of the country",
    "resource_based": "whether the place is a resource-based city",
    "score": "score, 0-100",
    "series": "id of the series, listed in catalogue/series.csv",
    "set": "set of indicators: full, trend or core",
    "share": "share of local employment, per cent",
    "size_class": "class by urban population",
    "source_id": "id of the source, listed in catalogue/sources.csv",
    "south": "latitude of the southern edge, degrees (WGS 84)",
    "sources": "ids of the sources, joined by ';'",
    "status": f"code of {STATUS_LIST}",
    "top_quarter": "share of draws in which the place is among the first quarter",
    "tree": "whether the pair belongs to the tree of the highest proximities that joins all industries",
    "unit": "id of the unit, listed in catalogue/units.csv",
    "until": "last year for which the value may stand in",
    "value": "figure, in the unit of the series, indicator or feature; empty where it was withdrawn",
    "value_basis": "basis of the value",
    "value_year": "year of the value",
    "west": "longitude of the western edge, degrees (WGS 84)",
    "x": "position along the longer axis of the network (0-1)",
    "y": "position along the shorter axis of the network (0-1)",
    "year": "year",
    "zone": "id of the zone that the place is or belongs to",
}
READ_ME = """\
# Zone Atlas, data of {version}

Sourced statistics on China's {zones} industrial transformation and upgrading demonstration zones, beside all other
prefecture-level cities: {observations:,} observations in {series} series, {indicators} indicators, scores and ranks.
Data version {inputs}.

- `tables/`: the published tables as CSV (UTF-8, comma, point, Unix line ends, numbers with ten
  significant digits; an empty cell is unknown, never zero)
- `catalogue/`: the declarations they were made with: series, indicators, framework, sources, registers
- `datapackage.json`: columns, types and checksums of the tables (Data Package v2)
- `DATA-LICENSE.md`: terms, and the citations that sources ask for; `CITATION.cff`: how to cite this package
- `CHANGES.md`: what changed; `SHA256SUMS`: checksums, for `sha256sum -c SHA256SUMS`

Place codes are text. With pandas:

    pandas.read_csv("tables/observations.csv", dtype={{"place": str}}, keep_default_na=False, na_values={{"value": ""}})

Statuses are codes of {statuses}: U is of low reliability and withheld from scores, O was withdrawn and has no value.
Cite the original publication of each figure; `catalogue/sources.csv` names it.
"""


@dataclass(frozen=True)
class Edition:
    """What a package is called: its version, and the day that it and every file in it bears."""

    version: str
    day: date

    @property
    def name(self) -> str:
        """Return the name of the package, and of the folder inside it."""
        return f"{NAME}-{self.version}"


def write_table(table: pd.DataFrame) -> bytes:
    """Return a table as CSV in UTF-8, its numbers with ten significant digits, as the checksums of the data count them.

    More would hold the last bit of whichever processor computed them, and the bytes would differ between machines.
    """
    return table.to_csv(index=False, lineterminator="\n", float_format="%.10g").encode()


def describe_columns(name: str, table: pd.DataFrame) -> dict[str, Any]:
    """Return the schema of a table: type and meaning of each column, and its key."""
    fields = [
        {"name": column, "type": _name_type(table[column]), "description": COLUMNS[column]}
        for column in table.columns
    ]
    key = {"primaryKey": list(KEYS[name])} if name in KEYS else {}
    return {"$schema": f"{PROFILES}/tableschema.json", "fields": fields, "missingValues": [""], **key}


def _name_type(values: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(values):
        return "boolean"
    if pd.api.types.is_integer_dtype(values):
        return "integer"
    return "number" if pd.api.types.is_float_dtype(values) else "string"


def describe_table(name: str, table: pd.DataFrame, content: bytes) -> dict[str, Any]:
    """Return the entry of a table in datapackage.json."""
    return {
        "name": name.replace("_", "-"),
        "type": "table",
        "path": f"tables/{name}.csv",
        "description": DESCRIPTIONS[name],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": describe_columns(name, table),
    }


def describe_package(atlas: Atlas, edition: Edition, resources: list[dict[str, Any]]) -> bytes:
    """Return datapackage.json."""
    sources = [
        {"title": source.publication.en} | ({"path": source.address} if source.address else {})
        for source in atlas.catalogue.sources.values()
    ]
    package = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": NAME,
        "title": "Zone Atlas: China's industrial transformation and upgrading demonstration zones",
        "version": edition.version,
        "created": f"{edition.day}T00:00:00Z",
        "licenses": [{"title": "Terms of the data", "path": "DATA-LICENSE.md"}],
        "contributors": [{"title": "Zone Atlas contributors", "roles": ["creator"]}],
        "sources": sources,
        "resources": resources,
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def make_files(atlas: Atlas, edition: Edition, copied: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files of a package by their path inside it.

    Parameters
    ----------
    atlas : Atlas
    edition : Edition
    copied : dict of str to bytes
        What is taken over as it is: catalogue, terms, citation, changes.
    """
    files, resources = dict(copied), []
    for name in TABLES:
        table = getattr(atlas, name)
        content = files[f"tables/{name}.csv"] = write_table(table)
        resources.append(describe_table(name, table, content))
    files["datapackage.json"] = describe_package(atlas, edition, resources)
    catalogue = atlas.catalogue
    files["README.md"] = READ_ME.format(
        version=edition.version,
        zones=len(catalogue.zones),
        observations=len(atlas.observations),
        series=len(catalogue.series),
        indicators=len(catalogue.indicators),
        inputs=str(atlas.manifest["inputs"])[:12],
        statuses=STATUS_LIST,
    ).encode()
    sums = [f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)]
    return files | {SUMS: "".join(sums).encode()}


def pack_files(files: dict[str, bytes], edition: Edition) -> bytes:
    """Return files as a zip whose bytes follow from their content and the day alone."""
    stamp = (edition.day.year, edition.day.month, edition.day.day, 0, 0, 0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{edition.name}/{path}", stamp)
            # Whoever packs it: a file of Unix that all may read.
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            archive.writestr(entry, files[path], zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()
