"""Results as JSON: a list of records, or an object of lists where there are several tables."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pandas as pd

from graphmodel.output import Writable
from graphmodel.output.cells import Plain, headers, rows
from graphmodel.output.files import text_to
from graphmodel.wording import escaped


def write_json(result: Writable, output: Path | TextIO) -> None:
    """Write a result as JSON, one record per line; missing values are null.

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
    text = escaped(json.dumps(value, ensure_ascii=False, allow_nan=False))
    # Half a surrogate pair has no UTF-8 form and can only be written as an escape.
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")
