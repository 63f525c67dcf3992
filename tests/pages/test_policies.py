"""What was decided, when, and how were zones graded: is the record shown as it is, and no more than it is?"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pandas as pd
import pytest

from zone_atlas import paths
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue import addresses
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.charts.base.theme import get_palette
from zone_atlas.ui.policies import grade_card, query
from zone_atlas.ui.shell.navigation import PAGES

from .conftest import LANGUAGES, Open, Visit

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
PARTS = ("D1", "D2", "D3", "B1", "B2", "B3", "P1", "P2", "P3")
# The number of 2016 that is remembered and was never read anywhere.
REMEMBERED = ("中发〔2016〕7号", "〔2016〕7号", "中发")
# Cells of the matrix as they follow by hand from the register of grades.
CELLS = {
    ("NM-W", 2020): "unnamed",
    ("HN-C", 2019): "excellent",
    ("SD-ZB", 2019): "excellent",
    ("HB-HS", 2019): "excellent",
    ("SC-ZG", 2019): "excellent",
    ("GZ-LPS", 2019): "not_found",
    ("NM-W", 2018): "pass",
    ("AH-TL", 2022): "excellent",
    ("JS-XZ", 2018): "not_yet",
    ("BJ-JX", 2020): "excellent",
    ("LN-C", 2020): "mixed",
    ("AH-TL", 2019): "good",
}


def record() -> list[dict[str, str]]:
    """The record as it was written down."""
    with (paths.DATA / "policies.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def speaking_to(*parts: str) -> list[dict[str, str]]:
    return [row for row in record() if set(parts) & set(row["addresses"].split(";"))]


def titles(visit: Visit) -> list[str]:
    """Titles in the table of documents, in the language of the visit."""
    return visit.table("documents")[visit.t("column.title")].tolist()


def figure(visit: Visit, key: str) -> dict[str, dict]:
    """Traces of a figure by name."""
    spec = json.loads(visit.figures[f"{key}-plot"])
    return {trace.get("name", str(k)): trace for k, trace in enumerate(spec["data"])}


def csv_of(visit: Visit, key: str) -> pd.DataFrame:
    content = visit.csv(f"{key}-download")
    return pd.read_csv(io.BytesIO(content), encoding="utf-8-sig", dtype=str, keep_default_na=False)


def dialogs(visit: Visit) -> list:
    return [node for node in visit.app._tree if node.type == "dialog"]


def click(visit: Visit, module, name: str, *args: object) -> Visit:
    """Call what a click calls, then run the page."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module.st, "session_state", visit.app.session_state)
        getattr(module, name)(*args)
    return visit.run().whole()


@EACH_LANGUAGE
def test_the_timeline_holds_every_document_of_the_record(open_page: Open, language: str) -> None:
    visit = open_page("policies", language).whole()
    assert sorted(titles(visit)) == sorted(row[f"title_{language}"] for row in record())
    assert visit.t("policies.count.all", count=len(record()), total=len(record())) in visit.page_text


@EACH_LANGUAGE
@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_the_framework_gives_exactly_its_documents(
    open_page: Open, language: str, part: str
) -> None:
    visit = open_page("policies", language, addresses=part).whole()
    expected = speaking_to(part)
    assert sorted(titles(visit)) == sorted(row[f"title_{language}"] for row in expected)
    assert len(csv_of(visit, "documents")) == len(expected)
    assert visit.address == {"addresses": part}
    assert f"{len(expected)}" in visit.page_text


def test_filters_come_together_and_can_be_used_by_hand(open_page: Open) -> None:
    visit = open_page("policies", "en").choose(addresses=["B3", "P3"], level=["provincial"]).whole()
    assert visit.address == {"addresses": "B3,P3", "level": "provincial"}
    assert titles(visit) == [row["title_en"] for row in record() if row["policy"] == "P2022a"]


