"""Which labels make nodes of which kind, where a study has no table for them."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from graphmodel.schema import KINDS, KINDS_BY_NAME, TABLES
from graphmodel.schema.kind_words import kind_of_label
from graphmodel.schema.reading import label_and_mark, name_key
from graphmodel.suggest import near
from graphmodel_loaders.ids import ids_from_labels, main_spellings
from graphmodel_loaders.labels.mentions import KIND_TABLES, Mention, texts_of
from graphmodel_loaders.loaded_study import LoadedTable

_KIND_BY_KEY = {name_key(kind.name): kind.name for kind in KINDS}
_PREFIXES = tuple(kind.prefix for kind in KINDS if kind.prefix)
_ORDER = {kind.name: number for number, kind in enumerate(KINDS)}
_FALLBACK = "actor"
"""Kind of a label of which neither its verbs nor its words show one."""
MOST_COMPARED = 3_000_000
"""Pairs of a new label and a node in a table that are compared, to find misspelt names of the latter."""
_OPEN = ("actor", "organisation", "evidence", "factor", "workstream", "product")
"""Kinds that a label may be of whose verbs say nothing."""


@dataclass
class Listed:
    """The nodes in tables: kinds by id, and by key of an id or label; labels and ids of the study's own tables."""

    kinds: dict[str, str] = field(default_factory=dict)
    by_key: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    labels: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    ids: set[str] = field(default_factory=set)
    """Never labels, wherever they stand: ids of the study's own tables, and packaged ones that are no words."""

    @classmethod
    def of(cls, tables: Mapping[str, LoadedTable], kinds: Collection[str]) -> "Listed":
        """The nodes of some kinds."""
        listed = cls()
        for table, kind in KIND_TABLES.items():
            if kind.name not in kinds or table not in tables:
                continue
            for id_, label in texts_of(tables[table], TABLES[table].id_column, "label"):
                if id_:
                    listed.kinds.setdefault(id_, kind.name)
                    if not (tables[table].default and id_.isalpha()):
                        listed.ids.add(id_)
                for key in {name_key(id_), name_key(label)} - {""}:
                    listed.by_key[key].add(kind.name)
                if not tables[table].default:
                    listed.labels[kind.name] += [text for text in (label, id_) if text]
        return listed

    def kind_of(self, text: str, kinds: Sequence[str]) -> str:
        """The kind of the node that a text names at a place that allows some kinds; empty if it names none."""
        if self.kinds.get(text) in kinds:
            return self.kinds[text]
        named = self.by_key.get(name_key(text), set())
        if not named:
            label, mark = label_and_mark(text)
            named = self.by_key.get(name_key(label), set()) if mark else named
        return next((kind for kind in kinds if kind in named), "")

    def names(self, mention: Mention, kinds: Sequence[str]) -> bool:
        """Whether a mention is of a node in a table; a coder may name one of another kind than the verb joins."""
        ids = self.kinds if mention.table == "codings" else self.ids
        return mention.text in ids or bool(self.kind_of(mention.text, kinds))

    def similar(self, text: str, kinds: Iterable[str]) -> bool:
        """Whether a node of one of these kinds has a similar name."""
        return any(near(text, self.labels[kind], most=1) for kind in kinds if self.labels.get(kind))


@dataclass(frozen=True)
class MadeNode:
    """A node that labels make.

    ``unclear`` is true where its kind was chosen among several.
    """

    kind: str
    label: str
    unclear: bool


@dataclass
class MadeNodes:
    """The nodes that labels make, by the key of the label: one, or one for each kind that its places need."""

    by_key: dict[str, list[MadeNode]] = field(default_factory=dict)
    tables: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By kind, the tables in which the labels stand."""

    def of_kind(self, kind: str) -> list[MadeNode]:
        """Those of one kind, by label as people sort them."""
        nodes = [node for nodes in self.by_key.values() for node in nodes if node.kind == kind]
        return sorted(nodes, key=lambda node: (_natural(node.label), node.label))

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds of all of them."""
        there = {node.kind for nodes in self.by_key.values() for node in nodes}
        return sorted(there, key=_ORDER.__getitem__)

    def kind_of(self, text: str) -> str:
        """The kind of the node that a label makes, of several the first; empty if it makes none."""
        nodes = self.by_key.get(name_key(_bare(text)[0]), ())
        return min((node.kind for node in nodes), key=_ORDER.__getitem__, default="")


