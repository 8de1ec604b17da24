"""Which claim of one study is which of another: one unit, coded twice."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from graphmodel.alike import plain_label
from graphmodel.likeness import SUMMARIES
from graphmodel.schema.tables import CODED
from graphmodel.snapshot import Row, Snapshot

_STANDS_FOR = {"polarity": "affirms", "certainty": "stated"}


@dataclass
class Units:
    """Claims of two studies.

    Args:
        both: numbers of the rows that are one unit, in the first and in the second study.
        only_first: rows of the first alone.
        only_second: rows of the second alone.
    """

    both: list[tuple[int, int]] = field(default_factory=list)
    only_first: list[int] = field(default_factory=list)
    only_second: list[int] = field(default_factory=list)


def units_of(first: Snapshot, second: Snapshot) -> Units:
    """Pair the claims of two studies whose ids of nodes are the same.

    One unit is, in this order: the same id for the same source and passage; the same passage and coding; the same
    passage and summary; the only claim of either study on a passage. A passage is what has the same source, locator and
    speaker, as where several coders work in one study; where a claim has no locator, its summary stands for it.
    """
    ours, theirs = dict(first.rows("claims")), dict(second.rows("claims"))
    units = Units()
    by_id = {row.get("claim", ""): number for number, row in ours.items()}
    for number, row in list(theirs.items()):
        same = by_id.get(row.get("claim", ""))
        if same in ours and same is not None and _is_same(ours[same], row):
            units.both.append((same, number))
            del ours[same], theirs[number]
    for key in (_whole, _passage_and_summary, _passage):
        _pair(ours, theirs, key, units)
    units.both.sort()
    units.only_first, units.only_second = list(ours), list(theirs)
    return units


def _pair(ours: dict[int, Row], theirs: dict[int, Row], key: Callable[[Row], tuple[str, ...]], units: Units) -> None:
    """Take out claims that are the only ones with a key in either study."""
    groups = [_grouped(rows, key) for rows in (ours, theirs)]
    for one, numbers in groups[0].items():
        others = groups[1].get(one, [])
        if one and len(numbers) == 1 == len(others):
            units.both.append((numbers[0], others[0]))
            del ours[numbers[0]], theirs[others[0]]


def _grouped(rows: dict[int, Row], key: Callable[[Row], tuple[str, ...]]) -> dict[tuple[str, ...], list[int]]:
    groups = defaultdict(list)
    for number, row in rows.items():
        groups[key(row)].append(number)
    return groups


def _is_same(one: Row, other: Row) -> bool:
    """Whether two claims with one id are one: the same source, and the same place, statement or much the same words."""
    if one.get("source") != other.get("source"):
        return False
    places = [row.get("locator", "") for row in (one, other)]
    if all(places) and places[0] == places[1]:
        return True
    if all(one.get(name) == other.get(name) for name in ("subject", "predicate", "object")):
        return True
    words = [plain_label(row.get("summary", "")) for row in (one, other)]
    return fuzz.token_sort_ratio(*words) >= SUMMARIES.least


def _passage(row: Row) -> tuple[str, ...]:
    """Empty where the claim says no place: then nothing shows that two claims are on one passage."""
    return tuple(row.get(name, "") for name in ("source", "locator", "speaker")) if row.get("locator") else ()


def _passage_and_summary(row: Row) -> tuple[str, ...]:
    place = tuple(row.get(name, "") for name in ("source", "locator", "speaker"))
    return (*place, plain_label(row.get("summary", "")))


def _whole(row: Row) -> tuple[str, ...]:
    return (*_passage_and_summary(row), *(coded(row, name) for name in CODED))


def coded(row: Row, column: str) -> str:
    """A cell as it is compared: entries of a list in one order, and what an empty cell stands for."""
    text = row.get(column, "")
    if column == "codes":
        return ";".join(sorted({part.strip() for part in text.split(";") if part.strip()}))
    return text or _STANDS_FOR.get(column, "")


def differing(one: Row, other: Row, columns: Iterable[str]) -> list[str]:
    """The columns on which two rows differ."""
    return [name for name in columns if coded(one, name) != coded(other, name)]
