"""Analyses: pure functions from the frames of a graph to results, one per file."""
