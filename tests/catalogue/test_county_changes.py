"""What was a county of 2020 made of, and what became of one of 2010?"""

from __future__ import annotations

import pytest

from zone_atlas import paths
from zone_atlas.catalogue.load import load_catalogue
from zone_atlas.catalogue.load_policy_records import abolished_counties, predecessors_of_counties
from zone_atlas.catalogue.records import Catalogue


def change(code: str, codes: str, kind: str, part_moved_to: str = "") -> dict[str, str]:
    return {
        "code_2010": code,
        "name_2010": f"name of {code}",
        "codes_2020": codes,
        "kind": kind,
        "part_moved_to": part_moved_to,
    }


CHANGES = [
    change("000001", "000001", "same"),
    change("000002", "000012", "recoded"),
    # Two whole counties became one, under the code of the first.
    change("000003", "000003", "same"),
    change("000004", "000003", "recoded"),
    # One lost a part to another that kept its code; a third was divided.
    change("000005", "000005", "same", "000006"),
    change("000006", "000006", "same"),
    change("000007", "000007;000017", "split"),
    # A part of this one became a county of its own.
    change("000008", "000018", "recoded", "000028"),
]


@pytest.mark.parametrize(
    ("code", "codes", "kind"),
    [
        ("000001", ("000001",), "same"),
        ("000012", ("000002",), "recoded"),
        ("000003", ("000003", "000004"), "merged"),
        ("000005", ("000005",), "not_comparable"),
        ("000006", ("000006",), "not_comparable"),
        ("000007", ("000007",), "not_comparable"),
        ("000017", ("000007",), "not_comparable"),
        ("000018", ("000008",), "not_comparable"),
        ("000028", ("000008",), "not_comparable"),
    ],
)
def test_a_county_is_compared_with_what_it_was_made_of_or_not_at_all(code, codes, kind):
    found = predecessors_of_counties(CHANGES)[code]
    assert (found.codes, found.kind) == (codes, kind)
    assert found.name_2010 == tuple(f"name of {c}" for c in codes)


def test_a_merged_county_that_also_took_a_part_is_not_comparable():
    changes = [*CHANGES, change("000009", "000009", "same", "000003")]
    assert predecessors_of_counties(changes)["000003"].kind == "not_comparable"


def test_a_county_is_gone_when_it_no_longer_exists_under_its_code():
    found = abolished_counties(CHANGES)
    assert set(found) == {"000002", "000004", "000008"}
    assert found["000004"] == ("name of 000004", ("000003",))


@pytest.fixture(scope="module")
def record() -> Catalogue:
    return load_catalogue(paths.DATA)


@pytest.mark.parametrize(
    ("code", "name", "codes", "kind"),
    [
        # The three park counties kept their bounds.
        ("130123", ("正定县",), ("130123",), "same"),
        ("371725", ("郓城县",), ("371725",), "same"),
        ("610422", ("三原县",), ("610422",), "same"),
        # Miyun became a district, Chongwen was merged into Dongcheng, Kangbashi was taken from Dongsheng.
        ("110118", ("密云县",), ("110228",), "recoded"),
        ("110101", ("东城区", "崇文区"), ("110101", "110103"), "merged"),
        ("150602", ("东胜区",), ("150602",), "not_comparable"),
        ("150603", ("东胜区",), ("150602",), "not_comparable"),
    ],
)
def test_counties_whose_history_is_known_are_followed_rightly(record, code, name, codes, kind):
    found = record.successors[code]
    assert (found.name_2010, found.codes, found.kind) == (name, codes, kind)


def test_every_county_of_2010_went_somewhere(record):
    from_2010 = {code for found in record.successors.values() for code in found.codes}
    assert len(from_2010) == 2857
    assert set(record.abolished) <= from_2010
    assert record.abolished["110103"] == ("崇文区", ("110101",))
    for code, (name, followers) in record.abolished.items():
        assert name, code
        assert set(followers) <= set(record.successors), code
