"""Pure chart functions: tidy tables and already translated labels in, plotly figures out."""
