"""Events, grades and policy documents."""
