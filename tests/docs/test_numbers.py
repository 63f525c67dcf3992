"""Are the numbers that the READMEs and the texts of the app state those of the data?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from zone_atlas import paths
from zone_atlas.analysis.census.parks import COUNTY_TOWNS_NAMED, PARKS_IN_PROGRAMME
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.load_places import load_breaks
from zone_atlas.catalogue.records import COHORTS, Catalogue
from zone_atlas.catalogue.tables import rows_of_table
from zone_atlas.charts.base.place_styles import MOST_PLACES
from zone_atlas.index.uncertainty import DRAWS
from zone_atlas.locales.messages import messages_of as messages
from zone_atlas.locales.messages import translate
from zone_atlas.ui.overview import count_designated, count_zones_by_cohort
from zone_atlas.ui.shell.language import STANDING_FACTS

from .conftest import READMES, read_text

EACH_README = pytest.mark.parametrize("language", READMES)
# What a measurement by the benchmarks found, and not the data: they say how it is measured again.
MEASURED = {"1,000"}
CHONGQING, BEIJING = "50", "11"
UNEXPLAINED = "The level departs from real growth; no reason found"
LEVELS = {
    "city": ("prefecture-level cities (four municipalities included)", "地级城市（含四个直辖市）"),
    "county": (
        "counties and districts: censuses of 2010 and 2020, yearbook tables of county-level cities 2020–2023",
        "县区：2010 年和 2020 年人口普查，县级市 2020–2023 年年鉴表",
    ),
    "district": (
        "districts that belong to a zone: innovation and entrepreneurship index",
        "属于示范区的市辖区：创新创业指数",
    ),
}
DISPOSITIONS = {
    "replace": ("replaced", "更正"),
    "withdraw": ("withdrawn", "撤下"),
    "low_reliability": ("low reliability", "低可靠"),
    "estimated": ("estimated", "估计"),
    "break": ("break", "断点"),
    "real": ("real", "属实"),
}
# Small numbers as a sentence writes them out.
NUMERALS = {
    2: ("two", "两"),
    3: ("three", "三"),
    4: ("four", "四"),
    5: ("five", "五"),
    6: ("six", "六"),
    7: ("seven", "七"),
    8: ("eight", "八"),
}
Pair = tuple[str, str]


def count_observations(atlas: Atlas) -> Iterator[Pair]:
    """How many observations there are, of what, and by level."""
    table, series = atlas.observations, len(atlas.catalogue.series)
    total, first, last = f"{len(table):,}", table["year"].min(), table["year"].max()
    yield (
        f"{total} observations in {series} series, {first}–{last}",
        f"共 {total} 条观测值，{series} 个序列，{first}–{last} 年",
    )
    for level, names in LEVELS.items():
        part = table[table["level"] == level]
        cells = f"{len(part):,} | {part['place'].nunique():,} | {part['series'].nunique()}"
        yield f"| {names[0]} | {cells} |", f"| {names[1]} | {cells} |"


def count_catalogue(catalogue: Catalogue) -> Iterator[Pair]:
    """Indicators, elements, sources, documents, parks."""
    indicators, elements = len(catalogue.indicators), len(catalogue.elements)
    of = [(d, len(catalogue.indicators_of(d))) for d in catalogue.dimensions]
    yield (
        f"{indicators} indicators of {elements} elements: " + ", ".join(f"{d} {n}" for d, n in of),
        f"{indicators} 个指标，分属 {elements} 个要素：" + "，".join(f"{d} {n} 个" for d, n in of),
    )
    yield f"holds {len(catalogue.sources)} source records", f"{len(catalogue.sources)} 条来源记录"
    yield f"{len(catalogue.policies)} documents", f"{len(catalogue.policies)} 份文件"
    parks = len(catalogue.parks)
    yield (
        f"{parks} of the {PARKS_IN_PROGRAMME} county-town parks are sourced",
        f"{PARKS_IN_PROGRAMME} 个县城园区中有据可查的只有 {parks} 个",
    )
    yield f"{DRAWS:,} draws", f"{DRAWS:,} 次抽样"


def count_zones(catalogue: Catalogue) -> Iterator[Pair]:
    """Zones by cohort and members by what they are."""
    zones = catalogue.zones.values()
    members = [member for zone in zones for member in zone.members]
    cohort = Counter(zone.cohort for zone in zones)
    cities = sum(member.whole_city for member in members)
    districts = Counter(m.adcode[:2] for m in members if m.coverage in ("district", "part_of_district"))
    assert cities + sum(districts.values()) + 1 == len(members)
    there, near = districts[CHONGQING], districts[BEIJING]
    years = [(cohort[year], year) for year in COHORTS]
    yield (
        f"The {len(zones)} zones ({', '.join(f'{n} of {year}' for n, year in years)}) have {len(members)} members: "
        f"{cities} whole cities, {there} districts of Chongqing, {near} of Beijing, and the Ningdong base",
        f"{len(zones)} 个示范区（{'，'.join(f'{year} 年 {n} 个' for n, year in years)}）有 {len(members)} 个成员："
        f"{cities} 个整市、{there} 个重庆市辖区、{near} 个北京市辖区，以及宁东基地",
    )
    yield f"on China's {len(zones)} industrial", f"关于全国{len(zones)}个产业转型升级示范区"


def count_reviews(catalogue: Catalogue) -> Iterator[Pair]:
    """What the examination of values came to."""
    series = catalogue.series.values()
    compared = sum(s.swing is not None for s in series)
    yield f"in {compared} of the {len(series)} series", f"{len(series)} 个序列中有 {compared} 个"
    reviews = catalogue.reviews.values()
    dispositions = Counter(review.disposition for review in reviews)
    assert dispositions.keys() == DISPOSITIONS.keys()
    for code, names in DISPOSITIONS.items():
        yield f"| {names[0]} | {dispositions[code]:,} |", f"| {names[1]} | {dispositions[code]:,} |"
    members = {member.adcode for zone in catalogue.zones.values() for member in zone.members}
    of_members = sum(review.place in members for review in reviews)
    total, earlier = f"{len(reviews):,}", len(catalogue.corrections)
    yield (
        f"These {total} are in `data/reviewed_values.csv`, {of_members} of them of zone members; {earlier} earlier",
        f"以上 {total} 条登记在 `data/reviewed_values.csv`，其中示范区成员 {of_members} 条；较早的 {earlier} 条",
    )


def count_breaks(catalogue: Catalogue) -> Iterator[Pair]:
    """Declared breaks, and those for which no reason was found."""
    declared = rows_of_table(paths.DATA, "places/series_breaks.csv")
    provinces = sum(catalogue.places[row["place"]].level == "province" for row in declared)
    single = f"{len(catalogue.breaks):,}"
    assert len(load_breaks(paths.DATA, catalogue.places)) <= len(catalogue.breaks)
    yield (
        f"{len(declared)} rows, of which {provinces} hold for whole provinces, stand for {single} breaks",
        f"{len(declared)} 条，其中 {provinces} 条适用于全省，合计涉及各市各序列 {single} 处",
    )
    unexplained = {b.place for b in catalogue.breaks if b.reason.en == UNEXPLAINED}
    yield (
        f"in {len(unexplained)} cities for no reason that was found",
        f"另有 {len(unexplained)} 个城市原因未明",
    )


def count_sets(atlas: Atlas) -> Iterator[Pair]:
    """Indicators and years of the three sets."""
    for name in ("full", "trend", "core"):
        size = sum(name in indicator.sets for indicator in atlas.catalogue.indicators.values())
        years = atlas.scores.loc[atlas.scores["set"] == name, "year"]
        row = f"| `{name}` | {size} | {years.min()}–{years.max()} |"
        yield row, row


def count_choices() -> Iterator[Pair]:
    """How many places may be compared at once."""
    english, chinese = NUMERALS[MOST_PLACES]
    yield f"up to {english} zones, cities and counties", f"最多{chinese}个示范区、城市、县"
    yield f"up to {english} zone ids and adcodes", f"最多{chinese}个示范区代号"


def sentences(atlas: Atlas) -> list[Pair]:
    """What the READMEs have to say, in English and Chinese, with the numbers of the data."""
    catalogue = atlas.catalogue
    counted = (count_catalogue, count_zones, count_reviews, count_breaks)
    of_catalogue = [pair for count in counted for pair in count(catalogue)]
    return [*count_observations(atlas), *of_catalogue, *count_sets(atlas), *count_choices()]


def unwrapped(text: str) -> str:
    """Return a text without its line ends: a blank in English, nothing after a Chinese sign."""
    return re.sub(r"\s*\n\s*", " ", text)


@EACH_README
def test_the_numbers_of_the_readme_are_those_of_the_data(atlas: Atlas, language: str) -> None:
    text = unwrapped(read_text(READMES[language])).replace(" ", "")
    expected = [pair[language == "zh"] for pair in sentences(atlas)]
    assert [sentence for sentence in expected if sentence.replace(" ", "") not in text] == []


@EACH_README
def test_every_large_number_of_the_readme_is_counted_here(atlas: Atlas, language: str) -> None:
    large = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
    known = {n for pair in sentences(atlas) for n in large.findall(pair[language == "zh"])}
    assert set(large.findall(read_text(READMES[language]))) - MEASURED == known


def test_the_texts_of_the_app_take_their_counts_from_the_data(catalogue: Catalogue) -> None:
    """Only the box "About" has its number written out: it is drawn before the tables are opened."""
    counted = re.compile(
        r"\b(\d+) (?:industrial transformation and upgrading demonstration )?"
        r"(?:zones|members|whole cities|districts|county-town|indicators|elements|series|sources|documents)"
        r"|(\d+) ?个(?:产业转型|示范区|成员|整市|县城|园区|指标|要素|序列)|(\d+) ?份文件"
    )
    found = {
        (language, key): ["".join(groups) for groups in counted.findall(text)]
        for language in ("en", "zh")
        for key, text in messages(language).items()
    }
    written = {key: numbers for key, numbers in found.items() if numbers}
    zones = [str(len(catalogue.zones))]
    assert written == {("en", "app.about"): zones, ("zh", "app.about"): zones}


def test_no_text_types_a_year_or_a_share_that_the_rules_state() -> None:
    """A new year is data and one constant: texts name it as `{last_year}`."""
    stated = "|".join(
        str(fact) if name.endswith("_year") else f"{fact} ?%" for name, fact in STANDING_FACTS.items()
    )
    typed = re.compile(rf"(?<!\d)(?:{stated})(?!\d)")
    found = {
        (lang, key): typed.findall(text) for lang in ("en", "zh") for key, text in messages(lang).items()
    }
    assert {key: numbers for key, numbers in found.items() if numbers} == {}


def test_the_box_about_the_zones_counts_them(catalogue: Catalogue) -> None:
    counts = count_designated(catalogue)
    assert counts["cities"] + counts["districts"] + 1 == counts["members"]  # and the Ningdong base
    by_cohort = count_zones_by_cohort(catalogue)
    # Worked out by hand: the cohorts are closed.
    assert (by_cohort[2017], by_cohort[2019]) == (12, 8)
    assert sum(by_cohort.values()) == counts["zones"] == len(catalogue.zones)
    assert counts["sourced"] == len(catalogue.parks)
    for language, batches in zip(("en", "zh"), NUMERALS[len(COHORTS)], strict=True):
        text = translate(language, "about.text", **counts, cohorts="")
        stated = [int(number) for number in re.findall(r"(?<!\d)\d{1,3}(?!\d)", text)]
        assert stated == [
            counts[name] for name in ("zones", "total", "sourced", "members", "cities", "districts")
        ]
        assert {"en": f"in {batches} cohorts", "zh": f"分{batches}批"}[language] in text


def test_the_citation_and_the_page_on_the_data_count_what_the_data_hold(catalogue: Catalogue) -> None:
    counts = count_designated(catalogue)
    parks, towns = counts["sourced"], len(catalogue.county_towns)
    promised = {
        "CITATION.cff": [f"on China's {counts['zones']} industrial"],
        "data/README.md": [
            f"{parks} of {PARKS_IN_PROGRAMME} are sourced",
            f"{towns} of {COUNTY_TOWNS_NAMED}: complete",
            f"the {counts['districts']} districts of zones",
        ],
    }
    missing = {
        name: [sentence for sentence in said if sentence not in unwrapped(read_text(paths.ROOT / name))]
        for name, said in promised.items()
    }
    assert missing == {name: [] for name in promised}
