"""The Drivers and Bottlenecks pages."""
