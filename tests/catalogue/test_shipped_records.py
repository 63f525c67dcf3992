"""Promises about the documents, grades, facts and pathways that the project ships."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from zone_atlas import paths
from zone_atlas.catalogue.load import load_catalogue
from zone_atlas.catalogue.records import Catalogue, Text

HAN = re.compile(r"[\u4e00-\u9fff]")
# A document number is written in Chinese in either language.
NUMBER = re.compile(r"[\u4e00-\u9fff]+〔\d{4}〕\d+号")


@pytest.fixture(scope="module")
def record() -> Catalogue:
    return load_catalogue(paths.DATA)


def texts(record: Catalogue) -> Iterator[tuple[str, Text]]:
    for policy in record.policies.values():
        for name in ("title", "issuers", "summary", "note", "event"):
            if getattr(policy, name):
                yield f"{policy.id} {name}", getattr(policy, name)
    for grade in record.assessments:
        yield f"{grade.year} {grade.entity.en}", grade.entity
        yield f"note of {grade.year} {grade.entity.en}", grade.note
    for year in record.assessment_years.values():
        yield f"note of {year.year}", year.note
    for pathway in record.pathways.values():
        yield from ((pathway.id, text) for text in (pathway.name, pathway.summary, pathway.basis))
        yield from ((measure.id, measure.text) for measure in pathway.measures)
    for fact in record.facts:
        yield from ((fact.id, text) for text in (fact.name, fact.source, fact.note, fact.area))


def test_every_text_stands_in_chinese_and_in_english(record):
    for where, text in texts(record):
        assert bool(text.zh) == bool(text.en), where
        assert not text.zh or HAN.search(text.zh), where
        assert not HAN.search(NUMBER.sub("", text.en)), (where, text.en)


def test_a_document_number_that_could_not_be_verified_is_left_blank(record):
    numbered = {policy.id for policy in record.policies.values() if policy.number}
    assert numbered == {
        *("P2013a", "P2013b", "P2014", "P2016b", "P2017a", "P2017b"),
        *("P2018b", "P2021c", "P2022b", "P2023d"),
    }


def test_the_documents_that_decided_the_zones_stand_on_time_axes(record):
    events = {policy.id: policy.year for policy in record.policies.values() if policy.event}
    assert events == {
        "P2013a": 2013,
        "P2013b": 2013,
        "P2016b": 2016,
        "P2017a": 2017,
        "P2019b": 2019,
        "P2021c": 2021,
    }


def test_a_zone_was_designated_by_a_document_of_its_cohort(record):
    by_title = {policy.title.zh: policy for policy in record.policies.values()}
    for zone in record.zones.values():
        policy = by_title[zone.designation_title]
        assert policy.year == zone.cohort, zone.id
        assert policy.number == zone.designation_number, zone.id


def test_another_programme_is_not_tied_to_the_framework(record):
    assert record.policies["P2023d"].addresses == ()
    assert all(p.addresses for p in record.policies.values() if p.id != "P2023d")


def test_where_the_lists_were_published_whole_every_member_is_graded(record):
    graded = [a for a in record.assessments if a.year == 2020 and a.kind in ("zone", "member")]
    counts = Counter(a.grade for a in graded)
    assert (counts["excellent"], counts["good"]) == (7, 12)
    assert record.assessment_years[2020].found == "complete"
    for zone in record.zones.values():
        own = [a for a in graded if a.zone == zone.id]
        whole = [a for a in own if a.kind == "zone"]
        assert len(whole) == 1 or {a.place for a in own} == {m.adcode for m in zone.members}, zone.id


def test_a_year_claims_no_more_than_a_page_states(record):
    known = {y.year: (y.excellent_total, y.good_total) for y in record.assessment_years.values()}
    assert known == {
        2017: (4, 4),
        2018: (None, None),
        2019: (4, None),
        2020: (7, 12),
        2021: (8, None),
        2022: (7, None),
    }


def test_the_zones_of_2019_and_their_cities_have_totals_of_their_own(record):
    year = record.assessment_years[2019]
    assert (year.excellent_total, year.excellent_members) == (4, 6)
    graded = [a for a in record.assessments if a.year == 2019 and a.grade == "excellent"]
    assert sorted(a.zone for a in graded if a.kind == "zone") == ["HB-HS", "HN-C", "SC-ZG", "SD-ZB"]
    assert sorted(a.place for a in graded if a.kind == "member") == ["370300", "430200", "431300"]


def test_what_a_fact_is_says_how_far_it_can_be_taken(record):
    """Expected, aimed at, a bound or "about" is E; counted by a census A; as first published P."""
    for fact in record.facts:
        expected = re.search("forecast|target|about|least", fact.item)
        assert (fact.status == "E") == bool(expected), fact.item
    assert {f.status for f in record.facts if f.item.startswith("census_")} == {"A"}


def test_each_bottleneck_has_one_pathway_with_measures_and_says_what_they_rest_on(record):
    assert {p.id: p.answers for p in record.pathways.values()} == {"P1": "B1", "P2": "B2", "P3": "B3"}
    for pathway in record.pathways.values():
        assert 3 <= len(pathway.measures) <= 5, pathway.id
        assert "could not be read" in pathway.basis.en, pathway.id
    phases = {p.id: [m.phase for m in p.measures] for p in record.pathways.values()}
    assert phases["P2"] == ["related"] * 3 + ["breakthrough"] * 2
    assert set(phases["P1"] + phases["P3"]) == {""}


def test_what_was_expected_is_never_called_what_was_reached(record):
    for fact in record.facts:
        said = f"{fact.note.zh}{fact.name.zh}"
        assert ("（目标" in fact.name.zh) == ("目标" in said), fact.id
        assert not ("forecast before" in fact.note.en and "（预计）" not in fact.name.zh), fact.id
    expected = [f for f in record.facts if "（目标" in f.name.zh or "（预计）" in f.name.zh]
    assert len(expected) == 19


def test_facts_of_a_place_and_period_add_up(record):
    """Shares to 100 %, value added to the gross product: a slip in taking them over would show."""
    found: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for fact in record.facts:
        found[fact.place or fact.area.en, fact.period, fact.address][fact.item] = fact.value
    complete = 0
    for where, values in found.items():
        shares = [values.get(f"share_{sector}") for sector in ("primary", "secondary", "tertiary")]
        added = [values.get(f"va_{sector}") for sector in ("primary", "secondary", "tertiary")]
        if None not in shares:
            assert sum(shares) == pytest.approx(100, abs=0.15), where
            complete += 1
        if None not in added and "gdp" in values:
            assert sum(added) == pytest.approx(values["gdp"], rel=0.001), where
            complete += 1
    assert complete > 40


def test_a_fact_is_about_a_place_with_a_code_or_says_which_area_has_none(record):
    assert {fact.area.en for fact in record.facts if not fact.place} == {
        "Wansheng Economic and Technological Development Zone",
        "All demonstration zones",
    }
    assert {"110109", "500102", "500116", "500118"} <= {fact.place for fact in record.facts}
    assert {park.adcode for park in record.parks.values()} <= {fact.place for fact in record.facts}


def test_every_item_of_a_fact_is_used(record):
    rows = (paths.DATA / "fact_items.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {row.split(",", 1)[0] for row in rows} == {fact.item for fact in record.facts}


def test_the_county_towns_are_a_partial_list_with_two_of_the_parks(record):
    assert len(record.county_towns) == 83
    assert {"130123", "371725"} <= record.county_towns
    assert record.county_towns <= set(record.places)
