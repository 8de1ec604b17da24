"""Claims from the segments of a coded project, by a mapping."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphmodel.coded_project import CodedProject, Link, Segment, Words
from graphmodel.formats import Draft, ImportedStudy, Outcome, Row
from graphmodel.problems import StudyError
from graphmodel.schema.tables import CODED, TABLES
from graphmodel.suggest import did_you_mean
from graphmodel.wording import counted
from graphmodel_loaders.coded.accounting import (
    ALL_IGNORED,
    CLAIMED,
    CODED_TOO,
    DOCUMENT_IGNORED,
    KEPT_AS_WORDS,
    NO_RULE,
    NOTHING_LEFT,
    OTHER_CODER,
    OTHER_WAITS,
    QUEUED,
    TELLS_CASE,
    SegmentFate,
    account_of,
)
from graphmodel_loaders.coded.links import LinkMeaning, links_of
from graphmodel_loaders.coded.mapping import Mapping as CodeMapping
from graphmodel_loaders.coded.meaning import CASE, CodeMeaning, Meaning, verb_of
from graphmodel_loaders.coded.nodes import columns_of, digest, each_line, filled, one_line, own_column
from graphmodel_loaders.coded.passages import (
    Named,
    PassageClaim,
    Reading,
    passage_of,
    read_passage,
)
from graphmodel_loaders.coded.quoting import locator_of, words_around
from graphmodel_loaders.coded.rules import FOLDER, IGNORE, UNMAPPED
from graphmodel_loaders.coded.side_tables import codebook_rows, profile_rows
from graphmodel_loaders.coded.verbs import VerbBook
from graphmodel_loaders.coded.voices import End, Voice, Voices

_OF_THE_FILE = frozenset(
    {"colour", "color", "coverage", "area", "number", "id", "created", "modified", "when", "created by", "modified by"}
)
"""Attributes of segments that say nothing of what is claimed."""


@dataclass
class Made:
    """A study with what became of each part of the project, for previews."""

    study: ImportedStudy
    meaning: Meaning
    fates: list[SegmentFate]
    links: list[tuple[Link, str]]
    """Each link with the name of its rule; empty if no rule takes it."""


def study_of(project: CodedProject, mapping: CodeMapping, *, study_id: str) -> ImportedStudy:
    """The study that a mapping makes of a project.

    Ids are made of content: the order of the file, and keys that a program makes new at each export, play no part.

    Args:
        project: the project.
        mapping: how its codes, cases, links and documents become a study.
        study_id: id of the study.

    Raises:
        StudyError: the mapping and the project do not fit; the message says where and what to do.
    """
    return make_study(project, mapping, study_id).study


def make_study(project: CodedProject, mapping: CodeMapping, study_id: str = "study") -> Made:
    """Likewise, with what became of each segment."""
    return _Maker(project, mapping, study_id).made()


@dataclass
class _Coding:
    """What one coder says of one place."""

    coder: str
    segments: list[Segment]
    voice: Voice
    codes: list[CodeMeaning]
    reading: Reading = field(default_factory=Reading)


class _Maker:
    def __init__(self, project: CodedProject, mapping: CodeMapping, study_id: str) -> None:
        self.project, self.mapping, self.study_id = project, mapping, study_id
        self.meaning = Meaning(project, mapping)
        self.defaults = replace(
            mapping.defaults, verb=verb_of(mapping.defaults.verb), verb_between=verb_of(mapping.defaults.verb_between)
        )
        self.claims: dict[str, Row] = {}
        self.quotes: dict[str, Row] = {}
        self.codings: dict[tuple[str, str], Row] = {}
        self.notes: list[Row] = []
        self.drafts: list[Draft] = []
        self.fates: list[SegmentFate] = []
        self.verbs = VerbBook((self.defaults.verb, self.defaults.verb_between))
        self.lost_codings = 0
        self.dropped: set[str] = set()
        self._readings: dict[tuple[frozenset[str], End | None], Reading] = {}
        self.ranks = self._ranks()

    def made(self) -> Made:
        voices = Voices(self.meaning)
        places = self._places(voices)
        links = links_of(self.meaning)
        self.meaning.book.settle()
        for _, codings in sorted(places.items()):
            self._place(codings)
        for link in links:
            if link.outcome == "taken":
                self._link(link)
        account = account_of(self.meaning, self.fates, [(one.link, one.outcome, one.reason) for one in links])
        if self.lost_codings:
            account.remarks.append(
                f"{counted(self.lost_codings, 'claim')} of further coders left out: the coder whose claims count"
                " made fewer of that place."
            )
        if self.dropped:
            account.remarks.append(f"Not kept of segments: {', '.join(sorted(self.dropped))}.")
        tables = self._tables()
        differing = sorted(set(self.meaning.book.differing))
        account.remarks += [f"Two values for one cell, which is left empty: {text}." for text in differing]
        study = ImportedStudy(
            {name: (columns_of(name, rows), [filled(row) for row in rows]) for name, rows in tables.items()},
            self._settings(tables),
            account,
            self.meaning.title,
            tuple(sorted(self.drafts, key=lambda draft: draft.key)),
        )
        return Made(study, self.meaning, self.fates, [(one.link, one.rule) for one in links])

    # Places and coders

    def _ranks(self) -> dict[str, tuple[int, int, str]]:
        """The order in which coders' claims count: the one of record, then who coded most, then by name."""
        names = self.meaning.coders
        record = self.mapping.coders.of_record
        if record and record not in {*names.values(), *names, *(coder.name for coder in self.project.coders)}:
            near = did_you_mean(record, sorted(names.values()))
            raise StudyError(
                f"The mapping names {record} as the coder of record, who coded nothing.{near} "
                f"Coders: {', '.join(sorted(names.values())) or 'the file names none'}."
            )
        number = Counter(segment.coder for segment in self.project.segments)
        own = {coder.key: coder.name for coder in self.project.coders}
        return {
            key: (record not in {key, names.get(key, key), own.get(key)}, -number[key], names.get(key, key))
            for key in {*names, *number}
        }

    def _coder(self, key: str) -> str:
        return self.meaning.coders.get(key, key)

    def _places(self, voices: Voices) -> dict[tuple[str, ...], list[_Coding]]:
        """What each coder says of each place; segments that make nothing get their fate at once."""
        found: dict[tuple[str, ...], dict[str, _Coding]] = defaultdict(dict)
        for segment in self.project.segments:
            codes = [self.meaning.codes[key] for key in segment.codes if key in self.meaning.codes]
            fate = self._set_aside(segment, codes)
            if fate:
                self.fates.append(SegmentFate(segment, *fate))
                continue
            place = self._place_key(segment, codes)
            codes = [one for one in codes if one.role not in {IGNORE, FOLDER}]
            there = found[place].get(segment.coder)
            if there is None:
                found[place][segment.coder] = _Coding(segment.coder, [segment], voices.of(segment), codes)
            else:
                there.segments.append(segment)
                there.codes += [one for one in codes if one not in there.codes]
        return {
            place: sorted(codings.values(), key=lambda one: self.ranks.get(one.coder, (True, 0, one.coder)))
            for place, codings in found.items()
        }

    def _set_aside(self, segment: Segment, codes: Sequence[CodeMeaning]) -> tuple[Outcome, str] | None:
        document = self.meaning.documents.get(segment.document)
        if document is None:
            return "rejected", "the file has no document of theirs"
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

    def _place_key(self, segment: Segment, codes: Sequence[CodeMeaning]) -> tuple[str, ...]:
        document = self.meaning.documents[segment.document].ident
        spots = [(words.start, words.end) for words in segment.words]
        is_placed = bool(segment.span) or bool(spots and all(start is not None for start, _ in spots))
        said = "\x1f".join(text for words in segment.words for text in (words.text, words.span) if text)
        text = "" if is_placed else said or segment.summary
        plain = (
            ""
            if is_placed or any(words.text for words in segment.words)
            else "\x1f".join(sorted(one.ident for one in codes))
        )
        starts = ";".join(f"{start}-{end}" for start, end in spots if start is not None) if is_placed else ""
        return (document, segment.span, starts, text, plain)

    def _place(self, codings: Sequence[_Coding]) -> None:
        """Take the claims, or the question, of the first coder who makes any; the others' claims become codings."""
        for coding in codings:
            coding.reading = self._read(coding)
        main = next((one for one in codings if one.reading.claims or one.reading.options), codings[0])
        made = self._take(main)
        for other in codings:
            if other is not main:
                is_coded = self._take_as_coding(other, main, made)
                left_out = OTHER_WAITS if main.reading.options else OTHER_CODER
                outcome: tuple[Outcome, str] = ("taken", CODED_TOO) if is_coded else ("left out", left_out)
                self.fates += [SegmentFate(segment, *outcome) for segment in other.segments]

    def _read(self, coding: _Coding) -> Reading:
        if coding.voice.is_interviewer:
            return Reading(reason="an interviewer speaks")
        codes = [one for one in coding.codes if one.role not in {UNMAPPED, CASE}]
        if not codes:
            return Reading(reason="they have no code")
        end = coding.voice.subject
        alike = frozenset(one.code.key for one in codes), end
        if alike not in self._readings:
            speaker = Named(end[0], self.meaning.book.id(*end), end[1]) if end else None
            self._readings[alike] = read_passage(passage_of(codes, speaker, self.meaning), self.defaults)
        return self._readings[alike]

    # Rows

    def _take(self, coding: _Coding) -> list[tuple[PassageClaim, Row]]:
        reading, segment = coding.reading, coding.segments[0]
        place = self._digest(coding)
        made = []
        outcome: tuple[Outcome, str]
        if reading.claims:
            for claim in reading.claims:
                row = self._row(claim, coding, f"c_{digest(place, *claim.identity)}")
                if self.claims.setdefault(row["claim"], row) is row:
                    made.append((claim, row))
                    self._quote(coding, row["claim"].removeprefix("c_"), row["claim"])
                    self._note(coding, row)
            outcome = "taken", CLAIMED
        elif reading.options:
            self.drafts.append(self._draft(coding, place, self._quote(coding, place)))
            outcome = "taken", QUEUED
        elif any(words.text.strip() for words in segment.words):
            self._quote(coding, place)
            outcome = "taken", KEPT_AS_WORDS + reading.reason
        else:
            outcome = "left out", NOTHING_LEFT + reading.reason
        self.fates += [SegmentFate(one, *outcome) for one in coding.segments]
        return made

    def _digest(self, coding: _Coding) -> str:
        segment = coding.segments[0]
        return digest(
            *self._place_key(segment, [self.meaning.codes[key] for key in segment.codes if key in self.meaning.codes])
        )

    def _row(self, claim: PassageClaim, coding: _Coding, id_: str) -> Row:
        segment = coding.segments[0]
        document = self.meaning.documents[segment.document]
        speaker = coding.voice.speaker
        has_words = any(words.text.strip() for one in coding.segments for words in one.words)
        self.verbs.use(claim)
        said = sorted({each_line(one.summary) for one in coding.segments} - {""}) or sorted(
            {each_line(one.note) for one in coding.segments} - {""}
        )
        return {
            **self._own_cells(coding),
            "claim": id_,
            "source": self.meaning.book.id("source", document.label),
            "speaker": self.meaning.book.id("actor", speaker) if speaker else "",
            "coder": self._coder(coding.coder),
            "subject": claim.subject.id,
            "predicate": claim.verb,
            "object": claim.object.id,
            **claim.cells,
            "codes": ";".join(sorted({one.number for one in coding.codes if one.number})),
            "summary": said[0] if said else claim.sentence(),
            "quoted": "yes" if has_words else "no",
            "locator": locator_of(segment, document.document),
            "import_rule": claim.rule,
        }

    def _own_cells(self, coding: _Coding) -> Row:
        cells: dict[str, set[str]] = defaultdict(set)
        for segment in coding.segments:
            for name, text in segment.attributes.items():
                if not text:
                    continue
                if name.casefold() in _OF_THE_FILE:
                    self.dropped.add(name)
                else:
                    cells[own_column("claims", name)].add(text)
        return {name: "; ".join(sorted(texts)) for name, texts in sorted(cells.items())}

    def _quote(self, coding: _Coding, name: str, claim: str = "") -> list[str]:
        """The words of a place as quotes, behind a claim if there is one; returns their ids."""
        words: dict[tuple[int | None, int | None, str], Words] = {}
        for segment in coding.segments:
            for one in segment.words:
                if one.text.strip():
                    words.setdefault((one.start, one.end, one.text), one)
        document = self.meaning.documents[coding.segments[0].document]
        ids = [f"q_{name}" if number == 1 else f"q_{name}_{number}" for number in range(1, len(words) + 1)]
        for id_, one in zip(ids, words.values(), strict=True):
            before, after = words_around(one, document.document)
            self.quotes[id_] = {
                "quote": id_,
                "claim": claim,
                "text": one.text,
                "source": self.meaning.book.id("source", document.label),
                "start": "" if one.start is None else str(one.start),
                "end": "" if one.start is None or one.end is None else str(one.end),
                "before": before,
                "after": after,
                "speaker": self.meaning.book.id("actor", coding.voice.speaker)
                if coding.voice.speaker and not claim
                else "",
            }
        return ids

    def _note(self, coding: _Coding, row: Row) -> None:
        notes = {one.note.strip() for one in coding.segments if each_line(one.note)}
        if {each_line(note) for note in notes} - {row["summary"]}:
            self.notes.append({"claim": row["claim"], "note": "\n".join(sorted(notes))})

    def _draft(self, coding: _Coding, place: str, quotes: Sequence[str]) -> Draft:
        segment = coding.segments[0]
        document = self.meaning.documents[segment.document]
        options = {
            name: tuple(
                filled(self._row(claim, coding, f"c_{digest(place, *claim.whole_identity)}")) for claim in claims
            )
            for name, claims in coding.reading.options.items()
        }
        where = ": ".join(filter(None, [document.label, locator_of(segment, document.document)]))
        return Draft(place, coding.reading.question, options, coding.reading.suggestion, where, tuple(quotes))

    def _take_as_coding(self, other: _Coding, main: _Coding, made: Sequence[tuple[PassageClaim, Row]]) -> bool:
        """Another coder's claims beside those of record: those on the same thing first, then in their order."""
        theirs = {claim.identity: claim for claim in other.reading.claims}
        pairs = [(row, theirs.pop(claim.identity)) for claim, row in made if claim.identity in theirs]
        paired = {row["claim"] for row, _ in pairs}
        left = [row for _, row in made if row["claim"] not in paired]
        rest = [theirs[identity] for identity in sorted(theirs)]
        pairs += list(zip(left, rest, strict=False))
        self.lost_codings += max(0, len(rest) - len(left))
        for row, claim in pairs:
            coded = self._row(claim, other, row["claim"])
            for name, cells in ((main.coder, row), (other.coder, coded)):
                coder = self._coder(name) or "unknown"
                coding = {column: cells.get(column, "") for column in CODED}
                self.codings.setdefault((row["claim"], coder), {**coding, "claim": row["claim"], "coder": coder})
        return bool(pairs)

    def _link(self, link: LinkMeaning) -> None:
        """The claim of a link."""
        book = self.meaning.book
        claim = link.claim(book)
        name = digest("link", link.source, *claim.whole_identity, *link.words)
        if f"c_{name}" in self.claims:
            return
        self.verbs.use(claim, link.said, is_directed=link.link.is_directed)
        segment = link.as_segment()
        self.claims[f"c_{name}"] = {
            "claim": f"c_{name}",
            "source": book.id("source", link.source),
            "coder": self._coder(segment.coder),
            "subject": claim.subject.id,
            "predicate": claim.verb,
            "object": claim.object.id,
            "summary": one_line(segment.note) or claim.sentence(),
            "quoted": "yes" if any(words.text.strip() for words in segment.words) else "no",
            "locator": locator_of(segment, link.document) if link.document else segment.place,
            "import_rule": claim.rule,
        }
        if link.document:
            self._quote(_Coding(segment.coder, [segment], Voice(), []), name, f"c_{name}")

    # The study

    def _tables(self) -> dict[str, list[Row]]:
        tables = self.meaning.book.tables()
        found: dict[str, list[Row]] = {
            **tables,
            "predicates": self.verbs.rows(self.meaning.codes.values()),
            "codebook": codebook_rows(self.meaning),
            "claims": [self.claims[id_] for id_ in sorted(self.claims)],
            "quotes": [self.quotes[id_] for id_ in sorted(self.quotes)],
            "codings": [self.codings[key] for key in sorted(self.codings)],
            "coding_notes": sorted(self.notes, key=lambda row: row["claim"]),
            "profiles": profile_rows(self.meaning),
        }
        found.setdefault("sources", [])
        return {name: rows for name, rows in found.items() if rows or name in {"claims", "sources"}}

    def _settings(self, tables: Mapping[str, Sequence[Row]]) -> dict[str, object]:
        settings: dict[str, object] = {"id": self.study_id, "title": self.meaning.title or self.study_id}
        if coders := sorted(
            {name for name in map(self._coder, {claim["coder"] for claim in self.claims.values()}) if name}
        ):
            settings["coders"] = coders
        if self.codings:
            first = min(self.ranks, key=lambda key: self.ranks[key])
            if self._coder(first) in coders:
                settings["coding.of_record"] = self._coder(first)
        if words := sorted({row["focus"] for row in self.claims.values() if row.get("focus")}):
            settings["focus.values"] = words
        held = {(name, column) for name, rows in tables.items() for row in rows for column, cell in row.items() if cell}
        if own := sorted({column for name, column in held if TABLES[name].column(column) is None}):
            settings["reading.own_columns"] = own
        return settings
