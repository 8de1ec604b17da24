"""A file in TOML, read section by section: every fault names its line, and what to do about it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from graphmodel.problems import QuestionError
from graphmodel.suggest import did_you_mean
from graphmodel.wording import in_line

_T = TypeVar("_T")


def read_sections(path: Path, largest: int) -> "Section":
    """The top of a file.

    Args:
        path: the file.
        largest: how many bytes it may have.

    Raises:
        QuestionError: it cannot be read as TOML.
    """
    try:
        if (size := path.stat().st_size) > largest:
            raise QuestionError(f"{path}: has {size:,} bytes, and it may have {largest:,} at most. Shorten it.")
        text = path.read_text("utf-8-sig")
        content = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"{path}: cannot be read as UTF-8 text ({error}). Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise QuestionError(f"{path}: is not TOML: {error}. Correct it there.") from error
    except RecursionError:
        raise QuestionError(f"{path}: its lists are nested too deeply. Write it flat.") from None
    return Section(path, _Lines(text), (), content)


class _Lines:
    """Where each key of a TOML file is."""

    _HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\- ]+?)\s*\]\]?")
    _KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")

    def __init__(self, text: str) -> None:
        self._at: dict[tuple[str | int, ...], int] = {}
        counts: dict[tuple[str | int, ...], int] = {}
        path: tuple[str | int, ...] = ()
        for number, line in enumerate(text.splitlines(), 1):
            if header := self._HEADER.match(line):
                names = header[2].split(".")
                path = ()
                for depth, name in enumerate(names):
                    path = (*path, name.strip())
                    last = depth == len(names) - 1
                    if last and header[1] == "[[":
                        counts[path] = counts.get(path, -1) + 1
                    if path in counts:
                        path = (*path, counts[path])
                self._at.setdefault(path, number)
            elif key := self._KEY.match(line):
                self._at.setdefault((*path, key[1]), number)

    def of(self, path: tuple[str | int, ...]) -> int:
        """The line of a key, or of the nearest section around it."""
        while path and path not in self._at:
            path = path[:-1]
        return self._at.get(path, 1)


class Section:
    """One section of the file; every key is asked for once, and what nobody asked for is refused."""

    def __init__(self, path: Path, lines: _Lines, at: tuple[str | int, ...], content: Mapping[str, object]) -> None:
        self.path, self._lines, self._at, self._content = path, lines, at, content
        self._asked: set[str] = set()

    def wrong(self, key: str, what: str, remedy: str) -> QuestionError:
        """The fault of a key, or of the section itself: where it is, what is wrong, what to do."""
        line = self._lines.of((*self._at, key) if key else self._at)
        end = "" if what.endswith("?") else "."
        return QuestionError(f"{self.path}, line {line}: {in_line(what)}{end} {remedy}")

    def get(self, key: str, kind: type[_T], default: _T | None = None) -> _T:
        """The value of a key, of a kind; ``default`` where the key is not there."""
        self._asked.add(key)
        value = self._content.get(key, default)
        if value is None:
            raise self.wrong(key, f"{key} is missing", f"Add a line: {key} = ...")
        if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
            words = {str: 'text in quotation marks: "..."', int: "a whole number", bool: "true or false"}
            raise self.wrong(key, f"{key} has another type", f"Write {words.get(kind, 'a list: [...]')}.")
        if isinstance(value, str) and kind is str:
            return value.strip()  # type: ignore[return-value]  # _T is str here
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self.get(key, list, None if default is None else list(default))
        if not all(isinstance(one, str) for one in value):
            raise self.wrong(key, f"{key} is not a list of texts", 'Write it as ["one", "two"].')
        return tuple(one.strip() for one in value)

    def one_of(self, key: str, words: tuple[str, ...], default: str) -> str:
        """A text that is one of some words."""
        word = self.get(key, str, default)
        if word not in words:
            near = did_you_mean(word, words)
            raise self.wrong(key, f"{key} = {word!r} is not known.{near}", f"Use one of: {', '.join(words)}.")
        return word

    def pairs(self, key: str) -> dict[str, str]:
        """A small table of texts."""
        value = self.get(key, dict, {})
        if not all(isinstance(text, str | int) for text in value.values()):
            raise self.wrong(key, f"{key} holds something other than texts", 'Write it as { name = "text" }.')
        return {str(name): str(text) for name, text in value.items()}

    def sections(self, key: str) -> Iterator["Section"]:
        """The sections of a list, ``[[key]]``."""
        value = self.get(key, list, [])
        for number, one in enumerate(value):
            if not isinstance(one, dict):
                raise self.wrong(key, f"{key} is not a list of sections", f"Write each as [[{key}]].")
            yield Section(self.path, self._lines, (*self._at, key, number), one)

    def section(self, key: str) -> "Section":
        """The section of a key, ``[key]``; an empty one where there is none."""
        return Section(self.path, self._lines, (*self._at, key), self.get(key, dict, {}))

    def names(self) -> tuple[str, ...]:
        """The keys that are there."""
        return tuple(self._content)

    def done(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self._content:
            if key not in self._asked:
                near = did_you_mean(key, self._asked)
                raise self.wrong(key, f"{key} is not known here.{near}", f"Use: {', '.join(sorted(self._asked))}.")
