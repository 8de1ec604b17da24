"""What the cells of a study mention: texts in columns that name nodes, with the kinds that each place allows."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.problems import Problems
from graphmodel.schema import KINDS, KINDS_BY_NAME, TABLES
from graphmodel.schema.columns import Column, TableSchema
from graphmodel.schema.reading import FILLERS, MARKS, name_key
from graphmodel.settings import Settings
from graphmodel.study import Batch
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


@dataclass(frozen=True)
class Asked:
    """Columns whose combinations of texts are counted; ``split``: the cells of the one column are lists."""

    columns: tuple[str, ...]
    split: bool = False


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
        naming = [column for column in schema.columns if _may_name(table, schema, column, kinds)]
        asked = [_asked(name, column) for column in naming]
        for column, found in zip(naming, texts_in(table, asked), strict=True):
            if name in CLAIMED and column.name in ENDS:
                yield from _of_ends(found, name, column.name, kinds, verbs, empty)
                continue
            allowed = _allowed(schema, column)
            for (text,), count in found.items():
                if text.casefold() not in empty:
                    yield Mention(text, name, column.name, allowed, count)


def _may_name(table: LoadedTable, schema: TableSchema, column: Column, kinds: AbstractSet[str]) -> bool:
    """Whether cells of a column may name nodes of one of some kinds."""
    if column.name not in table.columns or column.refers_to == ("claim",):
        return False
    if schema.name in CLAIMED and column.name in ENDS:
        return "predicate" in table.columns
    return bool(kinds & set(_allowed(schema, column)))


def _asked(table: str, column: Column) -> Asked:
    """What to read for a column: for a subject or an object, the verb beside it."""
    ends = table in CLAIMED and column.name in ENDS
    return Asked((column.name, "predicate")) if ends else Asked((column.name,), split=column.type == "list")


def _allowed(schema: TableSchema, column: Column) -> tuple[str, ...]:
    """Kinds that a column may name; a coder's own coding names what a claim names."""
    same = TABLES["claims"].column(column.name)
    return same.refers_to if same and schema.name == "codings" else column.refers_to


def _of_ends(
    found: Texts, table: str, end: str, kinds: AbstractSet[str], verbs: Verbs, empty: Collection[str]
) -> Iterator[Mention]:
    for (text, cell), count in found.items():
        if text.casefold() in empty or cell.casefold() in empty:
            continue
        verb = verbs.named(cell)
        allowed = verbs.ends[verb][end] if verb else ()
        if not allowed or kinds & set(allowed):
            yield Mention(text, table, end, allowed, count, verb or cell)


def texts_of(table: LoadedTable, *columns: str) -> Texts:
    """How often each combination of texts stands in some columns; columns that are not there are empty."""
    return texts_in(table, [Asked(columns)])[0]


def texts_in(table: LoadedTable, asked: Sequence[Asked]) -> list[Texts]:
    """How often each combination of texts stands in several sets of columns; the table is read once."""
    counts: list[Texts] = [Counter() for _ in asked]
    wanted = [[name for name in one.columns if name in table.columns] for one in asked]
    if not any(wanted):
        return counts
    for batch in table.narrowed({name for there in wanted for name in there}).batches(Problems(), lambda _: None):
        for one, there, texts in zip(asked, wanted, counts, strict=True):
            if there:
                _count(batch, one, there, texts)
    return counts


def _count(batch: Batch, asked: Asked, there: list[str], counts: Texts) -> None:
    cells = {name: batch.data[name] for name in there}
    if asked.split:
        lists = pc.split_pattern_regex(cells[there[0]], _SPLIT)
        cells = {there[0]: pc.utf8_trim_whitespace(pc.list_flatten(lists))}
    grouped = pa.table(cells).group_by(there).aggregate([([], "count_all")])
    numbers = grouped["count_all"].to_pylist()
    nothing = [""] * len(numbers)
    texts = [grouped[name].to_pylist() if name in there else nothing for name in asked.columns]
    for number, *combination in zip(numbers, *texts, strict=True):
        counts[tuple(combination)] += number
