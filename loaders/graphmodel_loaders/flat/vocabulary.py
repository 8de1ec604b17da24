"""The words that people use in sheets, from data files: of headings, of cells, of kinds."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from rapidfuzz import fuzz

from graphmodel.likeness import HEADINGS
from graphmodel.schema.vocabularies import default_verb_rows
from graphmodel_loaders.flat.finding import key_of

NEEDED = ("subject", "object")
"""Fields without which a row is no claim."""
SURE = 0.75
"""From this on, a heading is taken to name a field; below, only perhaps."""


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Field:
    """One field of a claim and how people head it: keys of headings with how well each fits, from 0 to 1."""

    name: str
    shows: str
    headings: Mapping[str, float]
    inverted: frozenset[str]


@dataclass(frozen=True)
class Habit:
    """The columns of one program, where headings have other meanings."""

    name: str
    needs: frozenset[str]
    unless: frozenset[str]
    fields: Mapping[str, str]
    own: frozenset[str]


@cache
def fields() -> dict[str, Field]:
    """Every field, by name."""
    found = {}
    for name, entry in _data("headings")["fields"].items():
        inverted = [key_of(text) for text in entry.get("inverted", ())]
        weights = {key_of(text): 0.6 for text in entry.get("near", ())}
        weights |= {key_of(text): 1 - 0.001 * place for place, text in enumerate([*entry["same"], *inverted])}
        found[name] = Field(name, entry["shows"], weights, frozenset(inverted))
    return found


@cache
def habits() -> tuple[Habit, ...]:
    """The habits of programs."""
    return tuple(
        Habit(
            entry["name"],
            frozenset(entry["needs"]),
            frozenset(entry["unless"]),
            entry["fields"],
            frozenset(entry["own"]),
        )
        for entry in _data("headings")["habits"]
    )


@cache
def never() -> frozenset[str]:
    """Headings of columns that are never a field."""
    return frozenset(map(key_of, _data("headings")["never"]))


_KIND = re.compile(r"(?:type|kind|category|sort) of (.+)|(.+?) (?:type|kind|category|sort)")


@cache
def fit(heading: str, field: str) -> float:
    """How well a heading names a field, from 0 to 1; one with a stroke, by the best of its parts as well."""
    whole = _fit(heading, field)
    parts = [part for part in re.split(r"\s*[/\n|]\s*", heading) if part.strip()]
    if len(parts) > 1:
        best = max(_fit(part, field) for part in parts)
        whole = max(whole, 0.95 * best if best >= SURE else 0)
    if field == "polarity" and _lists_answers(heading):
        whole = max(whole, 0.7)
    if field in {"subject_kind", "object_kind"}:
        kind = _KIND.fullmatch(key_of(heading))
        end = _fit(kind[1] or kind[2], field.removesuffix("_kind")) if kind else 0
        whole = max(whole, 0.95 * end if end >= SURE else 0)
    return whole


def _fit(heading: str, field: str) -> float:
    key, plain = key_of(heading), bare(heading)
    known = fields()[field].headings
    without = re.sub(r"^(the|which|a)\s|\s\d+$", "", plain or key)
    for name, share in ((key, 1), (plain, 0.98), (without, 0.96)):
        if name and name in known:
            return share * known[name]
    if key in _all_headings():
        return 0.0  # it is what people call another field
    spelt = " ".join(_spellings().get(word, word) for word in without.split())
    numbered = re.sub(r"\s(no|nr|number|id|code|ref|name)$", "", spelt) if field in {"source", "speaker"} else spelt
    name = next((one for one in (spelt, numbered) if one in known), "")
    if name:
        return 0.94 * known[name]
    if field == "id" or spelt in _all_headings():
        return 0.0  # ids have no names of several words
    return max((_likeness(spelt, other, weight) for other, weight in known.items()), default=0.0)


def _likeness(heading: str, other: str, weight: float) -> float:
    """How well a heading is a known one that is misspelt, or has it among its words."""
    words, theirs = heading.split(), other.split()
    best = 0.0
    if min(len(other), len(heading)) >= HEADINGS.shortest and len(theirs) == len(words):
        likeness = fuzz.ratio(heading, other)
        best = weight * likeness / 100 * 0.95 if likeness >= HEADINGS.least else 0.0
    further = len(set(words)) - len(theirs)
    if set(theirs) <= set(words) and further <= 3 and len(other) > 1:
        share = 0.8 - 0.08 * further
        # Of two nouns the last one says what it is: "programme data" are data.
        led = re.search(rf"\b{re.escape(other)} (\S+)", heading)
        share *= 0.6 if led and led[1] not in _data("headings")["small"] else 1
        best = max(best, (weight if weight > SURE else 0.8 * weight) * share)
    return best


@cache
def _all_headings() -> frozenset[str]:
    return frozenset(name for one in fields().values() for name in one.headings)


@cache
def _spellings() -> dict[str, str]:
    spellings: dict[str, str] = _data("headings")["spellings"]
    return spellings


@cache
def is_heading(text: str) -> bool:
    """Whether people head a column so."""
    if len(text) > 60:
        return False
    key = key_of(text)
    return key in never() or any(fit(text, name) >= SURE for name in fields())


@cache
def meanings(field: str) -> dict[str, str]:
    """What each known word in cells of a field means: ``yes`` affirms."""
    known = {tidy(word): value for value, words in _data("words")[field].items() for word in (value, *words)}
    return known | dict.fromkeys(unknown_answers(), "mixed") if field == "polarity" else known


@cache
def unknown_answers() -> frozenset[str]:
    """Answers that say that nobody knows."""
    return frozenset(map(tidy, _data("words")["unknown"]))


@cache
def legend(heading: str) -> dict[str, str]:
    """What a heading itself says that answers mean: ``Used (1 = yes, 2 = no, 9 = unknown)``."""
    return {code: meanings("polarity")[word] for code, word in legend_words(heading).items()}


@cache
def legend_words(heading: str) -> dict[str, str]:
    """The word that a heading gives for each of its codes: ``9 = unknown``."""
    known = meanings("polarity")
    said = {}
    for pair in re.findall(r"([^\W_][\w'/]*|[-+?])\s*=\s*([^\W_][\w'/]*|[-+?])", heading):
        left, right = map(tidy, pair)
        code, word = (left, right) if right in known and not right.isdecimal() else (right, left)
        if word in known and not word.isdecimal():
            said[code] = word
    return said


def bare(heading: str) -> str:
    """The key of a heading without what stands in brackets, and without the answers that it lists."""
    return key_of(re.sub(r"\([^)]*\)|\[[^\]]*\]|\S+\s*=\s*\S+", " ", heading))


def _lists_answers(heading: str) -> bool:
    """Whether a heading lists a yes and a no: ``(Y/N)``, ``1 = yes, 0 = no``."""
    known = meanings("polarity")
    for inner in re.findall(r"[(\[]([^)\]]*)[)\]]", heading):
        parts = {known.get(tidy(part)) for part in re.split(r"[/,;|]|\bor\b", inner)}
        if {"affirms", "denies"} <= parts:
            return True
    return {"affirms", "denies"} <= set(legend(heading).values())


WORDED = ("polarity", "certainty", "extent", "valence", "level", "use")
"""Fields whose cells come from a list of words."""


@lru_cache(maxsize=1 << 16)
def tidy(text: str) -> str:
    """A word of a cell for looking it up: lower case, without full stops and quotation marks around it."""
    plain = " ".join(text.casefold().replace("’", "'").split())
    return plain.strip(".,;:!\"'“”() ") or plain


@cache
def negations() -> tuple[str, ...]:
    """Words before a verb that deny it, the longest first."""
    return tuple(sorted(_data("words")["negations"], key=len, reverse=True))


@cache
def signs() -> tuple[frozenset[str], frozenset[str]]:
    """Signs that are an answer only beside others, and those others."""
    data = _data("words")
    return frozenset(data["signs"]), frozenset(data["counterparts"])


def polarity_of(text: str, words: Mapping[str, str]) -> str | None:
    """What an answer means; of several with a stroke between them (``Ie/Yes``, ``Y/N``), what the known ones say."""
    if text in words:
        return words[text]
    said = {words[part] for part in map(tidy, re.split(r"[/|]", text)) if part in words} if "/" in text else set()
    return "mixed" if len(said) > 1 else next(iter(said), None)


@cache
def totals() -> frozenset[str]:
    """Words that begin a line of totals."""
    return frozenset(_data("words")["totals"])


@cache
def verb_forms() -> dict[str, str]:
    """Each default verb by its forms: ``use``, ``uses``, ``using`` and ``used`` have one stem."""
    forms: dict[str, str] = {}
    for row in default_verb_rows():
        # A sheet of one's own is hardly about tools: "is linked to" is not the verb between two tools, and "raises" and
        # "answers" are not about objections alone.
        if row["subject"] != "tool" and row["object"] != "objection":
            for text in (row["predicate"].replace("_", " "), row["label"]):
                forms.setdefault(stem(text), row["predicate"])
    return forms


@cache
def likely_presence(verb: str) -> str:
    """What the everyday meaning of a verb suggests that it says of evidence; empty where it is not plain.

    Words that only lead to the object (``sent to``) change nothing; other words behind a verb may change its meaning.
    """
    known = _presence_by_stem()
    words = stem(verb.replace("_", " ")).split()
    while words and " ".join(words) not in known and words[-1] in _LEADING:
        words.pop()
    return known.get(" ".join(words), "")


_LEADING = frozenset({"to", "by", "from", "with", "at", "in", "on", "the", "a", "of", "about", "into"})


@cache
def _presence_by_stem() -> dict[str, str]:
    return {stem(verb): presence for presence, verbs in _data("verbs")["presence"].items() for verb in verbs}


@cache
def stem(text: str) -> str:
    """The words of a verb without the endings of person and tense."""
    words = re.findall(r"[^\W_]+", text.casefold())
    skipped = {"is", "was", "were", "are", "has", "have", "had", "been", "be", "being", "did", "does", "do"}
    main = [word for word in words if word not in skipped] or words
    return " ".join([_root(main[0]), *main[1:]]) if main else ""


_IRREGULAR = {"led": "lead", "held": "hold", "withheld": "withhold", "lent": "lend", "sent": "send", "paid": "pay"}


def _root(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ying", "y"), ("ising", "ise"), ("izing", "ise")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return _without_e(word[: -len(ending)] + instead)
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 1 and not word.endswith(("ss", "eed")):
            base = word[: -len(ending)]
            if ending in {"ing", "ed"} and len(base) > 3 and base[-1] == base[-2] and base[-1] not in "ls":
                base = base[:-1]
            return _without_e(base)
    return _without_e(word)


def _without_e(word: str) -> str:
    return word.replace("iz", "is").removesuffix("e")
