"""Who speaks in a passage, and who a claim is about where no code says it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from graphmodel.coded_project import Segment
from graphmodel.schema.reading import name_key
from graphmodel_loaders.coded.meaning import CASE, Meaning
from graphmodel_loaders.coded.rules import IGNORE

_ENDING = re.compile(r"\.(?:docx?|odt|rtf|txt|md|pdf|html?|mp3|mp4|m4a|wav|xlsx?|csv|vtt)$", re.IGNORECASE)
End = tuple[str, str]
"""Kind and label of a node."""


@dataclass(frozen=True)
class Voice:
    """Whose words a passage is.

    Attributes:
        speaker: label of the actor who speaks; empty if nobody knows.
        subject: who a claim is about where no code says it; None if nobody.
        is_interviewer: whether nobody but an interviewer speaks.
    """

    speaker: str = ""
    subject: End | None = None
    is_interviewer: bool = False


class Voices:
    """Finds whose words passages are.

    What counts, in this order: the name of the speaker in the text; the cases that the segment names, by itself or by
    a code that stands for a case; the cases whose own coding holds the segment; the cases of the document. One actor
    is the speaker, one stakeholder the subject; where there are several, nobody is.
    """

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning
        self._defaults = meaning.mapping.defaults
        self._interviewers = {name_key(name) for name in self._defaults.interviewers}
        self._by_name = {
            name_key(text): key
            for key, case in sorted(meaning.cases.items(), reverse=True)
            if case.label
            for text in (case.case.name, case.label)
        }
        self._of_document: dict[str, set[str]] = defaultdict(set)
        for key, case in meaning.cases.items():
            for document in case.case.documents if case.label else ():
                self._of_document[document].add(key)
        self._around = self._holding()

    def of(self, segment: Segment) -> Voice:
        """Whose words a segment is."""
        names = {name_key(words.speaker) for words in segment.words if words.speaker}
        if names and names <= self._interviewers and not names & set(self._by_name):
            return Voice(is_interviewer=True)
        named = {self._by_name[name] for name in names if name in self._by_name}
        said = {case for case in segment.cases if case in self._meaning.cases}
        said |= set(self._cases_of_codes(segment))
        for cases in (named, said, self._around.get(segment.key), self._of_document.get(segment.document)):
            if not cases:
                continue
            ends = sorted({(one.role, one.label) for key in cases if (one := self._meaning.cases[key]).label})
            actors = [label for role, label in ends if role == "actor"]
            stakeholders = [end for end in ends if end[0] in {"actor", "organisation"}]
            if stakeholders:
                return self._voice(segment, actors, stakeholders)
        return self._voice(segment, [], []) if segment.codes else Voice()

    def _voice(self, segment: Segment, actors: list[str], stakeholders: list[End]) -> Voice:
        speaker = actors[0] if len(actors) == 1 else ""
        if self._defaults.subject == "none":
            return Voice(speaker)
        if speaker:
            return Voice(speaker, ("actor", speaker))
        if len(stakeholders) == 1:
            return Voice(subject=stakeholders[0])
        if self._defaults.subject == "case":
            return Voice()
        document = _ENDING.sub("", self._meaning.documents[segment.document].label)
        crowd = self._defaults.voices.replace("{document}", document)
        self._meaning.book.add("actor", crowd, {"granularity": "crowd"})
        return Voice(crowd, ("actor", crowd))

    def _cases_of_codes(self, segment: Segment) -> Iterator[str]:
        for code in segment.codes:
            found = self._meaning.codes.get(code)
            if found and found.role == CASE:
                yield self._meaning.case_codes[code]

    def _holding(self) -> dict[str, set[str]]:
        """The cases whose own coding holds a segment, by the segment's key."""
        marked: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        others: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for segment in self._meaning.project.segments:
            cases = [*self._cases_of_codes(segment)]
            roles = {self._meaning.codes[code].role for code in segment.codes if code in self._meaning.codes}
            for words in segment.words:
                if words.start is None or words.end is None:
                    continue
                for case in cases:
                    marked[segment.document].append((words.start, words.end, case))
                if roles - {CASE, IGNORE}:
                    others[segment.document].append((words.start, words.end, segment.key))
        found: dict[str, set[str]] = defaultdict(set)
        for document, spans in marked.items():
            starts = sorted(
                chain(((*span, True) for span in spans), ((*span, False) for span in others[document])),
                key=lambda one: (one[0], not one[3]),
            )
            active: list[tuple[int, str]] = []
            for start, end, name, is_case in starts:
                active = [(last, case) for last, case in active if last > start]
                if is_case:
                    active.append((end, name))
                else:
                    found[name] |= {case for last, case in active if last >= end}
        return found
