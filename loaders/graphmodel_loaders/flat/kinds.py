"""Guesses the kind of each node that is a subject or an object."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphmodel.schema import KINDS_BY_NAME
from graphmodel.schema.kind_words import kind_of_heading, kind_of_label, kind_of_word
from graphmodel.schema.reading import name_key
from graphmodel.schema.vocabularies import default_verbs
from graphmodel_loaders.flat.mapping import SheetMap
from graphmodel_loaders.flat.sheet_rows import SheetRow

ENDS = ("subject", "object")
_BOTH_ENDS = 0.3
"""From this share of objects that are subjects too, an object without any sign is what subjects are."""


@dataclass
class GuessedKind:
    """The kind of one label, whether that is sure, and what it rests on."""

    kind: str
    sure: bool
    why: str


@dataclass
class _Signs:
    said: Counter[str] = field(default_factory=Counter)
    allowed: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    label: str = ""


def guess_kinds(rows: Iterable[SheetRow], sheet_map: SheetMap, listed: Mapping[str, str]) -> dict[str, GuessedKind]:
    """A kind for each label at an end of a claim, by the key of the label (:func:`name_key`).

    What counts, in this order: what was settled by hand; a column of kinds; that somebody of that name speaks; the
    kinds that a known verb joins; words of the label; the heading of the column; where nothing shows it, a subject is
    an actor, and an object an evidence item, or an actor where the objects are subjects too.

    Args:
        rows: the claims.
        sheet_map: how they are read, with what was settled.
        listed: the kind of labels as a sheet that lists the nodes has it, in its words.
    """
    signs: dict[str, _Signs] = defaultdict(_Signs)
    speakers = set()
    verbs = default_verbs()
    for row in rows:
        if "speaker" in row.labels:
            speakers.add(name_key(row.labels["speaker"]))
        verb = verbs.get(row.verb) if row.known_verb else None
        for place, end in enumerate(ENDS):
            sign = signs[name_key(row.labels[end])]
            sign.label = max(sign.label, row.labels[end])
            sign.ends.add(end)
            # What people praise or criticise in a sheet of their own is hardly ever a tool made from the findings.
            if verb and verb[place] not in {"tool", "objection"}:
                sign.allowed.add(verb[place])
            said = kind_of_word(row.kinds.get(end, ""))
            if said:
                sign.said[said] += 1
    for label, word in listed.items():
        said = kind_of_word(word)
        if said and name_key(label) in signs:
            signs[name_key(label)].said[said] += 1
    settled = {name_key(label): kind for label, kind in sheet_map.kinds.items()}
    headings = {end: kind_of_heading(sheet_map.columns.get(end, "")) for end in ENDS}
    objects = [sign for sign in signs.values() if "object" in sign.ends]
    shared = sum("subject" in sign.ends for sign in objects)
    plain_object = "actor" if objects and shared >= _BOTH_ENDS * len(objects) else "evidence"
    return {key: _guess(key, sign, settled, speakers, headings, plain_object) for key, sign in signs.items()}


def _guess(
    key: str,
    sign: _Signs,
    settled: Mapping[str, str],
    speakers: set[str],
    headings: Mapping[str, str],
    plain_object: str,
) -> GuessedKind:
    if key in settled:
        return GuessedKind(settled[key], True, "settled")
    if sign.said:
        best = sorted(sign.said.items(), key=lambda item: (-item[1], item[0]))
        return GuessedKind(best[0][0], len(best) == 1, "the column of kinds")
    allowed = set.intersection(*(set(kinds.split("|")) for kinds in sign.allowed)) if sign.allowed else set()
    by_heading = next((headings[end] for end in ENDS if end in sign.ends and headings[end]), "")
    speaks = "actor" if key in speakers else ""
    alone = next(iter(allowed)) if len(allowed) == 1 else ""
    for kind, sure, why in (
        (speaks, True, "it speaks"),
        (alone, True, "the verb"),
        (kind_of_label(sign.label), False, "words of its label"),
        (by_heading, False, "the heading"),
    ):
        if kind and (not allowed or kind in allowed):
            return GuessedKind(kind, sure, why)
    plain = "actor" if "subject" in sign.ends else plain_object
    if allowed and plain not in allowed:
        plain = next((kind for kind in ("actor", "evidence", *KINDS_BY_NAME) if kind in allowed), plain)
    return GuessedKind(plain, False, "nothing: a plain guess")
