"""Keeps a study in order: pure functions from its tables to changes of it (rename, merge, split, twins, join)."""
