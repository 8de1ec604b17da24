"""Which segments are about one place of a document, and what each coder says of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graphmodel.account import Outcome
from graphmodel.coded_project import Segment, Words
from graphmodel.problems import StudyError
from graphmodel.suggest import did_you_mean
from graphmodel_loaders.coded.accounting import ALL_IGNORED, DOCUMENT_IGNORED, NO_RULE, TELLS_CASE, SegmentFate
from graphmodel_loaders.coded.meaning import CASE, CodeMeaning, Meaning
from graphmodel_loaders.coded.passages import Named, Reading
from graphmodel_loaders.coded.rules import FOLDER, IGNORE, UNMAPPED
from graphmodel_loaders.coded.voices import Voice, Voices

Place = tuple[str, ...]
"""Tells places apart: the document, and which of its words, else where in it, else the codes."""
MOST_LISTED = 200
"""Codes of one place, all of which each of its claims lists."""
_LONGEST_TEXT = 1_000_000
"""Characters of a text in which words are looked for to number them; in longer ones places are told by offsets."""
_MOST_REPEATED = 1_000
"""So often words may stand in a text before a place that is told by them."""


@dataclass
class Coding:
    """What one coder says of one place."""

    coder: str
    segments: list[Segment]
    voice: Voice
    codes: list[CodeMeaning]
    reading: Reading = field(default_factory=Reading)

    @property
    def has_many_codes(self) -> bool:
        """Whether there are so many that each claim lists its own alone: else they would fill the disk."""
        return len(self.codes) > MOST_LISTED

    def numbers(self, object_: Named) -> str:
        """The numbers of its codes as a claim about something lists them, once all codes are there."""
        if not self.has_many_codes:
            return self._all_numbers
        return ";".join(self._numbers_by_node.get((object_.kind, object_.label), ()))

    @cached_property
    def _all_numbers(self) -> str:
        return ";".join(sorted({one.number for one in self.codes if one.number}))

    @cached_property
    def _numbers_by_node(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in self.codes:
            if one.number:
                found[one.kind, one.label].add(one.number)
        return {node: sorted(numbers) for node, numbers in found.items()}


def ranks_of(meaning: Meaning) -> dict[str, tuple[int, int, str]]:
    """The order in which coders' claims count: the one of record, then who coded most, then by name.

    Raises:
        StudyError: the mapping names a coder of record who coded nothing.
    """
    project, names = meaning.project, meaning.coders
    record = meaning.mapping.coders.of_record
    if record and record not in {*names.values(), *names, *(coder.name for coder in project.coders)}:
        near = did_you_mean(record, sorted(names.values()))
        raise StudyError(
            f"The mapping names {record} as the coder of record, who coded nothing.{near} "
            f"Coders: {', '.join(sorted(names.values())) or 'the file names none'}."
        )
    number = Counter(segment.coder for segment in project.segments)
    own = {coder.key: coder.name for coder in project.coders}
    return {
        key: (record not in {key, names.get(key, key), own.get(key)}, -number[key], names.get(key, key))
        for key in {*names, *number}
    }


def places_of(
    meaning: Meaning, voices: Voices, ranks: Mapping[str, tuple[int, int, str]]
) -> tuple[dict[Place, list[Coding]], list[SegmentFate]]:
    """What each coder says of each place, the coder who counts first; and the segments that make nothing."""
    found: dict[Place, dict[str, Coding]] = defaultdict(dict)
    fates = []
    for segment in meaning.project.segments:
        codes = _codes(meaning, segment)
        if fate := _set_aside(meaning, segment, codes):
            fates.append(SegmentFate(segment, *fate))
            continue
        place = place_of(meaning, segment)
        codes = [one for one in codes if one.role not in {IGNORE, FOLDER}]
        there = found[place].get(segment.coder)
        if there is None:
            found[place][segment.coder] = Coding(segment.coder, [segment], voices.of(segment), codes)
        else:
            there.segments.append(segment)
            there.codes += [one for one in codes if one not in there.codes]
    places = {
        place: sorted(codings.values(), key=lambda one: ranks.get(one.coder, (True, 0, one.coder)))
        for place, codings in found.items()
    }
    return places, fates


def place_of(meaning: Meaning, segment: Segment) -> Place:
    """The place of a segment in a document of the study.

    Words in a text are known by themselves, and by how often they stand before: a paragraph that somebody inserts above
    them does not make them another place.
    """
    document = meaning.documents[segment.document]
    spots = [(words.start, words.end) for words in segment.words]
    is_placed = bool(segment.span) or bool(spots and all(start is not None for start, _ in spots))
    text = document.document.text
    if text is not None and len(text) <= _LONGEST_TEXT and segment.words:
        numbered = [_numbered(words, text) for words in segment.words]
        if all(numbered):
            return (document.ident, "", "", "\x1f".join(numbered), "")
    said = "\x1f".join(text for words in segment.words for text in (words.text, words.span) if text)
    plain = (
        ""
        if is_placed or any(words.text for words in segment.words)
        else "\x1f".join(sorted(one.ident for one in _codes(meaning, segment)))
    )
    starts = ";".join(f"{start}-{end}" for start, end in spots if start is not None) if is_placed else ""
    return (document.ident, segment.span, starts, "" if is_placed else said or segment.summary, plain)


def _numbered(words: Words, text: str) -> str:
    """Words of a text, with how often they stand in it before.

    Empty where they are not where they should be, or stand in it too often to number them.
    """
    if words.start is None or not words.text or not text.startswith(words.text, words.start):
        return ""
    number, place = 0, text.find(words.text)
    while place != words.start:
        number += 1
        if number > _MOST_REPEATED:
            return ""
        place = text.find(words.text, place + 1)
    return f"{words.text}\x1e{number}"


def _codes(meaning: Meaning, segment: Segment) -> list[CodeMeaning]:
    return [meaning.codes[key] for key in segment.codes if key in meaning.codes]


def _set_aside(meaning: Meaning, segment: Segment, codes: Sequence[CodeMeaning]) -> tuple[Outcome, str] | None:
    """Why a segment makes nothing by itself; None for one that may."""
    document = meaning.documents.get(segment.document)
    if document is None:
        return "rejected", "their document is not in the file"
    if document.is_ignored:
        return "left out", DOCUMENT_IGNORED
    roles = {one.role for one in codes} - {IGNORE, FOLDER}
    if codes and not roles:
        return "left out", ALL_IGNORED
    if roles == {UNMAPPED}:
        return "left out", NO_RULE
    if roles and roles <= {CASE, UNMAPPED}:
        return "taken", TELLS_CASE
    return None
