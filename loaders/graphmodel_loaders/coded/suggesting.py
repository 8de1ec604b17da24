"""A draft of a mapping, from a project's own codes, cases, attributes and links."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Map
from dataclasses import dataclass

from graphmodel.coded_project import Case, Code, CodedProject
from graphmodel.schema.reading import name_key
from graphmodel.wording import counted, shortened
from graphmodel_loaders.coded import mapping as maps
from graphmodel_loaders.coded.builder import SEPARATOR
from graphmodel_loaders.coded.folder_words import (
    attribute_target,
    family_of,
    is_aside,
    is_body,
    is_group,
    kind_of_case,
    kind_of_code,
    word_for,
)
from graphmodel_loaders.coded.own_projects import OWN_DEFAULTS, is_own, own_attributes, own_case_rules, own_code_rules
from graphmodel_loaders.coded.rules import FOLDER, IGNORE, KIND_ROLES, PLAIN_CODE, Rule, literal, takes

Path = tuple[str, ...]
MATRIX = "framework matrix"
"""In the name of the program of projects whose codes are columns."""
THEME = "factor"
"""What a code is taken for that no word tells about: a theme that people speak of."""


def suggest(project: CodedProject) -> maps.Mapping:
    """A mapping that can be taken as it is: every code, case, link and attribute has its place.

    Codes go by the words of the folder they are in, else by their own, else they are themes. A folder whose codes are
    all of one sort has one rule.
    """
    uses = Counter(code for segment in project.segments for code in segment.codes)
    own = is_own(project)
    return maps.Mapping(
        defaults=OWN_DEFAULTS if own else maps.Defaults(),
        coders=maps.Coders(_of_record(project)),
        attributes=own_attributes(project) if own else _attributes(project),
        codes=tuple(own_code_rules(project) if own else _code_rules(project, uses)),
        cases=tuple(own_case_rules(project) if own else _case_rules(project)),
        links=tuple(_link_rules(project)),
        heading=f"Suggested from {counted(len(project.segments), 'passage')} of {project.program}. Look through it.",
    )


def _of_record(project: CodedProject) -> str:
    """Who coded most, where there are several: so that it stays the same person in the next export."""
    names = {coder.key: coder.name for coder in project.coders}
    number = Counter(names.get(segment.coder, segment.coder) for segment in project.segments if segment.coder)
    return min(number, key=lambda name: (-number[name], name)) if len(number) > 1 else ""


@dataclass(frozen=True)
class _Likely:
    """What a code is likely to be, with further entries of its rule and the reason."""

    role: str
    facts: tuple[tuple[str, str], ...] = ()
    why: str = ""


def _code_rules(project: CodedProject, uses: Map[str, int]) -> list[Rule]:
    case_codes = {code for case in project.cases for code in case.codes}
    tree = _Tree([code for code in project.codes if code.key not in case_codes], uses, MATRIX in project.program)
    rules = [rule for top in tree.children[()] for rule in tree.rules((top,), None)]
    return [*tree.folders(), *rules]


class _Tree:
    """The codes by path, and the rules for each branch.

    Columns of a matrix are topics whatever words they have, but barriers and the like have their valence.
    """

    def __init__(self, codes: Sequence[Code], uses: Map[str, int], are_topics: bool) -> None:
        self._are_topics = are_topics
        self._codes: dict[Path, list[Code]] = defaultdict(list)
        self._uses = uses
        self.children: dict[Path, list[str]] = defaultdict(list)
        for code in codes:
            self._codes[code.path].append(code)
            for end in range(len(code.path)):
                if code.path[end] not in self.children[code.path[:end]]:
                    self.children[code.path[:end]].append(code.path[end])

    def folders(self) -> list[Rule]:
        """One rule for all codes that have codes below them and that nobody coded with."""
        folders = [path for path in self._codes if path in self.children and not self._is_coded(path)]
        if not folders:
            return []
        note = f"{counted(len(folders), 'folder')}: they have codes below them, and nobody coded with them"
        return [Rule("codes", {"path": tuple(map(_literal, folders))}, FOLDER, note=note)]

    def rules(self, path: Path, family: _Likely | None) -> list[Rule]:
        """Rules for a branch: those for codes and folders unlike the others first, then one for all others."""
        if path not in self.children:
            return [self._rule([_literal(path)], self._likely(path, family), [path])] if self._codes.get(path) else []
        found = self._family_of(path)
        # Whatever is below barriers is a barrier.
        if found and not (family and family.facts and not found[1]):
            family = _Likely(*found, f"by the name of the folder {path[-1]}")
        below = [other for other in self._codes if other[: len(path)] == path and other != path]
        within = [rule for child in self.children[path] for rule in self.rules((*path, child), family)]
        itself = [self._rule([_literal(path)], self._top(path, family), [path])] if self._is_coded(path) else []
        # A rule for all of a folder rests on its own name or on nothing, never on what one branch of it is.
        general = {_sort_of(THEME, ()), *([_sort_of(family.role, family.facts)] if family else [])}
        sorts = Counter(sort for sort in map(_sort, within) if sort in general)
        if not sorts:
            return [*self._together(within), *itself]
        usual = min(sorts, key=lambda sort: (-sorts[sort], sort[0] != THEME, sort))
        unlike = self._together([rule for rule in within if _sort(rule) != usual])
        first = next(rule for rule in within if _sort(rule) == usual)
        why = family.why if family and family.role == usual[0] else first.note.partition("; ")[2]
        named = [pattern for rule in unlike for pattern in rule.select["path"]]
        rest = [other for other in below if not any(takes(pattern, SEPARATOR.join(other)) for pattern in named)]
        plain = _Likely(usual[0], tuple(first.facts.items()), why)
        return [*unlike, *itself, self._rule([f"{_literal(path)}{SEPARATOR}**"], plain, rest)]

    def _together(self, rules: Sequence[Rule]) -> list[Rule]:
        """Rules for single codes of one sort, which are so for one reason, as one rule."""
        single = {_literal(path): path for path in self._codes if path not in self.children}
        alike: dict[tuple[object, ...], list[Rule]] = defaultdict(list)
        for place, rule in enumerate(rules):
            is_single = all(pattern in single for pattern in rule.select["path"])
            alike[(_sort(rule), rule.note.partition("; ")[2]) if is_single else (place,)].append(rule)
        found = []
        for same in alike.values():
            patterns = [pattern for rule in same for pattern in rule.select["path"]]
            likely = _Likely(same[0].role, tuple(same[0].facts.items()), same[0].note.partition("; ")[2])
            found.append(self._rule(patterns, likely, [single[one] for one in patterns]) if len(same) > 1 else same[0])
        return found

    def _top(self, path: Path, family: _Likely | None) -> _Likely:
        """What a code is that has others below it and is coded itself."""
        if family and family.role not in KIND_ROLES:
            return _Likely(PLAIN_CODE, (), f"it stands above codes of {family.role}")
        return self._likely(path, family)

    def _is_coded(self, path: Path) -> bool:
        return any(self._uses.get(code.key) for code in self._codes.get(path, ()))

    def _family_of(self, path: Path) -> tuple[str, tuple[tuple[str, str], ...]] | None:
        found = family_of(path[-1])
        return None if found and self._are_topics and found[0] != THEME else found

    def _likely(self, path: Path, family: _Likely | None) -> _Likely:
        if self._are_topics:
            found = self._family_of(path)
            named = _Likely(*found, "by its own words") if found and found[1] else None
            return family or named or _Likely(THEME, (), "a column of the matrix: a theme")
        if family and family.role == "actor" and is_body(path[-1]):
            return _Likely("organisation", (), "by their own words")
        if is_aside(path[-1]) and (family is None or (family.role == THEME and not family.facts)):
            return _Likely(IGNORE, (), "for the coder's own use, by their words")
        if family and (family.role not in {"polarity", "certainty"} or word_for(family.role, path[-1])):
            return family
        if (kind := kind_of_code(path[-1])) in KIND_ROLES:
            return _Likely(kind, (), "by its own words")
        return _Likely(THEME, (), "nothing tells: a theme")

    def _rule(self, patterns: Sequence[str], likely: _Likely, paths: Sequence[Path]) -> Rule:
        taken = [code for path in paths for code in self._codes[path]]
        number = sum(self._uses.get(code.key, 0) for code in taken)
        note = f"{counted(len(taken), 'code')}, coded {counted(number, 'time')}; {likely.why}"
        return Rule("codes", {"path": tuple(patterns)}, likely.role, dict(likely.facts), note=shortened(note, 200))


def _sort(rule: Rule) -> tuple[str, str]:
    return _sort_of(rule.role, rule.facts.items())


def _sort_of(role: str, facts: Iterable[tuple[str, str]]) -> tuple[str, str]:
    return role, str(sorted(facts))


def _literal(path: Path) -> str:
    return SEPARATOR.join(map(literal, path))


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
            facts = {"granularity": "group"} if usual == "actor" and is_group(kind) else {}
            rules.append(Rule("cases", {"kind": (literal(kind),)}, usual, facts, note=note))
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
