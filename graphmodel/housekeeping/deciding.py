"""Takes decisions on items of the queue: what each changes, one after another, and which are refused."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphmodel.problems import GraphmodelError
from graphmodel.queue import (
    DROP,
    SETTLED,
    WAITING,
    ItemKind,
    QueueItem,
    Undecidable,
    items_text,
    read_items,
    settled,
    waiting,
)
from graphmodel.schema.reading import name_key
from graphmodel.snapshot import Snapshot
from graphmodel.suggest import did_you_mean

_ASKED_AS = "asked_as"
"""Fact that keeps the id that an item had, while earlier decisions rename what it is about."""


@dataclass(frozen=True)
class Decision:
    """One filled row.

    Args:
        row: its number, for messages.
        item: id of the item.
        decision: what was decided; empty: nothing.
        decided_by: by whom; may be empty.
        note: why; may be empty.
        part_of: the question that the item is asked about in, with others; may be empty.
    """

    row: int
    item: str
    decision: str
    decided_by: str = ""
    note: str = ""
    part_of: str = ""


@dataclass
class Decided:
    """What became of decisions: the study after them, and the rows by what became of each."""

    study: Snapshot
    taken: list[Decision] = field(default_factory=list)
    unchanged: list[Decision] = field(default_factory=list)
    open: list[Decision] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)


def decide(study: Snapshot, kinds: Mapping[str, ItemKind], decisions: Sequence[Decision]) -> Decided:
    """Take decisions in their order; each sees what those before it changed."""
    queue = [replace(one, facts={**one.facts, _ASKED_AS: one.id}) for one in waiting(study.records)]
    asked = {one.facts[_ASKED_AS]: one for one in queue}
    if queue:
        study = replace(study, records={**study.records, WAITING: items_text(queue)})
    before = settled(study.records)
    result = Decided(study)
    times = Counter(one.item for one in decisions)
    for filled in decisions:
        one = _as_option(filled, asked.get(filled.item) or before.get(filled.item))
        if not one.decision:
            result.open.append(one)
        elif one.item in before and one.item not in asked:
            if before[one.item].decision == one.decision:
                result.unchanged.append(one)
            else:
                result.refused.append((one.row, f"It was decided already: {before[one.item].decision}."))
        elif reason := _refused(one, asked.get(one.item), kinds, times):
            result.refused.append((one.row, reason))
        else:
            _take(result, one, asked[one.item], kinds)
    result.study = _without_marks(result.study)
    return result


def _as_option(one: Decision, item: QueueItem | None) -> Decision:
    """The decision in the letters of its option, if it is one but for case, spaces and hyphens."""
    if item is None or one.decision in item.options:
        return one
    alike = [option for option in item.options if name_key(option) == name_key(one.decision)]
    return replace(one, decision=alike[0]) if len(alike) == 1 else one


def _refused(one: Decision, item: QueueItem | None, kinds: Mapping[str, ItemKind], times: Counter[str]) -> str:
    if item is None:
        return f"There is no item {one.item} in the queue."
    kind = kinds.get(item.kind)
    if kind is None and one.decision != DROP:
        return f"This version of graphmodel does not know the kind {item.kind}."
    if times[one.item] > 1:
        return "The workbook has this item twice."
    if one.decision not in {*item.options, DROP} and not (kind and kind.any_value):
        near = did_you_mean(one.decision, item.options)
        return f"{one.decision!r} is not among the options: {', '.join(item.options)}.{near}"
    return ""


def _take(result: Decided, one: Decision, asked: QueueItem, kinds: Mapping[str, ItemKind]) -> None:
    now = next((item for item in waiting(result.study.records) if item.facts.get(_ASKED_AS) == one.item), None)
    if now is None:  # an earlier decision has made one of the two that it is about
        result.taken.append(one)
        return
    text = now.options[asked.options.index(one.decision)] if one.decision in asked.options else one.decision
    decided = replace(now, decision=text, decided_by=one.decided_by, note=one.note)
    try:
        after = result.study
        if text != DROP:
            after = after.changed(kinds[now.kind].decide(decided, result.study))
    except (Undecidable, GraphmodelError) as error:
        result.refused.append((one.row, str(error)))
        return
    left = [item for item in waiting(after.records) if item.facts.get(_ASKED_AS) != one.item]
    # A kept decision is of the study as it is afterwards, in which a merged node has its new id.
    kept = [*read_items(after.records.get(SETTLED)), decided]
    records = {**after.records, SETTLED: items_text(kept), WAITING: items_text(left)}
    result.study = replace(after, records=records)
    result.taken.append(one)


def _without_marks(study: Snapshot) -> Snapshot:
    records = dict(study.records)
    for name in (WAITING, SETTLED):
        items = read_items(records.get(name))
        for place, one in enumerate(items):
            items[place] = replace(one, facts={key: value for key, value in one.facts.items() if key != _ASKED_AS})
        if items:
            records[name] = items_text(items)
        else:
            records.pop(name, None)
    return replace(study, records=records)
