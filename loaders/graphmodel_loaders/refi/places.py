"""Where selections are in the texts, and segments made of them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graphmodel.coded_project import Words
from graphmodel.problems import shown
from graphmodel.wording import counted
from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.refi.positions import STANDARD, Counting, Ends, Evidence, Positions
from graphmodel_loaders.refi.sources import WHOLE, Coding, Selection, Source

_MAXQDA = re.compile(r"\([0-9]+,[0-9]+\),\([0-9]+,[0-9]+\)")
"""How MAXQDA names selections: by where they are."""


class Place(NamedTuple):
    """A selection and where it is: key and name of the document, offsets in its text, or a span.

    ``words`` are None where the document has no text or the place is none in it.
    """

    selection: Selection
    document: str
    name: str
    start: int | None
    end: int | None
    span: str
    words: str | None
    fault: str

    @property
    def where(self) -> tuple[str, int | None, int | None, str]:
        """The place alone."""
        return self.document, self.start, self.end, self.span

    @property
    def shown(self) -> str:
        """The place for messages."""
        return f"{self.name}, {self.span or f'{self.start}-{self.end}'}"


def find_places(
    sources: Sequence[Source], keys: Sequence[str], likely: Counting, *, is_standard: bool = False
) -> tuple[list[Place], list[str]]:
    """The places of all selections, and what to say about how the program counts.

    Args:
        sources: the sources.
        keys: the keys of their documents.
        likely: how the program counts where the file does not tell.
        is_standard: whether the program is known to end passages behind their last character.
    """
    evidence = Evidence()
    for source in sources:
        if source.text:
            known = ((one.name, one.start, one.end) for one in source.selections)
            evidence.add(source.text, ((name, s, e) for name, s, e in known if s is not None and e is not None))
    counting = evidence.choice(likely)
    all_positions = [Positions(source.text or "", counting) for source in sources]
    ends = Ends()
    for source, positions in zip(sources, all_positions, strict=True):
        for one in source.selections if source.text else ():
            if one.start is not None and one.end is not None and positions.holds(one.end):
                ends.add(source.text or "", one.name, positions.place(one.start), positions.place(one.end))
    are_last = not is_standard and ends.are_last()
    places, cut = [], 0
    for source, key, positions in zip(sources, keys, all_positions, strict=True):
        for given in source.selections:
            is_in_text = are_last and source.text is not None and given.end is not None
            selection = given._replace(end=(given.end or 0) + 1) if is_in_text else given
            places.append(_place(selection, source, key, positions))
            end = selection.end
            cut += source.text is not None and end is not None and not positions.holds(end) and not places[-1].fault
    is_counted = any(one.start is not None for source in sources if source.text for one in source.selections)
    return places, list(_remarks(counting if is_counted else STANDARD, cut, are_last))


def _place(selection: Selection, source: Source, key: str, positions: Positions) -> Place:
    start, end, fault = selection.start, selection.end, selection.fault
    words = selection.words or None
    span = selection.span
    if start is not None and end is not None and not fault:
        if source.text is None:
            start, end, span = None, None, span or f"characters {start}-{end}"
        else:
            is_within = positions.holds(start)
            start, end = positions.place(start), positions.place(end)
            words = source.text[start:end] if is_within else ""
            fault = "" if words else "it selects no character" if is_within else "it lies outside the text"
    return Place(selection, key, source.name, start, end, span, words, fault)


def _remarks(counting: Counting, cut: int, are_last: bool) -> Iterable[str]:
    if are_last:
        yield "The end of a passage is its last character in this file, and not the place after it; it was converted."
    if counting.crlf_is_one:
        yield "Positions count the two characters of a line break as one, as ATLAS.ti does; they were converted."
    if counting.lf_is_two:
        yield "Positions count line breaks as two characters, which the texts have as one; they were converted."
    if counting.is_utf16:
        yield "Positions count some characters (such as emojis) as two; they were converted."
    if counting != STANDARD:
        yield "How the program counts was told from the names of passages, or from the program itself."
    if cut:
        yield f"{counted(cut, 'passage')} would end after the end of the text; it ends there."


@dataclass
class Segments:
    """Makes segments of places, and counts selections and codings.

    Attributes:
        builder: takes the segments.
        coders, codes: keys of coders and codes by GUID.
        cases: gives the keys of the cases that a place belongs to.
        about: the texts of the notes about something, by its GUID and those of notes that it names itself.
        has_own_guids: whether GUIDs stay the same with each export.
        keys: keys of segments by the GUIDs of selections.
        without_codes: GUIDs of selections that have none.
        has_summaries: whether passages in brackets are summaries and no words, as graphmodel writes them.
    """

    builder: ProjectBuilder
    coders: Mapping[str, str]
    codes: Mapping[str, str]
    cases: Callable[[Place], tuple[str, ...]]
    about: Callable[[str, Iterable[str]], str]
    has_own_guids: bool
    keys: dict[str, str] = field(default_factory=dict)
    without_codes: set[str] = field(default_factory=set)
    has_summaries: bool = False
    without_words: int = 0
    _used: set[str] = field(default_factory=set)

    def add(self, place: Place) -> None:
        """Make the segments of one selection: one for each coder."""
        account, selection = self.builder.account, place.selection
        by_coder = self._by_coder(place)
        what = [] if selection.span == WHOLE else ["selections"]
        if place.fault:
            for one in what:
                account.reject(one, place.fault, f"{place.name}, line {selection.line}")
        elif not by_coder:
            self.without_codes.add(selection.guid)
            why = "none of its codes is in the codebook" if selection.codings else "it has no code"
            for one in what:
                account.leave_out(one, why, place.shown)
        else:
            for one in what:
                account.take(one)
            for coder, codings in by_coder.items():
                self._add(place, coder, codings)

    def _by_coder(self, place: Place) -> dict[str, list[Coding]]:
        account, by_coder = self.builder.account, dict[str, list[Coding]]()
        for coding in place.selection.codings:
            where = f"{place.name}, line {coding.line}"
            if place.fault:
                account.reject("codings", f"its passage is rejected: {place.fault}", where)
            elif coding.code not in self.codes:
                account.reject("codings", "its code is not in the codebook", where)
            else:
                account.take("codings")
                by_coder.setdefault(coding.user or place.selection.user, []).append(coding)
        return by_coder

    def _add(self, place: Place, coder: str, codings: Sequence[Coding]) -> None:
        selection, words = place.selection, place.words
        notes = [*selection.notes, *(note for coding in codings for note in coding.notes)]
        is_place = _MAXQDA.fullmatch(selection.name) is not None
        has_name = selection.name and not is_place and not (words or "").startswith(selection.name.rstrip(".…"))
        is_summary = self.has_summaries and self._is_in_brackets(place)
        own = ((Words(words, place.start, place.end)) if place.start is not None else Words(words),) if words else ()
        self.without_words += not words and (selection.start is not None or selection.span == "")
        key = self.builder.segment(
            place.document,
            dict.fromkeys(self.codes[coding.code] for coding in codings),
            coder=self.coders.get(coder) or self.builder.coder("", coder),
            words=() if is_summary else own,
            summary=words or "" if is_summary else "",
            span=place.span,
            key=self._key(selection, coder),
            cases=self.cases(place),
            note="\n".join(filter(None, [selection.description, self.about(selection.guid, notes)])),
            when=next((coding.when for coding in codings if coding.when), selection.when),
            attributes={"name": selection.name} if has_name else {},
            place=place.shown,
        )
        self.keys.setdefault(selection.guid, key)

    def _is_in_brackets(self, place: Place) -> bool:
        text, start, end = self.builder.documents[place.document].text or "", place.start or 0, place.end or 0
        return text[start - 1 : start] == "[" and text[end : end + 1] == "]"

    def _key(self, selection: Selection, coder: str) -> str:
        if not self.has_own_guids or not selection.guid:
            return ""
        plain = (selection.span == WHOLE and f"{selection.guid}/whole") or selection.guid
        key = plain if coder == selection.user or not coder else f"{plain}/{coder}"
        while key in self._used:
            key += "+"
        self._used.add(key)
        return key

    def remarks(self) -> Iterable[str]:
        """What to say about the segments."""
        if self.without_words:
            yield (
                f"{counted(self.without_words, 'passage')} without words, because the file does not have the text of"
                " the document; codes and places are there."
            )


def named(names: Sequence[str]) -> str:
    """How many documents there are, and the first."""
    return f"{counted(len(names), 'document')} ({shown(names[0])} first)"
