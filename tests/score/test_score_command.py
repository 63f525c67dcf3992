"""`zone-atlas score`: anyone's index from two files, whole or not at all."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zone_atlas.cli import main

FRAMEWORK = """\
nodes:
  - {id: index}
  - {id: a, parent: index, weight: 1}
  - {id: b, parent: index, weight: 2}
  - {id: a1, parent: a, weight: 1, name: noted by the author}
  - {id: a2, parent: a, weight: 3, direction: -1, goalposts: [0, 10], log: false}
  - {id: b1, parent: b}
"""
TABLE = """\
city,a1,a2,b1
Anshan,10,4,100
Benxi,20,6,300
Fuxin,30,8,200
"""


class Desk:
    """A folder with a framework and a table, and the command run on them."""

    def __init__(self, folder: Path) -> None:
        self.framework, self.data, self.out = (
            folder / name for name in ("framework.yaml", "data.csv", "scores.csv")
        )
        self.framework.write_text(FRAMEWORK, encoding="utf-8")
        self.data.write_text(TABLE, encoding="utf-8")

    def run(self, *options: str) -> Result:
        files = ["--framework", str(self.framework), "--data", str(self.data), "--out", str(self.out)]
        return CliRunner().invoke(main, ["score", *files, *options])

    def scores(self, *options: str) -> dict[str, dict[str, str]]:
        """Cells by unit and node, as they stand in the file."""
        done = self.run(*options)
        assert done.exit_code == 0, done.output
        with self.out.open(encoding="utf-8", newline="") as file:
            return {row["city"]: row for row in csv.DictReader(file)}

    def refusal(self, *options: str) -> str:
        """What a refused run says; nothing may be left behind."""
        before = sorted(path.name for path in self.out.parent.iterdir())
        done = self.run(*options)
        assert done.exit_code == 1, done.output
        assert done.stderr.endswith("nothing was written\n")
        assert sorted(path.name for path in self.out.parent.iterdir()) == before
        return done.stderr


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def numbers(row: dict[str, str], *nodes: str) -> list[float]:
    return [float(row[node]) for node in nodes]


def test_every_node_of_a_three_level_index_is_written_in_the_order_of_the_framework(desk: Desk) -> None:
    """a1: 0, 50, 100; a2 turned: 100, 50, 0; b1: 0, 100, 50. a = (a1 + 3·a2) / 4; index = (a + 2·b) / 3."""
    scores = desk.scores()
    assert list(scores["Benxi"]) == ["city", "index", "a", "b", "a1", "a2", "b1"]
    assert numbers(scores["Anshan"], "index", "a", "b", "a1", "a2", "b1") == pytest.approx(
        [25, 75, 0, 0, 100, 0]
    )
    assert numbers(scores["Benxi"], "index", "a", "b") == pytest.approx([250 / 3, 50, 100])
    assert numbers(scores["Fuxin"], "index", "a", "b") == pytest.approx([125 / 3, 25, 50])


def test_no_digit_is_lost(desk: Desk) -> None:
    scores = desk.scores()
    assert float(scores["Benxi"]["index"]) == (50.0 * (1 / 3) + 100.0 * (2 / 3)) / (1 / 3 + 2 / 3)


def test_a_published_index_comes_out_right(desk: Desk) -> None:
    """Human Development Report 2023/24 (UNDP), year 2022: index to three decimals."""
    desk.framework.write_text(
        """\
nodes:
  - {id: hdi}
  - {id: education, parent: hdi}
  - {id: life_expectancy, parent: hdi, goalposts: [20, 85]}
  - {id: expected_schooling, parent: education, goalposts: [0, 18]}
  - {id: mean_schooling, parent: education, goalposts: [0, 15]}
  - {id: gni_per_head, parent: hdi, goalposts: [100, 75000], log: true}
""",
        encoding="utf-8",
    )
    desk.data.write_text(
        """\
