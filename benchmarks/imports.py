"""Imports: reading a REFI-QDA project, against expat that parses the same XML and does nothing with it.

The floor (``python -m benchmarks.imports floor FILE``) is a process that only parses the project's XML.
"""

import random
import sys
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from benchmarks.measure import Compared, compare
from graphmodel_loaders.importers.refi_qda import read_refi

_SEED = 20130114
_CODES = 300
_TURNS = 1_500
"""Turns of speech in an interview, which make a text of some 80,000 characters."""


@dataclass(frozen=True)
class ImportCost:
    """What reading a project costs, and what parsing its XML alone does."""

    interviews: int
    codings: int
    megabytes: float
    compared: Compared


def write_project(path: Path, interviews: int, codings: int) -> None:
    """Write an invented project.

    Args:
        path: the file (.qdpx).
        interviews: sources, each with a text.
        codings: codings of all of them together, each of a passage of its own.
    """
    random_ = random.Random(_SEED)

    def guid() -> str:
        return str(uuid.UUID(int=random_.getrandbits(128)))

    coder, codes = guid(), [guid() for _ in range(_CODES)]
    facts = f'creatingUser="{coder}" creationDateTime="2026-01-01T10:00:00Z"'
    lines = [
        '<Project xmlns="urn:QDA-XML:project:1.0" name="Invented" origin="NVivo 14">',
        f'<Users><User guid="{coder}" name="Eve"/></Users><CodeBook><Codes>',
        *(f'<Code guid="{code}" name="Code {number}" isCodable="true"/>' for number, code in enumerate(codes)),
        "</Codes></CodeBook><Sources>",
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for interview in range(interviews):
            source = guid()
            turns = (
                f"Speaker {turn % 3}: we spoke about audit {random_.random()} and the council."
                for turn in range(_TURNS)
            )
            text = "\r\n".join(turns)
            archive.writestr(f"Sources/{source}.txt", text)
            path_of = f'plainTextPath="internal://{source}.txt"'
            lines.append(f'<TextSource guid="{source}" name="Interview {interview}" {path_of}>')
            for _ in range(codings * (interview + 1) // interviews - codings * interview // interviews):
                start = random_.randrange(len(text) - 300)
                place = f'startPosition="{start}" endPosition="{start + random_.randrange(20, 300)}"'
                code = f'<CodeRef targetGUID="{random_.choice(codes)}"/>'
                coding = f'<Coding guid="{guid()}" {facts}>{code}</Coding>'
                lines.append(f'<PlainTextSelection guid="{guid()}" {place} {facts}>{coding}</PlainTextSelection>')
            lines.append("</TextSource>")
        archive.writestr("project.qde", "\n".join([*lines, "</Sources></Project>"]))


def import_cost(folder: Path, interviews: int, codings: int, runs: int) -> ImportCost:
    """Measure reading a project in turn with parsing its XML.

    Args:
        folder: where to write it.
        interviews: sources of the project.
        codings: codings of the project.
        runs: how often each is counted.
    """
    path = folder / "project.qdpx"
    write_project(path, interviews, codings)
    own = ("-m", "benchmarks.imports")
    compared = compare((*own, "read", str(path)), (*own, "floor", str(path)), runs, warm_up=False)
    return ImportCost(interviews, codings, path.stat().st_size / 1e6, compared)


def _parse(path: Path) -> None:
    with zipfile.ZipFile(path) as archive, archive.open("project.qde") as file:
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda *_: None
        parser.EndElementHandler = lambda *_: None
        parser.ParseFile(file)


if __name__ == "__main__":
    {"read": read_refi, "floor": _parse}[sys.argv[1]](Path(sys.argv[2]))
