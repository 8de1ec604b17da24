"""Show how every journey ended, and what journeys have in common.

One record for each item; outcomes by focus; sequences of steps, which step follows which, steps
seen again, and times between dated steps.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.evidence import EVIDENCE, evidence_claims
from graphmodel.frames.item_journeys import (
    ORDERS,
    Walk,
    journey_records,
    kinds_of_use,
    outcome_counts,
    step_notes,
    walks,
)
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.results import Result
from graphmodel.wording import counted

Marked = list[dict[str, list[int]]]
"""For each position of an order its steps, as they are shown, with their claims."""


@analysis(
    tables=("journeys", "outcomes", "uses", "variants", "directly_follows", "rework", "times"),
    examples=("graphmodel journeys my-copy", "graphmodel journeys my-copy --table outcomes"),
)
def journeys(frames: StudyFrames) -> Result:
    """One record for each evidence item, and what the journeys have in common.

    Returns:
        ``journeys`` (see :func:`~graphmodel.frames.item_journeys.journey_records`).
        ``outcomes``: items by focus, number of claims and outcome
        (:func:`~graphmodel.frames.item_journeys.outcome_counts`). ``uses``: kinds of use of the items that
        reached impact (:func:`~graphmodel.frames.item_journeys.kinds_of_use`). ``variants``,
        ``directly_follows``, ``rework`` and ``times``: see :class:`Patterns`.
    """
    items = frames.nodes(EVIDENCE)["id"].tolist()
    rows = evidence_claims(frames)
    each = list(walks(frames, rows))
    records = journey_records(frames, rows, each, items)
    patterns = Patterns(frames.settings.steps)
    orders = records.set_index("evidence")["orders"]
    for walk in each:
        patterns.add(walk, orders[walk.evidence])
    tables = {
        "journeys": records,
        "outcomes": outcome_counts(frames, records),
        "uses": kinds_of_use(frames, rows, records),
        "variants": patterns.variants(),
        "directly_follows": patterns.directly_follows(),
        "rework": patterns.rework(),
        "times": patterns.times(),
    }
    touching, silent = rows["claim"].nunique(), int(records["steps"].eq(0).sum())
    counts = (
        f"{counted(len(items), 'evidence item')}, {len(items) - silent} of them mentioned; "
        f"{counted(touching, 'claim')} {'touches' if touching == 1 else 'touch'} them. "
        "Rows count items unless they say claims."
    )
    notes = [
        ORDERS,
        "More claims on an item are more chances to be stopped, so compare two focuses within an equal number of "
        "claims (table outcomes). n_deciding is 1 where an outcome rests on one claim only.",
        "Steps marked (lost) did not happen, those marked (partly) rarely. Normative claims are not steps.",
    ]
    if silent:
        notes.append(f"No claim mentions {silent} of the items: that is silence, not absence.")
    if tables["times"].empty:
        notes.append("No two steps of one item have dates that decide which came first, so no times are shown.")
    return Result("journeys", "Evidence journeys", counts, tables, (*notes, *step_notes(frames)))


class Patterns:
    """Gathers patterns from one journey after another.

    Normative claims are left out. A step that was lost or only partly taken is marked as such and
    is never the same step as one that was taken.

    Args:
        steps: the steps of a journey in their order.
    """

    def __init__(self, steps: Collection[str]) -> None:
        self._rank = {step: number for number, step in enumerate(steps)}
        self._variants: dict[str, list[str]] = defaultdict(list)
        self._single: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._pair_items: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._pair_claims: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._rework: list[tuple[object, ...]] = []
        self._times: list[tuple[object, ...]] = []

    def add(self, walk: Walk, orders: int) -> None:
        """Take in one journey; ``orders`` is how many orders its claims permit."""
        marked = _marked(walk)
        variant = self._sequence(walk, marked)
        if variant:
            self._variants[variant].append(walk.evidence)
            self._single[variant] += orders == 1
        self._add_pairs(walk, marked)
        self._add_rework(walk)
        self._add_times(walk, marked)

    def variants(self) -> pd.DataFrame:
        """Sequences of steps, those of most items first.

        Columns: ``steps`` (``+`` joins steps whose order is open, and a step that
        goes on is written once), ``n_items``, ``n_single_order`` (items whose claims permit one
        order only; of the others this is one of the orders), ``items``.
        """
        rows: list[tuple[object, ...]] = []
        for steps in sorted(self._variants, key=lambda steps: (-len(self._variants[steps]), steps)):
            items = sorted(self._variants[steps])
            rows.append((steps, len(items), self._single[steps], items))
        return _frame(rows, ["steps", "n_items", "n_single_order", "items"])

    def directly_follows(self) -> pd.DataFrame:
        """Which step comes next after which, the most frequent first.

        Columns: ``step``, ``next_step``, ``n_pairs`` (pairs of claims of which one comes next after
        the other), ``n_items``, ``items``, ``claims``.
        """
        rows: list[tuple[object, ...]] = []
        for pair in sorted(self._pairs, key=lambda pair: (-self._pairs[pair], pair)):
            items, claims = sorted(self._pair_items[pair]), sorted(self._pair_claims[pair])
            rows.append((*pair, self._pairs[pair], len(items), items, claims))
        return _frame(rows, ["step", "next_step", "n_pairs", "n_items", "items", "claims"])

    def rework(self) -> pd.DataFrame:
        """Steps that are seen again after another step had followed them.

        Columns: ``evidence``, ``step``, ``n_again`` (claims that mention it again), ``claims`` (all
        claims that mention it).
        """
        return _frame(sorted(self._rework), ["evidence", "step", "n_again", "claims"])

    def times(self) -> pd.DataFrame:
        """Time between dated steps of which one comes next after the other.

        Columns: ``evidence``, ``step``, ``next_step``, ``days_at_least``, ``days_at_most`` (a date
        such as 2011 may be any day of that year), ``claims``.
        """
        columns = ["evidence", "step", "next_step", "days_at_least", "days_at_most", "claims"]
        return _frame(sorted(self._times), columns)

    def _sequence(self, walk: Walk, marked: Marked) -> str:
        at: dict[int, set[str]] = defaultdict(set)
        for place, marks in zip(walk.order.places, marked, strict=True):
            at[place.level].update(marks)
        steps = [" + ".join(sorted(marks, key=self._place)) for _, marks in sorted(at.items()) if marks]
        return " → ".join(step for n, step in enumerate(steps) if n == 0 or step != steps[n - 1])

    def _place(self, mark: str) -> tuple[int, str]:
        return self._rank.get(mark.partition(" (")[0], len(self._rank)), mark

    def _add_pairs(self, walk: Walk, marked: Marked) -> None:
        chosen = walk.order.mask(number for number, marks in enumerate(marked) if marks)
        for number, marks in enumerate(marked):
            for before in walk.order.directly_before(number, chosen) if marks else ():
                for first, sooner in marked[before].items():
                    for second, later in marks.items():
                        pair = (first, second)
                        self._pairs[pair] += len(sooner) * len(later)
                        self._pair_items[pair].add(walk.evidence)
                        self._pair_claims[pair].update(walk.claims[claim] for claim in [*sooner, *later])

    def _add_rework(self, walk: Walk) -> None:
        taken: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for number, place in enumerate(walk.order.places):
            for claim in place.claims:
                step = walk.steps[claim]
                if step and walk.reached[claim] and not walk.losses[claim]:
                    taken[step][number].append(walk.claims[claim])
        for step, claims_at in taken.items():
            if len(claims_at) < 2 or len(taken) < 2:
                continue
            own = walk.order.mask(claims_at)
            others = {number for other, held in taken.items() if other != step for number in held}
            between = walk.order.mask(number for number in others if walk.order.places[number].earlier & own)
            again = sum(len(ids) for number, ids in claims_at.items() if walk.order.places[number].earlier & between)
            if again:
                self._rework.append(
                    (walk.evidence, step, again, sorted(id_ for ids in claims_at.values() for id_ in ids))
                )

    def _add_times(self, walk: Walk, marked: Marked) -> None:
        spans = [walk.spans[place.claims[0]] for place in walk.order.places]
        dated = [number for number, when in enumerate(spans) if when and marked[number]]
        chosen = walk.order.mask(dated)
        found: dict[tuple[str, str, int, int], set[str]] = defaultdict(set)
        for number in dated if len(dated) > 1 else ():
            for before in walk.order.directly_before(number, chosen):
                start, end = spans[before], spans[number]
                if not start or not end or start[1] >= end[0]:
                    continue  # an order is stated, but the dates do not decide how long it took
                for first, sooner in marked[before].items():
                    for second, later in marked[number].items():
                        key = (first, second, end[0] - start[1], end[1] - start[0])
                        found[key].update(walk.claims[claim] for claim in [*sooner, *later])
        self._times.extend((walk.evidence, *key, sorted(claims)) for key, claims in found.items())


def _marked(walk: Walk) -> Marked:
    marked: Marked = []
    for place in walk.order.places:
        marks: dict[str, list[int]] = defaultdict(list)
        for claim in place.claims:
            mark = walk.marks[claim]
            if mark:
                marks[mark].append(claim)
        marked.append(dict(marks))
    return marked


def _frame(rows: Sequence[tuple[object, ...]], columns: list[str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=columns)
    numbers = {name: "Int64" for name in columns if name.startswith(("n_", "days_"))}
    lists = dict.fromkeys({"claims", "items"} & set(columns), "object")
    texts = {name: "str" for name in columns if name not in numbers and name not in lists}
    return frame.astype(numbers | lists | texts)
