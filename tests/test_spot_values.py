"""Figures read off the facts that the observations were made from, typed in by hand, against what is published.

Each fact names its place, year, series, value and source. Where the folder of facts lies beside the repository, every
shipped observation is compared with it as well.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas import paths
from zone_atlas.atlas import Atlas

Fact = tuple[str, int, str, float, str]

CITY: list[Fact] = [
    ("220200", 2015, "broadband_users", 73, "citypanel1990_2023"),
    ("360300", 2020, "buses", 582, "yearbook2021"),
    ("210400", 2010, "census_age15_64_share", 79.22, "leiii_census_2010_yearbook"),
    ("220100", 2020, "census_college", 2014415, "leiii_census_2020_yearbook"),
    ("130200", 2010, "census_emp_share_business_services", 0.523, "leiii_census_2010_yearbook"),
    ("420200", 2010, "census_emp_share_culture", 0.54, "leiii_census_2010_yearbook"),
    ("220200", 2010, "census_emp_share_finance", 0.966, "leiii_census_2010_yearbook"),
    ("510300", 2020, "census_emp_share_hotels", 5.771, "leiii_census_2020_yearbook"),
    ("410300", 2010, "census_emp_share_manufacturing", 12.353, "leiii_census_2010_yearbook"),
    ("230600", 2020, "census_emp_share_mining", 7.738, "leiii_census_2020_yearbook"),
    ("410300", 2010, "census_emp_share_public_admin", 2.513, "leiii_census_2010_yearbook"),
    ("210100", 2010, "census_emp_share_residential_services", 3.138, "leiii_census_2010_yearbook"),
    ("431300", 2020, "census_emp_share_transport", 4.957, "leiii_census_2020_yearbook"),
    ("410300", 2010, "census_emp_share_water_env", 0.414, "leiii_census_2010_yearbook"),
    ("520200", 2020, "census_incoming_other_province", 81208, "leiii_census_2020_yearbook"),
    ("340700", 2010, "census_pop", 1562670, "leiii_census_2010_yearbook"),
    ("340700", 2020, "census_pop", 1311726, "leiii_census_2020_yearbook"),
    ("220100", 2020, "census_schooling_years", 10.35, "leiii_census_2020_yearbook"),
    ("320300", 2010, "census_workers_sample", 455924, "leiii_census_2010_yearbook"),
    ("421200", 2006, "co2_edgar", 629.203, "edgar_v8_city"),
    ("411400", 2015, "dfi_digitization", 234.13, "pku_dfiic"),
    ("431300", 2013, "dfi_digitization", 162.28, "pku_dfiic"),
    ("210400", 2018, "doctors", 5512, "yearbook2019"),
    ("230600", 2020, "doctors", 9675, "yearbook2021"),
    ("370300", 2019, "dust_industrial", 17624, "yearbook2020"),
    ("410400", 2023, "electricity_total", 239.8008, "yearbook2024"),
    ("210400", 2020, "employment_urban_units", 20.1419, "yearbook2021"),
    ("230500", 2011, "employment_urban_units", 15, "citypanel1990_2023"),
    ("371100", 2023, "exports", 506.3437, "yearbook2024"),
    ("320700", 2022, "fdi_used", 78000, "fdi1996_2023"),
    ("370300", 2009, "fdi_used", 38759, "citypanel1990_2023"),
    ("210200", 2003, "fiscal_revenue", 110.5405, "citypanel1990_2023"),
    ("210300", 2018, "gdp", 1751.058, "yearbook2019"),
    ("530900", 2010, "gdp_index", 112.2, "deflator296"),
    ("140400", 2001, "gdp_revised", 184.592, "deflator296"),
    ("220200", 2018, "gdp_revised", 2210.24, "deflator296"),
    ("220200", 2019, "gdp_revised", 1416.56, "deflator296"),
    ("370300", 2020, "gdp_revised", 3673.54, "deflator296"),
    ("350500", 2004, "green_coverage", 38, "jcd2004_2012"),
    ("370300", 2012, "green_coverage", 43.23, "jcd2004_2012"),
    ("650200", 2021, "green_parks_cum", 0, "green_lists"),
    ("220200", 2023, "hightech_firms", 257, "yearbook2024"),
    ("410300", 2018, "imports", 10.2924, "yearbook2019"),
    ("440200", 2019, "industrial_firms_foreign", 17, "yearbook2020"),
    ("340500", 2021, "industrial_firms_hmt", 40, "yearbook2022"),
    ("220200", 2015, "industrial_profit", 43.7891, "citypanel1990_2023"),
    ("430200", 2018, "invention_patents_granted", 1141, "yearbook2019"),
    ("450200", 2008, "invention_patents_granted_cnrds", 31, "cnrds_patents"),
    ("150600", 2004, "iriec_new_firms", 48.292, "iriec"),
    ("420200", 2001, "iriec_trademarks", 36.102, "iriec"),
    ("610100", 2002, "iriec_venture_capital", 94, "iriec"),
    ("410400", 2019, "land_area", 7882, "yearbook2020"),
    ("360600", 2019, "listed_manufacturing_szse", 1, "szse_list"),
    ("370300", 2001, "listed_manufacturing_szse", 2, "szse_list"),
    ("420200", 2023, "loans", 2345.4954, "yearbook2024"),
    ("640200", 2022, "mobile_users", 99, "yearbook2023"),
    ("150600", 2022, "patents_granted", 4130, "yearbook2023"),
    ("420200", 2020, "patents_granted", 4031, "yearbook2021"),
    ("420200", 2019, "patents_granted_cnrds", 2951, "cnrds_patents"),
    ("130200", 2022, "pension_insured", 2656505, "yearbook2023"),
    ("150600", 2013, "pop_registered", 154.3, "citypanel1990_2023"),
    ("650200", 2015, "pop_resident", 29.97, "respop1998_2024"),
    ("140400", 2018, "rd_expenditure", 14.2952, "yearbook2019"),
    ("220100", 2019, "registered_unemployed", 50116, "yearbook2020"),
    ("430300", 2016, "road_area_per_capita", 18.33, "roadpc2002_2023"),
    ("510900", 2015, "road_area_per_capita", 29.01, "roadpc2002_2023"),
    ("210700", 2022, "sewage_treatment_rate", 100, "yearbook2023"),
    ("220700", 2018, "sewage_treatment_rate", 96.75, "yearbook2019"),
    ("370300", 2018, "share_secondary", 52.09, "yearbook2019"),
    ("320300", 2006, "so2_industrial", 121000, "citypanel1990_2023"),
    ("341000", 2018, "so2_industrial", 2838, "yearbook2019"),
    ("445300", 2022, "statutory_debt", 443.46, "debt_atlas"),
    ("510300", 2022, "statutory_debt", 618.8, "debt_atlas"),
    ("430200", 2018, "telecom_revenue", 30.4871, "yearbook2019"),
    ("150200", 2003, "va_primary", 23.73559952, "sector2000_2023"),
    ("431000", 2003, "va_secondary", 125.72, "sector2000_2023"),
    ("420200", 2020, "va_tertiary", 727.7299805, "sector2000_2023"),
]
COUNTY: list[Fact] = [
    ("220112", 2020, "census_age15_64_share", 73.98, "leiii_census_2020_yearbook"),
    ("220172", 2020, "census_college", 202695, "leiii_census_2020_yearbook"),
    ("150404", 2010, "census_emp_share_business_services", 0.34, "leiii_census_2010_yearbook"),
    ("210911", 2020, "census_emp_share_business_services", 3.763, "leiii_census_2020_yearbook"),
    ("130371", 2020, "census_emp_share_construction", 8.445, "leiii_census_2020_yearbook"),
    ("510303", 2020, "census_emp_share_construction", 12.607, "leiii_census_2020_yearbook"),
    ("520324", 2010, "census_emp_share_culture", 0.205, "leiii_census_2010_yearbook"),
    ("469025", 2010, "census_emp_share_manufacturing", 1.704, "leiii_census_2010_yearbook"),
    ("530421", 2010, "census_emp_share_mining", 0.206, "leiii_census_2010_yearbook"),
    ("622925", 2010, "census_emp_share_science", 0.015, "leiii_census_2010_yearbook"),
    ("130225", 2010, "census_emp_share_transport", 2.853, "leiii_census_2010_yearbook"),
    ("330226", 2010, "census_incoming_other_province", 114486, "leiii_census_2010_yearbook"),
    ("530126", 2010, "census_incoming_other_province", 7034, "leiii_census_2010_yearbook"),
    ("350581", 2023, "gdp", 1200.3354, "yearbook2024_county_cities"),
    ("130581", 2021, "pop_registered", 50.3, "yearbook2022_county_cities"),
    ("150781", 2022, "va_primary", 3.2146, "yearbook2023_county_cities"),
    ("430181", 2020, "va_primary", 128.7515, "yearbook2021_county_cities"),
    ("320681", 2022, "va_tertiary", 612.3, "yearbook2023_county_cities"),
]
DISTRICT: list[Fact] = [
    ("500151", 2020, "iriec_new_firms", 60.26, "iriec"),
    ("110107", 2000, "iriec_outside_investment", 57.795, "iriec"),
    ("110109", 2001, "iriec_outside_investment", 65.388, "iriec"),
    ("500106", 2005, "iriec_outside_investment", 48.443, "iriec"),
    ("500151", 2006, "iriec_trademarks", 13.585, "iriec"),
    ("500151", 2019, "iriec_venture_capital", 73.139, "iriec"),
]


@pytest.fixture(scope="module")
def facts(atlas: Atlas) -> pd.DataFrame:
    """Published observations by place, year and series."""
    return atlas.observations.set_index(["place", "year", "series"])


@pytest.mark.parametrize(
    ("level", "fact"),
    [
        (level, fact)
        for level, group in [("city", CITY), ("county", COUNTY), ("district", DISTRICT)]
        for fact in group
    ],
    ids=lambda part: part if isinstance(part, str) else "-".join(map(str, part[:3])),
)
def test_a_published_figure_is_the_one_in_the_source(facts: pd.DataFrame, level: str, fact: Fact) -> None:
    place, year, series, value, source = fact
    row = facts.loc[(place, year, series)]
    assert (row["value"], row["source_id"], row["level"]) == (value, source, level)


def test_the_facts_typed_in_cover_the_sources_levels_and_years() -> None:
    everything = [*CITY, *COUNTY, *DISTRICT]
    assert len(everything) >= 60
    assert len({fact[4] for fact in everything}) >= 20
    assert len({fact[2] for fact in everything}) >= 50
    assert min(fact[1] for fact in everything) <= 2001
    assert max(fact[1] for fact in everything) == 2023


# Values worked out from the observations by hand: place, basis, year, indicator, sum, status.
INDICATORS = [
    # Tongling lost a sixth of its residents between the censuses of 2010 and 2020, at the boundaries of 2020.
    ("340700", "exact", 2020, "b1_population_change", 100 * (1_311_726 / 1_562_670 - 1), "A"),
    ("AH-TL", "exact", 2020, "b1_population_change", -16.0587, "A"),
    # Of Daqing's workers 7.7 % mine.
    ("230600", "exact", 2020, "b2_mining", 7.738, "A"),
    ("HL-DQ", "exact", 2020, "b2_mining", 7.738, "A"),
    # Daqing grew by 1.3, 2.7, 3.4, 3.5 and 0.6 %: mean 2.3, squares 1 + 0.16 + 1.21 + 1.44 + 2.89 = 6.7, over 4.
    ("230600", "exact", 2020, "b2_growth_volatility", (6.7 / 4) ** 0.5, "A"),
    # Spending and revenue of 168.9119 and 77.5782 in a revised GDP of 950.56 (960.17 as first published).
    ("340700", "exact", 2019, "b1_expenditure", 100 * 168.9119 / 950.56, "A"),
    ("340700", "exact", 2019, "b1_fiscal_gap", 100 * (168.9119 - 77.5782) / 168.9119, "A"),
    # Huangshi's GDP of 2023 is as first published, and so provisional.
    ("420200", "exact", 2023, "b2_gdp_per_resident", 2108.96 / 243.95, "P"),
    ("420200", "exact", 2023, "d2_loans", 100 * 2345.4954 / 2108.96, "P"),
    ("420200", "exact", 2023, "d3_structure_level", (6.73 + 2 * 45.22 + 3 * 48.05) / 100, "A"),
    ("420200", "exact", 2023, "d3_tertiary_secondary", 48.05 / 45.22, "A"),
    ("420200", "exact", 2023, "d1_invention_patents", 464 / 243.95, "A"),
    ("420200", "exact", 2023, "b3_beds", 15_103 / 2439.5, "A"),
    # Patents: CNRDS counts 2,951 in 2019 (the yearbook 2,960), the yearbook 4,031 in 2020.
    ("420200", "exact", 2019, "d1_patents", 2951 / 247.54, "A"),
    ("420200", "exact", 2020, "d1_patents", 4031 / 246.91, "A"),
    ("370300", "exact", 2020, "d3_co2", 8244.8936 / 3673.54, "A"),
    ("370300", "exact", 2020, "d1_trade", 100 * (489.0995 + 403.5161) / 3673.54, "A"),
    # Zibo's districts: GDP of 2,634 on 293 km² (the whole city has 3,673.54), 2,589 buses for 288 registered.
    ("370300", "exact", 2020, "d2_land_output", 2634 / 293, "A"),
    ("370300", "exact", 2019, "d2_land_output", 2594 / 288, "B"),
    ("370300", "exact", 2022, "b3_buses", 2589 / 288, "A"),
    # The districts of Luoyang hold 60 % of its GDP in 2021, 44 % before: not comparable.
    ("410300", "exact", 2021, "d2_land_output", 3272 / 294, "B"),
    # Zhuzhou, Xiangtan and Loudi together.
    ("HN-C", "exact", 2022, "d2_land_output", (1899 + 1432 + 698) / (152 + 90 + 54), "A"),
    ("HN-C", "exact", 2022, "b3_buses", (1535 + 1109 + 423) / (131 + 84 + 60), "A"),
    # Shenyang, Anshan and Fushun together.
    (
        "LN-C",
        "exact",
        2020,
        "b1_expenditure",
        100 * (1074.0503 + 348.0341 + 205.0813) / (6571.55 + 1738.78 + 827.8),
        "A",
    ),
    (
        "LN-C",
        "exact",
        2020,
        "d2_college",
        100 * (2_491_650 + 439_634 + 295_831) / (9_070_093 + 3_325_372 + 1_861_372),
        "A",
    ),
    (
        "LN-C",
        "exact",
        2020,
        "b3_pm25",
        (42 * 907.01 + 44 * 332.54 + 43 * 186.14) / (907.01 + 332.54 + 186.14),
        "A",
    ),
    # Shijingshan and Mentougou, weighted with the workers sampled; only a part of Mentougou belongs to the zone.
    ("BJ-JX", "exact", 2020, "b2_mining", (0.169 * 24_288 + 0.458 * 15_297) / (24_288 + 15_297), "D"),
    ("BJ-JX", "exact", 2020, "b3_urban_share", 100 * (567_851 + 358_945) / (567_851 + 392_606), "D"),
    # Shizuishan alone, and with Yinchuan for Ningdong.
    ("NX-NE", "exact", 2020, "b3_beds", 4634 / 752.1, "A"),
    ("NX-NE", "proxy", 2020, "b3_beds", (4634 + 15_694) / (752.1 + 2861.7), "A"),
    ("CQ-R", "proxy", 2020, "b3_beds", 174_957 / 32_089.1, "A"),
]


@pytest.mark.parametrize(("place", "basis", "year", "indicator", "value", "status"), INDICATORS)
def test_an_indicator_is_what_its_observations_make_by_hand(
    atlas: Atlas, place: str, basis: str, year: int, indicator: str, value: float, status: str
) -> None:
    rows = atlas.indicators
    rows = rows[rows["place"].eq(place) & rows["basis"].eq(basis) & rows["year"].eq(year)]
    (row,) = rows[rows["indicator"].eq(indicator)].itertuples()
    assert row.value == pytest.approx(value, rel=1e-5)
    assert row.status == status


def test_half_the_cities_employ_less_than_half_a_per_cent_in_mining_and_daqing_is_among_the_first_twentieth(
    atlas: Atlas,
) -> None:
    cities = atlas.places.loc[atlas.places["kind"].eq("city"), "place"]
    rows = atlas.indicators
    mining = rows[rows["indicator"].eq("b2_mining") & rows["year"].eq(2020) & rows["place"].isin(cities)][
        "value"
    ]
    assert mining.median() == pytest.approx(0.5, abs=0.05)
    assert (mining > 7.738).mean() < 0.05


def test_districts_have_no_yearbook_figure_of_their_own(atlas: Atlas) -> None:
    rows = atlas.indicators[atlas.indicators["place"].eq("CQ-R") & atlas.indicators["basis"].eq("exact")]
    assert not rows["indicator"].isin(["b3_beds", "b2_gdp_per_resident", "b1_expenditure"]).any()


def _original_facts(folder) -> pd.DataFrame:
    """Facts of the folder, by level, place, year and series; the census of cities is the harmonised one."""
    wanted = ["adcode", "year", "indicator_id", "value"]
    panel = pd.read_parquet(folder / "city_year.parquet")[wanted].astype({"indicator_id": str})
    panel = panel[~panel["indicator_id"].str.startswith("census_")]
    county = pd.read_parquet(folder / "county.parquet")
    parts = {
        "city": [
            panel,
            pd.read_parquet(folder / "emerging_city_year.parquet")[wanted],
            pd.read_csv(folder / "district_scope.csv", dtype={"adcode": str}).rename(
                columns={"series": "indicator_id"}
            )[wanted],
            pd.read_csv(folder / "census_prefecture.csv", dtype={"adcode": str})[wanted],
        ],
        "county": [county[county["level"].eq("county")][wanted]],
        "district": [pd.read_parquet(folder / "district_year.parquet")[wanted]],
    }
    types = {"adcode": str, "indicator_id": str, "year": int}
    frames = [frame.astype(types).assign(level=level) for level, group in parts.items() for frame in group]
    return pd.concat(frames, ignore_index=True)


def test_every_shipped_observation_is_the_original_fact(atlas: Atlas) -> None:
    """Cell by cell; only what a register replaces or withdraws is another, and all of that is."""
    folder = paths.ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the folder of facts is not here; the figures typed in above hold all the same")
    key = ["level", "adcode", "year", "indicator_id"]
    originals = _original_facts(folder).set_index(key)["value"]
    assert originals.index.is_unique
    changes = ("replace", "withdraw")
    changed = {(c.place, c.year, c.series) for c in atlas.catalogue.corrections if c.action in changes}
    changed |= {
        (review.place, review.year, review.series)
        for review in atlas.catalogue.reviews.values()
        if review.disposition in changes
    }
    shipped = atlas.observations.astype({"level": str, "place": str, "series": str, "year": int})
    shipped = shipped.rename(columns={"place": "adcode", "series": "indicator_id"}).set_index(key)["value"]
    plain = np.array([cell[1:] not in changed for cell in shipped.index])
    found = originals.reindex(shipped.index)
    assert found.notna().all(), found[found.isna()].head()
    differs = ~np.isclose(shipped, found, rtol=1e-9, atol=1e-12) & plain
    assert not differs.any(), pd.DataFrame({"shipped": shipped[differs], "original": found[differs]}).head()
    assert (~np.isclose(shipped, found, rtol=1e-9, atol=1e-12))[~plain].all()
    assert (~plain).sum() == len(changed) > 300
    assert len(shipped) > 450_000
