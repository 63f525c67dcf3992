"""Show the relatedness of industries around one place: the network, and the proposals for the two phases."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from zone_atlas.analysis.pathways.specialisation import (
    BREAKTHROUGH,
    FIRST,
    KNOWLEDGE_INTENSIVE,
    LAST,
    NAMED,
    RELATED,
    candidate_industries,
    propose_industries,
)
from zone_atlas.atlas import Atlas
from zone_atlas.catalogue.bases import EXACT
from zone_atlas.catalogue.rules import DRAWN_FROM
from zone_atlas.charts.relatedness import draw_relatedness as network_chart
from zone_atlas.charts.rows.candidates import CandidateWords, draw_candidates
from zone_atlas.locales.messages import translate
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.blocks import downloads
from zone_atlas.ui.blocks.census_names import name_industries
from zone_atlas.ui.blocks.frame import FrameContent, Twin, show_frame
from zone_atlas.ui.pathways import specialisation
from zone_atlas.ui.pathways.specialisation import name_some_industries
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import escape_markdown

NAMED_PHASES = (RELATED, BREAKTHROUGH)


@remember_with_tables(maxsize=1024)
def candidates_of(atlas: Atlas, place: str) -> pd.DataFrame:
    """Return the absent industries of a place with their phase."""
    return candidate_industries(atlas.specialisation_of(place))


def show_network(ctx: Context, place: str) -> None:
    """Show the network with the place's industries filled in."""
    table = _network_industries(ctx.atlas, place)
    key = [t("pathways.key.held"), t("pathways.key.absent"), t("pathways.key.related")]
    key += [t("pathways.key.breakthrough"), t("pathways.key.size")]
    content = FrameContent(
        key="relatedness",
        headline=_network_finding(ctx, place, table),
        subtitle=t("pathways.network.subtitle", place=ctx.place(place), threshold=DRAWN_FROM),
        draw=lambda: network_chart(
            _network_nodes(ctx, table),
            ctx.atlas.network_edges,
            _key_in_two_lines(key) if ctx.phone else "\u2003".join(key),
            ctx.mode,
            threshold=DRAWN_FROM,
            compact=ctx.phone,
        ),
        notes=[t("pathways.note.network")],
        source_line=specialisation.source_line_of_shares(ctx, place),
        table=lambda: _pairs_twin(ctx),
        extract=downloads.prepare_extract(ctx, _pairs_rows(ctx, place)),
        file_name=downloads.file_name("relatedness", LAST),
        depends_on=ctx.seen(place, yearly=False),
        on_select=lambda: specialisation.open_industry("relatedness", place),
    )
    show_frame(content)


def _key_in_two_lines(key: list[str]) -> str:
    """Write the key on a phone, two entries per line."""
    return "<br>".join("\u2003".join(key[at : at + 2]) for at in range(0, len(key), 2))


@remember_with_tables(maxsize=1024)
def _network_industries(atlas: Atlas, place: str) -> pd.DataFrame:
    """Return the industries of a place in the last census with density and phase ('held': it is specialised in it)."""
    rows = atlas.specialisation_of(place)
    last = rows[rows["year"].eq(LAST)].astype({"industry": str})
    phases = candidates_of(atlas, place).set_index("industry")["phase"]
    table = last[["industry", "share", "national", "location_quotient", "density"]]
    return table.assign(phase=table["industry"].map(phases).fillna("held")).reset_index(drop=True)


def _network_nodes(ctx: Context, table: pd.DataFrame) -> pd.DataFrame:
    phase = table["phase"].where(table["phase"].isin(NAMED_PHASES), "")
    known = name_industries(ctx.view.language)
    spots = ctx.atlas.network_nodes.set_index("industry").reindex(table["industry"])
    return pd.DataFrame(
        {
            "id": table["industry"],
            "label": [known[name] for name in table["industry"]],
            "x": spots["x"].to_numpy(),
            "y": spots["y"].to_numpy(),
            "share": table["share"],
            "held": table["phase"].eq("held"),
            "phase": phase,
            "hover": _network_hovers(ctx, table),
        }
    )


def _network_hovers(ctx: Context, table: pd.DataFrame) -> list[str]:
    known, language = name_industries(ctx.view.language), ctx.view.language
    columns = ("industry", "share", "location_quotient", "density")
    return [
        translate(
            language,
            "pathways.network.hover",
            name=known[name],
            share=f"{share:.1f}",
            quotient=f"{quotient:.2f}",
            density=f"{density:.2f}",
        )
        for name, share, quotient, density in zip(*(table[c] for c in columns), strict=True)
    ]


def _network_finding(ctx: Context, place: str, table: pd.DataFrame) -> str:
    present = int(table["phase"].eq("held").sum())
    near = propose_industries(candidates_of(ctx.atlas, place), RELATED)
    facts = {"place": ctx.place(place), "held": present, "total": len(table)}
    if not near:
        return t("pathways.network.finding.none", **facts)
    return t("pathways.network.finding", **facts, names=name_some_industries(ctx, near))


