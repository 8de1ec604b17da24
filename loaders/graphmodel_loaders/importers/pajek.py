"""Pajek networks (``.net``), which UCINET, igraph, Gephi and others write, too.

Facts: the reference manual of Pajek (http://mrvar.fdv.uni-lj.si/pajek/). ``*Vertices`` lists numbers and labels; of a
network of two sorts of nodes it says how many are of the first sort. ``*Arcs`` are directed, ``*Edges`` are not; each
line has two numbers and a weight, and may have a label (``l "advises"``). ``*Arcs :2 "advice"`` names a relation.
``*Arcslist`` and ``*Edgeslist`` have in each line a node and those that it goes to; ``*Matrix`` has the weights of all
pairs.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from graphmodel.account import Account
from graphmodel.problems import StudyError
from graphmodel_loaders.networks.graph import Graph, GraphEdge, GraphNode, graph_importer
from graphmodel_loaders.networks.graph_xml import NO_DRAWING

_VERTICES = re.compile(r"^[ \t]*\*vertices\b", re.MULTILINE | re.IGNORECASE)
_SECTION = re.compile(r"\*(\w+)\s*(.*)")
_RELATION = re.compile(r':\s*\d+\s*(?:"([^"]*)")?|"([^"]*)"')
_WORD = re.compile(r'"([^"]*)"|([^\s"]+)')
_LABEL = "l"
"""Stands before the label of an edge; what else follows the weight is about the drawing."""
_MOST_DIGITS = 9
_SIDE = "first_sort"
"""The attribute of nodes of the first sort, in a network of two sorts of nodes."""
_NO_PLACE = {
    "partition": "a study has no partitions of a network",
    "vector": "a study has no vectors of a network",
    "permutation": "a study has no permutations of a network",
    "cluster": "a study has no clusters of a network",
    "hierarchy": "a study has no hierarchies of a network",
}


def _read(path: Path, account: Account) -> Graph:
    from graphmodel_loaders.networks.graph_text import graph_text

    reading = _Reading(path, account)
    for number, line in enumerate(graph_text(path, account).splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("%"):
            reading.take(line.strip(), f"line {number}")
    reading.finish()
    return reading.graph


class _Reading:
    """The network, line by line."""

    def __init__(self, path: Path, account: Account) -> None:
        self.graph = Graph()
        self._path = path
        self._account = account
        self._section = self._relation = ""
        self._ids: set[str] = set()
        self._number = self._first_sort = self._row = self._drawing = 0
        self._is_second = False

    def take(self, line: str, place: str) -> None:
        """Take one line that is not blank."""
        if match := _SECTION.match(line):
            self._begin(match[1].lower(), match[2])
        elif self._is_second:
            self._account.leave_out("lines", "they are of a second network; only the first one is read", place)
        elif self._section == "vertices":
            self._vertex(_words(line), place)
        elif self._section in {"arcs", "edges"}:
            self._edge(_words(line), place)
        elif self._section in {"arcslist", "edgeslist"}:
            start, *ends = _words(line)
            for end in ends:
                self._add(start, end, "", "", place)
        elif self._section == "matrix":
            self._matrix_row(line.split(), place)
        elif self._section in _NO_PLACE:
            self._account.leave_out(f"lines of {self._section}s", _NO_PLACE[self._section], place)
        elif self._section != "network":
            self._account.leave_out("lines", "they are in none of the sections that are read", place)

    def finish(self) -> None:
        """Add the vertices that no line lists, and say what was not taken of the drawing.

        Raises:
            StudyError: there are no vertices.
        """
        if not self._number:
            raise StudyError(f"{self._path.name} has no *Vertices, so it is not a Pajek network.")
        for number in range(1, self._number + 1):
            if str(number) not in self._ids:
                self._vertex([str(number)], f"vertex {number}")
        if self._drawing:
            self._account.remarks.append(NO_DRAWING)

    def _begin(self, section: str, rest: str) -> None:
        if section == "vertices":
            self._is_second = self._is_second or self._number > 0
            numbers = [number for word in rest.split()[:2] if (number := _number(word))]
            if not self._is_second and numbers:
                from graphmodel_loaders.networks.graph_text import refuse_too_many

                refuse_too_many(self._path, numbers[0])
                self._number, self._first_sort = numbers[0], numbers[1] if len(numbers) > 1 else 0
        relation = _RELATION.search(rest)
        self._relation = ((relation[1] or relation[2] or "") if relation else "").strip()
        self._section, self._row = section, 0

    def _vertex(self, words: Sequence[str], place: str) -> None:
        number, label = _number(words[0]), words[1] if len(words) > 1 else ""
        if not 1 <= number <= self._number:
            self._account.reject("nodes", "its number is none of those that *Vertices announces", place)
            return
        id_ = str(number)
        self._drawing += len(words) > 2
        self._ids.add(id_)
        side = {_SIDE: "yes" if number <= self._first_sort else "no"} if self._first_sort else {}
        self.graph.nodes.append(GraphNode(id_, label, side, place))

    def _edge(self, words: Sequence[str], place: str) -> None:
        if len(words) < 2:
            self._account.reject("edges", "the edge has no source or no target", place)
            return
        weight = words[2] if len(words) > 2 and _is_number(words[2]) else ""
        said = [words[i + 1] for i in range(2, len(words) - 1) if words[i].lower() == _LABEL]
        self._add(words[0], words[1], weight, said[0] if said else "", place)

    def _matrix_row(self, weights: Sequence[str], place: str) -> None:
        self._row += 1
        first = self._first_sort
        for column, weight in enumerate(weights, 1):
            if _is_number(weight) and float(weight):
                self._add(str(self._row), str(first + column), weight, "", place)
            elif not _is_number(weight):
                self._account.reject("edges", "the weight is not a number", place)

    def _add(self, start: str, end: str, weight: str, label: str, place: str) -> None:
        from graphmodel_loaders.networks.graph_text import refuse_too_many

        refuse_too_many(self._path, len(self.graph.nodes) + len(self.graph.edges) + 1)
        attributes = {"weight": weight, "label": label or self._relation}
        directed = self._section in {"arcs", "arcslist"} or (self._section == "matrix" and not self._first_sort)
        source, target = (str(_number(name) or name) for name in (start, end))
        filled = {name: text for name, text in attributes.items() if text}
        self.graph.edges.append(GraphEdge("", source, target, filled, place, directed))


def _words(line: str) -> list[str]:
    return [match[1] if match[1] is not None else match[2] for match in _WORD.finditer(line)] or [""]


def _number(word: str) -> int:
    """The number of a node; 0 if a word is none."""
    return int(word) if word.isdecimal() and len(word) <= _MOST_DIGITS else 0


def _is_number(text: str) -> bool:
    return re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?", text) is not None


def _is_pajek(path: object) -> bool:
    if not isinstance(path, Path) or path.suffix.lower() not in {".net", ".paj"} or not path.is_file():
        return False
    from graphmodel_loaders.networks.graph_text import beginning

    return _VERTICES.search(beginning(path)) is not None


IMPORTER = graph_importer(
    "pajek",
    "a Pajek network, as UCINET, igraph and Gephi also write it",
    "Pajek",
    _read,
    _is_pajek,
    (".net", ".paj"),
)
