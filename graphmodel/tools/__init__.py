"""Tools that a team makes from its graph, and what comes back in them. Nothing here reads or writes a file format."""
