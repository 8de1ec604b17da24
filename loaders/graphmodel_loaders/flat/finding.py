"""Finds the table in a grid: its headings, wherever they are, and the rows below them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from openpyxl.utils.cell import get_column_letter

from graphmodel_loaders.flat.grid import Grid

_LOOKED_AT = 40
"""Rows with text among which the headings are."""
_LONGEST_HEADING = 80


@dataclass
class FoundTable:
    """A table as it stands in a sheet.

    Attributes:
        grid: the sheet.
        headings: text of each heading, each once; of two rows of headings ``Above: below``.
        parts: for each heading the texts it is made of, the most telling first.
        rows: number and cells of each row below the headings, cells in the order of the headings.
        first: number of the first row of headings.
        last: number of the last row of headings.
        above: numbers of rows with text above the headings.
        places: position of each column in the sheet, from 0.
        repeated: numbers of rows below that repeat the headings.
    """

    grid: Grid
    headings: list[str]
    parts: list[tuple[str, ...]]
    rows: list[tuple[int, list[str]]]
    first: int
    last: int
    above: list[int]
    places: list[int]
    repeated: list[int] = field(default_factory=list)

    @property
    def blank(self) -> int:
        """Number of blank rows between the rows with text."""
        return self.grid.last - self.last - len(self.rows) - len(self.repeated) if self.grid.lines else 0

    @cached_property
    def by_text(self) -> dict[str, int]:
        """The place of each heading."""
        return {heading: place for place, heading in enumerate(self.headings)}

    @cached_property
    def by_key(self) -> dict[str, str]:
        """The first heading of each key (:func:`key_of`)."""
        return {key_of(heading): heading for heading in reversed(self.headings)}

    def fault(self, number: int, heading: str) -> str:
        """What is wrong with a cell: ``formula`` (no stored result) or an error value; empty if nothing."""
        return self.grid.faults.get((number, self.places[self.by_text[heading]]), "")

    def column(self, heading: str) -> list[str]:
        """The cells of one column."""
        place = self.by_text[heading]
        return [cells[place] for _, cells in self.rows]


@lru_cache(maxsize=1 << 16)
def key_of(heading: str) -> str:
    """A heading without case, punctuation and the choice of spaces; ``#`` stays if there is nothing else."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.replace("’", "'"))
    return " ".join(words) or re.sub(r"\s+", "", text)


def find_table(grid: Grid, known: Callable[[str], bool]) -> FoundTable | None:
    """The table of a sheet; None if it has no row of headings.

    Args:
        grid: the sheet.
        known: whether a text is what people call a column.
    """
    lines = grid.lines[:_LOOKED_AT]
    place = _header(grid, lines, known)
    if place is None:
        return None
    top = _upper(grid, lines, place, known)
    number, cells = lines[place]
    width = max(len(row) for _, row in grid.lines)
    lower = [*cells, *[""] * (width - len(cells))]
    upper = _spread(grid, lines[top]) + [""] * width if top < place else [""] * width
    below = grid.lines[place + 1 :]
    used = [i for i in range(width) if lower[i] or _filled(below, i)]
    headings, parts = _named(used, lower, upper)
    table = FoundTable(grid, headings, parts, [], lines[top][0], number, [n for n, _ in lines[:top]], used)
    again = {key_of(text) for text in (*lower, *upper) if text}
    for row, texts in below:
        padded = [texts[i] if i < len(texts) else "" for i in used]
        first = next((text for text in padded if text), "")
        if key_of(first[:_LONGEST_HEADING]) in again and _repeats(padded, lower, upper, used):
            table.repeated.append(row)
        elif first:
            table.rows.append((row, padded))
    return table


def _repeats(cells: Sequence[str], lower: Sequence[str], upper: Sequence[str], used: Sequence[int]) -> bool:
    """Whether most cells of a row are what stands in the headings of the same columns."""
    pairs = [(text, {key_of(lower[i]), key_of(upper[i])}) for text, i in zip(cells, used, strict=True) if text]
    return len(pairs) > 1 and sum(key_of(text) in names for text, names in pairs) > len(pairs) / 2


def _header(grid: Grid, lines: Sequence[tuple[int, list[str]]], known: Callable[[str], bool]) -> int | None:
    """Position of the row of headings, the lower one of two."""
    if not lines:
        return None
    likely = [
        sum(known(text) for text in set(cells) if text) - again
        for (_, cells), again in zip(lines, _recurring(grid, lines), strict=True)
    ]
    best = max(likely)
    if best >= 2:
        place = likely.index(best)
        return place + 1 if _completed(grid, lines, place, likely) else place
    widths = Counter(sum(map(bool, cells)) for _, cells in lines)
    usual = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))[0]
    for place, (_, cells) in enumerate(lines):
        texts = [text for text in cells if text]
        if len(texts) >= max(2, 0.6 * usual) and _like_headings(texts):
            return place
    return likely.index(best) if best else None


