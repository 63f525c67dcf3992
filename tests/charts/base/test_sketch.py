"""Does a finished chart cost a tenth of what plotly's own checks would make it cost?"""

import plotly.graph_objects as go
import pytest

from zone_atlas.charts.base.sketch import Sketch

# Taken before the fixture of this folder lets plotly check every chart.
FINISH = Sketch.finished
NO_MODE = {"type": "scatter", "x": [1], "y": [1], "mode": "no such mode"}


def test_a_finished_chart_is_taken_by_plotly_without_being_checked():
    sketch = Sketch({"height": 100}, "#000000")
    sketch.add_scatter(**{name: value for name, value in NO_MODE.items() if name != "type"})
    # Were the private switch gone, plotly would refuse either it or the mode.
    chart = FINISH(sketch)
    assert chart.to_plotly_json()["data"] == [NO_MODE]


def test_a_chart_of_the_tests_is_checked_by_plotly():
    sketch = Sketch({"height": 100}, "#000000")
    sketch.add_scatter(x=[1], y=[1], mode="no such mode")
    with pytest.raises(ValueError, match="no such mode"):
        sketch.finished()
    with pytest.raises(ValueError, match="no such mode"):
        go.Figure({"data": [NO_MODE]})
