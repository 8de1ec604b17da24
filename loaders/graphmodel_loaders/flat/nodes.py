"""The nodes that rows name: one for each label and kind, with an id that it keeps."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphmodel.schema import KINDS_BY_NAME
from graphmodel.schema.reading import name_key
from graphmodel.schema.vocabularies import default_verbs
from graphmodel_loaders.flat.kinds import ENDS, GuessedKind
from graphmodel_loaders.flat.sheet_rows import REFERENCES, SheetRow
from graphmodel_loaders.flat.vocabulary import stem, tidy
from graphmodel_loaders.ids import ids_from_labels
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


def nodes_of_sheet(
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
    # The packaged types of evidence are nodes of every study that has none of its own.
    used = {row["evidence_type"]: "evidence_type" for row in packaged_rows("evidence_types")} | dict(taken)
    by_kind: dict[str, dict[str, str]] = defaultdict(dict)
    for (used_as, key), id_ in known.items():
        by_kind[used.get(id_, used_as) if used_as == END else used_as][key] = id_
    wanted: dict[str, dict[Slot, str]] = defaultdict(dict)
    for slot, label in labels.items():
        if slot not in nodes.ids:
            wanted[kinds[slot[1]].kind if slot[0] == END else slot[0]][slot] = label
    for kind in sorted(wanted):
        before = set(by_kind[kind].values())
        ids = _ids(kind, wanted[kind], by_kind[kind], used)
        nodes.ids |= ids
        # The same label as a speaker and at an end of a claim is one node, under the spelling of its first slot.
        shown = {ids[slot]: wanted[kind][slot] for slot in sorted(ids, reverse=True)}
        new = sorted(set(shown) - before)
        nodes.new += [Node(kind, id_, shown[id_]) for id_ in new]
        used |= dict.fromkeys(new, kind)
    nodes.kinds = {id_: used.get(id_, "") for (slot_name, _), id_ in nodes.ids.items() if slot_name != VERB}
    return nodes


def _ids(kind: str, wanted: Mapping[Slot, str], known: Mapping[str, str], used: Mapping[str, str]) -> dict[Slot, str]:
    """Ids for the labels of one kind: that of a label of this kind that has one, else a new one."""
    ids = {slot: known[slot[1]] for slot in wanted if slot[1] in known}
    new = {slot: label for slot, label in wanted.items() if slot not in ids}
    if kind == CODE:
        return ids | _code_numbers(new, used)
    if kind == VERB:
        named = ids_from_labels(new.values(), taken={*default_verbs(), *known.values()})
        return ids | {slot: named.get(label, "verb") for slot, label in new.items()}
    if kind == "stage":
        ids |= {slot: stage for slot, label in new.items() if (stage := packaged_stage(label)) and stage not in used}
        new = {slot: label for slot, label in new.items() if slot not in ids}
    prefix = KINDS_BY_NAME[kind].prefix
    named = ids_from_labels(new.values(), prefix, taken=used)
    return ids | {slot: named.get(label, f"{prefix}unnamed") for slot, label in new.items()}


def _code_numbers(new: Mapping[Slot, str], used: Mapping[str, str]) -> dict[Slot, str]:
    """The number that a code begins with, or the next one, in the order of the labels."""
    ids: dict[Slot, str] = {}
    taken = set(used)
    for slot, label in sorted(new.items(), key=lambda item: item[1]):
        numbered = _NUMBERED.match(f"{label} .")
        if numbered and numbered[1] not in taken:
            ids[slot] = numbered[1]
            taken.add(numbered[1])
    last = max((int(name.partition(".")[0]) for name in taken if name[:1].isdecimal()), default=0)
    for slot in sorted(set(new) - set(ids), key=lambda slot: new[slot]):
        last += 1
        ids[slot] = str(last)
    return ids


def packaged_stage(label: str) -> str:
    """The stage of the packaged cycle of that name; empty if it has none."""
    words = tidy(label)
    return next(
        (row["stage"] for row in packaged_rows("stages") if words in {tidy(row["stage"]), tidy(row["label"])}), ""
    )
