"""Cells of a workbook as text, as they appear on the screen where that matters."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl.utils.escape import unescape

from graphmodel.problems import Severity
from graphmodel.schema.columns import Column, TableSchema

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
        return (unescape(value) if "_x" in value else value), None
    if isinstance(value, bool):
        return str(value).upper(), None
    if isinstance(value, (int, float)):
        return _number(value, cell.number_format, code)
    return _moment(value, cell.number_format or "", column, code)


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
