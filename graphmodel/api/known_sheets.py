"""Which sheet the user has named for a study.

A study may come from anybody, and with it the path that its ``map.toml`` names. So only a sheet inside the study's own
folder, and the one that this user has named for the study, are read without asking. What was named is kept among the
user's own files, where no study can write.
"""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from graphmodel.problems import StudyError
from graphmodel.records.folder import study_folder
from graphmodel.user_files import make_private, read_plain, user_folder, write_whole
from graphmodel.wording import typed


class UnknownSheet(StudyError):
    """The study names a sheet that nobody here has named for it; ``path`` is where."""

    def __init__(self, study: Path, path: Path) -> None:
        self.path = path
        super().__init__(
            f"{study} says that its sheet is {path}, outside the study. It is not read unasked, because a study may"
            f" come from anybody. If it is your sheet, name it once: graphmodel update {typed(study)} {typed(path)}"
        )


def remember_sheet(study: Path, sheet: Path) -> None:
    """Keep that the user has named a sheet for a study."""
    study, sheet = study.resolve(), sheet.resolve()
    with suppress(OSError):
        note = _note(study)
        make_private(note.parent)
        write_whole(note, json.dumps({"study": os.fspath(study), "sheet": os.fspath(sheet)}).encode())


def refuse_unknown_sheet(study: Path, named: str) -> Path:
    """Where the sheet is that a study names by a path relative to itself, if it may be read.

    Nothing is asked of the path before it is known: that alone would reach a server that it names.

    Raises:
        UnknownSheet: it is outside the study, and the user has not named it.
    """
    study = study.resolve()
    home = study_folder(study)
    path = Path(os.path.normpath(os.path.join(home, named)))  # noqa: PTH118 - a drive or server of its own stays
    if os.fspath(path) == _remembered(study):
        return path
    with suppress(OSError, ValueError, RuntimeError):  # a name that no file has
        if study.is_dir() and path.is_relative_to(study) and path.resolve().is_relative_to(study):
            return path
    raise UnknownSheet(study, path)


def _remembered(study: Path) -> str:
    try:
        note = json.loads(read_plain(_note(study)) or "")
        return str(note["sheet"]) if note["study"] == os.fspath(study) else ""
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def _note(study: Path) -> Path:
    name = hashlib.blake2b(os.fsencode(study), digest_size=16).hexdigest()
    return user_folder() / "sheets" / f"{name}.json"
