"""The views that are drawn and the endings of their files; light, for help texts."""

VIEWS: dict[str, str] = {
    "journeys": "how far each evidence item is told of, one row an item",
    "dropout": "what is used at each phase, and what is not, for each focus",
    "types": "types of evidence by stage, with the measured grade in each cell",
    "map": "the stakeholder map",
    "power-interest": "stakeholders by rated power and interest",
    "barriers": "barriers and enablers by level",
}
ENDINGS = (".svg", ".pdf", ".png")
WIDTHS_MM: dict[str, float] = {"single": 85.0, "double": 180.0}
"""Widths of a journal's column and page, in millimetres."""
