"""Does a reader take away exactly what is shown, readable in a spreadsheet, with a source for each figure?"""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest

from zone_atlas.catalogue import addresses
from zone_atlas.ui.data import observations

from .conftest import LANGUAGES, Open, Visit

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
MARK = b"\xef\xbb\xbf"
COLUMNS = [
    "place",
    "adcode",
    "zone",
    "year",
    "indicator",
    "value",
    "unit",
    "status",
    "source title",
    "source address",
    "digitisation",
    "note",
]
QUERIES = [
    {},
    {"kind": "indicators", "scope": "cities", "indicators_items": "b2_gdp_per_resident,b3_beds"},
    {"kind": "observations", "observations_items": "gdp,gdp_revised", "first": "2017", "last": "2020"},
    {
        "kind": "observations",
        "scope": "counties",
        "observations_items": "census_pop",
        "first": "2010",
        "region": "west",
    },
    {"kind": "scores", "scores_items": "D1,B2"},
    {"kind": "scores", "scope": "cities", "first": "2022", "year": "2012"},
    {"kind": "indicators", "proxies": "1"},
]
FRAMES = {
    "overview": ("overview-map", "matrix"),
    "map": ("map",),
    "drivers": ("elements", "trends", "spread", "values"),
    "bottlenecks": ("elements", "trends", "spread", "values"),
}


def read(content: bytes) -> pd.DataFrame:
    """Read a CSV as a spreadsheet does, every cell as text."""
    return pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", dtype=str, keep_default_na=False)


def shown_table(visit: Visit) -> pd.DataFrame:
    """The explorer's table."""
    table: pd.DataFrame = visit.app.get_by_key("data-table").value
    return table


@pytest.mark.parametrize(
    ("query", "language"), [(q, "en") for q in QUERIES] + [(q, "zh") for q in QUERIES[2:5]]
)
def test_the_csv_holds_exactly_the_rows_shown_each_with_its_source(
    open_page: Open, language: str, query: dict
) -> None:
    visit = open_page("data", language, **query).whole()
    table, content = shown_table(visit), visit.csv("data-download")
    assert content.startswith(MARK)
    taken = read(content)
    assert len(taken) == len(table) > 0
    for column, heading in zip(table.columns, taken.columns, strict=True):
        if pd.api.types.is_float_dtype(table[column]):
            np.testing.assert_allclose(taken[heading].astype(float), table[column], rtol=1e-9)
        else:
            assert taken[heading].tolist() == table[column].astype(str).tolist()
    title, address, digitisation = (taken.iloc[:, k] for k in (8, 9, 10))
    assert title.str.len().gt(3).all()
    assert (address.str.startswith("http") | digitisation.str.contains("<http")).all()
    assert not address.map(addresses.starts_personal).any()
    assert not title.str.contains("|".join(addresses.PERSONAL_HOSTS)).any()
    assert taken.iloc[:, 1].str.fullmatch(r"\d{6}(;\d{6})*").all()
    assert taken.iloc[:, 7].isin(list("ABDEPUVO")).all()


def test_the_columns_are_those_promised(open_page: Open) -> None:
    content = open_page("data", "en").whole().csv("data-download").decode("utf-8-sig")
    assert content.splitlines()[0].split(",") == COLUMNS


def test_an_extract_cites_the_table_of_each_edition(open_page: Open) -> None:
    asked = {"kind": "observations", "observations_items": "exports", "cities_places": "130200"}
    taken = read(open_page("data", "en", **asked).whole().csv("data-download"))
    cited = dict(zip(taken["year"], taken["source title"], strict=True))
    yearbook = "China City Statistical Yearbook"
    assert cited["2018"] == f"{yearbook} 2019, table “Foreign trade”, whole city"
    assert cited["2019"] == f"{yearbook} 2020, table 2-16 Foreign trade, whole city"
    assert cited["2021"] == f"{yearbook} 2022, table 2-13 Foreign trade, whole city"


def test_an_indicator_cites_every_table_behind_it_once_and_no_other(open_page: Open) -> None:
    """Imports over GDP: the yearbook gives the imports; its GDP table was not used, the revised GDP was."""
    asked = {
        "kind": "indicators",
        "scope": "cities",
        "cities_places": "130200",
        "first": "2021",
        "last": "2021",
    }
    taken = read(open_page("data", "en", indicators_items="b1_imports", **asked).whole().csv("data-download"))
    (cited,) = taken["source title"]
    assert sorted(cited.split(" | ")) == [
        "China City Statistical Yearbook 2022, table 2-13 Foreign trade, whole city",
        "Compilation of revised GDP and constant-price indices, 2000–2023 (table not recorded in the digitisation)",
    ]


