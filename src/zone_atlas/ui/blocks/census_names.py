"""Name what the censuses count, shortly, for the tables and charts of counties, zones and pathways."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from zone_atlas.catalogue.industries import EMPLOYMENT_SHARES, INDUSTRIES
from zone_atlas.locales.messages import translate


@lru_cache(maxsize=2)
def name_industries(language: str) -> Mapping[str, str]:
    """Return the short names of the industries by their code, such as 'mining'."""
    return MappingProxyType({name: translate(language, f"industry.{name}") for name in INDUSTRIES})


@lru_cache(maxsize=128)
def name_census_item(language: str, item: str) -> str:
    """Return the short name of a census item; the share of workers in an industry bears the industry's name."""
    if item in EMPLOYMENT_SHARES:
        return name_industries(language)[INDUSTRIES[EMPLOYMENT_SHARES.index(item)]]
    return translate(language, f"parks.item.{item}")
