"""Filled copies of tools, read from whatever medium they come back in."""
