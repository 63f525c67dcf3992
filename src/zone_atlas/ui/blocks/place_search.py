"""One search over every place: zones, cities, and all counties and districts, found by either name or the code.

A page asks ``one`` for a single place or ``several`` for a few; ``held`` and ``control`` are its two halves, for a page
that decides between them what stands in an empty control. The choice stands in the address as codes; what
the reader types is matched against labels that hold the Chinese name, the English name (pinyin), the city or
province around the place, and the code, whatever the language of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from zone_atlas.atlas import Atlas
from zone_atlas.memo import remember_with_tables
from zone_atlas.ui.shell import state
from zone_atlas.ui.shell.context import Context, list_names
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import escape_markdown

KINDS = ("zone", "city", "county", "district")
MOST_PLACES = 6
# More codes than can be shown are read, so that the notice can name the places that were left out.
_CODES = r"[A-Z0-9-]{2,8}(,[A-Z0-9-]{2,8}){0,39}"


@dataclass(frozen=True)
class ResolvedCodes:
    """What the codes of an address stand for.

    Attributes
    ----------
    places : tuple of str
        The places to show, each once, in the order of the address.
    over : tuple of str
        Places beyond the most that can be shown.
    moved : tuple of (name, places)
        Counties that no longer exist under their code, each with the places that hold its territory today.
    unknown : int
        Number of codes that stand for no place here.
    """

    places: tuple[str, ...]
    over: tuple[str, ...] = ()
    moved: tuple[tuple[str, tuple[str, ...]], ...] = ()
    unknown: int = 0


def place_parameter(name: str) -> state.Parameter:
    """Address parameter that holds one or several places as codes."""
    return state.Parameter(name, "text", default="", pattern=_CODES)


def search_one_place(
    ctx: Context, name: str, label: str, kinds: Sequence[str] = KINDS, *, placeholder: str = ""
) -> str:
    """Draw a search for one place and return its code, '' while none is chosen.

    Parameters
    ----------
    name : str
        Name of the address parameter, registered here.
    label : str
        What the reader looks for, in the reader's language.
    kinds : sequence of {'zone', 'city', 'county', 'district'}
        What may be found.
    placeholder : str
        Shown while nothing is chosen; by default how to search.
    """
    chosen = places_in_address(ctx, name, kinds, most=1)
    shown = chosen[0] if chosen else None
    key, labels = _search_key(name), place_options(ctx.atlas, ctx.view.language, tuple(kinds))
    if st.session_state.get(key) != shown:
        st.session_state[key] = shown
    st.selectbox(
        label,
        list(labels),
        index=None,
        key=key,
        format_func=labels.__getitem__,
        placeholder=placeholder or t("search.placeholder"),
        on_change=_take_choice,
        args=(name,),
    )
    return shown or ""


def search_several_places(
    ctx: Context,
    name: str,
    label: str,
    kinds: Sequence[str] = KINDS,
    *,
    most: int = MOST_PLACES,
    placeholder: str = "",
) -> tuple[str, ...]:
    """Draw a search for up to `most` places and return their codes in the order of choice; otherwise as `one`."""
    chosen = places_in_address(ctx, name, kinds, most=most)
    draw_place_search(ctx, name, label, chosen, kinds, most=most, placeholder=placeholder)
    return chosen


def places_in_address(
    ctx: Context, name: str, kinds: Sequence[str] = KINDS, *, most: int = MOST_PLACES
) -> tuple[str, ...]:
    """Register the address parameter, say what of it cannot be shown, and return the rest."""
    parsed = place_parameter(name)
    text = str(state.register_parameter(parsed))
    resolved = read_codes(ctx.atlas, filter(None, text.split(",")), kinds, most)
    _explain_codes_not_shown(ctx, resolved, most)
    if ",".join(resolved.places) != text:
        # From the reader's next step on the address holds what is shown.
        set_places(name, resolved.places)
    return resolved.places


def draw_place_search(
    ctx: Context,
    name: str,
    label: str,
    shown: Sequence[str],
    kinds: Sequence[str] = KINDS,
    *,
    most: int = MOST_PLACES,
    placeholder: str = "",
    on_change: Callable[[], None] | None = None,
) -> None:
    """Draw the search of `several` with some places in it; what the reader then changes goes to the address.

    Parameters
    ----------
    shown : sequence of str
        The places in the control, whether the address holds them or not.
    on_change : callable, optional
        Called after the reader's choice went to the address.
    """
    key, labels = _search_key(name), place_options(ctx.atlas, ctx.view.language, tuple(kinds))
    if list(st.session_state.get(key) or ()) != list(shown):
        st.session_state[key] = list(shown)
    st.multiselect(
        label,
        list(labels),
        key=key,
        format_func=labels.__getitem__,
        max_selections=most,
        placeholder=placeholder or t("search.placeholder"),
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
    """Label of every place that can be found, by code; counties that ended before the last census are left out.

    Examples
    --------
    '正定县 Zhengding County · 石家庄市 · 130123', in English 'Zhengding County 正定县 · Shijiazhuang · 130123'.
    """
    places, other = atlas.places, "en" if language == "zh" else "zh"
    order = {kind: position for position, kind in enumerate(kinds)}
    rows = places[places["kind"].isin(kinds) & ~places["place"].isin(list(atlas.catalogue.gone))]
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
    """The city a county lies in, or the province of a city or zone; '' for what is its own province."""
    wider = prefecture if kind in ("county", "district") and prefecture else province
    record = atlas.catalogue.places.get(wider)
    return record.name.of(language) if record and wider != place else ""


def read_codes(
    atlas: Atlas, codes: Iterable[str], kinds: Sequence[str] = KINDS, most: int = MOST_PLACES
) -> ResolvedCodes:
    """Say what the codes of an address stand for; a county with one successor is followed to it."""
    known, ended = place_options(atlas, "en", tuple(kinds)), atlas.catalogue.gone
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
    return ResolvedCodes(ordered[:most], ordered[most:], tuple(moved.items()), unknown)


def _explain_codes_not_shown(ctx: Context, resolved: ResolvedCodes, most: int) -> None:
    """Say what an address named that is not shown, and why; unknown codes are counted, never repeated."""
    lines = []
    for code, successors in resolved.moved:
        name = ctx.place(code)
        if not successors:
            lines.append(t("search.gone", name=name))
        elif len(successors) == 1:
            lines.append(t("search.gone.followed", name=name, heir=ctx.place(successors[0])))
        else:
            lines.append(
                t("search.gone.split", name=name, heirs=list_names([ctx.place(h) for h in successors]))
            )
    if resolved.over:
        names = list_names([ctx.place(place) for place in resolved.over])
        lines.append(t("search.over", most=most, names=names))
    if resolved.unknown:
        lines.append(t("search.unknown", count=resolved.unknown))
    if lines:
        st.info("  \n".join(escape_markdown(line) for line in lines), icon=":material/info:")


def _search_key(name: str) -> str:
    return f"search-{name}"


def _take_choice(name: str, then: Callable[[], None] | None = None) -> None:
    """Pass the control's choice on to the address."""
    picked = st.session_state[_search_key(name)]
    set_places(name, picked if isinstance(picked, list) else [picked] if picked else [])
    if then is not None:
        then()
