"""Indicators from series: value, status, break and sources of each."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from zone_atlas.catalogue.breaks import breaks_of
from zone_atlas.catalogue.framework import Function, JoinPart, Mean, Ratio
from zone_atlas.catalogue.records import Join, SeriesBreak, Text
from zone_atlas.pipeline.derive import derive_indicators
from zone_atlas.pipeline.zones import stack_panels, zone_panel


def table(make, text: str, indicator, *, zones=(), breaks=(), series=()) -> pd.DataFrame:
    """Derive one indicator of all units of the text, by place, basis and year."""
    panel = make.panel(text)
    catalogue = make.catalogue(series, zones, (indicator,), breaks=breaks)
    if zones:
        panel = stack_panels(panel, zone_panel(panel, catalogue)[0])
    made = derive_indicators(panel, catalogue, [u for u in panel.units if "|" not in u])
    return made.set_index(["place", "basis", "year"])


def test_a_ratio_weighs_its_series_and_scales(make) -> None:
    """(1·20 + 2·50 + 3·30) / 100 = 2.1."""
    level = make.indicator("level", Ratio({"p": 1, "s": 2, "t": 3}, {}, 0.01))
    made = table(make, "c1 2020 p 20\nc1 2020 s 50\nc1 2020 t 30\nc2 2020 p 20\nc2 2020 s 50", level)
    assert made.loc[("c1", "exact", 2020), "value"] == pytest.approx(2.1)
    assert len(made) == 1, "a city that lacks an input has no value, and no other year has one"


def test_a_difference_over_a_sum(make) -> None:
    """Expenditure 80, revenue 20: 100 · (80 − 20) / 80 = 75 %."""
    gap = make.indicator("gap", Ratio({"out": 1, "in": -1}, {"out": 1}, 100))
    made = table(make, "c1 2020 out 80\nc1 2020 in 20", gap)
    assert made.loc[("c1", "exact", 2020), "value"] == pytest.approx(75)


def test_nothing_is_divided_by_nought(make) -> None:
    made = table(
        make,
        "c1 2020 a 1\nc1 2020 b 0\nc2 2020 a 0\nc2 2020 b 0\nc3 2020 a 1\nc3 2020 b 2",
        make.indicator("r", make.ratio("a", "b")),
    )
    assert list(made.index) == [("c3", "exact", 2020)]
    assert np.isfinite(made["value"]).all()


def test_an_indicator_has_no_value_before_its_first_year(make) -> None:
    made = table(make, "c1 2006 a 1\nc1 2007 a 2", make.indicator("r", Mean("a"), first_year=2007))
    assert list(made.index.get_level_values("year")) == [2007]


def test_the_worst_mark_among_the_inputs_is_shown(make) -> None:
    made = table(
        make,
        "c1 2020 a 1 s1 P\nc1 2020 b 2 s1 V\nc1 2021 a 1\nc1 2021 b 2 s1 P",
        make.indicator("r", make.ratio("a", "b")),
    )
    assert made.loc[("c1", "exact", 2020), "status"] == "V"
    assert made.loc[("c1", "exact", 2021), "status"] == "P"


def test_every_source_behind_a_ratio_is_named_once(make) -> None:
    made = table(
        make,
        "c1 2020 a 1 s3\nc1 2020 b 2 s1\nc1 2021 a 1 s2\nc1 2021 b 2 s2",
        make.indicator("r", make.ratio("a", "b")),
    )
    assert made.loc[("c1", "exact", 2020), "sources"] == "s1;s3"
    assert made.loc[("c1", "exact", 2021), "sources"] == "s2"


def test_a_zones_value_names_every_members_source(make) -> None:
    made = table(
        make,
        "c1 2020 a 1 s1\nc1 2020 b 2 s1\nc2 2020 a 1 s2\nc2 2020 b 2 s3",
        make.indicator("r", make.ratio("a", "b")),
        zones=(make.zone_of("Z", "c1", "c2"),),
        series=(make.series("a"), make.series("b")),
    )
    assert made.loc[("Z", "exact", 2020), "sources"] == "s1;s2;s3"


def test_a_window_carries_the_sources_and_the_worst_mark_of_its_years(make) -> None:
    lines = "\n".join(
        f"c1 {year} index {100 + year % 3} {'s2 V' if year == 2016 else 's1'}" for year in range(2014, 2022)
    )
    made = table(make, lines, make.indicator("v", Function("volatility", ("index",))))
    by_year = made.droplevel(["place", "basis"])
    assert list(by_year.index) == [2018, 2019, 2020, 2021]
    assert list(by_year["sources"]) == ["s1;s2", "s1;s2", "s1;s2", "s1"]
    assert list(by_year["status"]) == ["V", "V", "V", "A"]


def test_a_change_between_censuses_names_both_and_carries_the_worse_mark(make) -> None:
    made = table(
        make,
        "c1 2010 pop 200 s1 D\nc1 2020 pop 100 s2\nc2 2010 pop 100 s1\nc2 2020 pop 110 s2",
        make.indicator("change", Function("change_since_last_census", ("pop",))),
    )
    assert made.loc[("c1", "exact", 2020), "value"] == pytest.approx(-50)
    assert made.loc[("c1", "exact", 2020), "sources"] == "s1;s2"
    assert made.loc[("c1", "exact", 2020), "status"] == "D"
    assert made.loc[("c2", "exact", 2020), "status"] == "A"


def test_a_break_of_the_series_is_marked_in_its_year_for_all(make) -> None:
    made = table(
        make,
        "c1 2018 a 1\nc1 2019 a 2\nc1 2020 a 3\nc2 2019 a 4 s1 P",
        make.indicator("r", Mean("a"), breaks=(2019,)),
    )
    assert dict(made.loc["c1"].loc["exact", "status"]) == {2018: "A", 2019: "B", 2020: "A"}
    assert made.loc[("c2", "exact", 2019), "status"] == "B"
    assert list(made[made["breaks"]].index) == [("c1", "exact", 2019), ("c2", "exact", 2019)]


@pytest.mark.parametrize("status", ["V", "U"])
def test_a_doubtful_value_in_the_year_of_a_break_keeps_its_mark_and_still_breaks_the_line(
    make, status: str
) -> None:
    made = table(
        make, f"c1 2018 a 1\nc1 2019 a 2 s1 {status}", make.indicator("r", Mean("a"), breaks=(2019,))
    )
    assert made.loc[("c1", "exact", 2019), "status"] == status
    assert made.loc[("c1", "exact", 2019), "breaks"]


def test_a_moved_boundary_breaks_everything_of_that_city_and_of_its_zone(make) -> None:
    made = table(
        make,
        "c1 2016 a 1\nc1 2016 pop 1\nc2 2016 a 1\nc2 2016 pop 1\nc3 2016 a 5",
        make.indicator("r", make.ratio("a")),
        zones=(make.zone_of("Z", "c1", "c2"),),
        series=(make.series("a"), make.series("pop")),
        breaks=(SeriesBreak("c1", "*", 2016, Text("", "")),),
    )
    assert {place for place, _, _ in made[made["breaks"]].index} == {"c1", "Z"}
    assert made.loc[("c1", "exact", 2016), "status"] == "B"
    assert made.loc[("c3", "exact", 2016), "status"] == "A"


def test_a_series_never_revised_back_breaks_only_what_is_made_of_it(make) -> None:
    own = (SeriesBreak("c1", "a", 2019, Text("", "")),)
    text = "c1 2019 a 1\nc1 2019 b 1\nc2 2019 a 1\nc2 2019 b 1"
    of_a = table(make, text, make.indicator("r", Mean("a")), breaks=own)
    of_b = table(make, text, make.indicator("r", Mean("b")), breaks=own)
    assert dict(of_a["breaks"]) == {("c1", "exact", 2019): True, ("c2", "exact", 2019): False}
    assert not of_b["breaks"].any()


def test_a_province_wide_revision_breaks_the_ratio_of_a_zone_that_holds_one_of_its_cities(make) -> None:
    own = (SeriesBreak("c1", "gdp", 2016, Text("", "")),)
    text = "c1 2016 debt 1\nc1 2016 gdp 2\nc2 2016 debt 1\nc2 2016 gdp 2"
    made = table(
        make,
        text,
        make.indicator("r", make.ratio("debt", "gdp")),
        zones=(make.zone_of("Z", "c1", "c2"),),
        series=(make.series("debt"), make.series("gdp")),
        breaks=own,
    )
    assert {place for place, _, _ in made[made["breaks"]].index} == {"c1", "Z"}


def test_the_proxy_of_a_zone_breaks_with_the_wider_unit_and_its_own_figures_do_not(make) -> None:
    member = make.member("Z", "d1", "district", proxy="c1")
    made = table(
        make,
        "c1 2016 a 1\nd1 2016 a 1",
        make.indicator("r", Mean("a")),
        zones=(make.zone("Z", member),),
        series=(make.series("a"),),
        breaks=(SeriesBreak("c1", "a", 2016, Text("", "")),),
    )
    assert dict(made.sort_index().loc["Z", "breaks"]) == {("exact", 2016): False, ("proxy", 2016): True}


def test_the_index_against_the_year_before_does_not_break_when_a_boundary_moves(make) -> None:
    made = table(
        make,
        "c1 2015 gdp_index 105\nc1 2016 gdp_index 106",
        make.indicator("r", Mean("gdp_index")),
        breaks=(SeriesBreak("c1", "*", 2016, Text("", "")),),
    )
    assert not made["breaks"].any()


def test_a_volatility_has_no_value_while_its_window_holds_a_break_after_its_first_year(make) -> None:
    text = "\n".join(f"c1 {year} profit {year % 7}\nc1 {year} gdp 100" for year in range(2005, 2021))
    own = (SeriesBreak("c1", "gdp", 2012, Text("", "")),)
    volatility = make.indicator("v", Function("ratio_volatility", ("profit", "gdp")))
    made = table(make, text, volatility, breaks=own).loc[("c1", "exact")]
    assert list(made.index) == [2009, 2010, 2011, 2016, 2017, 2018, 2019, 2020]
    assert made["status"].eq("A").all()
    assert not made["breaks"].any()


def test_a_window_that_begins_at_a_break_marked_on_the_observation_is_sound(make) -> None:
    text = "\n".join(
        f"c1 {y} profit {y % 7} s1 {'B' if y == 2012 else 'A'}\nc1 {y} gdp 9" for y in range(2012, 2017)
    )
    volatility = make.indicator("v", Function("ratio_volatility", ("profit", "gdp")))
    made = table(make, text, volatility)
    assert made.loc[("c1", "exact", 2016), "status"] == "A"


def test_a_join_breaks_with_a_part_only_in_the_years_that_the_part_fills(make) -> None:
    join = Join(
        "j", Text("", ""), (JoinPart("old", 2000, 2020, "", ""), JoinPart("new", 2021, 2023, "", "")), 0
    )
    indicator = make.indicator("i", Mean("j"))
    own = tuple(
        SeriesBreak("c1", s, y, Text("", "")) for s, y in (("new", 2019), ("new", 2021), ("new", 2022))
    )
    catalogue = make.catalogue(
        (make.series("old"), make.series("new")), (), (indicator,), breaks=own, joins=(join,)
    )
    assert [item.year for item in breaks_of(catalogue, "i", "c1")] == [2022]
    assert breaks_of(catalogue, "i", "c2") == []
