r"""Tables of coded passages, as Dedoose, Quirkos, Delve, Dovetail and other programs export them: a row a passage.

Facts of Dedoose: excerpts exported to Excel have *Media Title*, *Excerpt Range*, *Excerpt Creator*, *Excerpt Date*,
*Excerpt Copy*, *Codes Applied Combined*, and for each code three columns such as ``Code: Barriers\Time Applied``,
``... Range`` and ``... Weight``; further columns are descriptors.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.coded_project import CodedProject, Words
from graphmodel.formats import Importer, importers, recognises
from graphmodel_loaders.vendors.cells import path_of

if TYPE_CHECKING:
    from graphmodel_loaders.coded.builder import ProjectBuilder
    from graphmodel_loaders.vendors.sheets import Record, Table

NAME = "excerpts"
_LEVELS = r"\s*\\+\s*|\s+>\s+|\s*::\s*|\s*»\s*|\s+/\s+"
_path = partial(path_of, separator=_LEVELS)
_OF_CODE = re.compile(r"Code:\s*(.+?)\s+(Applied|Range|Weight)", re.IGNORECASE)
_YES = frozenset({"true", "1", "yes", "x", "wahr", "vrai", "verdadero", "verdadeiro", "waar"})
_NOT_WEIGHTED = frozenset({"", "0", "0.0"})
_RANGE = re.compile(r"\d+-\d+")
_REMEDY = "It needs a row for each passage, with columns for the document, the words and the codes."


def read_excerpts(path: Path, *, study_id: str = "study") -> CodedProject:
    """The project whose passages a file or folder holds.

    Args:
        path: a workbook, a CSV file, or a folder of such files of one project.
        study_id: not needed.

    Raises:
        StudyError: it cannot be read, or holds no such table.
    """
    del study_id
    from graphmodel_loaders.coded.builder import ProjectBuilder
    from graphmodel_loaders.vendors.sheets import read_tables, take_or_refuse

    project = ProjectBuilder("table of excerpts", path.stem)
    tables = read_tables(path, NAME, project.account)
    reader = _Reader(project, [table for table in tables if table.kind == "excerpts"])
    readers = {"excerpts": reader.excerpt, "codes": reader.code}
    take_or_refuse(path, tables, readers, project.account, "excerpts", _REMEDY, needed=("excerpts",))
    if reader.is_parted_by_commas:
        project.account.remarks.append(
            "Commas separate the codes of a passage; a code with a comma in its name is read as two."
        )
    return project.project()


class _Reader:
    """Takes rows into the project.

    Attributes:
        is_parted_by_commas: whether a comma was taken to stand between codes.
    """

    def __init__(self, project: "ProjectBuilder", tables: "Sequence[Table]") -> None:
        self._project = project
        self.is_parted_by_commas = False
        self._separators = {id(table): _separator(table) for table in tables}
        self._of_documents = {id(table): _describing(table) for table in tables}

    def code(self, record: "Record") -> str:
        """A code of a codebook."""
        path = (*_path(record["parent"]), *_path(record["codes"]))
        if not path:
            return "the row names no code"
        self._project.code(path, description=record.first("description", "note"))
        return ""

    def excerpt(self, record: "Record") -> str:
        """A passage with its codes."""
        from graphmodel_loaders.vendors.cells import moment

        when = moment(record["created"])
        name, text, codes = " ".join(record["document"].split()), record["text"], self._codes(record)
        if not name:
            return "the row names no document"
        if not text and not codes:
            return "the row has neither words nor a code"
        facts = {name: text for name, text in record.facts().items() if not _OF_CODE.fullmatch(name)}
        of_document = self._of_documents[id(record.table)]
        document = self._project.document(
            name,
            groups=_path(record["group"]),
            attributes={name: text for name, text in facts.items() if name in of_document},
        )
        span = _span(record)
        own = {name: text for name, text in facts.items() if name not in of_document}
        self._project.segment(
            document,
            [self._project.code(path) for path in codes],
            coder=self._project.coder(record["coder"]),
            words=[Words(text, span=span)] if text else [],
            span="" if text else span,
            note=record["note"],
            when=when,
            attributes={**own, **self._weights(record), "created": "" if when else record["created"]},
            place=record.place,
        )
        return ""

    def _codes(self, record: "Record") -> list[tuple[str, ...]]:
        columns = [(match, place) for heading, place in record.table.others if (match := _OF_CODE.fullmatch(heading))]
        applied = [(match[1], place) for match, place in columns if match[2].lower() == "applied"]
        if applied:
            return [_path(name) for name, place in applied if _cell(record, place).casefold() in _YES]
        separator = self._separators[id(record.table)]
        said = record.every("codes")
        self.is_parted_by_commas |= separator == "," and any("," in text for text in said)
        names = [name for text in said for name in re.split(rf"[{separator}\n]", text)]
        above = _path(record["parent"])
        return [(*above, *path) if path[: len(above)] != above else path for name in names if (path := _path(name))]

    def _weights(self, record: "Record") -> dict[str, str]:
        weights = {}
        for heading, place in record.table.others:
            match = _OF_CODE.fullmatch(heading)
            if match and match[2].lower() == "weight" and _cell(record, place) not in _NOT_WEIGHTED:
                weights[f"weight of {_path(match[1])[-1]}"] = _cell(record, place)
        return weights


def _cell(record: "Record", place: int) -> str:
    return record.cells[place].strip() if place < len(record.cells) else ""


def _span(record: "Record") -> str:
    """Where a passage is: excerpts of Dedoose count characters, numbers of others are paragraphs."""
    from graphmodel_loaders.vendors.cells import span

    [place, *_] = record.table.columns.get("range", (-1,))
    of_dedoose = place >= 0 and record.table.headings[place].casefold().startswith("excerpt")
    text = record["range"].replace(" ", "") if of_dedoose else record["range"]
    return f"characters {text}" if of_dedoose and _RANGE.fullmatch(text) else span(text)


def _separator(table: "Table") -> str:
    """What stands between the codes of a cell: a semicolon or a bar where any cell has one, else a comma."""
    cells = [text for record in table.records() for text in record.every("codes")]
    return next((sign for sign in ";|" if any(sign in cell for cell in cells)), ",")


def _describing(table: "Table") -> frozenset[str]:
    """Headings of columns that describe documents: each document has one value in all of its rows."""
    values: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    rows: dict[str, int] = defaultdict(int)
    for record in table.records():
        rows[record["document"]] += 1
        for heading, place in table.others:
            values[heading][record["document"]].add(_cell(record, place))
    if max(rows.values(), default=0) < 2:
        return frozenset()
    return frozenset(heading for heading, of in values.items() if all(len(texts) == 1 for texts in of.values()))


def _is_table_of_excerpts(path: object) -> bool:
    from graphmodel_loaders.vendors.sheets import first_rows, program

    if not isinstance(path, Path):
        return False
    found = (program(NAME).table(cells) for lines in first_rows(path) for cells in lines)
    if not any(table and table[0] == "excerpts" for table in found):
        return False
    return not any(recognises(one, path) for one in importers().values() if one.name != NAME)


IMPORTER = Importer(
    NAME,
    "coded passages of Dedoose, Quirkos, Delve, Dovetail and others, one per row, as workbooks or CSV files",
    read_excerpts,
    _is_table_of_excerpts,
    endings=(".xlsx", ".xls", ".csv"),
    is_coded=True,
)
