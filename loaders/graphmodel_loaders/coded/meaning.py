"""What each code, case and document of a project is, by the rules of a mapping."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from graphmodel.coded_project import OWN_FOLDERS, OWN_PROGRAM, Case, Code, CodedProject, Document
from graphmodel.formats import Row
from graphmodel.schema import TABLES
from graphmodel.schema.reading import FILLERS, name_key
from graphmodel_loaders.coded import mapping as maps
from graphmodel_loaders.coded.builder import SEPARATOR
from graphmodel_loaders.coded.cells import NOTHING, cell_of, check_verb, node_cells, own_cell, verb_of, word_of
from graphmodel_loaders.coded.nodes import NodeBook, digest, own_column, shown
from graphmodel_loaders.coded.rules import (
    FOLDER,
    IGNORE,
    KIND_ROLES,
    MODIFIERS,
    PLAIN_CODE,
    REASON,
    SECTIONS,
    UNMAPPED,
    Rule,
    RuleList,
)
from graphmodel_loaders.ids import ids_from_labels

CASE = "case"
"""Role of a code that stands for a case: it says whose a passage is."""
DEFAULT_RULE = "defaults"
"""What claims of things without a rule name as their rule, where the mapping makes something of them."""
_NEW_KEYS = ("qualcoder",)
"""Programs that give every code a new key at each export."""
_SOURCE_KINDS = {"pdf": "document", "audio": "recording", "video": "recording", "picture": "picture", "form": "form"}


@dataclass(frozen=True)
class CodeMeaning:
    """What a code is.

    Attributes:
        code: the code.
        ident: the same in the next export.
        role: its role, ``unmapped`` or ``case``.
        rule: name of the rule.
        kind, label: of the node that it is.
        word: the word, verb or cell that it gives a claim.
        cells: further cells of claims about it, and for ``as = "column"`` its own.
        verb: the verb of claims about it.
        number: its id in the codebook.
    """

    code: Code
    ident: str
    role: str
    rule: str = ""
    kind: str = ""
    label: str = ""
    word: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    verb: str = ""
    number: str = ""


@dataclass(frozen=True)
class CaseMeaning:
    """What a case is: its role and the label of its node; no label for what is no node."""

    case: Case
    role: str
    rule: str = ""
    label: str = ""


@dataclass(frozen=True)
class DocumentMeaning:
    """What a document is: a source with its label, or ignored."""

    document: Document
    ident: str
    label: str
    rule: str = ""
    is_ignored: bool = False


class Meaning:
    """All of a project by a mapping, with the nodes that it makes."""

    def __init__(self, project: CodedProject, mapping: maps.Mapping) -> None:
        self.project, self.mapping = project, mapping
        self.rules = {section: RuleList(getattr(mapping, section)) for section in SECTIONS}
        self.book = NodeBook()
        self.profiles: list[Row] = []
        self._attributes = {name_key(name): target for name, target in mapping.attributes.items()}
        named = {segment.coder: segment.coder for segment in project.segments if segment.coder}
        named |= {coder.key: coder.name for coder in project.coders}
        names = mapping.coders.names
        self.coders = {key: _of_coder(names.get(name, names.get(key, name))) for key, name in named.items()}
        self.codes = self._codes()
        self.documents = self._documents()
        self.cases = {case.key: self._case(case) for case in project.cases}
        self._add_cases()
        self._add_documents()

    @property
    def title(self) -> str:
        """The title of the project; empty if it has none."""
        return shown(self.project.title) if self.project.title.strip() else ""

    @cached_property
    def case_codes(self) -> dict[str, str]:
        """The case that a code stands for, by the code's key."""
        return {code: case.key for case in self.project.cases for code in case.codes}

    def _ident(self, code: Code, path: str) -> str:
        has_new_keys = self.project.program.casefold().startswith(_NEW_KEYS)
        return path if has_new_keys else code.key

    def _codes(self) -> dict[str, CodeMeaning]:
        chosen = {code.key: self.rules["codes"].first(code) for code in self.project.codes}
        paths: dict[tuple[str, str], set[str]] = defaultdict(set)
        for code in self.project.codes:
            if kind := _kind_of(self._role(code, chosen[code.key])):
                paths[kind, name_key(code.name)].add(SEPARATOR.join(code.path))
        made = {}
        for code in self.project.codes:
            rule = chosen[code.key]
            role = self._role(code, rule)
            kind = _kind_of(role)
            facts = rule.facts if rule else {}
            if rule and kind:
                check_verb(rule, kind)
            branches = {one for one in paths[kind, name_key(code.name)] if not self._is_reason_of_own(one)}
            label = facts.get("label", "") or self._label(code, branches) if kind else ""
            meaning = CodeMeaning(
                code,
                self._ident(code, SEPARATOR.join(code.path)),
                role,
                rule.name if rule else DEFAULT_RULE if role not in {UNMAPPED, CASE} else "",
                kind,
                label,
                word_of(role, code, rule),
                {name: facts[name] for name in MODIFIERS if name in facts} | own_cell(role, code, facts),
                verb_of(facts.get("verb", "")) if "verb" in facts else "",
            )
            made[code.key] = meaning
            if kind:
                self.book.add(kind, label, node_cells(kind, facts))
                if kind == "stage":
                    self.book.rank_stage(label, facts.get("order", ""))
        return _numbered({key: one for key, one in made.items() if self._is_in_codebook(one)}, made)

    def _is_in_codebook(self, one: CodeMeaning) -> bool:
        """Whether a code is an entry of the codebook; graphmodel writes nodes and words of claims as codes too."""
        if self.project.program == OWN_PROGRAM:
            return one.role == PLAIN_CODE
        return one.role not in {IGNORE, FOLDER, CASE}

    def _is_reason_of_own(self, path: str) -> bool:
        """Whether a code is in the folder in which graphmodel writes factors that are reasons once more."""
        return self.project.program == OWN_PROGRAM and path.startswith(OWN_FOLDERS["reason"] + SEPARATOR)

    def _role(self, code: Code, rule: Rule | None) -> str:
        if rule:
            return rule.role
        if code.key in self.case_codes:
            return CASE
        if not code.is_codable:
            return FOLDER
        return self.mapping.defaults.other_codes

    def _label(self, code: Code, paths: set[str]) -> str:
        """The name of a code; with those above it where another branch has a code of its name."""
        if len(paths) <= 1 or len(code.path) == 1:
            return code.name
        parents = Counter(path.rpartition(SEPARATOR)[0].rpartition(SEPARATOR)[2] for path in paths)
        parent = code.path[-2]
        return f"{code.name} ({parent if parents[parent] == 1 else SEPARATOR.join(code.path[:-1])})"

    def _case(self, case: Case) -> CaseMeaning:
        rule = self.rules["cases"].first(case)
        role = rule.role if rule else self.mapping.defaults.other_cases
        named = [text for name, text in sorted(case.attributes.items()) if self._target(name) == maps.LABEL and text]
        label = (rule.facts.get("label", "") if rule else "") or next(iter(named), case.name)
        is_node = role in {"actor", "organisation", "site", "workstream"}
        return CaseMeaning(case, role, rule.name if rule else DEFAULT_RULE, label.strip() if is_node else "")

    def _target(self, attribute: str) -> str:
        return self._attributes.get(name_key(attribute), maps.OWN)

    def _add_cases(self) -> None:
        for key, meaning in self.cases.items():
            if not meaning.label:
                continue
            rule = self.rules["cases"].first(self.cases[key].case)
            facts = {"granularity": "person"} if meaning.role == "actor" else {}
            cells = node_cells(meaning.role, {**facts, **(rule.facts if rule else {})})
            own, profile = self._placed(meaning.role, meaning.case.attributes)
            self.book.add(meaning.role, meaning.label, {**own, **cells})
            if profile:
                self.profiles.append({"actor": meaning.label, **profile})

    def _documents(self) -> dict[str, DocumentMeaning]:
        named: dict[str, list[Document]] = defaultdict(list)
        for document in self.project.documents:
            named[name_key(document.name)].append(document)
        found = {}
        for alike in named.values():
            # Documents of one name are told apart by their groups and their text, not by the order of the file.
            alike.sort(key=lambda one: (sorted(one.groups), text_hash(one), one.key))
            for place, document in enumerate(alike, 1):
                rule = self.rules["documents"].first(document)
                name = document.name.strip() or "Document"
                label = name if place == 1 else f"{name} ({place})"
                is_ignored = rule is not None and rule.role == IGNORE
                found[document.key] = DocumentMeaning(
                    document, label, label, rule.name if rule else DEFAULT_RULE, is_ignored
                )
        return {document.key: found[document.key] for document in self.project.documents}

    def _add_documents(self) -> None:
        attributes: dict[str, dict[str, str]] = defaultdict(dict)
        linked: dict[str, dict[str, str]] = defaultdict(dict)
        for meaning in self.cases.values():
            for key in meaning.case.documents if meaning.role == "document" else ():
                attributes[key] |= meaning.case.attributes
            for key in meaning.case.documents if meaning.role in {"site", "workstream"} else ():
                linked[key][meaning.role] = meaning.label
        for key, source in self.documents.items():
            if source.is_ignored:
                continue
            document = source.document
            rule = self.rules["documents"].first(document)
            facts = dict(rule.facts) if rule else {}
            own, profile = self._placed("source", {**document.attributes, **attributes[key]})
            cells = {
                "kind": facts.pop("type", _SOURCE_KINDS.get(document.kind, "")),
                "text_hash": text_hash(document),
                "groups": "; ".join(sorted(document.groups)),
                "description": document.description,
                **own,
                **linked[key],
                **facts,
            }
            for kind in ("site", "workstream"):
                if cells.get(kind):
                    self.book.add(kind, cells[kind])
            self.book.add("source", source.label, cells)
            if profile:
                self.profiles.append({"source": source.label, **profile})

    def _placed(self, kind: str, attributes: Mapping[str, str]) -> tuple[Row, Row]:
        """Attributes as cells of the node's table, and of ``profiles``."""
        table = {"actor": "actors", "organisation": "organisations", "source": "sources"}.get(kind, f"{kind}s")
        own: Row = {}
        profile: Row = {}
        for name in sorted(attributes):
            text, target = " ".join(attributes[name].split()), self._target(name)
            if not text or target in {IGNORE, maps.LABEL} or text.casefold() in FILLERS or text == "Unassigned":
                continue
            if target == "organisation_kind" and kind == "organisation":
                target = "kind"
            if cell := cell_of(table, target, text):
                own[target] = cell
                self._add_referenced(table, target, cell)
            elif kind in {"actor", "source"} and (cell := cell_of("profiles", target, text)):
                profile[target] = cell
                self._add_referenced("profiles", target, cell)
            elif kind in {"actor", "source"} and target == maps.PROFILE:
                profile[own_column("profiles", name)] = text
            else:
                own[own_column(table, name)] = text
        return own, profile

    def _add_referenced(self, table: str, column_name: str, label: str) -> None:
        column = TABLES[table].column(column_name)
        if column and column.refers_to:
            self.book.add(column.refers_to[0], label)


