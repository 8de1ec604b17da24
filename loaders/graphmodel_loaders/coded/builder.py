"""Puts a coded project together from the rows of a file, in which one thing may come several times."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from graphmodel.account import Account
from graphmodel.coded_project import Case, Code, CodedProject, Coder, Document, DocumentKind, Link, Segment, Words
from graphmodel.texts import short_hash

_COLOUR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})")
Part = TypeVar("Part", Code, Document, Segment, Case)
SEPARATOR = " / "
"""Joins the names of a path in keys that are made of names."""


@dataclass
class ProjectBuilder:
    """Collects the parts of a project; a part that is there already is not added again.

    Whatever it adds is counted in the account as taken, once; readers count what they set aside.
    """

    program: str
    title: str = ""
    account: Account = field(default_factory=Account)
    coders: dict[str, Coder] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    segments: dict[tuple[object, ...], Segment] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    _segment_keys: set[str] = field(default_factory=set)

    def coder(self, name: str, key: str = "") -> str:
        """The key of a coder; empty for no name."""
        key = key or name
        if key and key not in self.coders:
            self.coders[key] = Coder(key, name or key)
        return key

    def code(self, path: Sequence[str], key: str = "", *, colour: str = "", **facts: Any) -> str:
        """The key of a code; without a key, it and its parents are known by their path; what it lacked is filled in.

        The colour is as the file has it; what is none is passed over.
        """
        path, facts = tuple(path), {"colour": _colour(colour), **facts}
        if not key:
            key = SEPARATOR.join(path)
            if len(path) > 1 and SEPARATOR.join(path[:-1]) not in self.codes:
                self.code(path[:-1])
        known = self.codes.get(key)
        self.codes[key] = Code(key, path, **facts) if known is None else _filled(known, facts)
        return key

    def document(self, name: str, key: str = "", kind: DocumentKind = "text", **facts: Any) -> str:
        """The key of a document; what one that is there lacked is filled in."""
        key = key or name
        known = self.documents.get(key)
        self.documents[key] = Document(key, name, kind, **facts) if known is None else _filled(known, facts)
        return key

    def case(self, name: str, key: str = "", *, documents: Iterable[str] = (), **facts: Any) -> str:
        """The key of a case; further documents and attributes, and what it lacked, are added to one that is there."""
        key = key or name
        known = self.cases.get(key)
        case = Case(key, name, **facts) if known is None else _filled(known, facts)
        self.cases[key] = replace(case, documents=tuple(dict.fromkeys([*case.documents, *documents])))
        return key

    def segment(
        self,
        document: str,
        codes: Iterable[str],
        *,
        coder: str = "",
        words: Sequence[Words] = (),
        span: str = "",
        key: str = "",
        **facts: Any,
    ) -> str:
        """The key of a segment; further codes that one coder gave one place are added to the segment of that place.

        ``span`` is a place of its own. Where several passages may share what is known (a paragraph), it is the span of
        their words.
        """
        offsets = tuple((one.start, one.end) for one in words)
        is_placed = bool(span) or bool(offsets and all(start is not None for start, _ in offsets))
        text = "" if is_placed else "\x1f".join(text for one in words for text in (one.text, one.span) if text)
        place = (document, coder, span, offsets, text, "" if is_placed or text else key or facts.get("summary", ""))
        there = self.segments.get(place)
        if there is None:
            # Two rows of a damaged file may have one key.
            made = key if key and key not in self._segment_keys else short_hash("\x1f".join(map(str, place)), 8)
            self._segment_keys.add(made)
            self.segments[place] = Segment(made, document, tuple(codes), coder, tuple(words), span=span, **facts)
            return made
        note = "\n".join(dict.fromkeys(filter(None, [there.note, facts.pop("note", "")])))
        joined = replace(_filled(there, facts), codes=tuple(dict.fromkeys([*there.codes, *codes])), note=note)
        self.segments[place] = joined
        return there.key

    def link(self, link: Link) -> None:
        """Add a link."""
        self.links.setdefault(link.key, link)

    def project(self) -> CodedProject:
        """All that was collected, counted as taken."""
        made = CodedProject(
            self.program,
            self.title,
            tuple(self.coders.values()),
            tuple(self.codes.values()),
            tuple(self.documents.values()),
            tuple(self.segments.values()),
            tuple(self.cases.values()),
            tuple(self.links.values()),
            self.account,
        )
        for name, number in made.parts():
            self.account.take(name, number)
        return made


def _colour(text: str) -> str:
    """A colour as ``#rrggbb``, also where a file has ``#RGB``; empty if it is none."""
    colour = _COLOUR.fullmatch(text.strip().lower())
    if colour is None:
        return ""
    return "#" + (colour[1] if len(colour[1]) == 6 else "".join(2 * digit for digit in colour[1]))


def _filled(known: Part, facts: Mapping[str, Any]) -> Part:
    """A part with what it lacks of these facts; attributes are joined, those that it has win."""
    lacking = {name: value for name, value in facts.items() if value and not getattr(known, name)}
    attributes = facts.get("attributes")
    if attributes and not isinstance(known, Code):
        lacking["attributes"] = {**attributes, **known.attributes}
    return replace(known, **lacking) if lacking else known
