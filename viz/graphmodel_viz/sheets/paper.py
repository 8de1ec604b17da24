"""A copy of a tool on paper: a PDF with tags that screen readers follow (PDF/UA-1), set by typst."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from graphmodel.output.files import replacing
from graphmodel.tools.copies import Cards, Cell, Discs, Field, Fields, Part, Printed, Row, Table, ToolCopy

FONTS = ("Libertinus Serif", "DejaVu Sans")
"""The first comes with typst, so that a copy has as many pages everywhere; further scripts take what there is."""
STANDARD = "ua-1"
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s*(\d+)", re.DOTALL)
_TEMPLATE = str(Path(__file__).with_suffix(".typ"))
_LARGEST, _SMALLEST = 10.5, 8.0
"""Points of the text; the small print is a seventh smaller."""


def write_paper(copy: ToolCopy, target: Path) -> int:
    """Write a copy as a PDF; returns how many pages it has.

    The type is made smaller where the copy would take more pages than its tool may, down to 8 points.

    Raises:
        OutputError: the file cannot be written.
    """
    size = _LARGEST
    content, pages = _set(copy, size)
    while pages > copy.pages and size > _SMALLEST:
        size -= 0.5
        content, pages = _set(copy, size)
    with replacing(target) as work:
        work.write_bytes(content)
    return pages


def _set(copy: ToolCopy, size: float) -> tuple[bytes, int]:
    import typst  # noqa: PLC0415 - large, and only needed for print

    inputs = {"copy": json.dumps(_content(copy, size))}
    content: bytes = typst.compile(  # type: ignore[call-overload]  # its types name one that no call can have
        _TEMPLATE, sys_inputs=inputs, font_paths=[_own_fonts()], format="pdf", pdf_standards=STANDARD
    )
    count = _PAGES.search(content)
    return content, int(count[1]) if count else 1


@cache
def _own_fonts() -> str:
    import matplotlib as mpl  # noqa: PLC0415 - as above

    return str(Path(mpl.get_data_path()) / "fonts" / "ttf")


def _content(copy: ToolCopy, size: float) -> dict[str, Any]:
    paper, _, turned = copy.paper.partition(" ")
    return {
        "title": copy.title,
        "subtitle": copy.subtitle,
        "purpose": copy.purpose,
        "facts": [list(fact) for fact in copy.facts],
        "identity": copy.identity.line,
        "language": copy.language[:2].lower(),
        "paper": paper,
        "landscape": bool(turned),
        "size": size,
        "fonts": FONTS,
        "space": 9,
        "card": 100 if turned else 150,
        "discs": 11 if paper == "a3" else 7,
        "parts": [_part(part) for part in copy.parts],
        "notes": [*ending(copy)],
    }


def ending(copy: ToolCopy) -> list[str]:
    """The small print of a copy: what it rests on, what is not printed and why, and what to use next."""
    following = ", ".join(title for _, title in copy.next)
    return [
        *([f"Next: {following}."] if following else []),
        *copy.notes,
        *copy.missing,
        copy.share.line,
        *copy.rests_on,
    ]


def _part(part: Part) -> dict[str, Any]:
    common: dict[str, Any] = {"title": part.title, "help": "", "break_before": isinstance(part, Discs)}
    if isinstance(part, Table):
        headings = [{"text": one.text, "width": one.width, "letter": one.letter} for one in part.headings]
        return {**common, "kind": "table", "help": part.help, "headings": headings, "groups": _groups(part.rows)}
    if isinstance(part, Fields):
        return {**common, "kind": "fields", "help": part.help, "fields": [_cell(one) for one in part.fields]}
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
    return {"kind": cell.kind, "choices": list(cell.choices), "code": cell.code, "label": cell.label}
