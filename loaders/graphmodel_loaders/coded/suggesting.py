"""A draft of a mapping, from a project's own codes, cases, attributes and links."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass

from graphmodel.coded_project import Case, Code, CodedProject
from graphmodel.schema.kind_words import kind_of_label
from graphmodel.schema.reading import name_key
from graphmodel.wording import counted, shortened
from graphmodel_loaders.coded import mapping as maps
from graphmodel_loaders.coded.builder import SEPARATOR
from graphmodel_loaders.coded.folder_words import attribute_target, family_of, kind_of_case
from graphmodel_loaders.coded.rules import KIND_ROLES, Rule, literal
from graphmodel_loaders.flat.vocabulary import meanings, tidy

THEME = "factor"
"""What a code is taken for that no word tells about: a theme that people speak of."""


def suggest(project: CodedProject) -> maps.Mapping:
    """A mapping that can be taken as it is: every code, case, link and attribute has its place.

    Codes go by the words of the folder they are in, else by their own, else they are themes. A folder whose codes are
    all of one sort has one rule.
    """
    uses = Counter(code for segment in project.segments for code in segment.codes)
    return maps.Mapping(
        attributes=_attributes(project),
        codes=tuple(_code_rules(project, uses)),
        cases=tuple(_case_rules(project)),
        links=tuple(_link_rules(project)),
        heading=f"Suggested from {counted(len(project.segments), 'segment')} of {project.program}. Look through it.",
    )


@dataclass(frozen=True)
class _Likely:
    """What a code is likely to be, with further entries of its rule and the reason."""

    role: str
    facts: tuple[tuple[str, str], ...] = ()
    why: str = ""


def _code_rules(project: CodedProject, uses: Map[str, int]) -> list[Rule]:
    case_codes = {code for case in project.cases for code in case.codes}
    codes = [code for code in project.codes if code.key not in case_codes]
    tree = _Tree(codes, uses)
    rules: list[Rule] = []
    for top in tree.children[()]:
        rules += tree.rules((top,))
    return rules


class _Tree:
    """The codes by path, and the rules for each branch."""

    def __init__(self, codes: Sequence[Code], uses: Map[str, int]) -> None:
        self._codes: dict[tuple[str, ...], list[Code]] = defaultdict(list)
        self._uses = uses
        self.children: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for code in codes:
            self._codes[code.path].append(code)
            for end in range(len(code.path)):
                if code.path[end] not in self.children[code.path[:end]]:
                    self.children[code.path[:end]].append(code.path[end])
        self._is_folder = {path: not any(code.is_codable for code in self._codes[path]) for path in list(self._codes)}

    def rules(self, path: tuple[str, ...], family: _Likely | None = None) -> list[Rule]:
        """Rules for a branch: one for all below its top where they are alike."""
        own = family_of(path[-1])
        family = _Likely(own[0], own[1], f"by the name of the folder {path[-1]}") if own else family
        below = self._below(path)
        if not below:
            return [self._rule([path], self._likely(path, family))] if self._can_be_coded(path) else []
        kinds = [self._likely(one, family) for one in below if self._can_be_coded(one)]
        rules = []
        if self._can_be_coded(path) and not self._is_folder.get(path, True):
            rules.append(self._rule([path], self._top(path, family)))
        shared = {(one.role, one.facts) for one in kinds}
        if family is None and own is None and len(shared) > 1:
            for child in self.children[path]:
                rules += self.rules((*path, child), family)
            return rules
        if len(shared) == 1 and kinds:
            rules.append(self._rule([(*path, "**")], kinds[0], below))
            return rules
        for child in self.children[path]:
            rules += self.rules((*path, child), family)
        return rules

    def _top(self, path: tuple[str, ...], family: _Likely | None) -> _Likely:
        """What a code is that has others below it: a folder where nobody coded with it, else what they are."""
        if not any(self._uses.get(code.key) for code in self._codes[path]):
            return _Likely("folder", (), "nobody coded with it")
        if family and family.role not in KIND_ROLES:
            return _Likely("code", (), f"it stands above words of {family.role}")
        return self._likely(path, family)

    def _below(self, path: tuple[str, ...]) -> list[tuple[str, ...]]:
        return [other for other in self._codes if len(other) > len(path) and other[: len(path)] == path]

    def _can_be_coded(self, path: tuple[str, ...]) -> bool:
        return not self._is_folder.get(path, True) or any(
            self._uses.get(code.key) for code in self._codes.get(path, ())
        )

    def _likely(self, path: tuple[str, ...], family: _Likely | None) -> _Likely:
        name = path[-1]
        if family:
            word = _word_for(family.role, name)
            if family.role not in {"polarity", "certainty", "valence"} or word:
                return family
        if (kind := kind_of_label(name)) in KIND_ROLES:
            return _Likely(kind, (), "by its own words")
        return _Likely(THEME, (), "nothing tells: a theme")

    def _rule(
        self, paths: Sequence[tuple[str, ...]], likely: _Likely, codes: Iterable[tuple[str, ...]] | None = None
    ) -> Rule:
        taken = [code for path in (codes if codes is not None else paths) for code in self._codes.get(path, ())]
        number = sum(self._uses.get(code.key, 0) for code in taken)
        what = counted(len(taken), "code") + ", " if codes is not None else ""
        note = f"{what}coded {counted(number, 'time')}; {likely.why}"
        patterns = tuple(SEPARATOR.join(part if part == "**" else literal(part) for part in path) for path in paths)
        return Rule("codes", {"path": patterns}, likely.role, dict(likely.facts), note=shortened(note, 200))


def _word_for(role: str, name: str) -> str:
    return meanings(role).get(tidy(name), "") if role in {"polarity", "certainty", "valence"} else ""


def _case_rules(project: CodedProject) -> list[Rule]:
    rules = []
    nameless = [case for case in project.cases if not case.name.strip()]
    if nameless:
        note = f"{counted(len(nameless), 'case')} without a name: their attributes are those of their documents"
        rules.append(Rule("cases", {"name": ("",)}, "document", note=note))
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for case in project.cases:
        if case.name.strip():
            by_kind[" ".join(case.kind.split())].append(case)
    for kind, cases in sorted(by_kind.items(), key=lambda item: (not item[0], item[0])):
        roles = Counter(kind_of_case(kind, case.name) for case in cases)
        usual = min(roles, key=lambda role: (-roles[role], role))
        if kind:
            note = f"{counted(len(cases), 'case')}, such as {shortened(min(case.name for case in cases), 60)}"
            rules.append(Rule("cases", {"kind": (literal(kind),)}, usual, note=note))
            continue
        rules += [
            Rule("cases", {"name": (literal(name),)}, role, note="by the words of its name")
            for name in sorted({case.name for case in cases})
            if (role := kind_of_case("", name)) != "actor"
        ]
        rest = sum(kind_of_case("", case.name) == "actor" for case in cases)
        if rest:
            rules.append(Rule("cases", {"name": ("*",)}, "actor", note=f"{counted(rest, 'case')} besides"))
    unique = {(tuple(sorted(rule.select.items()))): rule for rule in reversed(rules)}
    return [rule for rule in rules if unique[tuple(sorted(rule.select.items()))] is rule]


def _link_rules(project: CodedProject) -> list[Rule]:
    names = Counter(" ".join(link.name.split()) for link in project.links)
    return [
        Rule("links", {"name": (literal(name),)}, "claim", note=f"{counted(number, 'link')}")
        if re.search(r"\w", name)
        else Rule("links", {"name": (literal(name),)}, "ignore", note=f"{counted(number, 'link')} that say nothing")
        for name, number in sorted(names.items())
    ]


def _attributes(project: CodedProject) -> dict[str, str]:
    """Where each attribute goes, by the words of its name; an identifying one is for the team alone."""
    names: dict[str, str] = {}
    held = [case.attributes for case in project.cases] + [document.attributes for document in project.documents]
    for name in sorted(name for attributes in held for name in attributes):
        if name.strip():
            names.setdefault(name_key(name), name)
    return {name: attribute_target(name) for name in sorted(names.values())}
