"""Refusal to publish tables that have lost observations without a declaration."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from zone_atlas.catalogue.checks.counts import loss_faults, read_losses, undeclared_losses
from zone_atlas.faults import DataFaults


def published_counts(manifest: dict[str, Any]) -> tuple[dict[str, int], str]:
    """Read the observations of a published build by level and series, and its day; none where its manifest has none.

    Parameters
    ----------
    manifest : dict
        Of the last published build; empty where there is none.
    """
    counts = manifest.get("observations")
    known = counts if isinstance(counts, dict) else {}
    numbers = {str(name): number for name, number in known.items() if isinstance(number, int)}
    return numbers, str(manifest.get("built_at", ""))[:10]


def refuse_losses(data_dir: Path, manifest: dict[str, Any], now: dict[str, int]) -> None:
    """Refuse to publish fewer observations than last time, unless the loss is declared.

    Parameters
    ----------
    data_dir : Path
        Holds the declared losses.
    manifest : dict
        Of the last published build; empty where there is none.
    now : dict
        Number of observations by level and series.

    Raises
    ------
    DataFaults
        Naming each file of observations and what it lost.
    """
    before, day = published_counts(manifest)
    # Without a single observation the examination has failed already.
    lost = undeclared_losses(before, now, read_losses(data_dir)) if now else {}
    if lost:
        raise DataFaults(loss_faults(lost, now, f"in the build published on {day}"))
