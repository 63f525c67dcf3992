"""Read which documents of the policy record the reader asks for, and select them."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from zone_atlas.analysis.policy import record
from zone_atlas.catalogue.framework import BOTTLENECK, DRIVER
from zone_atlas.catalogue.policy_records import POLICY_LEVELS
from zone_atlas.catalogue.records import Policy
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.choices import draw_choice_pills
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import number, t
from zone_atlas.ui.shell.markdown import quiet_markdown

PART_KINDS = (DRIVER, BOTTLENECK, "pathway")
# The page that shows the parts of a kind.
PAGES = {DRIVER: "drivers", BOTTLENECK: "bottlenecks", "pathway": "pathways"}
OWN = ("addresses", "level", "zone")
_ZONE = "policies-zone"
_ZONE_REQUESTED = "policies-zone-requested"
_CARD = "policies-card"


@dataclass(frozen=True)
class PolicyQuery:
    """The reader's filters, and the documents that pass them in order of time."""

    parts: tuple[str, ...]
    levels: tuple[str, ...]
    zone: str
    policy: str
    documents: tuple[Policy, ...]
    passing: tuple[Policy, ...]

    @property
    def narrowed(self) -> bool:
        """Say whether any filter is set."""
        return bool(self.parts or self.levels or self.zone)


def parts_of(ctx: Context, kind: str = "") -> tuple[str, ...]:
    """Return the parts of the framework of a kind, or all nine in its order."""
    pathways = tuple(ctx.atlas.catalogue.pathways) if kind in ("", "pathway") else ()
    dimensions = () if kind == "pathway" else tuple(d.id for d in ctx.dimensions(kind))
    return (*dimensions, *pathways)


def kind_of_part(ctx: Context, part: str) -> str:
    """Return the kind of a part: 'driver', 'bottleneck' or 'pathway'."""
    dimension = ctx.atlas.catalogue.dimensions.get(part)
    return dimension.kind if dimension else "pathway"


def part_name(ctx: Context, part: str, *, short: bool = False) -> str:
    """Return the name of a part in the reader's language."""
    pathway = ctx.atlas.catalogue.pathways.get(part)
    if pathway:
        return pathway.name.of(ctx.view.language)
    return ctx.short(part) if short else ctx.node(part)


def ask_policies(ctx: Context) -> PolicyQuery:
    """Draw the filters, say how many documents pass, and return the query."""
    catalogue = ctx.atlas.catalogue
    documents = tuple(record.in_order(catalogue.policies.values()))
    parts = _choose_parts(ctx)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        levels = _choose_levels()
        zone = _requested_zone(ctx)
    named = record.documents_of(catalogue, zone) if zone else None
    passing = tuple(record.documents_passing(documents, parts, levels, named))
    query = PolicyQuery(parts, levels, zone, _open_document(documents), documents, passing)
    st.markdown(quiet_markdown(_show_count(ctx, query)))
    return query


def _choose_parts(ctx: Context) -> tuple[str, ...]:
    parameter = state.Parameter("addresses", "multi", parts_of(ctx), ())
    chosen = tuple(state.register_parameter(parameter))
    labels = {
        part: f"{t(f'policies.mark.{kind_of_part(ctx, part)}')} {part_name(ctx, part, short=True)}"
        for part in parts_of(ctx)
    }
    draw_choice_pills(
        parameter, t("policies.filter.parts"), labels, help_text=t("policies.filter.parts.help")
    )
    return chosen


def _choose_levels() -> tuple[str, ...]:
    parameter = state.Parameter("level", "multi", POLICY_LEVELS, ())
    chosen = tuple(state.register_parameter(parameter))
    labels = {level: t(f"level.{level}") for level in POLICY_LEVELS}
    draw_choice_pills(parameter, t("policies.filter.level"), labels)
    return chosen


def _requested_zone(ctx: Context) -> str:
    """Return the zone whose documents the reader wants, by the address or on this page; '' for none.

    Other pages have a chosen zone too and are never without one. That zone would narrow the record of a reader
    who only passed through them, so it counts here only once the reader chose it here.
    """
    parameter = state.Parameter("zone", "choice", ("", *ctx.atlas.catalogue.zones), "")
    requested = parameter.name in st.query_params or st.session_state.get(_ZONE_REQUESTED, False)
    zone = str(state.register_parameter(parameter)) if requested else ""
    st.session_state[_ZONE_REQUESTED] = bool(zone)
    st.session_state[_ZONE] = zone
    labels = {
        z: ctx.place(z) if z else t("policies.filter.any_zone") for z in ("", *ctx.atlas.catalogue.zones)
    }
    st.selectbox(
        t("policies.filter.zone"),
        parameter.allowed,
        key=_ZONE,
        on_change=_take_zone,
        format_func=labels.__getitem__,
        help=t("policies.filter.zone.help"),
        width=260,
    )
    return zone


def _take_zone() -> None:
    st.session_state[_ZONE_REQUESTED] = True
    state.set_parameter("zone", st.session_state[_ZONE])


def _open_document(documents: tuple[Policy, ...]) -> str:
    """Return the document whose card is open, '' for none; after coming back by the menu the card is closed."""
    parameter = state.Parameter("policy", "choice", ("", *(p.id for p in documents)), "")
    # The card was open in the last run, but the address does not name it: the reader came back from another page,
    # so close it.
    card = st.session_state.get(_CARD, "")
    if card and card == st.session_state.get(parameter.key) and parameter.name not in st.query_params:
        state.set_parameter(parameter.name, "")
    policy = str(state.register_parameter(parameter))
    st.session_state[_CARD] = policy
    return policy


def _show_count(ctx: Context, query: PolicyQuery) -> str:
    facts = {"count": number(len(query.passing)), "total": number(len(query.documents))}
    if not query.narrowed:
        return t("policies.count.all", **facts)
    return t("policies.count", **facts, conditions=write_conditions(ctx, query))


def write_conditions(ctx: Context, query: PolicyQuery) -> str:
    """Write the filters in words."""
    conditions = []
    if query.parts:
        names = t("policies.or").join(part_name(ctx, part) for part in query.parts)
        conditions.append(t("policies.condition.parts", names=names))
    if query.levels:
        levels = t("policies.or").join(t(f"level.{level}") for level in query.levels)
        conditions.append(t("policies.condition.level", names=levels))
    if query.zone:
        conditions.append(t("policies.condition.zone", name=ctx.place(query.zone)))
    return t("list.separator").join(conditions)


def explain_no_documents(ctx: Context, query: PolicyQuery) -> bool:
    """Explain an empty record and offer the way out; True when there is nothing to show."""
    if query.passing:
        return False
    years = [document.year for document in query.documents]
    facts = {"first": min(years), "last": max(years), "conditions": write_conditions(ctx, query)}
    st.info(t("policies.empty", **facts), icon=":material/filter_alt_off:")
    st.button(
        t("policies.all"), key="policies-all", on_click=state.reset_parameters, args=(OWN,), type="tertiary"
    )
    return True


def open_document(policy: str) -> None:
    """Open the card of a document; for the callbacks of charts and tables."""
    state.set_parameter("policy", policy)
