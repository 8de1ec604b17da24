"""Mathematics that knows nothing of a study: partial orders, networks, brokerage, paired comparison."""
