"""The state of a view lives in its address: one mechanism for every control.

Streamlit can bind a control to the address itself, but it writes the translated label there, so that a
link made in Chinese breaks in English. Here the address holds codes. A run goes ``begin`` → ``register``
for each parameter, before its control is drawn → the page → ``finish``. The address is read at a
session's first run and whenever it is not the one written last (a link, Back); otherwise the controls
decide. Values that do not exist are dropped and reported by the parameter's name, never by what stood in
the address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from zone_atlas.ui.parameter import Code, Parameter, allowed_codes, decode, encode, valid

__all__ = [
    "Code",
    "Notice",
    "Parameter",
    "View",
    "begin",
    "choose",
    "entries",
    "finish",
    "link",
    "notices",
    "register",
    "reset",
    "unknown",
    "value_of",
]

_STORE = "address-store"
_NAME = re.compile(r"[a-z][a-z_]{0,24}")
# Added by campaign trackers, messengers and Streamlit itself.
_PASSED_ON = re.compile(r"utm_|embed|from$|isappinstalled$|fbclid$|gclid$|spm$|scene$|timestamp$")


@dataclass(frozen=True)
class Notice:
    """A value of the address that does not exist: which parameter, and what it may be."""

    name: str
    allowed: tuple[Code, ...]


@dataclass(frozen=True)
class View:
    """What the reader looks at: the choices shared by all pages. An empty tuple means all."""

    language: str
    year: int
    cohorts: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    lifecycles: tuple[str, ...] = ()
    resource: str = "all"
    mining: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    proxies: bool = False


@dataclass
class _Store:
    """What one session remembers between runs."""

    values: dict[str, Any] = field(default_factory=dict)
    written: dict[str, str] | None = None
    page: str = ""
    carried: set[str] = field(default_factory=set)
    # Of the current run only:
    address: dict[str, str] = field(default_factory=dict)
    reads_address: bool = False
    arriving: bool = False
    parameters: dict[str, Parameter] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)


def begin(page: str) -> None:
    """Start a run: decide whether the address or the controls hold the truth.

    Parameters
    ----------
    page : str
        Anything that tells the pages apart, such as the address without its parameters.
    """
    store = _store()
    # An entry without a value (``?lang=``) counts as absent.
    store.address = {name: value for name, value in st.query_params.to_dict().items() if value.strip()}
    store.arriving = store.written is not None and page != store.page
    store.reads_address = _address_decides(store, page)
    store.page = page
    store.parameters = {}
    store.notices = []


def register(parameter: Parameter) -> Any:
    """Declare a parameter for this run and return its value.

    Call it before the control with ``key=parameter.key`` is drawn: the control takes its value from there
    and needs no default of its own. A page calls it for its own parameters in the same way.

    Parameters
    ----------
    parameter : Parameter
        What to look for.

    Returns
    -------
    str, int, bool or tuple
        A code for ``choice``, a tuple of codes in the order of ``allowed`` for ``multi``.
    """
    store = _store()
    store.parameters[parameter.name] = parameter
    if store.reads_address or parameter.name not in store.values:
        value, known = decode(parameter, store.address.get(parameter.name))
        if not known:
            store.notices.append(Notice(parameter.name, allowed_codes(parameter)))
    else:
        shown = st.session_state.get(parameter.key, store.values[parameter.name])
        value = valid(parameter, shown)
    store.values[parameter.name] = value
    _show(parameter.key, value)
    return value


def choose(name: str, value: Any) -> None:
    """Set a parameter from a callback, as a click on its control would.

    Parameters
    ----------
    name : str
        A parameter that was registered in the last run.
    value : str, int, bool or tuple
        The new value; one that is not allowed becomes the default at the next run.
    """
    st.session_state[f"address-{name}"] = list(value) if isinstance(value, tuple) else value


def reset(names: tuple[str, ...]) -> None:
    """Set parameters back to their defaults; for the callback of a reset button."""
    for name in names:
        parameter = _store().parameters.get(name)
        if parameter is not None:
            choose(name, parameter.default)


def value_of(name: str, fallback: Any = None) -> Any:
    """Return the current value of a registered parameter, or the fallback."""
    return _store().values.get(name, fallback)


def notices() -> tuple[Notice, ...]:
    """Return what was dropped from the address in this run."""
    return tuple(_store().notices)


def unknown() -> tuple[str, ...]:
    """Return the names in the address that stand for nothing on this page; call it after the page.

    Names that services add to every link they pass on are left out, and so is whatever is no plain name.
    """
    store = _store()
    if not store.reads_address:
        return ()
    strange = [name for name in store.address if name not in store.parameters]
    return tuple(name for name in strange if _NAME.fullmatch(name) and not _PASSED_ON.match(name))


def finish() -> None:
    """End a run: write what differs from the defaults back to the address."""
    store = _store()
    state = _non_default(store)
    if store.arriving and not store.address and state:
        store.carried.add(store.page)
    elif not state:
        store.carried.discard(store.page)
    store.written = state
    if state != st.query_params.to_dict():
        st.query_params.from_dict(state)


def entries(**always: str) -> dict[str, str]:
    """Return the address entries of this view, for ``st.page_link(query_params=...)``.

    Parameters
    ----------
    **always : str
        Entries to set or to include even where they are the default, such as the language.
    """
    return {**_non_default(_store()), **always}


def link(**always: str) -> str:
    """Return the full address of this view; ``always`` as in ``entries``."""
    base = st.context.url or ""
    if base.count("/") == 2:
        # The start page's address comes without the slash that follows the host.
        base += "/"
    parts = entries(**always)
    return f"{base}?{urlencode(parts, safe=',')}" if parts else base


def _store() -> _Store:
    """Return the session's memory, made at its first use."""
    if _STORE not in st.session_state:
        st.session_state[_STORE] = _Store()
    store: _Store = st.session_state[_STORE]
    return store


def _address_decides(store: _Store, page: str) -> bool:
    """Say whether this run takes its values from the address."""
    if store.written is not None and store.address == store.written:
        return False
    # A click that overtakes the address on its way to the browser must not be undone by the old one.
    if any(_differs(name, value) for name, value in store.values.items()):
        return False
    # The menu links to bare addresses: the filters come along. Going Back over such an address keeps
    # them too, because the page was seen with them.
    arrived_bare = store.written is not None and (page != store.page or page in store.carried)
    return bool(store.address) or not arrived_bare


def _differs(name: str, value: Any) -> bool:
    """Say whether the reader moved the control of a parameter since the last run."""
    shown = st.session_state.get(f"address-{name}", value)
    return (tuple(shown) if isinstance(shown, list) else shown) != value


def _show(key: str, value: Any) -> None:
    """Put a value into its control, unless it is there (a drawn control refuses to be set)."""
    shown = list(value) if isinstance(value, tuple) else value
    current = st.session_state.get(key)
    if isinstance(shown, list) and isinstance(current, list) and set(shown) == set(current):
        return
    if key not in st.session_state or current != shown:
        st.session_state[key] = shown


def _non_default(store: _Store) -> dict[str, str]:
    """Return the address of the current state."""
    return {
        parameter.name: encode(store.values[parameter.name])
        for parameter in store.parameters.values()
        if store.values[parameter.name] != parameter.default
    }
