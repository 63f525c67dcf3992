"""Bring a folder of facts into the project's own observation schema.

Run by hand when new facts arrive: ``python tools/curate.py FACTS``.  The app and the tests never read the facts
folder; what this writes under ``data/`` is what the project ships and checks.
"""

from __future__ import annotations

import re
from pathlib import Path

import click
import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
FIRST_YEAR = 2000
COLUMNS = ["place", "year", "series", "value", "unit", "source_id", "status", "note"]

# A flag of the digitisation → (observation status, note code).  The first match wins, so worse news stands first.
FLAGS: list[tuple[str, str, str]] = [
    (r"spike", "U", "spike"),
    (r"outside 0-100", "U", "outside_range"),
    (r"sources disagree", "V", "sources_disagree"),
    (r"sum of sectors differs", "V", "sectors_do_not_sum"),
    (r"a revised figure inside", "D", "revised_inside_published"),
    (r"^grade D", "V", "debt_grade_d"),
    (r"^grade C", "V", "debt_grade_c"),
    (r"^grade B2", "A", "debt_grade_b2"),
    (r"^grade A1", "A", "debt_grade_a1"),
    (r"^grade A2", "A", "debt_grade_a2"),
    (r"derived: value added", "A", "derived_from_value_added"),
    (r"rounded to unit", "A", "rounded"),
    (r"unit in file: million USD", "A", "million_usd_in_source"),
    (r"survivors", "D", "survivors"),
    (r"province's parks unplaced", "D", "parks_unplaced"),
    (r"heading scrambled", "A", "heading_identified"),
    (r"second digitisation has", "V", "second_digitisation"),
    (r"^derived", "A", "derived"),
]
# Documents in which the debt stands in a chart (of a broker or a rating agency), whatever the grade of the others:
# what is read off bars or their labels is an estimate, not a published table.
CHARTS = re.compile(
    r"SRC-SECONDARY-(EBS-|DEBT-HEILONGJIANG-2018-EBS-CITY-CHART|SHANDONG-20(18|22)-CITY-TABLE"
    r"|RATING-(ANHUI|GANSU|GUANGXI|HENAN|HUBEI|INNER-MONGOLIA|JIANGSU|JIANGXI|SHANDONG|SHANXI|TIBET|YUNNAN)-20)"
)
SECTOR_SHARES = ["share_primary", "share_secondary", "share_tertiary"]
# A share of the whole city off both neighbours by more than the first, where they agree within the second, is a slip.
DISTRICT_SPIKE, NEIGHBOURS_AGREE = 1.25, 1.15
# Series that are another thing before this year under the same name: not taken at all.
NOT_BEFORE = {"pm25": 2017, "industrial_profit": 2005, "pop_resident": 2000}


def status_and_note(flag: object) -> tuple[str, str]:
    """Observation status and note code of one digitisation flag."""
    text = str(flag)
    for pattern, status, code in FLAGS:
        if re.search(pattern, text):
            documents = text.split(";", 1)[1].strip() if code.startswith("debt_grade") and ";" in text else ""
            if CHARTS.search(documents):
                return "E", f"{code} {documents} | read_off_chart"
            second = re.search(r"second digitisation has (\d+)", text)
            return status, " ".join(filter(None, [code, documents or (second.group(1) if second else "")]))
    return "A", ""


def described(frame: pd.DataFrame) -> pd.DataFrame:
    """Replace the column ``flag`` by ``status`` and ``note``."""
    flags = frame["flag"].astype(object).fillna("")
    known = {flag: status_and_note(flag) for flag in flags.unique()}
    frame = frame.assign(status=flags.map(lambda f: known[f][0]), note=flags.map(lambda f: known[f][1]))
    return frame.drop(columns="flag")


def prefecture_census(facts: Path) -> pd.DataFrame:
    """Census of both years at end-2020 boundaries, one row a prefecture and series."""
    census = pd.read_csv(facts / "census_prefecture.csv", dtype={"adcode": str})
    census["source_id"] = "leiii_census_" + census["year"].astype(str) + "_yearbook"
    summed = census["how"].str.startswith("sum of the counties")
    apart = ~census["boundary"].eq("end-2020")
    census["status"] = apart.map({True: "D", False: "A"})
    census["note"] = ""
    census.loc[summed, "note"] = "summed_from_counties"
    census.loc[apart, "note"] = "boundary_moved"
    return census[["adcode", "year", "indicator_id", "value", "source_id", "status", "note"]]


def city_observations(facts: Path) -> pd.DataFrame:
    """Yearbook panel, emerging-industry panel, harmonised census and city districts of the prefecture-level cities."""
    keep = ["adcode", "year", "indicator_id", "value", "source_id", "flag"]
    panel = pd.read_parquet(facts / "city_year.parquet")[keep].astype({"indicator_id": str})
    panel = panel[~panel["indicator_id"].str.startswith("census_")]
    emerging = pd.read_parquet(facts / "emerging_city_year.parquet")[keep].astype({"indicator_id": str})
    frames = [described(panel), described(emerging), prefecture_census(facts), districts_of_cities(facts)]
    return pd.concat([f.astype({"adcode": str, "source_id": str}) for f in frames], ignore_index=True)


