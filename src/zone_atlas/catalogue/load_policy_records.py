"""Load the records of documents: policies, yearly grades, facts, pathways, changes of counties."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zone_atlas import store
from zone_atlas.catalogue import policy_records as d
from zone_atlas.catalogue.tables import pair, rows, text

SPLIT = "split"


def load_policies(data_dir: Path) -> dict[str, d.Policy]:
    """Policy documents by identifier, in the order of the file."""
    return {
        row["policy"]: d.Policy(
            id=row["policy"],
            addresses=tuple(filter(None, row["addresses"].split(";"))),
            zones=tuple(filter(None, row["zones"].split(";"))),
            event=text(row, "event") if row["event_zh"] else None,
            title=text(row, "title"),
            issuers=text(row, "issuers"),
            summary=text(row, "summary"),
            note=text(row, "note"),
            **{name: row[name] for name in ("date", "number", "level", "status", "address")},
        )
        for row in rows(data_dir, "policies.csv")
    }


def load_assessments(data_dir: Path) -> tuple[d.Assessment, ...]:
    """Grades and commendations in the order of the file."""
    keep = ("zone", "place", "kind", "grade", "published", "number", "status", "address")
    return tuple(
        d.Assessment(
            year=int(row["year"]),
            entity=text(row, "entity"),
            note=text(row, "note"),
            **{name: row[name] for name in keep},
        )
        for row in rows(data_dir, "assessments.csv")
    )


def _count(cell: str) -> int | None:
    return int(cell) if cell else None


def load_assessment_years(data_dir: Path) -> dict[int, d.AssessmentYear]:
    """What is known of each yearly assessment as a whole."""
    return {
        int(row["year"]): d.AssessmentYear(
            year=int(row["year"]),
            assessed=int(row["assessed"]),
            note=text(row, "note"),
            excellent_total=_count(row["excellent_total"]),
            excellent_members=_count(row["excellent_members"]),
            good_total=_count(row["good_total"]),
            **{name: row[name] for name in ("scope", "found", "address")},
        )
        for row in rows(data_dir, "assessment_years.csv")
    }


def load_facts(data_dir: Path) -> tuple[d.Fact, ...]:
    """Single facts in the order of the file, with the names of their items and units."""
    items = {row["item"]: row for row in rows(data_dir, "fact_items.csv")}
    names = {item: text(row, "name") for item, row in items.items()}
    units = {row["unit"]: text(row, "name") for row in rows(data_dir, "units.csv")}
    return tuple(
        d.Fact(
            id=row["fact"],
            year=int(row["period"][:4]),
            name=names[row["item"]],
            value=float(row["value"]),
            unit=units[row["unit"]],
            unit_id=row["unit"],
            status=items[row["item"]]["status"],
            area=text(row, "area"),
            source=text(row, "source"),
            note=text(row, "note"),
            **{name: row[name] for name in ("place", "period", "item", "quality", "address")},
        )
        for row in rows(data_dir, "facts.csv")
    )


def _measure(entry: dict[str, Any]) -> d.Measure:
    return d.Measure(entry["id"], pair(entry["text"]), entry.get("phase", ""))


def load_pathways(data_dir: Path) -> dict[str, d.Pathway]:
    """Pathways of the framework with their measures."""
    loaded = store.read_yaml(data_dir / "framework.yaml", data_dir)
    return {
        p["id"]: d.Pathway(
            id=p["id"],
            answers=p["answers"],
            measures=tuple(map(_measure, p["measures"])),
            **{key: pair(p[key]) for key in ("name", "summary", "basis")},
        )
        for p in loaded["pathways"]
    }


def predecessors(changes: list[dict[str, str]]) -> dict[str, d.Predecessors]:
    """What each county of 2020 was made of.

    Parameters
    ----------
    changes : list of dict
        Rows of places/county_successors.csv: `code_2010`, `name_2010`, `codes_2020` and `part_moved_to` (codes
        joined by ';'), `kind`.
    """
    whole: dict[str, list[dict[str, str]]] = {}
    part: dict[str, list[dict[str, str]]] = {}
    # A county that took or lost a part holds, in one census, people whom it does not hold in the other.
    apart: set[str] = set()
    for row in changes:
        codes, gained = row["codes_2020"].split(";"), list(filter(None, row["part_moved_to"].split(";")))
        for code in codes:
            whole.setdefault(code, []).append(row)
        for code in gained:
            part.setdefault(code, []).append(row)
        if row["kind"] == SPLIT or gained:
            apart.update(codes, gained)
    return {code: _predecessors(code, of, code in apart) for code, of in (part | whole).items()}


def _predecessors(code: str, of: list[dict[str, str]], apart: bool) -> d.Predecessors:
    codes = tuple(row["code_2010"] for row in of)
    kind = "merged" if len(codes) > 1 else "same" if codes == (code,) else "recoded"
    return d.Predecessors(codes, "not_comparable" if apart else kind, tuple(row["name_2010"] for row in of))


def gone(changes: list[dict[str, str]]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Counties of 2010 that no longer exist under their code: name and the codes that followed."""
    followed = ((row, tuple(row["codes_2020"].split(";"))) for row in changes)
    return {
        row["code_2010"]: (row["name_2010"], codes)
        for row, codes in followed
        if row["code_2010"] not in codes
    }


def records(data_dir: Path) -> dict[str, Any]:
    """All of them, by the names of the fields of `Catalogue`."""
    changes = rows(data_dir, "places/county_successors.csv")
    return {
        "policies": load_policies(data_dir),
        "assessments": load_assessments(data_dir),
        "assessment_years": load_assessment_years(data_dir),
        "pathways": load_pathways(data_dir),
        "facts": load_facts(data_dir),
        "successors": predecessors(changes),
        "gone": gone(changes),
        "county_towns": frozenset(row["adcode"] for row in rows(data_dir, "places/county_towns.csv")),
    }
