"""The XML of a project as elements, one part of it at a time, so that a large project takes little memory."""

from collections import Counter
from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

from graphmodel.problems import StudyError
from graphmodel_loaders.refi.repairing import Repaired

MOST_ELEMENTS = 800_000
"""Elements of a file; a project of 300 interviews and 50,000 codings has some 200,000."""
DEEPEST = 64
"""Levels of elements; codes nest some ten deep."""
LONGEST_ATTRIBUTES = 1_000_000
"""Characters of all attributes of one element; the name of a passage repeats its words."""
_BLOCK = 1 << 20


class Element:
    """One element: its name and those of its attributes without prefixes."""

    __slots__ = ("attributes", "children", "line", "name", "text")

    def __init__(self, name: str, attributes: dict[str, str], line: int) -> None:
        self.name = name
        self.attributes = attributes
        self.line = line
        self.children: list[Element] = []
        self.text = ""

    def get(self, name: str) -> str:
        """An attribute; empty where there is none."""
        return self.attributes.get(name, "").strip()

    def guid(self, name: str = "guid") -> str:
        """An attribute that holds a GUID, in small letters and without braces."""
        return self.attributes.get(name, "").strip().strip("{}").lower()

    def all(self, *names: str) -> Iterator["Element"]:
        """Its children of these names."""
        return (child for child in self.children if child.name in names)

    def references(self, name: str) -> Iterator[str]:
        """The GUIDs of what its children of a name refer to."""
        return (child.guid("targetGUID") for child in self.all(name))

    def first(self, name: str) -> "Element | None":
        """Its first child of a name."""
        return next(self.all(name), None)

    def words(self, name: str) -> str:
        """The text of its first child of a name."""
        child = self.first(name)
        return "" if child is None else child.text


class NotWhole(StudyError):
    """The file is no whole XML."""


class Parts:
    """The parts of an XML file: the children of the root's children, or of its children's list where they have one.

    ``root`` is the root element, without its parts; ``counts`` says how many elements of each name there are.
    """

    def __init__(self, name: str) -> None:
        self.root: Element | None = None
        self.counts: Counter[str] = Counter()
        self._name = name
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._done: list[tuple[tuple[str, ...], Element]] = []
        self._number = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, file: "IO[bytes] | Repaired") -> Iterator[tuple[tuple[str, ...], Element]]:
        """Each part with the names of the elements that it is in below the root.

        Raises:
            NotWhole: it is no XML.
            StudyError: it defines entities, or is too deep or too long.
        """
        is_last = False
        while not is_last:
            block = file.read(_BLOCK)
            is_last = not block
            try:
                self._parser.Parse(block, is_last)
            except (expat.ExpatError, LookupError, UnicodeError) as error:
                raise NotWhole(
                    f"{self._name} is not whole XML: {error}. Export the project again in the program that made it."
                ) from error
            yield from self._done
            self._done.clear()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._number += 1
        if self._number > MOST_ELEMENTS:
            raise StudyError(f"{self._name} has more than {MOST_ELEMENTS:,} elements. Export the project in parts.")
        if len(self._open) >= DEEPEST:
            raise StudyError(
                f"{self._name} has elements inside one another on more than {DEEPEST} levels, which no program for"
                " qualitative research writes. Export the project again."
            )
        if sum(map(len, attributes.values())) > LONGEST_ATTRIBUTES:
            raise StudyError(
                f"{self._name}, line {self._parser.CurrentLineNumber}, has an element with attributes of more than"
                f" {LONGEST_ATTRIBUTES:,} characters, which no program for qualitative research writes. Export the"
                " project again."
            )
        element = Element(name.rpartition(":")[2], attributes, self._parser.CurrentLineNumber)
        self.counts[element.name] += 1
        if self.root is None:
            self.root = element
        self._open.append(element)
        self._texts.append([])

    def _end(self, _name: str) -> None:
        element = self._open.pop()
        element.text = "".join(self._texts.pop())
        depth = len(self._open)
        if depth == 0:
            return
        parent = self._open[-1]
        if _is_part(tuple(one.name for one in self._open[1:4]), element.name):
            self._done.append((tuple(one.name for one in self._open[1:]), element))
        else:
            parent.children.append(element)

    def _characters(self, text: str) -> None:
        self._texts[-1].append(text)

    def _doctype(self, *_: object) -> None:
        raise StudyError(
            f"{self._name} has a document type, which may define entities; no program for qualitative research writes"
            " one. It is not read. Export the project again."
        )


def _is_part(above: tuple[str, ...], name: str) -> bool:
    """Whether an element is given by itself: what lies directly in a section, and codes of the uppermost level."""
    if len(above) == 1:
        return not (above[0] == "CodeBook" and name == "Codes")
    return above == ("CodeBook", "Codes")