def _pairs_twin(ctx: Context) -> Twin:
    """Return every pair of industries with its proximity in both censuses, the closest first."""
    wide, known = _network_pairs(ctx.atlas), name_industries(ctx.view.language)
    frame = pd.DataFrame(
        {
            t("pathways.industry"): [known[name] for name in wide["industry"]],
            t("pathways.other"): [known[name] for name in wide["other"]],
            t("pathways.proximity", year=LAST): wide[LAST].round(2),
            t("pathways.proximity", year=FIRST): wide[FIRST].round(2),
        }
    )
    return Twin(frame)


@remember_with_tables(maxsize=1)
def _network_pairs(atlas: Atlas) -> pd.DataFrame:
    text = atlas.relatedness.astype({"industry": str, "other": str})
    wide = text.pivot(index=["industry", "other"], columns="year", values="proximity").reset_index()
    return wide.sort_values(LAST, ascending=False, kind="stable").reset_index(drop=True)


def _pairs_rows(ctx: Context, place: str) -> Callable[[], pd.DataFrame]:
    labels = name_industries(ctx.view.language)
    measure, atlas = t("pathways.measure.proximity"), ctx.atlas
    unit, ids = t("pathways.unit.density"), ";".join(specialisation.sources_of_shares(atlas, place))

    def rows() -> pd.DataFrame:
        table = atlas.relatedness.astype({"industry": str, "other": str})
        pairs = zip(table["industry"], table["other"], strict=True)
        return pd.DataFrame(
            {
                "place": "",
                "year": table["year"],
                "item": [f"{measure} · {labels[a]} – {labels[b]}" for a, b in pairs],
                "value": table["proximity"],
                "unit": unit,
                "status": "A",
                "sources": ids,
                "note": "",
                "basis": EXACT,
            }
        )

    return rows


def show_candidates(ctx: Context, place: str) -> None:
    """Show every industry by its relatedness density, with the proposals for the two phases."""
    table = _network_industries(ctx.atlas, place).sort_values("density", ascending=False, kind="stable")
    words = CandidateWords(
        t("pathways.far"),
        t("pathways.close"),
        t("pathways.quotient.short"),
        t("pathways.candidates.key"),
    )
    content = FrameContent(
        key="candidates",
        headline=_candidates_finding(ctx, place),
        subtitle=t("pathways.candidates.subtitle", place=ctx.place(place)),
        draw=lambda: draw_candidates(_candidate_rows(ctx, table), words, ctx.mode, compact=ctx.phone),
        notes=[t("pathways.note.rule", count=NAMED)],
        source_line=specialisation.source_line_of_shares(ctx, place),
        table=lambda: _candidates_twin(ctx, place, table),
        extract=downloads.prepare_extract(
            ctx, specialisation.industry_rows(ctx, place, ("location_quotient", "density"))
        ),
        file_name=downloads.file_name("candidates", place),
        depends_on=ctx.seen(place, yearly=False),
        on_select=lambda: specialisation.open_industry("candidates", place),
    )
    show_frame(content)
    _rules_of_candidates()


def _rules_of_candidates() -> None:
    """Write the judgements behind the candidates."""
    texts = [t("pathways.note.knowledge"), t("pathways.note.bound")]
    st.markdown("\n".join(f"- :small[:gray[{escape_markdown(text)}]]" for text in texts))


def _candidates_finding(ctx: Context, place: str) -> str:
    table = candidates_of(ctx.atlas, place)
    near, far = (propose_industries(table, phase) for phase in NAMED_PHASES)
    if near:
        first = t(
            "pathways.candidates.related", place=ctx.place(place), names=name_some_industries(ctx, near)
        )
    else:
        first = t("pathways.candidates.related.none", place=ctx.place(place))
    if far:
        second = t(
            "pathways.candidates.breakthrough", names=name_some_industries(ctx, far, len(KNOWLEDGE_INTENSIVE))
        )
    elif set(near) & set(KNOWLEDGE_INTENSIVE):
        second = t("pathways.candidates.breakthrough.near")
    else:
        second = t("pathways.candidates.breakthrough.none")
    return t("sentence.join").join([first, second])


def _phase_mark(phase: str) -> str:
    return phase if phase in (*NAMED_PHASES, "held") else "other"


def _candidate_rows(ctx: Context, table: pd.DataFrame) -> pd.DataFrame:
    known = name_industries(ctx.view.language)
    return pd.DataFrame(
        {
            "id": table["industry"],
            "label": [known[name] for name in table["industry"]],
            "density": table["density"],
            "mark": [_phase_mark(phase) for phase in table["phase"]],
            "quotient": [f"{value:.2f}" for value in table["location_quotient"]],
            "hover": _network_hovers(ctx, table),
        }
    )


def _candidates_twin(ctx: Context, place: str, table: pd.DataFrame) -> Twin:
    known = name_industries(ctx.view.language)
    frame = pd.DataFrame(
        {
            t("pathways.industry"): [known[name] for name in table["industry"]],
            t("pathways.standing"): [t(f"pathways.mark.{phase}") for phase in table["phase"]],
            t("pathways.density"): table["density"].round(2).to_numpy(),
            t("pathways.quotient", year=LAST): table["location_quotient"].round(2).to_numpy(),
            t("pathways.share", year=LAST): table["share"].round(2).to_numpy(),
        }
    )
    names = list(table["industry"])
    return Twin(frame, lambda row, column: specialisation.open_share_card(place, names[row]))
