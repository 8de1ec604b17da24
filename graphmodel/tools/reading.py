"""What a reader finds in a filled copy, whatever its medium."""

from dataclasses import dataclass

from graphmodel.tools.manifest import Manifest


@dataclass(frozen=True)
class FilledCell:
    """A text beside a code: ``O3c``, or ``S1``; ``where`` is its place as a person finds it."""

    code: str
    text: str
    where: str


@dataclass(frozen=True)
class FilledCopy:
    """What a file holds.

    Args:
        name: of the file.
        medium: page, Word, Excel or slides.
        manifest: what the copy says of itself; None where a program has dropped it.
        line: the printed line that says which copy it is; empty where it is gone.
        cells: everything beside a code.
        others: texts beside no code, each with its place.
    """

    name: str
    medium: str
    manifest: Manifest | None
    line: str
    cells: tuple[FilledCell, ...]
    others: tuple[tuple[str, str], ...]
