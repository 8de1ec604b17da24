"""Writes a coded project as REFI-QDA: a project (.qdpx) or a codebook (.qdc), the same bytes for the same project."""

import re
import uuid
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from graphmodel.coded_project import Code, CodedProject, Segment
from graphmodel_loaders.refi.schema import GUID

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
_NAMES = uuid.UUID("6f0e3c1d-9f0b-5c62-8d1e-3a7a5f8d2b41")
"""Of the GUIDs that are made of keys."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of all files in an archive, so that the same project gives the same bytes."""


def guid_of(*names: str) -> str:
    """A GUID that is always the same for the same names."""
    return str(uuid.uuid5(_NAMES, "\x1f".join(names)))


def write_project(path: Path, project: CodedProject) -> None:
    """Write a project: its documents as plain text, and its segments as passages of them.

    Args:
        path: the file.
        project: documents have text, and segments one passage with offsets. Keys that are GUIDs are kept; others
            give GUIDs that are always the same for the same key.

    Raises:
        OSError: the file cannot be written.
    """
    texts = {f"sources/{_guid('document', one.key)}.txt": (one.text or "").encode() for one in project.documents}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"project.qde": _bytes(_Project(project).element()), **texts}.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def write_codebook(path: Path, project: CodedProject) -> None:
    """Write the codes of a project.

    Raises:
        OSError: the file cannot be written.
    """
    root = Element("CodeBook", {"xmlns": CODEBOOK, "origin": _xml(project.program)})
    _add_codes(root, project.codes)
    members = [(name, "MemberCode", {"guid": _guid("code", code.key)}) for code in project.codes for name in code.sets]
    _add_sets(root, members)
    path.write_bytes(_bytes(root))


def _guid(sort: str, key: str) -> str:
    return key.strip("{}") if GUID.fullmatch(key) else guid_of(sort, key)


class _Project:
    """The XML of a project."""

    def __init__(self, project: CodedProject) -> None:
        self.project = project
        attributes = [*(one.attributes for one in project.cases), *(one.attributes for one in project.documents)]
        self.variables = dict.fromkeys(name for one in attributes for name in one)

    def element(self) -> Element:
        project = self.project
        root = Element("Project", {"xmlns": PROJECT, "name": _xml(project.title), "origin": _xml(project.program)})
        users = SubElement(root, "Users")
        for coder in project.coders:
            SubElement(users, "User", {"guid": _guid("coder", coder.key), "name": _xml(coder.name)})
        if project.codes:
            _add_codes(SubElement(root, "CodeBook"), project.codes)
        variables = SubElement(root, "Variables")
        for name in self.variables:
            facts = {"guid": guid_of("variable", name), "name": _xml(name), "typeOfVariable": "Text"}
            SubElement(variables, "Variable", facts)
        self._add_cases(SubElement(root, "Cases"))
        self._add_sources(SubElement(root, "Sources"))
        links = SubElement(root, "Links")
        for link in project.links:
            facts = {
                "guid": _guid("link", link.key),
                "name": _xml(link.name),
                "direction": "OneWay" if link.is_directed else "Associative",
                "originGUID": _guid(*link.origin),
                "targetGUID": _guid(*link.target),
            }
            SubElement(links, "Link", facts)
        self._add_sets(root)
        for section in [one for one in root if not len(one)]:
            root.remove(section)  # the schema has no empty ones
        return root

    def _add_cases(self, section: Element) -> None:
        selections: dict[str, list[str]] = {}
        for segment in self.project.segments:
            for key in segment.cases:
                selections.setdefault(key, []).append(_guid("segment", segment.key))
        for one in self.project.cases:
            named = {"name": _xml(one.name)} if one.name else {}
            case = SubElement(section, "Case", {"guid": _guid("case", one.key), **named})
            _add_text(case, "Description", one.description)
            _add_references(case, "CodeRef", (_guid("code", code) for code in one.codes))
            self._add_values(case, one.attributes)
            _add_references(case, "SourceRef", (_guid("document", document) for document in one.documents))
            _add_references(case, "SelectionRef", selections.get(one.key, ()))

    def _add_sources(self, section: Element) -> None:
        by_document: dict[str, list[Segment]] = {}
        for segment in self.project.segments:
            by_document.setdefault(segment.document, []).append(segment)
        for one in self.project.documents:
            guid = _guid("document", one.key)
            facts = {"guid": guid, "name": _xml(one.name), "plainTextPath": f"internal://{guid}.txt"}
            source = SubElement(section, "TextSource", facts)
            _add_text(source, "Description", one.description)
            for segment in by_document.get(one.key, ()):
                self._add_selection(source, segment)
            self._add_values(source, one.attributes)

    def _add_selection(self, source: Element, segment: Segment) -> None:
        guid, words = _guid("segment", segment.key), segment.words[0]
        by = {"creatingUser": _guid("coder", segment.coder)} if segment.coder else {}
        when = {"creationDateTime": segment.when} if segment.when else {}
        facts = {
            "guid": guid,
            "name": _xml(segment.attributes.get("name", "")),
            "startPosition": str(words.start),
            "endPosition": str(words.end),
        }
        selection = SubElement(source, "PlainTextSelection", {**facts, **by, **when})
        _add_text(selection, "Description", segment.note)
        for code in segment.codes:
            coding = SubElement(selection, "Coding", {"guid": guid_of("coding", guid, code), **by, **when})
            _add_references(coding, "CodeRef", [_guid("code", code)])

    def _add_values(self, parent: Element, attributes: Mapping[str, str]) -> None:
        for name, text in attributes.items():
            value = SubElement(parent, "VariableValue")
            _add_references(value, "VariableRef", [guid_of("variable", name)])
            _add_text(value, "TextValue", text)

    def _add_sets(self, root: Element) -> None:
        codes, documents = self.project.codes, self.project.documents
        members = [
            *((name, "MemberCode", _guid("code", code.key)) for code in codes for name in code.sets),
            *((name, "MemberSource", _guid("document", one.key)) for one in documents for name in one.groups),
        ]
        _add_sets(root, [(name, member, {"targetGUID": guid}) for name, member, guid in members])


