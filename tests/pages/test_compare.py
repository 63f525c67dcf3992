"""How does a place differ from its peers, whatever places a link names?"""

from __future__ import annotations

import io
import json
import re

import pandas as pd
import pytest

from zone_atlas.analysis import peer_group
from zone_atlas.analysis.census.change import census_change
from zone_atlas.analysis.compare import readings
from zone_atlas.atlas import Atlas
from zone_atlas.ui.blocks import source_card

from .conftest import LANGUAGES, Open, Visit

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
CHARTS = {"compare-driver", "compare-bottleneck", "compare-lines", "compare-scatter"}
MIXED = "LN-C,210200,610422,110107,130283,BJ-JX"


def table(visit: Visit, key: str) -> pd.DataFrame:
    """A table of the page that belongs to no chart."""
    shown: pd.DataFrame = visit.app.get_by_key(key).value
    return shown


def pick(visit: Visit, places: list[str]) -> Visit:
    """Use the search of places."""
    visit.app.multiselect(key="search-places").set_value(places)
    return visit.run().whole()


def shown_places(visit: Visit) -> list[str]:
    return list(visit.app.multiselect(key="search-places").value)


@EACH_LANGUAGE
def test_the_page_opens_with_a_zone_and_its_peers(open_page: Open, atlas: Atlas, language: str) -> None:
    visit = open_page("compare", language).whole()
    zone = next(iter(atlas.catalogue.zones))
    assert shown_places(visit) == [zone, *peer_group.in_group(atlas, zone, "nearest")[:5]]
    assert visit.address == {}
    assert set(visit.frames) == CHARTS


@EACH_LANGUAGE
@pytest.mark.parametrize(
    "address",
    [
        {"peers": "HE-TS"},
        {"peers": "LN-C", "group": "province"},
        {"peers": "CQ-R", "proxies": "1"},
        {"peers": "BJ-JX", "group": "cohort"},
        {"places": "610422,HE-TS"},
        {"places": MIXED},
        {"places": MIXED, "year": "2010"},
        {"places": "540600,632700", "follow": "D2"},
        {"peers": "NX-NE", "follow": "b1_debt", "x": "d3_so2", "y": "d3_green_parks"},
    ],
)
def test_any_places_make_a_page_with_findings(open_page: Open, language: str, address: dict) -> None:
    visit = open_page("compare", language, **address).whole()
    assert set(visit.frames) == CHARTS
    for frame in visit.frames.values():
        assert len(frame.headline) > 10
        assert not re.search(r"nan|None|[{}]", frame.headline)
    visit.as_tables().whole()
    assert len(table(visit, "compare-table")) > 40


@EACH_LANGUAGE
def test_a_county_alone_is_shown_with_what_it_has(open_page: Open, language: str) -> None:
    visit = open_page("compare", language, places="610422").whole()
    assert [item.value for item in visit.app.info] == [visit.t("compare.no_indicators")]
    assert set(visit.frames) == {"compare-lines", "compare-scatter"}
    rows = table(visit, "compare-table").set_index(visit.t("column.indicator"))
    name = [c for c in rows.columns if c not in (visit.t("compare.column.section"), visit.t("column.unit"))]
    assert "357,250" in str(rows[name[0]].iloc[0])


@EACH_LANGUAGE
@pytest.mark.parametrize("zone", ["HE-TS", "LN-C", "CQ-R"])
@pytest.mark.parametrize("group", ["nearest", "province", "cohort"])
def test_the_reasons_are_those_of_the_published_table(
    open_page: Open, atlas: Atlas, language: str, zone: str, group: str
) -> None:
    visit = open_page("compare", language, peers=zone, group=group).whole()
    shown = table(visit, "compare-reasons")
    rows = atlas.peers[atlas.peers["place"].eq(zone)].astype({"peer": str, "group": str})
    peers = rows[rows["group"].eq(group)].sort_values("order").head(5)
    assert shown_places(visit) == [zone, *peers["peer"]]
    if peers.empty:
        assert visit.t("compare.no_peers.province", name=shown[visit.t("column.place")].iloc[0]) in [
            item.value for item in visit.app.info
        ]
    for position, peer in enumerate(peers["peer"], start=1):
        mine = rows[rows["peer"].eq(peer)].set_index("group")
        reason = shown[visit.t("compare.column.reason")].iloc[position]
        for name in ("nearest", "province", "cohort"):
            order = mine["order"].get(name)
            words = (
                visit.t("compare.reason.nearest", order=order)
                if name == "nearest"
                else visit.t(f"compare.reason.{name}")
            )
            assert (words in reason) == (name in mine.index), (peer, name)
        distance = peers["distance"].iloc[position - 1]
        printed = shown[visit.t("compare.column.distance")].iloc[position]
        assert printed == "—" if pd.isna(distance) else float(printed) == pytest.approx(distance, abs=0.0051)