def _of_coder(name: str) -> str:
    name = shown(name)
    return f"({name})" if name.casefold() in NOTHING else name


def text_hash(document: Document) -> str:
    """The hash of a document's text; empty if it has none."""
    if document.text is None:
        return ""
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()


def _kind_of(role: str) -> str:
    return role if role in KIND_ROLES else "factor" if role == REASON else ""


def _numbered(entries: Mapping[str, CodeMeaning], codes: Mapping[str, CodeMeaning]) -> dict[str, CodeMeaning]:
    """Codes, those of the codebook with their id there.

    That is the number that is their key, or that their name begins with; else one made of what stays the same.
    """
    held = list(entries.values())
    begun = {one.ident: found[1] for one in held if (found := _NUMBER.match(one.code.name))}
    begun |= {one.ident: one.code.key for one in held if _DOTTED.fullmatch(one.code.key)}
    times = Counter(begun.values())
    by_path = ids_from_labels((SEPARATOR.join(one.code.path) for one in held), "code.")
    numbers = {}
    for one in held:
        number, path = begun.get(one.ident, ""), SEPARATOR.join(one.code.path)
        made = by_path.get(path, "code.unnamed") if one.ident == path else f"code.{digest(one.ident)}"
        numbers[one.code.key] = number if number and times[number] == 1 else made
    return {key: replace(one, number=numbers.get(key, "")) for key, one in codes.items()}


_DOTTED = re.compile(r"\d{1,4}(?:\.\d{1,4}){1,4}[a-z]?")
_NUMBER = re.compile(r"(\d{1,4}(?:\.\d{1,4}){0,4})[.:)]?\s+\S")