def test_the_legend_of_the_codes_names_their_list(open_page: Open) -> None:
    assert "SDMX CL_OBS_STATUS 2.2" in open_page("data", "en").whole().page_text


def test_the_headings_of_the_file_are_those_of_the_table(open_page: Open) -> None:
    visit = open_page("data", "zh").whole()
    labels = [text for kind, text in visit.pieces if kind == "dataframe"][: len(COLUMNS)]
    assert set(read(visit.csv("data-download")).columns) <= {text for _, text in visit.pieces}
    assert labels


def test_more_rows_than_a_browser_scrolls_ask_to_be_narrowed_down(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = len(shown_table(open_page("data", "en").whole()))
    monkeypatch.setattr(observations, "MOST_ROWS", whole)
    assert len(shown_table(open_page("data", "en").whole())) == whole
    monkeypatch.setattr(observations, "MOST_ROWS", whole - 1)
    for language in LANGUAGES:
        visit = open_page("data", language).whole()
        warning = visit.t("data.too_many", count=whole, most=whole - 1)
        assert [item.value for item in visit.app.warning] == [warning]
        assert "data-download" not in visit.downloads
        assert not visit.app.dataframe


def test_the_limit_on_rows_is_met_by_real_questions(open_page: Open) -> None:
    counties = {"kind": "observations", "scope": "counties", "first": "2000", "last": "2023"}
    people = "census_pop,census_urban_pop,census_college,census_schooling_years,census_age65_share,census_age0_14_share"
    visit = open_page("data", "en", **counties, observations_items=people).whole()
    assert not visit.app.warning
    assert 30_000 < len(read(visit.csv("data-download"))) <= observations.MOST_ROWS
    work = "census_emp_share_transport,census_emp_share_science,census_emp_share_utilities"
    beyond = open_page("data", "en", **counties, observations_items=f"{people},{work}").whole()
    (warning,) = beyond.app.warning
    assert f"{observations.MOST_ROWS:,}" in warning.value
    assert "data-download" not in beyond.downloads


def test_a_range_of_years_may_be_given_backwards(open_page: Open) -> None:
    there, back = (
        open_page("data", "en", first=first, last=last).whole().csv("data-download")
        for first, last in (("2019", "2021"), ("2021", "2019"))
    )
    assert there == back
    assert set(read(there)["year"]) == {"2019", "2020", "2021"}


def test_a_proxy_enters_the_file_only_when_asked_for_and_says_so(open_page: Open) -> None:
    without, with_proxies = (
        read(open_page("data", "en", kind="scores", proxies=p).whole().csv("data-download"))
        for p in ("0", "1")
    )
    stand_in = "a wider unit stands in"
    assert not without["note"].str.contains("Proxy").any()
    proxies = with_proxies[~with_proxies["place"].isin(without["place"])]
    marked = with_proxies[with_proxies["note"].str.contains("Proxy")]
    assert {"Chongqing ring", "Western Beijing"} <= set(marked["place"])
    assert proxies["note"].str.contains("Proxy").all(), stand_in


@EACH_LANGUAGE
@pytest.mark.parametrize("page", FRAMES)
def test_every_charts_download_has_a_source_in_each_row(open_page: Open, page: str, language: str) -> None:
    visit = open_page(page, language).whole()
    for key in FRAMES[page]:
        content = visit.csv(f"{key}-download")
        assert content.startswith(MARK), key
        taken = read(content)
        assert len(taken) > 10, key
        assert taken.iloc[:, 8].str.len().gt(3).all(), key
        assert (taken.iloc[:, 9] + taken.iloc[:, 10]).str.contains("https?://").all(), key


def test_a_charts_download_holds_the_figures_of_its_table(open_page: Open) -> None:
    visit = open_page("overview", "en", region="west").whole()
    taken = read(visit.csv("matrix-download"))
    table = visit.table("matrix").set_index("Zone")
    for _, row in taken.iterrows():
        assert float(row["value"]) == pytest.approx(table.loc[row["place"], row["indicator"]], abs=0.051)
    assert len(taken) == int(table.notna().sum().sum())


def test_the_coverage_matrix_can_be_taken_away_too(open_page: Open) -> None:
    visit = open_page("data", "zh").whole()
    content = visit.csv("coverage-download")
    assert content.startswith(MARK)
    assert len(read(content)) == len(visit.table("coverage")) >= 45