def test_the_features_beside_the_reasons_are_in_their_own_units(open_page: Open, atlas: Atlas) -> None:
    shown = table(open_page("compare", "en", peers="HE-TS").whole(), "compare-reasons").iloc[0]
    rows = atlas.peer_features[atlas.peer_features["place"].eq("HE-TS")].set_index("feature")
    assert shown["Residents"] == f"{rows.at['population', 'value']:,.0f} (2020)"
    assert shown["Secondary sector, %"].startswith(f"{rows.at['secondary_share', 'value']:.0f}"[:2])


def test_what_the_reader_changes_in_the_search_becomes_the_address(open_page: Open) -> None:
    visit = open_page("compare", "en").whole()
    pick(visit, ["610422", "LN-C", "210200"])
    assert visit.address == {"places": "610422,LN-C,210200"}
    assert visit.app.selectbox(key="address-peers").value == ""
    again = open_page("compare", "zh", **visit.address).whole()
    assert shown_places(again) == ["610422", "LN-C", "210200"]


def test_a_zone_brings_its_peers_back(open_page: Open, atlas: Atlas) -> None:
    visit = open_page("compare", "en", places=MIXED).whole()
    visit.choose(peers="HB-HS").whole()
    assert visit.address == {"peers": "HB-HS"}
    assert shown_places(visit) == ["HB-HS", *peer_group.in_group(atlas, "HB-HS", "nearest")[:5]]
    visit.choose(group="cohort").whole()
    assert visit.address == {"peers": "HB-HS", "group": "cohort"}
    assert shown_places(visit)[1] in atlas.catalogue.zones


def test_places_and_a_zone_in_one_link_show_the_places(open_page: Open) -> None:
    visit = open_page("compare", "en", peers="HB-HS", places="LN-C,610422").whole()
    assert shown_places(visit) == ["LN-C", "610422"]
    visit.choose(year=2022).whole()
    assert visit.address == {"places": "LN-C,610422", "year": "2022"}


def test_the_first_zone_follows_the_filter_until_one_is_chosen(open_page: Open) -> None:
    visit = open_page("compare", "en").whole()
    visit.choose(cohort=[2019]).whole()
    assert visit.address == {"cohort": "2019"}
    assert shown_places(visit)[0] == "BJ-JX"
    visit.choose(peers="HB-HS").choose(cohort=[]).whole()
    assert shown_places(visit)[0] == "HB-HS"


def test_what_is_followed_follows_the_places_until_it_is_chosen(open_page: Open, atlas: Atlas) -> None:
    names = {
        key: atlas.catalogue.indicators[key].name.en for key in ("b2_gdp_per_resident", "b3_urban_share")
    }
    visit = open_page("compare", "en").whole()
    assert visit.frames["compare-lines"].subtitle.startswith(names["b2_gdp_per_resident"])
    pick(visit, ["LN-C", "610422"])
    assert visit.frames["compare-lines"].subtitle.startswith(names["b3_urban_share"])
    assert "follow" not in visit.address


def test_emptying_the_search_leads_back_to_the_first_zone(open_page: Open, atlas: Atlas) -> None:
    visit = pick(open_page("compare", "en", places="610422,LN-C").whole(), [])
    assert shown_places(visit)[0] == next(iter(atlas.catalogue.zones))
    assert "places" not in visit.address


@EACH_LANGUAGE
def test_seven_places_show_six_and_name_the_one_left_out(
    open_page: Open, atlas: Atlas, language: str
) -> None:
    zones = list(atlas.catalogue.zones)[:7]
    visit = open_page("compare", language, places=",".join(zones)).whole()
    assert shown_places(visit) == zones[:6]
    name = atlas.catalogue.zones[zones[6]].short.of(language)
    assert visit.app.info[0].value.replace("\\", "") == visit.t("search.over", most=6, names=name)
    pick(visit, zones[:3])
    assert not visit.app.info


@EACH_LANGUAGE
def test_unknown_codes_are_counted_and_never_repeated(open_page: Open, language: str) -> None:
    visit = open_page("compare", language, places="LN-C,999998,ZZ-TOP,LN-C,210200").whole()
    assert shown_places(visit) == ["LN-C", "210200"]
    assert visit.app.info[0].value.replace("\\", "") == visit.t("search.unknown", count=2)
    assert "999998" not in visit.page_text
    assert "ZZ-TOP" not in visit.page_text


