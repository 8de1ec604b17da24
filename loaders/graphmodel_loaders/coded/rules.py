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
_MOST_NAMED = 4
"""Patterns of a rule that its name lists: each of its claims has that name."""
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
        parts = [f"{name} {_listed(patterns)}" for name, patterns in self.select.items()]
        parts += [f"{name} = {pattern}" for name, pattern in self.where.items()]
        return ", ".join(parts)

    def takes(self, thing: Code | Case | Link | Document) -> bool:
        """Whether it takes a code, case, link or document."""
        return self._takes(_texts(thing), _attributes(thing))

    def _takes(self, texts: Mapping[str, Iterable[str]], attributes: Mapping[str, str]) -> bool:
        chosen = all(
            any(_fits(pattern, text) for pattern in patterns for text in texts[name])
            for name, patterns in self.select.items()
        )
        return chosen and all(
            _fits(pattern, attributes.get(name_key(name), "")) for name, pattern in self.where.items()
        )


def _listed(patterns: Sequence[str]) -> str:
    """Patterns in words: of many, the first ones, how many more, and the last one."""
    if len(patterns) <= _MOST_NAMED:
        return " or ".join(patterns)
    *first, last = (*patterns[: _MOST_NAMED - 1], patterns[-1])
    return f"{' or '.join(first)} or {len(patterns) - _MOST_NAMED:,} more or {last}"


class RuleList:
    """The rules of one section, looked up by the names that they take, so that many rules cost no more than few."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._by_name: dict[tuple[str, str], tuple[int, Rule]] = {}
        self._others: list[tuple[int, Rule]] = []
        for number, rule in enumerate(rules):
            names = [(selector, _pattern(one)) for selector, patterns in rule.select.items() for one in patterns]
            if len(rule.select) > 1 or rule.where or not all(isinstance(name, str) for _, name in names):
                self._others.append((number, rule))
                continue
            for selector, name in names:
                self._by_name.setdefault((selector, str(name)), (number, rule))

    def first(self, thing: Code | Case | Link | Document) -> Rule | None:
        """The first rule that takes a thing; None if none does."""
        texts, attributes = _texts(thing), _attributes(thing)
        named = [self._by_name.get((name, text)) for name, of in texts.items() for text in of]
        best = min((one for one in named if one), key=lambda one: one[0], default=None)
        for number, rule in self._others:
            if best and number > best[0]:
                break
            if rule._takes(texts, attributes):
                return rule
        return best[1] if best else None


def literal(text: str) -> str:
    """A pattern that fits this text alone."""
    return text.replace("*", "[*]")


def takes(pattern: str, text: str) -> bool:
    """Whether a pattern takes a text: ``Barriers / *`` every code straight below Barriers, ``Barriers / **`` all."""
    return _fits(pattern, _plain(text))


def _texts(thing: Code | Case | Link | Document) -> dict[str, tuple[str, ...]]:
    match thing:
        case Code():
            texts = {
                "path": (SEPARATOR.join(thing.path),),
                "name": (thing.name,),
                "guid": (thing.key,),
                "set": thing.sets,
            }
        case Case():
            texts = {"name": (thing.name,), "kind": (thing.kind,), "guid": (thing.key,)}
        case Document():
            texts = {"name": (thing.name,), "group": thing.groups, "kind": (thing.kind,), "guid": (thing.key,)}
        case Link():
            texts = {"name": (thing.name,)}
    return {name: tuple(map(_plain, of)) for name, of in texts.items()}


def _attributes(thing: Code | Case | Link | Document) -> dict[str, str]:
    held = thing.attributes if isinstance(thing, Case | Document) else {}
    return {name_key(name): _plain(text) for name, text in held.items()}


def _fits(pattern: str, plain: str) -> bool:
    compiled = _pattern(pattern)
    if isinstance(compiled, str):
        return compiled == plain
    looked_at = plain[:_LONGEST]
    return compiled.fits(looked_at) if isinstance(compiled, _Mixed) else compiled.fullmatch(looked_at) is not None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


_LONGEST = 1_000
"""Characters of a name that a pattern with stars looks at."""


@dataclass(frozen=True)
class _Mixed:
    """A pattern with stars of both sorts, for which a regular expression may take for ever.

    Attributes:
        pieces: the texts before, between and behind the stars.
        within: for each star, whether it stays within one level of a path.
    """

    pieces: tuple[str, ...]
    within: tuple[bool, ...]

    def fits(self, text: str) -> bool:
        """Whether it fits a text; the time grows with the length of the text times that of the pattern."""
        if sum(map(len, self.pieces)) > len(text) or not text.startswith(self.pieces[0]):
            return False
        ends = {len(self.pieces[0])}
        for is_within, piece in zip(self.within, self.pieces[1:], strict=True):
            ends = {place + len(piece) for place in _reached(text, ends, is_within) if text.startswith(piece, place)}
        return len(text) in ends


def _reached(text: str, starts: set[int], is_within: bool) -> list[int]:
    """The places to which a star that begins at any of some places may lead."""
    reached = []
    is_open = False
    for place in range(len(text) + 1):
        is_open = is_open or place in starts
        if is_open:
            reached.append(place)
        if is_within and text.startswith(SEPARATOR, place):
            is_open = False
    return reached


@lru_cache(maxsize=1 << 14)
def _pattern(pattern: str) -> re.Pattern[str] | _Mixed | str:
    """``*`` stands for any text within one level of a path, ``**`` for any number of levels; ``[*]`` for a star."""
    parts = re.split(r"(\[\*\]|\*\*+|\*)", _plain(pattern))
    pieces, stars = [parts[0]], list[str]()
    for star, text in zip(parts[1::2], parts[2::2], strict=True):
        if star == "[*]":
            pieces[-1] += f"*{text}"
        else:
            stars.append(".*?" if len(star) > 1 else f"(?:(?!{re.escape(SEPARATOR)}).)*?")
            pieces.append(text)
    if not stars:
        return pieces[0]
    if len(set(stars)) > 1:
        return _Mixed(tuple(pieces), tuple(star != ".*?" for star in stars))
    # The first place where a piece fits will do, so that no text makes this slow.
    inner = [f"(?>{star}{re.escape(piece)})" for star, piece in zip(stars[:-1], pieces[1:-1], strict=True)]
    return re.compile("".join([re.escape(pieces[0]), *inner, stars[-1], re.escape(pieces[-1])]), re.DOTALL)
