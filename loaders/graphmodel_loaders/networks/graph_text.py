"""Graphs that are plain text: their lines, whatever the encoding, with limits."""

from pathlib import Path

from graphmodel.account import Account
from graphmodel.problems import StudyError
from graphmodel_loaders.encoding import scan, utf8_blocks
from graphmodel_loaders.networks.graph_xml import MOST

LARGEST = 50 << 20
"""Most bytes of a file; a larger graph is no study that people coded."""
_BEGINNING = 1 << 16


def graph_text(path: Path, account: Account) -> str:
    """The text of a file; what was wrong with its letters is remarked.

    Raises:
        StudyError: it is too large.
    """
    if path.stat().st_size > LARGEST:
        raise StudyError(f"{path.name} has more than {LARGEST >> 20} MB. Export a part of the graph.")
    scanned = scan(path)
    if scanned.damaged:
        account.remarks.append("Some letters are damaged. Save the file again as text in UTF-8.")
    elif scanned.encoding == "cp1252":
        account.remarks.append("Read as Windows-1252, because it is not UTF-8. Check that accented letters are right.")
    return b"".join(utf8_blocks(path, scanned.encoding, scanned.damaged)).decode("utf-8", "replace").replace("\0", "")


def beginning(path: Path) -> str:
    """The first letters of a file, for telling formats apart."""
    with path.open("rb") as file:
        return file.read(_BEGINNING).decode("utf-8", "replace")


def refuse_too_many(path: Path, number: int) -> None:
    """Raise StudyError where a graph has more nodes and edges than are read."""
    if number > MOST:
        raise StudyError(f"{path.name} has more than {MOST:,} nodes and edges. Export a part of the graph.")
