"""Series that continue one another: which part speaks in which year, and how that shows."""

from __future__ import annotations

import numpy as np

from zone_atlas.catalogue.framework import JoinPart
from zone_atlas.catalogue.records import FIRST_YEAR, LAST_YEAR, SEVERITY, Join, Text
from zone_atlas.pipeline.join import panel_of

TEXT = Text("", "")
GDP = Join(
    "gdp_joined",
    TEXT,
    (
        JoinPart("gdp_revised", FIRST_YEAR, LAST_YEAR, "", ""),
        JoinPart("gdp", 2021, 2023, "P", "gdp_as_published"),
    ),
    0,
)
PATENTS = Join(
    "patents_joined",
    TEXT,
    (JoinPart("cnrds", FIRST_YEAR, 2019, "", ""), JoinPart("yearbook", 2020, LAST_YEAR, "", "")),
    2020,
)


def test_the_first_part_that_has_a_value_speaks(make) -> None:
    panel = make.panel(
        """
        110000 2020 gdp_revised 95
        110000 2020 gdp         100
        110000 2021 gdp_revised 98  s2
        110000 2021 gdp         110 s3
        110000 2022 gdp         120 s3
        """,
        {"gdp_joined": GDP},
    )
    assert panel.values.loc[("110000", 2020), "gdp_joined"] == 95
    assert panel.values.loc[("110000", 2021), "gdp_joined"] == 98
    assert panel.values.loc[("110000", 2022), "gdp_joined"] == 120
    assert panel.sources.loc[("110000", 2021), "gdp_joined"] == 0b010, (
        "only the part that speaks is the source"
    )
    assert panel.sources.loc[("110000", 2022), "gdp_joined"] == 0b100


def test_a_value_as_first_published_is_marked_provisional_and_keeps_a_worse_mark(make) -> None:
    panel = make.panel(
        "110000 2021 gdp_revised 98\n110000 2022 gdp 120\n110000 2023 gdp 130 s1 V", {"gdp_joined": GDP}
    )
    marks = {
        year: SEVERITY[int(panel.severity.loc[("110000", year), "gdp_joined"])] for year in (2021, 2022, 2023)
    }
    assert marks == {2021: "A", 2022: "P", 2023: "V"}


def test_nominal_gdp_before_2021_never_fills_a_missing_revised_figure(make) -> None:
    panel = make.panel(
        "110000 2017 gdp 80\n110000 2020 gdp 100\n110000 2024 gdp 140\n110000 2019 gdp_revised 90",
        {"gdp_joined": GDP},
    )
    column = panel.values.loc["110000", "gdp_joined"].dropna()
    assert dict(column) == {2019: 90.0}
    assert panel.sources.loc[("110000", 2020), "gdp_joined"] == 0
    assert np.isnan(panel.severity.loc[("110000", 2020), "gdp_joined"])


def test_patents_change_hands_at_the_seam_even_where_the_other_part_has_a_value(make) -> None:
    panel = make.panel(
        """
        110000 2019 cnrds 10
        110000 2019 yearbook 13
        110000 2020 cnrds 11
        110000 2020 yearbook 14
        420200 2019 yearbook 7
        420200 2020 cnrds 5
        """,
        {"patents_joined": PATENTS},
    )
    assert dict(panel.values.loc["110000", "patents_joined"].dropna()) == {2019: 10.0, 2020: 14.0}
    assert panel.values.loc["420200", "patents_joined"].isna().all(), "no part may speak outside its years"


def test_a_panel_holds_every_year_of_every_unit_and_nothing_between_observations(make) -> None:
    panel = make.panel("110000 2018 gdp 5\n420200 2020 gdp 6 s3 V\n420200 2020 pop 2")
    assert len(panel.values) == 2 * (LAST_YEAR - FIRST_YEAR + 1)
    assert panel.units == ["110000", "420200"]
    assert panel.values["gdp"].notna().sum() == 2
    assert panel.severity.loc[("420200", 2020), "gdp"] == SEVERITY.index("V")
    assert panel.sources.loc[("420200", 2020), "gdp"] == 0b100
    assert panel.sources.loc[("110000", 2019), "gdp"] == 0


def test_a_series_nobody_reports_is_missing_throughout_and_stops_nothing(make) -> None:
    panel = panel_of(make.observations("110000 2018 gdp 5"), ("s1",), ("gdp", "pop"))
    assert list(panel.values.columns) == ["gdp", "pop"]
    assert panel.values["pop"].isna().all()
    assert panel.severity["pop"].isna().all()
    assert (panel.sources["pop"] == 0).all()


def test_severity_runs_from_harmless_to_withheld() -> None:
    assert SEVERITY[0] == "A"
    assert SEVERITY[-1] == "U"
    assert SEVERITY.index("A") < SEVERITY.index("P") < SEVERITY.index("D") < SEVERITY.index("V")
