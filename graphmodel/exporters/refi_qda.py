"""REFI-QDA: a study as a project or codebook that NVivo, ATLAS.ti, MAXQDA, QualCoder and others open.

Facts: the standard (https://www.qdasoftware.org). All of these programs show codes on passages; links between codes are
shown by NVivo and ATLAS.ti alone, so each claim is a coded passage as well as a link.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from graphmodel.coded_project import (
    OWN_FOLDERS,
    OWN_PROGRAM,
    Case,
    Code,
    CodedProject,
    Coder,
    Document,
    Link,
    Segment,
    Words,
)
from graphmodel.formats import ExportableStudy, Exporter, ExportReport
from graphmodel.output import refuse_ending
from graphmodel.output.files import replacing
from graphmodel.problems import OutputError
from graphmodel.schema import KINDS
from graphmodel.schema.consent import ANONYMOUS
from graphmodel.wording import counted

_CODEBOOK = OWN_FOLDERS["code"]
_MODIFIERS = {"polarity": "affirms", "certainty": "stated", "focus": ""}
"""Columns of claims whose values are codes, with the value that goes without saying."""
_NAMED = ("subject", "object", "stage", "about")
"""Columns of claims that name nodes, which are the codes of their passages."""
_CASES = ("Actor", "Organisation")
_NOT_SHOWN = frozenset({"id", "kind", "label", "locator", "text_hash", "stands_alone", "independent"})
_DERIVED = ("is_", "profile_")
"""How names of columns begin that are not the node's own."""
_DESCRIBED = ("says", "limits", "description", "definition", "note")
"""Columns that describe a node."""
_LONGEST_NUMBER = 16
_BETWEEN = "\n\n"


def write_project(study: ExportableStudy, target: Path) -> ExportReport:
    """Write a study as a project: its sources, with a coded passage for each claim.

    Nodes are codes in a folder for each kind, beside the codebook, the verbs and what modifies claims; actors and
    organisations are cases too. The study has no whole transcripts: the text of a source is its label and the words
    behind its claims, in their order, as far as they may be handed on; a claim without words has its summary in
    brackets. Each claim is also a link from its subject to its object.

    Args:
        study: the study; its graph is needed, and its tables for words.
        target: a new file that ends in ``.qdpx``.

    Raises:
        OutputError: the file exists, has another ending, or cannot be written.
    """
    from graphmodel_loaders.refi.writer import write_project as write

    made = _Making(study)
    made.add_codes()
    made.add_sources()
    made.add_cases()
    project = made.project()
    _write(target, ".qdpx", project, write)
    counts = {name: number for name, number in project.parts() if number}
    return ExportReport((target,), counts, tuple(made.notes()))


def write_codebook(study: ExportableStudy, target: Path) -> ExportReport:
    """Write the codes of a study: its codebook, its nodes by kind, verbs and what modifies claims.

    Args:
        study: the study; its graph is needed.
        target: a new file that ends in ``.qdc``.

    Raises:
        OutputError: the file exists, has another ending, or cannot be written.
    """
    from graphmodel_loaders.refi.writer import write_codebook as write

    made = _Making(study)
    made.add_codes()
    project = made.project()
    _write(target, ".qdc", project, write)
    return ExportReport((target,), {"codes": len(project.codes)}, ("A codebook has no claims, sources and words.",))


def _write(target: Path, ending: str, project: CodedProject, write: Callable[[Path, CodedProject], None]) -> None:
    refuse_ending(target, ending)
    if os.path.lexists(target):
        raise OutputError(f"{target} exists; nothing was written. Name a new file, or delete this one first.")
    if not project.codes:
        raise OutputError("The study has neither claims nor a codebook; nothing was written.")
    with replacing(target) as work:
        write(work, project)


@dataclass
class _Text:
    """The text of a source as it grows."""

    parts: list[str]
    length: int

    def add(self, passage: str) -> tuple[int, int]:
        """Where a passage is, which is added at the end; each claim has its own, else their codes would mix."""
        start = self.length + len(_BETWEEN)
        self.parts.append(passage)
        self.length = start + len(passage)
        return start, self.length

    def __str__(self) -> str:
        return _BETWEEN.join(self.parts)


class _Said(NamedTuple):
    """A passage behind a claim: words that may be handed on, or the summary of the claim where there are none."""

    source: str
    start: int
    passage: str
    is_quoted: bool = True
    is_anonymous: bool = False


