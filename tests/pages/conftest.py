"""The real app on the real published tables: every page as Streamlit runs it, without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd
import pytest
import streamlit as st
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from zone_atlas import paths
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.locales.messages import translate
from zone_atlas.pipeline.build import publish_tables
from zone_atlas.ui.blocks import frame
from zone_atlas.ui.shell.language import write_message
from zone_atlas.ui.shell.navigation import START

ENTRY = paths.ROOT / "app.py"
LANGUAGES = ("zh", "en")
# Fields of Streamlit's messages that a reader meets as words.
WORDS = {
    "body",
    "label",
    "help",
    "placeholder",
    "content",
    "options",
    "alt",
    "value",
    "title",
    "text",
    "caption",
}
# What is an indicator's id, wherever it stands in an address.
INDICATOR = re.compile(r"\b[db][1-3]_[a-z0-9_]+")
# Parts of a figure that a reader meets as words.
FIGURE_WORDS = {"text", "ticktext", "hovertext", "hovertemplate"}


# The page of one zone bears its name: of the first zone, where none is chosen.
ZONE_TITLES = {"zh": "辽宁中部", "en": "Central Liaoning"}


def opening_title(page: str, language: str) -> str:
    """The title under which a page opens at its bare address."""
    return ZONE_TITLES[language] if page == "zone" else translate(language, f"question.{page}")


@dataclass(frozen=True)
class Frame:
    """What one chart frame says and shows."""

    headline: str
    subtitle: str
    source_line: str
    notes: tuple[str, ...]


@dataclass
class Visit:
    """A session of the app on one page, with everything the page showed and offered."""

    app: AppTest
    page: str
    language: str
    frames: dict[str, Frame] = field(default_factory=dict)
    downloads: dict[str, Callable[[], bytes] | bytes] = field(default_factory=dict)

    def run(self) -> Visit:
        """Run the page, and keep what its frames say and what its downloads hand out."""
        self.app.context["url"] = f"http://localhost:8501/{'' if self.page == START else self.page}"
        self.frames.clear()
        self.downloads.clear()
        real_frame, real_download = frame._lay_out_frame, st.download_button

        def keep_frame(content: Any, *rest: Any, **more: Any) -> None:
            notes = tuple(content.notes)
            self.frames[content.key] = Frame(content.headline, content.subtitle, content.source_line, notes)
            real_frame(content, *rest, **more)

        def keep_download(label: str, data: Any, *rest: Any, **more: Any) -> bool:
            self.downloads[more["key"]] = data
            return real_download(label, data, *rest, **more)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(frame, "_lay_out_frame", keep_frame)
            patch.setattr(st, "download_button", keep_download)
            self.app.run()
        return self

    def kept(self) -> Visit:
        """What the session shows now, whatever becomes of it: to be read, its controls are those of the session."""
        return Visit(copy(self.app), self.page, self.language, dict(self.frames), dict(self.downloads))

    def t(self, key: str, **values: object) -> str:
        """A message in the language of the visit."""
        return write_message(self.language, key, **values)

    @property
    def address(self) -> dict[str, str]:
        """The entries of the address."""
        return {k: v if isinstance(v, str) else v[-1] for k, v in self.app.query_params.items()}

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """Every text on the page with the kind of element it stands in, figures and tables included."""
        return [
            (node.type, text)
            for root in self.app._tree.children.values()
            for node in root
            for text in _texts(node)
        ]

    @property
    def page_text(self) -> str:
        """Everything on the page as one text, without the escapes of Markdown."""
        return "\n".join(text for _, text in self.pieces).replace("\\", "")

    @property
    def figures(self) -> dict[str, str]:
        """The figures as they go to the browser."""
        return {node.key: node.proto.spec for node in self.app.main if node.type == "plotly_chart"}

    def csv(self, key: str) -> bytes:
        """The bytes that a download hands out."""
        data = self.downloads[key]
        return data() if callable(data) else data

    def choose(self, **codes: object) -> Visit:
        """Use controls by the name that their parameter has in the address."""
        app = self.app
        controls = {
            control.key: control
            for kind in (app.button_group, app.select_slider, app.toggle, app.selectbox, app.multiselect)
            for control in kind
        }
        for name, value in codes.items():
            controls[f"address-{name}"].set_value(value)
        return self.run()

    def go(self, page: str) -> Visit:
        """Change to another page as the menu does: without parameters."""
        self.page = page
        self.app.query_params.clear()
        self.app.switch_page(f"pages/{page}.py")
        return self.run()

    def as_tables(self) -> Visit:
        """Turn every chart into its table."""
        for key in self.frames:
            self.app.session_state[f"{key}-as-table"] = True
        return self.run()

    def table(self, key: str) -> pd.DataFrame:
        """The table twin of a chart, as the reader gets it after a click."""
        if f"{key}-as-table" not in self.app.session_state:
            self.as_tables()
        shown: pd.DataFrame = self.app.get_by_key(f"frame-{key}").dataframe[0].value
        return shown

    def whole(self) -> Visit:
        """Assert that nothing failed, and return the visit."""
        failures = [item.value for item in (*self.app.exception, *self.app.error)]
        assert failures == []
        return self


Open = Callable[..., Visit]


def _strings(message: Message) -> Iterator[str]:
    for descriptor, value in message.ListFields():
        many = value if descriptor.is_repeated else [value]
        if descriptor.type == descriptor.TYPE_MESSAGE:
            for part in many:
                if isinstance(part, Message):
                    yield from _strings(part)
        elif descriptor.type == descriptor.TYPE_STRING and descriptor.name in WORDS:
            yield from many


def _figure_strings(node: object, inside: bool = False) -> Iterator[str]:
    if isinstance(node, dict):
        for key, part in node.items():
            yield from _figure_strings(part, inside or key in FIGURE_WORDS)
    elif isinstance(node, list):
        for part in node:
            yield from _figure_strings(part, inside)
    elif inside and isinstance(node, str):
        yield node


def _texts(node: Any) -> Iterator[str]:
    if node.type == "html" or node.proto is None:
        return
    if isinstance(node.proto, Message):
        yield from _strings(node.proto)
    if node.type == "plotly_chart":
        yield from _figure_strings(json.loads(node.proto.spec))
    if node.type == "dataframe":
        yield from _table_strings(node)


def _table_strings(node: Any) -> Iterator[str]:
    table = node.value
    labels = {
        name: settings.get("label") for name, settings in json.loads(node.proto.columns or "{}").items()
    }
    for column in table.columns:
        yield str(labels.get(column) or column)
        cells = table[column].dropna().unique()
        yield from (cell for cell in cells if isinstance(cell, str) and not cell.startswith("data:"))


@pytest.fixture(scope="session", autouse=True)
def _published_tables(installed_components: None) -> None:
    """The app shows the tables of this installation: make them, unless they are fresh."""
    publish_tables()


def _open(page: str, language: str = "en", *, theme: str = "light", **address: str) -> Visit:
    """Open a page in a language at an address, in a session of its own."""
    app = AppTest.from_file(ENTRY, default_timeout=60)
    app.context = {"locale": "zh-CN" if language == "zh" else "en-US", "theme": theme}
    app.query_params.update(address)
    if page != START:
        app.switch_page(f"pages/{page}.py")
    return Visit(app, page, language).run()


@pytest.fixture
def open_page(catalogue: Catalogue) -> Open:
    """Return a function that opens a page in a language at an address, in a session of its own.

    The app ignores what it does not know: a test that asks for an unknown id would answer another question.
    """

    def open_known(page: str, language: str = "en", *, theme: str = "light", **address: str) -> Visit:
        indicators = {name for value in address.values() for name in INDICATOR.findall(value)}
        assert indicators <= set(catalogue.indicators)
        series = filter(None, address.get("observations_items", "").split(","))
        assert set(series) <= set(catalogue.series)
        return _open(page, language, theme=theme, **address)

    return open_known


@dataclass(frozen=True)
class Survey:
    """A page as it opens, and everything it says then and with its charts turned into tables."""

    visit: Visit
    pieces: tuple[tuple[str, str], ...]
    tables: dict[str, pd.DataFrame]


@cache
def _survey(page: str, language: str) -> Survey:
    turned = _open(page, language)
    visit = turned.kept()
    tables = {key: turned.table(key) for key in visit.frames}
    turned.whole()
    return Survey(visit, (*visit.pieces, *turned.pieces), tables)


@pytest.fixture
def survey() -> Callable[[str, str], Survey]:
    """Return a function that gives a page in a language, read once for all tests: do not use its controls."""
    return _survey
