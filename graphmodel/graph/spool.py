"""Claim rows set aside on disk by pair of labels, so that a million of them need little memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.graph.columns import ARROW
from graphmodel.schema.layout import EdgeType

ROWS_HELD = 60_000
"""Rows of one pair that are kept in memory before they are written."""

_LZ4 = pa.ipc.IpcWriteOptions(compression="lz4")


@dataclass(frozen=True)
class ClaimPart:
    """Claims from one label to another: an Arrow file with start, end and the properties."""

    start: str
    end: str
    file: Path
    rows: int

    def slices(self, most: int) -> Iterator[pa.Table]:
        """The rows, in batches of at most this many."""
        with pa.OSFile(str(self.file)) as source:
            reader = pa.ipc.open_file(source)
            held: list[pa.RecordBatch] = []
            for number in range(reader.num_record_batches):
                held.append(reader.get_batch(number))
                if sum(batch.num_rows for batch in held) >= most or number == reader.num_record_batches - 1:
                    yield pa.Table.from_batches(held)
                    held = []


class ClaimSpool:
    """Writes claim rows to one Arrow file per pair of labels."""

    def __init__(self, folder: Path, edge: EdgeType) -> None:
        self._folder = folder
        fields = [("start", pa.string()), ("end", pa.string())]
        fields.extend((name, ARROW[of]) for name, of in edge.properties.items())
        self._schema = pa.schema(fields)
        self._held: dict[tuple[str, str], list[pa.Table]] = {}
        self._writers: dict[tuple[str, str], pa.ipc.RecordBatchFileWriter] = {}
        self._rows: dict[tuple[str, str], int] = {}

    def add(self, rows: pa.Table) -> None:
        """Take derived rows (see ``ClaimDeriver``)."""
        labels = pc.binary_join_element_wise(rows["start_label"], rows["end_label"], " ")
        pairs = labels.combine_chunks().dictionary_encode()
        # Sorted once and cut into slices, which costs far less than filtering once for each pair.
        numbers = pairs.indices.to_numpy()
        rows = rows.select(self._schema.names).take(np.argsort(numbers, kind="stable"))
        first = 0
        for pair, size in zip(pairs.dictionary.to_pylist(), np.bincount(numbers).tolist(), strict=True):
            start, end = pair.split(" ")
            held = self._held.setdefault((start, end), [])
            held.append(rows.slice(first, size))
            if sum(table.num_rows for table in held) >= ROWS_HELD:
                self._write((start, end))
            first += size

    def close(self) -> list[ClaimPart]:
        """Write what is in memory and return what there is."""
        for pair in sorted(self._held):
            self._write(pair)
        for writer in self._writers.values():
            writer.close()
        return [ClaimPart(*pair, self._path(pair), rows) for pair, rows in sorted(self._rows.items())]

    def _path(self, pair: tuple[str, str]) -> Path:
        return self._folder / f"claims-{pair[0]}-{pair[1]}.arrow"

    def _write(self, pair: tuple[str, str]) -> None:
        tables = self._held.pop(pair, [])
        if not tables:
            return
        # In one piece: otherwise each chunk would be compressed and written separately.
        table = pa.concat_tables(tables).cast(self._schema).combine_chunks()
        if pair not in self._writers:
            self._writers[pair] = pa.ipc.new_file(self._path(pair), self._schema, options=_LZ4)
        self._writers[pair].write_table(table)
        self._rows[pair] = self._rows.get(pair, 0) + table.num_rows
