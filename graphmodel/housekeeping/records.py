"""What housekeeping leaves in the records of a study: former names, and a queue that knows the new ones."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graphmodel.problems import StudyError
from graphmodel.queue import SETTLED, WAITING, QueueItem, items_text, read_items
from graphmodel.texts import csv_text

NAMES = "names.csv"
"""The record of former names: whoever reads the study's sheet again takes them for the node of today."""
_COLUMNS = ("kind", "was", "now")


@dataclass(frozen=True)
class FormerName:
    """An id or a label that something had, and the id that it has now."""

    kind: str
    was: str
    now: str


def former_names(records: Mapping[str, str]) -> list[FormerName]:
    """All former names, the oldest first.

    Raises:
        StudyError: the record cannot be read.
    """
    text = records.get(NAMES, "").removeprefix("\ufeff")
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if row]
    except csv.Error:
        rows = [["damaged"]]
    if any(len(row) != len(_COLUMNS) for row in rows) or (rows and tuple(rows[0]) != _COLUMNS):
        raise StudyError(f"The record {NAMES} of the study cannot be read. Undo changes made to it by hand.")
    return [FormerName(*row) for row in rows[1:]]


def remembered(records: Mapping[str, str], names: Iterable[FormerName]) -> dict[str, str]:
    """The records with further former names; earlier ones lead to the id of today."""
    kept = {(one.kind, one.was): one for one in former_names(records)}
    for new in names:
        for key, one in kept.items():
            if one.now == new.was:
                kept[key] = FormerName(new.kind, one.was, new.now)
        kept.pop((new.kind, new.now), None)
        if new.was != new.now:
            kept[new.kind, new.was] = new
    return {**records, NAMES: csv_text([_COLUMNS, *((one.kind, one.was, one.now) for one in kept.values())])}


def renamed_in_queue(records: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, str]:
    """The records with new ids in the queue and in what was settled.

    A question whether two nodes are one goes where they have become one.

    Args:
        records: the records.
        ids: the new id by the old one.
    """
    texts = dict(records)
    for name in (WAITING, SETTLED):
        if name in texts:
            items = [_renamed(item, ids) for item in read_items(texts[name])]
            texts[name] = items_text(item for item in items if not _is_of_one(item))
    return texts


def records_of_both(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """Queue, decisions and former names of two studies whose nodes have the same ids; those of the first count."""
    settled, waiting = (
        {one.id: one for records in (second, first) for one in read_items(records.get(name))}
        for name in (SETTLED, WAITING)
    )
    left = [one for id_, one in waiting.items() if id_ not in settled]
    texts = {SETTLED: items_text(settled.values()) if settled else "", WAITING: items_text(left) if left else ""}
    names = [*former_names(second), *former_names(first)]
    if names:
        texts |= remembered({}, names)
    return {name: text for name, text in texts.items() if text}


def _renamed(item: QueueItem, ids: Mapping[str, str]) -> QueueItem:
    def words(text: str) -> str:
        return " ".join(ids.get(word, word) for word in text.split(" "))

    return replace(
        item,
        subject=words(item.subject),
        facts={key: ids.get(value, value) for key, value in item.facts.items()},
        options=tuple(map(words, item.options)),
        suggestion=words(item.suggestion),
    )


def _is_of_one(item: QueueItem) -> bool:
    return "node" in item.facts and item.facts["node"] == item.facts.get("other")
