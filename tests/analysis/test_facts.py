"""Which single facts answer a question about items, places and years?"""

from __future__ import annotations

from dataclasses import replace

from zone_atlas.analysis.facts import select_facts, subject_of_fact, years_of_period
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.policy_records import Fact
from zone_atlas.catalogue.text import Text

WORD = Text("某", "some")
FACT = Fact(
    "zones-2020-gdp", "", WORD, 2020, "2020", "gdp", WORD, 1.0, WORD, "1e8_yuan", "verified", WORD, "", WORD
)


def test_a_period_of_several_years_answers_for_each_of_them() -> None:
    fact = replace(FACT, period="2021-2024", year=2021)
    assert years_of_period(fact.period) == (2021, 2024)
    assert select_facts([fact], (), ("zones",), 2024, 2025) == [fact]
    assert select_facts([fact], (), ("zones",), 2025, 2025) == []
    assert years_of_period("2025-01/06") == (2025, 2025)


def test_items_and_places_narrow_and_no_items_mean_all() -> None:
    assert subject_of_fact(FACT) == "zones"
    assert subject_of_fact(replace(FACT, place="110000")) == "110000"
    assert select_facts([FACT], ("gdp",), ("zones",), 2020, 2020) == [FACT]
    assert select_facts([FACT], ("gdp_growth",), ("zones",), 2020, 2020) == []
    assert select_facts([FACT], (), ("110000",), 2020, 2020) == []


def test_every_fact_can_be_asked_for_by_a_code_of_its_own(atlas: Atlas) -> None:
    codes = {subject_of_fact(fact) for fact in atlas.catalogue.facts if not fact.place}
    assert codes == {"wansheng", "zones"}
