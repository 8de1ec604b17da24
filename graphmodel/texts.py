"""Texts that programs read: tables as CSV and as Markdown, and short hashes that tell contents apart."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from functools import lru_cache


def csv_text(lines: Iterable[Sequence[object]], *, quoted: bool = False) -> str:
    """Lines of cells as CSV, as records keep them.

    Args:
        lines: the cells of each line, the header first.
        quoted: whether all cells stand in quotation marks.
    """
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(lines)
    return stream.getvalue()


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells as a table of Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def short_hash(text: str, size: int) -> str:
    """A hash of a text in letters, two for each byte of ``size``; the same on every machine and in every version.

    Ids and records hold such hashes, so that a size may not change. Any text has one, also half of a surrogate pair.
    """
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


@lru_cache(maxsize=1 << 16)
def cell_hash(text: str) -> str:
    """What records keep of a cell in place of its text, to see later whether it changed; empty for an empty cell."""
    return short_hash(text, 5) if text else ""
