"""Writing files so that a reader never sees half of one."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from graphmodel.problems import OutputError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the folder of ``path``; once it is written, it replaces ``path``.

    Raises:
        OutputError: the file cannot be written; an earlier file is untouched.
    """
    target = path.resolve()
    if target.is_dir():
        raise OutputError(f"{path} is a folder. Give the name of a file, such as {path / 'result'}.")
    if not target.parent.is_dir():
        raise OutputError(f"There is no folder {target.parent}. Create it first, or choose another path.")
    if target.exists() and not os.access(target, os.W_OK):
        raise _refused(path, "it is write-protected")
    work = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        yield work
        work.replace(target)
    except PermissionError as error:
        raise _refused(path, "it, or its folder, is write-protected or open in another program") from error
    except OSError as error:
        raise _refused(path, str(error.strerror or error)) from error
    finally:
        with suppress(OSError):
            work.unlink(missing_ok=True)


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
