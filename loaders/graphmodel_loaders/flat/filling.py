"""Fills in what people write once for several rows, and empties what they write for nothing."""

from collections.abc import Sequence
from itertools import pairwise

from graphmodel.schema.reading import FILLERS, MARKS
from graphmodel.wording import counted

_BLOCKS = ("source", "speaker", "coder", "date", "site", "workstream", "stage")
"""Fields that people write once for a block of rows."""
_NOTHING = FILLERS | MARKS
_LONGEST_FILLER = max(map(len, _NOTHING))


def has(cells: Sequence[str], place: dict[str, int], name: str) -> bool:
    """Whether a row has text in the column of a field."""
    return name in place and bool(cells[place[name]])


def fill_down(rows: list[tuple[int, list[str]]], place: dict[str, int]) -> list[str]:
    """Fill in what people write once for a block of rows; says so."""
    remarks = []

    def is_claim(cells: Sequence[str], besides: str) -> bool:
        others = [name for name in ("subject", "object", "predicate") if name != besides]
        return sum(has(cells, place, name) for name in others) >= (
            2 if "predicate" in place or besides == "source" else 1
        )

    for name in ("subject", "source"):
        if name not in place:
            continue
        column = place[name]
        claims = [cells for _, cells in rows if is_claim(cells, name)]
        if not _is_blocked([cells[column] for cells in claims]):
            continue
        heads = {id(cells) for cells in claims if cells[column]}
        followers = [
            field_name
            for field_name in (_BLOCKS if name == "source" else ())
            if field_name in place
            and field_name != name
            and any(cells[place[field_name]] for cells in claims)
            and all(id(cells) in heads for cells in claims if cells[place[field_name]])
        ]
        before: dict[str, str] = {}
        for cells in claims:
            for other in (name, *followers):
                if id(cells) in heads:
                    before[other] = cells[place[other]]
                elif not cells[place[other]]:
                    cells[place[other]] = before.get(other, "")
        also = f", with {', '.join(followers)}" if followers else ""
        remarks.append(
            f"The {name} is written once for a block of rows{also}: it is filled down in"
            f" {counted(len(claims) - len(heads), 'row')}."
        )
    return remarks


def _is_blocked(cells: Sequence[str]) -> bool:
    """Whether a column is filled in at the first row of each block alone."""
    if len(cells) < 3 or not cells[0] or sum(not cell for cell in cells) < 0.2 * len(cells):
        return False
    return all(not after or after != before for before, after in pairwise(cells))


def empty_fillers(rows: list[tuple[int, list[str]]], columns: Sequence[int]) -> None:
    """Empty the cells that hold a word for nothing: ``n/a``, ``-``, ``none``."""
    for _, cells in rows:
        for column in columns:
            text = cells[column]
            if text and len(text) <= _LONGEST_FILLER and text.casefold() in _NOTHING:
                cells[column] = ""
