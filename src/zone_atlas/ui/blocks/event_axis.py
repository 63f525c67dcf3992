"""Mark and name the decisions of each year for every chart with years on its axis."""

from __future__ import annotations

from collections.abc import Collection

from zone_atlas.analysis.policy.events import Event, axis_events
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import t


def event_ticks_of(ctx: Context, first: int, last: int, zones: Collection[str] = ()) -> list[tuple[int, str]]:
    """Return the years of the axis in which something was decided, with hover text.

    Parameters
    ----------
    ctx : Context
    first, last : int
        Years of the axis, both included.
    zones : collection of str
        Zones that the chart shows; none means all.
    """
    return [
        (year, f"<b>{year}</b><br>" + "<br>".join(labels))
        for year, labels in _by_year(ctx, axis_events(ctx.atlas.catalogue, zones, first, last)).items()
    ]


def event_legend(ctx: Context, first: int, last: int, zones: Collection[str] = ()) -> list[str]:
    """Write notes on what each tick is and which designation lies before the axis; none without events."""
    notes = event_tick_note(ctx, first, last, zones)
    earlier = axis_events(ctx.atlas.catalogue, zones, last=first - 1)
    before = [event for event in earlier if event.kind == "designation"]
    if before:
        notes.append(t("events.before", list=_listed_events(ctx, before)))
    return notes


def event_tick_note(ctx: Context, first: int, last: int, zones: Collection[str] = ()) -> list[str]:
    """Write a note on what each tick is; none without ticks."""
    shown = _listed_events(ctx, axis_events(ctx.atlas.catalogue, zones, first, last))
    return [t("events.legend", list=shown)] if shown else []


def _by_year(ctx: Context, events: Collection[Event]) -> dict[int, list[str]]:
    labels_by_year: dict[int, list[str]] = {}
    for event in events:
        labels_by_year.setdefault(event.year, []).append(event.label.of(ctx.view.language))
    return labels_by_year


def _listed_events(ctx: Context, events: Collection[Event]) -> str:
    return t("sentence.join").join(
        t("events.item", year=year, labels=t("list.separator").join(labels))
        for year, labels in _by_year(ctx, events).items()
    )
