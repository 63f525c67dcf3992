"""Load the policy records: policies, yearly grades, facts, pathways, changes of counties."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zone_atlas import store
from zone_atlas.catalogue.policy_records import (
    Assessment,
    AssessmentYear,
    Fact,
    Measure,
    Pathway,
    Policy,
    Predecessors,
)
from zone_atlas.catalogue.tables import bilingual_pair, bilingual_text, rows_of_table

SPLIT = "split"


def load_policies(data_dir: Path) -> dict[str, Policy]:
    """Load the policy documents by identifier, in the order of the file.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    return {
        row["policy"]: Policy(
            id=row["policy"],
            addresses=tuple(filter(None, row["addresses"].split(";"))),
            zones=tuple(filter(None, row["zones"].split(";"))),
            event=bilingual_text(row, "event") if row["event_zh"] else None,
            title=bilingual_text(row, "title"),
            issuers=bilingual_text(row, "issuers"),
            summary=bilingual_text(row, "summary"),
            note=bilingual_text(row, "note"),
            **{name: row[name] for name in ("date", "number", "level", "status", "address")},
        )
        for row in rows_of_table(data_dir, "policies.csv")
    }


def load_assessments(data_dir: Path) -> tuple[Assessment, ...]:
    """Load grades and commendations in the order of the file.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    keep = ("zone", "place", "kind", "grade", "published", "number", "status", "address")
    return tuple(
        Assessment(
            year=int(row["year"]),
            entity=bilingual_text(row, "entity"),
            note=bilingual_text(row, "note"),
            **{name: row[name] for name in keep},
        )
        for row in rows_of_table(data_dir, "assessments.csv")
    )


def _parse_count(cell: str) -> int | None:
    return int(cell) if cell else None


def load_assessment_years(data_dir: Path) -> dict[int, AssessmentYear]:
    """Load the descriptions of the yearly assessments by year.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    return {
        int(row["year"]): AssessmentYear(
            year=int(row["year"]),
            assessed=int(row["assessed"]),
            note=bilingual_text(row, "note"),
            excellent_total=_parse_count(row["excellent_total"]),
            excellent_members=_parse_count(row["excellent_members"]),
            good_total=_parse_count(row["good_total"]),
            **{name: row[name] for name in ("scope", "found", "address")},
        )
        for row in rows_of_table(data_dir, "assessment_years.csv")
    }


def load_facts(data_dir: Path) -> tuple[Fact, ...]:
    """Load single facts in the order of the file, with the names of their items and units.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When one of the files cannot be read.
    KeyError
        When a fact names an unknown item or unit.
    """
    items = {row["item"]: row for row in rows_of_table(data_dir, "fact_items.csv")}
    names = {item: bilingual_text(row, "name") for item, row in items.items()}
    units = {row["unit"]: bilingual_text(row, "name") for row in rows_of_table(data_dir, "units.csv")}
    return tuple(
        Fact(
            id=row["fact"],
            year=int(row["period"][:4]),
            name=names[row["item"]],
            value=float(row["value"]),
            unit=units[row["unit"]],
            unit_id=row["unit"],
            status=items[row["item"]]["status"],
            area=bilingual_text(row, "area"),
            source=bilingual_text(row, "source"),
            note=bilingual_text(row, "note"),
            **{name: row[name] for name in ("place", "period", "item", "quality", "address")},
        )
        for row in rows_of_table(data_dir, "facts.csv")
    )


def _read_measure(entry: dict[str, Any]) -> Measure:
    return Measure(entry["id"], bilingual_pair(entry["text"]), entry.get("phase", ""))


def load_pathways(data_dir: Path) -> dict[str, Pathway]:
    """Load the pathways of the framework with their measures.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    loaded = store.read_yaml(data_dir / "framework.yaml", data_dir)
    return {
        p["id"]: Pathway(
            id=p["id"],
            answers=p["answers"],
            measures=tuple(map(_read_measure, p["measures"])),
            **{key: bilingual_pair(p[key]) for key in ("name", "summary", "basis")},
        )
        for p in loaded["pathways"]
    }


def predecessors_of_counties(changes: list[dict[str, str]]) -> dict[str, Predecessors]:
    """Counties of 2010 that each county of 2020 was made of.

    Parameters
    ----------
    changes : list of dict
        Rows of places/county_successors.csv: `code_2010`, `name_2010`, `codes_2020` and `part_moved_to` (codes
        joined by ';'), `kind`.

    Returns
    -------
    dict of str to Predecessors
        By the code of 2020.
    """
    whole: dict[str, list[dict[str, str]]] = {}
    part: dict[str, list[dict[str, str]]] = {}
    # A county that took or lost a part counts, in one census, people whom it does not count in the other.
    not_comparable: set[str] = set()
    for row in changes:
        codes, gained = row["codes_2020"].split(";"), list(filter(None, row["part_moved_to"].split(";")))
        for code in codes:
            whole.setdefault(code, []).append(row)
        for code in gained:
            part.setdefault(code, []).append(row)
        if row["kind"] == SPLIT or gained:
            not_comparable.update(codes, gained)
    return {
        code: _collect_predecessors(code, rows, code not in not_comparable)
        for code, rows in (part | whole).items()
    }


def _collect_predecessors(code: str, rows: list[dict[str, str]], comparable: bool) -> Predecessors:
    codes = tuple(row["code_2010"] for row in rows)
    kind = "merged" if len(codes) > 1 else "same" if codes == (code,) else "recoded"
    return Predecessors(
        codes, kind if comparable else "not_comparable", tuple(row["name_2010"] for row in rows)
    )


def abolished_counties(changes: list[dict[str, str]]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Counties of 2010 that no longer exist under their code.

    Parameters
    ----------
    changes : list of dict
        Rows of places/county_successors.csv.

    Returns
    -------
    dict of str to (str, tuple of str)
        Name and codes of the successors, by the code of 2010.
    """
    followed = ((row, tuple(row["codes_2020"].split(";"))) for row in changes)
    return {
        row["code_2010"]: (row["name_2010"], codes)
        for row, codes in followed
        if row["code_2010"] not in codes
    }


def policy_records(data_dir: Path) -> dict[str, Any]:
    """Load all policy records.

    Parameters
    ----------
    data_dir : Path
        The folder data/.

    Returns
    -------
    dict of str to Any
        Records by the names of the fields of `Catalogue`.

    Raises
    ------
    DataFaults
        When the file cannot be read.
    """
    changes = rows_of_table(data_dir, "places/county_successors.csv")
    return {
        "policies": load_policies(data_dir),
        "assessments": load_assessments(data_dir),
        "assessment_years": load_assessment_years(data_dir),
        "pathways": load_pathways(data_dir),
        "facts": load_facts(data_dir),
        "successors": predecessors_of_counties(changes),
        "abolished": abolished_counties(changes),
        "county_towns": frozenset(
            row["adcode"] for row in rows_of_table(data_dir, "places/county_towns.csv")
        ),
    }
