"""A download is made when the reader asks for it, under a name that says what it holds."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import streamlit as st

from zone_atlas.export.write import Extract
from zone_atlas.ui.blocks import downloads

Buttons = list[dict[str, Any]]


@pytest.fixture
def buttons(monkeypatch: pytest.MonkeyPatch) -> Buttons:
    """Collect what is handed to Streamlit, with the keys of texts in place of the texts."""
    drawn: Buttons = []
    monkeypatch.setattr(st, "download_button", lambda label, **more: drawn.append({"label": label, **more}))
    monkeypatch.setattr(downloads, "t", lambda key, **values: key)
    return drawn


class Prepare:
    """Makes the rows of a file, and counts how often."""

    times = 0

    def __call__(self) -> Extract:
        self.times += 1
        return Extract(pd.DataFrame({"zone": ["大庆"]}), {"zone": "示范区"})


def test_nothing_is_made_before_the_reader_clicks(buttons: Buttons) -> None:
    prepare = Prepare()
    downloads.offer_download("scores", "zone-atlas-scores", prepare)
    assert prepare.times == 0
    assert buttons[0]["data"]() == "\ufeff示范区\r\n大庆\r\n".encode()
    assert prepare.times == 1


def test_a_click_does_not_run_the_page_again(buttons: Buttons) -> None:
    downloads.offer_download("scores", "zone-atlas-scores", Prepare())
    assert buttons[0]["on_click"] == "ignore"


def test_the_name_of_a_file_says_what_it_holds(buttons: Buttons) -> None:
    name = downloads.file_name("map", "b2_gdp_per_resident", "D1.vitality", 2022)
    downloads.offer_download("map", name, Prepare())
    assert buttons[0]["file_name"] == "zone-atlas-map-b2-gdp-per-resident-D1-vitality-2022.csv"
    assert buttons[0]["mime"] == "text/csv"


def test_two_downloads_of_a_page_have_keys_of_their_own(buttons: Buttons) -> None:
    downloads.offer_download("scores", "scores", Prepare())
    downloads.offer_download("weights", "weights", Prepare(), label="All weights", prominent=True)
    keys = [button["key"] for button in buttons]
    assert len(set(keys)) == len(keys)
    # Whatever other format may stand beside it, each offers its table as CSV.
    tables = {button["key"]: button["label"] for button in buttons if button["mime"] == "text/csv"}
    assert tables == {"scores-download": "frame.download", "weights-download": "All weights"}
