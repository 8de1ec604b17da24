"""The tables of the page's views: one module per view, from analyses to what the page holds."""
