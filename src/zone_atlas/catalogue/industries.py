"""The 19 industries in which both censuses count workers, and the series of their shares."""

from __future__ import annotations

INDUSTRIES = (
    "agriculture",
    "mining",
    "manufacturing",
    "utilities",
    "construction",
    "wholesale_retail",
    "transport",
    "hotels",
    "ict",
    "finance",
    "real_estate",
    "business_services",
    "science",
    "water_env",
    "residential_services",
    "education",
    "health",
    "culture",
    "public_admin",
)
EMPLOYMENT_SHARES = tuple(f"census_emp_share_{industry}" for industry in INDUSTRIES)
SECONDARY_INDUSTRIES = ("mining", "manufacturing", "utilities", "construction")
