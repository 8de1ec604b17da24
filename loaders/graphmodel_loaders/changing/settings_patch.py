"""New values in study.toml; its comments, order and spaces stay."""

import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Array

from graphmodel.problems import StudyError
from graphmodel_loaders.study_settings import flatten

_MARK = b"\xef\xbb\xbf"


def patched_settings(path: Path, settings: Mapping[str, str | Sequence[str]]) -> bytes:
    """The content of study.toml with other values; a file with these alone where there is none.

    Args:
        path: the file.
        settings: the values by flat key, such as ``stages.supply``.

    Raises:
        StudyError: the file is a link or no file, or no way was found to change these values alone.
    """
    is_there = os.path.lexists(path)
    if is_there and (path.is_symlink() or not path.is_file()):
        raise StudyError(f"{path.name} is a link or not a file, so its settings are not changed. Nothing was changed.")
    content = path.read_bytes() if is_there else b""
    text = content.removeprefix(_MARK).decode("utf-8")
    document: Any = tomlkit.parse(text)
    for key, value in settings.items():
        *sections, name = key.split(".")
        place = document
        for section in sections:
            if section not in place:
                place[section] = tomlkit.table()
            place = place[section]
        _put(place, name, value if isinstance(value, str) else list(value))
    after = tomlkit.dumps(document)
    expected = {**flatten(tomllib.loads(text)), **{key: _plain(value) for key, value in settings.items()}}
    if flatten(tomllib.loads(after)) != expected:
        raise StudyError(f"{path.name} cannot be changed. Change {', '.join(settings)} by hand first.")
    return (_MARK if content.startswith(_MARK) else b"") + after.encode("utf-8")


def _plain(value: str | Sequence[str]) -> str | list[str]:
    return value if isinstance(value, str) else list(value)


def _put(place: Any, name: str, value: str | list[str]) -> None:
    """Set one value; of a list, only the entries that differ, so that its lines stay as they are."""
    old = place.get(name)
    if isinstance(old, Array) and isinstance(value, list) and len(old) == len(value):
        for number, entry in enumerate(value):
            if old[number] != entry:
                old[number] = entry
    else:
        place[name] = value
