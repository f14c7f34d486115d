"""Measures what an answer costs, side by side with a plain Django REST framework project: `make bench`."""
