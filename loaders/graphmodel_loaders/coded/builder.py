"""Puts a coded project together from the rows of a file, in which one thing may come several times."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphmodel.coded_project import Case, Code, CodedProject, Coder, Document, DocumentKind, Link, Segment, Words
from graphmodel.formats import Account

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

    def coder(self, name: str, key: str = "") -> str:
        """The key of a coder; empty for no name."""
        key = key or name
        if key and key not in self.coders:
            self.coders[key] = Coder(key, name or key)
        return key

    def code(self, path: Sequence[str], key: str = "", **facts: Any) -> str:
        """The key of a code; without a key, it and its parents are known by their path."""
        path = tuple(path)
        if not key:
            key = SEPARATOR.join(path)
            if len(path) > 1 and SEPARATOR.join(path[:-1]) not in self.codes:
                self.code(path[:-1])
        if key not in self.codes:
            self.codes[key] = Code(key, path, **facts)
        return key

    def document(self, name: str, key: str = "", kind: DocumentKind = "text", **facts: Any) -> str:
        """The key of a document."""
        key = key or name
        if key not in self.documents:
            self.documents[key] = Document(key, name, kind, **facts)
        return key

    def case(self, name: str, key: str = "", *, documents: Iterable[str] = (), **facts: Any) -> str:
        """The key of a case; further documents and attributes are added to one that is there."""
        key = key or name
        case = self.cases.get(key) or Case(key, name, **facts)
        attributes: Mapping[str, str] = {**case.attributes, **facts.get("attributes", {})}
        self.cases[key] = replace(
            case, attributes=attributes, documents=tuple(dict.fromkeys([*case.documents, *documents]))
        )
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
        """The key of a segment; further codes that one coder gave one place are added to the segment of that place."""
        offsets = tuple((one.start, one.end) for one in words)
        is_placed = bool(span) or bool(offsets and all(start is not None for start, _ in offsets))
        text = "" if is_placed else "\x1f".join(one.text for one in words)
        place = (document, coder, span, offsets, text, "" if is_placed or text else key or facts.get("summary", ""))
        there = self.segments.get(place)
        if there is None:
            made = key or _digest(*map(str, place))
            self.segments[place] = Segment(made, document, tuple(codes), coder, tuple(words), span=span, **facts)
            return made
        note = "\n".join(dict.fromkeys(filter(None, [there.note, facts.get("note", "")])))
        self.segments[place] = replace(there, codes=tuple(dict.fromkeys([*there.codes, *codes])), note=note)
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


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
