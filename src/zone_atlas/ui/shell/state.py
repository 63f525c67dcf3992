"""Keep the state of a view in its address, by one mechanism for every control.

Streamlit can bind a control to the address itself, but it writes the translated label there, so that a
link made in Chinese breaks in English. Here the address consists of codes. A run calls ``begin_run``, then
``register_parameter`` for each parameter before its control is drawn, then the page, then ``finish_run``.
The address is read at a session's first run and whenever it is not the one written last (a link, Back),
unless the reader moved a control; otherwise the controls decide. Controls and address of the browser lag
behind a run: the values sent to a control are kept until the browser confirms them (``Control``), and a run
that started from another address than the one written last writes its own again. Values that do not exist
are dropped and reported by the parameter's name, never by the text of the address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from zone_atlas.analysis.selection import Criteria
from zone_atlas.ui.shell.control import Control
from zone_atlas.ui.shell.parameter import (
    Code,
    Parameter,
    allowed_codes,
    control_key,
    decode_value,
    encode_value,
    valid_value,
)

_STORE = "address-store"
_NAME = re.compile(r"[a-z][a-z_]{0,24}")
# Added by campaign trackers, messengers and Streamlit itself.
_PASSED_ON = re.compile(r"utm_|embed|from$|isappinstalled$|fbclid$|gclid$|spm$|scene$|timestamp$")


@dataclass(frozen=True)
class Notice:
    """A value of the address that does not exist: its parameter, and the codes that it may be."""

    name: str
    allowed: tuple[Code, ...]


@dataclass(frozen=True, kw_only=True)
class View(Criteria):
    """What the reader looks at on every page: the choices of the filter, and language, year and proxies beside them."""

    language: str
    year: int
    proxies: bool = False


@dataclass
class _Store:
    """The memory of one session between runs."""

    controls: dict[str, Control] = field(default_factory=dict)
    # Names of parameters set from a callback, or by a page before it registers them.
    chosen: set[str] = field(default_factory=set)
    written: dict[str, str] | None = None
    page: str = ""
    carried: set[str] = field(default_factory=set)
    # Of the current run only:
    address: dict[str, str] = field(default_factory=dict)
    reads_address: bool = False
    arriving: bool = False
    unsettled: bool = False
    parameters: dict[str, Parameter] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    notices: list[Notice] = field(default_factory=list)


def begin_run(page: str) -> None:
    """Start a run: decide whether the address or the controls give the values.

    Parameters
    ----------
    page : str
        Anything that differs from page to page, such as the address without its parameters.
    """
    store = _session_memory()
    # An entry without a value (``?lang=``) counts as absent.
    store.address = {name: value for name, value in st.query_params.to_dict().items() if value.strip()}
    store.arriving = store.written is not None and page != store.page
    # A click that overtakes the address on its way to the browser must not be undone by the old one.
    store.reads_address = not _take_moves(store) and _address_decides(store, page)
    store.unsettled = store.written not in (None, store.address) and not store.arriving
    if store.reads_address and store.written is not None:
        # If the next click overtakes this run, the browser's address is no longer the one written last.
        store.written = store.address
    store.page = page
    store.parameters = {}
    store.notices = []


def begin_page() -> None:
    """Mark what was registered so far as shared by all pages; what follows in this run is the page's own."""
    store = _session_memory()
    store.shared = frozenset(store.parameters)


def register_parameter(parameter: Parameter) -> Any:
    """Declare a parameter for this run and return its value.

    Call it before the control with ``key=parameter.key`` is drawn: the control takes its value from there
    and needs no default of its own. A page calls it for its own parameters in the same way.

    Parameters
    ----------
    parameter : Parameter
        The entry of the address.

    Returns
    -------
    str, int, bool or tuple
        A code for ``choice``, a tuple of codes in the order of ``allowed`` for ``multi``.
    """
    store = _session_memory()
    store.parameters[parameter.name] = parameter
    control = store.controls.get(parameter.name)
    if control is None or store.reads_address:
        value, known = decode_value(parameter, store.address.get(parameter.name))
        if not known:
            store.notices.append(Notice(parameter.name, allowed_codes(parameter)))
    else:
        shown = st.session_state.get(parameter.key) if parameter.name in store.chosen else control.value
        value = valid_value(parameter, shown)
    control = control or Control(parameter, value, reported=value)
    _show_in_control(control, parameter, value)
    store.controls[parameter.name] = control
    store.chosen.discard(parameter.name)
    return value


def set_parameter(name: str, value: Any) -> None:
    """Set a parameter from a callback, as a click on its control would.

    Parameters
    ----------
    name : str
        A parameter that was registered in the last run.
    value : str, int, bool or tuple
        The new value; one that is not allowed becomes the default at the next run.
    """
    store = _session_memory()
    control = store.controls.get(name)
    if control is not None:
        control.take_report(_value_of_control(control))
        control.note_sent(valid_value(control.parameter, value))
    store.chosen.add(name)
    st.session_state[control_key(name)] = list(value) if isinstance(value, tuple) else value


