"""Results as JSON: a list of records, or of several tables an object of lists."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pandas as pd

from graphmodel.results import Result
from graphmodel_viz.output.cells import Plain, headers, rows
from graphmodel_viz.output.files import text_to


def write_json(result: Result, output: Path | TextIO) -> None:
    """Write a result as JSON, a record on a line; what is missing is null.

    Raises:
        OutputError: the file cannot be written.
    """
    with text_to(output) as stream:
        if len(result.tables) == 1:
            stream.writelines(_records(result.frame))
            stream.write("\n")
            return
        begin = "{\n"
        for name, frame in result.tables.items():
            stream.write(f"{begin}{_dump(name)}: ")
            stream.writelines(_records(frame))
            begin = ",\n"
        stream.write("\n}\n" if result.tables else "{}\n")


def _records(frame: pd.DataFrame) -> Iterator[str]:
    names = headers(frame)
    begin = "[\n"
    for row in rows(frame):
        yield begin + _dump(dict(zip(names, row, strict=True)))
        begin = ",\n"
    yield "[]" if begin == "[\n" else "\n]"


def _dump(value: "Plain | dict[str, Plain]") -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    # Half of a character has no UTF-8; it can only be told as an escape.
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
