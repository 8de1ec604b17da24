"""Writing files so that a reader never sees half of one."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from graphmodel.output import FORMAT_OF_ENDING
from graphmodel.output.written import note_written, refuse_filled, refuse_others, work_path, writing_inside
from graphmodel.problems import OutputError
from graphmodel.user_files import is_link


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the folder of ``path``; once it is written, it replaces ``path``.

    Raises:
        OutputError: the file cannot be written, or is not this program's to overwrite (see ``written``); an earlier
            file is untouched.
    """
    target = writable(path)
    try:
        with work_path(target) as work:
            yield work
            refuse_others(target, path)  # somebody may have written it meanwhile
            work.replace(target)
        note_written(target)
    except PermissionError as error:
        raise _refused(path, "it, or its folder, is write-protected or open in another program") from error
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}. Nothing was written. Check whether the disk is "
            "full, or choose another path."
        ) from error


def writable(path: Path) -> Path:
    """The path of a file without links above it, where it may be written; ask before long work.

    Raises:
        OutputError: it may not, or its folder is missing.
    """
    refuse_folder(path)
    refuse_nowhere(path)
    target = path.parent.resolve() / path.name
    refuse_others(target, path)
    if target.exists() and not os.access(target, os.W_OK):
        raise _refused(path, "it is write-protected")
    return target


def refuse_nowhere(path: Path) -> None:
    """Refuse a file, or a folder of results, in a folder that is missing: mostly a slip.

    Raises:
        OutputError: there is no such folder.
    """
    if not path.parent.is_dir():
        raise OutputError(f"There is no folder {path.parent.resolve()}. Create it first, or choose another path.")


def refuse_folder(path: Path) -> None:
    """Refuse a folder where a file is to be.

    Raises:
        OutputError: there is a folder of that name.
    """
    if path.is_dir() and not is_link(path):
        raise OutputError(f"{path} is a folder. Give the name of a file, such as {path / 'result'}.")


@contextmanager
def replacing_folder(folder: Path, earlier: Iterable[Path] | None = None) -> Iterator[Path]:
    """Yield a temporary folder; once everything in it is written, its files go into ``folder``.

    A write that fails leaves ``folder`` as it was. Other files in ``folder`` stay.

    Args:
        folder: where to; created if it is missing.
        earlier: the files there that are replaced, where the caller knows that they are this program's. By default,
            a file is replaced where :func:`replacing` would replace it.

    Raises:
        OSError: it cannot be written to.
        OutputError: it is a link or a file, or holds a file that is not this program's to overwrite.
    """
    refuse_as_folder(folder)
    target = folder.resolve()
    missing = [parent for parent in target.parents if not parent.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Somebody may write to a folder, and not to the one that it is in.
        with work_path(target / "results" if target.exists() else target) as work:
            work.mkdir()
            with writing_inside(work):
                yield work
            _move_files(work, target, folder, None if earlier is None else list(earlier))
    except BaseException:
        for parent in missing:
            with suppress(OSError):
                parent.rmdir()
        raise


_FILES = frozenset(
    {*FORMAT_OF_ENDING}
    | {
        ".doc",
        ".docx",
        ".odt",
        ".rtf",
        ".md",
        ".xls",
        ".xlsm",
        ".ods",
        ".tsv",
        ".ppt",
        ".pptx",
        ".odp",
        ".html",
        ".htm",
    }
    | {".svg", ".pdf", ".png", ".jpg", ".zip", ".toml", ".xml", ".gexf", ".graphml", ".gml", ".qdpx", ".qde", ".qdc"}
)
"""Endings by which people name a file; a folder of that name would be a surprise."""


def refuse_as_folder(folder: Path) -> None:
    """Refuse what cannot be the folder that files are written to.

    Raises:
        OutputError: it is a file or a link, or has the name of a file.
    """
    if is_link(folder) or (folder.exists() and not folder.is_dir()):
        raise OutputError(f"{folder} is a file or a link. It is left alone; nothing was written. Name a folder.")
    if folder.suffix.lower() in _FILES and not folder.exists():
        raise OutputError(
            f"{folder} is the name of a file; nothing was written. Name a folder, without {folder.suffix}.",
            by_caller=True,
        )
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if os.path.lexists(path))
    if not there.is_dir():
        raise OutputError(f"{there} is a file, so that {folder} cannot be a folder. Check the path.")
    if not os.access(there, os.W_OK):
        raise _refused(folder, f"{there} is write-protected")


def refuse_blocked(output: Path, names: Iterable[Path] = (), *, is_folder: bool) -> None:
    """Refuse a target before long work, if writing to it would be refused afterwards.

    Args:
        output: the file or folder.
        names: of the files that are to be written into a folder, where they are known.
        is_folder: whether it is to be a folder.

    Raises:
        OutputError: it, or one of the files, must not be written.
    """
    if not is_folder:
        writable(output)
        return
    refuse_as_folder(output)
    refuse_nowhere(output)
    if output.is_dir() and (known := list(names)):
        refuse_filled(output.resolve(), output, known)


def _move_files(work: Path, target: Path, shown: Path, earlier: list[Path] | None) -> None:
    known = {target / file.relative_to(shown) for file in earlier or ()}
    files = [path.relative_to(work) for path in sorted(work.rglob("*")) if not path.is_dir()]
    if not target.exists():
        work.rename(target)
    else:
        if earlier is None:
            refuse_filled(target, shown, files)
        elif strange := [name for name in files if os.path.lexists(target / name) and target / name not in known]:
            raise OutputError(f"{shown / strange[0]} was made meanwhile by somebody else; nothing was written.")
        for file in known:
            file.unlink()
        for name in files:
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).replace(target / name)
    if earlier is None:
        for name in files:
            note_written(target / name)


@contextmanager
def text_to(output: Path | TextIO, encoding: str = "utf-8") -> Iterator[TextIO]:
    """Open a file for text, or pass an open stream on.

    The screen or a pipe is switched to UTF-8, whatever the system prefers.
    """
    if isinstance(output, Path):
        with replacing(output) as work, work.open("x", encoding=encoding, newline="") as stream:
            yield stream
        return
    if (output.encoding or "utf-8").lower().replace("-", "") != "utf8" and hasattr(output, "reconfigure"):
        output.reconfigure(encoding="utf-8")
    yield output


def _refused(path: Path, why: str) -> OutputError:
    return OutputError(f"{path} cannot be written: {why}. Close the program that has it open, or choose another path.")