def reset_parameters(names: tuple[str, ...]) -> None:
    """Set parameters back to their defaults; for the callback of a reset button."""
    for name in names:
        parameter = _session_memory().parameters.get(name)
        if parameter is not None:
            set_parameter(name, parameter.default)


def value_of_parameter(name: str) -> Any:
    """Return the current value of a registered parameter, or None before it was registered."""
    control = _session_memory().controls.get(name)
    return control.value if control is not None else None


def dropped_entries() -> tuple[Notice, ...]:
    """Return the values that were dropped from the address in this run."""
    return tuple(_session_memory().notices)


def unknown_names() -> tuple[str, ...]:
    """Return the names in the address that no parameter of this page bears; call it after the page.

    Names that services add to every link they pass on are left out, and so is whatever is not a plain name.
    """
    store = _session_memory()
    if not store.reads_address:
        return ()
    strange = [name for name in store.address if name not in store.parameters]
    return tuple(name for name in strange if _NAME.fullmatch(name) and not _PASSED_ON.match(name))


def finish_run() -> None:
    """End a run: write what differs from the defaults back to the address."""
    store = _session_memory()
    state = _non_default(store)
    if store.arriving and not store.address and state:
        store.carried.add(store.page)
    elif not state:
        store.carried.discard(store.page)
    store.written = state
    # An address that was not the one written last, because the reader went Back or was quick, may be
    # overwritten by that one, if it is still on its way: writing what the run shows settles it.
    if store.unsettled or state != st.query_params.to_dict():
        st.query_params.from_dict(state)


def entries_of_view(**always: str) -> dict[str, str]:
    """Return the address entries of this view, those of its page included; ``links`` makes those of another page.

    Parameters
    ----------
    **always : str
        Entries to set or to include even where they are the default, such as the language.
    """
    return {**_non_default(_session_memory()), **always}


def shared_entries() -> dict[str, str]:
    """Return the address entries of this view that every page knows."""
    store = _session_memory()
    return {name: code for name, code in _non_default(store).items() if name in store.shared}


def link_of_view(**always: str) -> str:
    """Return the full address of this view; ``always`` as in ``entries_of_view``."""
    base = st.context.url or ""
    if base.count("/") == 2:
        # The start page's address comes without the slash that follows the host.
        base += "/"
    parts = entries_of_view(**always)
    return f"{base}?{urlencode(parts, safe=',')}" if parts else base


def _session_memory() -> _Store:
    """Return the session's memory, made at its first use."""
    # Every word of a page needs the memory: this is one look-up, not two.
    try:
        store: _Store = st.session_state[_STORE]
    except KeyError:
        store = st.session_state[_STORE] = _Store()
    return store


def _take_moves(store: _Store) -> bool:
    """Take the values of the controls that the reader moved since the last run; say whether there are any."""
    moved, behind = {}, {}
    for name, control in store.controls.items():
        reported = _value_of_control(control)
        if name in store.chosen:
            control.value = reported
        elif control.take_report(reported):
            moved[name] = reported
        elif reported != control.value:
            behind[name] = reported
    chosen = bool(store.chosen)
    store.chosen.clear()
    if not moved and not chosen and store.address == store.written:
        # Nothing else explains this run: the reader went back to the value that a control showed before.
        moved = behind
    for name, value in moved.items():
        store.controls[name].value = value
    return chosen or bool(moved)


def _address_decides(store: _Store, page: str) -> bool:
    """Say whether this run takes its values from the address, when no control was moved."""
    if store.written is not None and store.address == store.written:
        return False
    # The menu links to bare addresses: the filters come along. Going Back over such an address keeps
    # them too, because the page was seen with them.
    arrived_bare = store.written is not None and (page != store.page or page in store.carried)
    return bool(store.address) or not arrived_bare


def _value_of_control(control: Control) -> Any:
    """Return the value of a control; Streamlit lists several codes in the order they were clicked."""
    parameter = control.parameter
    return valid_value(parameter, st.session_state.get(parameter.key, control.value))


def _show_in_control(control: Control, parameter: Parameter, value: Any) -> None:
    """Put a value into its control, unless it is there and nothing on its way will overwrite it."""
    shown = st.session_state.get(parameter.key)
    there = set(shown or ()) == set(value) if isinstance(value, tuple) else shown == value
    if control.unconfirmed or not there or parameter.key not in st.session_state:
        control.note_sent(value)
        st.session_state[parameter.key] = list(value) if isinstance(value, tuple) else value
    control.parameter, control.value = parameter, value


def _non_default(store: _Store) -> dict[str, str]:
    """Return the address of the current state."""
    return {
        name: encode_value(store.controls[name].value)
        for name, parameter in store.parameters.items()
        if store.controls[name].value != parameter.default
    }
