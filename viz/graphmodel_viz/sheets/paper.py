"""A copy of a tool on paper: a PDF with tags that screen readers follow (PDF/UA-1), set by typst."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graphmodel.output.files import replacing
from graphmodel.tools.copies import Cards, Cell, Discs, Field, Fields, Part, Printed, Row, Table, ToolCopy
from graphmodel_viz.sheets.typesetting import FONTS, set_within

_LARGEST, _SMALLEST = 10.5, 8.0
"""Points of the text; the small print is a seventh smaller."""
LARGE_PRINT = 16.0
"""Points of the text in large print."""


def write_paper(copy: ToolCopy, target: Path) -> int:
    """Write a copy as a PDF; returns how many pages it has.

    The type is made smaller where the copy would take more pages than its tool may, down to 8 points.

    Raises:
        OutputError: the file cannot be written.
    """
    return _write(copy, target, copy.points or _LARGEST, _SMALLEST, copy.pages)


def write_large_print(copy: ToolCopy, target: Path) -> int:
    """Write a copy as a PDF in large print, on as many pages as it takes; returns how many.

    Each row of a table stands below the one before, its columns as lines, so that no column is too narrow to read.

    Raises:
        OutputError: the file cannot be written.
    """
    return _write(copy, target, LARGE_PRINT, LARGE_PRINT, 0)


def _write(copy: ToolCopy, target: Path, largest: float, smallest: float, most: int) -> int:
    made, pages = set_within("paper.typ", lambda size: _content(copy, size), largest, smallest, most)
    with replacing(target) as work:
        work.write_bytes(made)
    return pages


def _content(copy: ToolCopy, size: float) -> dict[str, Any]:
    large = size >= LARGE_PRINT
    paper, _, turned = ("a4", "", "") if large else copy.paper.partition(" ")
    slides = paper == "slides"
    return {
        "large": large,
        "title": copy.title,
        "subtitle": copy.subtitle,
        "purpose": copy.purpose,
        "facts": [list(fact) for fact in copy.facts],
        "identity": copy.identity.line,
        "language": copy.language[:2].lower(),
        "paper": "presentation-16-9" if slides else paper,
        "slides": slides,
        "landscape": bool(turned),
        "size": size,
        "fonts": FONTS,
        "space": 9,
        "card": 100 if turned else 150,
        "discs": 3 if large else 11 if paper == "a3" else 7,
        "parts": [*_parts(copy)],
        "notes": ending(copy, rests_on=copy.rests_on[:1] if large else copy.rests_on),
    }


def ending(copy: ToolCopy, rests_on: Sequence[str] | None = None) -> list[str]:
    """The small print of a copy: what it rests on, what is not printed and why, and what to use next."""
    following = ", ".join(title for _, title in copy.next)
    return [
        *([f"Next: {following}."] if following else []),
        *copy.notes,
        *copy.missing,
        copy.share.line,
        *(copy.rests_on if rests_on is None else rests_on),
    ]


def _parts(copy: ToolCopy) -> Iterator[dict[str, Any]]:
    """Its parts; each sheet, and what follows the last one, begins a page."""
    for number, (sheet, parts) in enumerate(copy.by_sheet()):
        for at, part in enumerate(parts):
            begins = (at == 0 and number > 0) or (copy.paper == "slides" and at > 0)
            made = _part(part)
            yield {
                **made,
                "sheet": sheet.title if sheet and at == 0 else "",
                "level": 3 if sheet else 2,
                "break_before": made["break_before"] or begins,
                "ends": part is copy.parts[copy.ends_after],
            }


def _part(part: Part) -> dict[str, Any]:
    common: dict[str, Any] = {"title": part.title, "help": "", "break_before": isinstance(part, Discs)}
    if isinstance(part, Table):
        headings = [{"text": one.text, "width": one.width, "letter": one.letter} for one in part.headings]
        return {**common, "kind": "table", "help": part.help, "headings": headings, "groups": _groups(part.rows)}
    if isinstance(part, Fields):
        fields = [_cell(one) for one in part.fields]
        return {**common, "kind": "fields", "help": part.help, "fields": fields, "across": part.across or 2}
    if isinstance(part, Cards):
        rows = [
            {
                "code": row.code,
                "text": next((cell.text for cell in row.cells if isinstance(cell, Printed)), ""),
                "field": next(_cell(cell) for cell in row.cells if isinstance(cell, Field)),
            }
            for row in part.rows
        ]
        return {**common, "kind": "cards", "help": part.help, "side": part.side, "rows": rows}
    if isinstance(part, Discs):
        discs = [{"text": disc.text, "group": disc.group} for disc in part.discs]
        return {**common, "kind": "discs", "help": part.help, "discs": discs}
    return {**common, "kind": "prose", "text": part.text}


def _groups(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    groups: list[dict[str, Any]] = []
    for row in rows:
        if not groups or groups[-1]["title"] != row.group:
            groups.append({"title": row.group, "rows": []})
        groups[-1]["rows"].append({"code": row.code, "cells": [_cell(cell) for cell in row.cells]})
    return groups


def _cell(cell: Cell) -> dict[str, Any]:
    if isinstance(cell, Printed):
        return {"kind": "printed", "text": cell.text}
    return {
        "kind": cell.kind, "choices": list(cell.choices), "code": cell.code, "label": cell.label, "lines": cell.lines,
    }  # fmt: skip
