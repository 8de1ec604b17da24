"""What a workbook of graphmodel carries so that it is known when it comes back."""

from graphmodel.texts import short_hash

RESULT = "Result of graphmodel"
"""The category that a workbook of results says it is of, so that nobody takes it for a study."""

CELLS_SHEET = "_claims"
"""The hidden sheet of a framework workbook that graphmodel wrote, with the claims of each cell."""
CELLS_COLUMNS = ("sheet", "row", "code", "mark", "claim", "consent", "summary", "quotations")
"""Its columns: the cell, the mark of its text, and a claim; each quotation of the claim has a column of its own."""


def mark_of(text: str) -> str:
    """Tells whether a cell still has the text that was written into it, whatever became of its spaces."""
    letters = "".join(sign for sign in text if sign.isprintable() and not sign.isspace())
    return short_hash(letters, 8)
