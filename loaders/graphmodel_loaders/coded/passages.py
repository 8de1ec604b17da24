"""What one coded passage says: which claims it makes by itself, or what a person must decide about it."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import permutations, product
from math import prod
from typing import TypeAlias

from graphmodel.schema.vocabularies import default_verbs
from graphmodel_loaders.coded.mapping import Defaults
from graphmodel_loaders.coded.meaning import CodeMeaning, Meaning
from graphmodel_loaders.coded.rules import COLUMN, MODIFIERS, REASON, VERB
from graphmodel_loaders.flat.tables import claim_sentence

STAKEHOLDER = "stakeholder"
STAKEHOLDERS = ("actor", "organisation")
_OBJECTS = ("product", "tool", "objection", "factor")
"""What a passage may name several of besides one evidence item, with a claim about each."""
_PLACES = ("workstream", "site", "stage")
"""Kinds that say where a claim holds; they are what it is about where nothing else is."""
_MOST_OPTIONS = 12
"""Options of one draft that combine several choices."""
_MOST_IN_PAIRS = 4
"""Stakeholders of one passage that are offered in pairs."""
_ALONE = (STAKEHOLDER, "evidence", *_PLACES, REASON, VERB, *MODIFIERS)
"""What a passage may name once; where it names several, a person decides."""


@dataclass(frozen=True)
class Named:
    """A node that a passage names."""

    kind: str
    id: str
    label: str
    ident: str = ""
    rule: str = ""
    verb: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verb:
    """A verb that a passage names, by the rule of its code."""

    verb: str
    label: str


_Choice: TypeAlias = Named | Verb | str
Directions: TypeAlias = Set[tuple[str, str, str]]
"""What links of a project say: id of the subject, verb, id of the object."""


@dataclass(frozen=True)
class PassageClaim:
    """A claim that a passage makes, without what all claims of the passage share."""

    subject: Named
    verb: str
    object: Named
    cells: Mapping[str, str]
    rule: str

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells it apart from other claims of the passage, whatever its subject is."""
        return (self.object.ident or self.object.id,)

    @property
    def whole_identity(self) -> tuple[str, ...]:
        """Likewise, where subject and place are not settled."""
        return (self.subject.id, self.verb, *self.identity, *(self.cells.get(name, "") for name in _PLACES))

    def sentence(self) -> str:
        """The claim in words."""
        return claim_sentence(self.subject.label, self.verb, self.object.label, self.cells.get("polarity", ""))


@dataclass(frozen=True)
class Reading:
    """What becomes of a passage: claims; or a question with options; or neither, for a reason."""

    claims: tuple[PassageClaim, ...] = ()
    question: str = ""
    options: Mapping[str, tuple[PassageClaim, ...]] = field(default_factory=dict)
    suggestion: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Passage:
    """What the codes of one passage name.

    Attributes:
        codes: its codes, without those above another of their kind.
        speaker: who speaks, or who a claim is about if no code says it; None if nobody is known.
        nodes: its nodes.
    """

    codes: Sequence[CodeMeaning]
    speaker: Named | None
    nodes: Mapping[str, Sequence[Named]]
    verbs: Sequence[Verb]
    words: Mapping[str, Sequence[str]]
    own: Mapping[str, str]
    reasons: Sequence[Named]


NO_NODE = "no code of it names what a claim could be about"
NO_SUBJECT = "it is not known whom the claim could be about"
WORDS_ONLY = "no claim: keep the words alone"


