"""The answers that a page of a tool saved to a file."""

import json
from pathlib import Path

from graphmodel.problems import StudyError
from graphmodel.tools.copies import CODE
from graphmodel.tools.manifest import read_manifest
from graphmodel.tools.reading import FilledCell, FilledCopy
from graphmodel.wording import shown_name

MARK = "graphmodel_answers"
_LARGEST = 20 << 20
_MOST = 100_000


def read_page(path: Path) -> FilledCopy:
    """The answers in a file that a page of a tool saved.

    Raises:
        StudyError: it cannot be read, or holds no such answers.
    """
    name = shown_name(path)
    wrong = StudyError(
        f"{name} holds no answers that a page of a tool saved. Open the page and save its answers again."
    )
    try:
        if path.stat().st_size > _LARGEST:
            raise StudyError(f"{name} is larger than any file of answers. It is not opened.")
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
        if not isinstance(content, dict) or MARK not in content:
            raise wrong
        answers = content["answers"]
        cells = tuple(
            FilledCell(str(code), str(text), "on the page")
            for code, text in answers.items()
            if CODE.fullmatch(f"[{code}]")
        )
        others = tuple((str(code), str(text)) for code, text in answers.items() if not CODE.fullmatch(f"[{code}]"))
        line = str(content.get("line", ""))
    except OSError as error:
        raise StudyError(f"{name} cannot be opened: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise wrong from error
    if len(cells) + len(others) > _MOST:
        raise StudyError(f"{name} holds more answers than a tool has questions. It is not read.")
    try:
        manifest = read_manifest(str(content.get("manifest", "")))
    except ValueError:
        manifest = None
    return FilledCopy(name, "page", manifest, line, cells, others)
