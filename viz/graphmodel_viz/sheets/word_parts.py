"""What python-docx has no words for: controls to fill in, accessible tables, properties of the file.

Facts: ECMA-376, part 1 (``w:sdt``, ``w:tblHeader``, custom properties) and [MS-DOCX] (``w14:checkbox``).
"""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell, _Row

from graphmodel.tools.copies import DATE_HINT, EMPTY_BOX, Field, choices_line
from graphmodel_viz.sheets.office_properties import PROPERTIES_PART, PROPERTIES_TYPE, properties_xml
from graphmodel_viz.sheets.texts import plain

GREY, RULE = "5F6B73", "A9B4BB"
INK, HEAD, WASH = "1F3A4D", "DCE6EC", "EEF3F6"
"""Colours of titles, of the heads of columns, and of what groups rows."""
_FONT, _TYPED = "Calibri", "Consolas"
_SIZES = {"a4": (210, 297), "a3": (297, 420), "slides": (297, 210)}
_MARGIN, _BOTTOM = 13, 14
"""Millimetres."""
_STYLES = {
    "Normal": (9.5, "1A1A1A", None, 0, 2),
    "Title": (20, INK, True, 0, 0),
    "Subtitle": (11, GREY, None, 0, 3),
    "heading 1": (13, INK, True, 9, 3),
    "heading 2": (11, INK, True, 7, 2),
    "footer": (7.5, GREY, None, 0, 0),
}
"""Size in points, colour, bold, room above and below of the styles that each document has."""
_OWN_STYLES = (
    ("Code", WD_STYLE_TYPE.CHARACTER, _FONT, 7, GREY),
    ("Hint", WD_STYLE_TYPE.CHARACTER, _FONT, 8.5, GREY),
    ("Small", WD_STYLE_TYPE.PARAGRAPH, _FONT, 7.5, "333333"),
    ("Cell", WD_STYLE_TYPE.PARAGRAPH, _FONT, 9, "1A1A1A"),
    ("Typed", WD_STYLE_TYPE.PARAGRAPH, _TYPED, 9, "1A1A1A"),
)
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
_BLANK = "\u2002" * 4
"""What a place for an answer shows while it is empty, so that it is blank on paper and can be clicked on."""
_UNUSED = ("/thumbnail", "/stylesWithEffects", "/numbering")
"""Parts of the empty document that nobody needs: its picture, its styles once more, and lists."""


def room_on(paper: str) -> tuple[float, float]:
    """Width and height of the text on a page, in millimetres."""
    width, height = _page(paper)
    return width - 2 * _MARGIN, height - _MARGIN - _BOTTOM


def _page(paper: str) -> tuple[int, int]:
    size, _, turned = paper.partition(" ")
    width, height = _SIZES[size]
    return (height, width) if turned else (width, height)


def set_up(document: Any, paper: str, title: str, subtitle: str, language: str) -> float:
    """Set paper, styles, language and properties of a document; returns the width of its text in millimetres."""
    width, height = _page(paper)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = Mm(_MARGIN)
    section.bottom_margin, section.footer_distance, section.header_distance = Mm(_BOTTOM), Mm(6), Mm(6)
    _set_styles(document)
    set_language(document, "en-GB" if language == "en" else language)
    about = document.core_properties
    about.title, about.subject = plain(title)[:200], plain(subtitle)[:200]
    about.author = about.last_modified_by = about.comments = ""
    return float(width - 2 * _MARGIN)


def _set_styles(document: Any) -> None:
    styles = document.styles
    keep_styles(document, list(_STYLES))
    for name, (size, colour, bold, before, after) in _STYLES.items():
        style: Any = styles[name.replace("heading", "Heading").replace("footer", "Footer")]
        set_font(style, _FONT, size, colour, bold=bold)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.0
        for border in style.element.xpath("w:pPr/w:pBdr"):
            border.getparent().remove(border)
    for name, kind, font, size, colour in _OWN_STYLES:
        style = styles.add_style(name, kind)
        set_font(style, font, size, colour)
        if kind is WD_STYLE_TYPE.PARAGRAPH:
            style.base_style = styles["Normal"]
            style.paragraph_format.space_after = Pt(0)


