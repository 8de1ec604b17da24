"""Cells with an error in workbooks of Excel 97 to 2003 (.xls), which a reader of values passes over.

Facts: [MS-CFB] for the file, whose streams are chains of sectors, and [MS-XLS] for the records of the stream: each has
a type, a length and its content.
"""

import struct
from collections.abc import Iterator

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY = 512, 128
_ENDS = 0xFFFFFFFA
"""Numbers of sectors from here on end a chain."""
_STREAMS = ("Workbook", "Book")
_FORMULA, _SHEET, _CELL, _BEGIN, _END = 0x0006, 0x0085, 0x0205, 0x0809, 0x000A
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


def error_cells(data: bytes) -> list[dict[tuple[int, int], str]]:
    """For each sheet, in the order of the workbook, the cells with an error, by row from 1 and column from 0.

    Raises:
        ValueError: the file is damaged.
    """
    try:
        return _errors(_stream(data))
    except (struct.error, IndexError) as error:
        raise ValueError(str(error)) from error


def _errors(stream: bytes) -> list[dict[tuple[int, int], str]]:
    begins = [struct.unpack_from("<I", content)[0] for kind, content in _records(stream, 0) if kind == _SHEET]
    found = []
    for begin in begins:
        errors: dict[tuple[int, int], str] = {}
        for kind, content in _records(stream, begin):
            if kind == _CELL and len(content) >= 8 and content[7] == 1:
                code = content[6]
            elif kind == _FORMULA and len(content) >= 14 and content[12:14] == b"\xff\xff" and content[6] == 2:
                code = content[8]
            else:
                continue
            row, column = struct.unpack_from("<HH", content)
            errors[row + 1, column] = _ERRORS.get(code, "#N/A")
        found.append(errors)
    return found


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, up to its end; charts within it are passed over."""
    depth = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _stream(data: bytes) -> bytes:
    """The stream of the workbook."""
    if not data.startswith(_MAGIC):
        raise ValueError("no old workbook")
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    first, shortest, first_small = struct.unpack_from("<I4xII", data, 48)
    table = _numbers(b"".join(_sector(data, number, size) for number in _sectors_of_table(data, size)))
    directory = _chain(data, table, first, size, _HEADER)
    root = directory[:_ENTRY]
    for place in range(0, len(directory), _ENTRY):
        entry = directory[place : place + _ENTRY]
        name = entry[: max(0, struct.unpack_from("<H", entry, 64)[0] - 2)].decode("utf-16-le", "replace")
        if name in _STREAMS:
            begin, length = struct.unpack_from("<II", entry, 116)
            if length >= shortest:
                return _chain(data, table, begin, size, _HEADER)[:length]
            small = _numbers(_chain(data, table, first_small, size, _HEADER))
            held = _chain(data, table, struct.unpack_from("<I", root, 116)[0], size, _HEADER)
            return _chain(held, small, begin, 64, 0)[:length]
    raise ValueError("no stream of a workbook")


def _sectors_of_table(data: bytes, size: int) -> list[int]:
    """Numbers of the sectors that hold the table of chains."""
    numbers = list(struct.unpack_from("<109I", data, 76))
    following, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(data) // size)):
        if following >= _ENDS:
            break
        *more, following = _numbers(_sector(data, following, size))
        numbers += more
    return [number for number in numbers if number < _ENDS]


def _chain(data: bytes, table: tuple[int, ...], number: int, size: int, offset: int) -> bytes:
    parts: list[bytes] = []
    while number < _ENDS and len(parts) * size <= len(data):
        parts.append(data[offset + number * size : offset + (number + 1) * size])
        number = table[number]
    return b"".join(parts)


def _sector(data: bytes, number: int, size: int) -> bytes:
    return data[_HEADER + number * size : _HEADER + (number + 1) * size]


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
