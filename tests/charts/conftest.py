"""Every chart that a test draws is checked by plotly, attribute by attribute."""

import plotly.graph_objects as go
import pytest

from zone_atlas.charts.base.sketch import Sketch


@pytest.fixture(autouse=True)
def checked_by_plotly(monkeypatch):
    monkeypatch.setattr(
        Sketch, "finished", lambda self: go.Figure({"data": self.data, "layout": self.layout})
    )
