"""What any Excel file holds: its archive, read defensively, and its cells as text."""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.parsers import expat

from openpyxl.utils.escape import unescape

from graphmodel.problems import Severity, StudyError
from graphmodel.schema.columns import Column, TableSchema
from graphmodel.workbook_marks import RESULT
from graphmodel_loaders.archives import DAMAGED, OLD_OFFICE, is_too_dense
from graphmodel_loaders.encoding import REPLACED

BLOCK = 1 << 20
LARGEST = 8 << 30
"""Most bytes of an unpacked workbook; no study has more."""
SMALL = 100 << 20
DENSEST = 150
"""A workbook that is larger than SMALL and compressed more than this many times is an attack."""

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:$]+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_OVERLAP = 200


class _Enough(Exception):
    pass


def open_archive(path: Path) -> bytes:
    """The bytes of a workbook that is safe to read.

    The whole file is read at once, because Excel cannot save a file that is open elsewhere.

    Raises:
        StudyError: it is not a workbook, has a password, or could do harm.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StudyError(f"{path.name} cannot be opened: {error.strerror or error}. Close it in Excel.") from error
    if data.startswith(OLD_OFFICE):
        raise StudyError(
            f"{path.name} has a password or an old format. Save it as an Excel workbook (.xlsx) without a password."
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _refuse_huge(archive, path)
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    _refuse_doctype(archive, part, path)
    except StudyError:
        raise
    except DAMAGED as error:
        raise damaged(path, error) from error
    return data


def is_result(path: Path) -> bool:
    """Did graphmodel write this workbook as a result?"""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("docProps/core.xml") as stream:
            return f">{RESULT}<".encode() in stream.read(BLOCK)
    except (*DAMAGED, LookupError):
        return False  # whatever is wrong is said where it is read as a study


def damaged(path: Path, error: Exception) -> StudyError:
    """The error for a workbook that cannot be read."""
    return StudyError(
        f"{path.name} cannot be read as an Excel workbook ({type(error).__name__}: {error})."
        " Open it in Excel and save it as an Excel workbook (.xlsx)."
    )


def _refuse_huge(archive: zipfile.ZipFile, path: Path) -> None:
    unpacked = sum(part.file_size for part in archive.infolist())
    packed = sum(part.compress_size for part in archive.infolist())
    if unpacked > LARGEST or is_too_dense(unpacked, packed, small=SMALL, densest=DENSEST):
        raise StudyError(f"{path.name} is too large when unpacked. Save it again in Excel.")


def _refuse_doctype(archive: zipfile.ZipFile, part: str, path: Path) -> None:
    """Refuse a document type, which no workbook declares and which may be an attack (entity bombs)."""

    def refuse(*_: object) -> None:
        raise StudyError(f"{path.name} has XML that no spreadsheet writes ({part}). It is not opened.")

    def enough(*_: object) -> None:
        raise _Enough

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = enough
    with archive.open(part) as stream:
        try:
            while block := stream.read(BLOCK):
                parser.Parse(block)
        except (_Enough, expat.ExpatError):
            return  # openpyxl reports broken XML
        except LookupError:  # an encoding that does not exist
            refuse()


def merged_and_formulas(data: bytes, part: str) -> tuple[list[str], bool]:
    """Ranges of merged cells of one sheet, and whether it has formulas.

    Text cannot match these patterns, because its < is written &lt; in XML.
    """
    merged: dict[str, None] = {}
    formulas = False
    tail = b""
    for block in sheet_blocks(data, part):
        text = tail + block
        merged.update(dict.fromkeys(match.decode() for match in _MERGED.findall(text)))
        formulas = formulas or bool(_FORMULA.search(text))
        tail = text[-_OVERLAP:]
    return list(merged), formulas


def sheet_blocks(data: bytes, part: str) -> Iterator[bytes]:
    """The XML of one part, block by block."""
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(part) as stream:
        while block := stream.read(BLOCK):
            yield block


TEXT_REMEDY = (
    "Look up the original. Format the column as Text (Home, Number, Text) and type it again: Excel changes numbers with"
    " points and dashes in columns of other formats."
)
EXACT_DIGITS = 15
"""Excel keeps this many digits of a number."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell."""

    severity: Severity
    rule: str
    what: str
    remedy: str


def is_code(column: Column | None, schema: TableSchema | None) -> bool:
    """Whether cells of a column are ids or places, where 1.10 is not 1.1."""
    if column is None or schema is None:
        return False
    is_id = column.name == schema.id_column and (bool(schema.kind) or schema.name == "claims")
    return column.type == "place" or is_id or bool({"code", "stage", "evidence_type"} & set(column.refers_to))


def text_of(cell: Any, column: Column | None, code: bool) -> tuple[str, Fault | None]:
    """Text of a cell, and what is wrong with it, if anything.

    Args:
        cell: a cell of openpyxl.
        column: its column in the schema; None if the schema does not know it.
        code: whether the column holds ids or places (see :func:`is_code`).
    """
    value = cell.value
    if value is None:
        return "", None
    if isinstance(value, str):
        if cell.data_type == "e":
            remedy = "Correct the formula or type the value."
            return value, Fault(
                "error", "excel_error", "The cell contains a spreadsheet error instead of a value.", remedy
            )
        return _unescaped(value) if "_x" in value else (value, None)
    if isinstance(value, bool):
        return str(value).upper(), None
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format, code)
    return _moment(value, cell.number_format or "", column, code)


def _unescaped(value: str) -> tuple[str, Fault | None]:
    """Text whose signs may be written as their numbers; half a pair of surrogates (``_xD800_``) is no sign."""
    text = unescape(value)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if REPLACED in whole:
            what = f"A character of this cell is not text (shown as {REPLACED})."
            return whole, Fault("error", "undecodable", what, "Type the damaged letters again.")
        return whole, None
    return text, None


def _number(value: float, shown_as: str, code: bool) -> tuple[str, Fault | None]:
    text = plain_number(value)
    if not code:
        return text, None
    if len(text.lstrip("-").replace(".", "")) > EXACT_DIGITS:
        what = f"Excel keeps {EXACT_DIGITS} digits of a number; this one is longer, so its last digits are lost."
        return text, Fault("error", "number_cut", what, TEXT_REMEDY)
    decimals = re.fullmatch(r"0\.(0+)", shown_as or "")
    if decimals:
        return f"{value:.{len(decimals[1])}f}", None
    return text, None


def plain_number(value: float) -> str:
    """A number without exponent: 110000, 1.1."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def _moment(value: object, shown_as: str, column: Column | None, code: bool) -> tuple[str, Fault | None]:
    """A date or time; only as much of it as its format shows."""
    if isinstance(value, dt.datetime):
        day = value.date()
    elif isinstance(value, dt.date):
        day = value
    else:
        day = None
    if day is None:
        text = str(value)
    elif column is not None and column.type == "date":
        # Typing 2011-03 makes Excel store the first of March and show Mar-11.
        formats = re.sub(r'"[^"]*"|\[[^\]]*\]', "", shown_as.lower())
        if "d" in formats or not formats:
            return day.isoformat(), None
        return (f"{day:%Y-%m}" if "m" in formats else f"{day:%Y}"), None
    else:
        text = day.isoformat()
    if column is None:
        return text, None
    strict = code or bool(column.vocabulary or column.refers_to) or column.type not in {"text", "list"}
    what = "Excel has read this cell as a date or time, which is not allowed here."
    return text, Fault("error" if strict else "warning", "excel_damage", what, TEXT_REMEDY)
