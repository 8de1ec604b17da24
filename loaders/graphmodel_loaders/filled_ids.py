"""Ids for rows that have none: of nodes made of their label, of claims made of all that the row says."""

import hashlib
from base64 import b32encode
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.problems import Place, Problems
from graphmodel.schema import KINDS, TABLES, Kind
from graphmodel.schema.reading import ID_NAMES, SYNONYMS, name_key
from graphmodel.study import Batch
from graphmodel.wording import counted
from graphmodel_loaders.ids import ids_from_labels
from graphmodel_loaders.loaded_study import LoadedTable

PREFIX = "c."
_BYTES = 8
"""Of a hash: among a million claims, two with the same have a probability of one in 37 million."""
_CLAIM = TABLES["claims"].id_column
IdsOfRows = Callable[[pa.RecordBatch], pa.Array]


def with_filled_ids(tables: Mapping[str, LoadedTable], problems: Problems) -> dict[str, LoadedTable]:
    """The tables of a study, with ids for nodes and claims that have none; each table with such rows is noted.

    Claims get ids only if none has one: a claim without one among others that have them is an error. Codes, whose ids
    are numbers, get none.
    """
    complete = dict(tables)
    if "claims" in tables and _claims_lack_ids(tables["claims"]):
        complete["claims"] = FilledIds(tables["claims"], _CLAIM, _ids_of_content)
        problems.add(
            _place(tables["claims"]).note(
                "ids_of_claims",
                f"No claim has an id, so each gets one made of all that its row says, such as {_id_of(b'claim', 1)}."
                " The order of rows plays no part; a claim that changes gets another id.",
                f"There is nothing to do. To give them ids of your own, fill in the column {_CLAIM}.",
            )
        )
    for kind in KINDS:
        if kind.table in tables and kind.name != "code":
            complete[kind.table] = _with_ids_of_labels(tables, kind, problems)
    return complete


def _claims_lack_ids(claims: LoadedTable) -> bool:
    """Whether the column of ids is missing or empty; it is read only as far as the first id."""
    if _CLAIM not in claims.columns:
        return not set(SYNONYMS[_CLAIM]) & set(claims.columns)  # a column with another name is asked about
    return not any(_texts(claims, _CLAIM))


def _with_ids_of_labels(tables: Mapping[str, LoadedTable], kind: Kind, problems: Problems) -> LoadedTable:
    table, prefix = tables[kind.table], kind.prefix
    column = TABLES[table.name].id_column
    if "label" not in table.columns:
        return table
    has_column = column in table.columns
    if not has_column and (_has_ids_elsewhere(table, column, prefix) or _is_named_by_id(tables, kind)):
        return table
    texts = [column, "label"] if has_column else ["label"]
    pairs = [
        (row.get(column, ""), row["label"])
        for batch in table.narrowed(texts).batches(Problems(), lambda _: None)
        for row in batch.data.select(texts).to_pylist()
    ]
    labels = [label for id_, label in pairs if not id_ and label]
    if not labels:
        return table
    ids = ids_from_labels(labels, prefix, taken={id_ for id_, _ in pairs if id_})

    def filled(batch: pa.RecordBatch) -> pa.Array:
        made = pa.array([ids.get(label, "") for label in batch["label"].to_pylist()], pa.string())
        return pc.if_else(pc.equal(batch[column], ""), made, batch[column]) if has_column else made

    first = next(label for label in labels if label in ids)
    problems.add(
        _place(table).note(
            "ids_of_labels",
            f"{counted(len(labels), 'row')} of {table.name} have no id and get one made of the label, such as"
            f" {ids[first]} for {first}.",
            f"There is nothing to do. To keep an id when a label changes, write it in the column {column}.",
        )
    )
    return FilledIds(table, column, lambda: filled)


def _has_ids_elsewhere(table: LoadedTable, column: str, prefix: str) -> bool:
    """Whether the ids seem to be in a column of another name, which is asked about."""
    known = {of.name for of in TABLES[table.name].columns}
    own = [name for name in table.columns if name not in known]
    if set(own) & {*SYNONYMS.get(column, ()), *ID_NAMES}:
        return True
    return any(text.startswith(prefix) for name in own for text in _texts(table, name)) if prefix else bool(own)


