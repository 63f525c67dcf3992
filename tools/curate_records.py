"""Bring the table of what became of the counties of 2010 into the project's own schema.

Run by hand when the table is made anew: ``python tools/curate_records.py FACTS``.  The other records under ``data/``
(policies, grades, facts, pathways) are written by people and have no step that a program could take.
"""

from __future__ import annotations

from pathlib import Path

import click
import pandas as pd

DATA = Path(__file__).resolve().parents[1] / "data"
COLUMNS = ["code_2010", "name_2010", "codes_2020", "kind", "part_moved_to"]
# Units formed between the censuses that the table names by a code they no longer had at the end of 2020.
RECODED = {"542431": "540630"}


def known_parts(codes: str, known: set[str]) -> str:
    """Units that took a part, joined by ';'; those formed after 2020 did not, between the censuses."""
    parts = (RECODED.get(code, code) for code in codes.split("|"))
    return ";".join(code for code in parts if code in known)


def successors(table: pd.DataFrame, known: set[str]) -> pd.DataFrame:
    """One row a county of 2010: its code or codes at the end of 2020, and which other units took a part of it.

    Parameters
    ----------
    table : pd.DataFrame
        Texts in the columns adcode_2010, name_2010, adcode_2020 and part_moved_to (codes joined by '|'), kind.
    known : set of str
        Codes of places/places.csv.
    """
    return pd.DataFrame(
        {
            "code_2010": table["adcode_2010"],
            "name_2010": table["name_2010"],
            "codes_2020": table["adcode_2020"].str.replace("|", ";"),
            "kind": table["kind"],
            "part_moved_to": table["part_moved_to"].map(lambda codes: known_parts(codes, known)),
        }
    )[COLUMNS]


@click.command()
@click.argument("facts", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(facts: Path) -> None:
    """Write data/places/county_successors.csv from county_successors.csv in the folder FACTS."""
    table = pd.read_csv(facts / "county_successors.csv", dtype=str, keep_default_na=False)
    known = set(pd.read_csv(DATA / "places" / "places.csv", dtype=str)["adcode"])
    made = successors(table, known)
    made.to_csv(DATA / "places" / "county_successors.csv", index=False, lineterminator="\n")
    left_out = made["part_moved_to"].eq("") & table["part_moved_to"].ne("")
    click.echo(f"{len(made):,} counties; {left_out.sum()} gave a part only to units formed after 2020")


if __name__ == "__main__":
    main()
