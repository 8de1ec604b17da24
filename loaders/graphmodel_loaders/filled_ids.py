"""Ids for rows that have none: of nodes made of their label, of claims made of all that the row says."""

import hashlib
from base64 import b32encode
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.problems import Place, Problem, Problems
from graphmodel.schema import KINDS, TABLES, Kind
from graphmodel.schema.kinds import WITHIN
from graphmodel.schema.reading import ID_NAMES, SYNONYMS, name_key
from graphmodel.study import Batch, mask
from graphmodel.wording import counted
from graphmodel_loaders.ids import ids_from_labels
from graphmodel_loaders.loaded_study import LoadedTable

PREFIX = "c."
_BYTES = 8
"""Of a hash: among a million claims, two with the same have a probability of one in 37 million."""
_CLAIM = TABLES["claims"].id_column
IdsOfRows = Callable[[pa.RecordBatch], tuple[pa.Array, int]]
"""The ids of a batch, and how many of them are made."""


def with_filled_ids(tables: Mapping[str, LoadedTable], problems: Problems) -> dict[str, LoadedTable]:
    """The tables of a study, with ids for nodes and claims that have none, which is noted.

    Codes, whose ids are numbers, get none.
    """
    complete = dict(tables)
    claims = tables.get("claims")
    # A column of ids with another name is asked about.
    if claims and (_CLAIM in claims.columns or not set(SYNONYMS[_CLAIM]) & set(claims.columns)):
        complete["claims"] = FilledIds(claims, _CLAIM, _ids_of_content)
    made: dict[str, int] = {}
    for kind in KINDS:
        if kind.table in tables and kind.name != "code" and (filled := _with_ids_of_labels(tables, kind)):
            complete[kind.table], made[kind.table] = filled
    if made:
        listed = ", ".join(f"{table} ({number:,})" for table, number in made.items())
        problems.add(
            Problem(
                "note",
                "ids_of_labels",
                tables[next(iter(made))].file,
                f"{counted(sum(made.values()), 'row')} without an id get one made from the label: {listed}.",
                "There is nothing to do. To keep an id when a label changes, write it in the column of ids: actor in"
                " actors, and so on.",
            )
        )
    return complete


def _with_ids_of_labels(tables: Mapping[str, LoadedTable], kind: Kind) -> "tuple[FilledIds, int] | None":
    """A table of nodes with ids made of labels, and how many; None if there is nothing to make."""
    table, prefix = tables[kind.table], kind.prefix
    column = TABLES[table.name].id_column
    if "label" not in table.columns:
        return None
    if column not in table.columns and (_has_ids_elsewhere(table, column, prefix) or _is_named_by_id(tables, kind)):
        return None
    texts = [name for name in (column, "label", *WITHIN) if name in table.columns]
    rows = [
        row
        for batch in table.narrowed(texts).batches(Problems(), lambda _: None)
        for row in batch.data.select(texts).to_pylist()
    ]
    without = [row for row in rows if row["label"] and not row.get(column)]
    if not without:
        return None
    often = Counter(name_key(row["label"]) for row in rows)

    def name_of(row: Mapping[str, str]) -> str:
        """The label, and where the node is if others have the same label."""
        within = next((row[name] for name in WITHIN if row.get(name)), "") if often[name_key(row["label"])] > 1 else ""
        return f"{row['label']} {within}"

    ids = ids_from_labels(map(name_of, without), prefix, taken={row[column] for row in rows if row.get(column)})

    def filled(batch: pa.RecordBatch) -> tuple[pa.Array, int]:
        cells = batch.select(texts).to_pylist()
        made = sum(not row.get(column) for row in cells)
        return pa.array([row.get(column) or ids.get(name_of(row), "") for row in cells], pa.string()), made

    return FilledIds(table, column, lambda: filled), len(without)


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
        number = 0
        for batch in self.inner.batches(problems, advance):
            ids, made = ids_of(batch.data)
            number += made
            columns = {name: batch.data[name] for name in batch.data.schema.names} | {self.column: ids}
            data = pa.RecordBatch.from_arrays([columns[name] for name in self.columns], list(self.columns))
            yield Batch(batch.rows, data, batch.left_out)
        if number and self.name == "claims":
            problems.add(_note(_place(self), number))


def as_in_file(table: LoadedTable) -> LoadedTable:
    """A table as it is in its file, without ids made for its rows."""
    return table.inner if isinstance(table, FilledIds) else table


def _note(place: Place, number: int) -> Problem:
    return place.note(
        "ids_of_claims",
        f"{counted(number, 'claim')} without an id: each gets one made from all that its row says, such as"
        f" {_id_of(b'claim', 1)}. The order of rows does not matter; a claim that changes gets another id.",
        f"There is nothing to do. To keep an id when a claim changes, write it in the column {_CLAIM}.",
    )


def _ids_of_content() -> IdsOfRows:
    """Ids made of all filled cells of a row; rows that are the same in everything are numbered.

    A row with text in one cell alone is no claim, and gets none.
    """
    seen: Counter[bytes] = Counter()

    def ids(batch: pa.RecordBatch) -> tuple[pa.Array, int]:
        names = sorted(name for name in batch.schema.names if name != _CLAIM)
        old = batch[_CLAIM] if _CLAIM in batch.schema.names else pa.array([""] * batch.num_rows, pa.string())
        empty = np.flatnonzero(mask(pc.equal(old, "")))
        if not len(empty):
            return old, 0
        made: dict[int, str] = {}
        without = batch.take(pa.array(empty))
        for i, *cells in zip(empty.tolist(), *(without[name].to_pylist() for name in names), strict=True):
            filled = [f"{name}\x1f{cell}" for name, cell in zip(names, cells, strict=True) if cell]
            if len(filled) > 1:
                text = "\x1e".join(filled)
                digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
                seen[digest] += 1
                made[i] = _id_of(digest, seen[digest])
        texts = old.to_pylist()
        return pa.array([made.get(i, text) for i, text in enumerate(texts)], pa.string()), len(made)

    return ids


def _id_of(digest: bytes, occurrence: int) -> str:
    letters = b32encode(digest).decode().rstrip("=").lower()
    return f"{PREFIX}{letters}" if occurrence == 1 else f"{PREFIX}{letters}.{occurrence}"
