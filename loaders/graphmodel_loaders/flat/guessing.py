"""Guesses which column of a sheet is which field of a claim, by headings and by content, all columns at once."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx

from graphmodel.schema.dates import read_date
from graphmodel.schema.kind_words import kind_of_word
from graphmodel.schema.reading import FILLERS, YES_NO
from graphmodel_loaders.flat.finding import FoundTable, key_of
from graphmodel_loaders.flat.vocabulary import (
    NEEDED,
    SURE,
    Habit,
    fields,
    fit,
    habits,
    legend,
    meanings,
    never,
    polarity_of,
    stem,
    tidy,
    verb_forms,
)
from graphmodel_loaders.loaded_study import packaged_rows

LEAST = 0.4
"""Least score with which a column is taken for a field."""
CLOSE = 0.05
"""Two columns whose scores differ by less fit a field equally well."""
_SCALE = 10_000
_SAMPLE = 1_000
"""Different texts of a column that show what its cells are like."""
YES_NO_WORDS = frozenset({"yes", "no", *YES_NO})
_DIRECTED = {"directed", "undirected", "mutual"}


@dataclass(frozen=True)
class Column:
    """One column and what its cells are like."""

    heading: str
    names: tuple[str, ...]
    cells: Sequence[str]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each text occurs."""
        counts = Counter(self.cells)
        del counts[""]
        return counts

    @cached_property
    def sample(self) -> list[tuple[str, int]]:
        """Some of the texts in plain form, and how often each occurs; the same ones in whatever order they come."""
        texts = sorted(self.counts)
        return [(tidy(text), self.counts[text]) for text in texts[:: 1 + len(texts) // _SAMPLE]]

    @cached_property
    def number(self) -> int:
        """Number of filled cells."""
        return sum(self.counts.values())

    @cached_property
    def length(self) -> float:
        """Mean length of a filled cell."""
        return sum(len(text) * number for text, number in self.counts.items()) / self.number if self.number else 0

    @cached_property
    def numeric(self) -> float:
        """Share of cells that are numbers."""
        return self.share(lambda text: bool(re.fullmatch(r"[-+]?\d[\d.,]*%?", text)))

    def share(self, holds: Callable[[str], bool]) -> float:
        """Share of filled cells for which something holds."""
        all_ = sum(number for _, number in self.sample)
        return sum(number for text, number in self.sample if holds(text)) / all_ if all_ else 0

    def examples(self, most: int = 3) -> list[str]:
        """The first different cells."""
        return list(dict.fromkeys(cell for cell in self.cells if cell))[:most]


@dataclass
class Guess:
    """Which column is taken for which field.

    Attributes:
        fields: the heading for each field that has one.
        why: for each field why that column.
        unsure: for each field the headings that fit it as well, or nearly so.
        habit: the program whose habits the headings follow.
    """

    fields: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, list[str]] = field(default_factory=dict)
    habit: str = ""

    @property
    def missing(self) -> list[str]:
        """Needed fields without a column."""
        return [name for name in NEEDED if name not in self.fields]

    @property
    def quality(self) -> float:
        """How much of a sheet of claims this is: to choose among sheets."""
        return len(self.fields) + 10 * (len(NEEDED) - len(self.missing))


def guess_columns(table: FoundTable) -> Guess:
    """The best fields for the columns of a table."""
    columns = [
        Column(heading, tuple(map(_plain, parts)) or (heading,), table.column(heading))
        for heading, parts in zip(table.headings, table.parts, strict=True)
    ]
    columns = [column for column in columns if column.number or any(map(key_of, column.names))]
    habit = _habit(columns)
    scores = {
        (name, column.heading): score
        for column in columns
        for name in fields()
        if (score := _score(name, column, habit)) >= LEAST
    }
    chosen = _assign(scores)
    guess = Guess({}, {}, {}, habit.name if habit else "")
    by_heading = {column.heading: column for column in columns}
    _ends_by_content(chosen, by_heading)
    for name in fields():
        if name not in chosen:
            continue
        heading = chosen[name]
        guess.fields[name] = heading
        guess.why[name] = _why(name, by_heading[heading], habit, (name, heading) in scores)
        own = scores.get((name, heading), 0)
        rivals = [
            other
            for (rival, other), score in scores.items()
            if rival == name and other != heading and other not in chosen.values() and score >= own - CLOSE
        ]
        if rivals:
            guess.unsure[name] = sorted(rivals)
    return guess


def _assign(scores: Mapping[tuple[str, str], float]) -> dict[str, str]:
    """Each field at most one column, each column at most one field, so that the scores add up to the most."""
    graph: nx.Graph[tuple[int, str]] = nx.Graph()
    for (name, heading), score in sorted(scores.items()):
        # Needed fields first: a sheet without a subject is none.
        bonus = 0.15 if name in NEEDED else 0
        graph.add_edge((0, name), (1, heading), weight=round((score + bonus) * _SCALE))
    pairs = nx.max_weight_matching(graph)
    return {min(pair)[1]: max(pair)[1] for pair in pairs}


def _habit(columns: Sequence[Column]) -> Habit | None:
    keys = {key_of(column.heading) for column in columns}
    return next((habit for habit in habits() if habit.needs <= keys and not habit.unless & keys), None)


def _score(name: str, column: Column, habit: Habit | None) -> float:
    """How well a column fits a field: its heading counts, and its content for and against it."""
    key = key_of(column.heading)
    if _is_direction(column) or (habit and key in habit.own):
        return 0
    if habit and habit.fields.get(key):
        if habit.fields[key] != name:
            return 0
        return 1.3 - 0.1 * list(habit.fields).index(key) / len(habit.fields) if column.number else LEAST
    if any(key_of(part) in never() for part in column.names):
        return 0
    named = max((fit(part, name) * (1 - 0.02 * place) for place, part in enumerate(column.names)), default=0)
    # Of two columns with one heading, the first.
    named -= 0.01 * (named > 0 and column.heading.endswith(")") and column.heading not in column.names)
    return named + _content(name, column, named) if column.number else named * 0.5


def _is_direction(column: Column) -> bool:
    return column.share(lambda text: text in _DIRECTED) > 0.9


def _content(name: str, column: Column, named: float) -> float:  # noqa: C901, PLR0911, PLR0912 - a case for each field
    """What the cells add to the score of a field, or take from it."""
    known = 0.0
    match name:
        case "id":
            differ = len(column.counts) >= 0.95 * column.number and column.number >= 0.5 * len(column.cells)
            return 0.35 if named and differ and column.length <= 20 else -0.7
        case "polarity":
            answers = meanings("polarity") | legend(column.heading)
            known = column.share(lambda text: text in FILLERS or polarity_of(text, answers) is not None)
            if known < 0.5:
                return -0.7
            only_numbers = column.numeric > 0.9
            return 0.4 * known if named or (known > 0.9 and len(column.counts) > 1 and not only_numbers) else 0
        case "certainty" | "extent" | "valence" | "level" | "use":
            known = column.share(lambda text: text in meanings(name))
            return 0.2 * known if known >= 0.5 else -0.7
        case "predicate":
            known = column.share(lambda text: stem(text) in verb_forms())
            return 0.5 * known - (0.6 if column.numeric > 0.5 else 0) - (0.4 if column.length > 60 else 0)
        case "stage":
            known = column.share(lambda text: text in _stage_words())
            # "When" may head anything: stages come again and again.
            scattered = not known and named < SURE and 2 * len(column.counts) > column.number
            return 0.5 * known - (0.4 if column.length > 80 or scattered else 0)
        case "date":
            known = column.share(lambda text: text in FILLERS or _is_date(text))
            if known < 0.5:
                return -0.7
            return 0.4 * known if named or column.share(lambda text: len(text) >= len("2011-03")) > 0.9 else 0
        case "order":
            return 0.1 if column.numeric > 0.9 else -0.8
        case "quoted":
            return 0.2 if column.share(lambda text: text in YES_NO_WORDS) > 0.9 else -0.8
        case "quote":
            if column.share(lambda text: text in YES_NO_WORDS) > 0.5:
                return -0.8
            marked = column.share(lambda text: column.length > 15 and text[:1] in "\"'“‘«„")
            return 0.3 * marked + (0.15 if column.length > 40 else -0.3 if column.length < 15 else 0)
        case "summary":
            return 0.2 if column.length > 30 else -0.5 if column.length < 12 else 0
        case "note":
            return 0.05
        case "subject" | "object":
            return -0.7 if column.numeric > 0.5 else -0.3 if column.length > 80 else 0.1
        case "subject_kind" | "object_kind":
            known = column.share(lambda text: bool(kind_of_word(text)))
            return 0.2 * known if known >= 0.5 else -0.5
        case "source":
            coded = column.share(lambda text: bool(re.match(r"(int|interview|iv|transcript|doc|obs|fg|p)\W*\d", text)))
            return 0.4 * coded - (0.4 if column.length > 100 else 0)
        case "speaker" | "coder" | "site" | "workstream":
            return -0.4 if column.length > 80 else 0
        case "codes" | "reason" | "focus" | "locator":
            return -0.3 if column.length > 120 else 0
        case _:
            return 0


def _is_date(text: str) -> bool:
    return bool(read_date(text, day_first=True) or re.match(r"[12]\d{3}-\d\d-\d\d[ t]", text))


def _stage_words() -> frozenset[str]:
    return frozenset(tidy(text) for row in packaged_rows("stages") for text in (row["stage"], row["label"]))


def _ends_by_content(chosen: dict[str, str], columns: Mapping[str, Column]) -> None:
    """Find subject or object among the columns that are nothing else, where no heading says it.

    Labels of one end that occur at the other show two ends; a verb stands between them.
    """
    missing = [name for name in NEEDED if name not in chosen]
    free = [
        heading
        for heading, column in columns.items()
        if heading not in chosen.values()
        and column.number >= 0.5 * len(column.cells)
        and column.numeric < 0.5
        and 2 <= column.length <= 60
        and key_of(heading) not in never()
        and not _is_direction(column)
    ]
    texts = {heading: {tidy(text) for text in columns[heading].counts} for heading in free if missing}
    if len(missing) == len(NEEDED):
        pairs = [(one, other) for place, one in enumerate(free) for other in free[place + 1 :]]
        best = _most_shared([(len(texts[one] & texts[other]), (one, other)) for one, other in pairs])
        if best:
            chosen["subject"], chosen["object"] = best
            return
    elif missing:
        known = {tidy(text) for text in columns[chosen[next(name for name in NEEDED if name in chosen)]].counts}
        best = _most_shared([(len(texts[one] & known), (one, one)) for one in free])
        if best:
            chosen[missing[0]] = best[0]
            return
    order = list(columns)
    verb = order.index(chosen["predicate"]) if "predicate" in chosen else -1
    for name in missing if verb >= 0 else ():
        beside = verb - 1 if name == "subject" else verb + 1
        if 0 <= beside < len(order) and order[beside] in free and order[beside] not in chosen.values():
            chosen[name] = order[beside]


def _most_shared(likely: Sequence[tuple[int, tuple[str, str]]]) -> tuple[str, str] | None:
    """The columns that share most labels, if no others share as many, and more than one."""
    best = max(likely, default=(0, ("", "")))
    return best[1] if best[0] >= 2 and sum(number == best[0] for number, _ in likely) == 1 else None


def _plain(part: str) -> str:
    """A heading below another without a word that says nothing: ``Who acts: Name`` is ``Who acts``."""
    return re.sub(r"(?i)\s+(name|label|who|title)$", "", part) or part


def _why(name: str, column: Column, habit: Habit | None, scored: bool) -> str:
    key = key_of(column.heading)
    if habit and habit.fields.get(key) == name:
        return f"headings as in {habit.name}"
    if not scored:
        return "its cells, and where it stands: check"
    named = max((fit(part, name) for part in column.names), default=0)
    if named >= SURE:
        return "its heading"
    if named > 0:
        return "its heading, perhaps"
    return "its cells: check"
