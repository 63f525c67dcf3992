"""What tests share: a small copy of data/ without fault, and the real tables, built once."""

from __future__ import annotations

import csv
import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from zone_atlas import paths
from zone_atlas.atlas import Atlas, open_published
from zone_atlas.catalogue.records import Catalogue
from zone_atlas.pipeline.build import is_stale, publish_tables

ZONES = {"LN-DL", "HA-W", "BJ-JX", "NX-NE"}
MEMBERS_AND_PROXIES = {"110000", "110107", "110109", "210200", "410300", "410400", "640100", "640200"}
PARKS = {"130123", "371725", "610422"}
CORRECTED = {"150703", "411100", "411122"}
PROVINCES = {"130000", "150000", "210000", "370000", "410000", "610000", "640000"}
PREFECTURES = {"130100", "150700", "371700", "610400"}
PLACES = MEMBERS_AND_PROXIES | PARKS | CORRECTED | PROVINCES | PREFECTURES
EMPLOYMENT = "census_emp_share_"
WHOLE = (
    "units.csv",
    "notes.csv",
    "series.csv",
    "sources.csv",
    "source_tables.csv",
    "framework.yaml",
    "assessment_years.csv",
    "fact_items.csv",
)


def _series_of(entry: dict) -> set[str]:
    if "ratio" in entry:
        return {*entry["ratio"]["numerator"], *entry["ratio"]["denominator"]}
    return {entry["mean"]["series"]} if "mean" in entry else set(entry["function"]["series"])


def _write_yaml(path: Path, content: dict) -> None:
    path.write_text(
        yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8"
    )


def _keep_rows(source: Path, target: Path, keep) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with (
        source.open(encoding="utf-8", newline="") as read,
        target.open("w", encoding="utf-8", newline="") as write,
    ):
        rows = csv.DictReader(read)
        out = csv.DictWriter(write, rows.fieldnames or (), lineterminator="\n")
        out.writeheader()
        out.writerows(row for row in rows if keep(row))


def _keep_indicators(source: Path, target: Path) -> set[str]:
    """Keep one indicator an element and the joins; return the series they need."""
    document = yaml.safe_load(source.read_text(encoding="utf-8"))
    first = {}
    for entry in document["indicators"]:
        first.setdefault(entry["element"], entry)
    document["indicators"] = list(first.values())
    _write_yaml(target, document)
    parts = {part["series"] for join in document["joins"] for part in join["parts"]}
    return parts.union(*(_series_of(entry) for entry in first.values()))


def _keep_breaks(path: Path, series: set[str]) -> None:
    """Keep of each declared break the series that the small folder has."""
    with path.open(encoding="utf-8", newline="") as read:
        rows = list(csv.DictReader(read))
    for row in rows:
        row["series"] = ";".join(s for s in row["series"].split(";") if s in {*series, "*"})
    with path.open("w", encoding="utf-8", newline="") as write:
        out = csv.DictWriter(write, rows[0].keys(), lineterminator="\n")
        out.writeheader()
        out.writerows(row for row in rows if row["series"])


@pytest.fixture(scope="session")
def small_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cut-down data folder; tests must not write to it."""
    target = tmp_path_factory.mktemp("small") / "data"
    target.mkdir()
    for name in WHOLE:
        shutil.copy(paths.DATA / name, target / name)
    keepers = {
        "places/places.csv": lambda row: row["adcode"] in PLACES,
        "places/zones.csv": lambda row: row["zone"] in ZONES,
        "places/zone_members.csv": lambda row: row["zone"] in ZONES,
        "places/parks.csv": lambda row: True,
        "places/series_breaks.csv": lambda row: row["place"] in PLACES,
        "places/county_successors.csv": lambda row: (
            {row["code_2010"], *row["codes_2020"].split(";")} <= PLACES
        ),
        "places/county_towns.csv": lambda row: row["adcode"] in PLACES,
        "policies.csv": lambda row: row["zones"] in ZONES | {""},
        "assessments.csv": lambda row: row["zone"] in ZONES and row["place"] in PLACES | {""},
        "facts.csv": lambda row: row["place"] in PLACES,
        "findings.csv": lambda row: row["category"] == "official_headline",
    }
    for name, keep in keepers.items():
        _keep_rows(paths.DATA / name, target / name, keep)
    series = _keep_indicators(paths.DATA / "indicators.yaml", target / "indicators.yaml")
    series |= {"share_primary", "share_secondary", "share_tertiary", "census_pop", "industrial_profit"}
    for path in sorted((paths.DATA / "observations").glob("*/*.csv")):
        if path.stem in series or (path.stem.startswith(EMPLOYMENT) and path.parent.name == "county"):
            _keep_rows(path, target / path.relative_to(paths.DATA), lambda row: row["place"] in PLACES)
    _keep_rows(
        paths.DATA / "reviewed_values.csv",
        target / "reviewed_values.csv",
        lambda row: row["place"] in PLACES and row["series"] in series,
    )
    _keep_breaks(target / "places" / "series_breaks.csv", series)
    register = yaml.safe_load((paths.DATA / "corrections.yaml").read_text(encoding="utf-8"))
    register["corrections"] = [entry for entry in register["corrections"] if entry["place"] in PLACES]
    _write_yaml(target / "corrections.yaml", register)
    return target


@pytest.fixture
def data_dir(small_data: Path, tmp_path: Path) -> Path:
    """A copy of the cut-down data folder that the test may change."""
    return shutil.copytree(small_data, tmp_path / "data")


@pytest.fixture(scope="session")
def installed_components() -> Iterator[None]:
    """Streamlit looks for components among all installed packages at each start; here it looks once."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        found = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found)
        yield


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables made from the shipped data: those of this installation when fresh, else built for these tests."""
    if not is_stale(paths.DATA, paths.PUBLISHED):
        return paths.PUBLISHED
    folder = tmp_path_factory.mktemp("real")
    publish_tables(paths.DATA, folder / "published", static_dir=folder / "static")
    return folder / "published"


@pytest.fixture(scope="session")
def atlas(published: Path) -> Atlas:
    """The published tables; they are shared, tests must not write to them."""
    return open_published(published)


@pytest.fixture(scope="session")
def catalogue(atlas: Atlas) -> Catalogue:
    """The records that were published with the tables."""
    return atlas.catalogue


@pytest.fixture(scope="session")
def load_tool() -> Callable[[str], ModuleType]:
    """Return a function that loads a script of tools/ by its name; scripts are not a package."""

    def load(name: str) -> ModuleType:
        # A script finds those beside it, as it does when it is run.
        if str(paths.ROOT / "tools") not in sys.path:
            sys.path.append(str(paths.ROOT / "tools"))
        spec = importlib.util.spec_from_file_location(f"tool_{name}", paths.ROOT / "tools" / f"{name}.py")
        assert spec and spec.loader
        tool = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(tool)
        return tool

    return load
