"""Handouts as files: a page that works offline, print, and Word."""

from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.shared import Pt

from graphmodel.output.files import replacing
from graphmodel.output.xlsx_writer import write_undated
from graphmodel.tools.handout import Handout, Section
from graphmodel_viz.html_page import self_contained
from graphmodel_viz.sheets import word_parts
from graphmodel_viz.sheets.texts import plain
from graphmodel_viz.sheets.typesetting import FONTS, set_within

_STYLES = (Path(__file__).with_name("page.css"), Path(__file__).with_name("handout.css"))
_LARGEST, _SMALLEST = 11.5, 8.0
"""Points of the text on paper."""


def write_handout_page(handout: Handout, target: Path) -> None:
    """Write a handout as a page.

    Raises:
        OutputError: the file cannot be written.
    """
    page = self_contained(
        handout.title,
        "\n".join(_body(handout)),
        styles=[path.read_text("utf-8") for path in _STYLES],
        scripts=[],
        data={},
        language=handout.language,
    )
    with replacing(target) as work:
        work.write_text(page, "utf-8", newline="\n")


def _body(handout: Handout) -> Iterator[str]:
    yield f"<main><h1>{escape(handout.title)}</h1>"
    if handout.subtitle:
        yield f'<p class="subtitle">{escape(handout.subtitle)}</p>'
    facts = "".join(f"<li>{escape(name)}: {escape(text)}</li>" for name, text in handout.facts)
    yield f'<ul class="facts">{facts}</ul>'
    for number, part in enumerate(handout.sections, 1):
        yield f'<section aria-labelledby="part-{number}"><h2 id="part-{number}">{escape(part.title)}</h2>'
        yield from (f"<p>{_lines(line)}</p>" for line in part.lines)
        yield from _table(part)
        yield from (f"<pre><code>{escape(line)}</code></pre>" for line in part.commands)
        yield "</section>"
    yield '<footer class="small">'
    yield from (f"<p>{escape(line)}</p>" for line in handout.notes)
    yield "</footer></main>"


def _table(part: Section) -> Iterator[str]:
    if not part.headings:
        return
    heads = "".join(f'<th scope="col">{escape(text)}</th>' if text else "<td></td>" for text in part.headings)
    yield f'<div class="wide" tabindex="0" role="group" aria-label="{escape(part.title)}">'
    yield f"<table><thead><tr>{heads}</tr></thead>"
    for group in part.groups:
        yield "<tbody>"
        if group.title:
            title = f'<th scope="rowgroup" colspan="{len(part.headings)}">{_lines(group.title)}</th>'
            yield f'<tr class="group">{title}</tr>'
        for row in group.rows:
            cells = "".join(
                f'<th scope="row">{_lines(text)}</th>' if at == 0 else f"<td>{_lines(text)}</td>"
                for at, text in enumerate(row)
            )
            yield f"<tr>{cells}</tr>"
        yield "</tbody>"
    yield "</table></div>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def write_handout_paper(handout: Handout, target: Path) -> int:
    """Write a handout as a PDF; returns how many pages it has.

    Raises:
        OutputError: the file cannot be written.
    """
    made, pages = set_within("handout.typ", lambda size: _content(handout, size), _LARGEST, _SMALLEST, handout.pages)
    with replacing(target) as work:
        work.write_bytes(made)
    return pages


def _content(handout: Handout, size: float) -> dict[str, Any]:
    paper, _, turned = handout.paper.partition(" ")
    return {
        "title": handout.title,
        "subtitle": handout.subtitle,
        "footer": " · ".join(filter(None, (handout.title, handout.subtitle))),
        "facts": [list(fact) for fact in handout.facts],
        "language": handout.language[:2].lower(),
        "paper": paper,
        "landscape": bool(turned),
        "size": size,
        "fonts": FONTS,
        "sections": [
            {
                "title": part.title,
                "lines": part.lines,
                "headings": part.headings,
                "widths": _widths(part),
                "groups": [{"title": group.title, "rows": group.rows} for group in part.groups],
                "commands": part.commands,
            }
            for part in handout.sections
        ],
        "notes": handout.notes,
    }


def _widths(part: Section) -> tuple[int, ...]:
    return part.widths or (1,) * len(part.headings)


def write_handout_word(handout: Handout, target: Path) -> None:
    """Write a handout as a Word document.

    Raises:
        OutputError: the file cannot be written.
    """
    document: Any = docx.Document()
    width = word_parts.set_up(document, handout.paper, handout.title, handout.subtitle, handout.language)
    word_parts.add_footer(document, width, " · ".join(filter(None, (handout.title, handout.subtitle))))
    document.add_paragraph(plain(handout.title), "Title")
    if handout.subtitle:
        document.add_paragraph(plain(handout.subtitle), "Subtitle")
    document.add_paragraph(plain("  ·  ".join(": ".join(fact) for fact in handout.facts)))
    for part in handout.sections:
        document.add_heading(plain(part.title), 1)
        for line in part.lines:
            document.add_paragraph(plain(line)).paragraph_format.space_after = Pt(4)
        if part.headings:
            _word_table(document, part, width)
        for line in part.commands:
            document.add_paragraph(style="Typed").add_run(plain(line))
    for line in handout.notes:
        document.add_paragraph(plain(line), "Small")
    made = BytesIO()
    document.save(made)
    with replacing(target) as work:
        write_undated(made, work)


def _word_table(document: Any, part: Section, width: float) -> None:
    shares = _widths(part)
    widths = [width * share / sum(shares) for share in shares]
    table = document.add_table(0, len(widths))
    word_parts.lay_out(table, widths)
    word_parts.describe(table, plain(part.title), "")

    def row(texts: tuple[str, ...], *, is_heading: bool = False) -> Any:
        made = table.add_row()
        word_parts.fit(made, widths, is_heading=is_heading)
        for cell, text in zip(made.cells, texts, strict=False):
            cell.paragraphs[0].style = document.styles["Cell"]
            cell.paragraphs[0].add_run(plain(text)).bold = is_heading or None
            if is_heading:
                word_parts.shade(cell, word_parts.HEAD)
        return made.cells

    row(part.headings, is_heading=True)
    for group in part.groups:
        if group.title:
            cells = row((group.title,))
            merged = cells[0].merge(cells[-1])
            word_parts.shade(merged, word_parts.WASH)
            merged.paragraphs[0].paragraph_format.keep_with_next = True
        for texts in group.rows:
            row(texts)