def marked_shares(frame: pd.DataFrame, parts: list[str]) -> pd.DataFrame:
    """Mark shares that do not add up: V beyond 1 point off 100, U (withheld from scores) beyond 3."""
    shares = frame["indicator_id"].isin(parts)
    total = frame[shares].groupby(["adcode", "year"])["value"].agg(["sum", "size"])
    off = (total.loc[total["size"] == len(parts), "sum"] - 100).abs()
    distance = pd.Series(
        pd.MultiIndex.from_frame(frame[["adcode", "year"]]).map(off), index=frame.index
    ).where(shares)
    frame = frame.copy()
    for limit, status in [(1.0, "V"), (3.0, "U")]:
        frame.loc[distance > limit, ["status", "note"]] = [status, "shares_do_not_sum"]
    return frame


def districts_of_cities(facts: Path) -> pd.DataFrame:
    """GDP and people of the city districts, marked U where their share of the whole city leaps for one year.

    A boundary that moves stays moved; a share that is back the year after is a slip of the source.
    """
    table = pd.read_csv(facts / "district_scope.csv", dtype={"adcode": str})
    table = table.rename(columns={"series": "indicator_id"}).sort_values(["indicator_id", "adcode", "year"])
    share = table["value"] / table["whole_city"]
    in_time = share.groupby([table["indicator_id"], table["adcode"]])
    before, after = in_time.shift(), in_time.shift(-1)
    apart = np.maximum(before / after, after / before)
    off = np.maximum(share / np.maximum(before, after), np.minimum(before, after) / share)
    spike = (apart < NEIGHBOURS_AGREE) & (off > DISTRICT_SPIKE)
    table["status"] = spike.map({True: "U", False: "A"})
    table["note"] = spike.map({True: "districts_spike", False: ""})
    return table[["adcode", "year", "indicator_id", "value", "source_id", "status", "note"]]


def county_observations(facts: Path) -> pd.DataFrame:
    """Census of every county and district, yearbook tables of county-level cities; totals are left out."""
    county = pd.read_parquet(facts / "county.parquet")
    county = county[county["level"].astype(str).eq("county")].astype({"indicator_id": str, "source_id": str})
    return described(county[["adcode", "year", "indicator_id", "value", "source_id", "flag"]])


def district_observations(facts: Path, districts: set[str]) -> pd.DataFrame:
    """The innovation index of the districts that belong to a zone."""
    district = pd.read_parquet(facts / "district_year.parquet").astype({"adcode": str, "indicator_id": str})
    district = district[district["adcode"].isin(districts)]
    return described(district[["adcode", "year", "indicator_id", "value", "source_id", "flag"]])


def write_series(frame: pd.DataFrame, series: pd.DataFrame, folder: Path) -> int:
    """Write one CSV a series; returns the number of rows written."""
    folder.mkdir(parents=True, exist_ok=True)
    frame = frame.rename(columns={"adcode": "place", "indicator_id": "series"})
    frame = frame.merge(series[["series", "unit"]], on="series")
    first = frame["series"].map(NOT_BEFORE).fillna(FIRST_YEAR)
    frame = frame[frame["year"] >= first].sort_values(["place", "year"])
    for name, rows in frame.groupby("series"):
        text = rows[COLUMNS].copy()
        text["value"] = text["value"].map(lambda v: f"{v:.10g}")
        text.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    return len(frame)


@click.command()
@click.argument("facts", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(facts: Path) -> None:
    """Write data/observations from the folder FACTS for the series of data/series.csv."""
    series = pd.read_csv(DATA / "series.csv")
    places = pd.read_csv(DATA / "places" / "places.csv", dtype=str)
    members = pd.read_csv(DATA / "places" / "zone_members.csv", dtype=str)
    cities = set(places.loc[places["level"].isin(["municipality", "prefecture"]), "adcode"])
    known = set(places["adcode"])
    districts = set(members.loc[members["coverage"] != "whole_city", "adcode"].dropna())

    city = marked_shares(city_observations(facts), SECTOR_SHARES)
    rows = write_series(city[city["adcode"].isin(cities)], series, DATA / "observations" / "city")
    click.echo(f"city: {rows:,} rows")
    county = county_observations(facts)
    industries = sorted(name for name in series["series"] if name.startswith("census_emp_share_"))
    county = marked_shares(county, industries)
    unknown = county[~county["adcode"].isin(known)]
    click.echo(f"county rows of places without a record, left out: {len(unknown):,}")
    rows = write_series(county[county["adcode"].isin(known)], series, DATA / "observations" / "county")
    click.echo(f"county: {rows:,} rows")
    rows = write_series(district_observations(facts, districts), series, DATA / "observations" / "district")
    click.echo(f"district: {rows:,} rows")


if __name__ == "__main__":
    main()
