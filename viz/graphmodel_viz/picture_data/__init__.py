"""What figures and maps show, as plain data: one module per picture, from analyses to what is drawn.

The explorer counts under a reader's filters by itself; its tables are in :mod:`graphmodel_viz.explorer.tables`.
"""
