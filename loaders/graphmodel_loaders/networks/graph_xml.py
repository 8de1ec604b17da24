"""Graphs in XML, read element by element: GraphML and GEXF."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from graphmodel.problems import StudyError

LARGEST = 200 << 20
"""Most bytes of a file; a larger graph is no study that people coded."""
MOST = 500_000
"""Most nodes and edges together."""
NO_DRAWING = "Positions, sizes and colours of the drawing are not taken."
"""Remark on a file that keeps a drawing of the graph."""
DEEPEST = 100
"""Most elements within each other."""


class Handler(Protocol):
    """Takes elements as they begin and as they are complete."""

    def start(self, element: Element) -> None:
        """An element begins; its children are not there yet."""

    def end(self, element: Element) -> bool:
        """An element is complete; returns whether it may be forgotten."""


def parse(path: Path, handler: Handler, root: str) -> None:
    """Read a file and hand each element to a handler.

    Args:
        path: the file.
        handler: takes the elements.
        root: local name of the outermost element.

    Raises:
        StudyError: it is not XML or something else, is too large, or declares entities.
    """
    number = 0
    for event, element, depth in _events(path):
        if event == "end":
            if handler.end(element):
                element.clear()
            continue
        name = local(element)
        if depth == 1 and name != root:
            raise StudyError(f"{path.name} is not a {root} file: it begins with <{name[:40]}>.")
        number += name in {"node", "edge"}
        if number > MOST:
            raise StudyError(f"{path.name} has more than {MOST:,} nodes and edges. Export a part of the graph.")
        handler.start(element)


def root_name(path: Path) -> str:
    """The local name of the outermost element; empty if the file is not XML."""
    try:
        return next((local(element) for _, element, _ in _events(path)), "")
    except (StudyError, OSError):
        return ""


def is_graph(path: object, root: str) -> bool:
    """Whether a file is named after a format of graphs (``.gexf``), or is XML whose outermost element is."""
    if not isinstance(path, Path) or not path.is_file():
        return False
    ending = path.suffix.lower()
    return ending == f".{root}" or (ending == ".xml" and root_name(path) == root)


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return _without_namespace(str(element.tag))


@lru_cache(maxsize=1 << 10)
def _without_namespace(name: str) -> str:
    return name.rpartition("}")[2]


def _events(path: Path) -> Iterator[tuple[str, Element, int]]:
    if path.stat().st_size > LARGEST:
        raise StudyError(f"{path.name} has more than {LARGEST >> 20} MB. Export a part of the graph.")
    depth = 0
    try:
        for event, element in iterparse(path, events=("start", "end"), forbid_dtd=True):
            depth += event == "start"
            if depth > DEEPEST:
                raise StudyError(f"{path.name} has more than {DEEPEST} elements within each other. It is not read.")
            yield event, element, depth
            depth -= event == "end"
    except DefusedXmlException as error:
        raise StudyError(
            f"{path.name} declares a document type or entities, which may be an attack. It is not read. Export it "
            "again."
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise StudyError(f"{path.name} cannot be read as XML: {error}. Export it again.") from error
