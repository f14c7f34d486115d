"""An app of the tests: rows that are due, and the effects of working on them."""
