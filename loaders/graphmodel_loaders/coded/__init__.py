"""Coded projects: how their parts are put together, and how a mapping makes claims of them."""
