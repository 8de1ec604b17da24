"""Measurements: ratios against a named peer or floor in the same run. Run with ``make bench``."""
