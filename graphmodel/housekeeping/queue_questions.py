"""Items of the queue that are asked about in one question, because they differ in nothing but what they are about."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphmodel.housekeeping.deciding import Decision
from graphmodel.queue import ItemKind, QueueItem
from graphmodel.texts import short_hash


@dataclass(frozen=True)
class Question:
    """One question, about one item or about several.

    Args:
        items: what it is about.
        text: as a person reads it.
    """

    items: tuple[QueueItem, ...]
    text: str

    @property
    def id(self) -> str:
        """That of its one item; of several, one that is the same as long as they are the same."""
        if len(self.items) == 1:
            return self.items[0].id
        ids = "\n".join(sorted(one.id for one in self.items))
        return f"{self.items[0].kind}.all.{short_hash(ids, 4)}"


def questions(items: Iterable[QueueItem], kinds: Mapping[str, ItemKind]) -> list[Question]:
    """The items as a person is asked about them, in the order of the first item of each question.

    Items of a kind that asks together are one question where they come from one place and have the same options and
    the same suggestion.

    Args:
        items: what waits.
        kinds: every kind of item, by name.
    """
    groups: dict[object, list[QueueItem]] = defaultdict(list)
    for one in items:
        together = one.kind in kinds and kinds[one.kind].ask_together is not None
        groups[(one.kind, one.where, one.suggestion, one.options) if together else one.id].append(one)
    return [_question(tuple(group), kinds) for group in groups.values()]


def _question(items: tuple[QueueItem, ...], kinds: Mapping[str, ItemKind]) -> Question:
    ask = kinds[items[0].kind].ask_together if len(items) > 1 else None
    return Question(items, ask(items) if ask else items[0].question)


def spread_out(
    decisions: Sequence[Decision], items: Sequence[QueueItem], kinds: Mapping[str, ItemKind]
) -> list[Decision]:
    """The decisions with one for each item, where a row decides on several.

    What a row says of several items counts for those among the other rows that belong to it and say nothing themselves;
    without any such row, for all that the question was about.

    Args:
        decisions: the filled rows.
        items: what waits.
        kinds: every kind of item, by name.
    """
    asked = {one.id: one for one in questions(items, kinds) if len(one.items) > 1}
    belonging = {one.part_of for one in decisions}
    times = Counter(one.item for one in decisions)
    common = {
        one.item: one for one in decisions if times[one.item] == 1 and (one.item in belonging or one.item in asked)
    }
    spread: list[Decision] = []
    for one in decisions:
        if one.item in common:
            everything = () if one.item in belonging else asked[one.item].items
            spread += [replace(one, item=item.id) for item in everything]
        elif one.part_of in common and not one.decision and common[one.part_of].decision:
            whole = common[one.part_of]
            by, note = one.decided_by or whole.decided_by, one.note or whole.note
            spread.append(Decision(whole.row, one.item, whole.decision, by, note))
        else:
            spread.append(one)
    return spread
