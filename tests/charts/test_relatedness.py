"""Can the network be read: every name apart from the others, what is there told from what is not?"""

from itertools import combinations

import pandas as pd
import pytest

from zone_atlas.catalogue.rules import DRAWN_FROM
from zone_atlas.charts.base import theme
from zone_atlas.charts.relatedness import (
    COMPACT_ROOM,
    LARGEST,
    ROOM,
    SMALLEST,
    draw_relatedness,
    measure_industry_boxes,
    measure_mark,
    pick_named_industries,
    place_industries,
)
from zone_atlas.locales.messages import translate

HELD = ("mining", "utilities", "manufacturing", "health")
PHASES = {"hotels": "related", "finance": "related", "ict": "breakthrough"}


def nodes(spots: pd.DataFrame, language: str = "en", **other) -> pd.DataFrame:
    names = list(spots.index)
    frame = pd.DataFrame(
        {
            "id": names,
            "label": [translate(language, f"industry.{name}") for name in names],
            "x": spots["x"].to_numpy(),
            "y": spots["y"].to_numpy(),
            "share": [100 / 19] * len(names),
            "held": [name in HELD for name in names],
            "phase": [PHASES.get(name, "") for name in names],
            "hover": names,
        }
    )
    return frame.assign(**other)


@pytest.fixture(scope="module")
def edges(atlas):
    return atlas.network_edges


@pytest.fixture(scope="module")
def spots(atlas):
    return atlas.network_nodes.set_index("industry")


def drawn(edges, spots, **options):
    return draw_relatedness(nodes(spots), edges, "key", threshold=DRAWN_FROM, **options)


def trace(chart, name):
    return next(found for found in chart.data if found.name == name)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("compact", [False, True])
def test_no_name_or_mark_lies_on_another_and_all_lie_inside(spots, language, compact):
    table = nodes(spots, language)
    size, _ = measure_industry_boxes(table, compact=compact)
    where = place_industries(table, compact=compact)
    room = COMPACT_ROOM if compact else ROOM
    middle = {name: (spot.x, spot.y - 7) for name, spot in where.items()}
    extent = dict(zip(table["id"], size, strict=True))
    for name, (x, y) in middle.items():
        width, height = extent[name]
        assert width / 2 - 0.01 <= x <= room[0] - width / 2 + 0.01, name
        assert height / 2 - 0.01 <= y <= room[1] - height / 2 + 0.01, name
    for one, other in combinations(middle, 2):
        apart = [abs(a - b) for a, b in zip(middle[one], middle[other], strict=True)]
        need = (extent[one] + extent[other]) / 2
        assert apart[0] >= need[0] - 0.5 or apart[1] >= need[1] - 0.5, (one, other)


def test_industries_stand_at_the_same_spot_whatever_a_place_employs_in_them(spots):
    few = place_industries(nodes(spots), compact=False)
    many = place_industries(nodes(spots, share=60.0, held=True, phase=""), compact=False)
    assert few == many


def test_the_area_of_a_mark_grows_with_the_share_within_bounds():
    assert measure_mark(20) / measure_mark(5) == pytest.approx(2)
    assert measure_mark(0) == SMALLEST
    assert measure_mark(100) == LARGEST


def test_what_a_place_has_is_filled_and_what_it_lacks_is_open(edges, spots):
    chart = drawn(edges, spots)
    palette = theme.get_palette("light")
    held = trace(chart, "held")
    assert len(held.x) == len(HELD)
    assert held.marker.color == palette.driver
    for name, count in (("absent", 19 - len(HELD) - 3), ("related", 2), ("breakthrough", 1)):
        found = trace(chart, name)
        assert len(found.x) == count
        assert found.marker.color == palette.ground
    assert trace(chart, "related").marker.symbol != trace(chart, "breakthrough").marker.symbol
    assert trace(chart, "related").marker.line.color == palette.accent


def test_every_industry_is_named_on_a_screen_and_the_candidates_on_a_phone(edges, spots):
    wide = [note.text for note in drawn(edges, spots).layout.annotations]
    assert len(wide) == 19 + 1
    assert "<b>Finance</b>" in wide
    narrow = [note.text for note in drawn(edges, spots, compact=True).layout.annotations]
    assert {"<b>Finance</b>", "<b>Information & software</b>"} <= set(narrow)
    assert len(narrow) < len(wide)
    assert pick_named_industries(nodes(spots, phase="related"), compact=True) == set(spots.index)


def test_only_edges_from_the_threshold_on_are_full_lines(edges, spots):
    chart = drawn(edges, spots)
    runs = {name: sum(x is None for x in trace(chart, name).x) + 1 for name in ("tree", "edges")}
    weak = int((edges["proximity"] < DRAWN_FROM).sum())
    assert runs["tree"] == weak
    assert trace(chart, "tree").line.dash == "dot"
    assert trace(chart, "edges").line.dash == "solid"
    within = [e for e in edges.itertuples() if {e.industry, e.other} <= set(HELD)]
    held = trace(chart, "held edges")
    assert (sum(x is None for x in held.x) + 1 if held.x else 0) == len(within)


def test_a_click_and_a_pointer_find_every_industry(edges, spots):
    targets = trace(drawn(edges, spots), "targets")
    assert [row[0] for row in targets.customdata] == list(spots.index)
    assert list(targets.text) == list(spots.index)