class _Making:
    """A coded project of a study; GUIDs are made of the id of the study and of what each thing is."""

    def __init__(self, study: ExportableStudy) -> None:
        self.study = study
        self.claims = [_filled(row) for row in study.frames.claims.to_dict("records")]
        self.nodes = {
            kind.label: [_filled(row) for row in study.frames.nodes(kind.label).to_dict("records")] for kind in KINDS
        }
        self.labels = {row["id"]: str(row["label"]) for rows in self.nodes.values() for row in rows}
        self.codes: dict[str, Code] = {}
        self.coders: dict[str, Coder] = {}
        self.documents: list[Document] = []
        self.segments: dict[str, Segment] = {}
        self.cases: list[Case] = []
        self.links: dict[str, Link] = {}
        self.quoted = self.without_claim = 0

    def guid(self, sort: str, *names: str) -> str:
        """The GUID of something in this study."""
        from graphmodel_loaders.refi.writer import guid_of

        return guid_of(OWN_PROGRAM, self.study.settings.id, sort, *names)

    def project(self) -> CodedProject:
        """What was made."""
        return CodedProject(
            OWN_PROGRAM,
            self.study.settings.title,
            tuple(self.coders.values()),
            tuple(self.codes.values()),
            tuple(self.documents),
            tuple(self.segments.values()),
            tuple(self.cases),
            tuple(self.links.values()),
        )

    def add_codes(self) -> None:
        """Add the codebook by its numbers, nodes by kind, verbs, and values of the columns that modify claims."""
        self._add_codebook()
        named = {claim[column] for claim in self.claims for column in _NAMED if column in claim}
        for kind in KINDS:
            rows = [row for row in self.nodes[kind.label] if row["id"] in named or kind.label in _CASES]
            if kind.label != "Code":
                folder = kind.plural[0].upper() + kind.plural[1:]
                self._add_folder("node", folder, [(row["id"], self.labels[row["id"]], _memo(row)) for row in rows])
        reasons = sorted({claim["reason"] for claim in self.claims if "reason" in claim})
        self._add_folder("reason", OWN_FOLDERS["reason"], [(id_, self.labels[id_], "") for id_ in reasons])
        for column, plain in {"predicate": "", **_MODIFIERS}.items():
            values = sorted({claim[column] for claim in self.claims if claim.get(column, plain) != plain})
            folder = OWN_FOLDERS["verb" if column == "predicate" else column]
            self._add_folder(column, folder, [(value, value.replace("_", " "), "") for value in values])

    def _add_folder(self, sort: str, folder: str, members: Sequence[tuple[str, str, str]]) -> None:
        """Add a folder with codes of ids, names and memos; none where there are no codes."""
        if members:
            self._add_code("folder", folder, (folder,), is_codable=False)
        taken: set[str] = set()
        for id_, label, memo in members:
            name = f"{label} ({id_})" if label.casefold() in taken else label
            taken.add(name.casefold())
            self._add_code(sort, id_, (folder, name), description=memo)

    def _add_code(self, sort: str, id_: str, path: tuple[str, ...], **facts: Any) -> None:
        key = self.guid(sort, id_)
        self.codes.setdefault(key, Code(key, path, **facts))

    def _add_codebook(self) -> None:
        """Codes below the code whose number theirs continues; a theme without a code of its own is a folder."""
        rows = {str(row["id"]): row for row in sorted(self.nodes["Code"], key=lambda row: _in_order(row["id"]))}
        if rows:
            self._add_code("folder", _CODEBOOK, (_CODEBOOK,), is_codable=False)
        paths: dict[str, tuple[str, ...]] = {"": (_CODEBOOK,)}
        for number, row in rows.items():
            above = number.rpartition(".")[0]
            while above and above not in rows and above != row.get("theme"):
                above = above.rpartition(".")[0]
            if above not in paths:
                paths[above] = (_CODEBOOK, f"{above} {row.get('theme_label', '')}".strip())
                self._add_code("theme", above, paths[above], is_codable=False)
            paths[number] = (*paths[above], f"{number} {row['label']}")
            self._add_code("code", number, paths[number], description=_memo(row))

    def add_sources(self) -> None:
        """Add each source with the passages behind its claims, and what is coded in them."""
        quotes = self._quotes()
        by_source: dict[str, list[tuple[dict[str, Any], _Said]]] = {}
        for claim in self.claims:
            for said in quotes.get(claim["claim"]) or [_Said(claim["source"], 0, str(claim["summary"]), False)]:
                by_source.setdefault(said.source, []).append((claim, said))
        for row in self.nodes["Source"]:
            id_ = str(row["id"])
            key, label = self.guid("source", id_), self.labels[id_]
            text = _Text([label], len(label))
            for claim, said in sorted(by_source.get(id_, []), key=lambda one: one[1].start):
                self._add_segment(key, claim, said, text)
            self.documents.append(Document(key, label, text=str(text), attributes=self._attributes(row)))
        for claim in self.claims:
            self._add_link(claim)

    def _quotes(self) -> dict[str, list[_Said]]:
        """The words behind each claim that may be handed on."""
        own = self.study.tables()
        _, rows = own.tables.get("quotes", ((), ())) if own else ((), ())
        sources = {
            name.casefold(): str(row["id"]) for row in self.nodes["Source"] for name in (row["label"], row["id"])
        }
        of_claim = {claim["claim"]: claim["source"] for claim in self.claims}
        quotes: dict[str, list[_Said]] = {}
        for row in rows:
            claim, words = row.get("claim", "").strip(), row.get("text", "").strip()
            if claim not in of_claim or not words:
                self.without_claim += 1
                continue
            source = sources.get(row.get("source", "").strip().casefold(), of_claim[claim])
            start = row.get("start", "").strip()
            place = int(start) if start.isdecimal() and len(start) < _LONGEST_NUMBER else 0
            is_anonymous = row.get("permission", "").strip() == ANONYMOUS
            said = _Said(source, place, "\n".join(words.splitlines()), is_anonymous=is_anonymous)
            quotes.setdefault(claim, []).append(said)
            self.quoted += 1
        return quotes

    def _add_segment(self, document: str, claim: Mapping[str, Any], said: _Said, text: _Text) -> None:
        start, end = text.add(said.passage if said.is_quoted else f"[{said.passage}]")
        if not said.is_quoted:
            start, end = start + 1, end - 1
        codes = [self.guid("node", claim[column]) for column in _NAMED if column in claim]
        codes += [self.guid("reason", claim["reason"])] if "reason" in claim else []
        codes.append(self.guid("predicate", claim["predicate"]))
        codes += [self.guid("code", number) for number in claim.get("codes", ())]
        codes += [self.guid(one, claim[one]) for one, plain in _MODIFIERS.items() if claim.get(one, plain) != plain]
        speaker = claim.get("speaker")
        key = self.guid("segment", claim["claim"], said.passage)
        self.segments[key] = Segment(
            key,
            document,
            tuple(code for code in dict.fromkeys(codes) if code in self.codes),
            self._coder(claim.get("coder", "")),
            (Words(said.passage, start, end),),
            cases=(self.guid("case", speaker),) if speaker and not said.is_anonymous else (),
            note=str(claim["summary"]) if said.is_quoted else "",
            attributes={"name": str(claim["claim"])},
        )

    def _coder(self, name: str) -> str:
        if not name:
            return ""
        key = self.guid("coder", name)
        self.coders.setdefault(key, Coder(key, name))
        return key

    def _add_link(self, claim: Mapping[str, Any]) -> None:
        subject, object_ = (self.guid("node", claim[end]) for end in ("subject", "object"))
        key = self.guid("link", claim["subject"], claim["predicate"], claim["object"])
        verb = str(claim["predicate"]).replace("_", " ")
        self.links.setdefault(key, Link(key, verb, ("code", subject), ("code", object_)))

    def add_cases(self) -> None:
        """Add actors and organisations with their columns."""
        for kind in _CASES:
            for row in self.nodes[kind]:
                id_ = str(row["id"])
                attributes = {"kind": kind, **self._attributes(row)}
                codes = (self.guid("node", id_),)
                self.cases.append(Case(self.guid("case", id_), self.labels[id_], attributes=attributes, codes=codes))

    def _attributes(self, row: Mapping[str, Any]) -> dict[str, str]:
        """The filled columns of a node; ids as labels."""
        return {
            name: _text(self.labels.get(value, value) if isinstance(value, str) else value)
            for name, value in row.items()
            if name not in _NOT_SHOWN and not name.startswith(_DERIVED)
        }

    def notes(self) -> Iterator[str]:
        """What the export holds in another form, and what it does not hold."""
        yield (
            "The texts are not transcripts: each source has its label and a passage for each claim, in order. Without"
            " words that may be handed on, the passage is the summary of the claim in brackets."
        )
        yield f"Words: {counted(self.quoted, 'quotation')} that may be handed on."
        if self.without_claim:
            yield f"Not written: {counted(self.without_claim, 'quotation')} without a claim."
        yield (
            "Each claim is a passage with its codes (nodes, verb, codebook, polarity, certainty, focus), its coder, and"
            " its speaker as a case. Which of two actors does what to the other is only in the links, of which there is"
            " one for each subject, verb and object; MAXQDA and QualCoder do not show links."
        )
        yield (
            "Not written: event, order, date, extent, level, valence, use, step, site, workstream, locator of claims;"
            " each coder's own codings; tables other than claims, nodes and quotes."
        )


def _filled(row: Mapping[Any, Any]) -> dict[str, Any]:
    """The columns of a row that have a value."""
    import pandas as pd

    return {
        str(name): value
        for name, value in row.items()
        if (len(value) > 0 if isinstance(value, list) else not pd.isna(value)) and value != ""
    }


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _memo(row: Mapping[str, Any]) -> str:
    return "\n".join(_text(row[name]) for name in _DESCRIBED if name in row)


def _in_order(number: str) -> list[tuple[int, str]]:
    """Numbers of codes in their order: 1.2 before 1.10."""
    return [(int(part) if part.isdecimal() else 0, part) for part in str(number).split(".")]


PROJECT = Exporter(
    "refi-qda",
    "a REFI-QDA project for NVivo, ATLAS.ti, MAXQDA, QualCoder and others",
    write_project,
    target="file",
)
CODEBOOK = Exporter("refi-codebook", "the codes of a study as a REFI-QDA codebook", write_codebook, target="file")
