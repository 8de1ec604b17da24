"""Properties of a graph as cells of a table."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from graphmodel_loaders.header import tidy_name

Row = dict[str, str]


def cell(value: Any) -> str:
    """The text of one value: nothing for null and NaN, ``;`` between the entries of a list, yes and no."""
    if hasattr(value, "tolist"):
        value = value.tolist()  # from numpy's types to Python's own
    if value is None or value != value:  # noqa: PLR0124 - NaN, as frames have it for missing
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a column of whole numbers is one of floats in a frame where one is missing
    if isinstance(value, list | tuple | set | frozenset):
        return ";".join(text for entry in value if (text := cell(entry)))
    return str(value).strip()


def joined(texts: Iterable[str]) -> str:
    """What several claims say of one thing, in one cell; where they disagree, the check will report it."""
    return ";".join(dict.fromkeys(text for text in texts if text))


def entries(text: str) -> list[str]:
    """The entries of a cell."""
    return [entry for part in text.split(";") if (entry := part.strip())]


def cells(properties: Mapping[str, Any], known: Mapping[str, str], columns: Collection[str]) -> Row:
    """The filled cells of one row.

    Args:
        properties: of a node or relationship.
        known: the column of each property that has one; any other becomes one of the study's own.
        columns: all columns of the table, whose names are taken.
    """
    found = {}
    for name, value in properties.items():
        if text := cell(value):
            found[known[name] if name in known else own_column(name, columns)] = text
    return found


def own_column(name: str, columns: Collection[str]) -> str:
    """The column of a property that the schema does not know, named as the build would name the property."""
    while tidy_name(name) in columns:
        name = f"study_{name}"
    return name


def header(columns: Iterable[str], rows: Iterable[Row]) -> list[str]:
    """The columns of a table: those of the schema, then the study's own."""
    known = list(columns)
    return [*known, *sorted({name for row in rows for name in row} - set(known))]
