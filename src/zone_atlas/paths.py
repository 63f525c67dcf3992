"""Folders of the inputs and of the build output."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(os.environ.get("ZONE_ATLAS_ROOT", Path(__file__).resolve().parents[2]))
DATA = ROOT / "data"
PUBLISHED = ROOT / "published"
STATIC = ROOT / "static"
