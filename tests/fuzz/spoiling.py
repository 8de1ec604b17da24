"""Spoils files of other programs, at the level of what they hold: bytes, archives, XML, tables of a database, cells."""

import csv
import io
import json
import random
import re
import sqlite3
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

Spoil = Callable[[bytes, random.Random], bytes]

TEXTS = (
    "", " ", "0", "-1", "1", "3.5", "nan", "1e400", "9" * 25, "true", "None", "\t", "\n", "\r\n", "a\nb", "\x00",
    "\x1b[2J", "é", "🍎🍐", "\u202e", "\ufeff", "\ufffd", "x" * 70_000, "=1+1", "@SUM(A1)", '"', "'", "''", ";", ",",
    "<b>&amp;</b>", "&#0;", "../../../x", "/etc/x", "C:\\x", "internal://../x", "file:///x", "http://x/", "%00",
    "a / b", "a.b", "a::b", "Cases\\\\x", "A : ", "2024-02-30", "00:00:61", "{}", "[", "$(x)", "`x`", "`", "LOAD CSV",
    "]]>", "\ufeffid",
)  # fmt: skip
"""What a cell, a text or an attribute becomes."""
VALUES: tuple[Any, ...] = (
    *TEXTS, None, 0, -1, 1, 2, 3, 10**6, 2**31, -(2**63), 2**63 - 1, 0.5, float("inf"), b"", b"\xff\xfe", b"\0" * 999,
)  # fmt: skip
_ENCODINGS = ("utf-16", "utf-16-le", "utf-8-sig", "cp1252", "utf-32", "ascii", "mac-roman")


