"""Where does this figure come from? Every card names publication, address, year, status and age."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from zone_atlas.atlas import Atlas
from zone_atlas.catalogue import addresses
from zone_atlas.ui.blocks import source_card

from .conftest import LANGUAGES, Open, Visit

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def open_card(visit: Visit, place: str, item: str, year: int) -> str:
    """Ask for a card as a click does, and return everything the page then says in the card."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_card.st, "session_state", visit.app.session_state)
        source_card.open_source_card(place, item, year)
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
    sources = list(atlas.catalogue.sources.values())
    assert len(table) > 0
    for cited in table[visit.t("column.source")]:
        assert cited in text
        named = [source for source in sources if source.title.of(language) in cited]
        assert any(source.digitisation_address in text for source in named), cited
        assert any(source.publisher.of(language) in text for source in named), cited
    assert set(table[visit.t("column.status")]) <= {
        f"{code} {visit.t(f'status.{code}')}" for code in "ABDEPUVO"
    }
    assert str(value_year) in set(table[visit.t("column.year")])
    for label in (
        "card.address",
        "card.digitisation",
        "card.digitised_at",
        "card.licence",
        "card.reliability",
    ):
        assert visit.t(label) in text
    assert "CL_OBS_STATUS 2.2" in text


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
    assert source.title.of(language) in text
    assert source.digitisation_address in text


@EACH_LANGUAGE
def test_a_figure_can_be_cited_as_a_paper_or_a_brief_needs_it(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    """Tangshan's exports of 2019: edition 2020, table 2-16."""
    visit = open_page("map", language)
    text = open_card(visit, "130200", "exports", 2019)
    (shown,) = observations(visit)[visit.t("column.source")]
    assert (
        shown
        == {
            "zh": "《中国城市统计年鉴2020》表2-16 对外经济贸易（全市）",
            "en": "China City Statistical Yearbook 2020, table 2-16 Foreign trade, whole city",
        }[language]
    )
    version, built = atlas.manifest["inputs"][:12], atlas.manifest["built_at"][:10]
    (card,) = (node for node in visit.app._tree if node.type == "dialog")
    national, apa = (block.value for block in card.code)
    assert national.splitlines() == [
        "唐山市，货物出口额，2019年",
        "[1] 国家统计局城市社会经济调查司. 中国城市统计年鉴2020[M]. [出版地不详]: [出版者不详], [出版年不详]: "
        "表2-16 对外经济贸易（全市）.",
        f"[2] Zone Atlas贡献者. 示范区图谱: 数据版本{version}[DB]. {built}.",
    ]
    assert apa.splitlines() == [
        "Tangshan, Goods exports, 2019",
        "National Bureau of Statistics, Department of Urban Surveys. (n.d.). China City Statistical Yearbook 2020 "
        "[中国城市统计年鉴2020] (Table 2-16, Foreign trade, whole city).",
        f"Zone Atlas contributors. ({built[:4]}). Zone Atlas (Data version {version}, {built}) [Data set].",
    ]
    assert text.index(shown) < text.index("github.com"), "the digitisation comes second"


@EACH_LANGUAGE
def test_a_card_names_no_persons_account_before_the_publication(open_page: Open, language: str) -> None:
    visit = open_page("map", language)
    text = open_card(visit, "LN-DL", "b2_gdp_per_resident", 2021)
    before = text.split(visit.t("cite.title"))[0]
    assert not any(host in before for host in addresses.PERSONAL_HOSTS)
    for part in text.split(visit.t("card.address"))[1:]:
        own = part.splitlines()[0]
        assert not any(host in own for host in addresses.PERSONAL_HOSTS), own


@EACH_LANGUAGE
def test_a_withdrawn_figure_is_a_dash_in_its_card(
    open_page: Open, language: str, atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = atlas.observations[
        atlas.observations["series"].eq("gdp") & atlas.observations["place"].eq("130200")
    ]
    rows = rows[rows["year"].eq(2019)].drop(columns="level").astype({"status": str})
    withdrawn = rows.assign(value=float("nan"), status="O")
    real = source_card._show_observations
    monkeypatch.setattr(
        source_card, "_show_observations", lambda ctx, _, figure: real(ctx, withdrawn, figure)
    )
    visit = open_page("data", language)
    open_card(visit, "130200", "gdp", 2019)
    shown = observations(visit).iloc[0]
    assert shown[visit.t("column.value")] == "—"
    assert shown[visit.t("column.status")] == f"O {visit.t('status.O')}"


def test_the_indicators_of_a_zone_can_be_traced_to_observations(open_page: Open, atlas: Atlas) -> None:
    table = atlas.normalised
    mine = table[table["place"].eq("HA-W") & table["year"].eq(2022) & table["basis"].eq("exact")]
    visit = open_page("map", "en", region="central", cohort="2019")
    assert len(mine) > 40
    for indicator in mine["indicator"].astype(str).iloc[::3]:
        text = open_card(visit, "HA-W", indicator, 2022)
        assert len(observations(visit)) > 0, indicator
        assert "Publisher’s own page" in text, indicator


@EACH_LANGUAGE
def test_a_proxys_card_says_whose_figure_stands_in(open_page: Open, language: str, atlas: Atlas) -> None:
    visit = open_page("map", language, proxies="1")
    text = open_card(visit, "BJ-JX", "b2_gdp_per_resident", 2022)
    assert visit.t("basis.proxy") in text
    beijing = atlas.places.set_index("place").loc["110000", f"name_{language}"]
    assert set(observations(visit)[visit.t("column.place")]) == {beijing}


def test_a_figure_that_stands_in_outside_the_index_of_its_year_has_its_card(open_page: Open) -> None:
    """The zone page shows graduates of the census of 2010 in 2013, whose index has no such indicator."""
    visit = open_page("zone", "en", zone="HE-TS", year="2013")
    text = open_card(visit, "HE-TS", "d2_college", 2013)
    assert visit.t("card.age", years=3) in text
    assert visit.t("card.no_value", year=2013) not in text


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
    assert table[visit.t("column.status")].item() == f"O {visit.t('status.O')}"
    reason = atlas.catalogue.reviews["420200.2019.statutory_debt"].reason.of(language)
    assert reason in table[visit.t("column.note")].item()
    assert not re.search(r"\bnan\b", text)


@EACH_LANGUAGE
def test_the_card_of_an_older_figure_says_that_the_years_own_was_withdrawn(
    open_page: Open, language: str
) -> None:
    """Huangshi's debt of 2019 was withdrawn; the ratio of 2018 stands in."""
    visit = open_page("map", language)
    text = open_card(visit, "420200", "b1_debt", 2019)
    assert visit.t("status.O") in text.split(visit.t("cite.title"))[0]
    assert "2019" in text
