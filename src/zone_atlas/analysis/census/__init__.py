"""Counties, districts and parks in the censuses."""
