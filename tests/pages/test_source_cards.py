"""Where does this figure come from? Every card names publication, address, year, status and age."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from zone_atlas.atlas import Atlas
from zone_atlas.ui import source_card

from .conftest import LANGUAGES, Open, Visit

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def open_card(visit: Visit, place: str, item: str, year: int) -> str:
    """Ask for a card as a click does, and return everything the page then says in the card."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_card.st, "session_state", visit.app.session_state)
        source_card.ask(place, item, year)
    visit.run().whole()
    cards = [node for node in visit.app._tree if node.type == "dialog"]
    assert len(cards) == 1
    return visit.page_text


def observations(visit: Visit) -> pd.DataFrame:
    """The card's table of the observations behind a figure."""
    (card,) = (node for node in visit.app._tree if node.type == "dialog")
    table: pd.DataFrame = card.dataframe[-1].value
    return table


def old_value(atlas: Atlas) -> tuple[str, str, int, int, int]:
    """A zone's figure that is older than its year: place, indicator, year, year of the value, age."""
    table = atlas.normalised
    old = table[
        table["age"].gt(0) & table["basis"].eq("exact") & table["place"].isin(list(atlas.catalogue.zones))
    ]
    row = old.iloc[0]
    return str(row["place"]), str(row["indicator"]), int(row["year"]), int(row["value_year"]), int(row["age"])


@EACH_LANGUAGE
@pytest.mark.parametrize("page", ["overview", "map", "drivers", "bottlenecks", "data"])
def test_a_score_opens_its_card_on_every_page(
    open_page: Open, page: str, language: str, atlas: Atlas
) -> None:
    visit = open_page(page, language)
    text = open_card(visit, "LN-DL", "B2", 2022)
    name = atlas.catalogue.dimensions["B2"].name.of(language)
    assert f"{atlas.places.set_index('place').loc['LN-DL', f'name_{language}']} · {name}" in text
    assert visit.t("card.address") in text
    assert "https://" in text


@EACH_LANGUAGE
def test_an_indicators_card_names_publication_address_year_status_and_age(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    place, indicator, year, value_year, age = old_value(atlas)
    visit = open_page("data", language)
    text = open_card(visit, place, indicator, year)
    assert visit.t("card.age", years=age) in text
    assert f" · {value_year} · {visit.t('basis.exact')}" in text
    table = observations(visit)
    sources = atlas.catalogue.sources.values()
    titles = {source.publication.of(language): source for source in sources}
    assert len(table) > 0
    for title in table[visit.t("column.source")]:
        assert title in titles
        assert titles[title].address in text
        assert titles[title].publisher.of(language) in text
    assert set(table[visit.t("column.status")]) <= {visit.t(f"status.{code}") for code in "ABDEPUV"}
    assert str(value_year) in set(table[visit.t("column.year")])
    for label in ("card.edition", "card.table", "card.digitisation", "card.licence", "card.reliability"):
        assert visit.t(label) in text


@EACH_LANGUAGE
def test_an_observations_card_shows_the_figure_as_published(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    table = atlas.observations
    row = table[
        table["series"].eq("gdp_revised") & table["place"].eq("210200") & table["year"].eq(2018)
    ].iloc[0]
    visit = open_page("data", language)
    text = open_card(visit, "210200", "gdp_revised", 2018)
    shown = observations(visit)
    assert len(shown) == 1
    assert f"{row['value']:,.0f}"[:4] in shown[visit.t("column.value")].iloc[0]
    source = atlas.catalogue.sources[str(row["source_id"])]
    assert source.publication.of(language) in text
    assert source.address in text


def test_the_indicators_of_a_zone_can_be_traced_to_observations(open_page: Open, atlas: Atlas) -> None:
    table = atlas.normalised
    mine = table[table["place"].eq("HA-W") & table["year"].eq(2022) & table["basis"].eq("exact")]
    visit = open_page("map", "en", region="central", cohort="2019")
    assert len(mine) > 40
    for indicator in mine["indicator"].astype(str).iloc[::3]:
        text = open_card(visit, "HA-W", indicator, 2022)
        assert len(observations(visit)) > 0, indicator
        assert "Address:" in text, indicator


@EACH_LANGUAGE
def test_a_proxys_card_says_whose_figure_stands_in(open_page: Open, language: str, atlas: Atlas) -> None:
    visit = open_page("map", language, proxies="1")
    text = open_card(visit, "BJ-JX", "b2_gdp_per_resident", 2022)
    assert visit.t("basis.proxy") in text
    beijing = atlas.places.set_index("place").loc["110000", f"name_{language}"]
    assert set(observations(visit)[visit.t("column.place")]) == {beijing}


@EACH_LANGUAGE
def test_a_figure_that_does_not_exist_is_said_to_be_missing(open_page: Open, language: str) -> None:
    visit = open_page("map", language)
    open_card(visit, "SX-CZ", "D1", 2006 - 1)
    assert visit.t("card.no_value", year=2005) in [item.value for item in visit.app.info]


def test_the_map_offers_the_sources_of_the_place_it_shows(open_page: Open) -> None:
    visit = open_page("map", "en", place="210200", measure="b2_gdp_per_resident").whole()
    visit.app.button(key="place-sources").click()
    visit.run().whole()
    assert [node for node in visit.app._tree if node.type == "dialog"]
    assert "Dalian" in visit.page_text
    visit.run()
    assert not [node for node in visit.app._tree if node.type == "dialog"]


@EACH_LANGUAGE
def test_a_withdrawn_figure_shows_a_dash_and_why(open_page: Open, language: str, atlas: Atlas) -> None:
    visit = open_page("data", language)
    text = open_card(visit, "420200", "statutory_debt", 2019)
    table = observations(visit)
    assert table[visit.t("column.value")].item() == "—"
    assert table[visit.t("column.status")].item() == visit.t("status.O")
    reason = atlas.catalogue.reviews["420200.2019.statutory_debt"].reason.of(language)
    assert reason in table[visit.t("column.note")].item()
    assert not re.search(r"\bnan\b", text)