def add_footer(document: Any, width: float, text: str) -> None:
    """Print a text and the number of the page at the foot of each page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    for position in (4680, 9360):  # of the style, in twentieths of a point
        stops.add_tab_stop(position * 635, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(plain(text) + "\t")
    add_field_code(paragraph, "PAGE")
    paragraph.add_run(" / ")
    add_field_code(paragraph, "NUMPAGES")


def control(field: Field, number: int) -> Any:
    """A control to fill in, which has the code of the answer as its tag and its name.

    Args:
        field: the place for the answer.
        number: of the control, another one for each.
    """
    code = quoteattr(field.code)
    shows, kind = _BLANK, ""  # no plain text, of which LibreOffice doubles words and moves line breaks
    font, hint = '<w:rStyle w:val="Hint"/>', "<w:showingPlcHdr/>"
    if field.kind == "tick":
        shows, hint = EMPTY_BOX, ""
        fonts = 'w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"'
        font = f'<w:rFonts {fonts}/><w:sz w:val="22"/>'
        kind = (
            f'<w14:checkbox {_W14}><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
        )
    elif field.choices:
        shows = choices_line(field.choices)
        items = (f"<w:listItem w:displayText={quoteattr(one)} w:value={quoteattr(one)}/>" for one in field.choices)
        kind = f"<w:dropDownList>{''.join(items)}</w:dropDownList>"
    elif field.kind == "date":
        shows = DATE_HINT
        kind = (
            '<w:date><w:dateFormat w:val="yyyy-MM-dd"/><w:lid w:val="en-GB"/><w:storeMappedDataAs w:val="dateTime"/>'
            '<w:calendar w:val="gregorian"/></w:date>'
        )
    return parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val={code}/><w:tag w:val={code}/><w:id w:val="{number}"/>'
        f'<w:lock w:val="sdtLocked"/>{hint}{kind}</w:sdtPr><w:sdtContent><w:r><w:rPr>{font}</w:rPr>'
        f'<w:t xml:space="preserve">{escape(shows)}</w:t></w:r></w:sdtContent></w:sdt>'
    )


def add_field_code(paragraph: Any, code: str) -> None:
    """Add a field that the program computes, such as the number of the page."""
    for kind in ("begin", "", "separate", "1", "end"):
        run = paragraph.add_run("1" if kind == "1" else "")
        if kind in {"begin", "separate", "end"}:
            run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>'))
        elif not kind:
            run._r.append(parse_xml(f'<w:instrText {nsdecls("w")} xml:space="preserve"> {code} </w:instrText>'))


def describe(table: Any, title: str, text: str) -> None:
    """Say what a table is to people who do not see it."""
    about = table._tbl.tblPr
    for name, value in (("tblCaption", title), ("tblDescription", text)):
        if value:
            about.append(parse_xml(f"<w:{name} {nsdecls('w')} w:val={quoteattr(value)}/>"))


def lay_out(table: Any, widths: Sequence[float]) -> None:
    """Fix the widths of columns, in millimetres, and draw light lines with a little room inside."""
    table.autofit = False
    about = table._tbl.tblPr
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    room = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>'
        for side, size in (("top", 30), ("left", 70), ("bottom", 30), ("right", 70))
    )
    about.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))
    about.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{room}</w:tblCellMar>"))
    _in_order(about)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def fit(row: _Row, widths: Sequence[float], height: float = 0, *, is_heading: bool = False) -> None:
    """Keep a row on one page; repeat it on each page if it holds the headings."""
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    about = row._tr.get_or_add_trPr()
    about.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if height:
        row.height = Mm(height)
    if is_heading:
        about.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def shade(cell: _Cell, colour: str) -> None:
    """Give a cell a background."""
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    )


def set_font(style: Any, name: str, size: float, colour: str = "", *, bold: bool | None = None) -> None:
    """Give a style one font for all scripts, whatever the theme says."""
    style.font.name, style.font.size = name, Pt(size)
    style.font.bold, style.font.italic = bold, None
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), name)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)


def keep_styles(document: Document, names: Sequence[str]) -> None:
    """Drop the styles of the empty document that nothing here uses: they are most of it, and slow to look through."""
    styles = document.styles.element
    for style in list(styles.iter(qn("w:style"))):
        if style.get(qn("w:default")) != "1" and style.name_val not in names:
            styles.remove(style)
        for link in style.findall(qn("w:link")):
            style.remove(link)


def set_language(document: Document, language: str) -> None:
    """Say which language the text is in, for spelling and for reading aloud."""
    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)
    document.core_properties.language = language


def add_properties(document: Document, properties: Mapping[str, str]) -> None:
    """Add custom properties to the file, and drop the parts that it does not need."""
    package = document.part.package
    part = Part(PackURI(PROPERTIES_PART), PROPERTIES_TYPE, properties_xml(properties).encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
    for relations in (package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED)]:
            del relations[key]


_ORDER = (
    "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
    "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
    "tblDescription",
)  # fmt: skip


def _in_order(about: Any) -> None:
    """Put the properties of a table into the order that Word wants."""
    about[:] = sorted(about, key=lambda element: _ORDER.index(element.tag.rpartition("}")[2]))