city,life_expectancy,expected_schooling,mean_schooling,gni_per_head
Afghanistan,62.879,10.70538475,2.514790058,1335.205733
Australia,83.579,21.0800209,12.72681999,49257.1352
Austria,82.412,16.36746025,12.30571367,56529.66329
China,78.587,15.21793605,8.106910446,18024.88747
""",
        encoding="utf-8",
    )
    means = "arithmetic,geometric"
    scores = desk.scores("--normalise", "goalposts", "--range", "0", "1", "--clip", "--aggregate", means)
    assert {unit: round(float(row["hdi"]), 3) for unit, row in scores.items()} == {
        "Afghanistan": 0.462,
        "Australia": 0.946,
        "Austria": 0.926,
        "China": 0.788,
    }


def test_methods_and_their_scales_are_those_asked_for(desk: Desk) -> None:
    ranged = desk.scores("--range", "1", "100", "--aggregate", "geometric")
    assert numbers(ranged["Anshan"], "a1", "a2") == [1, 100]
    assert numbers(ranged["Anshan"], "a") == pytest.approx([100**0.75])
    standard = desk.scores("--normalise", "zscore", "--centre", "50", "--spread", "10")
    assert numbers(standard["Fuxin"], "a1", "a2", "b1") == pytest.approx([60, 40, 50])
    ranks = desk.scores("--normalise", "rank")
    assert numbers(ranks["Benxi"], "a1", "a2", "b1") == pytest.approx([50, 50, 100])


def test_a_gap_is_left_out_and_told_and_a_unit_of_gaps_stays_empty(desk: Desk) -> None:
    desk.data.write_text(TABLE + "Jinzhou,,NA,\nDandong,25,,250\n", encoding="utf-8")
    scores = desk.scores()
    assert set(scores["Jinzhou"].values()) == {"Jinzhou", ""}
    assert scores["Dandong"]["a"] == scores["Dandong"]["a1"] == "75.0"
    assert "units with a gap: 2" in desk.run().stdout


def test_units_keep_their_names_and_columns_without_a_node_are_named(desk: Desk) -> None:
    desk.data.write_text(
        '"city","b1","a2","note","a1"\n"0412",1,2,x,3\n"0001",4,5,y,9\n', encoding="utf-8-sig"
    )
    assert list(desk.scores()) == ["0412", "0001"]
    assert "columns without a node, not used: note" in desk.run().stdout


def edit(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


WRONG_FRAMEWORKS = {
    "cycle": (
        "{id: a, parent: index",
        "{id: a, parent: a2",
        r"node a: it is its own ancestor \(a → a2 → a\); leave",
    ),
    "orphan": (
        "{id: b1, parent: b}",
        "{id: b1, parent: c}",
        "node b1: its parent c is not declared; add a node c",
    ),
    "two roots": (
        "{id: b, parent: index",
        "{id: b",
        "nodes index, b: only one may be without a parent; give",
    ),
    "duplicate": ("{id: b1,", "{id: a1,", "node a1: the id is used twice; rename"),
    "weights of nought": (
        "{id: b1, parent: b}",
        "{id: b1, parent: b, weight: 0}",
        "node b: the weights .* sum to 0; give",
    ),
    "negative weight": (
        "weight: 3",
        "weight: -3",
        "framework.yaml:6: node a2: weight -3 is not a number from 0 up; write",
    ),
    "weight in words": (
        "weight: 3",
        "weight: three",
        "framework.yaml:6: node a2: weight is 'three'; write a number",
    ),
    "weight of yes": ("weight: 3", "weight: yes", "node a2: weight is True; write a number"),
    "direction": ("direction: -1", "direction: down", "node a2: direction is 'down'; write a number"),
    "no direction": ("direction: -1", "direction: 0", "node a2: direction 0 is neither 1 nor -1"),
    "goalposts": ("[0, 10]", "[10, 0]", "node a2: goalposts .* the lower one first"),
    "one goalpost": ("[0, 10]", "[0]", r"node a2: goalposts are \[0\]; write \[low, high\]"),
    "logarithm": ("log: false", "log: 1", "node a2: log is 1; write true or false"),
    "misspelt key": (
        "log: false",
        "logs: true",
        "node a2: unknown key logs; the keys are id, parent, weight",
    ),
    "an id that YAML reads as yes or no": (
        "{id: b1,",
        "{id: no,",
        "a node's id is read as False; put it in quotes",
    ),
    "no id": ("{id: b1,", "{name: b1,", "framework.yaml:7: a node has no id; give it one"),
    "no node": ("  - {id: b1, parent: b}", "  - b1", "'b1' is not a node"),
    "no nodes": (
        "nodes:",
        "tree:",
        "framework.yaml:1:nodes: a list of nodes is expected under the key nodes",
    ),
    "no YAML": ("{id: b1,", "{id: b1", "framework.yaml:.*not valid YAML"),
    "direction of a group": (
        "weight: 2}",
        "weight: 2, direction: -1}",
        "node b: direction: -1 is for indicators only; remove",
    ),
}


@pytest.mark.parametrize("old, new, message", WRONG_FRAMEWORKS.values(), ids=WRONG_FRAMEWORKS)
def test_a_framework_that_cannot_be_used_names_the_node(desk: Desk, old: str, new: str, message: str) -> None:
    desk.framework.write_text(edit(FRAMEWORK, old, new), encoding="utf-8")
    assert re.search(message, desk.refusal())


WRONG_TABLES = {
    "missing column": (
        "city,a1",
        "city,other",
        "data.csv:1:a1: .* no column; add the column or remove the node",
    ),
    "constant": (
        "300\nFuxin,30,8,200",
        "100\nFuxin,30,8,100",
        "data.csv:b1: every unit has 100.*remove the node or mend",
    ),
    "text": ("Benxi,20", "Benxi,many", "data.csv:3:a1: 'many' is not a number; write it like 1234.5"),
    "thousands": ("Benxi,20", 'Benxi,"2,000"', "data.csv:3:a1: '2,000' is not a number"),
    "programmer's thousands": ("Benxi,20", "Benxi,2_000", "data.csv:3:a1: '2_000' is not a number"),
    "infinite": ("Benxi,20", "Benxi,inf", "data.csv:3:a1: 'inf' is not a number"),
    "duplicate unit": (
        "Fuxin",
        "Anshan",
        "data.csv:4:city: unit Anshan stands there twice; remove or rename one",
    ),
    "unit without a name": ("Fuxin", "", "data.csv:4:city: the unit has no name; name it or remove"),
    "column twice": (
        "city,a1,a2",
        "city,a1,a1",
        "data.csv:1:a1: the column stands there twice; remove or rename",
    ),
    "unit column named as a node": (
        "city",
        "index",
        "data.csv:1:index: the column of the units has the name of a node",
    ),
    "semicolons": (
        ",",
        ";",
        "data.csv:1: the columns are separated by semicolons; save the table as CSV UTF-8",
    ),
    "one column": (",", " ", "data.csv:1: one column only; separate the unit and the indicators by commas"),
    "ragged": ("Benxi,20,6,300", "Benxi,20,6", "data.csv:3: cannot be read as a table"),
}


@pytest.mark.parametrize("old, new, message", WRONG_TABLES.values(), ids=WRONG_TABLES)
def test_a_table_that_cannot_be_used_names_the_column(desk: Desk, old: str, new: str, message: str) -> None:
    desk.data.write_text(edit(TABLE, old, new), encoding="utf-8")
    assert re.search(message, desk.refusal())


def test_an_empty_column_is_named(desk: Desk) -> None:
    desk.data.write_text("city,a1,a2,b1\nAnshan,1,,3\nBenxi,2,,4\n", encoding="utf-8")
    assert "data.csv:a2: every cell is empty; fill the column or remove the node" in desk.refusal()


def test_a_score_cannot_come_as_a_column(desk: Desk) -> None:
    desk.data.write_text("city,a1,a2,b1,b\nAnshan,1,2,3,9\nBenxi,2,4,4,8\n", encoding="utf-8")
    assert "data.csv:1:b: this node has children, its score is computed" in desk.refusal()


def test_all_that_is_wrong_with_a_table_is_said_at_once(desk: Desk) -> None:
    desk.data.write_text("city,a1,a2\nAnshan,x,7\nBenxi,2,7\n", encoding="utf-8")
    message = desk.refusal()
    assert all(f"{column}: " in message for column in ("a1", "a2", "b1"))


def test_a_single_unit_is_scored_by_goalposts_and_by_nothing_else(desk: Desk) -> None:
    desk.data.write_text("city,a1,a2,b1\nAnshan,1,4,3\n", encoding="utf-8")
    assert "one unit only has a value" in desk.refusal()
    posts = edit(FRAMEWORK, "{id: a1,", "{id: a1, goalposts: [0, 4],").replace(
        "parent: b}", "parent: b, goalposts: [0, 6]}"
    )
    desk.framework.write_text(posts, encoding="utf-8")
    assert numbers(desk.scores("--normalise", "goalposts")["Anshan"], "a1", "a2", "b1") == [25, 60, 50]


def test_goalposts_that_are_missing_are_asked_for(desk: Desk) -> None:
    assert "node a1: it has no goalposts; write goalposts: [low, high]" in desk.refusal(
        "--normalise", "goalposts"
    )


def test_a_geometric_mean_of_nought_names_unit_and_node_and_the_way_out(desk: Desk) -> None:
    message = desk.refusal("--aggregate", "geometric")
    assert "node a: unit Anshan has 0 in a1, and a geometric mean needs scores above 0" in message
    assert "1 to 100" in message


WRONG_OPTIONS = {
    "range of z-scores": (
        ["--normalise", "zscore", "--range", "0", "1"],
        "--range: zscore has no range; leave it out, or shift scores by --centre and --spread",
    ),
    "range out of scale": (["--range", "0", "1e308"], "--range: out of scale; write numbers between"),
    "range wider than any number": (["--range", "-1e308", "1e308"], "--range: out of scale"),
    "spread out of scale": (["--normalise", "zscore", "--spread", "1e-200"], "--spread: out of scale"),
    "range upside down": (
        ["--range", "100", "0"],
        "--range: range 100 to 0 must be two numbers, the lower one first",
    ),
    "spread of min–max": (["--spread", "2"], "--centre, --spread: minmax has neither"),
    "spread of nought": (["--normalise", "zscore", "--spread", "0"], "the spread above 0"),
    "clipped z-scores": (["--normalise", "zscore", "--clip"], "--clip: zscore has no range to clip to"),
    "unknown mean": (
        ["--aggregate", "median"],
        "--aggregate: 'median' is none of arithmetic, geometric, harmonic",
    ),
    "too many means": (["--aggregate", "arithmetic,arithmetic,harmonic"], "3 methods for 2 levels"),
}


@pytest.mark.parametrize("options, message", WRONG_OPTIONS.values(), ids=WRONG_OPTIONS)
def test_options_that_contradict_each_other_are_refused(desk: Desk, options: list[str], message: str) -> None:
    assert message in desk.refusal(*options)


def test_a_file_that_is_not_there_is_named_with_its_option(desk: Desk) -> None:
    desk.data.unlink()
    assert re.search(r"data\.csv: there is no such file; correct --data", desk.refusal())
    desk.framework.unlink()
    assert re.search(r"framework\.yaml: there is no such file; correct --framework", desk.refusal())


def test_scores_from_before_stay_when_a_run_is_refused(desk: Desk) -> None:
    desk.scores()
    before = desk.out.read_bytes()
    desk.data.write_text(edit(TABLE, "Benxi,20", "Benxi,many"), encoding="utf-8")
    desk.refusal()
    assert desk.out.read_bytes() == before


def test_an_input_is_never_written_over(desk: Desk) -> None:
    desk.out = desk.data
    assert "is one of the inputs; choose another file" in desk.refusal()
    assert desk.data.read_text(encoding="utf-8") == TABLE


def test_a_place_that_cannot_be_written_is_named(desk: Desk) -> None:
    desk.out.mkdir()
    assert "cannot be written" in desk.refusal()


DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "index-engine.md"
EXAMPLES = DOCUMENT.read_text(encoding="utf-8").split("## Example ")[1:]


@pytest.mark.parametrize("section", EXAMPLES, ids=["human development", "three levels"])
def test_the_documented_examples_give_what_the_document_says(
    section: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in re.findall(r"^`(\S+)`\n\n```\w+\n(.*?)```", section, re.DOTALL | re.MULTILINE):
        Path(name).write_text(text, encoding="utf-8")
    command = re.search(r"```sh\nzone-atlas (.*)\n```", section)
    assert command
    arguments = command[1].split()
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    with Path(arguments[arguments.index("--out") + 1]).open(encoding="utf-8", newline="") as file:
        computed = {row[next(iter(row))]: row for row in csv.DictReader(file)}
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    rows = [row for row in rows if row[0] in computed]
    assert len(rows) == len(computed) == 4
    for unit, *cells in rows:
        nodes = ["a1", "a2", "b1", "b2", "a", "b", "index"] if len(cells) == 7 else ["hdi", "hdi"]
        for node, cell in zip(nodes, cells, strict=True):
            figure = computed[unit][node]
            digits = len(cell.partition(".")[2])
            assert figure == "" if cell == "–" else round(float(figure), digits) == float(cell)


def test_the_documented_python_scores_the_units_it_names() -> None:
    code = re.search(
        r"## From Python\n\n```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL
    )
    assert code
    names: dict = {}
    exec(code[1], names)
    # x has two thirds of the weight, y one; the third unit has no y and keeps the score of its x.
    index, coverage = names["scores"].of("index"), names["scores"].coverage_of("index")
    assert index == pytest.approx([1.0, 34 ** (2 / 3) * 100 ** (1 / 3), 100.0])
    assert list(coverage) == [1.0, 1.0, 0.5]
