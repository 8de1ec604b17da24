"""The queue of a study: what a person must decide, as data.

Items wait in the file ``queue.csv`` among the study's records. What was decided is kept in ``settled.csv``, so that
nothing is asked twice. Each item is of a kind; an :class:`ItemKind` says how a decision becomes a change of the study.
``graphmodel queue`` shows the items, writes them as a workbook and reads the filled workbook.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphmodel.changes import StudyChange
from graphmodel.problems import StudyError
from graphmodel.snapshot import Snapshot
from graphmodel.texts import csv_text, short_hash

WAITING, SETTLED = "queue.csv", "settled.csv"
"""Names of the records: what waits, and what was decided."""
EMPTY = "(empty)"
"""Stands for an empty cell, because an empty decision means that nothing is decided."""
DROP = "(drop)"
"""Decision on an item of any kind: nothing changes, and it is not asked again."""


@dataclass(frozen=True)
class QueueItem:
    """One thing that a person must decide.

    Args:
        kind: name of its :class:`ItemKind`.
        subject: what it is about, in a form that stays the same whenever the question comes up; its id is a hash of
            kind and subject.
        question: as a person reads it.
        options: decisions to choose from.
        suggestion: the option that the program takes for likely; empty: none.
        where: table, row and column as people see them, or the sheet that it came from.
        facts: what the handler needs besides (ids, cells), as texts.
        decision: what was decided; empty: nothing yet.
        decided_by: by whom, where somebody said so.
        note: why.
    """

    kind: str
    subject: str
    question: str
    options: tuple[str, ...] = ()
    suggestion: str = ""
    where: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    decision: str = ""
    decided_by: str = ""
    note: str = ""

    @property
    def id(self) -> str:
        """Such as ``twin.3f2a90c1``: the same for the same question, whenever it comes up."""
        digest = short_hash(f"{self.kind}\n{self.subject}", 4)
        return f"{self.kind}.{digest}"


class Undecidable(ValueError):
    """A decision that cannot be carried out; the text says why."""


@dataclass(frozen=True)
class ItemKind:
    """One kind of item.

    Args:
        name: as in :class:`QueueItem`.
        help: one line: what is decided.
        decide: computes what a decided item changes (its records too, if it has any); raises :class:`Undecidable`.
            What it returns may be empty: the decision is only kept.
        any_value: whether a decision may be a text that is not among the options.
        ask_together: the one question about several items from one place that have the same options and the same
            suggestion; None where each is a question of its own.
    """

    name: str
    help: str
    decide: Callable[[QueueItem, Snapshot], StudyChange]
    any_value: bool = False
    ask_together: Callable[[Sequence[QueueItem]], str] | None = None


_COLUMNS = (
    "item",
    "kind",
    "where",
    "question",
    "options",
    "suggestion",
    "decision",
    "decided_by",
    "note",
    "subject",
    "facts",
)


def read_items(text: str | None) -> list[QueueItem]:
    """Items from the text of ``queue.csv`` or ``settled.csv``; none from no text.

    Raises:
        StudyError: the text is not a list of items.
    """
    try:
        return [_item(row) for row in csv.DictReader(io.StringIO(text or "", newline=""))]
    except (csv.Error, KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise StudyError(
            f"The queue of the study cannot be read. Undo changes made to {WAITING} or {SETTLED} by hand."
        ) from error


def _item(row: Mapping[str, str]) -> QueueItem:
    return QueueItem(
        row["kind"],
        row["subject"],
        row["question"],
        tuple(map(str, json.loads(row["options"]))),
        row["suggestion"],
        row["where"],
        {str(key): str(value) for key, value in json.loads(row["facts"]).items()},
        row["decision"],
        row["decided_by"],
        row["note"],
    )


def items_text(items: Iterable[QueueItem]) -> str:
    """The text of ``queue.csv`` or ``settled.csv``."""
    lines: list[Sequence[str]] = [_COLUMNS]
    for one in items:
        lists = [json.dumps(value, ensure_ascii=False) for value in (list(one.options), dict(one.facts))]
        decided = (one.decision, one.decided_by, one.note)
        lines.append(
            [one.id, one.kind, one.where, one.question, lists[0], one.suggestion, *decided, one.subject, lists[1]]
        )
    return csv_text(lines, quoted=True)


def waiting(records: Mapping[str, str]) -> list[QueueItem]:
    """What waits to be decided, among the records of a study."""
    return read_items(records.get(WAITING))


def settled(records: Mapping[str, str]) -> dict[str, QueueItem]:
    """What was decided, by id of the item; of several decisions, the last."""
    return {one.id: one for one in read_items(records.get(SETTLED))}


def asked(records: Mapping[str, str], items: Iterable[QueueItem]) -> dict[str, str | None]:
    """The records with further items in the queue, for ``StudyChange.records``; empty where none is new.

    An item that waits already stays as it is, and one that was decided is not asked again.
    """
    queue = {one.id: one for one in waiting(records)}
    known = queue.keys() | settled(records).keys()
    new = {one.id: replace(one, decision="") for one in items if one.id not in known}
    return {WAITING: items_text([*queue.values(), *new.values()])} if new else {}


def withdrawn(records: Mapping[str, str], ids: Sequence[str]) -> dict[str, str | None]:
    """The records without some items, whose question no longer arises; empty where none of them waits."""
    queue = waiting(records)
    left = [one for one in queue if one.id not in {*ids}]
    return {WAITING: items_text(left) if left else None} if len(left) < len(queue) else {}
