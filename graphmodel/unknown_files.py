"""What to say of a file that no importer recognises."""

import re
from collections.abc import Mapping
from pathlib import Path

from graphmodel.wording import Call, Message, Option, typed

_OWN_PROJECTS = {
    ".nvp": "NVivo",
    ".nvpx": "NVivo",
    ".atlproj": "ATLAS.ti",
    ".atlproj9": "ATLAS.ti",
    ".atlproj22": "ATLAS.ti",
    ".atlproj23": "ATLAS.ti",
    ".atlproj24": "ATLAS.ti",
    ".atlproj25": "ATLAS.ti",
    ".atlcb": "ATLAS.ti",
    ".hpr7": "ATLAS.ti",
    ".mqda": "MAXQDA",
    ".ppj": "QDA Miner",
    ".hs2": "HyperRESEARCH",
}
"""Programs that alone read their own project files, by ending."""
_MAXQDA = re.compile(r"\.m[ex]x?[0-9]{1,2}")
_SHEETS = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"}


def what_it_may_be(what: str, path: Path, known: Mapping[str, str]) -> Message | str:
    """What a file is likely to be that no importer recognises, and what to do with it.

    Args:
        what: what the user calls it.
        path: where it is.
        known: the formats there are, each with a line of help.
    """
    ending = path.suffix.lower()
    program = "MAXQDA" if _MAXQDA.fullmatch(ending) else _OWN_PROJECTS.get(ending, "")
    if program:
        where = ", by Share, Export Project, REFI-QDA Project" if program == "NVivo" else ""
        return (
            f"{what} is the project file of {program}, which only {program} can read. Open it there, export it as a"
            f" REFI-QDA project (.qdpx){where}, and import that."
        )
    if ending in _SHEETS and path.is_file():
        return Message(
            "The format of {} is not known. If it is a sheet of your own with a row for each claim: {}. If it has a"
            " row for each interview and a column for each code: {}. If it comes from another program, name the format"
            " with {}: {}.",
            what,
            Call(f"graphmodel start {typed(path)}", f"gm.start({str(path)!r})"),
            Call(
                f"graphmodel import STUDY {typed(path)} --format framework",
                f"gm.import_study({str(path)!r}, ..., format='framework')",
            ),
            Option("format"),
            ", ".join(known),
        )
    if ending == ".zip":
        return (
            f"{what} holds nothing that graphmodel reads, or several things. Unpack it and import one file or folder."
        )
    if path.is_dir() and any(path.iterdir()):
        return no_format(what, known, " Nothing in it is read, or it holds several things: import each by itself.")
    return no_format(what, known)


def no_format(what: str, known: Mapping[str, str], likely: str = "") -> Message:
    """That the format of something is not known, and which formats there are."""
    listed = "".join(f"\n  {name}: {help_}" for name, help_ in known.items())
    text = "The format of {} is not known.{} Name it with {}. graphmodel imports:{}"
    return Message(text, what, likely, Option("format"), listed)
