"""Writes the files of a study: its tables as CSV, its settings as study.toml."""

import csv
import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from graphmodel.formats import Settings, Tables
from graphmodel.problems import OutputError
from graphmodel.wording import escaped


def write_files(folder: Path, tables: Tables, settings: Settings, notes: Mapping[str, str] | None = None) -> list[Path]:
    """Write every table and study.toml into a folder that exists.

    Args:
        folder: where to write.
        tables: what becomes ``NAME.csv``.
        settings: what becomes study.toml, by flat keys such as ``focus.values``.
        notes: comments behind some of the settings.

    Returns:
        The files.
    """
    files = [write_csv(folder / f"{name}.csv", columns, rows) for name, (columns, rows) in tables.items()]
    files.append(folder / "study.toml")
    files[-1].write_text(_toml(settings, notes or {}), "utf-8", newline="\n")
    return files


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Path:
    """Write one table as CSV for programs: UTF-8, commas, every cell unchanged.

    Args:
        path: the file.
        columns: the header.
        rows: the cells by column; a column that a row lacks is empty.

    Returns:
        The file.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        # The writer would leave a lone carriage return bare, and readers take one for the end of a row.
        bare = any("\r" in cell for row in rows for cell in row.values())
        writer = csv.DictWriter(
            file, columns, restval="", lineterminator="\n", quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL
        )
        writer.writeheader()
        writer.writerows(rows)
    return path


def refuse_if_filled(folder: Path) -> None:
    """Raise OutputError unless the folder is new or empty."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file. Name a new folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(f"{folder} is not empty; nothing was written. Name a new folder.")


def _toml(settings: Settings, notes: Mapping[str, str]) -> str:
    sections: dict[str, list[str]] = {"": []}
    for key, value in settings.items():
        section, _, name = key.rpartition(".")
        note = notes.get(key)
        line = f"{toml_key(name)} = {toml_value(value)}" + (f"  # {note}" if note else "")
        sections.setdefault(section, []).append(line)
    parts = ["\n".join(sections.pop(""))]
    parts += [
        f"[{'.'.join(map(toml_key, section.split('.')))}]\n" + "\n".join(lines) for section, lines in sections.items()
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def toml_key(name: str) -> str:
    """A key as TOML has it, in quotation marks where it needs them."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quoted(name)


def toml_value(value: object) -> str:
    """A value as TOML has it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case Mapping():
            return "{" + ", ".join(f"{toml_key(str(key))} = {toml_value(inner)}" for key, inner in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(toml_value, value)) + "]"
        case _:
            return _quoted(str(value))


def _quoted(text: str) -> str:
    # A text of JSON is one of TOML as well; what an editor cannot show, such as a turn of direction, is its code.
    return escaped(json.dumps(text, ensure_ascii=False))
