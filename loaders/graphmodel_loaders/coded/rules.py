"""Rules of a mapping: what each section may say, and which codes, cases, links and documents a rule takes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graphmodel.coded_project import Case, Code, Document, Link
from graphmodel.schema.reading import name_key
from graphmodel_loaders.coded.builder import SEPARATOR

KIND_ROLES = (
    "actor",
    "organisation",
    "evidence",
    "stage",
    "factor",
    "workstream",
    "product",
    "site",
    "tool",
    "objection",
)
"""What a code may be that is a node."""
MODIFIERS = ("polarity", "certainty", "extent", "focus", "valence", "level", "use", "step")
"""What a code may say about the claim that another code makes."""
IGNORE, FOLDER, PLAIN_CODE, VERB, REASON, COLUMN = "ignore", "folder", "code", "verb", "reason", "column"
UNMAPPED = "unmapped"
"""What becomes of a code or case that no rule takes, unless the mapping says otherwise."""


@dataclass(frozen=True)
class Section:
    """What the rules of one section may say: by what they choose, what it becomes, and what else they give it."""

    selectors: tuple[str, ...]
    roles: tuple[str, ...]
    facts: tuple[str, ...]
    has_where: bool = False
    plain_role: str = ""


SECTIONS: dict[str, Section] = {
    "codes": Section(
        ("path", "name", "guid", "set"),
        (*KIND_ROLES, VERB, *MODIFIERS, REASON, COLUMN, PLAIN_CODE, FOLDER, IGNORE),
        ("value", "label", "verb", "type", "column", "order", "granularity", "instance", *MODIFIERS),
    ),
    "cases": Section(
        ("name", "kind", "guid"),
        ("actor", "organisation", "site", "workstream", "document", IGNORE),
        ("label", "type", "granularity", "instance"),
        has_where=True,
    ),
    "links": Section(("name",), ("claim", IGNORE), ("verb", "turned"), plain_role="claim"),
    "documents": Section(
        ("name", "group", "kind", "guid"),
        ("source", IGNORE),
        ("type", "site", "workstream", "phase", "consent", "independent"),
        has_where=True,
        plain_role="source",
    ),
}
"""Sections of rules, by name. ``kind`` is what the program says, ``type`` the column ``kind`` of the node."""


@dataclass(frozen=True)
class Rule:
    """One rule of a section.

    Attributes:
        section: the section.
        select: patterns for each thing that it chooses by; all must fit, of the patterns of one any.
        role: what becomes of what it takes, as the section lists it.
        facts: what else it says, by name.
        where: patterns of attributes, all of which must fit.
        note: a comment above it.
    """

    section: str
    select: Mapping[str, tuple[str, ...]]
    role: str
    facts: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)
    note: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """What the rule is called in tables and messages: what it chooses by, ``path Barriers / *``."""
        parts = [f"{name} {' or '.join(patterns)}" for name, patterns in self.select.items()]
        parts += [f"{name} = {pattern}" for name, pattern in self.where.items()]
        return ", ".join(parts)

    def takes(self, thing: Code | Case | Link | Document) -> bool:
        """Whether it takes a code, case, link or document."""
        texts = _texts(thing)
        if not all(
            any(takes(pattern, text) for pattern in patterns for text in texts[name])
            for name, patterns in self.select.items()
        ):
            return False
        attributes = {name_key(name): text for name, text in getattr(thing, "attributes", {}).items()}
        return all(takes(pattern, attributes.get(name_key(name), "")) for name, pattern in self.where.items())


def first_taking(rules: Sequence[Rule], thing: Code | Case | Link | Document) -> Rule | None:
    """The first rule that takes a thing; None if none does."""
    return next((rule for rule in rules if rule.takes(thing)), None)


def literal(text: str) -> str:
    """A pattern that fits this text alone."""
    return text.replace("*", "[*]")


def _texts(thing: Code | Case | Link | Document) -> dict[str, Iterable[str]]:
    match thing:
        case Code():
            path = SEPARATOR.join(thing.path)
            return {"path": (path,), "name": (thing.name,), "guid": (thing.key,), "set": thing.sets}
        case Case():
            return {"name": (thing.name,), "kind": (thing.kind,), "guid": (thing.key,)}
        case Document():
            return {"name": (thing.name,), "group": thing.groups, "kind": (thing.kind,), "guid": (thing.key,)}
        case Link():
            return {"name": (thing.name,)}


def takes(pattern: str, text: str) -> bool:
    """Whether a pattern takes a text: ``Barriers / *`` every code straight below Barriers, ``Barriers / **`` all."""
    return _pattern(pattern).fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


@lru_cache(maxsize=4096)
def _pattern(pattern: str) -> re.Pattern[str]:
    """``*`` stands for any text within one level of a path, ``**`` for any number of levels; ``[*]`` for a star."""
    parts = re.split(r"(\[\*\]|\*\*+|\*)", _plain(pattern))
    within_level = f"(?:(?!{re.escape(SEPARATOR)}).)*"
    meanings = {"*": within_level, "[*]": r"\*"}
    return re.compile(
        "".join(re.escape(part) if place % 2 == 0 else meanings.get(part, ".*") for place, part in enumerate(parts)),
        re.DOTALL,
    )