def passage_of(codes: Iterable[CodeMeaning], speaker: Named | None, meaning: Meaning) -> Passage:
    """What codes that one coder gave to one place name, in an order that does not depend on the file."""
    kept = _lowest(sorted(codes, key=lambda one: (one.code.path, one.ident)))
    nodes: dict[str, dict[str, Named]] = {}
    verbs: dict[str, Verb] = {}
    words: dict[str, set[str]] = {}
    own: dict[str, set[str]] = {}
    reasons: dict[str, Named] = {}
    for one in kept:
        if one.kind:
            id_ = meaning.book.id(one.kind, one.label)
            named = Named(one.kind, id_, one.label, one.ident, one.rule, one.verb, one.cells)
            if one.role == REASON:
                reasons.setdefault(id_, named)
            else:
                nodes.setdefault(one.kind, {}).setdefault(id_, named)
        elif one.role == VERB:
            verbs.setdefault(one.word, Verb(one.word, one.code.name))
        elif one.role in MODIFIERS:
            words.setdefault(one.role, set()).add(one.word)
        if one.role == COLUMN:
            for name, cell in one.cells.items():
                own.setdefault(name, set()).add(cell)
    return Passage(
        kept,
        speaker,
        {kind: sorted(of.values(), key=lambda one: (one.label, one.id)) for kind, of in nodes.items()},
        [verbs[name] for name in sorted(verbs)],
        {name: sorted(of) for name, of in words.items()},
        {name: "; ".join(sorted(of)) for name, of in own.items()},
        [reasons[id_] for id_ in sorted(reasons)],
    )


def read_passage(passage: Passage, defaults: Defaults, directions: Directions = frozenset()) -> Reading:
    """What a passage says.

    What it may say once and says several times makes a question, never a claim for each combination. Where a link of
    the project says who does what the passage's verb says to what, that is its claim.

    Args:
        passage: what its codes name.
        defaults: what holds where no code says it.
        directions: what links say: subject, verb and object.
    """
    if linked := _linked(passage, directions, defaults):
        return Reading(linked)
    choices = {name: found for name in _ALONE if (found := _choices(passage, name))}
    several = {name: found for name, found in choices.items() if len(found) > 1}
    alone = {name: found[0] for name, found in choices.items() if name not in several}
    if several:
        return _open_question(passage, alone, several, defaults)
    claims = _claims(passage, alone, defaults)
    if claims is None:
        verb = alone.pop(VERB)
        options = {f"with the verb {defaults.verb}": _claims(passage, alone, defaults) or (), WORDS_ONLY: ()}
        question = f"The verb {_label(verb)} does not join what else the passage names. Which claim does it make?"
        return Reading(
            question=question, options={name: made for name, made in options.items() if made or name == WORDS_ONLY}
        )
    if claims:
        return Reading(claims)
    return Reading(reason=NO_SUBJECT if _objects(passage, alone)[0] else NO_NODE)


def _linked(passage: Passage, directions: Directions, defaults: Defaults) -> tuple[PassageClaim, ...]:
    """The claims of a passage of which one link joins two things by its verb; none where anything else is open."""
    named = [node for of in passage.nodes.values() for node in of]
    if len(passage.verbs) != 1 or not directions:
        return ()
    verb = passage.verbs[0].verb
    pairs = [
        (one, other)
        for one, other in permutations(named, 2)
        if (one.id, verb, other.id) in directions and joins(verb, one.kind, other.kind)
    ]
    if len(pairs) > 1 and passage.speaker:  # what somebody says of others is said by them
        pairs = [pair for pair in pairs if passage.speaker.id == pair[0].id]
    if len(pairs) != 1:
        return ()
    [(subject, object_)] = pairs
    nodes = {kind: [node for node in of if node not in pairs[0]] for kind, of in passage.nodes.items()}
    rest = replace(passage, nodes=nodes, verbs=())
    choices = {name: found for name in _ALONE if (found := _choices(rest, name))}
    if any(len(found) > 1 for found in choices.values()):
        return ()
    chosen = {name: found[0] for name, found in choices.items()}
    about = _node(chosen, STAKEHOLDER)
    cells = {
        **object_.cells,
        **({"about": about.id} if about and (passage.speaker is None or about.id != passage.speaker.id) else {}),
        **_shared(rest, chosen),
        **{kind: node.id for kind in _PLACES if (node := _node(chosen, kind))},
    }
    claim = PassageClaim(subject, verb, object_, cells, object_.rule or subject.rule)
    held = {name: one for name, one in chosen.items() if name not in {STAKEHOLDER, REASON}}
    others = {kind: of for kind, of in nodes.items() if kind not in STAKEHOLDERS}
    if not any(others.get(kind) for kind in ("evidence", *_OBJECTS)):
        return (claim,)
    return claim, *(_claims(replace(rest, nodes=others), held, defaults) or ())


