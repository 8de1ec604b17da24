"""Claim rows set aside on disk by pair of labels, so that a million of them need little memory."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from graphmodel.graph.columns import ARROW
from graphmodel.graph.layout import EdgeType

ROWS_HELD = 60_000
"""Rows of one pair that are held before they are written."""


@dataclass(frozen=True)
class ClaimPart:
    """Claims from one label to another: a Parquet file with start, end and the properties."""

    start: str
    end: str
    file: Path
    rows: int


class ClaimSpool:
    """Writes claim rows to one Parquet file per pair of labels."""

    def __init__(self, folder: Path, edge: EdgeType) -> None:
        self._folder = folder
        fields = [("start", pa.string()), ("end", pa.string())]
        fields.extend((name, ARROW[of]) for name, of in edge.properties.items())
        self._schema = pa.schema(fields)
        self._held: dict[tuple[str, str], list[pa.Table]] = {}
        self._writers: dict[tuple[str, str], pq.ParquetWriter] = {}
        self._rows: dict[tuple[str, str], int] = {}

    def add(self, rows: pa.Table) -> None:
        """Take derived rows (see ``ClaimDeriver``)."""
        joined = pc.binary_join_element_wise(rows["start_label"], rows["end_label"], " ")
        for pair in pc.unique(joined).to_pylist():
            start, end = pair.split(" ")
            chosen = rows.filter(pc.equal(joined, pair)).select(self._schema.names)
            held = self._held.setdefault((start, end), [])
            held.append(chosen)
            if sum(table.num_rows for table in held) >= ROWS_HELD:
                self._write((start, end))

    def close(self) -> list[ClaimPart]:
        """Write what is held and say what there is."""
        for pair in sorted(self._held):
            self._write(pair)
        for writer in self._writers.values():
            writer.close()
        return [ClaimPart(*pair, self._path(pair), rows) for pair, rows in sorted(self._rows.items())]

    def _path(self, pair: tuple[str, str]) -> Path:
        return self._folder / f"claims-{pair[0]}-{pair[1]}.parquet"

    def _write(self, pair: tuple[str, str]) -> None:
        tables = self._held.pop(pair, [])
        if not tables:
            return
        table = pa.concat_tables(tables).cast(self._schema)
        if pair not in self._writers:
            self._writers[pair] = pq.ParquetWriter(self._path(pair), self._schema, compression="lz4")
        self._writers[pair].write_table(table)
        self._rows[pair] = self._rows.get(pair, 0) + table.num_rows
