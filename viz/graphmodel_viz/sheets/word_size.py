"""The size of the text in a Word document, so that it takes no more pages than its tool may.

A document has pages only once a program lays it out, so they are estimated from its texts, as for a font somewhat wider
than its own, which may be missing.
"""

from collections.abc import Callable, Sequence

from graphmodel.tools.copies import Cards, Discs, Field, Fields, Printed, Prose, Row, Table, ToolCopy, choices_line

LARGEST, SMALLEST, _STEP = 9.0, 7.0, 0.5
"""Points of the text in tables."""
_LETTER, _LINE, _POINT = 0.55, 1.2, 0.353
"""Width of a letter and height of a line, as shares of the size; millimetres of a point."""
_INSIDE, _ABOVE = 2.5, 1.1
"""Millimetres of a cell beside and above its text."""
_COVER, _TITLE, _HELP, _SMALL = 32.0, 10.5, 5.0, 7.5
"""Millimetres of the cover, of a title and of a line of help; points of the small print."""


def fitting_size(copy: ToolCopy, page: tuple[float, float], widths: Callable[[Table], Sequence[float]]) -> float:
    """The largest size of the text in tables with which a copy keeps to its pages; the smallest where none does.

    Args:
        copy: the copy.
        page: width and height of the text on a page, in millimetres.
        widths: of the columns of a table, in millimetres, that of the code first.
    """
    size = LARGEST
    while size > SMALLEST and _height(copy, page[0], widths, size) > copy.pages * page[1]:
        size -= _STEP
    return size


def _height(copy: ToolCopy, width: float, widths: Callable[[Table], Sequence[float]], size: float) -> float:
    small = [*copy.rests_on, *copy.notes, *copy.missing]
    height = _COVER + sum(_lines(text, width, _SMALL) * _SMALL * _LINE * _POINT for text in small)
    for part in copy.parts:
        height += _TITLE
        match part:
            case Table():
                columns = widths(part)
                height += _HELP * _lines(part.help, width, LARGEST) + _row(
                    [one.text for one in part.headings], columns, size
                )
                height += len({row.group for row in part.rows if row.group}) * (size * _LINE * _POINT + _ABOVE)
                height += sum(_row(_texts(row), columns, size, 8 if _is_blank(row) else 6) for row in part.rows)
            case Fields():
                height += 8.0 * -(-len(part.fields) // max(1, part.across or int(width / 92)))
            case Cards():
                height += 20.0 * -(-len(part.rows) // max(1, part.side))
            case Discs():
                height += 8.0 * -(-len(part.discs) // 5)
            case Prose():
                height += sum(_lines(text, width, LARGEST) for text in part.text.split("\n")) * 4.5
    return height


def _is_blank(row: Row) -> bool:
    return bool(row.cells) and isinstance(row.cells[0], Field)


def _texts(row: Row) -> list[str]:
    return [cell.text if isinstance(cell, Printed) else choices_line(cell.choices) for cell in row.cells]


def _row(texts: Sequence[str], columns: Sequence[float], size: float, least: float = 0) -> float:
    lines = max(
        (_lines(text, width - _INSIDE, size) for text, width in zip(texts, columns[1:], strict=False)), default=1
    )
    return max(least, lines * size * _LINE * _POINT + _ABOVE)


def _lines(text: str, width: float, size: float) -> int:
    """Lines that a text takes; words are not cut, which costs a few letters a line."""
    across = max(4, int(width / (size * _POINT * _LETTER)) - 2)
    return sum(max(1, -(-len(line) // across)) for line in text.split("\n")) if text else 0
