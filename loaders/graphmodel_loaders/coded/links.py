"""Links and relationships of a project: which become claims, and between what."""

from dataclasses import dataclass

from graphmodel.account import Outcome
from graphmodel.coded_project import Document, Link, LinkEnd, Segment
from graphmodel_loaders.coded.accounting import CLAIMED
from graphmodel_loaders.coded.cells import verb_of
from graphmodel_loaders.coded.meaning import Meaning
from graphmodel_loaders.coded.nodes import NodeBook, shown
from graphmodel_loaders.coded.passages import Named, PassageClaim
from graphmodel_loaders.coded.rules import IGNORE

_End = tuple[str, str]
"""Kind and label of a node."""


@dataclass(frozen=True)
class LinkMeaning:
    """What a link is.

    Attributes:
        link: the link.
        outcome, reason: what becomes of it.
        rule: name of its rule; empty if none takes it.
        ends: its ends as its claim has them; empty if it makes none.
        said: its verb as the mapping or the file says it.
        source: label of the source of its claim.
        document: the document with its words, if it is a source.
    """

    link: Link
    outcome: Outcome
    reason: str
    rule: str = ""
    ends: tuple[_End, ...] = ()
    said: str = ""
    source: str = ""
    document: Document | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What tells it from other links between the same ends."""
        return tuple(f"{words.start}-{words.end} {words.text}" for words in self.link.words)

    def claim(self, book: NodeBook) -> PassageClaim:
        """Its claim."""
        start, end = (Named(kind, book.id(kind, label), label) for kind, label in self.ends)
        return PassageClaim(start, verb_of(self.said), end, {}, self.rule)

    def as_segment(self) -> Segment:
        """The passage behind it."""
        link = self.link
        return Segment(link.key, link.document, (), link.coder, link.words, note=link.note, place=link.place)


def links_of(meaning: Meaning) -> list[LinkMeaning]:
    """What each link is; the project becomes the source of those without a document."""
    return [_meaning_of(link, meaning) for link in meaning.project.links]


def _meaning_of(link: Link, meaning: Meaning) -> LinkMeaning:
    rule = meaning.rules["links"].first(link)
    if rule is None:
        return LinkMeaning(link, "left out", "no rule of the mapping takes their name")
    if rule.role == IGNORE:
        return LinkMeaning(link, "left out", "the mapping ignores them", rule.name)
    start, end = _end(link.origin, meaning), _end(link.target, meaning)
    if start is None or end is None:
        return LinkMeaning(link, "left out", "one of its ends is not a node of the study", rule.name)
    if start == end:
        return LinkMeaning(link, "left out", "both ends are one node", rule.name)
    ends = (end, start) if rule.facts.get("turned") == "yes" else (start, end)
    said = rule.facts.get("verb", "") or link.name
    document = meaning.documents.get(link.document)
    if document and not document.is_ignored:
        return LinkMeaning(link, "taken", CLAIMED, rule.name, ends, said, document.label, document.document)
    source = f"Relationships in {meaning.title or meaning.project.program}"
    meaning.book.add("source", source, {"kind": "analysis", "independent": "no"})
    return LinkMeaning(link, "taken", CLAIMED, rule.name, ends, said, source)


def _end(end: LinkEnd, meaning: Meaning) -> _End | None:
    """The node at an end of a link."""
    sort, key = end
    code = meaning.codes.get(key) if sort == "code" else None
    if code and code.kind:
        return code.kind, shown(code.label)
    case = meaning.cases.get(meaning.case_codes.get(key, "") if sort == "code" else key if sort == "case" else "")
    if case and case.label:
        return case.role, shown(case.label)
    document = meaning.documents.get(key) if sort == "document" else None
    return ("source", shown(document.label)) if document and not document.is_ignored else None
