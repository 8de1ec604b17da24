"""What of a copy goes onto which slide, so that nothing runs over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from graphmodel.tools.copies import (
    DATE_HINT,
    EMPTY_BOX,
    OWN,
    Cell,
    Discs,
    Field,
    Fields,
    Heading,
    Part,
    Printed,
    Prose,
    Row,
    Table,
    ToolCopy,
    choices_line,
)
from graphmodel.wording import counted
from graphmodel_viz.sheets.slide_text import LEADING, fitting, lines_of, width_of
from graphmodel_viz.sheets.texts import as_table, plain, shares

WIDTH, HEIGHT = 960.0, 540.0
"""Points of a slide, 16 to 9."""
MARGIN, TITLE_TOP, TITLE_HEIGHT, BOTTOM = 36.0, 20.0, 58.0, 40.0
ACROSS = WIDTH - 2 * MARGIN
LARGEST, SMALLEST = 18.0, 12.0
"""Points of the text of a slide; what does not fit at the smallest goes onto another slide, or is left out and said."""
TITLE_SIZES = (28.0, 24.0, 20.0)
HELP_SIZE = 13.0
CELL_X, CELL_Y = 5.0, 2.5
"""Points between the text of a cell and its lines."""
CODE_WIDTH = 46.0
LABEL_SIZE, FIELD_HEIGHT, FIELD_GAP, FIELDS_ACROSS = 12.0, 30.0, 6.0, 2
COVER_SIZE, COVER_HEADING = 14.0, 26.0
_NARROWEST, _WIDEST_WORD = 62.0, 170.0
_STEP = 1.0
_NUMBER = 90.0
"""Points that the number of a slide takes in its title."""
_TAB = "wwwwww"
"""As wide as a tab at most."""
_LONG = ("text", "who", "private")
_MOST_ROOM = 36.0
"""Answers that take more than a word, and the most points that a row of them grows where there is room."""


@dataclass(frozen=True)
class Laid:
    """What one slide holds of a part: the part cut down to it, the size of its text, and the heights of its rows.

    Args:
        part: its table, fields or text.
        size: of the text, in points.
        widths: of the columns of a table.
        heights: of its rows, the first one that of the headings; names of groups are rows too.
    """

    part: Table | Fields | Prose
    size: float
    widths: tuple[float, ...] = ()
    heights: tuple[float, ...] = ()


def laid_out(copy: ToolCopy, others: int) -> tuple[ToolCopy, list[Laid]]:
    """What goes onto which slide, and the copy as it is then: cut texts are cut in it, and it says what is left out.

    Args:
        copy: the copy.
        others: slides besides those of the parts.
    """
    shortened = [_shortened(_as_shown(part)) for part in copy.parts]
    whole = [part for part, _ in shortened]
    notes = [f"{part.title}: {counted(cut, 'text')} cut short." for part, cut in shortened if cut]
    by_part = [_on_slides(part) for part in whole]
    most = copy.pages - others if copy.paper == "slides" else sum(map(len, by_part))
    left_out = [0] * len(by_part)
    while sum(map(len, by_part)) > most:
        for place in sorted(range(len(by_part)), key=lambda place: -len(by_part[place])):
            by_part[place], left = _on_fewer(by_part[place])
            left_out[place] += left
            if left:
                break
        else:
            break
    notes += [
        f"{part.title}: {counted(left, 'further row')} left out: there is no room."
        for part, left in zip(whole, left_out, strict=True)
        if left
    ]
    slides = [laid for of_part in by_part for laid in _numbered(of_part)]
    return replace(copy, parts=tuple(laid.part for laid in slides), notes=(*copy.notes, *notes)), slides


def title_size(text: str) -> float:
    """The largest size at which a title takes at most two lines; the smallest one where none does."""
    fits = (size for size in TITLE_SIZES if lines_of(text, size, ACROSS, bold=True) * size * LEADING <= TITLE_HEIGHT)
    return next(fits, TITLE_SIZES[-1])


def help_height(part: Table | Fields | Prose) -> float:
    """Room of the help of a part, below its title."""
    text = "" if isinstance(part, Prose) else part.help
    return lines_of(text, HELP_SIZE, ACROSS) * HELP_SIZE * LEADING + 6 if text else 0.0


def body_height(part: Table | Fields | Prose) -> float:
    """Room for what a part holds."""
    return HEIGHT - TITLE_TOP - TITLE_HEIGHT - help_height(part) - BOTTOM - 8


def text_height(text: str, size: float) -> float:
    """Room that a paragraph across the slide takes."""
    return lines_of(text, size, ACROSS - 2 * CELL_X) * size * LEADING + size * 0.25


def cover_heights(copy: ToolCopy) -> tuple[float, float, float]:
    """Room of the name of the form, the purpose and the facts on the cover."""
    facts = " ".join(f"{name} {text} {_TAB}" for name, text in copy.facts)
    subtitle, purpose = (text_height(plain(text), COVER_SIZE) + 4 for text in (copy.subtitle, copy.purpose))
    return subtitle, purpose, text_height(plain(facts), SMALLEST) + 4


def has_room_on_cover(copy: ToolCopy) -> bool:
    """Whether the questions that a copy begins with have room below what the cover says."""
    first = copy.parts[0] if copy.parts else None
    if not isinstance(first, Fields):
        return False
    lines = -(-len(first.fields) // FIELDS_ACROSS)
    taken = TITLE_TOP + TITLE_HEIGHT + sum(cover_heights(copy)) + COVER_HEADING + lines * field_height(first)
    return taken <= HEIGHT - BOTTOM


def field_height(part: Fields) -> float:
    """Room of a question with its answer."""
    width = _field_width()
    longest = max((lines_of(f"{field.label or field.name}", LABEL_SIZE, width) for field in part.fields), default=1)
    return longest * LABEL_SIZE * LEADING + FIELD_HEIGHT + FIELD_GAP


def _field_width() -> float:
    return (ACROSS - MARGIN) / FIELDS_ACROSS


def _as_shown(part: Part) -> Table | Fields | Prose:
    """Cards and discs as rows of a table; the name of the sheet that a part stands on before its title."""
    if part.sheet:
        part = replace(part, title=f"{part.sheet.title}: {part.title}")
    if isinstance(part, Discs):
        headings = (Heading(part.title, 1), Heading("", 3))
        rows = tuple(Row("", "", (Printed(disc.group), Printed(disc.text))) for disc in part.discs)
        return Table(part.name, part.title, part.help, headings, rows, part.sheet)
    return part if isinstance(part, Fields | Prose) else as_table(part)


def _on_slides(part: Table | Fields | Prose) -> list[Laid]:
    if isinstance(part, Table):
        return _tables(part)
    if isinstance(part, Prose):
        return _texts(part)
    each = max(1, int(body_height(part) // field_height(part))) * FIELDS_ACROSS
    starts = range(0, max(1, len(part.fields)), each)
    return [Laid(replace(part, fields=part.fields[start : start + each]), LABEL_SIZE) for start in starts]


def _texts(part: Prose) -> list[Laid]:
    room = body_height(part)
    texts = part.text.split("\n")
    for size in _sizes():
        if sum(text_height(text, size) for text in texts) <= room:
            return [Laid(part, size)]
    pages = _pages([text_height(text, SMALLEST) for text in texts], room)
    return [Laid(replace(part, text="\n".join(texts[start:end])), SMALLEST) for start, end in pages]


def _tables(part: Table) -> list[Laid]:
    room = body_height(part)
    for size in _sizes():
        widths = _widths(part, size)
        heights = _heights(part, size, widths)
        if sum(heights) <= room:
            return [Laid(part, size, widths, _roomier(part, heights, room))]
    widths = _widths(part, SMALLEST)
    head = _heights(replace(part, rows=()), SMALLEST, widths)
    # Each row is counted with the name of its group, which is repeated on the next slide.
    each = [sum(_heights(replace(part, rows=(row,)), SMALLEST, widths)[1:]) for row in part.rows]
    made = []
    for start, end in _pages(each, room - sum(head)):
        piece = replace(part, rows=part.rows[start:end])
        made.append(Laid(piece, SMALLEST, widths, _heights(piece, SMALLEST, widths)))
    return made


def _roomier(part: Table, heights: tuple[float, ...], room: float) -> tuple[float, ...]:
    """Heights with what room is left shared out among the rows that are written into, within reason."""
    spare = room - sum(heights)
    written = [
        not isinstance(row, str) and any(isinstance(cell, Field) and cell.kind in _LONG for cell in row.cells)
        for row in rows_with_groups(part)
    ]
    more = min(_MOST_ROOM, spare / max(1, sum(written)))
    return (heights[0], *(high + more * is_long for high, is_long in zip(heights[1:], written, strict=True)))


def _on_fewer(slides: list[Laid]) -> tuple[list[Laid], int]:
    """A part on fewer slides, and how many rows or lines are left out for it, from the end; blank rows stay."""
    first, last = slides[0].part, slides[-1].part
    if len(slides) > 1 and isinstance(last, Prose):
        return slides[:-1], last.text.count("\n") + 1
    if len(slides) < 2 or not isinstance(first, Table):
        return slides, 0
    rows = [row for laid in slides if isinstance(laid.part, Table) for row in laid.part.rows]
    of_last = {id(row) for row in _written(slides[-1]) or _written(slides[-2])}
    kept = tuple(row for row in rows if id(row) not in of_last)
    return _tables(replace(first, rows=kept)), len(of_last)


def _written(laid: Laid) -> list[Row]:
    """Rows with something of the study."""
    rows = laid.part.rows if isinstance(laid.part, Table) else ()
    return [row for row in rows if row.cells and isinstance(row.cells[0], Printed)]


def _numbered(slides: list[Laid]) -> Iterator[Laid]:
    """Slides of one part, with numbers in the titles of those after the first."""
    for number, laid in enumerate(slides, 1):
        title = laid.part.title if number == 1 else f"{laid.part.title} ({number})"
        yield replace(laid, part=replace(laid.part, title=title))


def _pages(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """First and last of what goes onto each slide."""
    pages, start, used = [], 0, 0.0
    for place, height in enumerate(heights):
        if used + height > room and place > start:
            pages.append((start, place))
            start, used = place, 0.0
        used += height
    return [*pages, (start, len(heights))]


def _sizes() -> Iterator[float]:
    size = LARGEST
    while size >= SMALLEST:
        yield size
        size -= _STEP


def rows_with_groups(part: Table) -> Iterator[Row | str]:
    """Rows of a table, with the name of a group before its rows."""
    before = ""
    for row in part.rows:
        group = row.group or (OWN if before else "")
        if group != before:
            yield group
        before = group
        yield row


def shown(cell: Cell) -> str:
    """What a cell of a slide shows before anybody fills it in."""
    return plain(cell.text) if isinstance(cell, Printed) else hint(cell)


def hint(field: Field) -> str:
    """What a place for an answer shows while it is empty."""
    if field.kind == "tick":
        return EMPTY_BOX
    return DATE_HINT if field.kind == "date" else choices_line(field.choices)


def heading_text(heading: Heading) -> str:
    """What the head of a column shows."""
    return plain(f"{heading.text} [{heading.letter}]" if heading.letter else heading.text)


def _heights(part: Table, size: float, widths: Sequence[float]) -> tuple[float, ...]:
    heads = [lines_of(heading_text(one), size, width - 2 * CELL_X, bold=True)
             for one, width in zip(part.headings, widths[1:], strict=True)]  # fmt: skip
    made = [_height(max(heads, default=1), size)]
    for row in rows_with_groups(part):
        if isinstance(row, str):
            made.append(_height(lines_of(plain(row), size, sum(widths) - 2 * CELL_X, bold=True), size))
            continue
        lines = [lines_of(shown(cell), size, width - 2 * CELL_X)
                 for cell, width in zip(row.cells, widths[1:], strict=True)]  # fmt: skip
        made.append(_height(max(lines, default=1), size))
    return tuple(made)


def _height(lines: int, size: float) -> float:
    return max(1, lines) * size * LEADING + 2 * CELL_Y


def _widths(part: Table, size: float) -> tuple[float, ...]:
    least = [
        min(_WIDEST_WORD, max(_NARROWEST, 1.03 * wide + 2 * CELL_X))
        for wide in (_widest_word(part, place, size) for place in range(len(part.headings)))
    ]
    weights = [max(1, heading.width) for heading in part.headings]
    return (CODE_WIDTH, *shares(weights, least, ACROSS - CODE_WIDTH))


def _widest_word(part: Table, place: int, size: float) -> float:
    """Width of the widest word of a column; the words of a choice stand side by side."""
    wide = [width_of(word, size, bold=True) for word in heading_text(part.headings[place]).split()]
    for row in part.rows:
        cell = row.cells[place]
        texts = shown(cell).split() if isinstance(cell, Printed) else [hint(cell)]
        wide += [width_of(word, size if isinstance(cell, Printed) else SMALLEST) for word in texts]
    return max(wide, default=0.0)


class _Cutter:
    """Cuts texts short that no slide has room for, and counts them."""

    def __init__(self) -> None:
        self.cut = 0

    def part(self, part: Table | Fields | Prose) -> Table | Fields | Prose:
        """A part whose every text fits onto a slide."""
        title = self._text(part.title, TITLE_SIZES[-1], ACROSS - _NUMBER, TITLE_HEIGHT, bold=True)
        part = replace(part, title=title)
        if isinstance(part, Prose):
            room = body_height(part)
            texts = (self._text(text, SMALLEST, ACROSS - 2 * CELL_X, room) for text in part.text.split("\n"))
            return replace(part, text="\n".join(texts))
        part = replace(part, help=self._text(part.help, HELP_SIZE, ACROSS, HEIGHT / 4))
        return self._table(part) if isinstance(part, Table) else part

    def _table(self, part: Table) -> Table:
        widths = _widths(part, SMALLEST)
        headings = tuple(
            replace(one, text=self._text(one.text, SMALLEST, width - 2 * CELL_X, HEIGHT / 4, bold=True))
            for one, width in zip(part.headings, widths[1:], strict=True)
        )
        part = replace(part, headings=headings)
        line = _height(1, SMALLEST)
        room = body_height(part) - sum(_heights(replace(part, rows=()), SMALLEST, widths)) - 3 * line
        rows = []
        for row in part.rows:
            group = self._text(row.group, SMALLEST, ACROSS - 2 * CELL_X, 2 * line, bold=True)
            cells = tuple(
                Printed(self._text(cell.text, SMALLEST, width - 2 * CELL_X, room))
                if isinstance(cell, Printed)
                else cell
                for cell, width in zip(row.cells, widths[1:], strict=True)
            )
            rows.append(replace(row, cells=cells, group=group))
        return replace(part, rows=tuple(rows))

    def _text(self, text: str, size: float, width: float, room: float, *, bold: bool = False) -> str:
        short = fitting(text, size, width, room, bold=bold)
        self.cut += short != text
        return short


def _shortened(part: Table | Fields | Prose) -> tuple[Table | Fields | Prose, int]:
    """A part without texts that no slide has room for, and how many were cut short."""
    cutter = _Cutter()
    return cutter.part(part), cutter.cut
