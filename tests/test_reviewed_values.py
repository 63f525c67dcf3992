"""Figures that were plainly wrong, as a reader finds them now: mended, withdrawn, marked or explained."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from zone_atlas.analysis.compare.lines import yearbook_points
from zone_atlas.analysis.rows import of_observations
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.export.extract import extract_table, note_text
from zone_atlas.export.write import Extract, write_csv

Cell = tuple[str, int, str, float | None, str]

# Typed in by hand from the register's evidence: place, year, series, value (None: withdrawn), status.
MENDED: list[Cell] = [
    # Members of zones.
    ("420200", 2019, "statutory_debt", None, "O"),
    ("420200", 2019, "exports", None, "O"),
    ("420200", 2019, "imports", None, "O"),
    ("420200", 2022, "so2_industrial", None, "O"),
    ("420200", 2022, "nox_industrial", None, "O"),
    ("420200", 2022, "dust_industrial", None, "O"),
    ("230600", 2022, "exports", 66.9837, "A"),
    ("230600", 2022, "imports", 1345.8331, "A"),
    ("230600", 2018, "statutory_debt", None, "O"),
    ("230600", 2020, "industrial_profit", 2.6877, "A"),
    ("230600", 2021, "pension_insured", 951556, "U"),
    ("320300", 2019, "nox_industrial", None, "O"),
    ("320300", 2018, "nox_industrial", 42034, "U"),
    ("320300", 2019, "statutory_debt", 937.7, "E"),
    ("370300", 2022, "statutory_debt", None, "O"),
    ("370300", 2019, "statutory_debt", 628.5, "E"),
    ("370300", 2020, "statutory_debt", 770.6, "E"),
    ("210400", 2019, "exports", 33.4955, "A"),
    ("210400", 2020, "exports", 31.1, "A"),
    ("210400", 2020, "imports", 5.7, "A"),
    ("210400", 2021, "exports", 42.2, "A"),
    ("210400", 2021, "imports", 6.8, "A"),
    ("430200", 2018, "exports", None, "O"),
    ("430200", 2018, "imports", None, "O"),
    ("440200", 2021, "statutory_debt", 497.76, "A"),
    ("440200", 2022, "statutory_debt", 612.14, "A"),
    ("440200", 2023, "pension_insured", None, "O"),
    ("440200", 2014, "broadband_users", 161, "U"),
    ("510300", 2021, "statutory_debt", 527, "V"),
    ("510300", 2018, "doctors", 4857, "U"),
    ("510300", 2021, "pension_insured", 843407, "B"),
    ("510300", 2011, "so2_industrial", None, "O"),
    ("640200", 2019, "statutory_debt", 116.86, "A"),
    ("640200", 2022, "statutory_debt", 133.41, "A"),
    ("640200", 2024, "statutory_debt", 152.08, "A"),
    ("640200", 2025, "statutory_debt", 197.88, "A"),
    ("640200", 2018, "imports", 1.5481, "U"),
    ("640200", 2025, "fiscal_expenditure", None, "O"),
    ("130200", 2018, "statutory_debt", None, "O"),
    ("340700", 2021, "statutory_debt", 307.7, "E"),
    ("340700", 2019, "statutory_debt", 207.7, "U"),
    ("340700", 2015, "gdp", 911.6, "B"),
    ("340700", 2015, "pop_resident", 142.6, "B"),
    ("340700", 2017, "broadband_users", 82, "U"),
    ("410300", 2018, "statutory_debt", 401.7, "E"),
    ("410300", 2021, "statutory_debt", 621, "U"),
    ("410300", 2023, "statutory_debt", 1202.84, "B"),
    ("410300", 2011, "road_area_per_capita", None, "O"),
    ("140400", 2019, "statutory_debt", 200.9, "E"),
    ("140400", 2019, "buses", 853, "B"),
    ("150200", 2020, "statutory_debt", 1000, "E"),
    ("150200", 2025, "statutory_debt", 1158.2, "U"),
    ("150200", 2019, "library_books", None, "O"),
    ("150200", 2021, "library_books", 185, "A"),
    ("150200", 2021, "patents_granted", 379, "U"),
    ("150600", 2021, "statutory_debt", 1670.9, "E"),
    ("150600", 2022, "va_primary", None, "O"),
    ("150600", 2022, "va_tertiary", None, "O"),
    ("210300", 2023, "nox_industrial", None, "O"),
    ("210300", 2023, "so2_industrial", None, "O"),
    ("210300", 2023, "dust_industrial", None, "O"),
    ("210300", 2019, "rd_expenditure", None, "O"),
    ("210300", 2011, "pop_resident", 351.6, "U"),
    ("210200", 2011, "pop_resident", None, "O"),
    ("430300", 2007, "pop_resident", 292.7, "U"),
    ("430300", 2010, "pop_resident", 275.22, "B"),
    ("430300", 2023, "industrial_profit", None, "O"),
    ("431300", 2009, "pop_resident", 420.5, "U"),
    ("431300", 2018, "road_area_per_capita", None, "O"),
    ("360300", 2007, "pop_resident", 182.79, "A"),
    ("360300", 2025, "fiscal_revenue", None, "O"),
    ("220200", 2023, "statutory_debt", 978.14, "A"),
    # Other cities, of each kind.
    ("620900", 2023, "loans", None, "O"),
    ("640100", 2021, "statutory_debt", 657.17, "A"),
    ("640300", 2023, "statutory_debt", 259.22, "A"),
    ("640500", 2024, "statutory_debt", 225.5, "A"),
    ("440600", 2021, "statutory_debt", 1856.57, "A"),
    ("440700", 2021, "statutory_debt", 722.05, "A"),
    ("440700", 2022, "statutory_debt", 898.89, "A"),
    ("441400", 2022, "statutory_debt", 712.45, "A"),
    ("445300", 2022, "statutory_debt", 443.46, "A"),
    ("510100", 2021, "statutory_debt", None, "O"),
    ("513400", 2021, "statutory_debt", None, "O"),
    ("510500", 2021, "statutory_debt", 726.7, "V"),
    ("420700", 2019, "statutory_debt", None, "O"),
    ("340600", 2023, "dust_industrial", None, "O"),
    ("230100", 2016, "pop_resident", None, "O"),
    ("120000", 2019, "exports", None, "O"),
    ("130500", 2023, "exports", 226.1, "A"),
    ("441400", 2022, "exports", 91.5122, "A"),
    ("620300", 2022, "imports", 224.147, "A"),
    ("620300", 2021, "imports", 183.7218, "A"),
    ("630200", 2019, "exports", 4.97, "A"),
    ("620500", 2022, "exports", None, "O"),
]
# Ratios that read 1,282 %, 140 %, 2 %, 2.2 % and next to nothing before: place, year, indicator, value (None: none).
RATIOS: list[tuple[str, int, str, float | None]] = [
    ("620900", 2023, "d2_loans", None),
    ("420200", 2019, "b1_debt", None),
    ("420200", 2019, "d1_trade", None),
    ("HB-HS", 2019, "b1_debt", None),
    ("HB-HS", 2019, "d1_trade", None),
    ("230600", 2022, "b1_imports", 45.03),
    ("HL-DQ", 2022, "b1_imports", 45.03),
    ("320300", 2019, "d3_nox", None),
    ("JS-XZ", 2019, "d3_nox", None),
    ("NX-NE", 2022, "b1_debt", 19.24),
    ("GD-SG", 2022, "b1_debt", 39.14),
]
HUANGSHI_DEBT = ("420200", 2019, "statutory_debt")


@pytest.fixture(scope="module")
def cells(atlas: Atlas) -> pd.DataFrame:
    """Published observations by place, year and series."""
    texts = dict.fromkeys(("place", "series", "status", "source_id", "note"), str)
    return atlas.observations.astype(texts).set_index(["place", "year", "series"]).sort_index()


def test_there_are_more_than_seventy_spot_tests() -> None:
    assert len({cell[:3] for cell in MENDED}) == len(MENDED) > 70


@pytest.mark.parametrize("cell", MENDED, ids=lambda cell: "-".join(map(str, cell[:3])))
def test_a_figure_that_was_wrong_reads_right(cells: pd.DataFrame, cell: Cell) -> None:
    place, year, series, value, status = cell
    row = cells.loc[(place, year, series)]
    assert row["status"] == status
    assert pd.isna(row["value"]) if value is None else row["value"] == value


@pytest.mark.parametrize("ratio", RATIOS, ids=lambda ratio: "-".join(map(str, ratio[:3])))
def test_a_ratio_made_of_a_wrong_figure_is_right_or_gone(atlas: Atlas, ratio: tuple) -> None:
    place, year, indicator, expected = ratio
    table = atlas.values_of(indicator)
    rows = table[table["place"].eq(place) & table["year"].eq(year) & table["basis"].eq("exact")]
    if expected is None:
        assert rows.empty
    else:
        assert rows["value"].item() == pytest.approx(expected, abs=0.01)


def test_every_reviewed_figure_is_published_as_its_disposition_says(
    atlas: Atlas, cells: pd.DataFrame
) -> None:
    reviews = list(atlas.catalogue.reviews.values())
    shown = cells.loc[[(r.place, r.year, r.series) for r in reviews]]
    for review, (value, status, note) in zip(
        reviews, shown[["value", "status", "note"]].itertuples(index=False), strict=True
    ):
        expected = {"replace": review.right, "withdraw": np.nan}.get(review.disposition, review.value)
        assert value == expected or (np.isnan(value) and np.isnan(expected)), review.id
        assert review.status in (None, status), review.id
        assert f"reviewed {review.id}" in note, review.id


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_note_of_a_reviewed_figure_is_told_without_a_gap(catalogue: Catalogue, language: str) -> None:
    for review in catalogue.reviews.values():
        text = note_text(f"reviewed {review.id}", catalogue, language)
        assert review.reason.of(language) in text
        assert "{" not in text
        assert not re.search(r"\bnan\b", text)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_withdrawn_figure_leaves_as_an_empty_cell_with_its_reason(atlas: Atlas, language: str) -> None:
    place, year, series = HUANGSHI_DEBT
    rows = atlas.observations_at(place)
    rows = of_observations(rows[rows["year"].eq(year) & rows["series"].eq(series)])
    table = extract_table(rows, atlas.places, atlas.catalogue, language, atlas.observations)
    row = table.iloc[0]
    assert pd.isna(row["value"])
    assert row["status"] == "O"
    assert {"zh": "来源原数为2,468.63", "en": "the source shows 2,468.63"}[language] in row["note"]
    line = write_csv(Extract(table)).decode("utf-8-sig").splitlines()[1].split(",")
    assert line[5] == ""


def test_a_withdrawn_figure_is_a_gap_in_a_line(atlas: Atlas) -> None:
    place, year, series = HUANGSHI_DEBT
    years = [y for y, _, _ in yearbook_points(atlas, series, place)]
    assert year not in years
    assert {year - 1, year + 1} <= set(years)


def test_a_replaced_figure_names_where_the_right_one_was_read(cells: pd.DataFrame) -> None:
    row = cells.loc[("210400", 2020, "exports")]
    assert row["source_id"] == "yearbook2021"
    assert cells.loc[("441400", 2022, "statutory_debt"), "source_id"] == "debt_atlas"


def test_debt_read_off_a_chart_never_passes_for_normal(atlas: Atlas) -> None:
    rows = atlas.observations[atlas.observations["series"].eq("statutory_debt")]
    charts = rows[rows["note"].astype(str).str.contains("read_off_chart")]
    assert len(charts) == 339
    assert set(charts["status"].astype(str)) <= {"E", "U", "O"}


def test_a_break_of_the_register_breaks_the_lines_as_a_declared_one_does(catalogue: Catalogue) -> None:
    breaks = {(b.place, b.year, b.series) for b in catalogue.breaks}
    found = [r for r in catalogue.reviews.values() if r.disposition == "break"]
    assert found
    assert all((r.place, r.year, r.series) in breaks for r in found)


def test_every_disposition_is_in_use(catalogue: Catalogue) -> None:
    counts = Counter(review.disposition for review in catalogue.reviews.values())
    assert min(counts.values()) > 0
    assert set(counts) == {"replace", "withdraw", "low_reliability", "estimated", "break", "real"}
