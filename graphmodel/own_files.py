"""Folders that graphmodel writes completely: it replaces what it wrote there before and nothing else.

A list of the files with their hashes, ``graphmodel.json``, is kept with them. A file that is not
in the list, or is not as it was written, belongs to somebody else, and nothing is written.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from graphmodel.formats import OWN_FILE
from graphmodel.output.files import refuse_as_folder
from graphmodel.output.written import clear_unfinished
from graphmodel.problems import OutputError
from graphmodel.user_files import is_link, is_plain, read_plain

_DATABASE = ".graphmodel"
"""Folder of a study's database; it is not part of what was written."""


def earlier_files(folder: Path, left: Collection[str] = ()) -> list[Path]:
    """The files that graphmodel wrote into a folder, all of which may be replaced; none in a new one.

    Args:
        folder: the folder.
        left: names of files that other programs may leave there, which stay.

    Raises:
        OutputError: it is a file, or holds anything else or anything that has changed since.
    """
    refuse_as_folder(folder)
    clear_unfinished()
    hashes = _listed(folder / OWN_FILE)
    files = []
    for path in _files_below(folder):  # the first file of others ends the search: the folder may be a whole disk
        name = path.relative_to(folder).as_posix()
        if name in left:
            continue
        files.append(path)
        if not is_plain(path):
            raise OutputError(
                f"{folder} is not empty ({name} is not a plain file); nothing was written. Name a new folder."
            )
        if name != OWN_FILE and (name not in hashes or hashes[name] != _hash(path)):
            what = "has changed since" if name in hashes else "does not come from an import or export"
            raise OutputError(f"{folder} is not empty ({name} {what}); nothing was written. Name a new folder.")
    return files


def list_files(folder: Path, files: Iterable[Path], facts: Mapping[str, object]) -> Path:
    """Write the list of what was written; returns its path.

    Args:
        folder: where the files are.
        files: the files.
        facts: what else the list says, such as where the files come from.
    """
    hashes = {path.relative_to(folder).as_posix(): _hash(path) for path in sorted(files)}
    path = folder / OWN_FILE
    path.write_text(json.dumps({**facts, "files": hashes}, indent=2, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    return path


def _files_below(folder: Path) -> Iterator[Path]:
    """All but folders, without those of databases. Folders may lie deeper in each other than functions can call."""
    folders = [folder] if folder.is_dir() else []
    while folders:
        for path in sorted(folders.pop().iterdir()):
            if path.name == _DATABASE:
                continue
            if path.is_dir() and not is_link(path):
                folders.append(path)
            else:
                yield path


def _listed(path: Path) -> dict[str, str]:
    try:
        hashes = json.loads(read_plain(path) or "")["files"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return hashes if isinstance(hashes, dict) else {}


def _hash(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
