"""Search every place (zones, cities, all counties and districts) by either name or the code.

A page reads the places with ``places_in_address``, decides what an empty control shows, and draws it with
``draw_place_search``. The choice stands in the address as codes; what the reader types is matched against labels that
contain the Chinese name, the English name (pinyin), the city or province around the place, and the code, whatever the
language of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from zone_atlas.atlas import Atlas
from zone_atlas.charts.base.place_styles import MOST_PLACES
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.context import Context
from zone_atlas.ui.shell.language import list_names, t
from zone_atlas.ui.shell.markdown import escape_markdown

KINDS = ("zone", "city", "county", "district")
# More codes than can be shown are read, so that the notice can name the places that were left out.
_CODES = r"[A-Z0-9-]{2,8}(,[A-Z0-9-]{2,8}){0,39}"


@dataclass(frozen=True)
class ResolvedCodes:
    """The places that the codes of an address stand for, and the codes that are not shown.

    Attributes
    ----------
    places : tuple of str
        The places to show, each once, in the order of the address.
    over : tuple of str
        Places beyond `MOST_PLACES`.
    moved : tuple of (name, places)
        Counties that no longer exist under their code, each with the places whose territory it is today.
    unknown : int
        Number of codes that stand for no place here.
    """

    places: tuple[str, ...]
    over: tuple[str, ...] = ()
    moved: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unknown: int = 0


def place_parameter(name: str) -> state.Parameter:
    """Return the address parameter that holds one or several places as codes."""
    return state.Parameter(name, "text", default="", pattern=_CODES)


def places_in_address(ctx: Context, name: str) -> tuple[str, ...]:
    """Register the address parameter, explain which of its codes are not shown, and return the others."""
    parsed = place_parameter(name)
    text = str(state.register_parameter(parsed))
    resolved = read_codes(ctx.atlas, filter(None, text.split(",")))
    _explain_codes_not_shown(ctx, resolved)
    if ",".join(resolved.places) != text:
        # From the reader's next step on the address holds what is shown.
        set_places(name, resolved.places)
    return resolved.places


def draw_place_search(
    ctx: Context,
    name: str,
    label: str,
    shown: Sequence[str],
    *,
    on_change: Callable[[], None] | None = None,
) -> None:
    """Draw the search with some places in it; what the reader then changes goes to the address.

    Parameters
    ----------
    name : str
        Name of the address parameter, registered by `places_in_address`.
    label : str
        What the reader looks for, in the reader's language.
    shown : sequence of str
        The places in the control, whether the address holds them or not.
    on_change : callable, optional
        Called after the reader's choice went to the address.
    """
    key, labels = _search_key(name), place_options(ctx.atlas, ctx.view.language)
    if list(st.session_state.get(key) or ()) != list(shown):
        st.session_state[key] = list(shown)
    st.multiselect(
        label,
        list(labels),
        key=key,
        format_func=labels.__getitem__,
        max_selections=MOST_PLACES,
        placeholder=t("search.placeholder"),
        select_all=False,
        wrap=True,
        on_change=_take_choice,
        args=(name, on_change),
    )


def set_places(name: str, places: Iterable[str]) -> None:
    """Set the places of a search from a callback, as a choice by the reader would."""
    state.set_parameter(name, ",".join(places))


@remember_with_tables(maxsize=16)
def place_options(atlas: Atlas, language: str, kinds: tuple[str, ...] = KINDS) -> dict[str, str]:
    """Return the label of every place of the search by code, without counties that ended before the last census.

    Examples
    --------
    '正定县 Zhengding County · 石家庄市 · 130123', in English 'Zhengding County 正定县 · Shijiazhuang · 130123'.
    """
    places, other = atlas.places, "en" if language == "zh" else "zh"
    order = {kind: position for position, kind in enumerate(kinds)}
    rows = places[places["kind"].isin(kinds) & ~places["place"].isin(list(atlas.catalogue.abolished))]
    rows = rows.sort_values("kind", key=lambda kind: kind.astype(str).map(order), kind="stable")
    columns = ["place", "kind", f"name_{language}", f"name_{other}", "prefecture", "province"]
    return {
        place: " · ".join(
            part
            for part in (f"{name} {translated}", _wider_place(atlas, language, place, kind, *wider), place)
            if part
        )
        for place, kind, name, translated, *wider in rows[columns].itertuples(index=False)
    }


def _wider_place(atlas: Atlas, language: str, place: str, kind: str, prefecture: str, province: str) -> str:
    """Return the city around a county, or the province of a city or zone; '' for a place that is its own province."""
    wider = prefecture if kind in ("county", "district") and prefecture else province
    record = atlas.catalogue.places.get(wider)
    return record.name.of(language) if record and wider != place else ""


def read_codes(atlas: Atlas, codes: Iterable[str]) -> ResolvedCodes:
    """Return the places that codes stand for; a county that ended with one successor stands for that one."""
    known, ended = place_options(atlas, "en"), atlas.catalogue.abolished
    places: dict[str, None] = {}
    moved: dict[str, tuple[str, ...]] = {}
    unknown = 0
    for code in codes:
        if code in known:
            places[code] = None
        elif code in ended:
            successors = tuple(successor for successor in ended[code][1] if successor in known)
            moved[code] = successors
            places.update(dict.fromkeys(successors if len(successors) == 1 else ()))
        else:
            unknown += 1
    ordered = tuple(places)
    return ResolvedCodes(ordered[:MOST_PLACES], ordered[MOST_PLACES:], tuple(moved.items()), unknown)


def _explain_codes_not_shown(ctx: Context, resolved: ResolvedCodes) -> None:
    """Tell the reader which codes of the address are not shown, and why; unknown codes are counted, never repeated."""
    lines = []
    for code, successors in resolved.moved:
        name = ctx.place(code)
        if not successors:
            lines.append(t("search.gone", name=name))
        elif len(successors) == 1:
            lines.append(t("search.gone.followed", name=name, successor=ctx.place(successors[0])))
        else:
            lines.append(
                t("search.gone.split", name=name, successors=list_names([ctx.place(h) for h in successors]))
            )
    if resolved.over:
        names = list_names([ctx.place(place) for place in resolved.over])
        lines.append(t("search.over", most=MOST_PLACES, names=names))
    if resolved.unknown:
        lines.append(t("search.unknown", count=resolved.unknown))
    if lines:
        st.info("  \n".join(escape_markdown(line) for line in lines), icon=":material/info:")


def _search_key(name: str) -> str:
    return f"search-{name}"


def _take_choice(name: str, then: Callable[[], None] | None) -> None:
    """Pass the control's choice on to the address, then call what the page wants called."""
    set_places(name, st.session_state[_search_key(name)])
    if then is not None:
        then()