def _open_question(
    passage: Passage,
    alone: Mapping[str, _Choice],
    several: Mapping[str, Sequence[_Choice]],
    defaults: Defaults,
) -> Reading:
    """A question with an option for each choice, and for all of them together where each may hold by itself."""
    options: dict[str, tuple[PassageClaim, ...]] = {}
    offered = dict(several)
    while len(offered) > 1 and prod(map(len, offered.values())) > _MOST_OPTIONS:
        offered.popitem()  # the words of a claim first: what is not chosen stays empty
    for chosen in product(*offered.values()):
        claims = _claims(passage, {**alone, **dict(zip(offered, chosen, strict=True))}, defaults)
        if claims:
            options[" + ".join(map(_label, chosen))] = claims
    if len(options) > 1 and len(several) == 1 and set(several) <= {STAKEHOLDER, "evidence", "stage"}:
        every = {claim.whole_identity: claim for claims in options.values() for claim in claims}
        options[f"each of them: {len(every)} claims"] = tuple(every.values())
    if [*several] == [STAKEHOLDER] and not _objects(passage, alone)[0]:
        options |= _pairs(passage, alone, several[STAKEHOLDER], defaults)
    if not options:
        return Reading(reason=NO_SUBJECT)
    names = "; ".join(f"{_named(name)}: {', '.join(map(_label, found))}" for name, found in several.items())
    return Reading(
        question=f"The passage names several where a claim has one ({names}). Which claim does it make?",
        options={**options, WORDS_ONLY: ()},
    )


def _pairs(
    passage: Passage, alone: Mapping[str, _Choice], stakeholders: Sequence[_Choice], defaults: Defaults
) -> dict[str, tuple[PassageClaim, ...]]:
    """Stakeholders and nothing else: what one does to another."""
    options: dict[str, tuple[PassageClaim, ...]] = {}
    for one, other in permutations(stakeholders, 2) if len(stakeholders) <= _MOST_IN_PAIRS else ():
        if isinstance(one, Named) and isinstance(other, Named):
            verb = _coded_verb(alone) or defaults.verb_between
            if joins(verb, one.kind, other.kind):
                claim = PassageClaim(one, verb, other, _shared(passage, alone), other.rule)
                options[f"{one.label} {verb.replace('_', ' ')} {other.label}"] = (claim,)
    return options


def _claims(passage: Passage, chosen: Mapping[str, _Choice], defaults: Defaults) -> tuple[PassageClaim, ...] | None:
    """The claims of a passage in which every choice is made; None if its verb joins nothing of it."""
    stakeholder, speaker = _node(chosen, STAKEHOLDER), passage.speaker
    objects, places = _objects(passage, chosen)
    if not objects and stakeholder and speaker and speaker.id != stakeholder.id:
        objects, stakeholder = [stakeholder], None
    shared = _shared(passage, chosen) | {kind: node.id for kind, node in places.items()}
    found: list[PassageClaim] = []
    verb = _coded_verb(chosen)
    if verb:
        ends = [*objects, *places.values(), *([stakeholder] if stakeholder else [])]
        subjects = [one for one in (stakeholder, speaker) if one]
        pairs = _joined(verb, subjects, ends) or _joined(verb, objects, ends)
        if not pairs:
            return None if objects and subjects else ()
        for subject, object_ in pairs:
            cells = {name: id_ for name, id_ in shared.items() if id_ not in {subject.id, object_.id}}
            found.append(PassageClaim(subject, verb, object_, {**object_.cells, **cells}, object_.rule or subject.rule))
        used = {end.id for pair in pairs for end in pair}
        objects = [one for one in objects if one.id not in used]
    for object_ in objects:
        acts = stakeholder
        more: dict[str, str] = {}
        if speaker and (stakeholder is None or object_.kind == "factor"):
            # What hinders somebody is said by who speaks.
            acts = speaker
            more = {"about": stakeholder.id} if stakeholder and stakeholder.id != speaker.id else {}
        if acts is None or acts.id == object_.id:
            continue
        plain = defaults.verb if acts is speaker else defaults.verb_between
        said = _fitting(
            (object_.verb, plain, Defaults.verb if acts is speaker else Defaults.verb_between), acts, object_
        )
        cells = {name: id_ for name, id_ in shared.items() if id_ != object_.id}
        found.append(PassageClaim(acts, said, object_, {**object_.cells, **more, **cells}, object_.rule))
    return tuple(found)


