"""A project put together: what each part of the file is about, by GUIDs, and the account of all of its elements."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphmodel.account import Account
from graphmodel.coded_project import OWN_PROGRAM, CodedProject, Link, LinkEnd
from graphmodel.problems import StudyError, shown
from graphmodel.texts import short_hash
from graphmodel_loaders.coded.builder import SEPARATOR, ProjectBuilder
from graphmodel_loaders.ids import NumberedNames
from graphmodel_loaders.refi import schema
from graphmodel_loaders.refi.archive import ProjectFile, open_project
from graphmodel_loaders.refi.elements import Element, NotWhole, Parts
from graphmodel_loaders.refi.people import Membership, add_to_documents, classified, whole_documents
from graphmodel_loaders.refi.places import Place, Segments, find_places, named
from graphmodel_loaders.refi.positions import ATLAS, STANDARD
from graphmodel_loaders.refi.repairing import Repaired
from graphmodel_loaders.refi.sources import KINDS, SELECTIONS, WHOLE, Source, clean, name_of, read_source, value_of

THINGS = {
    "User": "coders",
    "Code": "codes",
    "Coding": "codings",
    "Case": "cases",
    "Link": "links",
    "Note": "notes",
    "Set": "sets",
    "Graph": "graphs",
    "Variable": "variables",
    "VariableValue": "variable values",
    **dict.fromkeys(SELECTIONS, "selections"),
    **{name: "documents" for name in KINDS if name.endswith("Source")},
}
"""What accounts call the elements that are counted."""
_FAULTS_SHOWN = 5
_LONGEST_KEY = 1000
_SECTIONS = {
    "User": ("Users",),
    "Code": ("Codes", "CodeBook"),
    "Variable": ("Variables",),
    "Case": ("Cases",),
    "Link": ("Links",),
    "Set": ("Sets",),
}
"""Where elements stand; some programs leave out the list of codes."""
_ROOTS = ("Project", "CodeBook")


def read_project(path: Path) -> CodedProject:
    """All that a study may take from a project or codebook.

    Raises:
        StudyError: the file cannot be read as one.
    """
    try:
        return _read(path, is_repaired=False)
    except NotWhole:
        return _read(path, is_repaired=True)


def _read(path: Path, *, is_repaired: bool) -> CodedProject:
    account = Account()
    file = open_project(path, account)
    try:
        reading = _Reading(file, account, is_repaired)
        reading.take_in()
    finally:
        file.close()
    if is_repaired:
        account.remarks.append(
            f"{file.name} has characters that XML cannot hold, which the program should not have written. Each is read"
            " as \N{REPLACEMENT CHARACTER}."
        )
    return reading.project()


@dataclass
class _Reading:
    """A file as it is read: sources as records, everything else as elements, until all is there that they refer to."""

    file: ProjectFile
    account: Account
    is_repaired: bool = False
    """Whether what XML cannot hold is replaced."""
    sources: list[Source] = field(default_factory=list)
    elements: dict[str, list[Element]] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    """What has been counted, by its name in accounts."""
    notes: dict[str, str] = field(default_factory=dict)
    notes_used: set[str] = field(default_factory=set)

    def take_in(self) -> None:
        """Read the XML and the texts that it names."""
        self.parts = Parts(self.file.name)
        with self.file.xml() as stream:
            for above, element in self.parts.read(Repaired(stream) if self.is_repaired else stream):
                self.faults.update(schema.faults(element))
                name = element.name
                if above == ("Sources",) and THINGS.get(name) == "documents":
                    for source in read_source(element, self.file):
                        self.sources.append(source._replace(name=source.name or f"document {len(self.sources) + 1}"))
                elif above == ("Notes",) and name == "Note":
                    self._add_note(element)
                elif above and above[-1] in _SECTIONS.get(name, ()):
                    self.elements.setdefault(name, []).append(element)
        root = self.parts.root
        if root is None or root.name not in _ROOTS:
            raise StudyError(
                f"{self.file.path.name} is not a REFI-QDA project or codebook: its XML begins with"
                f" {shown(root.name) if root else 'nothing'}. Export the project as REFI-QDA."
            )
        self.root = root
        self.faults.update(schema.faults(root))

    def _add_note(self, element: Element) -> None:
        """Keep the text of a note; one with coded passages is a source too."""
        [record] = read_source(element, self.file)
        if any(selection.codings for selection in record.selections):
            self.sources.append(record._replace(name=record.name or "note"))
        else:
            number = len(record.selections)
            self._count("selections", number)
            self.account.leave_out("selections", "it only shows where a note belongs", number=number)
        text = (record.text or "").strip()
        parts = [record.name if record.name and not text.startswith(record.name) else "", record.description, text]
        self.notes[record.guid] = "\n".join(filter(None, parts))
        self._count("notes")

    def _count(self, what: str, number: int = 1) -> None:
        self.seen[what] += number

    def project(self) -> CodedProject:
        """Everything put together; references may go forward and back."""
        origin = name_of(self.root.get("origin"))
        self.origin = origin.lower()
        self.has_own_guids = "qualcoder" not in self.origin  # it makes new ones at each export
        self.builder = ProjectBuilder(origin or "REFI-QDA", name_of(self.root.get("name")), self.account)
        self._join_notes()
        self._add_coders()
        self._add_variables()
        groups = self._groups()
        self._add_codes(groups)
        keys = self._add_documents(groups)
        places, remarks = find_places(
            self.sources,
            keys,
            ATLAS if "atlas" in self.origin else STANDARD,
            is_standard=self.origin == OWN_PROGRAM,
        )
        membership = Membership()
        self._add_cases(places, membership)
        segments = Segments(self.builder, self.coders, self.codes, membership.of, self._noted, self.has_own_guids)
        segments.has_summaries = self.origin == OWN_PROGRAM
        for place in places:
            segments.add(place)
        self._count("selections", sum(place.selection.span != WHOLE for place in places))
        self._count("codings", sum(len(place.selection.codings) for place in places))
        self._add_links(segments)
        self._set_aside()
        self._remark([*remarks, *segments.remarks()], membership.not_compared)
        return self.builder.project()

    def _join_notes(self) -> None:
        """Find the notes that links join to something, as NVivo does."""
        self.joined: dict[str, list[str]] = {}
        for link in self.elements.get("Link", []):
            ends = [link.guid("originGUID"), link.guid("targetGUID")]
            for note, other in (ends, reversed(ends)):
                if note in self.notes and other not in self.notes:
                    self.joined.setdefault(other, []).append(note)

    def _noted(self, guid: str, references: Iterable[str] = ()) -> str:
        """The texts of the notes about something, by its GUID and those that it names itself."""
        found = [note for note in dict.fromkeys([*references, *self.joined.get(guid, ())]) if note in self.notes]
        self.notes_used.update(found)
        return "\n".join(filter(None, (self.notes[note] for note in found)))

    def _memo(self, element: Element) -> str:
        """The description of an element, and its notes."""
        notes = [child.guid("targetGUID") for child in element.all("NoteRef")]
        own = clean(element.words("Description")).strip()
        return "\n".join(filter(None, [own, self._noted(element.guid(), notes)]))

    def _add_coders(self) -> None:
        self.coders: dict[str, str] = {}
        keys = NumberedNames()
        for user in self._of("User"):
            guid, name = user.guid(), name_of(user.get("name")) or name_of(user.get("id"))
            if not guid or guid in self.coders:
                why = "another one has this GUID" if guid else "it has no GUID"
                self.account.reject("coders", why, f"line {user.line}")
            else:
                key = keys.new(name if name and not self.has_own_guids else guid)
                self.coders[guid] = self.builder.coder(name, key)

    def _add_variables(self) -> None:
        self.variables: dict[str, str] = {}
        for variable in self._of("Variable"):
            name = name_of(variable.get("name"))
            if not name or not variable.guid():
                self.account.reject("variables", "it has no name or no GUID", f"line {variable.line}")
            else:
                self.variables[variable.guid()] = name
                self.account.take("variables")

    def _groups(self) -> Mapping[str, dict[str, None]]:
        """Names of sets, by the GUIDs of their members."""
        groups: dict[str, dict[str, None]] = {}
        for one in self._of("Set"):
            name = name_of(one.get("name"))
            members = [m.guid("targetGUID") or m.guid() for m in one.all("MemberCode", "MemberSource")]
            if not name or not members:
                why = "it has neither codes nor sources" if name else "it has no name"
                self.account.leave_out("sets", why, shown(name) or f"line {one.line}")
                continue
            self.account.take("sets")
            for guid in members:
                groups.setdefault(guid, {})[name] = None
        return groups

    def _add_codes(self, groups: Mapping[str, Iterable[str]]) -> None:
        self.codes: dict[str, str] = {}
        keys, is_atlas = NumberedNames(), "atlas" in self.origin
        waiting: list[tuple[tuple[str, ...], str, Element]] = [
            ((), "", code) for code in reversed(self.elements.get("Code", []))
        ]
        while waiting:
            above, joined, element = waiting.pop()
            self._count("codes")
            name, guid = name_of(element.get("name")), element.guid()
            names = [part for part in map(str.strip, name.split("::")) if part] if is_atlas else [name]
            path = (*above, *(names or [name]))
            joined = _short(SEPARATOR.join(filter(None, [joined, *names])))
            waiting += [(path, joined, child) for child in reversed(list(element.all("Code")))]
            if not name or guid in self.codes:
                why = "another one has this GUID" if name else "it has no name"
                self.account.reject("codes", why, shown(name) or f"line {element.line}")
                continue
            self.codes[guid or joined] = self.builder.code(
                path,
                keys.new(guid if guid and self.has_own_guids else joined),
                is_codable=element.get("isCodable").lower() not in {"false", "0"},
                colour=element.get("color"),
                description=self._memo(element),
                sets=tuple(groups.get(guid, ())),
            )

    def _add_documents(self, groups: Mapping[str, Iterable[str]]) -> list[str]:
        """Add the documents, and give their keys."""
        self.documents: dict[str, str] = {}
        keys = NumberedNames()
        made: list[str] = []
        for source in self.sources:
            _, attributes = self._attributes(source.values)
            key = self.builder.document(
                source.name,
                keys.new(source.guid if source.guid and self.has_own_guids else source.name),
                source.kind,
                text=source.text,
                attributes=attributes,
                groups=tuple(groups.get(source.guid, ())),
                description="\n".join(filter(None, [source.description, self._noted(source.guid, source.notes)])),
            )
            made.append(key)
            self.documents.setdefault(source.guid, key)
        self._count("documents", sum(self.parts.counts[name] for name in KINDS if name.endswith("Source")))
        return made

    def _attributes(self, values: Sequence[tuple[str, str, int]]) -> tuple[str, dict[str, str]]:
        """The classification and attributes that values of variables make, counted."""
        attributes: dict[str, str] = {}
        self._count("variable values", len(values))
        for guid, text, line in values:
            name = self.variables.get(guid)
            if name is None:
                self.account.reject("variable values", "its variable is not in the file", f"line {line}")
            elif not text:
                self.account.leave_out("variable values", "it is empty", shown(name))
            elif attributes.get(name, text) != text:
                why = "the variable has another value there already"
                self.account.reject("variable values", why, f"{shown(name)}, line {line}")
            else:
                attributes[name] = text
                self.account.take("variable values")
        return classified(attributes) if "nvivo" in self.origin else ("", attributes)

    def _add_cases(self, places: Sequence[Place], membership: Membership) -> None:
        self.cases: dict[str, str] = {}
        keys, cases = NumberedNames(), list(self._of("Case"))
        of_code: dict[str, str] = {}
        by_guid: dict[str, list[Place]] = {}
        for place in places:
            by_guid.setdefault(place.selection.guid, []).append(place)
        for case in cases:
            guid, name = case.guid(), name_of(case.get("name"))
            if not guid or guid in self.cases:
                why = "another one has this GUID" if guid else "it has no GUID"
                self.account.reject("cases", why, shown(name) or f"line {case.line}")
                self._count("variable values", -sum(1 for _ in case.all("VariableValue")))
                continue
            kind, attributes = self._attributes([value_of(value) for value in case.all("VariableValue")])
            codes = [one for one in dict.fromkeys([guid, *case.references("CodeRef")]) if one in self.codes]
            own = [one for one in dict.fromkeys(case.references("SourceRef")) if one in self.documents]
            documents = [self.documents[one] for one in own]
            key = keys.new(guid if self.has_own_guids or not name else name)
            self.cases[guid] = self.builder.case(
                name,
                key,
                kind=kind,
                attributes=attributes,
                documents=documents,
                codes=tuple(self.codes[one] for one in codes),
                description=self._memo(case),
            )
            if self.origin != OWN_PROGRAM:  # where codes name whom a claim is about, and not who speaks
                of_code.update(dict.fromkeys(codes, key))
            if not name:
                add_to_documents(self.builder, documents, attributes)
            for one in case.references("SelectionRef"):
                for place in by_guid.get(one, []):
                    membership.named.setdefault(place.where, []).append(key)
        self._add_ranges(places, of_code, membership)

    def _add_ranges(self, places: Sequence[Place], of_code: Mapping[str, str], membership: Membership) -> None:
        """Passages that are coded with the code of a case belong to it, and documents of which that is all."""
        texts = {key: one.text for key, one in self.builder.documents.items() if one.text}
        for place, is_whole in zip(places, whole_documents(places, texts), strict=True):
            for coding in place.selection.codings:
                if (case := of_code.get(coding.code)) and not place.fault:
                    membership.add_range(place, case)
                    if is_whole:
                        self.builder.case("", case, documents=[place.document])
        sizes = Counter(place.document for place in places)
        membership.close(sizes, {key: one.name for key, one in self.builder.documents.items()})

    def _add_links(self, segments: Segments) -> None:
        ends: dict[str, LinkEnd] = {
            **{guid: ("segment", key) for guid, key in segments.keys.items()},
            **{guid: ("document", key) for guid, key in self.documents.items()},
            **{guid: ("code", key) for guid, key in self.codes.items()},
            **{guid: ("case", key) for guid, key in self.cases.items()},
        }
        keys = NumberedNames()
        for link in self._of("Link"):
            guids = [link.guid("originGUID"), link.guid("targetGUID")]
            place = f"line {link.line}"
            if any(guid in self.notes for guid in guids):
                self.account.leave_out("links", "it joins a note, whose text is with what it is about", place)
            elif any(guid in segments.without_codes for guid in guids):
                self.account.leave_out("links", "one of its ends is a passage without a code", place)
            elif any(guid not in ends for guid in guids):
                self.account.reject("links", "one of its ends is not a code, source, coded passage or case", place)
            else:
                name, (origin, target) = name_of(link.get("name")), (ends[guid] for guid in guids)
                made = _short(" ".join([*origin, name, *target]))
                key = keys.new(link.guid() if link.guid() and self.has_own_guids else made)
                is_directed = link.get("direction").lower() == "oneway"
                at = f"{self.file.name}, {place}"
                self.builder.link(Link(key, name, origin, target, is_directed, note=self._memo(link), place=at))

    def _of(self, name: str) -> Iterator[Element]:
        """The elements of a name, counted."""
        found = self.elements.get(name, [])
        self._count(THINGS[name], len(found))
        return iter(found)

    def _set_aside(self) -> None:
        """Count what a study has no place for, and elements that are where the standard has none."""
        used = {*self.notes_used, *(source.guid for source in self.sources if source.kind == "other")}
        self.account.take("notes", len(used))
        why = "it is about no code, source, case, coded passage or link; a study has no memos of its own"
        self.account.leave_out("notes", why, number=self.seen["notes"] - len(used))
        graphs = self.parts.counts["Graph"]
        self.account.leave_out("graphs", "it is a drawing; a study draws its own", number=graphs)
        self._count("graphs", graphs)
        there: Counter[str] = Counter()
        for name, number in self.parts.counts.items():
            if name in THINGS:
                there[THINGS[name]] += number
            elif not schema.is_known(name):
                self.account.leave_out("elements", f"the standard has no element {shown(name)}", number=number)
        for what, number in there.items():
            self.account.reject(what, "it is where the standard has none", number=max(number - self.seen[what], 0))

    def _remark(self, remarks: Sequence[str], not_compared: Sequence[str]) -> None:
        lost: dict[str, list[str]] = {}
        odd: dict[str, list[str]] = {}
        for source in self.sources:
            if source.without_text and source.kind != "picture":
                lost.setdefault(source.without_text, []).append(source.name)
            if source.remark:
                odd.setdefault(source.remark, []).append(source.name)
        self.account.remarks += [f"Without a text: {named(names)}. Reason: {why}." for why, names in lost.items()]
        self.account.remarks += [f"{named(names)}: {what}." for what, names in odd.items()]
        self.account.remarks += remarks
        if not_compared:
            many = f"{named(not_compared)}: too many cases and passages to tell which passages lie within which case."
            self.account.remarks.append(many)
        if self.faults:
            first = "; ".join(f"{shown(what)} ({n:,})" for what, n in self.faults.most_common(_FAULTS_SHOWN))
            more = len(self.faults) - _FAULTS_SHOWN
            self.account.remarks.append(
                f"The file is not quite what the published schema has, and was read all the same: {first}"
                f"{f'; and {more:,} more' if more > 0 else ''}."
            )


def _short(name: str) -> str:
    """A name that keys are made of; a very long one by its hash."""
    return name if len(name) <= _LONGEST_KEY else short_hash(name, 16)