def test_what_does_not_pass_keeps_its_place_on_the_timeline(open_page: Open) -> None:
    whole, filtered = (open_page("policies", "en", **a).whole() for a in ({}, {"addresses": "B3"}))
    heights = [json.loads(visit.figures["documents-plot"])["layout"]["height"] for visit in (whole, filtered)]
    assert heights[0] == heights[1]
    faint = figure(filtered, "documents")
    assert len(faint["days of documents left out"]["x"]) > 0
    assert "days of documents left out" not in figure(whole, "documents")


@EACH_LANGUAGE
def test_an_empty_answer_is_explained_and_has_a_way_out(open_page: Open, language: str) -> None:
    visit = open_page("policies", language, addresses="P2", level="provincial").whole()
    assert "documents" not in visit.frames
    asked = visit.app.info[0].value
    assert visit.t("level.provincial") in asked
    visit.app.button(key="policies-all").click()
    visit.run().whole()
    assert not visit.app.info
    assert visit.address == {}
    assert len(titles(visit)) == len(record())


@EACH_LANGUAGE
@pytest.mark.parametrize(("zone", "count"), [("HE-TS", 2), ("HN-C", 6)])
def test_a_zones_documents_can_be_linked_to(open_page: Open, language: str, zone: str, count: int) -> None:
    visit = open_page("policies", language, zone=zone).whole()
    assert visit.address == {"zone": zone}
    first = next(row for row in record() if row["policy"] == "P2017a")
    assert len(titles(visit)) == count
    assert first[f"title_{language}"] in titles(visit)


def test_a_zone_looked_at_elsewhere_does_not_narrow_the_record(open_page: Open) -> None:
    visit = open_page("drivers", "en", zone="HE-TS").whole()
    visit.go("policies").whole()
    assert visit.address == {}
    assert len(titles(visit)) == len(record())
    visit.go("drivers").whole()
    assert visit.address == {"zone": "HE-TS"}


@EACH_LANGUAGE
def test_dates_are_drawn_no_more_precise_than_they_are(open_page: Open, language: str) -> None:
    traces = figure(open_page("policies", language).whole(), "documents")
    spans = [x for x in traces["spans of documents"]["x"] if x is not None]
    pairs = list(zip(spans[::2], spans[1::2], strict=True))
    assert {(2014.0, 2015.0), (2017.0, 2019.0), (2018.0, 2020.0)} <= set(pairs)
    days = sum(len(traces[name]["x"]) for name in ("days of documents", "days of designations"))
    assert len(pairs) + days == len(record())
    known = [row for row in record() if row["date"].count("-") == 2]
    assert days == len(known)


@EACH_LANGUAGE
def test_a_card_says_what_a_document_is_and_where_it_was_read(
    open_page: Open, language: str, catalogue: Catalogue
) -> None:
    visit = open_page("policies", language, policy="P2017a").whole()
    assert len(dialogs(visit)) == 1
    policy, text = catalogue.policies["P2017a"], visit.page_text
    assert policy.title.zh in text
    for known in (policy.title, policy.issuers, policy.summary, policy.note):
        assert known.of(language) in text
    for known in (policy.number, "2017-04-13", visit.t("policies.reading")):
        assert known in text
    assert all(address in text for address in policy.address.split(" | "))
    links = [node.proto.label for node in dialogs(visit)[0] if node.type == "page_link"]
    parts = [
        catalogue.dimensions[p] if p in catalogue.dimensions else catalogue.pathways[p]
        for p in policy.addresses
    ]
    zones = [zone for zone in catalogue.zones.values() if zone.cohort == 2017]
    names = [part.name.of(language) for part in parts] + [zone.short.of(language) for zone in zones]
    assert len(links) == len(names)
    for name in names:
        assert any(name in link for link in links), name


