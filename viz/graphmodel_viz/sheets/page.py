"""A copy of a tool as one page that is filled in on the screen, offline; its answers are saved to a file."""

from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from graphmodel.output.files import replacing
from graphmodel.tools.copies import Cards, Cell, Discs, Field, Fields, Part, Printed, Row, Table, ToolCopy
from graphmodel.tools.manifest import written_manifest
from graphmodel_viz.html_page import self_contained
from graphmodel_viz.sheets.paper import ending

_HERE = Path(__file__).parent


def write_page(copy: ToolCopy, target: Path) -> None:
    """Write a copy as a page.

    Raises:
        OutputError: the file cannot be written.
    """
    data = {
        "line": copy.identity.line,
        "manifest": written_manifest(copy),
        "file": f"{copy.identity.tool}-answers.json",
    }
    page = self_contained(
        copy.title,
        "\n".join(_body(copy)),
        styles=[_source("page.css")],
        scripts=[_source("page.js")],
        data={"copy": data},
        language=copy.language,
    )
    with replacing(target) as work:
        work.write_text(page, "utf-8", newline="\n")


@cache
def _source(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


def _body(copy: ToolCopy) -> Iterator[str]:
    yield '<header class="bar">'
    yield f'<strong>{escape(copy.title)}</strong><span id="state" role="status"></span>'
    yield '<label>Open answers<input type="file" id="load" accept=".json,application/json"></label>'
    yield '<button type="button" class="save" id="save">Save answers</button></header><main>'
    yield f'<h1>{escape(copy.title)}</h1><p class="subtitle">{escape(copy.subtitle)}</p><p>{escape(copy.purpose)}</p>'
    facts = "".join(f"<li>{escape(name)}: {escape(text)}</li>" for name, text in copy.facts)
    yield f'<ul class="facts">{facts}</ul>'
    number = 0
    for sheet, parts in copy.by_sheet():
        if sheet:
            head = f"sheet-{number + 1}"
            yield f'<article class="sheet" aria-labelledby="{head}"><h2 id="{head}">{escape(sheet.title)}</h2>'
        for part in parts:
            number += 1
            yield from _part(part, f"part-{number}")
        if sheet:
            yield "</article>"
    yield '<footer class="small">'
    yield from (f"<p>{escape(line)}</p>" for line in ending(copy))
    yield f"<p>{escape(copy.identity.line)}</p></footer></main>"


def _part(part: Part, name: str) -> Iterator[str]:
    if part.sheet:
        yield f"<div><h3>{escape(part.title)}</h3>"
    else:
        yield f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(part.title)}</h2>'
    if isinstance(part, Table | Fields | Cards | Discs) and part.help:
        yield f'<p class="help">{escape(part.help)}</p>'
    if isinstance(part, Table):
        yield from _table(part)
    elif isinstance(part, Fields):
        yield f'<div class="fields" data-across="{part.across}">'
        for field in part.fields:
            code = f'<span class="code">[{escape(field.code)}]</span>'
            yield f"<label>{code} {escape(field.label)}{_input(field, is_labelled=True)}</label>"
        yield "</div>"
    elif isinstance(part, Cards):
        yield f'<div class="cards" data-side="{part.side}">'
        yield from (_card(row) for row in part.rows)
        yield "</div>"
    elif isinstance(part, Discs):
        yield '<ul class="discs">'
        for disc in part.discs:
            group = f'<span class="code">{escape(disc.group)}</span>' if disc.group else ""
            blank = "" if disc.text else ' class="blank" aria-label="a blank disc"'
            yield f"<li{blank}>{escape(disc.text)}{group}</li>"
        yield "</ul>"
    else:
        text = escape(part.text).replace("\n", "<br>")
        yield f"<p>{text}</p>"
    yield "</div>" if part.sheet else "</section>"


def _table(part: Table) -> Iterator[str]:
    heads = "".join(
        f'<th scope="col">{escape(one.text)}'
        + (f' <span class="code">[{one.letter}]</span>' if one.letter else "")
        + "</th>"
        for one in part.headings
    )
    yield f'<div class="wide" tabindex="0" role="group" aria-label="{escape(part.title)}">'
    total = sum(one.width for one in part.headings)
    columns = "".join(f'<col width="{100 * one.width / total:.1f}%">' for one in part.headings)
    yield f"<table><colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>"
    group = None
    for row in part.rows:
        if row.group != group:
            yield "" if group is None else "</tbody>"
            yield "<tbody>"
            group = row.group
            if group:
                yield f'<tr class="group"><th scope="rowgroup" colspan="{len(part.headings)}">{escape(group)}</th></tr>'
        code = f'<span class="code">[{escape(row.code)}]</span> '
        cells = "".join(_cell(cell, code if at == 0 else "", is_first=at == 0) for at, cell in enumerate(row.cells))
        yield f"<tr>{cells}</tr>"
    yield "</tbody></table></div>" if part.rows else "</table></div>"


def _cell(cell: Cell, code: str, *, is_first: bool) -> str:
    if isinstance(cell, Field):
        return f'<td class="answer">{code}{_input(cell)}</td>'
    text = escape(cell.text).replace("\n", "<br>")
    return f'<th scope="row">{code}{text}</th>' if is_first else f"<td>{text}</td>"


def _card(row: Row) -> str:
    text = next((cell.text for cell in row.cells if isinstance(cell, Printed)), "")
    field = next(cell for cell in row.cells if isinstance(cell, Field))
    label = f'<label><span class="code">[{escape(row.code)}]</span>{_input(field)}</label>'
    return f'<div class="card">{label}<span>{escape(text)}</span></div>'


def _input(field: Field, *, is_labelled: bool = False) -> str:
    label = "" if is_labelled else f' aria-label="{escape(field.label)}"'
    own = f'data-code="{escape(field.code)}"{label}'
    if field.kind == "tick":
        return f'<input type="checkbox" {own}>'
    if field.kind == "choice":
        choices = "".join(f"<option>{escape(choice)}</option>" for choice in field.choices)
        return f'<select {own}><option value=""></option>{choices}</select>'
    if field.kind == "date":
        return f'<input type="date" {own}>'
    if field.kind == "number":
        return f'<input type="text" inputmode="numeric" {own}>'
    return f'<textarea rows="{field.lines}" {own}></textarea>'
