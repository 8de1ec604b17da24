"""Writes the files of a study: its tables as CSV, its settings as study.toml."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from graphmodel.problems import OutputError
from graphmodel_loaders.example_rows import Rows

Settings = Mapping[str, str | list[str]]
"""Flat keys such as ``focus.values``; those of a section follow one another, those of none come first."""
Tables = Mapping[str, tuple[list[str], Rows]]
"""For each table its columns and its rows; cells that a row lacks are empty."""


def write_files(folder: Path, tables: Tables, settings: Settings, notes: Mapping[str, str] | None = None) -> None:
    """Write every table and study.toml into a folder that is there.

    Args:
        folder: where to.
        tables: what becomes ``NAME.csv``.
        settings: what becomes study.toml.
        notes: comments behind some of the settings.
    """
    for name, (columns, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            # The writer would leave a lone carriage return bare, and readers take one for the end of a row.
            bare = any("\r" in cell for row in rows for cell in row.values())
            writer = csv.DictWriter(
                file, columns, restval="", lineterminator="\n", quoting=csv.QUOTE_ALL if bare else csv.QUOTE_MINIMAL
            )
            writer.writeheader()
            writer.writerows(rows)
    (folder / "study.toml").write_text(_toml(settings, notes or {}), "utf-8")


def refuse_if_filled(folder: Path) -> None:
    """Raise OutputError unless the folder is new or empty."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file. Name a new folder.")
    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(f"{folder} is not empty; nothing was written. Name a new folder.")


def _toml(settings: Settings, notes: Mapping[str, str]) -> str:
    lines = []
    section = ""
    for key, value in settings.items():
        inside, _, name = key.rpartition(".")
        if inside != section:
            lines += ["", f"[{inside}]"]
            section = inside
        written = _quoted(value) if isinstance(value, str) else "[" + ", ".join(map(_quoted, value)) + "]"
        note = notes.get(key)
        lines.append(f"{name} = {written}" + (f"  # {note}" if note else ""))
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A text of JSON is one of TOML as well, but for this one character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
