"""Are yearly figures drawn in their own units, with gaps as gaps and their first and last values in words?"""

from __future__ import annotations

import pytest

from zone_atlas.charts.lines.county_years import PLOT, YearPanel, draw_county_years

GDP = YearPanel(
    "gdp", "GDP · bn", [2020, 2021, 2022, 2023], [10, 12, 11, 14], ["10", "12", "11", "14"], [False] * 4
)
GAP = YearPanel("pop", "Population", [2020, 2022, 2023], [5, 4, 4.5], ["5", "4", "4.5"], [False, True, False])
ONE = YearPanel("area", "Area", [2023], [1276], ["1,276"], [False])


def points(chart, name: str) -> list[tuple[float | None, float | None]]:
    return [pair for t in chart.data if t.name == name for pair in zip(t.x, t.y, strict=True)]


def words(chart, name: str = "values") -> list[str]:
    return [text for t in chart.data if t.name == name for text in t.text]


def test_the_highest_value_stands_highest_and_every_value_has_its_target() -> None:
    chart = draw_county_years([GDP])
    down = [y for _, y in points(chart, "dots")]
    assert min(down) == down[3]
    assert max(down) == down[0]
    (targets,) = [t for t in chart.data if t.name == "targets"]
    assert [tuple(data) for data in targets.customdata] == [("gdp", year) for year in GDP.years]
    assert targets.text[0] == "<b>GDP · bn</b><br>2020  10"


def test_a_missing_year_breaks_the_line() -> None:
    line = points(draw_county_years([GAP]), "line")
    assert (None, None) in line
    assert len([point for point in line if point[0] is not None]) == 3


def test_a_marked_figure_is_hollow() -> None:
    chart = draw_county_years([GAP])
    assert len(points(chart, "marked")) == 1
    assert len(points(chart, "dots")) == 2


def test_first_and_last_value_are_named_and_a_single_year_names_itself() -> None:
    assert words(draw_county_years([GDP])) == ["10", "14"]
    assert words(draw_county_years([GDP, ONE])) == ["10", "14", "1,276"]
    assert words(draw_county_years([ONE]), "years") == ["2023"]


def test_a_label_stands_off_its_line() -> None:
    (values,) = [t for t in draw_county_years([GDP]).data if t.name == "values"]
    # The line rises from the first value and comes up to the last one.
    assert list(values.textposition) == ["bottom right", "top left"]


def test_panels_share_the_years_and_fill_row_by_row() -> None:
    chart = draw_county_years([GDP, GAP, ONE], columns=2)
    height = chart.layout.yaxis.range[0]
    assert height > 2 * PLOT
    (one,) = [t for t in chart.data if t.name == "targets" and t.customdata[0][0] == "area"]
    # The only year is the last of the others, and the panel is the first of the second row.
    assert one.x[0] == 1
    assert one.y[0] > height / 2


def test_a_long_title_pushes_the_lines_down_and_covers_none() -> None:
    long = YearPanel("index", "Regional innovation and entrepreneurship index: new firms", *_rest(GDP))
    chart = draw_county_years([long, GDP], width=60)
    title = chart.layout.annotations[0]
    lines = title.text.count("<br>") + 1
    assert lines >= 3
    assert min(y for _, y in points(chart, "dots")) > 14 * lines
    assert draw_county_years([GDP]).layout.height < chart.layout.height


def _rest(panel: YearPanel) -> tuple:
    return panel.years, panel.values, panel.labels, panel.hollow


def test_nothing_to_draw_is_an_error_and_not_an_empty_chart() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        draw_county_years([])
