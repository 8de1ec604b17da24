r"""What is coded at one code of NVivo as text: ``<Files\\Anna> - § 2 references coded  [1.20% Coverage]``.

Facts: NVivo's help on the references of a node, which shows the same lines on the screen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphmodel.problems import StudyError
from graphmodel_loaders.transcripts.lines import read_text
from graphmodel_loaders.transcripts.office import read_office

ENDINGS = (".txt", ".docx")
_FILE = re.compile(r"<(?P<name>[^<>\n]{1,400})> +- +§ +\d+ +references? coded\b.*", re.IGNORECASE)
_REFERENCE = re.compile(
    r"References? +(?P<number>\d+)(?:-\d+)? +- +(?P<coverage>[\d.,]+ ?%) +Coverage\s*", re.IGNORECASE
)
_NAME = re.compile(r"Name: *(?P<name>\S.*)")
_LOOKED_AT = 40


@dataclass(frozen=True)
class TextReference:
    """One reference: full name of its file, number, coverage, words and line."""

    file: str
    number: str
    coverage: str
    words: str
    line: int


def is_code_text(path: Path) -> bool:
    """Whether a file is what NVivo writes of one code."""
    if path.suffix.lower() not in ENDINGS or not path.is_file():
        return False
    try:
        rows = [row for row in _text(path).split("\n") if row.strip()]
    except (StudyError, OSError):
        return False
    return any(map(_FILE.fullmatch, (row.strip() for row in rows[:_LOOKED_AT])))


def read_code_text(path: Path) -> tuple[str, list[TextReference]]:
    """The name of the code, which is that of the file if the text has none, and its references.

    Raises:
        StudyError: the file cannot be read.
    """
    text = _text(path)
    rows = [row.strip() for row in text.split("\n")]
    named = next((match for row in rows[:_LOOKED_AT] if (match := _NAME.fullmatch(row))), None)
    return named["name"] if named else path.stem, list(_references(rows))


def _references(rows: list[str]) -> Iterator[TextReference]:
    file = ""
    current: re.Match[str] | None = None
    begin, words = 0, []
    for number, row in enumerate([*rows, "<end> - § 0 references coded"], 1):
        next_file, reference = _FILE.fullmatch(row), _REFERENCE.fullmatch(row)
        if not next_file and not reference:
            words.append(row)
            continue
        if current:
            said = "\n".join(filter(None, words))
            yield TextReference(file, current["number"], current["coverage"], said, begin)
        current, begin, words = reference, number, []
        if next_file:
            file = next_file["name"]


def _text(path: Path) -> str:
    return read_office(path).text if path.suffix.lower() == ".docx" else read_text(path)[0]
