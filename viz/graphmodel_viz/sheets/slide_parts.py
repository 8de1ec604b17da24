"""What python-pptx has no words for: the form of a deck, names and alternative texts, numbers of slides, properties.

Facts: ECMA-376, part 1 (``p:cNvPr``, ``a:fld``, ``a:tblPr``, custom properties).
"""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from graphmodel_viz.sheets.office_properties import PROPERTIES_PART, PROPERTIES_TYPE, properties_xml
from graphmodel_viz.sheets.slide_room import HEIGHT, WIDTH

_COVER, _CONTENT, _TITLE_ONLY = 0, 1, 5
"""Layouts of the empty deck: the two that are used, and one for slides of a reader's own."""
_RULE = "A9B4BB"
_PLAIN_TABLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"
"""The style of a table with light lines and no colours."""


def set_up(deck: Any, title: str, subtitle: str, language: str) -> tuple[Any, Any]:
    """Make a deck 16 to 9 and name it; returns the layouts of the cover and of slides with a title."""
    wider = Pt(WIDTH) / deck.slide_width
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    layouts = list(deck.slide_layouts)
    kept = [layouts[place] for place in (_COVER, _TITLE_ONLY, _CONTENT)]
    for layout in layouts:
        if layout not in kept:
            deck.slide_layouts.remove(layout)
    for page in (deck.slide_master, *kept):
        for shape in page.placeholders:
            left, top, width, height = shape.left, shape.top, shape.width, shape.height
            shape.left, shape.top, shape.width, shape.height = int(left * wider), top, int(width * wider), height
    about = deck.core_properties
    about.title, about.subject, about.language = title[:200], subtitle[:200], language
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    package = deck.part.package
    for key in [key for key, one in package._rels.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        package._rels.pop(key)
    return kept[0], kept[1]


def name(shape: Any, text: str, alternative: str) -> None:
    """Give a shape a name, and what people hear who do not see it."""
    about = shape._element.xpath(".//p:cNvPr")[0]
    about.set("name", text)
    about.set("descr", alternative)


def style_table(table: Any) -> None:
    """Light lines, and a first row that is read as headings."""
    about = table._tbl.tblPr
    table.first_row, table.horz_banding = True, False
    style = about.find(qn("a:tableStyleId"))
    style.text = _PLAIN_TABLE


def colour_of(text: str) -> RGBColor:
    """A colour by its six digits."""
    return RGBColor(*bytes.fromhex(text))  # type: ignore[no-untyped-call]


def draw_lines(cell: Any) -> None:
    """Thin grey lines around a cell."""
    about = cell._tc.get_or_add_tcPr()
    for place, side in enumerate(("lnL", "lnR", "lnT", "lnB")):
        line = f'<a:{side} {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="{_RULE}"/></a:solidFill></a:{side}>'
        about.insert(place, parse_xml(line))


def outline(shape: Any, fill: str) -> None:
    """A box with a thin line and a background."""
    about = shape._element.spPr
    for child in about.xpath("a:noFill"):
        about.remove(child)
    about.append(parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="{fill}"/></a:solidFill>'))
    about.append(
        parse_xml(f'<a:ln {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="{_RULE}"/></a:solidFill></a:ln>')
    )
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = Pt(4)
    frame.margin_top = frame.margin_bottom = Pt(3)


def set_ends(paragraph: Any, size: float, after: float) -> None:
    """Size of what is typed into a paragraph, and room below it."""
    paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(0), Pt(after), 1.0
    paragraph.font.size = Pt(size)
    paragraph.alignment = PP_ALIGN.LEFT
    end = paragraph._p.get_or_add_endParaRPr()
    end.set("sz", str(int(size * 100)))


def add_number(shape: Any, size: float) -> None:
    """Put the number of the slide into a box, at its right."""
    paragraph = shape.text_frame.paragraphs[0]._p
    field = (
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f'<a:rPr lang="en" sz="{int(size * 100)}"/><a:t>{escape("‹#›")}</a:t></a:fld>'
    )
    about = paragraph.get_or_add_pPr()
    about.set("algn", "r")
    about.addnext(parse_xml(field))


def add_properties(deck: Any, properties: Mapping[str, str]) -> None:
    """Add custom properties to the file."""
    package = deck.part.package
    xml = properties_xml(properties).encode()
    part = Part(PackURI(PROPERTIES_PART), PROPERTIES_TYPE, package, xml)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
