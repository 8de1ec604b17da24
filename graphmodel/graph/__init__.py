"""From the checked tables of a study to the rows of a property graph.

``graphmodel.schema.layout`` says which labels, relationship types and properties there are;
``nodes``, ``edges`` and ``claims`` make the rows; ``build`` puts them together for an engine to load.
"""

LAYOUT_VERSION = 11
"""Raised whenever the graph of an unchanged study changes, so that it is built again."""