def joins(verb: str, subject: str, object_: str) -> bool:
    """Whether a verb may join two kinds; a verb of the study's own joins whatever it does join."""
    if verb not in default_verbs():
        return True
    starts, ends = default_verbs()[verb]
    return subject in starts.split("|") and object_ in ends.split("|")


def _joined(verb: str, subjects: Iterable[Named], ends: Iterable[Named]) -> list[tuple[Named, Named]]:
    """The first subject that the verb joins to something, with all that it joins it to."""
    for subject in subjects:
        pairs = [(subject, end) for end in ends if end.id != subject.id and joins(verb, subject.kind, end.kind)]
        if pairs:
            return pairs
    return []


def _fitting(verbs: Iterable[str], subject: Named, object_: Named) -> str:
    return next(verb for verb in verbs if verb and joins(verb, subject.kind, object_.kind))


def _objects(passage: Passage, chosen: Mapping[str, _Choice]) -> tuple[list[Named], dict[str, Named]]:
    """What a claim can be about, and where it holds; what says where is what it is about if nothing else is."""
    one = _node(chosen, "evidence")
    objects = [*([one] if one else []), *(node for kind in _OBJECTS for node in passage.nodes.get(kind, ()))]
    places = {kind: node for kind in _PLACES if (node := _node(chosen, kind))}
    if not objects and (reason := _node(chosen, REASON)):
        objects = [reason]
    if not objects and places:
        objects = [places.pop(next(iter(places)))]
    return objects, places


def _shared(passage: Passage, chosen: Mapping[str, _Choice]) -> dict[str, str]:
    """Cells of every claim of a passage."""
    cells = {name: word for name in MODIFIERS if isinstance(word := chosen.get(name), str)}
    reason = _node(chosen, REASON)
    return {**passage.own, **cells, **({"reason": reason.id} if reason else {})}


def _node(chosen: Mapping[str, _Choice], name: str) -> Named | None:
    node = chosen.get(name)
    return node if isinstance(node, Named) else None


def _coded_verb(chosen: Mapping[str, _Choice]) -> str:
    verb = chosen.get(VERB)
    return verb.verb if isinstance(verb, Verb) else ""


def _lowest(codes: Sequence[CodeMeaning]) -> list[CodeMeaning]:
    """Codes without those that stand above another of the same role: they say the same less exactly."""
    above = {(one.role, one.code.path[:end]) for one in codes for end in range(1, len(one.code.path))}
    return [one for one in codes if (one.role, one.code.path) not in above]


def _choices(passage: Passage, name: str) -> list[_Choice]:
    if name == STAKEHOLDER:
        return [one for kind in STAKEHOLDERS for one in passage.nodes.get(kind, ())]
    if name == VERB:
        return list(passage.verbs)
    if name in MODIFIERS:
        return list(passage.words.get(name, ()))
    return list(passage.reasons if name == REASON else passage.nodes.get(name, ()))


def _named(name: str) -> str:
    return {"evidence": "evidence item"}.get(name, name)


def _label(choice: _Choice) -> str:
    return choice if isinstance(choice, str) else choice.label
