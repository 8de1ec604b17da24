"""Coded qualitative research as a property graph."""