def spoilt(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """The content of a file, spoilt once or a few times, and how."""
    names = []
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        change = chance.choice(_changes(data))
        names.append(change.__name__.strip("_").replace("_", " "))
        data = change(data, chance)
    return data, ", ".join(names)


def _changes(data: bytes) -> list[Spoil]:
    """What can happen to it; more often what only its own form allows."""
    rough: list[Spoil] = [_flipped, _cut, _lost, _doubled, _blank]
    if data.startswith(b"PK"):
        return [*rough, *[_member] * 8, _members, _members]
    if data.startswith(b"SQLite format 3"):
        return [*rough, _page, _page, *[_cells] * 8, _rows, _rows, _schema, _schema]
    start = data[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"<"):
        return [*rough, *[_markup] * 8, _encoded, _declared]
    if start.startswith((b"{", b"[")):
        return [*rough, *[_values] * 8, _encoded]
    if b"\0" in data[:1000]:
        return rough
    return [*rough, *[_sheet] * 8, _encoded, _quotes]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.choice([0, 255, chance.randrange(256), 0x80, 0x22])
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _lost(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + data[place + chance.choice([1, 2, 3, 100, 1000]) :]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    first, last = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:last] + data[first:last][:100_000] + data[last:]


def _blank(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    size = chance.choice([1, 16, 512, 4096])
    return data[:place] + bytes(size) + data[place + size :]


def _opened(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # noqa: BLE001 - an archive that is spoilt already may raise anything
        return []


def _zipped(members: list[tuple[str, bytes]], chance: random.Random) -> bytes:
    packed = io.BytesIO()
    how = chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", how) as archive:
        warnings.simplefilter("ignore")  # that two members have one name
        for name, content in members:
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = archive.compression
            archive.writestr(info, content)
    return packed.getvalue()


def _member(data: bytes, chance: random.Random) -> bytes:
    """What is inside one member changes."""
    members = _opened(data)
    if not members:
        return _flipped(data, chance)
    place = chance.randrange(len(members))
    name, content = members[place]
    members[place] = name, chance.choice(_changes(content))(content, chance)
    return _zipped(members, chance)


def _members(data: bytes, chance: random.Random) -> bytes:
    """Members are lost, swapped, renamed, doubled, or grow."""
    members = _opened(data)
    if not members:
        return _cut(data, chance)
    one, other = (chance.randrange(len(members)) for _ in range(2))
    (name, content), (name_2, content_2) = members[one], members[other]
    match chance.randrange(7):
        case 0:
            del members[one]
        case 1:
            members[one], members[other] = (name, content_2), (name_2, content)
        case 2:
            names = ["../../x", "/x", "C:\\x", name.upper(), name + "/", name_2, "é/" + name, "x" * 300, ""]
            members[one] = chance.choice(names) or "x", content
        case 3:
            members.append((name, content_2))
        case 4:
            members[one] = name, content + bytes(chance.choice([10, 20_000_000]))
        case 5:
            members += [(f"{number}.txt", b"x") for number in range(chance.choice([3, 2000]))]
        case _:
            chance.shuffle(members)
    return _zipped(members, chance)


def _markup(data: bytes, chance: random.Random) -> bytes:
    """A text, an attribute, an element or a name of the XML changes."""
    text = data.decode("utf-8", "surrogateescape")
    value = chance.choice(TEXTS)
    match chance.randrange(8):
        case 0 | 1:
            pattern, new = r'="[^"]*"', '="' + value.replace('"', "&quot;") + '"'
        case 2:
            pattern, new = r">[^<>]+<", f">{value}<"
        case 3:
            pattern, new = r"<(\w+:?\w*)\b[^<>]*/>|<(\w+)\b[^<>]*>[^<>]*</\2>", ""
        case 4:
            pattern, new = r"<[^<>]*>", chance.choice(["", "<x>", "</x>", "<!---->", "<![CDATA[", "<?x?>"])
        case 5:
            pattern, new = r"\b[a-zA-Z]+=", chance.choice(["x=", "guid=", "name=", "id="])
        case 6:
            depth = chance.choice([50, 5000, 60_000])
            pattern, new = r"(?<=>)", "<x>" * depth + "</x>" * depth
        case _:
            found = re.findall(r'="([^"]*)"', text) or ["x"]
            pattern, new = r'="[^"]*"', f'="{chance.choice(found)}"'
    places = [match.span() for match in re.finditer(pattern, text)]
    for start, end in sorted(chance.sample(places, min(len(places), chance.choice([1, 1, 5]))), reverse=True):
        text = text[:start] + new + text[end:]
    return text.encode("utf-8", "surrogateescape")


def _declared(data: bytes, chance: random.Random) -> bytes:
    """A document type, entities, or another declaration before the root."""
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    head = chance.choice(
        [
            b"<!DOCTYPE x>",
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
            f'<!DOCTYPE x [<!ENTITY a0 "x">{"".join(lines)}]>'.encode(),
            b'<?xml version="1.1" encoding="utf-7"?>',
            b'<?xml version="1.0" encoding="nonsense"?>',
            b'<?xml version="1.0" encoding="utf-16"?>',
        ]
    )
    body = re.sub(rb"^[^<]*<\?xml[^>]*\?>", b"", data)
    return head + body.replace(b">x<", b">&a9;<", 1)


def _encoded(data: bytes, chance: random.Random) -> bytes:
    return data.decode("utf-8", "replace").encode(chance.choice(_ENCODINGS), "replace")


def _quotes(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice([b'"', b'""', b"\n", b"\r", b'\n"', b'",', b"\0"]) + data[place:]


def _sheet(data: bytes, chance: random.Random) -> bytes:
    """Cells, rows, columns and what separates them."""
    text = data.decode("utf-8-sig", "replace")
    separator = max(",;\t", key=text[:2000].count)
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows += [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if row]
    if not rows:
        return _quotes(data, chance)
    row = chance.choice(rows)
    match chance.randrange(9):
        case 0 | 1 | 2:
            for _ in range(chance.choice([1, 3])):
                row = chance.choice(rows)
                row[chance.randrange(len(row))] = chance.choice(TEXTS)
        case 3:
            column = chance.randrange(len(rows[0]) or 1)
            for one in rows:
                del one[column : column + 1]
        case 4:
            rows[0][chance.randrange(len(rows[0]))] = chance.choice([*rows[0], *TEXTS])
        case 5:
            rows.remove(row)
        case 6:
            rows += [list(row)] * chance.choice([1, 3000])
        case 7:
            row.extend(chance.choice(TEXTS[:20]) for _ in range(chance.choice([1, 2, 500])))
        case _:
            separator = chance.choice(",;\t|")
    made = io.StringIO()
    csv.writer(made, delimiter=separator, lineterminator=chance.choice(["\n", "\r\n", "\r"])).writerows(rows)
    return made.getvalue().encode("utf-8", "replace")


def _values(data: bytes, chance: random.Random) -> bytes:
    """Values of JSON."""
    try:
        read = json.loads(data)
    except (ValueError, RecursionError):
        return _flipped(data, chance)
    places: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, inner in pairs:
            places.append((value, key))
            walk(inner)

    walk(read)
    for _ in range(chance.choice([1, 3])):
        if places:
            holder, key = chance.choice(places)
            plain = [value for value in VALUES if not isinstance(value, bytes)]
            with suppress(KeyError, IndexError):
                holder[key] = chance.choice([*plain, [], {}, [[]], {"x": 1}])
    made = json.dumps(read)
    return (made if chance.random() < 0.9 else "[" * 100_000 + made).encode()


def _in_database(data: bytes, change: Callable[[sqlite3.Connection], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.write_bytes(data)
        with (
            closing(sqlite3.connect(path, isolation_level=None)) as connection,
            suppress(sqlite3.Error, OverflowError, ValueError),
        ):
            connection.execute("PRAGMA journal_mode=MEMORY")
            connection.execute("PRAGMA synchronous=OFF")
            change(connection)
        return path.read_bytes()


def _table(connection: sqlite3.Connection, chance: random.Random) -> tuple[str, list[str]]:
    names = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    filled = [n for n in names if connection.execute(f'SELECT 1 FROM "{n}" LIMIT 1').fetchone()]
    name = chance.choice(filled or names)
    return name, [column[1] for column in connection.execute(f'PRAGMA table_info("{name}")')]


def _cells(data: bytes, chance: random.Random) -> bytes:
    def change(connection: sqlite3.Connection) -> None:
        for _ in range(chance.choice([1, 2, 5])):
            name, columns = _table(connection, chance)
            numbers = [row for (row,) in connection.execute(f'SELECT rowid FROM "{name}"')]
            where = f" WHERE rowid = {chance.choice(numbers)}" if numbers and chance.random() < 0.7 else ""
            with suppress(sqlite3.Error, OverflowError, ValueError):
                connection.execute(
                    f'UPDATE "{name}" SET "{chance.choice(columns)}" = ?{where}', (chance.choice(VALUES),)
                )

    return _in_database(data, change)


def _rows(data: bytes, chance: random.Random) -> bytes:
    def change(connection: sqlite3.Connection) -> None:
        name, columns = _table(connection, chance)
        if chance.random() < 0.5:
            connection.execute(f'DELETE FROM "{name}" WHERE rowid % ? = 0', (chance.randint(1, 3),))
        else:
            others = ", ".join(f'"{column}"' for column in columns[1:])
            connection.execute(f'INSERT INTO "{name}" ({others}) SELECT {others} FROM "{name}"')

    return _in_database(data, change)


def _schema(data: bytes, chance: random.Random) -> bytes:
    def change(connection: sqlite3.Connection) -> None:
        name, columns = _table(connection, chance)
        column = chance.choice(columns)
        match chance.randrange(5):
            case 0:
                connection.execute(f'DROP TABLE "{name}"')
            case 1:
                connection.execute(f'ALTER TABLE "{name}" RENAME TO "old"')
                connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM "old"')
            case 2:
                connection.execute(f'ALTER TABLE "{name}" RENAME COLUMN "{column}" TO "x"')
            case 3:
                connection.execute(f'CREATE TABLE "y" AS SELECT * FROM "{name}"')
                connection.execute(f'DROP TABLE "{name}"')
                connection.execute(f'ALTER TABLE "y" RENAME TO "{name}"')
            case _:
                connection.execute("PRAGMA writable_schema=ON")
                connection.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?)", (column, chance.choice(TEXTS)))

    return _in_database(data, change)


def _page(data: bytes, chance: random.Random) -> bytes:
    size = int.from_bytes(data[16:18], "big") or 4096
    size = size if size > 1 else 65536
    pages = max(len(data) // size, 1)
    one, other = (chance.randrange(pages) * size for _ in range(2))
    changed = bytearray(data)
    if chance.random() < 0.5:
        changed[one : one + size] = data[other : other + size]
    else:
        for _ in range(chance.choice([1, 8])):
            changed[one + chance.randrange(min(size, len(data) - one) or 1)] = chance.randrange(256)
    return bytes(changed)
