"""Claims from the segments of a coded project, by a mapping."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graphmodel.coded_project import CodedProject, Link, LinkEnd, Segment, Words
from graphmodel.formats import Draft, ImportedStudy, Outcome, Row
from graphmodel.problems import StudyError
from graphmodel.schema.tables import CODED, TABLES
from graphmodel.schema.vocabularies import default_verb_rows
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
from graphmodel_loaders.coded.builder import SEPARATOR
from graphmodel_loaders.coded.mapping import Defaults
from graphmodel_loaders.coded.mapping import Mapping as CodeMapping
from graphmodel_loaders.coded.meaning import CASE, CodeMeaning, Meaning, verb_of
from graphmodel_loaders.coded.nodes import columns_of, digest, filled, one_line, own_column, shown
from graphmodel_loaders.coded.passages import (
    Named,
    PassageClaim,
    Reading,
    passage_of,
    read_passage,
)
from graphmodel_loaders.coded.quoting import locator_of, words_around
from graphmodel_loaders.coded.rules import FOLDER, IGNORE, UNMAPPED, first_taking
from graphmodel_loaders.coded.voices import End, Voice, Voices
from graphmodel_loaders.flat.tables import claim_sentence

_PLAIN_LABELS = {Defaults.verb: "speaks of", Defaults.verb_between: "is named in one passage with"}

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
        self.codings: list[Row] = []
        self.notes: list[Row] = []
        self.drafts: list[Draft] = []
        self.fates: list[SegmentFate] = []
        self.verbs: dict[str, tuple[set[str], set[str]]] = {}
        self.verb_labels: dict[str, str] = {}
        self.undirected: dict[str, set[bool]] = defaultdict(set)
        self.lost_codings = 0
        self.dropped: set[str] = set()
        self._readings: dict[tuple[frozenset[str], End | None], Reading] = {}
        self.ranks = self._ranks()

    def made(self) -> Made:
        voices = Voices(self.meaning)
        places = self._places(voices)
        links = self._links_taken()
        self.meaning.book.settle()
        for _, codings in sorted(places.items()):
            self._place(codings)
        self._links(links)
        account = account_of(self.meaning, self.fates, [(link, outcome, reason) for link, _, outcome, reason in links])
        if self.lost_codings:
            account.remarks.append(
                f"{counted(self.lost_codings, 'claim')} of further coders left out: the coder whose claims count"
                " made fewer of that place."
            )
        if self.dropped:
            account.remarks.append(f"Not kept of segments: {', '.join(sorted(self.dropped))}.")
        tables = self._tables()
        account.remarks += [f"Two values for one cell, which is left empty: {text}." for text in self._differing()]
        study = ImportedStudy(
            {name: (columns_of(name, rows), [filled(row) for row in rows]) for name, rows in tables.items()},
            self._settings(tables),
            account,
            self._title(),
            tuple(sorted(self.drafts, key=lambda draft: draft.key)),
        )
        return Made(study, self.meaning, self.fates, [(link, rule) for link, rule, _, _ in links])

    # Places and coders

    def _ranks(self) -> dict[str, tuple[int, int, str]]:
        """The order in which coders' claims count: the one of record, then who coded most, then by name."""
        names = self.meaning.coders
        record = self.mapping.coders.of_record
        if record and record not in {*names.values(), *names}:
            near = did_you_mean(record, sorted(names.values()))
            raise StudyError(
                f"The mapping names {record} as the coder of record, who coded nothing.{near} "
                f"Coders: {', '.join(sorted(names.values())) or 'the file names none'}."
            )
        number = Counter(segment.coder for segment in self.project.segments)
        return {
            key: (names.get(key, key) != record and key != record, -number[key], names.get(key, key))
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
        self._use(claim)
        said = sorted({one_line(one.summary) for one in coding.segments} - {""}) or sorted(
            {one_line(one.note) for one in coding.segments} - {""}
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

    def _use(self, claim: PassageClaim) -> None:
        starts, ends = self.verbs.setdefault(claim.verb, (set(), set()))
        starts.add(claim.subject.kind)
        ends.add(claim.object.kind)

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
        notes = {one.note.strip() for one in coding.segments if one_line(one.note)}
        if {one_line(note) for note in notes} - {row["summary"]}:
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
                coding = {column: cells.get(column, "") for column in CODED} | {
                    "claim": row["claim"],
                    "coder": self._coder(name) or "unknown",
                }
                if coding not in self.codings:
                    self.codings.append(coding)
        return bool(pairs)

    # Links

    def _links_taken(self) -> list[tuple[Link, str, Outcome, str]]:
        """Each link with its rule, and what became of it."""
        found: list[tuple[Link, str, Outcome, str]] = []
        for link in self.project.links:
            rule = first_taking(self.mapping.links, link)
            outcome: tuple[Outcome, str] = ("taken", CLAIMED)
            if rule is None:
                outcome = "left out", "no rule of the mapping takes their name"
            elif rule.role == IGNORE:
                outcome = "left out", "the mapping ignores them"
            elif not (self._end(link.origin) and self._end(link.target)):
                outcome = "left out", "an end of theirs is no node of the study"
            elif self._end(link.origin) == self._end(link.target):
                outcome = "left out", "both ends are one node"
            elif not link.document or link.document not in self.meaning.documents:
                self.meaning.book.add("source", self._own_source(), {"kind": "analysis", "independent": "no"})
            found.append((link, rule.name if rule else "", *outcome))
        return found

    def _own_source(self) -> str:
        return f"Relationships in {self._title() or self.project.program}"

    def _title(self) -> str:
        return shown(self.project.title) if self.project.title.strip() else ""

    def _end(self, end: LinkEnd) -> tuple[str, str] | None:
        """Kind and label of the node at an end of a link."""
        sort, key = end
        if sort == "case" or (sort == "code" and key in self.meaning.case_codes and not self._is_node(key)):
            case = self.meaning.cases.get(self.meaning.case_codes.get(key, key) if sort == "code" else key)
            return (case.role, shown(case.label)) if case and case.label else None
        if sort == "code":
            code = self.meaning.codes.get(key)
            return (code.kind, shown(code.label)) if code and code.kind else None
        document = self.meaning.documents.get(key) if sort == "document" else None
        return ("source", shown(document.label)) if document and not document.is_ignored else None

    def _is_node(self, key: str) -> bool:
        return key in self.meaning.codes and bool(self.meaning.codes[key].kind)

    def _links(self, links: Sequence[tuple[Link, str, Outcome, str]]) -> None:
        book = self.meaning.book
        for link, rule_name, outcome, _ in links:
            ends = self._end(link.origin), self._end(link.target)
            if outcome != "taken" or ends[0] is None or ends[1] is None:
                continue
            rule = first_taking(self.mapping.links, link)
            facts = rule.facts if rule else {}
            start, end = (ends[1], ends[0]) if facts.get("turned") == "yes" else (ends[0], ends[1])
            said = facts.get("verb", "") or link.name
            verb = verb_of(said)
            self.verb_labels.setdefault(verb, said)
            self.undirected[verb].add(not link.is_directed)
            document = self.meaning.documents.get(link.document)
            claim = PassageClaim(
                Named(start[0], book.id(*start), start[1]), verb, Named(end[0], book.id(*end), end[1]), {}, rule_name
            )
            has_no_source = document is None or document.is_ignored
            segment = Segment(link.key, link.document, (), link.coder, link.words, note=link.note, place=link.place)
            label = self._own_source() if document is None or has_no_source else document.label
            text = "\x1f".join(f"{words.start}-{words.end} {words.text}" for words in link.words)
            name = digest("link", label, claim.subject.id, verb, claim.object.id, text)
            if f"c_{name}" in self.claims:
                continue
            self._use(claim)
            summary = one_line(link.note) or claim_sentence(start[1], verb, end[1], "")
            self.claims[f"c_{name}"] = {
                "claim": f"c_{name}",
                "source": book.id("source", label),
                "coder": self._coder(link.coder),
                "subject": claim.subject.id,
                "predicate": verb,
                "object": claim.object.id,
                "summary": summary,
                "quoted": "yes" if any(words.text.strip() for words in link.words) else "no",
                "locator": locator_of(segment, document.document) if document else link.place,
                "import_rule": rule_name,
            }
            if document and not has_no_source:
                self._quote(_Coding(link.coder, [segment], Voice(), []), name, f"c_{name}")

    # The study

    def _tables(self) -> dict[str, list[Row]]:
        book = self.meaning.book
        tables = book.tables()
        codebook = {one.number: _codebook_row(one) for one in self.meaning.codes.values() if one.number}
        profiles = []
        for row in self.meaning.profiles:
            ends: Row = {kind: book.id(kind, row[kind]) for kind in ("actor", "source") if kind in row}
            sites: Row = {"site": book.id("site", row["site"])} if row.get("site") else {}
            profiles.append({**row, **ends, **sites, "profile": f"prof.{'.'.join(sorted(ends.values()))}"})
        found: dict[str, list[Row]] = {
            **tables,
            "predicates": self._verb_rows(),
            "codebook": [codebook[number] for number in sorted(codebook)],
            "claims": [self.claims[id_] for id_ in sorted(self.claims)],
            "quotes": [self.quotes[id_] for id_ in sorted(self.quotes)],
            "codings": sorted(self.codings, key=lambda row: (row["claim"], row["coder"])),
            "coding_notes": sorted(self.notes, key=lambda row: row["claim"]),
            "profiles": _merged_profiles(profiles),
        }
        found.setdefault("sources", [])
        return {name: rows for name, rows in found.items() if rows or name in {"claims", "sources"}}

    def _differing(self) -> list[str]:
        return sorted(set(self.meaning.book.differing))

    def _verb_rows(self) -> list[Row]:
        """The verbs in use; the presence of new ones is neutral, and the plain ones join nobody to anybody."""
        defaults = {row["predicate"]: row for row in default_verb_rows()}
        labels = {one.word: one.code.name for one in self.meaning.codes.values() if one.role == "verb"}
        rows = []
        for verb, joined in sorted(self.verbs.items()):
            label = labels.get(verb) or self.verb_labels.get(verb) or _PLAIN_LABELS.get(verb) or verb.replace("_", " ")
            row = dict(defaults.get(verb, {"predicate": verb, "label": label, "presence": "neutral"}))
            if verb not in defaults and verb in {self.defaults.verb, self.defaults.verb_between}:
                row["relation"] = "none"
            if verb not in defaults and self.undirected[verb] == {True}:
                row["symmetric"] = "yes"
            for end, kinds in zip(("subject", "object"), joined, strict=True):
                row[end] = "|".join(sorted((kinds | set(row.get(end, "").split("|"))) - {""}))
            rows.append(row)
        return rows

    def _settings(self, tables: Mapping[str, Sequence[Row]]) -> dict[str, object]:
        settings: dict[str, object] = {"id": self.study_id, "title": self._title() or self.study_id}
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


def _codebook_row(one: CodeMeaning) -> Row:
    code = one.code
    label = code.name.removeprefix(one.number).lstrip(".:) ") if code.name.startswith(one.number) else code.name
    row = {
        "code": one.number,
        "label": shown(label or code.name),
        "description": code.description,
        "colour": code.colour,
    }
    if code.key != one.number:
        return {**row, "theme": SEPARATOR.join(code.path[:-1])}
    # A number such as 2.13 is of theme 2; a label between the theme and the code belongs to the code.
    theme = one.number.partition(".")[0]
    top = code.path[0] if len(code.path) > 1 else ""
    named = top.removeprefix(theme).lstrip(".:) ") if top.startswith(f"{theme} ") else top
    return {**row, "label": ": ".join([*code.path[1:-1], row["label"]]), "theme": theme, "theme_label": named}


def _merged_profiles(profiles: Iterable[Row]) -> list[Row]:
    """One profile for each; where several cases are one person, the cells that they do not agree on are joined."""
    merged: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in profiles:
        for name, cell in row.items():
            merged[row["profile"]][name].add(cell)
    return [{name: "; ".join(sorted(cells)) for name, cells in merged[id_].items()} for id_ in sorted(merged)]
