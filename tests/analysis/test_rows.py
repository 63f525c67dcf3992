"""Whatever is taken away has one shape, its unit, and the sources behind it."""

from __future__ import annotations

from zone_atlas.analysis import rows
from zone_atlas.catalogue.records import NOTES_JOINED_BY


def test_observations_keep_their_source_and_note(atlas) -> None:
    observed = atlas.observations[
        atlas.observations["place"].eq("340700") & atlas.observations["series"].eq("gdp")
    ]
    shaped = rows.of_observations(observed)
    assert list(shaped.columns) == rows.SHAPE
    assert list(shaped["sources"]) == list(observed["source_id"])
    assert list(shaped["value"]) == list(observed["value"])
    assert set(shaped["item"]) == {"gdp"}
    assert set(shaped["basis"]) == {"exact"}


def test_indicator_values_carry_their_unit_and_say_when_they_are_proxies(atlas) -> None:
    values = atlas.indicators[
        atlas.indicators["place"].eq("NX-NE") & atlas.indicators["indicator"].eq("b3_beds")
    ]
    shaped = rows.of_indicators(values, atlas.catalogue)
    assert list(shaped.columns) == rows.SHAPE
    assert set(shaped["unit"]) == {"beds_per_1e3"}
    assert dict(zip(shaped["basis"], shaped["note"], strict=True)) == {"exact": "", "proxy": "proxy"}


def test_a_score_names_the_sources_of_the_values_that_entered_it(atlas) -> None:
    mine = atlas.scores["place"].eq("230600") & atlas.scores["set"].eq("full") & atlas.scores["year"].eq(2020)
    scores = atlas.scores[mine & atlas.scores["node"].eq("B2.resource")]
    shaped = rows.of_scores(scores, atlas.normalised, atlas.indicators, atlas.catalogue)
    assert list(shaped["sources"]) == ["leiii_census_2020_yearbook"]
    assert list(shaped["unit"]) == ["score"]


def test_a_score_too_thin_to_rank_says_so_and_a_proxy_says_that(atlas) -> None:
    zone = atlas.scores["place"].eq("CQ-R") & atlas.scores["node"].eq("D3") & atlas.scores["set"].eq("full")
    shaped = rows.of_scores(atlas.scores[zone], atlas.normalised, atlas.indicators, atlas.catalogue)
    # What follows are the breaks of the year, each with its address.
    first = shaped["note"].str.partition(NOTES_JOINED_BY)[0]
    assert set(zip(shaped["basis"], first, strict=True)) == {("exact", "not_ranked"), ("proxy", "proxy")}


def test_every_score_has_a_source(atlas) -> None:
    """Of all zones and of every tenth city."""
    places = [*atlas.catalogue.zones, *sorted(set(atlas.scores["place"]))[::10]]
    for index_set in ("full", "trend", "core"):
        scores = atlas.scores[atlas.scores["set"].eq(index_set) & atlas.scores["place"].isin(places)]
        named = rows.score_sources(scores, atlas.normalised, atlas.indicators, atlas.catalogue)
        assert (named != "").all(), index_set
        known = set(atlas.catalogue.sources)
        assert all(set(text.split(";")) <= known for text in named.unique())


def test_every_break_of_an_indicator_or_a_score_leaves_with_its_reason(atlas) -> None:
    values = atlas.indicators[atlas.indicators["place"].isin(["SD-ZB", "JL-C", "370300"])]
    shape = rows.of_indicators(values, atlas.catalogue)
    assert values["breaks"].sum() > 20
    broken = shape.loc[values["breaks"].to_numpy(), "note"]
    assert broken.str.contains("break ").all()
    assert not shape.loc[~values["breaks"].to_numpy(), "note"].str.contains("break ").any()
    scores = atlas.scores[atlas.scores["place"].eq("JL-C") & atlas.scores["set"].eq("full")]
    notes = rows.of_scores(scores, atlas.normalised, atlas.indicators, atlas.catalogue)["note"]
    parted = scores["status"].eq("B").to_numpy()
    assert parted.any()
    assert notes[parted].str.contains("break ").all()
