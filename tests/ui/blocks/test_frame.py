"""A chart's frame shows texts as they are, has a table twin and gives away its numbers."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from zone_atlas.ui.shell.markdown import escape_markdown


def script() -> None:
    import pandas as pd
    import plotly.graph_objects as go
    import streamlit as st

    from zone_atlas.export.write import Extract
    from zone_atlas.ui.blocks import frame
    from zone_atlas.ui.shell import language, state

    state.begin_run("page")
    state.register_parameter(language.language_parameter())
    table = pd.DataFrame({"zone": ["Daqing"], "score": [55.2]})

    def draw() -> go.Figure:
        st.session_state["drawn"] = st.session_state.get("drawn", 0) + 1
        return go.Figure(go.Bar(x=table["zone"], y=table["score"]))

    content = frame.FrameContent(
        key="scores",
        headline="Daqing scores 55 [of 100] *so far*",
        subtitle="score, 2022",
        draw=draw,
        notes=["no line across a break"],
        source_line="Source: yearbook",
        table=lambda: frame.Twin(table),
        extract=lambda: Extract(table),
        file_name="scores",
    )
    frame.show_frame(content)
    state.finish_run()


def open_app() -> AppTest:
    app = AppTest.from_function(script, default_timeout=30)
    app.context = {"locale": "en-US"}
    app.run()
    assert not app.exception
    return app


def test_a_finding_is_shown_letter_by_letter() -> None:
    headline = open_app().markdown[0].value
    assert r"Daqing scores 55 \[of 100\] \*so far\*" in headline
    assert escape_markdown("5~10 $ <b> #1 :smile:") == r"5\~10 \$ \<b\> \#1 \:smile\:"


def test_source_and_notes_stand_under_the_chart() -> None:
    foot = open_app().markdown[1].value
    assert "Source" in foot
    assert "no line across a break" in foot


def test_the_table_twin_replaces_the_plot_and_goes_back() -> None:
    app = open_app()
    assert not app.dataframe
    app.button(key="scores-toggle").click().run()
    assert app.dataframe[0].value["zone"].tolist() == ["Daqing"]
    app.button(key="scores-toggle").click().run()
    assert not app.dataframe
