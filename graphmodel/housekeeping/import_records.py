"""What a study remembers of imports: ``imports.csv`` lists them, ``imported.csv`` what each row of the study came from.

Imports of one project belong to one stream: the newest one updates what the earlier ones brought.
"""

import csv
import io
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields, replace

from graphmodel.housekeeping.nodes import free_name
from graphmodel.problems import StudyError
from graphmodel.texts import csv_text

IMPORTS, IMPORTED = "imports.csv", "imported.csv"
_FIRST = ("stream", "table", "key", "id", "own")
_WRITTEN = "written: "
_OWN = ("yes", "no")
_END = "(end)"
"""Begins the last line of ``imported.csv``, which says how many rows stand above it: a file that was cut lacks it."""
_STREAM = re.compile(r"[a-z0-9][a-z0-9_-]*")
_IDENTIFYING = ("claims", "sources")
"""Tables by which a project is known again: nodes are called alike in many projects."""


@dataclass(frozen=True)
class Import:
    """One import.

    Attributes:
        id: ``im_`` and the first digits of the hash of its file.
        stream: what it is an export of, by a name that the study gives it.
        format: name of the format.
        project: what the project is called in its program; may be empty.
        file: name of the file.
        when: UTC.
        map: record that holds the mapping; empty where the format needs none.
        read, taken, rejected, left_out: how many things, as its account says.
    """

    id: str
    stream: str
    format: str
    project: str
    file: str
    when: str
    map: str = ""
    read: str = ""
    taken: str = ""
    rejected: str = ""
    left_out: str = ""


@dataclass(frozen=True)
class KnownRow:
    """One row of an import as it was when it was last read.

    Attributes:
        table: its table.
        key: what it is called in the import.
        id: what it is called in the study; empty for tables without ids.
        own: whether the import made the row; else the study had it.
        written: what the import says of each column: ids of the study as they are, of other cells a hash.
    """

    table: str
    key: str
    id: str
    own: bool
    written: Mapping[str, str]


def read_imports(records: Mapping[str, str]) -> list[Import]:
    """All imports of a study, the first one first.

    Raises:
        StudyError: the record was damaged.
    """
    columns = tuple(field.name for field in fields(Import))
    if IMPORTS not in records:
        if IMPORTED in records:
            raise _damaged(IMPORTS)
        return []
    header, *rows = _rows(records[IMPORTS], IMPORTS)
    if tuple(header) != columns:
        raise _damaged(IMPORTS)
    imports = [Import(*row) for row in rows]
    if not all(_STREAM.fullmatch(one.stream) for one in imports):
        raise _damaged(IMPORTS)
    return imports


def imports_text(imports: Iterable[Import]) -> str:
    """The text of ``imports.csv``."""
    return csv_text([tuple(field.name for field in fields(Import)), *map(astuple, imports)])


def read_known(records: Mapping[str, str]) -> dict[str, dict[tuple[str, str], KnownRow]]:
    """The rows of each stream, by table and key.

    Raises:
        StudyError: the record was damaged, so that every row would pass for a new one.
    """
    imports = read_imports(records)
    if IMPORTED not in records:
        if imports:
            raise _damaged(IMPORTED)
        return {}
    header, *rows = _rows(records[IMPORTED], IMPORTED)
    columns = header[len(_FIRST) :]
    if tuple(header[: len(_FIRST)]) != _FIRST or not all(name.startswith(_WRITTEN) for name in columns):
        raise _damaged(IMPORTED)
    names = [name.removeprefix(_WRITTEN) for name in columns]
    if not rows or rows[-1][:2] != [_END, str(len(rows) - 1)]:
        raise _damaged(IMPORTED)
    streams: dict[str, dict[tuple[str, str], KnownRow]] = {one.stream: {} for one in imports}
    for stream, table, key, id_, own, *cells in rows[:-1]:
        if stream not in streams or not table or own not in _OWN:
            raise _damaged(IMPORTED if stream in streams else f"{IMPORTS} or {IMPORTED}")
        # The same few texts come again and again in large studies.
        written = {name: sys.intern(text) for name, text in zip(names, cells, strict=True) if text}
        streams[stream][table, key] = KnownRow(sys.intern(table), key, id_, own == _OWN[0], written)
    return streams


def known_text(streams: Mapping[str, Mapping[tuple[str, str], KnownRow]]) -> str:
    """The text of ``imported.csv``; the order of rows in files changes nothing in it."""
    columns = sorted({name for rows in streams.values() for row in rows.values() for name in row.written})
    lines: list[Sequence[str]] = [(*_FIRST, *(f"{_WRITTEN}{name}" for name in columns))]
    for stream, rows in sorted(streams.items()):
        lines += [
            (
                *(stream, row.table, row.key, row.id, _OWN[not row.own]),
                *(row.written.get(name, "") for name in columns),
            )
            for _, row in sorted(rows.items())
        ]
    lines.append((_END, str(len(lines) - 1), *[""] * (len(lines[0]) - 2)))
    return csv_text(lines)


def stream_of(
    imports: Sequence[Import],
    streams: Mapping[str, Mapping[tuple[str, str], KnownRow]],
    format_: str,
    project: str,
    keys: Iterable[tuple[str, str]],
) -> str:
    """The stream that a new import is a newer export of; empty where it is of none.

    It has the same format; and either the project has the same name and shares a claim or a source, or most of its
    claims and sources are shared.

    Args:
        imports: those of the study.
        streams: their rows.
        format_: format of the new import.
        project: name of its project.
        keys: table and key of each of its rows.
    """
    now = _identifying(keys)
    found: dict[str, tuple[bool, int]] = {}
    for one in imports:
        if one.format != format_:
            continue
        before = _identifying(streams.get(one.stream, {}))
        shared = len(now & before)
        is_named_so = bool(project) and project == one.project
        if (is_named_so and (shared or not now or not before)) or shared > max(len(now), len(before)) / 2:
            found[one.stream] = (is_named_so, shared)
    return max(found, key=lambda stream: found[stream]) if found else ""


def _identifying(keys: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Claims and sources; of a codebook, which has neither, all rows."""
    every = set(keys)
    return {key for key in every if key[0] in _IDENTIFYING} or every


def new_stream(imports: Sequence[Import], format_: str, name: str) -> str:
    """A name for a stream, which may be part of the name of a file: format and project."""
    words = re.sub(r"[^a-z0-9]+", "-", f"{format_} {name}".lower()).strip("-")[:40].strip("-") or "import"
    used = {one.stream for one in imports}
    return free_name(words, used) if words in used else words


def with_import(imports: Sequence[Import], new: Import) -> list[Import]:
    """The imports with one more; the same file again is the import of the first time, if nothing else is said."""
    if any(replace(one, when=new.when) == new for one in imports):
        return list(imports)
    return [*imports, new]


def _rows(text: str, name: str) -> list[list[str]]:
    """The header and the rows of a record; each has all cells."""
    try:
        rows = [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")) if row]
    except csv.Error as error:
        raise _damaged(name) from error
    if not rows or not text.endswith("\n") or any(len(row) != len(rows[0]) for row in rows):
        raise _damaged(name)
    return rows


def _damaged(name: str) -> StudyError:
    return StudyError(
        f"The record {name} of the study is missing, was changed or is damaged, so that nothing that was imported can"
        " be found again. Put it back from a copy of the study."
    )
