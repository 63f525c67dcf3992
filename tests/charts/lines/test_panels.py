"""What a reader may expect of a trend: above all that no line invents a connection."""

import numpy as np
import pandas as pd
import pytest

from zone_atlas.charts.base.line_data import Backdrop, Lines, Panel
from zone_atlas.charts.base.theme import get_palette
from zone_atlas.charts.lines.overlay import draw_trend_lines
from zone_atlas.charts.lines.panels import draw_trend_panels

YEARS = list(range(2006, 2024))
BREAK = 2019


def band() -> pd.DataFrame:
    middle = np.linspace(30, 60, len(YEARS))
    segment = [int(year >= BREAK) for year in YEARS]
    return pd.DataFrame(
        {"year": YEARS, "q25": middle - 12, "median": middle, "q75": middle + 12, "segment": segment}
    )


def points(missing=(), shift=0.0, status=()) -> pd.DataFrame:
    frame = pd.DataFrame({"year": YEARS, "value": np.linspace(20, 70, len(YEARS)) + shift})
    frame["segment"] = (frame["year"] >= BREAK).astype(int)
    frame["status"] = ["E" if year in status else "A" for year in YEARS]
    frame.loc[frame["year"].isin(missing), "value"] = np.nan
    return frame


def twenty(**options) -> list[Panel]:
    return [
        Panel(f"Z{number:02d}", f"Zone {number}", points(**options), [(2017, "designated")], number == 4)
        for number in range(20)
    ]


def panels(places, cities, breaks=(), value_range=(0, 100), year_range=None, events=(), **options):
    shared = Lines(places, cities, [(year, "") for year in breaks], events, value_range, year_range)
    return draw_trend_panels(shared, **options)


def lines(places, cities, breaks=(), events=(), **options):
    return draw_trend_lines(Lines(places, cities, breaks, events), **options)


def trace(chart, name):
    return next(found for found in chart.data if found.name == name)


def strokes(trace_):
    """Split one trace with None gaps into its separate strokes of (x, y)."""
    found, current = [], []
    for x, y in zip(trace_.x, trace_.y, strict=True):
        if x is None or y is None:
            found, current = [*found, current], []
        else:
            current.append((x, y))
    return [*found, current]


def test_is_a_line_ever_drawn_across_a_gap_or_a_break():
    place = Panel("a", "A", points(missing=[2010, 2014]))
    chart = lines([place], band(), [(BREAK, "new definition")])
    drawn = [[x for x, _ in stroke] for stroke in strokes(trace(chart, "lines"))]
    assert drawn == [
        [2006, 2007, 2008, 2009],
        [2011, 2012, 2013],
        [2015, 2016, 2017, 2018],
        [2019, 2020, 2021, 2022, 2023],
    ]
    for line in (found for found in chart.data if found.mode == "lines"):
        assert not line.connectgaps


def test_do_small_panels_break_at_the_same_places():
    chart = panels([Panel("a", "A", points(missing=[2010, 2014]))], band(), [BREAK])
    assert [len(stroke) for stroke in strokes(trace(chart, "lines"))] == [4, 3, 4, 5]


def test_does_the_band_of_all_cities_break_too():
    chart = lines([Panel("a", "A", points())], band(), [(BREAK, "new definition")])
    for name in ("band", "median"):
        for stroke in strokes(trace(chart, name)):
            years = [x for x, _ in stroke]
            assert max(years) < BREAK or min(years) >= BREAK


@pytest.mark.parametrize("draw", [panels, lines])
def test_a_segment_that_skips_a_year_is_refused(draw):
    frame = points()
    with pytest.raises(ValueError, match="skips from 2009 to 2011"):
        draw([Panel("a", "A", frame[frame["year"] != 2010])], band())


def test_a_segment_on_both_sides_of_a_break_is_refused():
    with pytest.raises(ValueError, match="crosses the break of 2019"):
        panels([Panel("a", "A", points().assign(segment=0))], band(), [BREAK])
    with pytest.raises(ValueError, match="band: segment 0 crosses"):
        panels([Panel("a", "A", points())], band().assign(segment=0), [BREAK])


def test_a_year_that_occurs_twice_is_refused():
    frame = pd.concat([points(), points().tail(1)])
    with pytest.raises(ValueError, match="occurs twice"):
        panels([Panel("a", "A", frame)], band())


