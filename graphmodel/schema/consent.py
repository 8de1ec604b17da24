"""Consent: what may be done with the words of a source, where it is said in several places. The strictest holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graphmodel.schema.reading import name_key
from graphmodel.schema.vocabularies import VOCABULARIES

ATTRIBUTED, ANONYMOUS, NO_QUOTE, WITHDRAWN = PERMISSIONS = VOCABULARIES["permission"]
"""From the mildest to the strictest: quote with who said it, quote without, do not quote, leave nothing."""
SHARED = (ATTRIBUTED, ANONYMOUS)
"""Permissions with which words may be handed on."""

OF_THE_TEAM = frozenset({"quotes", "profiles", "tool_sessions", "tool_answers"})
"""Tables that are for the team; what may be handed on of them is said row by row."""
PRIVATE: Mapping[str, tuple[str, ...]] = {"tool_sessions": ("facilitator", "others"), "tool_answers": ("private",)}
"""Columns, by table, that nothing holds that leaves the study: names that a team wrote down."""

NOBODY = "nobody asked"
"""What decides where no place says anything; that counts as :data:`NO_QUOTE`."""
UNSURE = "a row of profiles that has an error"
"""What decides where a profile cannot be read, so that whom it is of and what it says are not sure."""

Row = Mapping[str, str]


@dataclass(frozen=True)
class Consent:
    """What may be done with some words, and which places decided it: all that are as strict as the strictest."""

    permission: str
    decided_by: tuple[str, ...]


class Consents:
    """What the profiles and the sources of a study say.

    A profile of a source is of everybody in it, one of an actor of this actor in every source. One of both is of this
    actor in this source, and of everybody there who has no profile in it, since the words may be theirs.

    Args:
        sources: rows with ``source`` and ``consent``.
        profiles: rows with ``profile``, ``actor``, ``source``, ``consent``, ``quotes_attributed`` and
            ``quotes_anonymous``.
        unsure: whether some profile cannot be read; then no words at all may be handed on.
    """

    def __init__(self, sources: Iterable[Row], profiles: Iterable[Row], *, unsure: bool = False) -> None:
        self._unsure = unsure
        self._of_sources = {row["source"]: _word(row["consent"]) for row in sources if row["consent"]}
        self._of_actors: dict[str, list[Consent]] = defaultdict(list)
        self._of_interviews: dict[str, list[tuple[str, Consent]]] = defaultdict(list)
        for row in profiles:
            said = _said_by(row)
            if row["source"]:
                # One that says nothing still tells that this actor has a profile there.
                self._of_interviews[row["source"]].append((row["actor"], said))
            elif row["actor"]:
                self._of_actors[row["actor"]].append(said)
        self._profiled = {name: {actor for actor, _ in of if actor} for name, of in self._of_interviews.items()}

    def of(self, source: str, speaker: str, own: str = "") -> Consent:
        """The strictest of what is said of words.

        Args:
            source: id of the source they are from; empty if that is not known.
            speaker: id of the actor who said them; empty if that is not known.
            own: the permission of these words themselves; empty if there is none.
        """
        return strictest(self._places(source, speaker, own))

    def source_withdrawn(self, source: str) -> bool:
        """Whether nothing is left of a source: it, or everybody who has a profile in it, has withdrawn."""
        if self._of_sources.get(source) == WITHDRAWN:
            return True
        of = self._of_interviews.get(source, ())
        if any(said.permission == WITHDRAWN for actor, said in of if not actor):
            return True
        left = {actor for actor in self._profiled.get(source, ()) if not self._left(source, actor)}
        return bool(self._profiled.get(source)) and not left

    @property
    def withdraws(self) -> bool:
        """Whether anybody has withdrawn."""
        said = [*self._of_sources.values(), *(one.permission for of in self._of_actors.values() for one in of)]
        return WITHDRAWN in {*said, *(one.permission for of in self._of_interviews.values() for _, one in of)}

    def _left(self, source: str, actor: str) -> bool:
        """Whether an actor who has a profile in a source has withdrawn from it."""
        return any(one == actor and said.permission == WITHDRAWN for one, said in self._of_interviews[source])

    def _places(self, source: str, speaker: str, own: str) -> Iterator[Consent]:
        if own:
            yield Consent(_word(own), ("the words themselves",))
        if source in self._of_sources:
            yield Consent(self._of_sources[source], (f"source {source}",))
        yield from self._of_actors.get(speaker, ())
        without_one = speaker not in self._profiled.get(source, ())
        for actor, said in self._of_interviews.get(source, ()):
            if not actor or actor == speaker or without_one:
                yield said
        if self._unsure:
            yield Consent(NO_QUOTE, (UNSURE,))


def strictest(said: Iterable[Consent]) -> Consent:
    """The strictest of several; an empty permission says nothing, and where nobody says anything it is no_quote."""
    said = [one for one in said if one.permission]
    if not said:
        return Consent(NO_QUOTE, (NOBODY,))
    hardest = max((one.permission for one in said), key=PERMISSIONS.index)
    deciding = [place for one in said if one.permission == hardest for place in one.decided_by]
    return Consent(hardest, tuple(sorted(set(deciding))))


def _said_by(profile: Row) -> Consent:
    """What one profile says: the stricter of its consent and of its two answers."""
    attributed, anonymous = (name_key(profile[name]) for name in ("quotes_attributed", "quotes_anonymous"))
    answers = ""
    if attributed == "yes":
        answers = ATTRIBUTED
    elif anonymous == "yes":
        answers = ANONYMOUS
    elif attributed or anonymous:
        answers = NO_QUOTE
    said = [word for word in (_word(profile["consent"]), answers) if word]
    return Consent(max(said, key=PERMISSIONS.index, default=""), (f"profile {profile['profile']}".strip(),))


def _word(cell: str) -> str:
    """A permission; what is none of them allows nothing."""
    word = name_key(cell)
    return word if word in PERMISSIONS or not word else NO_QUOTE
