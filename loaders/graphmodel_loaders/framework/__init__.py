"""Reads the sheets of framework matrices: where the codes and interviews stand, and what a cell quotes."""
