"""How a text file is encoded, in one streaming pass, and the file as UTF-8."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

BLOCK = 1 << 22

CONTROL_CHARACTERS = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F\x{80}-\x{9F}]"
"""Pattern (RE2) of characters that no cell may hold; tab and line breaks are allowed."""

REPLACED = "\ufffd"
"""Replaces bytes that are not text."""

_CONTROL_BYTES = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_NO_CONTROL_BYTES = bytes(sorted(set(range(256)) - set(_CONTROL_BYTES)))
_C1_CONTROLS = re.compile(rb"\xc2[\x80-\x9f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True)
class Scan:
    """The result of one pass over a file.

    ``encoding`` is a name that Python knows. ``damaged`` says that some bytes are not
    text in it; they are read as U+FFFD. ``quotes``, ``quoted_breaks`` (line breaks behind an odd number of
    quotation marks) and ``controls`` are of the text, not of the raw bytes.
    """

    encoding: str
    mark: bool
    damaged: bool
    quotes: int
    quoted_breaks: int
    controls: bool

    @property
    def plain(self) -> bool:
        """Whether the bytes are UTF-8 as they are."""
        return self.encoding == "utf-8" and not self.damaged


def scan(path: Path) -> Scan:
    """Find the encoding of a file and whether its text needs closer checks."""
    encoding, mark, damaged = _sniff(path)
    quotes = quoted_breaks = 0
    controls = False
    for block in utf8_blocks(path, encoding, damaged):
        letters = np.frombuffer(block, np.uint8)
        marks = np.flatnonzero(letters == ord('"'))
        if quotes or len(marks):
            breaks = np.flatnonzero((letters == ord("\n")) | (letters == ord("\r")))
            quoted_breaks += int(np.count_nonzero((quotes + np.searchsorted(marks, breaks)) % 2))
        quotes += len(marks)
        controls = controls or bool(block.translate(None, _NO_CONTROL_BYTES)) or bool(_C1_CONTROLS.search(block))
    return Scan(encoding, mark, damaged, quotes, quoted_breaks, controls)


def _sniff(path: Path) -> tuple[str, bool, bool]:
    with path.open("rb") as file:
        start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", True, not _decodes(path, "utf-16")
    mark = start.startswith(codecs.BOM_UTF8)
    if _decodes(path, "utf-8"):
        return "utf-8", mark, False
    if not mark and not _has_multibyte(path) and _decodes(path, "cp1252"):
        return "cp1252", False, False
    return "utf-8", mark, True


def _raw_blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in _raw_blocks(path):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _has_multibyte(path: Path) -> bool:
    tail = b""
    for block in _raw_blocks(path):
        if _MULTIBYTE.search(tail + block):
            return True
        tail = block[-3:]
    return False


def utf8_blocks(path: Path, encoding: str, damaged: bool) -> Iterator[bytes]:
    """The text of a file in UTF-8, block by block, without a byte order mark."""
    if encoding == "utf-8" and not damaged:
        for number, block in enumerate(_raw_blocks(path)):
            yield block.removeprefix(codecs.BOM_UTF8) if number == 0 else block
        return
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)("replace")
    for block in _raw_blocks(path):
        yield decoder.decode(block).encode()
    yield decoder.decode(b"", final=True).encode()


class Utf8Reader(io.RawIOBase):
    """A file as a stream of UTF-8 bytes; ``position`` is how much of the file has been read."""

    def __init__(self, path: Path, scanned: Scan) -> None:
        self.position = 0
        self._blocks = utf8_blocks(path, scanned.encoding, scanned.damaged)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Always true."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer with at most one block."""
        target = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self.position += BLOCK
            self._rest = memoryview(block)
        taken = min(len(target), len(self._rest))
        target[:taken] = self._rest[:taken]
        self._rest = self._rest[taken:]
        return taken