def _add_sets(root: Element, members: Iterable[tuple[str, str, dict[str, str]]]) -> None:
    """Add sets: for each member the name of its set, of its element, and its attributes."""
    sets: dict[str, Element] = {}
    section = Element("Sets")
    for name, member, facts in members:
        if name not in sets:
            sets[name] = SubElement(section, "Set", {"guid": guid_of("set", name), "name": _xml(name)})
        SubElement(sets[name], member, facts)
    if sets:
        root.append(section)


def _add_codes(parent: Element, codes: Sequence[Code]) -> None:
    """Add codes, each within the code whose path its own continues; folders are made where there is none."""
    section = SubElement(parent, "Codes")
    elements: dict[tuple[str, ...], Element] = {(): section}
    for code in codes:
        above = _folder(elements, code.path[:-1])
        facts = {"guid": _guid("code", code.key), "name": _xml(code.name), "isCodable": str(code.is_codable).lower()}
        element = Element("Code", {**facts, **({"color": code.colour} if code.colour else {})})
        _add_text(element, "Description", code.description)
        above.append(element)
        elements.setdefault(code.path, element)


def _folder(elements: dict[tuple[str, ...], Element], path: tuple[str, ...]) -> Element:
    for length in range(1, len(path) + 1):
        part = path[:length]
        if part not in elements:
            facts = {"guid": guid_of("folder", *part), "name": _xml(part[-1]), "isCodable": "false"}
            elements[part] = SubElement(elements[part[:-1]], "Code", facts)
    return elements[path]


def _add_text(parent: Element, name: str, text: str) -> None:
    if text:
        SubElement(parent, name).text = _xml(text)


def _add_references(parent: Element, name: str, guids: Iterable[str]) -> None:
    for guid in guids:
        SubElement(parent, name, {"targetGUID": guid})


def _xml(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub(" ", text)


def _bytes(root: Element) -> bytes:
    indent(root)
    written: bytes = tostring(root, "utf-8", xml_declaration=True)
    return written
