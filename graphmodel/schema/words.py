"""The schema in words, for the notes of a new study and for the guide."""

from graphmodel.schema.columns import Column
from graphmodel.schema.kinds import KINDS_BY_NAME
from graphmodel.schema.vocabularies import VOCABULARIES

_TYPES = {
    "text": "text",
    "integer": "whole number",
    "number": "number",
    "yes_no": "yes or no",
    "date": "date: 2011, 2011-03 or 2011-03-09",
    "place": "place: 2, 2.1, 2.10",
    "list": "several, ; between them",
}


def allowed(column: Column) -> str:
    """What may stand in a column."""
    if column.vocabulary == "focus":
        return "a word of focus.values in the settings"
    if column.vocabulary:
        return "one of: " + ", ".join(VOCABULARIES[column.vocabulary])
    if column.refers_to:
        tables = " or ".join("claims" if kind == "claim" else KINDS_BY_NAME[kind].table for kind in column.refers_to)
        return f"{'ids' if column.type == 'list' else 'id'} from {tables}" + (
            f" ({_TYPES['list']})" if column.type == "list" else ""
        )
    return _TYPES[column.type]
