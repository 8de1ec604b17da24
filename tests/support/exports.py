"""What tests need to know of every export."""

ENDINGS = {
    "workbook": ".xlsx",
    "cytoscape": ".cyjs",
    "gexf": ".gexf",
    "graphml": ".graphml",
    "kumu": ".json",
    "refi-qda": ".qdpx",
    "refi-codebook": ".qdc",
}
"""How the files of exports end."""
