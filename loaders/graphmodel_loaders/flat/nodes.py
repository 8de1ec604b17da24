"""The nodes that rows name: one for each label and kind, with an id that it keeps."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphmodel.schema import KINDS_BY_NAME
from graphmodel.schema.ids import slug, unique
from graphmodel.schema.reading import name_key
from graphmodel_loaders.flat.kinds import ENDS, GuessedKind
from graphmodel_loaders.flat.reading import REFERENCES, SheetRow
from graphmodel_loaders.flat.vocabulary import stem, tidy
from graphmodel_loaders.loaded_study import packaged_rows

END, CODE, VERB = "end", "code", "verb"
"""Slots of labels besides kinds: an end of a claim, a code, a verb."""
Slot = tuple[str, str]
"""What a label is used as, and its key."""

_NUMBERED = re.compile(r"(\d{1,4}(?:\.\d{1,4}){0,4})[.:)]?\s+(?=\S)")


@dataclass(frozen=True)
class Node:
    """A node or verb to be written."""

    kind: str
    id: str
    label: str


@dataclass
class Nodes:
    """The id for each label, and those that are new.

    Attributes:
        ids: id by slot.
        labels: the label as it is shown, by slot.
        new: nodes that are not in the study yet.
        kinds: kind by id, of all nodes that ends name.
    """

    ids: dict[Slot, str] = field(default_factory=dict)
    labels: dict[Slot, str] = field(default_factory=dict)
    new: list[Node] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)

    def id(self, slot: str, label: str) -> str:
        """The id of a label."""
        return self.ids[slot, key_in(slot, label)]


def key_in(slot: str, label: str) -> str:
    """The key of a label: two labels with one key are one node. Verbs have one key for all their forms."""
    return stem(label) or tidy(label) if slot == VERB else name_key(label)


def labels_of(rows: Iterable[SheetRow]) -> dict[Slot, str]:
    """Every label that rows name, as most of them write it."""
    spellings: dict[Slot, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for name, label in row.labels.items():
            slot = END if name in ENDS else REFERENCES[name]
            spellings[slot, name_key(label)][label] += 1
        for label in row.codes:
            spellings[CODE, name_key(label)][label] += 1
        if not row.known_verb:
            spellings[VERB, key_in(VERB, row.verb)][row.verb] += 1
    return {slot: min(counts, key=lambda text: (-counts[text], text)) for slot, counts in spellings.items()}


def make_nodes(
    labels: Mapping[Slot, str],
    kinds: Mapping[str, GuessedKind],
    known: Mapping[Slot, str],
    taken: Mapping[str, str],
) -> Nodes:
    """Ids for all labels: known ones stay, new ones are made in the order of labels.

    Args:
        labels: labels by slot.
        kinds: kind of each end, by the key of its label.
        known: ids that labels have.
        taken: ids that are in use, with their kinds.
    """
    nodes = Nodes(dict(known), dict(labels), [], {})
    used = dict(taken)
    by_kind: dict[tuple[str, str], str] = {}
    for (slot, key), id_ in known.items():
        by_kind[used.get(id_, slot) if slot == END else slot, key] = id_
    for slot, label in sorted(labels.items(), key=lambda item: (item[0][0] == END, item[1], item[0])):
        if slot in nodes.ids:
            continue
        kind = kinds[slot[1]].kind if slot[0] == END else slot[0]
        id_ = by_kind.get((kind, slot[1]))
        if id_ is None:
            id_ = _new_id(kind, label, used)
            used[id_] = kind
            by_kind[kind, slot[1]] = id_
            nodes.new.append(Node(kind, id_, label))
        nodes.ids[slot] = id_
    nodes.kinds = {id_: used.get(id_, "") for (slot_name, _), id_ in nodes.ids.items() if slot_name != VERB}
    return nodes


def _new_id(kind: str, label: str, used: Mapping[str, str]) -> str:
    if kind == VERB:
        return unique(slug(label) or "verb", {name for name, of in used.items() if of == VERB})
    if kind == CODE:
        numbered = _NUMBERED.match(f"{label} ." if re.fullmatch(r"[\d.]+", label) else label)
        if numbered and numbered[1] not in used:
            return numbered[1]
        numbers = [int(name.split(".")[0]) for name, of in used.items() if of == CODE and name[:1].isdecimal()]
        return str(max(numbers, default=0) + 1)
    if kind == "stage":
        for row in packaged_rows("stages"):
            if tidy(label) in {tidy(row["stage"]), tidy(row["label"])} and row["stage"] not in used:
                return row["stage"]
    return unique(KINDS_BY_NAME[kind].prefix + (slug(label) or kind), used)
