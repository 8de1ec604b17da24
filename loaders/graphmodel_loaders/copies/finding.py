"""Finds answers among rows of cells by the codes beside them, whatever people and programs did to rows and columns.

An answer has the code that the file keeps for it, if it keeps one: the tag of a content control. Else it has the
printed code of its row with the letter in the heading of its column, or the code in the cell to its left. What stands
beside no code is kept apart, unless it is what was printed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphmodel.tools.copies import CODE, DATE_HINT, EMPTY_BOX, FIXED, LETTER, LINE, ROW_CODE, TICKED, choices_line
from graphmodel.tools.manifest import Asked, Manifest, mark
from graphmodel.tools.reading import FilledCell
from graphmodel_loaders.flat.grid import clean

_INNER = re.compile(rf"(?m)^[ \t]*{CODE.pattern}")
_TICKS = {TICKED, "✓", "✔", "☒", "☑", "✗", "✘", "🗹", "🗸", "yes", "y", "true", "1"}
_BOXES = re.compile("[☒☑🗹]")
_LONGEST_LINE, _MOST_SEARCHED = 2000, 200
"""Characters of a line, and how many lines, in which the line that says which copy it is, is looked for."""
_FIXED = frozenset(map(mark, FIXED))


@dataclass(frozen=True)
class GridCell:
    """A cell of a row.

    Args:
        column: its place in the row; cells below each other have the same.
        text: all of its text.
        tagged: codes that the file keeps for parts of the text, with these parts.
        rest: the text besides these parts.
    """

    column: int
    text: str
    tagged: tuple[tuple[str, str], ...] = ()
    rest: str = ""


@dataclass
class _Found:
    """An answer: the code that the file keeps, and the one that its place says."""

    tag: str
    place: str
    text: str
    where: str


@dataclass
class _Headings:
    """Letters of columns, and the letters of the codes of rows that stand under them."""

    letters: Mapping[int, str]
    rows: str = ""


@dataclass
class Finder:
    """Collects what rows and paragraphs hold.

    Args:
        manifest: what the copy says of itself; None if it says nothing.
    """

    manifest: Manifest | None
    line: str = ""
    others: list[tuple[str, str]] = field(default_factory=list)
    _found: list[_Found] = field(default_factory=list)
    _searched: int = 0
    _headings: _Headings = field(default_factory=lambda: _Headings({}))

    def cells(self) -> tuple[FilledCell, ...]:
        """The answers.

        A row that people copied has its tags twice; then the place counts, if the tag is at its own place elsewhere.
        """
        at_home = {found.tag for found in self._found if found.tag and found.tag == found.place}
        made = []
        for found in self._found:
            moved = found.tag in at_home and found.place and found.place != found.tag
            code = found.place if moved or not found.tag else found.tag
            if text := self._answer(code, found.text):
                made.append(FilledCell(code, text, found.where))
        return tuple(made)

    def answer(self, tag: str, text: str, where: str) -> None:
        """A text that the file keeps a code for, in no cell."""
        self._found.append(_Found(tag, "", text, where))

    def text(self, text: str, where: str) -> None:
        """A text beside no code: the line that says which copy this is, something printed, or something else."""
        text = "\n".join(self._without_line(line) for line in clean(text).split("\n"))
        if self._is_printed(text):
            return
        lines = [line for line in re.split("[\t\n]", text) if line.strip() and not self._is_printed(line)]
        if lines:
            self.others.append(("\n".join(lines).strip(), where))

    def begin_sheet(self) -> None:
        """No heading above this counts for what follows."""
        self._headings = _Headings({})

    def _without_line(self, text: str) -> str:
        """A line of text; what says which copy it is, is noted."""
        if len(text) > _LONGEST_LINE or " · copy " not in text or self._searched == _MOST_SEARCHED:
            return text
        self._searched += 1
        found = LINE.search(text)
        self.line = self.line or (found[0] if found else "")
        return text.replace(found[0], "") if found else text

    def row(self, cells: Sequence[GridCell], where: str) -> None:
        """A row of a table or sheet, with its cells from left to right."""
        cells = [cell for cell in cells if cell.text.strip() or cell.tagged]
        if self._is_heading(cells):
            self._headings = _Headings({cell.column: found[1] for cell in cells if (found := LETTER.search(cell.text))})
            for cell in cells:
                self.text(LETTER.sub("", cell.text), where)
            return
        key = self._key(cells)
        coded = [cell for cell in cells if CODE.match(cell.text.strip())]
        visible = next((cell for cell in coded if not self._is_field(cell)), None)
        row = _code_of(visible) if visible else "" if self._asks(key) else key
        waiting = key if self._asks(key) and not coded else ""
        for cell in cells[1:] if key else cells:
            place = self._below(row, cell.column)
            if waiting and not self._is_field(cell):
                if coded or not self._is_printed(cell.text):
                    self._place(waiting, cell, where)
                    waiting = ""
            elif cell in coded and (cell is visible or not place) and (cell.rest.strip() or not cell.tagged):
                waiting = self._code_cell(cell, where)
            else:
                self._place(place, cell, where)

    def _is_heading(self, cells: Sequence[GridCell]) -> bool:
        lettered = [cell for cell in cells if LETTER.search(cell.text)]
        if not lettered or any(cell.tagged or CODE.match(cell.text.strip()) for cell in cells) or self._key(cells):
            return False
        if self.manifest is None or len(lettered) > 1:
            return True
        return any(self._is_printed(LETTER.sub("", cell.text).strip().split("\n")[0]) for cell in cells)

    def _key(self, cells: Sequence[GridCell]) -> str:
        """The code in the first cell without brackets, as hidden columns hold it."""
        text = cells[0].text.strip() if cells else ""
        if not ROW_CODE.fullmatch(text) or (self.manifest and not self._known(text)):
            return ""
        return text

    def _known(self, row: str) -> bool:
        asked = self.manifest.asked if self.manifest else {}
        return row in asked or any(f"{row}{letter}" in asked for letter in "abcdefghijklmnopqrstuvwxyz")

    def _asks(self, code: str) -> bool:
        """Whether a code asks something by itself, without the letter of a column."""
        return bool(self.manifest and code in self.manifest.asked)

    def _is_field(self, cell: GridCell) -> bool:
        """Whether a cell has a code and a question, whose answer is in the next cell."""
        match = CODE.match(cell.text.strip())
        if match is None:
            return False
        return self._asks(match[1]) if self.manifest else bool(cell.text.strip()[match.end() :].strip())

    def _code_cell(self, cell: GridCell, where: str) -> str:
        """Take a cell that begins with a code; the code, if the next cell holds its answer.

        A card holds its answer too, after a code with a letter.
        """
        text = cell.text.strip()
        inner = [found for found in _INNER.finditer(text) if found[1][-1].islower() and self._may_ask(found[1])]
        tags = dict(cell.tagged)
        ends = [*(found.start() for found in inner), len(text)][1:]
        for found, end in zip(inner, ends, strict=True):
            self._found.append(_Found(tags.pop(found[1], "") and found[1], found[1], text[found.end() : end], where))
        for tag, part in tags.items():
            self._found.append(_Found(tag, "", part, where))
        printed = text[: inner[0].start()] if inner else cell.rest or text
        self.text(CODE.sub("", printed, count=1), where)
        return _code_of(cell) if self._is_field(cell) and not inner else ""

    def _may_ask(self, code: str) -> bool:
        return self.manifest is None or code in self.manifest.asked

    def _below(self, row: str, column: int) -> str:
        """The code of the answer in a column of a row; none under headings of rows of another sort."""
        sort = row.rstrip("0123456789")
        self._headings.rows = self._headings.rows or sort
        letter = self._headings.letters.get(column, "") if sort and sort == self._headings.rows else ""
        return row + letter if letter and self._may_ask(row + letter) else ""

    def _place(self, place: str, cell: GridCell, where: str) -> None:
        tags = dict(cell.tagged)
        if len(tags) == 1 or (tags and place):
            tag = place if place in tags else next(iter(tags))
            self._found.append(_Found(tag, place, cell.text, where))
        elif tags:
            for tag, text in cell.tagged:
                self.answer(tag, text, where)
            self.text(cell.rest, where)
        elif place:
            self._found.append(_Found("", place, cell.text, where))
        else:
            self.text(cell.text, where)

    def _is_printed(self, text: str) -> bool:
        text = text.strip()
        known = mark(text)
        return known in _FIXED or text == EMPTY_BOX or bool(self.manifest and known in self.manifest.printed)

    def _answer(self, code: str, text: str) -> str:
        """The text of an answer; a tick is ``x`` however it is made."""
        asked: Asked | None = self.manifest.asked.get(code) if self.manifest else None
        text = clean(text)
        if EMPTY_BOX in text:
            text = text.replace(EMPTY_BOX, "", 1).strip()
        if asked and asked.choices and mark(text) == mark(choices_line(asked.choices)):
            return ""
        if text == DATE_HINT:
            return ""
        is_tick = asked.kind == "tick" if asked else bool(_BOXES.fullmatch(text))
        return TICKED if is_tick and text.casefold() in _TICKS else text


def _code_of(cell: GridCell) -> str:
    """The code that a cell begins with; empty where it begins with none."""
    match = CODE.match(cell.text.strip())
    return match[1] if match else ""
