"""Show the Drivers and Bottlenecks pages."""
