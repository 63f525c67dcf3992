"""Offer everything the Lab shows in one file."""

from __future__ import annotations

from collections.abc import Callable

from zone_atlas.analysis.lab import extract
from zone_atlas.analysis.lab.ranks import SEED
from zone_atlas.export.write import Extract
from zone_atlas.index.sensitivity import FACTORS
from zone_atlas.locales.messages import translate
from zone_atlas.ui.blocks import downloads, sources
from zone_atlas.ui.lab import results, saved
from zone_atlas.ui.lab.query import LabQuery
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t


def take_away(ctx: Context, query: LabQuery) -> None:
    """Draw the button of the one file with everything the Lab shows."""
    downloads.offer_download(
        "lab",
        downloads.file_name("lab-all", query.lab.index, query.lab.year),
        _make_lab_file(ctx, query),
        label=t("lab.extract"),
        prominent=True,
        help_text=t("lab.extract.help"),
    )


def _make_lab_file(ctx: Context, query: LabQuery) -> Callable[[], Extract]:
    """Return what makes the file when the reader clicks, outside the page: session state is read before."""
    language, choices = ctx.view.language, query.listed_choices()
    headings = {name: saved.heading_of_choice(name) for name in choices}
    basis = (results.ranks_subtitle(query), sources.source_line_of_nodes(ctx, query.lab.dimensions))

    def named(code: str) -> str:
        if code in FACTORS:
            return translate(language, f"lab.factor.{code}")
        return headings.get(code) or (ctx.place(code) if code in query.lab.zones else ctx.node(code))

    def download() -> Extract:
        rows = extract.lab_extract(query.lab, query.choice, query.variation, choices)
        rows["part"] = rows["part"].map(lambda code: translate(language, f"lab.part.{code}"))
        rows["measure"] = rows["measure"].map(lambda code: translate(language, f"lab.measure.{code}"))
        for column in ("item", "other"):
            rows[column] = rows[column].map({code: code and named(code) for code in rows[column].unique()})
        inputs = ctx.atlas.manifest["inputs"][:12]
        made = translate(language, "lab.extract.seed", seed=SEED, inputs=inputs)
        rows.columns = [translate(language, f"lab.extract.{column}") for column in rows.columns]
        rows[translate(language, "lab.extract.note")] = " · ".join((*basis, made))
        return Extract(rows)

    return download
