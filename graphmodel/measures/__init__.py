"""Mathematics that knows nothing about studies: partial orders, networks, brokerage, paired comparison."""