def test_every_document_has_a_card(open_page: Open, catalogue: Catalogue) -> None:
    visit = open_page("policies", "en").whole()
    for policy in catalogue.policies.values():
        click(visit, query, "open_document", policy.id)
        assert visit.address == {"policy": policy.id}
        assert policy.summary.en in visit.page_text, policy.id
        dated = (
            policy.date if policy.date.count("-") == 2 else visit.t("policies.date.partial", date=policy.date)
        )
        assert dated in visit.page_text, policy.id
    click(visit, query, "open_document", "")
    assert visit.address == {}
    assert not dialogs(visit)


@EACH_LANGUAGE
def test_a_number_that_was_not_verified_is_said_to_be_so_and_shown_nowhere(
    open_page: Open, language: str
) -> None:
    visit = open_page("policies", language, policy="P2016a").whole()
    assert visit.t("policies.number.unverified.long") in visit.page_text
    texts = [visit.page_text, *visit.figures.values()]
    texts += [visit.csv(key).decode("utf-8-sig") for key in ("documents-download", "grades-download")]
    visit.as_tables()
    texts.append(visit.page_text)
    assert not [number for number in REMEMBERED for text in texts if number in text]
    table = visit.table("documents")
    for row in record():
        shown = table.loc[
            table[visit.t("column.title")] == row[f"title_{language}"], visit.t("column.number")
        ]
        assert shown.tolist() == [row["number"] or visit.t("policies.number.unverified")], row["policy"]


@EACH_LANGUAGE
def test_the_csv_is_the_record_with_an_address_in_each_row(open_page: Open, language: str) -> None:
    visit = open_page("policies", language).whole()
    taken = csv_of(visit, "documents")
    by_title = {row[f"title_{language}"]: row for row in record()}
    assert set(taken[visit.t("column.title")]) == set(by_title)
    for _, row in taken.iterrows():
        written = by_title[row[visit.t("column.title")]]
        assert row[visit.t("column.date")] == written["date"]
        assert row[visit.t("column.address")].split(" | ") == addresses.order_addresses(written["address"])
        own = addresses.is_official(row[visit.t("column.address")].split(" | ")[0])
        assert row[visit.t("column.page")] == visit.t("read_at.kind.own" if own else "read_at.kind.copy")
        assert row[visit.t("column.does")] == written[f"summary_{language}"]
    assert taken[visit.t("column.address")].str.startswith("http").all()
    if language == "en":
        assert set(taken["Chinese title"]) == {row["title_zh"] for row in record()}


@EACH_LANGUAGE
def test_an_unknown_document_in_a_link_is_answered(open_page: Open, language: str) -> None:
    visit = open_page("policies", language, policy="P1999x").whole()
    assert "policy" in visit.app.info[0].value
    assert "P1999x" not in visit.page_text
    assert not dialogs(visit)
    assert len(titles(visit)) == len(record())


def test_who_comes_back_by_the_menu_finds_the_card_closed(open_page: Open) -> None:
    visit = open_page("policies", "en", policy="P2021c", addresses="P3").whole()
    assert dialogs(visit)
    visit.go("data").whole()
    visit.go("policies").whole()
    assert not dialogs(visit)
    assert visit.address == {"addresses": "P3"}


@EACH_LANGUAGE
def test_not_published_not_found_and_not_yet_are_told_apart_by_word_and_shape(
    open_page: Open, language: str
) -> None:
    visit = open_page("policies", language).whole()
    traces = figure(visit, "grades")
    where = dict(
        zip(
            map(tuple, traces["cells"]["customdata"]),
            zip(traces["cells"]["x"], traces["cells"]["y"], strict=True),
            strict=True,
        )
    )
    for cell, state in CELLS.items():
        words = traces[f"words {state}"]
        spots = {
            (x, round(y)): text for x, y, text in zip(words["x"], words["y"], words["text"], strict=True)
        }
        shown = spots[where[cell][0], round(where[cell][1])]
        assert shown == visit.t(f"grade.{state}") or state == "mixed", cell
    drawn = {state: traces.get(state, {}).get("fill") for state in ("unnamed", "not_found", "not_yet")}
    assert not any(drawn.values())
    assert "not_yet" not in traces
    assert len(traces["not_found"]["x"]) != len(traces["unnamed"]["x"])