@EACH_LANGUAGE
def test_a_link_of_nothing_but_unknown_codes_shows_the_first_zone(open_page: Open, language: str) -> None:
    visit = open_page("compare", language, places="999998,XX-YY").whole()
    assert visit.app.info[0].value.replace("\\", "") == visit.t("search.unknown", count=2)
    assert set(visit.frames) == CHARTS


@EACH_LANGUAGE
def test_a_county_that_was_merged_is_named_with_its_successor(
    open_page: Open, atlas: Atlas, language: str
) -> None:
    ended = atlas.catalogue.abolished
    one = next(code for code, (_, heirs) in ended.items() if len(heirs) == 1)
    heir = ended[one][1][0]
    visit = open_page("compare", language, places=f"{one},LN-C").whole()
    assert shown_places(visit) == [heir, "LN-C"]
    assert atlas.catalogue.places[heir].name.of(language) in visit.app.info[0].value


@EACH_LANGUAGE
def test_a_county_that_was_divided_names_all_its_heirs(open_page: Open, atlas: Atlas, language: str) -> None:
    ended = atlas.catalogue.abolished
    many = next((code for code, (_, heirs) in ended.items() if len(heirs) > 1), None)
    assert many is not None
    visit = open_page("compare", language, places=f"{many},LN-C").whole()
    assert shown_places(visit) == ["LN-C"]
    for heir in ended[many][1]:
        assert atlas.catalogue.places[heir].name.of(language) in visit.app.info[0].value


@EACH_LANGUAGE
def test_the_table_prints_the_figures_of_the_tables(open_page: Open, atlas: Atlas, language: str) -> None:
    visit = open_page("compare", language, places="HE-TS,210200,610422").whole()
    rows = table(visit, "compare-table")
    columns = list(rows.columns)[3:]
    by_name = rows.set_index(visit.t("column.indicator"))
    known = {one.indicator: one for one in readings.indicators_with_values(atlas, "210200", 2023, False)}
    seen = 0
    for indicator in ("b2_gdp_per_resident", "d1_patents", "b3_pm25", "b1_debt"):
        name = atlas.catalogue.indicators[indicator].name.of(language)
        cell = by_name.loc[name, columns[1]]
        decimals = atlas.catalogue.units[atlas.catalogue.indicators[indicator].unit].decimals
        value, year = re.match(r"([\d,.]+) \((\d{4})\)", cell).groups()
        assert float(value.replace(",", "")) == pytest.approx(
            known[indicator].value, abs=0.51 * 10**-decimals
        )
        assert int(year) == known[indicator].year
        assert by_name.loc[name, columns[2]].startswith("—")
        seen += 1
    census = census_change(atlas, ("610422",)).set_index("item").loc["census_pop"]
    name = atlas.catalogue.series["census_pop"].name.of(language)
    assert by_name.loc[name, columns[2]] == f"{census['before']:,.0f} → {census['after']:,.0f}"
    assert seen == 4


@EACH_LANGUAGE
def test_every_dash_of_the_table_is_explained_under_it(open_page: Open, language: str) -> None:
    visit = open_page("compare", language, places=MIXED).whole()
    rows = table(visit, "compare-table")
    dashes = {c for column in rows.columns[3:] for c in rows[column] if str(c).startswith("—")}
    marks = {cell.split()[-1] for cell in dashes}
    assert marks
    text = visit.page_text
    for mark in marks:
        assert re.search(rf"{mark} \S", text), mark
    assert visit.t("compare.why.level") in text


def test_the_scatters_headline_is_the_rank_correlation(open_page: Open, atlas: Atlas) -> None:
    visit = open_page("compare", "en", x="b1_fiscal_gap", y="b3_pm25").whole()
    values = atlas.normalised[atlas.normalised["year"].eq(2023) & atlas.normalised["set"].eq("full")]
    values = values[values["basis"].eq("exact") & values["place"].str.isdigit().fillna(False)]
    wide = values.astype({"place": str, "indicator": str}).pivot(
        index="place", columns="indicator", values="value"
    )
    pair = wide[["b1_fiscal_gap", "b3_pm25"]].dropna()
    rho = pair.corr(method="spearman").iloc[0, 1]
    headline = visit.frames["compare-scatter"].headline.replace("−", "-")
    assert f"{rho:.2f}".rstrip("0") in headline
    assert f"over {len(pair)} cities" in headline


@EACH_LANGUAGE
def test_an_indicator_against_itself_is_refused_with_a_reason(open_page: Open, language: str) -> None:
    visit = open_page("compare", language, x="b3_pm25", y="b3_pm25").whole()
    assert [item.value for item in visit.app.info] == [visit.t("compare.scatter.same")]
    assert set(visit.frames) == CHARTS - {"compare-scatter"}


