"""What analyses read of a study: its frames, evidence claims, states and journeys of items, ties, counting, names."""
