"""Claims from the segments of a coded project, by a mapping."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graphmodel.account import Outcome
from graphmodel.coded_project import CodedProject, Link, Words
from graphmodel.formats import Draft, ImportedStudy, Row
from graphmodel.schema.tables import CODED, TABLES
from graphmodel.wording import counted, shortened
from graphmodel_loaders.coded.accounting import (
    CLAIMED,
    CODED_TOO,
    KEPT_AS_WORDS,
    NOTHING_LEFT,
    OTHER_CODER,
    OTHER_WAITS,
    QUEUED,
    SAID_BY_PASSAGES,
    SegmentFate,
    account_of,
)
from graphmodel_loaders.coded.cells import verb_of
from graphmodel_loaders.coded.links import LinkMeaning, links_of
from graphmodel_loaders.coded.mapping import Mapping as CodeMapping
from graphmodel_loaders.coded.meaning import CASE, Meaning
from graphmodel_loaders.coded.nodes import columns_of, digest, each_line, filled, one_line, own_column
from graphmodel_loaders.coded.passages import (
    Named,
    PassageClaim,
    Reading,
    passage_of,
    read_passage,
)
from graphmodel_loaders.coded.places import MOST_LISTED, Coding, place_of, places_of, ranks_of
from graphmodel_loaders.coded.quoting import locator_of, words_around
from graphmodel_loaders.coded.rules import UNMAPPED
from graphmodel_loaders.coded.side_tables import codebook_rows, profile_rows
from graphmodel_loaders.coded.verbs import VerbBook
from graphmodel_loaders.coded.voices import End, Voice, Voices

_OF_THE_FILE = frozenset(
    {"colour", "color", "coverage", "area", "number", "id", "created", "modified", "when", "created by", "modified by"}
)
"""Attributes of segments that say nothing of what is claimed."""
_MOST_SHOWN = 300
"""Characters of a passage that a question about it shows."""


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


def _said(claim: PassageClaim) -> tuple[str, str, str]:
    return claim.subject.id, claim.verb, claim.object.id


class _Maker:
    """Makes the rows of a study, place by place and link by link."""

    def __init__(self, project: CodedProject, mapping: CodeMapping, study_id: str) -> None:
        self.study_id = study_id
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
        self.ranks = ranks_of(self.meaning)
        self.directions: set[tuple[str, str, str]] = set()

    def made(self) -> Made:
        places, self.fates = places_of(self.meaning, Voices(self.meaning), self.ranks)
        links = links_of(self.meaning)
        self.meaning.book.settle()
        made = {link.link.key: link.claim(self.meaning.book) for link in links if link.outcome == "taken"}
        self.directions = {_said(made[one.link.key]) for one in links if one.link.key in made and one.link.is_directed}
        for _, codings in sorted(places.items()):
            self._place(codings)
        told = {(row["subject"], row["predicate"], row["object"]) for row in self.claims.values()}
        links = [
            replace(link, outcome="left out", reason=SAID_BY_PASSAGES)
            if link.outcome == "taken" and not link.link.words and _said(made[link.link.key]) in told
            else link
            for link in links
        ]
        for link in links:
            if link.outcome == "taken":
                self._link(link)
        account = account_of(self.meaning, self.fates, [(one.link, one.outcome, one.reason) for one in links])
        if self.lost_codings:
            account.remarks.append(
                f"{counted(self.lost_codings, 'claim')} of further coders left out: the coder whose claims count"
                " made fewer of that place."
            )
        if crowded := sum(coding.has_many_codes for codings in places.values() for coding in codings):
            account.remarks.append(
                f"{counted(crowded, 'passage')} with more than {MOST_LISTED} codes: each claim there lists its own code"
                " alone."
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

    def _coder_name(self, key: str) -> str:
        return self.meaning.coders.get(key, key)

    def _place(self, codings: Sequence[Coding]) -> None:
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

    def _read(self, coding: Coding) -> Reading:
        if coding.voice.is_interviewer:
            return Reading(reason="an interviewer speaks")
        codes = [one for one in coding.codes if one.role not in {UNMAPPED, CASE}]
        if not codes:
            return Reading(reason="they have no code")
        end = coding.voice.subject
        alike = frozenset(one.code.key for one in codes), end
        if alike not in self._readings:
            speaker = Named(end[0], self.meaning.book.id(*end), end[1]) if end else None
            self._readings[alike] = read_passage(
                passage_of(codes, speaker, self.meaning), self.defaults, self.directions
            )
        return self._readings[alike]

    def _take(self, coding: Coding) -> list[tuple[PassageClaim, Row]]:
        reading, segment = coding.reading, coding.segments[0]
        place = digest(*place_of(self.meaning, segment))
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

    def _row(self, claim: PassageClaim, coding: Coding, id_: str) -> Row:
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
            "coder": self._coder_name(coding.coder),
            "subject": claim.subject.id,
            "predicate": claim.verb,
            "object": claim.object.id,
            **claim.cells,
            "codes": coding.numbers(claim.object),
            "summary": said[0] if said else claim.sentence(),
            "quoted": "yes" if has_words else "no",
            "locator": locator_of(segment, document.document),
            "import_rule": claim.rule,
        }

    def _own_cells(self, coding: Coding) -> Row:
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

    def _quote(self, coding: Coding, name: str, claim: str = "") -> list[str]:
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

    def _note(self, coding: Coding, row: Row) -> None:
        notes = {one.note.strip() for one in coding.segments if each_line(one.note)}
        if {each_line(note) for note in notes} - {row["summary"]}:
            self.notes.append({"claim": row["claim"], "note": "\n".join(sorted(notes))})

    def _draft(self, coding: Coding, place: str, quotes: Sequence[str]) -> Draft:
        segment = coding.segments[0]
        document = self.meaning.documents[segment.document]
        options = {
            name: tuple(
                filled(self._row(claim, coding, f"c_{digest(place, *claim.whole_identity)}")) for claim in claims
            )
            for name, claims in coding.reading.options.items()
        }
        where = ": ".join(filter(None, [document.label, locator_of(segment, document.document)]))
        said = one_line(" ... ".join(self.quotes[name]["text"] for name in quotes)) or one_line(segment.summary)
        words = f"“{shortened(said, _MOST_SHOWN)}” " if said else ""
        question = f"{words}{coding.reading.question}"
        return Draft(place, question, options, coding.reading.suggestion, where, tuple(quotes))

    def _take_as_coding(self, other: Coding, main: Coding, made: Sequence[tuple[PassageClaim, Row]]) -> bool:
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
                coder = self._coder_name(name) or "unknown"
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
            "coder": self._coder_name(segment.coder),
            "subject": claim.subject.id,
            "predicate": claim.verb,
            "object": claim.object.id,
            "summary": one_line(segment.note) or claim.sentence(),
            "quoted": "yes" if any(words.text.strip() for words in segment.words) else "no",
            "locator": locator_of(segment, link.document) if link.document else segment.place,
            "import_rule": claim.rule,
        }
        if link.document:
            self._quote(Coding(segment.coder, [segment], Voice(), []), name, f"c_{name}")

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
            {name for name in map(self._coder_name, {claim["coder"] for claim in self.claims.values()}) if name}
        ):
            settings["coders"] = coders
        if self.codings:
            first = min(self.ranks, key=lambda key: self.ranks[key])
            if self._coder_name(first) in coders:
                settings["coding.of_record"] = self._coder_name(first)
        if words := sorted({row["focus"] for row in self.claims.values() if row.get("focus")}):
            settings["focus.values"] = words
        held = {(name, column) for name, rows in tables.items() for row in rows for column, cell in row.items() if cell}
        if own := sorted({column for name, column in held if TABLES[name].column(column) is None}):
            settings["reading.own_columns"] = own
        return settings
