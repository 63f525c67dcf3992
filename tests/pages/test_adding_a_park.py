"""Is one row in the list of parks enough to light up a park everywhere, and one fewer to put it out?"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.pipeline.test_build import add_employment

from zone_atlas import paths
from zone_atlas.atlas import TABLES, Atlas, open_published
from zone_atlas.cli import main
from zone_atlas.pipeline.build import CATALOGUE, Report, checksums_of_tables, make_tables, publish_tables
from zone_atlas.store import read_json
from zone_atlas.ui.shell import context

from .conftest import LANGUAGES, Open, Visit
from .test_downloads import read

EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
LIST = "places/parks.csv"
# A county without a park in the list, taken for this test alone.
COUNTY, BEFORE = "320685", "320621"
ROW = {
    "park": "PARK-320685",
    "adcode": COUNTY,
    "county_zh": "海安市",
    "county_en": "Haian",
    "latitude": "32.5333",
    "longitude": "120.4597",
}


def write(path: Path, *added: dict[str, str], without: str = "") -> int:
    """Write the list of parks anew; returns the line of the last row."""
    with (paths.DATA / LIST).open(encoding="utf-8", newline="") as lines:
        known = csv.DictReader(lines)
        columns = list(known.fieldnames or ())
        rows = [row for row in known if row["park"] != without]
    with path.open("w", encoding="utf-8", newline="") as lines:
        out = csv.DictWriter(lines, columns, restval="", lineterminator="\n")
        out.writeheader()
        out.writerows([*rows, *added])
    return 1 + len(rows) + len(added)


@pytest.fixture(scope="module")
def another(published: Path, tmp_path_factory: pytest.TempPathFactory):
    """Return a function that opens the published tables with another list of parks beside them.

    No table depends on that list, which a test below holds: a build would write the same tables again.
    """

    def publish(*added: dict[str, str], without: str = "") -> Atlas:
        root = tmp_path_factory.mktemp("published")
        manifest = read_json(published / "manifest.json")
        folder = root / str(manifest["tables"])
        folder.mkdir()
        for name in TABLES:
            (folder / f"{name}.parquet").symlink_to(published / folder.name / f"{name}.parquet")
        shutil.copytree(published / folder.name / CATALOGUE, folder / CATALOGUE)
        write(folder / CATALOGUE / LIST, *added, without=without)
        # A build names its inputs anew, so that no chart drawn from others is shown.
        manifest["inputs"] = root.name
        (root / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return open_published(root)

    return publish


@pytest.fixture(scope="module")
def with_one_more(another) -> Atlas:
    """The atlas with one park more."""
    return another(ROW)


@pytest.fixture
def open_with(open_page: Open, monkeypatch: pytest.MonkeyPatch):
    """Return a function that opens a page on an atlas."""

    def opened(atlas: Atlas, page: str, language: str, **address: str) -> Visit:
        monkeypatch.setattr(context, "published_atlas", lambda: atlas)
        return open_page(page, language, **address).whole()

    return opened


def diamonds(visit: Visit, key: str) -> dict[str, str]:
    """Counties and names of the diamonds on a map."""
    traces = json.loads(visit.figures[f"{key}-plot"])["data"]
    (spots,) = [trace for trace in traces if trace.get("marker", {}).get("symbol") == "diamond"]
    return dict(zip(spots["customdata"], spots["text"], strict=True))


@EACH_LANGUAGE
def test_a_new_row_lights_up_on_every_map(open_with, with_one_more: Atlas, language: str) -> None:
    name = ROW[f"county_{language}"]
    for page, key in (("parks", "parks-map"), ("map", "map"), ("overview", "overview-map")):
        visit = open_with(with_one_more, page, language)
        found = diamonds(visit, key)
        assert len(found) == 4, page
        assert found[COUNTY] == name, page
        assert visit.t("map.parks", sourced=4, total=20) in visit.frames[key].notes


@EACH_LANGUAGE
def test_a_new_row_has_its_card_and_is_counted(open_with, with_one_more: Atlas, language: str) -> None:
    visit = open_with(with_one_more, "parks", language)
    assert visit.t("parks.statement", sourced=4, total=20) in visit.page_text
    assert visit.t("parks.statement.missing", sourced=4, total=20, open=16) in visit.page_text
    card = "\n".join(item.value for item in visit.app.get_by_key(f"park-{ROW['park']}").markdown)
    assert visit.t("parks.name.unread") in card
    visit.app.button(key=f"park-show-{ROW['park']}").click()
    assert visit.run().whole().address == {"county": COUNTY}


@EACH_LANGUAGE
def test_the_panel_and_the_extract_of_a_new_park_need_nothing_else(
    open_with, with_one_more: Atlas, language: str
) -> None:
    visit = open_with(with_one_more, "parks", language, county=COUNTY)
    name = with_one_more.places.set_index("place").loc[COUNTY, f"name_{language}"]
    assert {"parks-people", "parks-industries", "parks-change"} <= set(visit.frames)
    assert name in visit.frames["parks-people"].headline
    assert visit.t("parks.kind") in visit.page_text
    taken = read(visit.csv("parks-extract-download"))
    mine = taken[taken[visit.t("parks.extract.park")].eq(ROW["park"])]
    assert len(mine) >= 56
    assert (mine.iloc[:, 9] + mine.iloc[:, 10]).str.contains("https?://").all()
    assert taken[visit.t("parks.extract.park")].nunique() == 4
    # It now stands beside every other county.
    beside = open_with(with_one_more, "parks", language, county="610422").table("parks-people")
    assert name in beside.columns


@EACH_LANGUAGE
def test_a_row_taken_out_is_gone(open_with, another, language: str) -> None:
    visit = open_with(another(without="PARK-610422"), "parks", language)
    assert set(diamonds(visit, "parks-map")) == {"130123", "371725"}
    assert visit.t("parks.statement", sourced=2, total=20) in visit.page_text
    taken = read(visit.csv("parks-extract-download"))
    assert "610422" not in set(taken.iloc[:, 1])
    with pytest.raises(KeyError):
        visit.app.get_by_key("park-PARK-610422")


@EACH_LANGUAGE
def test_the_whole_list_makes_the_missing_part_go(open_with, another, atlas: Atlas, language: str) -> None:
    towns = sorted(atlas.catalogue.county_towns - {park.adcode for park in atlas.catalogue.parks.values()})
    rows = [{**ROW, "park": f"PARK-{town}", "adcode": town} for town in towns[:17]]
    visit = open_with(another(*rows), "parks", language)
    assert visit.t("parks.statement.complete", total=20) in visit.page_text
    assert visit.t("parks.complete") not in visit.page_text


@EACH_LANGUAGE
def test_a_row_with_the_code_of_2010_leads_to_the_county_of_today(open_with, another, language: str) -> None:
    old = another({**ROW, "adcode": BEFORE})
    visit = open_with(old, "parks", language, county=BEFORE)
    name = old.places.set_index("place").loc[COUNTY, f"name_{language}"]
    assert visit.t("parks.ended.open", county=name) in visit.page_text
    assert len(read(visit.csv("parks-extract-download"))) > 3 * 56
    assert open_with(old, "parks", language, county="610422").frames


@pytest.fixture
def buildable(data_dir: Path) -> Path:
    """The small data with the files that some functions read beyond what the indicators list."""
    add_employment(data_dir)
    shutil.copytree(paths.DATA / "boundaries", data_dir / "boundaries")
    return data_dir


def test_a_build_publishes_the_new_row_and_no_table_depends_on_it(buildable: Path, tmp_path: Path) -> None:
    before = checksums_of_tables(make_tables(buildable, Report()))
    # The small data know Xianyang and not Haian, and a park lies where its code says.
    xianyang = {"adcode": "610400", "latitude": "34.3296", "longitude": "108.7090"}
    write(buildable / LIST, {**ROW, **xianyang}, without="PARK-130123")
    publish_tables(buildable, tmp_path / "published", static_dir=tmp_path / "static")
    made = open_published(tmp_path / "published")
    assert made.catalogue.parks[ROW["park"]].adcode == "610400"
    assert "PARK-130123" not in made.catalogue.parks
    assert checksums_of_tables({name: getattr(made, name) for name in TABLES}) == before


@pytest.mark.parametrize(
    ("column", "value"), [("adcode", "999999"), ("adcode", "32062"), ("latitude", "132.5"), ("county_en", "")]
)
def test_a_wrong_row_is_named_with_file_row_and_column(data_dir: Path, column: str, value: str) -> None:
    row = write(data_dir / LIST, {**ROW, "adcode": "610400", column: value})
    result = CliRunner().invoke(main, ["check", str(data_dir)])
    assert result.exit_code == 1
    assert f"{LIST}:{row}:{column}" in result.output
