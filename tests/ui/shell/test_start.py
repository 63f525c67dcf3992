"""The first start shows progress, faults by file and row, and never a traceback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from zone_atlas.ui.shell import start


@dataclass(frozen=True)
class Fault:
    file: str = "observations/city/gdp.csv"
    row: int = 3
    column: str = "value"
    message: str = "not a number: <b>12</b>"


class Faulty(Exception):
    faults = (Fault(),)


def script(data, published, stale, build):
    import streamlit as st

    from zone_atlas.ui.shell import start as room

    room.ensure_published(data, published, stale, build)
    st.write("the page")


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    start._SHARED.run = None
    yield
    start._SHARED.run = None


def open_app(tmp_path: Path, build, stale=None) -> AppTest:
    published = tmp_path / "published"
    is_stale = stale or (lambda data, target: not (target / "manifest.json").exists())
    arguments = (tmp_path, published, is_stale, build)
    app = AppTest.from_function(script, args=arguments, default_timeout=30)
    app.context = {"locale": "en-US"}
    return app.run()


def publish(data: Path, published: Path, progress) -> None:
    progress(0.5, "build.score")
    published.mkdir(exist_ok=True)
    (published / "manifest.json").write_text("{}", encoding="utf-8")


def fail(data: Path, published: Path, progress) -> None:
    raise Faulty


def crash(data: Path, published: Path, progress) -> None:
    raise ZeroDivisionError("secret detail")


def page_shown(app: AppTest) -> bool:
    return any(item.value == "the page" for item in app.markdown)


def test_missing_tables_are_built_before_the_page_shows(tmp_path: Path) -> None:
    app = open_app(tmp_path, publish)
    assert page_shown(app)
    assert (tmp_path / "published" / "manifest.json").exists()


def test_fresh_tables_are_not_built_again(tmp_path: Path) -> None:
    publish(tmp_path, tmp_path / "published", lambda fraction, key: None)
    assert page_shown(open_app(tmp_path, fail))


def test_faults_in_the_data_are_listed_by_file_row_and_column(tmp_path: Path) -> None:
    app = open_app(tmp_path, fail)
    assert not page_shown(app)
    assert not app.exception
    assert app.error
    assert app.code[0].value == "observations/city/gdp.csv:3:value: not a number: <b>12</b>"


def test_older_tables_stay_in_use_when_new_data_are_faulty(tmp_path: Path) -> None:
    publish(tmp_path, tmp_path / "published", lambda fraction, key: None)
    app = open_app(tmp_path, fail, stale=lambda data, published: True)
    assert page_shown(app)
    assert not app.error
    assert "published last" in app.warning[0].value


def test_an_unexpected_failure_shows_no_detail_to_a_reader(tmp_path: Path) -> None:
    app = open_app(tmp_path, crash)
    assert app.error
    shown = " ".join(item.value for item in (*app.error, *app.markdown))
    assert "secret" not in shown
    assert "ZeroDivision" not in shown


def test_try_again_builds_once_the_cause_is_gone(tmp_path: Path) -> None:
    outcomes = [crash, publish]
    app = open_app(tmp_path, lambda *where, progress: outcomes.pop(0)(*where, progress))
    assert not page_shown(app)
    app.button(key="start-retry").click().run()
    assert page_shown(app)


def test_two_readers_at_once_share_one_build(tmp_path: Path) -> None:
    go_on = threading.Event()

    def slow(data: Path, published: Path, progress) -> None:
        go_on.wait(20)
        publish(data, published, progress)

    def stale(data: Path, published: Path) -> bool:
        return not (published / "manifest.json").exists()

    where = (tmp_path, tmp_path / "published")
    first = start._run_for(*where, stale, slow)
    second = start._run_for(*where, stale, slow)
    go_on.set()
    assert first is not None
    assert first is second
    first.thread.join(20)
    assert start._run_for(*where, stale, slow) is None
