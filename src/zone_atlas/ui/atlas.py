"""The published tables, opened once a process and shared by all sessions."""

from __future__ import annotations

import gc
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from zone_atlas.atlas import Atlas


def atlas() -> Atlas:
    """Return the published tables. They are shared: never write to them."""
    from zone_atlas import paths

    manifest = (paths.PUBLISHED / "manifest.json").read_bytes()
    return _open(hashlib.sha256(manifest).hexdigest(), paths.PUBLISHED)


@st.cache_resource(max_entries=1, show_spinner=False)
def _open(manifest_hash: str, directory: Path) -> Atlas:
    """Open the tables anew whenever the manifest changed."""
    from zone_atlas.atlas import open_published

    opened = open_published(directory)
    # What lives as long as the process need not be looked through at each collection, in the middle of a page.
    gc.collect()
    gc.freeze()
    return opened
