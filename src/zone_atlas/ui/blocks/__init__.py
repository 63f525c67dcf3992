"""Draw the parts that several pages show."""