def test_is_a_lone_year_still_visible():
    chart = lines([Panel("a", "A", points(missing=[2010, 2012]))], band())
    assert list(trace(chart, "isolated").x) == [2011]


def test_is_the_last_value_written_at_the_last_year_that_has_one():
    chart = panels([Panel("a", "A", points(missing=[2023]))], band(), [BREAK])
    last = trace(chart, "last")
    assert list(last.text) == ["67"]
    assert last.x[0] == pytest.approx(16 / 17, abs=1e-3)


def test_is_a_proxy_place_drawn_open():
    chart = panels(twenty(), band(), [BREAK])
    assert len(trace(chart, "last open").x) == 1
    assert len(trace(chart, "last").x) == 19


def test_are_estimates_marked_on_the_line():
    chart = lines([Panel("a", "A", points(status=[2015]))], band())
    assert list(trace(chart, "qualified").x) == [2015]


@pytest.mark.parametrize("status", ["E", "P", "D", "V", "U"])
@pytest.mark.parametrize("year", [2015, 2023])
def test_no_qualified_figure_is_drawn_as_a_filled_dot(status: str, year: int):
    frame = points(status=[year]).replace({"status": {"E": status}})
    ground, panel = get_palette("light").ground, Panel("a", "A", frame)
    large = trace(lines([panel], band()), "qualified" if year == 2015 else "last")
    small = trace(panels([panel], band(), [BREAK]), "qualified" if year == 2015 else "last open")
    assert large.x[0] == year
    assert large.marker.color == small.marker.color == ground


def test_a_lone_qualified_figure_is_hollow():
    frame = points(missing=[2010, 2012], status=[2011]).replace({"status": {"E": "U"}})
    chart = lines([Panel("a", "A", frame)], band())
    assert trace(chart, "isolated open").marker.color == get_palette("light").ground
    assert list(trace(chart, "isolated open").x) == [2011]


def test_do_all_panels_share_one_axis():
    chart = panels(twenty(), band(), [BREAK], columns=6)
    drawn = strokes(trace(chart, "lines"))
    first, second = drawn[0], drawn[2]
    assert [y for _, y in first] == [y for _, y in second]
    assert len(set(np.round([b[0] - a[0] for a, b in zip(first, second, strict=True)], 3))) == 1


def test_would_values_outside_the_axis_be_hidden():
    with pytest.raises(ValueError, match="values outside the axis"):
        panels([Panel("a", "A", points(shift=40))], band())
    with pytest.raises(ValueError, match="years outside the axis"):
        panels([Panel("a", "A", points())], band(), year_range=(2010, 2023))


@pytest.mark.parametrize(("columns", "labelled"), [(6, 6), (2, 20)])
def test_are_years_written_where_i_am_looking(columns, labelled):
    chart = panels(twenty(), band(), [BREAK], columns=columns)
    assert len(trace(chart, "years").text) == 2 * labelled


def test_are_designation_and_break_drawn_and_named():
    chart = lines(
        twenty()[:2], band(), [(BREAK, "new definition")], events=[(2013, "plan")], value_title="Score"
    )
    words = [note.text for note in chart.layout.annotations]
    assert {"designated", "new definition", "Score"} <= set(words)
    assert words.count("designated") == 1
    assert {x for stroke in strokes(trace(chart, "references")) for x, _ in stroke} == {2017}
    assert {x for stroke in strokes(trace(chart, "events")) for x, _ in stroke} == {2013}
    assert list(trace(chart, "event labels").text) == ["plan"]
    assert {x for stroke in strokes(trace(chart, "breaks")) for x, _ in stroke} == {BREAK - 0.5}


def test_does_every_panel_carry_the_decisions_that_lie_on_its_axis():
    decided = [(2004, "before"), (2013, "plan"), (2021, "scheme"), (2025, "after")]
    chart = panels(twenty(), band(), [BREAK], events=decided)
    ticks = strokes(trace(chart, "events"))
    assert len(ticks) == 2 * 20
    assert list(trace(chart, "event labels").text) == ["plan", "scheme"] * 20
    first = chart.layout.yaxis.tickvals[0]
    assert all(lower - upper == pytest.approx(8) for (_, lower), (_, upper) in ticks)
    assert [y for (_, y), _ in ticks[:2]] == [first, first]
    assert ticks[0][0][0] == pytest.approx((2013 - 2006) / 17, abs=1e-3)
    assert "events" not in {found.name for found in panels(twenty(), band(), [BREAK]).data}


