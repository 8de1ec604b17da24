"""The content of a Word document as its reader needs it: paragraphs, rows of tables, and the controls in them.

Facts: ECMA-376, part 1 (``w:sdt``, ``w:tbl``, ``w:ins``, ``w:del``, ``w:sym``) and [MS-DOCX] (``w14:checkbox``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from graphmodel.tools.copies import CODE, EMPTY_BOX, TICKED
from graphmodel_loaders.copies.finding import GridCell
from graphmodel_loaders.copies.office_parts import local

_GONE = {
    "del",
    "moveFrom",
    "Fallback",
    "instrText",
    "delText",
    "sdtPr",
    "sdtEndPr",
    "pPr",
    "rPr",
    "tblPr",
    "tcPr",
    "trPr",
}
_SIGNS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_WINGDINGS = {0xFC: "✓", 0xFE: "☑", 0xFD: "☒", 0xFB: "✗", 0xA8: EMPTY_BOX, 0x6F: EMPTY_BOX, 0x78: "☒"}
_BLOCKS = {"p", "tbl"}
_MOST_COLUMNS = 1000


@dataclass
class Text:
    """Text in pieces, each with the code of the control that it stands in; empty for none.

    Attributes:
        pieces: code and text.
        boxes: paragraphs of text boxes that stand in it.
    """

    pieces: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)

    @property
    def whole(self) -> str:
        """All of it."""
        return "".join(text for _, text in self.pieces)

    @property
    def tagged(self) -> tuple[tuple[str, str], ...]:
        """Codes with their texts."""
        found: dict[str, str] = {}
        for code, text in self.pieces:
            if code:
                found[code] = found.get(code, "") + text
        return tuple(found.items())

    @property
    def rest(self) -> str:
        """What stands in no control."""
        return "".join(text for code, text in self.pieces if not code)


@dataclass(frozen=True)
class TableRow:
    """A row of a table, the table as the document counts them, and what stands in its cells besides text."""

    table: int
    number: int
    cells: tuple[GridCell, ...]
    boxes: tuple[str, ...]


class Content:
    """Paragraphs and rows in their order.

    Args:
        root: of the part.
    """

    def __init__(self, root: Element) -> None:
        self._root = root
        self._tables = 0

    def blocks(self) -> Iterator[Text | TableRow]:
        """Everything, with tables inside tables after the row that they are in."""
        yield from self._blocks(self._root, "")

    def _blocks(self, parent: Element, code: str) -> Iterator[Text | TableRow]:
        for child in parent:
            name = local(child)
            if name == "p":
                yield text_of(child, code)
            elif name == "tbl":
                yield from self._table(child)
            elif name == "sdt":
                mine = _code(child) or code
                yield from [Text([(mine, "")])] if _says(child, "showingPlcHdr") else self._blocks(child, mine)
            elif name not in _GONE:
                yield from self._blocks(child, code)

    def _table(self, table: Element) -> Iterator[TableRow | Text]:
        self._tables += 1
        mine = self._tables
        for number, row in enumerate(_inside(table, "tr"), 1):
            if any(local(mark) == "del" for about in row if local(about) == "trPr" for mark in about):
                continue
            inner: list[Element] = []
            made = self._row(row, mine, number, inner)
            yield made
            for one in inner:
                yield from self._table(one)

    def _row(self, row: Element, table: int, number: int, inner: list[Element]) -> TableRow:
        cells, boxes = [], []
        column = _skipped(row)
        for cell, code in _cells(row, ""):
            text = Text()
            for place, paragraph in enumerate(_paragraphs(cell, code, inner)):
                if place:
                    before = text.pieces[-1][0] if text.pieces else ""
                    after = paragraph.pieces[0][0] if paragraph.pieces else ""
                    text.pieces.append((before if before == after else "", "\n"))
                text.pieces += paragraph.pieces
                boxes += paragraph.boxes
            cells.append(GridCell(column, text.whole, text.tagged, text.rest))
            column += _span(cell)
        return TableRow(table, number, tuple(cells), tuple(boxes))


def text_of(paragraph: Element, code: str = "") -> Text:
    """The text of a paragraph."""
    text = Text()
    _inline(paragraph, code, text)
    return text


def _inline(parent: Element, code: str, into: Text) -> None:
    for child in parent:
        name = local(child)
        if name in _GONE:
            continue
        if name == "t":
            into.pieces.append((code, child.text or ""))
        elif name in _SIGNS:
            into.pieces.append((code, _SIGNS[name]))
        elif name == "br":
            into.pieces.append((code, "" if _value(child, "type") in {"page", "column"} else "\n"))
        elif name == "sym":
            into.pieces.append((code, _sign(child)))
        elif name == "txbxContent":
            into.boxes += [text_of(one).whole for one in child.iter() if local(one) == "p"]
        elif name == "sdt":
            _control(child, code, into)
        else:
            _inline(child, code, into)


def _control(control: Element, around: str, into: Text) -> None:
    code = _code(control) or around
    inside = Text()
    _inline(control, code, inside)
    if _says(control, "showingPlcHdr") and not _says(control, "checkbox"):
        into.pieces.append((code, ""))
    elif (box := _property(control, "checkbox")) is not None:
        checked = next((_value(one, "val") for one in box if local(one) == "checked"), "0")
        text = inside.whole.replace(EMPTY_BOX, "").strip()
        into.pieces.append((code, text or (TICKED if checked.lower() in {"1", "true", "on"} else "")))
    else:
        into.pieces.append((code, ""))
        into.pieces += inside.pieces
    into.boxes += inside.boxes


def _property(control: Element, name: str) -> Element | None:
    return next((one for about in control if local(about) == "sdtPr" for one in about if local(one) == name), None)


def _says(control: Element, name: str) -> bool:
    found = _property(control, name)
    return found is not None and _value(found, "val").lower() not in {"0", "false", "off"}


def _code(control: Element) -> str:
    """The code in the tag of a control, else in its name."""
    for name in ("tag", "alias"):
        found = _property(control, name)
        value = _value(found, "val").strip() if found is not None else ""
        if CODE.fullmatch(f"[{value}]"):
            return value
    return ""


def _value(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _sign(symbol: Element) -> str:
    try:
        number = int(_value(symbol, "char"), 16)
    except ValueError:
        return "\ufffd"
    if "wingdings" in _value(symbol, "font").lower():
        return _WINGDINGS.get(number & 0xFF, "\ufffd")
    return chr(number) if 32 <= number < 0xD800 else "\ufffd"


def _inside(parent: Element, wanted: str) -> Iterator[Element]:
    """Rows of a table, also those in controls and changes."""
    for child in parent:
        name = local(child)
        if name == wanted:
            yield child
        elif name not in _GONE and name not in _BLOCKS:
            yield from _inside(child, wanted)


def _cells(parent: Element, code: str) -> Iterator[tuple[Element, str]]:
    """Cells of a row, with the code of a control around them."""
    for child in parent:
        name = local(child)
        if name == "tc":
            yield child, code
        elif name not in _GONE and name not in _BLOCKS:
            yield from _cells(child, (_code(child) if name == "sdt" else "") or code)


def _paragraphs(parent: Element, code: str, inner: list[Element]) -> Iterator[Text]:
    """Paragraphs of a cell; tables in it are put aside."""
    for child in parent:
        name = local(child)
        if name == "p":
            yield text_of(child, code)
        elif name == "tbl":
            inner.append(child)
        elif name == "sdt":
            mine = _code(child) or code
            yield from [Text([(mine, "")])] if _says(child, "showingPlcHdr") else _paragraphs(child, mine, inner)
        elif name not in _GONE:
            yield from _paragraphs(child, code, inner)


def _skipped(row: Element) -> int:
    return sum(_number(one) for about in row if local(about) == "trPr" for one in about if local(one) == "gridBefore")


def _span(cell: Element) -> int:
    return max(
        1, sum(_number(one) for about in cell if local(about) == "tcPr" for one in about if local(one) == "gridSpan")
    )


def _number(element: Element) -> int:
    value = _value(element, "val")
    return min(int(value), _MOST_COLUMNS) if value.isdecimal() and len(value) < 9 else 0
