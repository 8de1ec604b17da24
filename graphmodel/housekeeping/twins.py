"""Nodes of one kind whose labels are alike: perhaps one thing twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from graphmodel.alike import likely_duplicates, plain_label
from graphmodel.housekeeping.nodes import CLAIM, NODE_KINDS, VERB, Node, Nodes
from graphmodel.housekeeping.references import entries_of, references_of
from graphmodel.likeness import LABELS, SHORTEST_MISTYPED
from graphmodel.queue import QueueItem
from graphmodel.schema import TABLES, rules
from graphmodel.snapshot import Row, Snapshot
from graphmodel.wording import shortened

TWIN = "twin"
KEEP_APART = "keep apart"
MERGE_INTO = "merge into "


@dataclass(frozen=True)
class Twin:
    """Two nodes whose labels are alike; the first is the one that more claims name.

    Args:
        node: the one that more claims name.
        other: the other.
        similarity: of the labels, 0 to 100 (ratio of rapidfuzz, without case, accents and punctuation).
        claims: ids of the claims that name the first.
        other_claims: ids of those that name the other.
        set_apart: what the study says of one and not of the other, so that they are probably two; empty: nothing.
    """

    node: Node
    other: Node
    similarity: float
    claims: tuple[str, ...]
    other_claims: tuple[str, ...]
    set_apart: str = ""

    @property
    def item(self) -> QueueItem:
        """The question whether they are one."""
        first, second = self.node, self.other
        where = f"{first.table} rows {first.row} and {second.row}"
        return QueueItem(
            TWIN,
            " ".join([first.kind, *sorted([first.id, second.id])]),
            f"Are {_named(first)} and {_named(second)} the same?",
            (f"{MERGE_INTO}{first.id}", f"{MERGE_INTO}{second.id}", KEEP_APART),
            "" if self.set_apart else f"{MERGE_INTO}{first.id}",
            where,
            {"kind": first.kind, "node": first.id, "other": second.id},
        )


def _named(node: Node) -> str:
    return f"{shortened(node.label or node.id, 200)} ({node.id})"


def twins(study: Snapshot) -> list[Twin]:
    """Pairs of nodes (or verbs) of one kind whose labels are alike, the most similar first.

    Alike are labels that differ in case, accents, punctuation, the order of words, or a letter or two; the rule is
    that of the check (:mod:`graphmodel.alike`). Labels that differ in a number or a short word are not. Pairs that the
    study sets apart (one is part of the other, a class and one of it, parts of different things) come last.
    """
    nodes = Nodes(study)
    claims = _claims_by_node(study, nodes)
    pairs = []
    for kind in (*NODE_KINDS, VERB):
        own = sorted((node for node in nodes if node.kind == kind), key=lambda node: (node.label, node.id))
        if not own or study.tables[own[0].table].default:
            continue
        labels = [_label(study, node) for node in own]
        for i, j in sorted({*likely_duplicates(labels), *_same_words(labels), *_mistyped(labels)}):
            both = sorted((own[i], own[j]), key=lambda node: (-len(claims[node.id, kind]), node.label, node.id))
            first, second = both
            similarity = round(fuzz.ratio(plain_label(labels[i]), plain_label(labels[j])), 1)
            of_first, of_second = (tuple(sorted(claims[node.id, kind])) for node in both)
            apart = _set_apart(study, nodes, first, second)
            pairs.append(Twin(first, second, similarity, of_first, of_second, apart))
    return sorted(pairs, key=lambda pair: (bool(pair.set_apart), -pair.similarity, pair.node.label, pair.node.id))


def _label(study: Snapshot, node: Node) -> str:
    theme = study.rows(node.table)[node.row].get("theme", "") if node.kind == "code" else ""
    return f"{theme} {node.label or node.id.replace('_', ' ')}".strip()


def _same_words(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of labels of several words that differ in their order."""
    first: dict[tuple[str, ...], int] = {}
    for position, label in enumerate(labels):
        words = tuple(sorted(plain_label(label).split()))
        if len(words) > 1 and first.setdefault(words, position) != position:
            yield first[words], position


def _mistyped(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of short labels of which one has a letter more, or two neighbouring letters in the other order.

    The check leaves short labels alone, since one letter is much of them; here a person decides.
    """
    first: dict[str, int] = {}
    for position, label in enumerate(labels):
        first.setdefault(plain_label(label), position)
    for text, position in first.items():
        if SHORTEST_MISTYPED <= len(text) <= LABELS.shortest and text.isalpha():
            without = {text[:place] + text[place + 1 :] for place in range(len(text))}
            swapped = {
                f"{text[:place]}{text[place + 1]}{text[place]}{text[place + 2 :]}" for place in range(len(text) - 1)
            }
            alike = [near for near in without | swapped if len(near) >= SHORTEST_MISTYPED and near != text]
            others = [first[near] for near in alike if near in first]
            yield from ((min(position, other), max(position, other)) for other in others)


def _claims_by_node(study: Snapshot, nodes: Nodes) -> Mapping[tuple[str, str], set[str]]:
    claims: dict[tuple[str, str], set[str]] = defaultdict(set)
    rows = study.rows("claims")
    for entry in entries_of(study):
        if entry.table == "claims" and (meant := nodes.meant(entry.text, entry.reference.kinds)):
            claims[meant.id, meant.kind].update(rows[number].get(CLAIM, "") for number in entry.rows)
    return claims


def _set_apart(study: Snapshot, nodes: Nodes, first: Node, second: Node) -> str:
    schema = TABLES[first.table]
    rows = [study.rows(first.table)[node.row] for node in (first, second)]
    reasons = []
    if schema.up and _is_below(study, nodes, first, second):
        reasons.append("one is part of the other")
    elif schema.kind:
        reasons += [
            f"different {name.replace('_', ' ')}"
            for name, reference in references_of(first.table).items()
            if schema.kind != VERB and reference.kinds[0] in NODE_KINDS and not reference.several
            if len({_means(nodes, row.get(name, ""), reference.kinds) for row in rows if row.get(name)}) > 1
        ]
    if len({_is_class(node, row) for node, row in zip((first, second), rows, strict=True)}) > 1:
        reasons.append("a class and one of it")
    return "; ".join(reasons)


def _means(nodes: Nodes, text: str, kinds: tuple[str, ...]) -> str:
    meant = nodes.meant(text, kinds)
    return meant.id if meant else text


def _is_class(node: Node, row: Row) -> bool:
    return row.get("instance") == rules.CLASS or rules.CLASS_LABEL in node.label.lower()


def _is_below(study: Snapshot, nodes: Nodes, first: Node, second: Node) -> bool:
    up, rows = TABLES[first.table].up, study.rows(first.table)
    for start, end in ((first, second), (second, first)):
        seen: set[str] = set()
        node: Node | None = start
        while node is not None and node.id not in seen:
            seen.add(node.id)
            node = nodes.meant(rows[node.row].get(up, ""), (start.kind,))
            if node == end:
                return True
    return False