def test_do_end_labels_of_close_lines_stay_apart():
    places = [Panel(str(k), f"P{k}", points(shift=k * 0.2)) for k in range(6)]
    chart = lines(places, band(), height=340)
    ends = [note for note in chart.layout.annotations if note.text.startswith("<b>")]
    low, high = chart.layout.yaxis.range
    plot = 340 - chart.layout.margin.t - chart.layout.margin.b
    heights = sorted((note.y - low) / (high - low) * plot + note.yshift for note in ends)
    assert min(np.diff(heights)) >= 14.9
    assert max(heights) <= plot + 0.1, "a name pushed out of the plot would cover what stands above it"


def test_are_six_lines_told_apart_without_their_colours():
    places = [Panel(str(k), f"P{k}", points(shift=k * 3)) for k in range(6)]
    chart = lines(places, band())
    drawn = [found for found in chart.data if found.name == "lines"]
    assert len({found.line.dash for found in drawn}) == 6
    assert len({found.line.color for found in drawn}) == 6
    assert len({found.marker.symbol for found in chart.data if found.name == "last"}) == 6


def test_does_a_line_that_ends_early_say_when():
    early = points()[lambda frame: frame["year"] <= 2018]
    chart = lines([Panel("a", "Early", early), Panel("b", "Late", points())], band())
    ends = [note.text for note in chart.layout.annotations if note.text.startswith("<b>")]
    assert [end for end in ends if "Early" in end] == [end for end in ends if "(2018)" in end]


def test_does_a_phone_get_the_names_in_a_key():
    places = [Panel(str(k), f"P{k}", points(shift=k * 3)) for k in range(3)]
    chart = lines(places, band(), compact=True)
    (key,) = [note for note in chart.layout.annotations if "span" in note.text]
    assert all(f"</span> P{k}" in key.text for k in range(3))
    assert chart.layout.height == lines(places, band()).layout.height


def test_more_lines_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="at most 6"):
        lines(twenty()[:7], band())


def test_does_a_click_name_the_place_and_the_year():
    for chart in (panels(twenty(), band(), [BREAK]), lines(twenty()[:1], band())):
        assert list(chart.data[-1].customdata[0]) == ["Z00", 2006]
        assert "2006  20" in chart.data[-1].text[0]


def test_are_years_whole_numbers():
    assert lines(twenty()[:1], band()).layout.xaxis.tickformat == "d"


def test_are_twenty_panels_light_enough_to_send_at_each_filter_change():
    chart = panels(twenty(), band(), [BREAK])
    assert len(chart.to_json()) < 120_000
    assert len(chart.data) <= 15


def test_an_empty_chart_says_so_to_the_caller():
    with pytest.raises(ValueError, match="nothing to draw"):
        panels([], band().iloc[:0])


def test_do_panels_of_different_measures_keep_their_own_bands_and_breaks():
    shifted = band().assign(**{name: band()[name] + 20 for name in ("q25", "median", "q75")}, segment=0)
    unbroken = points().assign(segment=0)
    pair = [Panel("a", "A", points()), Panel("b", "B", unbroken, backdrop=Backdrop(shifted))]
    chart = panels(pair, band(), [BREAK], columns=2)
    medians = strokes(trace(chart, "median"))
    assert [len(stroke) for stroke in medians] == [13, 5, 18]
    # Down the chart a higher value stands further up.
    assert medians[2][0][1] < medians[0][0][1]
    assert len(strokes(trace(chart, "breaks"))) == 1


def test_a_panel_may_not_cross_a_break_of_its_own_measure():
    own = Backdrop(band(), [BREAK])
    with pytest.raises(ValueError, match="break of 2019"):
        panels([Panel("a", "A", points().assign(segment=0), backdrop=own)], band().assign(segment=0))


def test_are_drivers_and_bottlenecks_side_by_side_told_apart_by_hue():
    pair = [Panel("D1", "A", points(), family="driver"), Panel("B1", "B", points(), family="bottleneck")]
    chart = panels(pair, band(), [BREAK], columns=2)
    hues = [found.line.color for found in chart.data if found.name == "lines"]
    assert hues == [get_palette("light").driver, get_palette("light").bottleneck]
