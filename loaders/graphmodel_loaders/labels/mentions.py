"""What the cells of a study mention: texts in columns that name nodes, with the kinds that each place allows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.problems import Problems
from graphmodel.schema import KINDS, KINDS_BY_NAME, TABLES
from graphmodel.schema.columns import Column, TableSchema
from graphmodel.schema.reading import FILLERS, MARKS, name_key
from graphmodel.settings import Settings
from graphmodel_loaders.loaded_study import LoadedTable

KIND_TABLES = {kind.table: kind for kind in KINDS}
ENDS = ("subject", "object")
CLAIMED = ("claims", "codings")
"""Tables whose subjects and objects are of the kinds that their verbs join."""
_SPLIT = r"\s*[;|\r\n\x{2028}]+\s*"
Texts = Counter[tuple[str, ...]]


@dataclass(frozen=True)
class Mention:
    """One text in one column; ``verb`` is that of the claim where it is a subject or an object.

    ``kinds`` are those that the place allows, in the order in which the verb or the column lists them; none where
    nothing is known.
    """

    text: str
    table: str
    column: str
    kinds: tuple[str, ...]
    count: int
    verb: str = ""


@dataclass
class Verbs:
    """The verbs of a study: the kinds that each joins, and how a cell may write them."""

    ends: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, table: LoadedTable | None) -> "Verbs":
        """The verbs of a table ``predicates``."""
        verbs = cls()
        labels: dict[str, set[str]] = defaultdict(set)
        for name, label, subject, object_ in texts_of(table, "predicate", "label", *ENDS) if table else ():
            ends = zip(ENDS, (subject, object_), strict=True)
            verbs.ends.setdefault(name, {end: tuple(kinds_in(text)) for end, text in ends})
            verbs.by_key.setdefault(name_key(name), name)
            labels[name_key(label)].add(name)
        for key, names in labels.items():
            if key and len(names) == 1:
                verbs.by_key.setdefault(key, *names)
        return verbs

    def named(self, text: str) -> str:
        """The verb that a cell means; empty if it is none of these."""
        return text if text in self.ends else self.by_key.get(name_key(text), "")


def kinds_in(text: str) -> list[str]:
    """The kinds of a cell such as ``actor|organisation``."""
    return [kind for part in text.lower().split("|") if (kind := part.strip()) in KINDS_BY_NAME]


def mentions(
    tables: Mapping[str, LoadedTable], kinds: AbstractSet[str], verbs: Verbs, settings: Settings
) -> Iterator[Mention]:
    """Every mention at a place that may name a node of one of some kinds.

    Args:
        tables: all tables of the study.
        kinds: the kinds.
        verbs: the verbs of the study.
        settings: of the study, for texts that stand for an empty cell.
    """
    empty = {"", *FILLERS, *MARKS} - {word.casefold() for word in settings.keep}
    for name, table in tables.items():
        schema = TABLES.get(name)
        if schema is None or table.default:
            continue
        for column in schema.columns:
            if column.name not in table.columns or column.refers_to == ("claim",):
                continue
            if name in CLAIMED and column.name in ENDS:
                if "predicate" in table.columns:
                    yield from _of_ends(table, column.name, kinds, verbs, empty)
                continue
            allowed = _allowed(schema, column)
            if allowed and kinds & set(allowed):
                for (text,), count in texts_of(table, column.name, split=column.type == "list").items():
                    if text.casefold() not in empty:
                        yield Mention(text, name, column.name, allowed, count)


def _allowed(schema: TableSchema, column: Column) -> tuple[str, ...]:
    """Kinds that a column may name; a coder's own coding names what a claim names."""
    same = TABLES["claims"].column(column.name)
    return same.refers_to if same and schema.name == "codings" else column.refers_to


def _of_ends(
    table: LoadedTable, end: str, kinds: AbstractSet[str], verbs: Verbs, empty: Collection[str]
) -> Iterator[Mention]:
    for (text, cell), count in texts_of(table, end, "predicate").items():
        if text.casefold() in empty or cell.casefold() in empty:
            continue
        verb = verbs.named(cell)
        allowed = verbs.ends[verb][end] if verb else ()
        if not allowed or kinds & set(allowed):
            yield Mention(text, table.name, end, allowed, count, verb or cell)


def texts_of(table: LoadedTable, *columns: str, split: bool = False) -> Texts:
    """How often each combination of texts stands in some columns; columns that are not there are empty.

    Args:
        table: the table.
        columns: the columns.
        split: whether the cells of the one column are lists.
    """
    counts: Texts = Counter()
    there = [name for name in columns if name in table.columns]
    if not there:
        return counts
    for batch in table.narrowed(there).batches(Problems(), lambda _: None):
        cells = {name: batch.data[name] for name in there}
        if split:
            lists = pc.split_pattern_regex(cells[columns[0]], _SPLIT)
            cells = {columns[0]: pc.utf8_trim_whitespace(pc.list_flatten(lists))}
        grouped = pa.table(cells).group_by(there).aggregate([([], "count_all")])
        numbers = grouped["count_all"].to_pylist()
        nothing = [""] * len(numbers)
        texts = [grouped[name].to_pylist() if name in there else nothing for name in columns]
        for number, *combination in zip(numbers, *texts, strict=True):
            counts[tuple(combination)] += number
    return counts