def _recurring(grid: Grid, lines: Sequence[tuple[int, list[str]]]) -> list[int]:
    """For each row, the number of its cells that other rows have in the same column, as data do and headings do not.

    A row that stands there twice as a whole may be headings that are repeated.
    """
    copied = {
        (number, column)
        for top, left, bottom, right in grid.merged
        for number in range(top + 1, min(bottom, lines[-1][0]) + 1)
        for column in range(left, right + 1)
    }
    rows = [
        tuple((place, text) for place, text in enumerate(cells) if text and (number, place) not in copied)
        for number, cells in lines
    ]
    counts = Counter(cell for row in set(rows) for cell in row)
    return [sum(counts[cell] > 1 for cell in row) for row in rows]


def _completed(grid: Grid, lines: Sequence[tuple[int, list[str]]], place: int, likely: Sequence[int]) -> bool:
    """Whether the row below a row of headings names the columns under headings that span several."""
    if place + 1 >= len(lines) or lines[place + 1][0] != lines[place][0] + 1 or likely[place + 1] < 1:
        return False
    number, cells = lines[place]
    if _names_below(grid, number, lines[place + 1][1]):
        return True
    if likely[place + 1] < 2:
        return False
    below = [i for i, text in enumerate(lines[place + 1][1]) if text]
    spans = any(area[0] <= number <= area[2] and area[3] > area[1] for area in grid.merged)
    gaps = sum(i >= len(cells) or not cells[i] for i in below)
    return likely[place + 1] >= len(below) / 2 and (spans or gaps >= 1)


def _names_below(grid: Grid, number: int, below: Sequence[str]) -> bool:
    """Whether a heading in row ``number`` is merged over columns that the next row names, each otherwise."""
    spans = [area for area in grid.merged if area[0] <= number <= area[2] and area[3] > area[1]]
    named = [[text for text in below[area[1] : area[3] + 1] if text] for area in spans]
    texts = [text for text in below if text]
    return _like_headings(texts) and sum(len(names) > 1 for names in named) > 0


def _like_headings(texts: Sequence[str]) -> bool:
    return (
        len(set(map(key_of, texts))) == len(texts)
        and all(len(text) <= _LONGEST_HEADING for text in texts)
        and not any(re.fullmatch(r"[-\d.,%\s/:]+", text) for text in texts)
    )


def _upper(grid: Grid, lines: Sequence[tuple[int, list[str]]], place: int, known: Callable[[str], bool]) -> int:
    """Position of the first of two rows of headings; ``place`` itself if there is one row."""
    if place == 0:
        return place
    number, cells = lines[place - 1]
    texts = [text for text in cells if text]
    if number != lines[place][0] - 1 or len(texts) < 2 or not all(len(t) <= _LONGEST_HEADING for t in texts):
        return place
    spans = [area for area in grid.merged if area[0] <= number <= area[2] and area[3] > area[1]]
    fewer = len(texts) < sum(map(bool, lines[place][1]))
    keys = [key_of(text) for text in lines[place][1] if text]
    spanning = fewer and (len(set(keys)) < len(keys) or sum(map(known, texts)) >= 2)
    return place - 1 if spans or spanning else place


def _spread(grid: Grid, line: tuple[int, list[str]]) -> list[str]:
    """Texts of the upper row of headings over all columns that they span."""
    number, cells = line
    spans = {area[1]: area[3] for area in grid.merged if area[0] <= number <= area[2]}
    texts = list(cells)
    for start, end in spans.items():
        if start < len(texts) and texts[start]:
            texts += [""] * (end + 1 - len(texts))
            texts[start : end + 1] = [texts[start]] * (end + 1 - start)
    if any(end > start for start, end in spans.items()):
        return texts
    above = ""
    for place, text in enumerate(texts):
        above = text or above
        texts[place] = above
    return texts


def _filled(lines: Sequence[tuple[int, list[str]]], place: int) -> bool:
    return any(place < len(cells) and cells[place] for _, cells in lines)


def _named(used: Sequence[int], lower: Sequence[str], upper: Sequence[str]) -> tuple[list[str], list[tuple[str, ...]]]:
    """A heading for each column, each once, and what it is made of."""
    headings: list[str] = []
    parts: list[tuple[str, ...]] = []
    taken: Counter[str] = Counter()
    repeated = Counter(key_of(lower[i]) for i in used if lower[i])
    for i in used:
        pieces: list[str] = []
        low, high = " ".join(lower[i].split()), " ".join(upper[i].split())
        if not low or key_of(low) == key_of(high):
            low, high = low or high, ""
        if not low:
            name = f"Column {get_column_letter(i + 1)}"
        elif not high:
            name, pieces = low, [low]
        else:
            name = f"{high}: {low}"
            alone = repeated[key_of(low)] == 1
            pieces = [low, f"{high} {low}"] if alone else [f"{high} {low}", f"{low} {high}"]
        taken[key_of(name)] += 1
        headings.append(name if taken[key_of(name)] == 1 else f"{name} ({taken[key_of(name)]})")
        parts.append(tuple(pieces))
    return headings, parts