@EACH_LANGUAGE
def test_the_table_of_grades_says_the_same_and_names_the_members(
    open_page: Open, language: str, catalogue: Catalogue
) -> None:
    visit = open_page("policies", language).whole()
    table = visit.table("grades")
    for (zone, year), state in CELLS.items():
        mine = table[
            table[visit.t("column.zone")].eq(catalogue.zones[zone].short.of(language))
            & table[visit.t("column.year")].eq(year)
        ]
        assert mine[visit.t("column.grade")].tolist() == [visit.t(f"grade.{state}")], (zone, year)
        if zone == "LN-C":
            who = mine[visit.t("column.graded")].iloc[0]
            for place, grade in (("210100", "excellent"), ("210300", "unnamed"), ("210400", "unnamed")):
                name = next(m.name for m in catalogue.zones[zone].members if m.adcode == place).of(language)
                assert visit.t("grades.who", name=name, grade=visit.t(f"grade.{grade}"))[:4] in who
    assert len(table) == len(catalogue.zones) * len(catalogue.assessment_years)


@EACH_LANGUAGE
@pytest.mark.parametrize(
    ("cell", "document"),
    [(("BJ-JX", 2020), "P2021a"), (("SC-ZG", 2019), "P2020c"), (("JS-XZ", 2018), "P2019a")],
)
def test_a_cell_opens_the_card_of_its_grade(
    open_page: Open, language: str, catalogue: Catalogue, cell: tuple[str, int], document: str
) -> None:
    visit = open_page("policies", language).whole()
    click(visit, grade_card, "open_grade_card", *cell)
    assert len(dialogs(visit)) == 1
    text = visit.page_text
    assert visit.t(f"grade.why.{CELLS[cell]}") in text
    assert catalogue.assessment_years[cell[1]].note.of(language) in text
    assert catalogue.assessment_years[cell[1]].address.split(" | ")[0] in text
    visit.app.button(key=f"grade-document-{document}").click()
    visit.run().whole()
    assert visit.address == {"policy": document}
    assert catalogue.policies[document].summary.of(language) in visit.page_text


@EACH_LANGUAGE
def test_awards_stand_apart_from_grades(open_page: Open, language: str, catalogue: Catalogue) -> None:
    visit = open_page("policies", language).whole()
    heading = visit.t("column.award")
    (awards,) = (shown.value for shown in visit.app.dataframe if heading in shown.value.columns)
    given = [a for a in catalogue.assessments if a.kind in ("award", "park")]
    assert len(awards) == len(given) == 27
    assert awards[heading].str.startswith("★").all()
    assert visit.t("grades.awards") in visit.page_text
    years = set(visit.table("grades")[visit.t("column.year")])
    assert 2016 not in years
    # A park's commendation of 2022 is no grade of Dalian.
    dalian = catalogue.zones["LN-DL"].short.of(language)
    table = visit.table("grades")
    mine = table[table[visit.t("column.zone")].eq(dalian) & table[visit.t("column.year")].eq(2022)]
    assert mine[visit.t("column.grade")].tolist() == [visit.t("grade.not_found")]


@EACH_LANGUAGE
def test_what_is_known_of_each_year_stands_under_the_grades(
    open_page: Open, language: str, catalogue: Catalogue
) -> None:
    text = open_page("policies", language).whole().page_text
    for year, known in catalogue.assessment_years.items():
        assert visit_year(language, year, known.assessed) in text
        assert known.note.of(language) in text
        assert all(address in text for address in known.address.split(" | "))


def visit_year(language: str, year: int, assessed: int) -> str:
    return f"{year} 年度，评估 {assessed} 个" if language == "zh" else f"{year}: {assessed} zones assessed"


