"""Tables of ATLAS.ti: quotations, the codebook, links.

Facts: the manuals of ATLAS.ti 8 to 25 on the managers of quotations and codes (a quotation ``3:10`` is the tenth that
was made in document 3) and on the report of the code-document table, whose headings show ``Gr=``.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.coded_project import CodedProject, Link, LinkEnd, Words
from graphmodel.formats import Importer

if TYPE_CHECKING:
    from graphmodel_loaders.coded.builder import ProjectBuilder
    from graphmodel_loaders.vendors.sheets import Record, Table

NAME = "atlas_ti"
_COUNTED = re.compile(r".*\bGr\s?=\s?\d+", re.DOTALL)
_DOCUMENT = re.compile(r"D?\s*\d+\s*:\s*(?=\S)")
_QUOTATION = re.compile(r"(\d+:\d+)\b.*", re.DOTALL)
_GROUPS = r"\s*[;\n]\s*"
_REMEDY = (
    "Export the quotations from ATLAS.ti as an Excel workbook; it has the columns ID, Document, "
    "Quotation Content and Codes."
)


def read_atlas_ti(path: Path, *, study_id: str = "study") -> CodedProject:
    """The project whose tables a file or folder holds.

    Args:
        path: a workbook, a CSV file, or a folder of such files of one project.
        study_id: not needed.

    Raises:
        StudyError: it cannot be read, or holds no such table.
    """
    from graphmodel_loaders.coded.builder import ProjectBuilder
    from graphmodel_loaders.vendors.sheets import COUNTS, read_tables, take_or_refuse

    project = ProjectBuilder("ATLAS.ti", path.stem)
    tables = read_tables(path, NAME, project.account)
    for table in tables:
        if not table.kind and _is_counted([cells for _, cells in table.grid.lines[:40]]):
            table.kind = COUNTS
    reader = _Reader(project, _code_names(tables))
    readers = {"codes": reader.code, "quotations": reader.quotation, "links": reader.link}
    take_or_refuse(path, tables, readers, project.account, "ATLAS.ti", _REMEDY)
    project.account.remarks += reader.remarks()
    return project.project()


class _Reader:
    """Takes the rows of the tables into the project.

    Args:
        project: takes the parts.
        names: names of codes that stand for themselves somewhere.
    """

    def __init__(self, project: "ProjectBuilder", names: Collection[str]) -> None:
        self._project = project
        self._names = names
        self._by_words = sorted((name for name in names if "," in name or ";" in name), key=len, reverse=True)
        self._at_commas = 0

    def code(self, record: "Record") -> str:
        """A code of the codebook."""
        name = record.first("codes", "name")
        if not name:
            return "the row names no code"
        sets = [group for cell in record.every("code_group") for group in re.split(_GROUPS, cell) if group]
        self._project.code(
            self._path(name),
            description=record["comment"],
            sets=tuple(dict.fromkeys(sets)),
            colour=record["colour"],
        )
        return ""

    def quotation(self, record: "Record") -> str:
        """A quotation with all of its codes."""
        from graphmodel_loaders.vendors.cells import moment, span

        if not record["document"]:
            return "the row names no document"
        text = record.first("content", "text")
        name = record["name"] if record["name"] != text else ""
        when, place = moment(record["created"]), span(record["reference"], record["until"])
        attributes = record.facts("id", "modified by", "modified", *([] if when else ["created"]))
        groups = tuple(filter(None, re.split(_GROUPS, record["document_group"])))
        document = self._project.document(_DOCUMENT.sub("", record["document"], count=1), groups=groups)
        self._project.segment(
            document,
            [self._project.code(self._path(code)) for code in self._codes(record["codes"])],
            coder=self._project.coder(record["author"]),
            words=[Words(text, span=place)] if text else [],
            summary="" if text else name,
            span="" if text else place,
            key=f"{document} {record['id']}" if record["id"] else "",
            note="\n".join(filter(None, [name if text else "", record["comment"]])),
            when=when,
            attributes=attributes,
            place=record.place,
        )
        return ""

    def link(self, record: "Record") -> str:
        """A link between two codes or two quotations."""
        ends = [self._end(record[name]) for name in ("source", "target")]
        if not all(key for _, key in ends):
            return "the link lacks an end"
        origin, target = ends
        name = record["relation"]
        self._project.link(
            Link(
                " ".join([*origin, name, *target]),
                name,
                origin,
                target,
                coder=self._project.coder(record["author"]),
                note=record["comment"],
                place=record.place,
            )
        )
        return ""

    def remarks(self) -> list[str]:
        """What is doubtful about the codes."""
        if not self._at_commas:
            return []
        return [
            f"Cells in which commas were taken to stand between codes: {self._at_commas:,}. Where names of codes hold"
            " commas, put the codebook into the same folder, or export the quotations as an Excel workbook."
        ]

    def _end(self, text: str) -> LinkEnd:
        quotation = _QUOTATION.fullmatch(text)
        if quotation and text not in self._names:
            made = [s.key for s in self._project.segments.values() if s.attributes.get("id") == quotation[1]]
            return "segment", made[0] if made else quotation[1]
        return "code", self._project.code(self._path(text)) if text else ""

    def _codes(self, cell: str) -> list[str]:
        """The codes of a cell, between which line breaks, semicolons or commas stand."""
        if cell in self._names:
            return [cell]
        if "\n" in cell:
            return [name for line in cell.split("\n") if (name := line.strip())]
        whole, rest = [], cell
        for name in self._by_words:
            pattern = rf"(?:^|(?<=[,;]))\s*{re.escape(name)}\s*(?=$|[,;])"
            rest, number = re.subn(pattern, "", rest)
            whole += [name] * bool(number)
        mark = ";" if ";" in rest else ","
        parts = [part.strip() for part in rest.split(mark)]
        parts = [part for part in parts if part]
        self._at_commas += mark == "," and len(parts) > 1 and not all(part in self._names for part in parts)
        return [*whole, *parts]

    def _path(self, name: str) -> tuple[str, ...]:
        """The path of a code: ``A::B``, and ``A: B`` where A is a code itself."""
        parts = tuple(filter(None, (part.strip() for part in name.split("::"))))
        if len(parts) > 1:
            return parts
        above, colon, below = name.partition(": ")
        return (above, below) if colon and below.strip() and above in self._names else (name,)


def _code_names(tables: Sequence["Table"]) -> set[str]:
    """Names of codes that stand alone: in the codebook, and on lines of their own."""
    names: set[str] = set()
    for table in tables:
        if table.kind == "codes":
            names |= {name for record in table.records() if (name := record.first("codes", "name"))}
        elif table.kind == "quotations":
            cells = Counter(record["codes"] for record in table.records())
            names |= {line.strip() for cell in cells if "\n" in cell for line in cell.split("\n")}
            names |= {cell for cell in cells if "," not in cell and ";" not in cell and "\n" not in cell}
    return names - {""}


def _is_counted(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are those of a code-document table: headings of rows and columns say how often each occurs."""
    counted = [cells for cells in rows if any(map(_COUNTED.fullmatch, cells))]
    return len(counted) > 1 and all(_COUNTED.fullmatch(cells[0]) for cells in counted[1:])


def _is_atlas_ti(path: object) -> bool:
    from graphmodel_loaders.vendors.sheets import first_rows, holds_tables

    return holds_tables(path, NAME) or (isinstance(path, Path) and any(map(_is_counted, first_rows(path))))


IMPORTER = Importer(
    NAME,
    "quotations, codebook and links that ATLAS.ti exports as workbooks or CSV files",
    read_atlas_ti,
    _is_atlas_ti,
    endings=(".xlsx", ".csv"),
    is_coded=True,
)
