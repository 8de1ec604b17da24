"""Edits of an XML part at the places of its tags, so that every other byte of it stays."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

_TAG = re.compile(rb"<[^>\"']*+(?:\"[^\"]*+\"[^>\"']*+|'[^']*+'[^>\"']*+)*+>")
_NO_TAGS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Edit:
    """Bytes that replace those from ``start`` to ``end``."""

    start: int
    end: int
    content: bytes


@dataclass
class Element:
    """An element: local names from the root to it, its name as written, and where its tags are.

    ``start`` to ``open_end`` is the start tag, ``close`` to ``end`` the end tag; an empty element has no end tag, and
    ``close`` is ``open_end``.
    """

    path: tuple[str, ...]
    name: str
    attributes: Mapping[str, str]
    start: int
    open_end: int
    close: int = 0
    end: int = 0

    @property
    def prefix(self) -> str:
        """The prefix of its name, with the colon; mostly empty."""
        return self.name[: len(self.name) - len(self.path[-1])]

    def get(self, local: str) -> str:
        """An attribute without a prefix; empty if there is none."""
        return self.attributes.get(local, "")


def walk(
    data: bytes,
    opened: Callable[[Element], None] | None,
    closed: Callable[[Element], None],
    base: int = 0,
    above: tuple[str, ...] = (),
    encoding: str | None = None,
) -> None:
    """Call a function at the start tag and one at the end of every element.

    Args:
        data: a part, or one element of it.
        opened: is called with an element whose end is not known yet.
        closed: is called with the whole element.
        base: where ``data`` begins in the part.
        above: local names of the elements that it is in.
        encoding: of one element, as the part declares it.

    Raises:
        expat.ExpatError: it is no XML.
        ValueError: it is not written in a form whose bytes can be edited.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("UTF-16")
    parser = expat.ParserCreate(encoding)
    stack: list[Element] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        tag = _TAG.match(data, at)
        if tag is None:
            raise ValueError("a tag in an unknown encoding")
        path = (*(stack[-1].path if stack else above), name.rpartition(":")[2])
        stack.append(Element(path, name, attributes, base + at, base + tag.end()))
        if opened is not None:
            opened(stack[-1])

    def end(_: str) -> None:
        element = stack.pop()
        if data.endswith(b"/>", 0, element.open_end - base):
            element.close = element.end = element.open_end
        else:
            at = parser.CurrentByteIndex
            element.close, element.end = base + at, base + data.index(b">", at) + 1
        closed(element)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)


def masked(data: bytes) -> bytes:
    """The part with spaces for whatever may look like a tag and is none; every tag is where it was."""
    return _NO_TAGS.sub(lambda match: b" " * len(match[0]), data)


def tags(data: bytes, names: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[bytes]]:
    """The start tags of elements of some local names, in a part without comments (see :func:`masked`).

    Args:
        data: the part.
        names: the names, with ``|`` between them.
        start: where to begin.
        end: where to stop; by default at the end of the part.
    """
    pattern = re.compile(rb"<(?:[\w.-]+:)?(" + names.encode() + rb")(?=[\s/>])" + _TAG.pattern[1:])
    return pattern.finditer(data, start, len(data) if end is None else end)


def elements(data: bytes) -> list[Element]:
    """All elements of a small part, in the order of their end tags."""
    found: list[Element] = []
    walk(data, None, found.append)
    return found


def spliced(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The part with its edits, which do not overlap; those at one place come in their order."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        parts += [data[at : edit.start], edit.content]
        at = edit.end
    return b"".join([*parts, data[at:]])


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """A start tag whose attribute has another value; as it is where it has no such attribute."""
    pattern = rb"(\s" + name.encode() + rb"\s*=\s*)(\"[^\"]*\"|'[^']*')"
    return re.sub(pattern, lambda match: match[1] + quoteattr(value).encode(), tag, count=1)


def without_attributes(tag: bytes, names: Iterable[str]) -> bytes:
    """A start tag without some attributes."""
    for name in names:
        tag = re.sub(rb"\s" + name.encode() + rb"\s*=\s*(\"[^\"]*\"|'[^']*')", b"", tag, count=1)
    return tag


def inside(element: Element, data: bytes, content: bytes) -> Edit:
    """Add content at the end of an element, which may be empty."""
    if not data.endswith(b"/>", 0, element.open_end):
        return Edit(element.close, element.close, content)
    tag = data[element.start : element.open_end - 2].rstrip()
    return Edit(element.start, element.open_end, tag + b">" + content + f"</{element.name}>".encode())


def cell_text(text: str) -> str:
    """Text as a cell holds it: signs that look like the number of a sign are kept apart from these."""
    return escape(_ESCAPED.sub("_x005F_", text).replace("\r", "_x000D_"))


def ascii_bytes(text: str) -> bytes:
    """Text as bytes that read the same in any encoding of XML."""
    return text.encode("ascii", "xmlcharrefreplace")
