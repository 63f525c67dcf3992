"""Open the published tables once per process, and share them between all sessions."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import streamlit as st

if TYPE_CHECKING:
    from streamlit.runtime.caching.cache_utils import CachedFunc

    from zone_atlas.atlas import Atlas

P = ParamSpec("P")
R = TypeVar("R")
# Caches that Streamlit keeps for all sessions, made from the tables.
_KEPT: list[Any] = []


def published_atlas() -> Atlas:
    """Return the published tables. They are shared: never write to them."""
    from zone_atlas import paths

    manifest = (paths.PUBLISHED / "manifest.json").read_bytes()
    return _open_tables(hashlib.sha256(manifest).hexdigest(), paths.PUBLISHED)


def keep_until_rebuild(*, max_entries: int) -> Callable[[Callable[P, R]], CachedFunc[P, R]]:
    """Share the results that a function makes from the tables between all sessions, until the tables are opened anew.

    Parameters
    ----------
    max_entries : int
        The most results that are kept; see ``st.cache_resource`` for what makes a result the same.
    """

    def decorate(function: Callable[P, R]) -> CachedFunc[P, R]:
        kept = st.cache_resource(max_entries=max_entries, show_spinner=False)(function)
        _KEPT.append(kept)
        return kept

    return decorate


@keep_until_rebuild(max_entries=1)
def _open_tables(manifest_hash: str, directory: Path) -> Atlas:
    """Open the tables anew whenever the manifest has changed."""
    from zone_atlas.atlas import open_published

    # The tables before and all that was made from them go first, so that a process never holds both for long.
    for kept in _KEPT:
        kept.clear()
    opened = open_published(directory)
    # Freeze the tables: they live as long as the process, and a full collection would slow a page. The tables before
    # were frozen too: unfreeze them first, so that those in reference cycles are collected.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    return opened