def test_the_filter_of_zones_reaches_the_grades_and_an_empty_one_says_so(open_page: Open) -> None:
    visit = open_page("policies", "en", cohort="2019").whole()
    table = visit.table("grades")
    assert set(table["Cohort"]) == {2019}
    assert "In" not in table["Grade"].unique()
    nobody = open_page("policies", "en", region="east", resource="yes", size="super").whole()
    assert "documents" in nobody.frames
    assert nobody.app.info or "grades" in nobody.frames


def years_drawn(spec: str) -> set[str] | None:
    """Hover texts of the ticks and designation marks of a figure with years on its axis, None for any other."""
    content = json.loads(spec)
    names = {trace.get("name"): trace for trace in content["data"]}
    dated = content["layout"].get("xaxis", {}).get("tickformat") == "d"
    written = names.get("years", {}).get("text") or []
    if not dated and not any(str(word).isdigit() for word in written):
        return None
    marks = [names[name] for name in ("event labels", "reference labels") if name in names]
    return {text for trace in marks for text in trace.get("text") or []}


def with_years(open_page: Open) -> Iterator[tuple[str, set[str]]]:
    """Every figure of the product with years on its axis."""
    addresses = {"parks": {"county": "320281"}}
    for page in PAGES:
        visit = open_page(page, "en", **addresses.get(page, {})).whole()
        for key, spec in visit.figures.items():
            if (marks := years_drawn(spec)) is not None:
                yield key, marks


def test_every_time_axis_of_the_product_carries_what_was_decided(open_page: Open) -> None:
    found = list(with_years(open_page))
    keys = {key for key, _ in found}
    assert {
        "trends-plot",
        "zone-trends-plot",
        "compare-lines-plot",
        "coverage-plot",
        "parks-years-plot",
    } <= keys
    for key, marks in found:
        assert any("14th FYP plan" in text for text in marks), key


@EACH_LANGUAGE
@pytest.mark.parametrize(
    ("line", "named"), [("trend", (2019, 2021)), ("d1_patents", (2013, 2016, 2017, 2019, 2021))]
)
def test_a_line_under_the_small_multiples_says_what_each_tick_is(
    open_page: Open, language: str, catalogue: Catalogue, line: str, named: tuple[int, ...]
) -> None:
    visit = open_page("drivers", language, line=line).whole()
    (legend,) = (
        note
        for note in visit.frames["trends"].notes
        if catalogue.policies["P2021c"].event.of(language) in note
    )
    for year in named:
        assert str(year) in legend
    designation = catalogue.policies["P2017a"].event.of(language)
    outside = [note for note in visit.frames["trends"].notes if designation in note and note != legend]
    assert bool(outside) is (line == "trend")


@pytest.mark.parametrize(("place", "designated"), [("JS-XZ", True), ("320300", True), ("130100", False)])
def test_the_small_lines_of_the_place_card_carry_its_designation(
    open_page: Open, place: str, designated: bool
) -> None:
    visit = open_page("map", "en", place=place).whole()
    lines = visit.app.get_by_key("place-scores").value[visit.t("column.line")]
    accent = get_palette("light").accent.removeprefix("#").lower()
    assert any(accent in line.lower() for line in lines) is designated


@EACH_LANGUAGE
def test_a_documents_card_names_issuer_number_and_date_before_the_pages_and_marks_copies(
    open_page: Open, language: str, atlas: Atlas
) -> None:
    policy = atlas.catalogue.policies["P2017a"]
    visit = open_page("policies", language, policy="P2017a").whole()
    (card,) = (node for node in visit.app._tree if node.type == "dialog")
    text = "\n".join(item.value for item in card.markdown).replace("\\", "")
    order = [policy.issuers.of(language), policy.number, policy.date]
    order += [visit.t("read_at.own"), "www.ndrc.gov.cn", visit.t("read_at.copy"), "www.yicai.com"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    (cited,) = (block.value for block in card.code)
    assert all(part in cited for part in (policy.title.of(language), policy.number, policy.date))
