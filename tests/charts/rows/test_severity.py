"""Is the standing of a bottleneck drawn with its interval, and without one where there is none?"""

import math

from zone_atlas.charts.base import theme
from zone_atlas.charts.rows.severity import draw_severity_strip

ENDS = ("mild", "severe")
NONE = float("nan")


def names(chart) -> set[str]:
    return {found.name for found in chart.data}


def trace(chart, name):
    return next(found for found in chart.data if found.name == name)


def test_the_bar_runs_over_the_interval_and_the_peers_have_their_line():
    chart = draw_severity_strip(0.54, 0.12, 0.90, 0.52, ENDS)
    assert list(trace(chart, "interval").x) == [0.12, 0.90]
    assert list(trace(chart, "place").x) == [0.54]
    assert set(trace(chart, "peers").x) == {0.52}
    assert list(trace(chart, "ends").text) == list(ENDS)


def test_what_is_not_ranked_has_no_bar_and_an_open_dot():
    chart = draw_severity_strip(0.7, NONE, NONE, NONE, ENDS, "dark", hollow=True)
    assert not {"interval", "peers"} & names(chart)
    assert trace(chart, "place").marker.color == theme.get_palette("dark").ground


def test_all_strips_share_one_axis_and_height():
    strips = [draw_severity_strip(share, share, share, NONE, ENDS) for share in (0.0, 1.0)]
    assert len({chart.layout.height for chart in strips}) == 1
    low, high = strips[0].layout.xaxis.range
    assert strips[1].layout.xaxis.range == (low, high)
    assert low < 0
    assert high > 1


def test_an_unknown_share_draws_the_scale_alone():
    chart = draw_severity_strip(NONE, NONE, NONE, NONE, ENDS)
    assert "place" not in names(chart)
    assert math.isclose(max(trace(chart, "scale").x), 1)