@EACH_LANGUAGE
def test_a_line_that_nobody_has_says_why(open_page: Open, atlas: Atlas, language: str) -> None:
    visit = open_page("compare", language, places="610422,110107", follow="b1_debt").whole()
    assert "compare-lines" not in visit.frames
    text = "\n".join(item.value for item in visit.app.info).replace("\\", "")
    assert atlas.catalogue.indicators["b1_debt"].name.of(language) in text
    assert visit.t("compare.why.level") in text


@EACH_LANGUAGE
def test_who_has_no_line_is_named_under_the_chart(open_page: Open, atlas: Atlas, language: str) -> None:
    visit = open_page("compare", language, places="HE-TS,610422,BJ-JX", follow="b1_debt").whole()
    notes = "\n".join(visit.frames["compare-lines"].notes)
    assert atlas.catalogue.places["610422"].name.of(language) in notes
    assert visit.t("compare.why.level") in notes
    assert visit.t("compare.why.proxy") in notes


def test_a_proxys_line_is_called_one_in_the_finding(open_page: Open) -> None:
    visit = open_page(
        "compare", "en", places="BJ-JX,HE-TS", follow="b2_gdp_per_resident", proxies="1"
    ).whole()
    assert visit.frames["compare-lines"].headline.startswith("Western Beijing (proxy) went from")


@EACH_LANGUAGE
def test_a_year_that_stands_alone_does_not_hide_the_stretch_before_it(open_page: Open, language: str) -> None:
    headline = open_page("compare", language, peers="SD-ZB", follow="b1_debt").whole()
    said = headline.frames["compare-lines"].headline
    assert re.findall(r"20\d\d", said) == ["2018", "2021", "2023"]


@EACH_LANGUAGE
def test_the_grey_band_is_explained_only_where_one_is_drawn(open_page: Open, language: str) -> None:
    for item, shown in (("gdp", False), ("b1_debt", True)):
        visit = open_page("compare", language, peers="HE-TS", follow=item).whole()
        traces = json.loads(visit.figures["compare-lines-plot"])["data"]
        band = next(trace for trace in traces if trace["name"] == "band")
        assert bool(band["x"]) == shown
        assert (visit.t("trends.note.band") in visit.frames["compare-lines"].notes) == shown


def test_places_of_one_name_are_told_apart(open_page: Open, atlas: Atlas) -> None:
    names = atlas.places[atlas.places["kind"].eq("district")].groupby("name_zh")["place"].agg(list)
    pair = names["鼓楼区"][:2]
    visit = open_page("compare", "zh", places=",".join(pair)).whole()
    shown = table(visit, "compare-reasons")[visit.t("column.place")].tolist()
    assert len(set(shown)) == 2
    assert all(name.startswith("鼓楼区（") for name in shown)


@pytest.mark.parametrize(
    ("place", "item", "year"),
    [("610422", "b3_urban_share", 2010), ("LN-C", "census_pop", 2020), ("130283", "gdp", 2023)],
)
def test_figures_of_every_level_open_their_sources(open_page: Open, place: str, item: str, year: int) -> None:
    from zone_atlas.ui.compare import sources

    visit = open_page("compare", "en", places=MIXED)

    class Asking:
        atlas = None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source_card.st, "session_state", visit.app.session_state)
        from zone_atlas.ui.shell.tables import published_atlas as opened

        asking = Asking()
        asking.atlas = opened()
        sources.ask_observed(asking, place, item, year)
    visit.run().whole()
    cards = [node for node in visit.app._tree if node.type == "dialog"]
    assert len(cards) == 1
    assert "https://" in visit.page_text
    assert len(cards[0].dataframe[-1].value) > 0


@EACH_LANGUAGE
def test_every_download_names_a_source_in_each_row(open_page: Open, language: str) -> None:
    visit = open_page("compare", language, places=MIXED).whole()
    for key in (*CHARTS, "compare-table"):
        content = visit.csv(f"{key}-download")
        taken = pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", dtype=str, keep_default_na=False)
        assert len(taken) > 5, key
        assert taken.iloc[:, 8].str.len().gt(3).all(), key
        assert (taken.iloc[:, 9] + taken.iloc[:, 10]).str.contains("https?://").all(), key


def test_the_same_places_look_the_same_in_every_chart(open_page: Open) -> None:
    import json

    visit = open_page("compare", "en", places="HE-TS,210200").whole()
    drawn = {key: json.loads(spec)["data"] for key, spec in visit.figures.items()}
    for place in ("HE-TS", "210200"):
        symbols = {
            trace["marker"]["symbol"]
            for key in ("compare-driver-plot", "compare-bottleneck-plot", "compare-scatter-plot")
            for trace in drawn[key]
            if trace.get("name") == place
        }
        assert len(symbols) == 1, place