def _is_named_by_id(tables: Mapping[str, LoadedTable], kind: Kind) -> bool:
    """Whether the study names nodes of a kind by ids, so that the table has lost its column of ids."""
    labels = {name_key(label) for label in _texts(tables[kind.table], "label")}
    for name, table in tables.items():
        for column in TABLES[name].columns if name in TABLES and not table.default else ():
            ends = name == "claims" and column.name in {"subject", "object"} and bool(kind.prefix)
            if column.name in table.columns and (kind.name in column.refers_to or ends):
                texts = {part.strip() for cell in set(_texts(table, column.name)) for part in cell.split(";")} - {""}
                if kind.prefix and any(text.startswith(kind.prefix) for text in texts):
                    return True
                if not kind.prefix and texts and not any(name_key(text) in labels for text in texts):
                    return True
    return False


def _texts(table: LoadedTable, column: str) -> Iterator[str]:
    for batch in table.narrowed([column]).batches(Problems(), lambda _: None):
        yield from batch.data[column].to_pylist()


def _place(table: LoadedTable) -> Place:
    return Place(table.name, table.file, table.sheet)


@dataclass(frozen=True)
class FilledIds:
    """A table with ids made for rows that have none (see :class:`graphmodel_loaders.loaded_study.LoadedTable`).

    ``made`` starts a pass over the table: it returns what gives the ids of each batch.
    """

    inner: LoadedTable
    column: str
    made: Callable[[], IdsOfRows]
    default: bool = False
    from_labels: bool = False

    @property
    def name(self) -> str:
        """Name of the table."""
        return self.inner.name

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.inner.file

    @property
    def sheet(self) -> str:
        """Name of the sheet."""
        return self.inner.sheet

    @property
    def columns(self) -> tuple[str, ...]:
        """The header, with the column of ids."""
        there = self.inner.columns
        return there if self.column in there else (self.column, *there)

    @property
    def size(self) -> int:
        """Bytes to read."""
        return self.inner.size

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns of the file."""
        return self.inner.names

    @property
    def header(self) -> int:
        """Row of the header."""
        return self.inner.header

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Every row as it stands in the file."""
        return self.inner.lines()

    def fingerprint(self) -> Iterator[bytes]:
        """As that of the file."""
        return self.inner.fingerprint()

    def narrowed(self, columns: Collection[str]) -> LoadedTable:
        """Some columns; with the ids, all of them."""
        return self if self.column in columns else self.inner.narrowed(columns)

    def ids(self) -> dict[int, str]:
        """The id of each row, by its number."""
        batches = self.batches(Problems(), lambda _: None)
        pairs = (zip(batch.rows.to_pylist(), batch.data[self.column].to_pylist(), strict=True) for batch in batches)
        return {number: id_ for some in pairs for number, id_ in some}

    def batches(self, problems: Problems, advance: Callable[[int], None]) -> Iterator[Batch]:
        """Read the rows, and give each an id."""
        ids_of = self.made()
        for batch in self.inner.batches(problems, advance):
            columns = {name: batch.data[name] for name in batch.data.schema.names} | {self.column: ids_of(batch.data)}
            data = pa.RecordBatch.from_arrays([columns[name] for name in self.columns], list(self.columns))
            yield Batch(batch.rows, data, batch.left_out)


def as_in_file(table: LoadedTable) -> LoadedTable:
    """A table as it is in its file, without ids made for its rows."""
    return table.inner if isinstance(table, FilledIds) else table


def _ids_of_content() -> IdsOfRows:
    """Ids made of all filled cells of a row; rows that are the same in everything are numbered."""
    seen: Counter[bytes] = Counter()

    def ids(batch: pa.RecordBatch) -> pa.Array:
        names = sorted(name for name in batch.schema.names if name != _CLAIM)
        made = []
        for cells in zip(*(batch[name].to_pylist() for name in names), strict=True):
            text = "\x1e".join(f"{name}\x1f{cell}" for name, cell in zip(names, cells, strict=True) if cell)
            digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
            seen[digest] += 1
            made.append(_id_of(digest, seen[digest]))
        return pa.array(made, pa.string())

    return ids


def _id_of(digest: bytes, occurrence: int) -> str:
    letters = b32encode(digest).decode().rstrip("=").lower()
    return f"{PREFIX}{letters}" if occurrence == 1 else f"{PREFIX}{letters}.{occurrence}"
