"""The account of a coded project: what became of each document, code, passage, case and link."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphmodel.account import Account, Outcome
from graphmodel.coded_project import Link, Segment
from graphmodel_loaders.coded.builder import SEPARATOR
from graphmodel_loaders.coded.meaning import Meaning
from graphmodel_loaders.coded.quoting import locator_of
from graphmodel_loaders.coded.rules import IGNORE, UNMAPPED

CLAIMED, QUEUED, CODED_TOO = "made into claims", "waiting in the queue", "kept as the coding of another coder"
SAID_BY_PASSAGES = "coded passages make the same claim"
TELLS_CASE = "telling whose words a passage is"
ALL_IGNORED, NO_RULE = "the mapping ignores their codes", "no rule of the mapping takes their codes"
DOCUMENT_IGNORED = "the mapping ignores their document"
OTHER_CODER = "another coder's claims of this place count"
OTHER_WAITS = "another coder's passage in this place waits in the queue"
KEPT_AS_WORDS = "kept as words without a claim: "
NOTHING_LEFT = "nothing is left to keep, "


@dataclass(frozen=True)
class SegmentFate:
    """What became of one segment, and why."""

    segment: Segment
    outcome: Outcome
    reason: str


_NO_RULE_TAKES, _IGNORED = "no rule of the mapping takes them", "the mapping ignores them"
_Entry = tuple[str, Outcome, str, str]
"""What it is, its outcome with the reason, and its place."""


def account_of(meaning: Meaning, fates: Iterable[SegmentFate], links: Iterable[tuple[Link, Outcome, str]]) -> Account:
    """The account of the reader, in which what it took is split up by what became of it."""
    before = meaning.project.account
    split = {"documents", "codes", "passages", "cases", "links"}
    account = Account(
        Counter({key: number for key, number in before.counts.items() if key[0] not in split or key[1] != "taken"}),
        {key: list(places) for key, places in before.places.items()},
        list(before.remarks),
    )
    passages = (("passages", fate.outcome, fate.reason, where(meaning, fate.segment)) for fate in fates)
    of_links = (("links", outcome, reason, link.place or link.name) for link, outcome, reason in links)
    for entries in (_documents(meaning), _codes(meaning), passages, _cases(meaning), of_links):
        for what, outcome, reason, place in sorted(entries):
            if outcome == "taken":
                account.counts[what, "taken", reason] += 1
            elif outcome == "rejected":
                account.reject(what, reason, place)
            else:
                account.leave_out(what, reason, place)
    return account


def where(meaning: Meaning, segment: Segment) -> str:
    """Where a segment is, for messages: its place in the file, else document and place there."""
    document = meaning.documents.get(segment.document)
    if segment.place or document is None:
        return segment.place or segment.key
    return ": ".join(filter(None, [document.label, locator_of(segment, document.document)]))


def _documents(meaning: Meaning) -> Iterator[_Entry]:
    for one in meaning.documents.values():
        yield (
            ("documents", "left out", _IGNORED, one.label)
            if one.is_ignored
            else ("documents", "taken", "as source", "")
        )


def _codes(meaning: Meaning) -> Iterator[_Entry]:
    for one in meaning.codes.values():
        path = SEPARATOR.join(one.code.path)
        yield ("codes", *_by_role(one.role), path)


def _cases(meaning: Meaning) -> Iterator[_Entry]:
    for one in meaning.cases.values():
        nameless = one.role not in {UNMAPPED, IGNORE, "document"} and not one.label
        yield (
            ("cases", "left out", "they have no name", "")
            if nameless
            else (
                "cases",
                *_by_role(one.role),
                one.case.name,
            )
        )


def _by_role(role: str) -> tuple[Outcome, str]:
    if role in {UNMAPPED, IGNORE}:
        return "left out", _NO_RULE_TAKES if role == UNMAPPED else _IGNORED
    return "taken", f"as {role}"
