r"""Tables of MAXQDA: coded segments, summaries, the code system and variables of documents.

Facts: VERBI's manuals of MAXQDA 12 to 24 on its table views (coded segments, codes, variables of documents) and on
codes in Excel tables, where ``>`` or ``\`` stands between a code and its subcode.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.coded_project import CodedProject, Words
from graphmodel.formats import Importer
from graphmodel_loaders.vendors.cells import path_of

if TYPE_CHECKING:
    from graphmodel_loaders.coded.builder import ProjectBuilder
    from graphmodel_loaders.vendors.sheets import Record

NAME = "maxqda"
_LEVELS = r"\s+>\s+|\s*\\+\s*"
_code_path = partial(path_of, separator=_LEVELS)
_NOT_WEIGHTED = {"", "0"}
_REMEDY = (
    "Export the coded segments from MAXQDA as an Excel workbook; it has the columns Document group, "
    "Document name, Code and Segment."
)


def read_maxqda(path: Path, *, study_id: str = "study") -> CodedProject:
    """The project whose tables a file or folder holds.

    Args:
        path: a workbook, a CSV file, or a folder of such files of one project.
        study_id: not needed.

    Raises:
        StudyError: it cannot be read, or holds no such table.
    """
    from graphmodel_loaders.coded.builder import ProjectBuilder
    from graphmodel_loaders.vendors.sheets import read_tables, take_or_refuse

    project = ProjectBuilder("MAXQDA", path.stem)
    tables = read_tables(path, NAME, project.account)
    reader = _Reader(project)
    readers = {
        "documents": reader.document,
        "codes": reader.code,
        "segments": reader.segment,
        "summaries": reader.summary,
    }
    take_or_refuse(path, tables, readers, project.account, "MAXQDA", _REMEDY)
    return project.project()


class _Reader:
    """Takes the rows of the tables into the project.

    Attributes:
        level: path of the code above, in a code system whose columns are levels.
    """

    def __init__(self, project: "ProjectBuilder") -> None:
        self.level: tuple[str, ...] = ()
        self._project = project
        self._keys: dict[str, list[str]] = {}

    def document(self, record: "Record") -> str:
        """A document with the values of its variables."""
        if not record["document"]:
            return "the row names no document"
        facts = record.facts("created", "author", "modified by", "modified", "colour")
        self._document(record, attributes=facts, description=record.first("comment", "memo"))
        return ""

    def code(self, record: "Record") -> str:
        """A code of the code system."""
        path, parent = _code_path(record["code"]), _code_path(record["parent"])
        if "tree" in record.table.columns:
            path = self._in_tree(record)
        if not path:
            return "the row names no code"
        if parent and path[: len(parent)] != parent:
            path = (*parent, *path)
        self._project.code(path, colour=record["colour"], description=record.first("memo", "comment"))
        return ""

    def segment(self, record: "Record") -> str:
        """A segment with one code."""
        return self._coded(record, record["segment"], "")

    def summary(self, record: "Record") -> str:
        """A summary of what a document says about a code."""
        return self._coded(record, "", record["summary"]) if record["summary"] else "the summary is blank"

    def _coded(self, record: "Record", text: str, summary: str) -> str:
        from graphmodel_loaders.vendors.cells import moment, span

        if not record["document"]:
            return "the row names no document"
        when, place = moment(record["created"]), span(record["begin"], record["end"])
        path = _code_path(record["code"])
        attributes = record.facts(
            "area", "coverage", "modified by", "modified", "colour", *([] if when else ["created"])
        )
        if record["weight"] not in _NOT_WEIGHTED:
            attributes[f"weight of {path[-1]}" if path else "weight"] = record["weight"]
        self._project.segment(
            self._document(record),
            [self._project.code(path)] if path else [],
            coder=self._project.coder(record["author"]),
            words=[Words(text, span=place)] if text else [],
            summary=summary,
            span="" if text else place,
            note=record["comment"],
            when=when,
            attributes=attributes,
            place=record.place,
        )
        return ""

    def _document(self, record: "Record", **facts: Any) -> str:
        """The key of a document: its group and name, or where no group is said, the one document of that name."""
        name, groups = " ".join(record["document"].split()), _code_path(record["group"])
        known = self._keys.setdefault(name, [])
        if "group" not in record.table.columns and len(known) == 1:
            return self._project.document(name, known[0], **facts)
        key = " / ".join([*groups, name])
        if key not in known:
            known.append(key)
        return self._project.document(name, key, groups=groups, **facts)

    def _in_tree(self, record: "Record") -> tuple[str, ...]:
        """The path of a code, whose level is the column in which it stands."""
        [first, *_] = record.table.columns["tree"]
        headed = [place for place, text in enumerate(record.table.headings) if text and place > first]
        levels = record.cells[first : min(headed, default=len(record.cells))]
        filled = [level for level, text in enumerate(levels) if text]
        if filled:
            self.level = (*self.level[: filled[0]], *_code_path(levels[filled[0]]))
            return self.level
        return ()


def _is_maxqda(path: object) -> bool:
    from graphmodel_loaders.vendors.sheets import holds_tables

    return holds_tables(path, NAME)


IMPORTER = Importer(
    NAME,
    "coded segments, codes and variables that MAXQDA exports as workbooks or CSV files",
    read_maxqda,
    _is_maxqda,
    endings=(".xlsx", ".xls", ".csv"),
    is_coded=True,
)