def make_nodes(mentions: Iterable[Mention], listed: Listed, makeable: Collection[str]) -> MadeNodes:
    """Decide which texts are new nodes, and of which kind.

    A text that names a node of a table, is the id of one or has the form of an id, makes none. The kind of a label is
    the one that all its places allow. Where that leaves several, the head of the label decides (``kind_of_label``),
    else the kind that its verbs list first. A label whose kind has a table in the study makes no node: there it is
    missing.

    Args:
        mentions: every mention.
        listed: the nodes in tables.
        makeable: kinds whose nodes labels may make.
    """
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        kinds = mention.kinds or tuple(_ORDER)
        if listed.names(mention, kinds) or _is_id(mention.text):
            continue
        label, kind = _bare(mention.text)
        settled = replace(mention, text=label, kinds=(kind,)) if kind in kinds else mention
        if key := name_key(settled.text):
            groups[key].append(settled)
    made = MadeNodes()
    is_compared = len(groups) * sum(map(len, listed.labels.values())) <= MOST_COMPARED
    for key, group in groups.items():
        spelling = main_spellings(_counts(group))[key]
        nodes = []
        for places in _by_kinds(group):
            kind, unclear = _kind(spelling, places)
            others = {kind for mention in places for kind in mention.kinds or _OPEN} - set(makeable)
            if kind not in makeable or (is_compared and listed.similar(spelling, others)):
                continue
            nodes.append(MadeNode(kind, spelling, unclear))
            made.tables[kind].update(mention.table for mention in places)
        if nodes:
            made.by_key[key] = nodes
    return made


def ids_of(nodes: Sequence[MadeNode], kind: str, taken: Collection[str]) -> list[str]:
    """An id for each node of one kind; codes, whose ids are numbers, are numbered."""
    if kind == "code":
        free = (str(number) for number in range(1, len(nodes) + len(taken) + 1) if str(number) not in taken)
        return [id_ for id_, _ in zip(free, nodes, strict=False)]
    ids = ids_from_labels((node.label for node in nodes), KINDS_BY_NAME[kind].prefix, taken=taken)
    return [ids[node.label] for node in nodes]


def _counts(group: Iterable[Mention]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for mention in group:
        counts[mention.text] += mention.count
    return counts


def _by_kinds(group: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions of one label, in one list where a kind suits all of them; else each kind takes what it can."""
    rest = [mention for mention in group if mention.kinds]
    if not rest:
        return [list(group)]
    lists = []
    while rest:
        weights: Counter[str] = Counter()
        for mention in rest:
            weights.update(dict.fromkeys(mention.kinds, mention.count))
        best = max(weights, key=lambda kind: (weights[kind], -_ORDER[kind]))
        lists.append([mention for mention in rest if best in mention.kinds])
        rest = [mention for mention in rest if best not in mention.kinds]
    return lists


def _kind(label: str, places: Sequence[Mention]) -> tuple[str, bool]:
    """The kind of a label, and whether it was chosen among several."""
    sets = [set(mention.kinds) for mention in places if mention.kinds]
    common = set.intersection(*sets) if sets else set(_OPEN)
    if len(common) == 1:
        return common.pop(), False
    by_words = kind_of_label(label)
    if by_words in common:
        return by_words, True
    votes: Counter[str] = Counter()
    for mention in places:
        first = next((kind for kind in mention.kinds if kind in common), _FALLBACK if not sets else "")
        votes[first] += mention.count if first else 0
    return max(sorted(common, key=_ORDER.__getitem__), key=lambda kind: votes[kind]), True


def _is_id(text: str) -> bool:
    """Whether a text has the form of an id of a kind, such as ``act.nurse``."""
    return text.lower().startswith(_PREFIXES) and len(text.split()) == 1


def _bare(text: str) -> tuple[str, str]:
    """A label without the kind in brackets behind it, and that kind: ``Health board (organisation)``."""
    label, mark = label_and_mark(text)
    kind = _KIND_BY_KEY.get(name_key(mark), "")
    return (label, kind) if kind else (text, "")


def _natural(label: str) -> list[tuple[int, int, str]]:
    """Orders labels as people do: ``2. Buy`` comes before ``10. Review``."""
    parts = re.findall(r"\d+|\D+", name_key(label))
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
