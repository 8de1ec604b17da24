"""Makes a coded project of framework matrices: a document and a case of each interview, a segment of each cell."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from pathlib import Path

from openpyxl.utils.cell import get_column_letter
from rapidfuzz.fuzz import ratio

from graphmodel.coded_project import CodedProject, Segment
from graphmodel.likeness import INTERVIEWS
from graphmodel.problems import FormatError, StudyError
from graphmodel.suggest import did_you_mean
from graphmodel.wording import counted, shown_name
from graphmodel_loaders.coded.builder import SEPARATOR, ProjectBuilder
from graphmodel_loaders.flat.finding import key_of
from graphmodel_loaders.framework import words
from graphmodel_loaders.framework.layout import CodeColumn, Layout, Settings, has_codes_in_rows, lay_out
from graphmodel_loaders.framework.own import add_own, is_own
from graphmodel_loaders.framework.quotations import take_apart
from graphmodel_loaders.framework.sheet import Sheet, Sheets

_CELLS, _SHEETS, _ROWS, _COMMENTS = "cells", "sheets", "rows", "comments"
_INTERVIEWS, _CODES = "interviews", "codes"
_COUNT = re.compile(r"[\d.,%\s-]+|[xX✓✔]")
_MOST_ALIKE = 50
"""Names with the same digits that are compared letter by letter."""
_REMEDY = (
    "A matrix has headings with the codes, and below them a row for each interview. Say what is where with -O sheets=,"
    " -O header=, -O rows=codes or -O first_code=."
)


@dataclass(frozen=True)
class _Matrix:
    """One sheet that is a matrix."""

    sheet: Sheet
    layout: Layout


def read_matrices(path: Path, *, sheets: str, rows: str, header: str, first_code: str) -> CodedProject:
    """The interviews, codes and cells of all matrices of a file.

    Args:
        path: the file.
        sheets: names of the sheets to read; empty for each that is a matrix.
        rows: ``interviews`` or ``codes``; empty to guess.
        header: rows of the headings; empty to guess.
        first_code: letter of the first column of codes; empty to guess.

    Raises:
        StudyError: the file cannot be read, or no sheet is a matrix.
    """
    if rows not in {"", _INTERVIEWS, _CODES}:
        raise FormatError(
            f"rows={rows} is not known.{did_you_mean(rows, [_INTERVIEWS, _CODES])} Write interviews or codes."
        )
    settings = Settings.of(header, first_code)
    file = Sheets(path)
    wanted = _wanted(file, sheets, path)
    builder = ProjectBuilder("framework matrix", path.stem)
    builder.account.remarks += file.notes
    if is_own(file):
        add_own(builder, file, wanted)
        return builder.project()
    matrices = []
    for name in file.names:
        if name not in wanted:
            builder.account.leave_out(_SHEETS, "not among the sheets to read", name)
            continue
        found = _matrix(file, name, rows, settings)
        if isinstance(found, _Matrix):
            builder.account.take(_SHEETS)
            matrices.append(found)
        elif sheets:
            raise StudyError(f"The sheet {name} of {shown_name(path)} is not a framework matrix: {found}. {_REMEDY}")
        else:
            builder.account.leave_out(_SHEETS, found, name)
    if not matrices:
        reasons = "".join(f"\n  {line.strip()}" for line in builder.account.lines())
        raise StudyError(f"{shown_name(path)} has no framework matrix. {_REMEDY}{reasons}")
    if any(one.layout.is_marked for one in matrices):
        builder.program = "NVivo framework matrix"
    _Reader(builder, matrices, has_notes=file.has_parts).read()
    return builder.project()


def _wanted(file: Sheets, sheets: str, path: Path) -> set[str]:
    if not sheets:
        return set(file.names)
    by_key = {name.strip().casefold(): name for name in file.names}
    wanted = set()
    for name in filter(None, (part.strip() for part in sheets.split(";"))):
        if name.casefold() not in by_key:
            near = did_you_mean(name, file.names)
            raise FormatError(f"{shown_name(path)} has no sheet {name!r}.{near} It has: {', '.join(file.names)}.")
        wanted.add(by_key[name.casefold()])
    return wanted


def _matrix(file: Sheets, name: str, rows: str, settings: Settings) -> "_Matrix | str":
    """The matrix in a sheet; of a sheet that is none, why not."""
    sheet = file.read(name)
    if sheet is None or not sheet.rows:
        return "it is empty" if sheet else "it is larger than any matrix"
    if rows == _CODES or (not rows and has_codes_in_rows(sheet)):
        sheet = sheet.turned()
    layout = lay_out(sheet, settings)
    if isinstance(layout, str):
        return layout
    reason = _no_matrix(layout, layout.texts(sheet))
    return reason or _Matrix(sheet, layout)


def _no_matrix(layout: Layout, texts: Sequence[str]) -> str:
    """Why a sheet with headings and rows is no matrix."""
    if texts and all(_COUNT.fullmatch(text) for text in texts):
        return "its cells are counts or ticks, not texts"
    if not (texts or layout.is_named):
        return "it has no texts under its codes"
    headings = {key_of(label) for column in layout.codes for label in column.labels}
    is_list = len(headings & words.PASSAGES) > 1 or (headings and headings <= words.PASSAGES | words.CODES)
    return "its headings are those of a list of passages or codes" if is_list else ""


def _with_zeros(codes: Sequence[CodeColumn]) -> list[CodeColumn]:
    """The columns of codes, with the zeros that Excel takes off numbers: 1.1 behind 1.9 is 1.10."""
    repaired: list[CodeColumn] = []
    before = ""
    for column in codes:
        number = column.number
        top, _, last = number.rpartition(".")
        wanted = (
            f"{top}.{int(before.rpartition('.')[2]) + 1}"
            if top and re.fullmatch(rf"{re.escape(top)}\.\d+", before)
            else ""
        )
        if wanted == f"{number}0" and last.isdecimal():
            number = wanted
        repaired.append(replace(column, number=number))
        before = number if column.is_dotted else before
    return repaired


class _Reader:
    """Adds the matrices of one file to a project."""

    def __init__(self, builder: ProjectBuilder, matrices: Sequence[_Matrix], *, has_notes: bool) -> None:
        self._builder = builder
        self._matrices = matrices
        self._has_notes = has_notes
        self._account = builder.account
        self._names: dict[str, str] = {}
        self._seen_on: dict[str, set[str]] = {}
        self._keys: Counter[tuple[str, str]] = Counter()
        self._open_marks = 0
        self._unread_comments: list[str] = []

    def read(self) -> None:
        """Add everything."""
        for matrix in self._matrices:
            self._add_zeros(matrix)
        numbers = self._shared_numbers()
        for matrix in self._matrices:
            self._add(matrix, self._add_codes(matrix, numbers))
        self._say_spellings()
        if self._open_marks:
            what = counted(self._open_marks, "cell")
            self._account.remarks.append(f"{what} with a quotation mark that is not closed: read as summary.")
        if not self._has_notes:
            self._account.remarks.append("Comments and italics are read only from Excel workbooks (.xlsx, .xlsm).")

    def _add_zeros(self, matrix: _Matrix) -> None:
        repaired = _with_zeros(matrix.layout.codes)
        changed = [new.number for old, new in zip(matrix.layout.codes, repaired, strict=True) if old != new]
        if changed:
            self._account.remarks.append(
                f"{matrix.sheet.name}: read as {', '.join(changed)}, of which Excel took the last zero off."
            )
        matrix.layout.codes = repaired

    def _shared_numbers(self) -> set[str]:
        """Numbers that stand for different codes, so that they tell none."""
        labels: dict[str, set[str]] = {}
        for matrix in self._matrices:
            for column in matrix.layout.codes:
                if column.is_dotted:
                    labels.setdefault(column.number, set()).add(key_of(column.labels[-1]))
        shared = {number for number, different in labels.items() if len(different) > 1}
        if shared:
            self._account.remarks.append(
                f"Numbers above different codes: {', '.join(sorted(shared))}. These codes are told apart by"
                " their labels."
            )
        return shared

    def _add_codes(self, matrix: _Matrix, shared: set[str]) -> dict[int, str]:
        """The key of the code of each column."""
        sheet, layout = matrix.sheet, matrix.layout
        theme = layout.theme or (sheet.name if len(self._matrices) > 1 else "")
        keys: dict[int, str] = {}
        for column in layout.codes:
            path = tuple(dict.fromkeys(filter(None, (theme, *column.labels))))
            for end in range(1, len(path)):
                self._builder.code(path[:end], is_codable=False)
            is_key = column.is_dotted and column.number not in shared
            said = "\n".join(
                sheet.comments[row, column.place] for row in layout.headings if (row, column.place) in sheet.comments
            )
            key = self._builder.code(path, key=column.number if is_key else "", description=said)
            if key in keys.values():
                where = f"{sheet.name}, column {get_column_letter(column.place)}"
                self._account.remarks.append(f"{where}: the second column of {SEPARATOR.join(path)}; both are read.")
            keys[column.place] = key
        return keys

    def _add(self, matrix: _Matrix, codes: Mapping[int, str]) -> None:
        sheet, layout = matrix.sheet, matrix.layout
        for row in layout.rows:
            document = self._add_interview(matrix, row)
            coder = self._builder.coder(sheet.text(row, layout.coder)) if layout.coder else ""
            for place, columns in _cells(sheet, layout, row):
                self._add_cell(sheet, place, [codes[column] for column in columns], document, coder)
            for column in layout.without_heading:
                if sheet.text(row, column):
                    self._account.reject(_CELLS, "its column has no heading", sheet.where(row, column))
            for column in layout.totals:
                if sheet.text(row, column):
                    self._account.leave_out(_CELLS, "in a column of totals", sheet.where(row, column))
        self._account.take(_ROWS, len(layout.rows))
        for row, reason in layout.aside.items():
            self._set_aside(sheet, layout, row, reason)
        self._say_how(sheet, layout)

    def _set_aside(self, sheet: Sheet, layout: Layout, row: int, reason: str) -> None:
        filled = [column for column in sheet.rows[row] if column != layout.cases]
        if reason:
            self._account.leave_out(_ROWS, reason, sheet.line(row))
        else:
            self._account.reject(_ROWS, "names no interview", sheet.line(row))
        for column in filled:
            if reason:
                self._account.leave_out(_CELLS, reason, sheet.where(row, column))
            else:
                self._account.reject(_CELLS, "its row names no interview", sheet.where(row, column))

    def _add_interview(self, matrix: _Matrix, row: int) -> str:
        """The key of the document of a row."""
        sheet, layout = matrix.sheet, matrix.layout
        name, *lines = sheet.text(row, layout.cases).split("\n")
        name = " ".join((words.LETTERED.fullmatch(name) or re.match("(.*)", name))[1].split())  # type: ignore[index]
        key = self._names.setdefault(name.casefold(), name)
        folder, _, name = name.rpartition("\\")
        self._seen_on.setdefault(key, set()).add(sheet.name)
        attributes = {
            heading: text for column, heading in layout.attributes.items() if (text := sheet.text(row, column))
        }
        for line in lines:
            said = re.fullmatch(r"\s*([^:=]{1,60}?)\s*[:=]\s*(\S.*)", line)
            if said:
                attributes.setdefault(said[1], said[2].strip())
        there = self._builder.cases.get(key)
        for heading, text in attributes.items():
            known = there.attributes.get(heading, text) if there else text
            if known != text:
                self._account.remarks.append(
                    f"{sheet.line(row)}: {heading} of {name} is {text!r} here and {known!r} before; the first counts."
                )
        group, comment = layout.groups.get(row, ""), sheet.comments.get((row, layout.cases), "")
        self._builder.document(name, key=key, kind="transcript")
        document = self._builder.documents[key]
        self._builder.documents[key] = replace(
            document,
            groups=tuple(dict.fromkeys(filter(None, (*document.groups, folder, group)))),
            description="\n".join(dict.fromkeys(filter(None, (document.description, comment)))),
        )
        self._builder.case(name, key, documents=[key], attributes={**attributes, **(there.attributes if there else {})})
        return key

    def _add_cell(self, sheet: Sheet, place: tuple[int, int], codes: Sequence[str], document: str, coder: str) -> None:
        text = sheet.text(*place)
        where = sheet.where(*place)
        if text.casefold() in words.EMPTY:
            self._account.leave_out(_CELLS, "it only says that there is nothing", where)
            return
        origin = sheet.merged.get(place, place)
        split = take_apart(text, sheet.italics.get(origin, ()))
        self._open_marks += split.is_open
        span = "; ".join(sorted(codes))
        self._keys[document, span] += 1
        if self._keys[document, span] > 1:
            span = f"{span} ({self._keys[document, span]})"
        key = f"{document} | {span}"
        # One cell is one segment, also where another one quotes the same words.
        self._builder.segments[(key,)] = Segment(
            key,
            document,
            tuple(codes),
            coder,
            split.words,
            split.summary,
            span,
            cases=(document,),
            note=sheet.comments.get(origin, ""),
            place=where,
        )
        self._account.take(_CELLS)

    def _say_how(self, sheet: Sheet, layout: Layout) -> None:
        remarks = self._account.remarks
        if sheet.hidden:
            remarks.append(f"{sheet.name} is hidden; it is read.")
        hidden = sheet.hidden_rows & set(layout.rows)
        if hidden:
            what = "column" if sheet.is_turned else "row"
            remarks.append(
                f"{sheet.name}: {counted(len(hidden), f'hidden {what}')} of interviews, read like the others."
            )
        hidden = sheet.hidden_columns & {column.place for column in layout.codes}
        if hidden:
            what = "row" if sheet.is_turned else "column"
            remarks.append(f"{sheet.name}: {counted(len(hidden), f'hidden {what}')} of codes, read like the others.")
        shared = {first for (row, _), first in sheet.merged.items() if row in layout.rows and first[0] != row}
        if shared:
            remarks.append(
                f"{sheet.name}: {counted(len(shared), 'merged cell')} over several interviews: it counts for each."
            )
        remarks += [f"{sheet.name}: {note}" for note in sheet.notes]
        codes = {column.place for column in layout.codes}
        for (row, column), _ in sorted(sheet.comments.items()):
            is_read = (row in layout.rows and (column in codes or column == layout.cases)) or (
                row in layout.headings and column in codes
            )
            if is_read:
                self._account.take(_COMMENTS)
            else:
                self._account.leave_out(
                    _COMMENTS, "on a cell that is neither of a code nor of an interview", sheet.where(row, column)
                )

    def _say_spellings(self) -> None:
        """Say which interviews may be one under two spellings."""
        for one, other in _likely_same(list(self._seen_on)):
            on = [", ".join(sorted(self._seen_on[name])) for name in (one, other)]
            self._account.remarks.append(
                f"{one} ({on[0]}) and {other} ({on[1]}) may be one interview; they are read as two. Spell them the same"
                " way in the file, or merge them in the study."
            )


def _cells(sheet: Sheet, layout: Layout, row: int) -> Iterator[tuple[tuple[int, int], list[int]]]:
    """Each filled cell of an interview with its columns; several where cells are merged."""
    found: dict[tuple[int, int], list[int]] = {}
    for column in layout.codes:
        origin = sheet.merged.get((row, column.place), (row, column.place))
        if sheet.text(row, column.place):
            found.setdefault(origin, []).append(column.place)
    codes = {column.place for column in layout.codes}
    for origin, columns in found.items():
        if origin[1] in codes:
            yield (row, columns[0]), columns


def _likely_same(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that differ in signs, zeros or a letter."""
    by_digits: dict[tuple[int, ...], dict[str, list[str]]] = {}
    for name in names:
        digits = tuple(int(number) for number in re.findall(r"\d{1,9}", name))
        by_digits.setdefault(digits, {}).setdefault(re.sub(r"[\W\d_]+", "", name.casefold()), []).append(name)
    for digits, by_letters in by_digits.items():
        for alike in by_letters.values():
            yield from pairwise(alike)
        if digits and len(by_letters) <= _MOST_ALIKE:
            for (one, first), (other, second) in combinations(by_letters.items(), 2):
                if ratio(one, other) >= INTERVIEWS.least:
                    yield first[0], second[0]
