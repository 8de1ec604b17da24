"""What people wrote into a copy, told apart: answers, the session, actions, feedback, and what nobody asked for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphmodel.schema.dates import read_date
from graphmodel.texts import short_hash
from graphmodel.tools import blocks
from graphmodel.tools.copies import Identity
from graphmodel.tools.manifest import Asked, Manifest, mark
from graphmodel.tools.reading import FilledCopy
from graphmodel.wording import counted, in_line, is_or_are, shortened

YES = frozenset({"x", "✓", "✔", "☑", "☒", "yes", "y", "true", "1", "ja", "oui", "sí", "si"})
NO = frozenset({"no", "n", "false", "0", "☐", "nein", "non"})
"""Words for a tick, and for none."""
_SHOWN = 60


@dataclass(frozen=True)
class Answer:
    """One answer: its code and part, what is asked, of which node and on whose sheet, and what was answered."""

    code: str
    part: str
    name: str
    kind: str
    node: str
    value: str
    sheet: str = ""

    @property
    def row(self) -> str:
        """The code of its row."""
        return self.code.rstrip("abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True)
class Answers:
    """All that one filled copy says.

    Args:
        identity: which copy it is.
        session: what it says of the session, by name.
        answers: in the order of the copy.
        actions: rows of actions: ``action``, ``item``, ``owner``, ``due``.
        spec_items: clauses of a specification, with ``item`` for the code of the row.
        feedback: what people think of the tool, by name.
        others: texts that answer no question, each with its place; kept with the session.
        blank: how many questions have no answer.
        remarks: what a person should look at, a sentence each.
    """

    identity: Identity
    session: Mapping[str, str]
    answers: tuple[Answer, ...]
    actions: tuple[Mapping[str, str], ...]
    spec_items: tuple[Mapping[str, str], ...]
    feedback: Mapping[str, str]
    others: tuple[tuple[str, str], ...]
    blank: int
    remarks: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nobody has filled in anything."""
        return not (self.session or self.answers or self.actions or self.spec_items or self.feedback or self.others)

    @property
    def digest(self) -> str:
        """Tells apart what two groups wrote into copies of one file."""
        said = [f"{one.code}={one.value}" for one in self.answers]
        said += [repr(sorted(row.items())) for row in (self.session, *self.actions, *self.spec_items, self.feedback)]
        said += [text for _, text in self.others]
        return short_hash("\n".join(sorted(said)), 4)


def answers_of(copy: FilledCopy, manifest: Manifest) -> Answers:
    """The answers of a filled copy.

    Args:
        copy: what a reader found in the file.
        manifest: what its codes stand for.
    """
    remarks: list[str] = []
    taken: dict[str, Answer] = {}
    others = [(where, text) for where, text in copy.others if mark(text) not in manifest.printed]
    for cell in copy.cells:
        text = cell.text.strip()
        asked = manifest.asked.get(cell.code)
        if not text or (asked is None and mark(text) in manifest.printed):
            continue
        if asked is None:
            others.append((f"{cell.code}, {cell.where}", text))
            continue
        if cell.code in taken:
            if taken[cell.code].value != _value(asked, text)[0]:
                remarks.append(f"{cell.code} is answered twice; the second answer is kept as a text ({cell.where}).")
                others.append((f"{cell.code} again, {cell.where}", text))
            continue
        value, remark = _value(asked, text)
        if remark:
            remarks.append(f"{cell.code}: {remark}")
        taken[cell.code] = Answer(cell.code, asked.part, asked.name, asked.kind, asked.node, value, asked.sheet)
    answers = tuple(one for one in taken.values() if one.part not in blocks.BLOCKS)
    if others:
        remarks.append(
            f"{counted(len(others), 'text')} beside no question {is_or_are(len(others))} kept with the session."
        )
    return Answers(
        manifest.identity,
        _named(taken.values(), blocks.SCENARIO),
        answers,
        tuple(_rows(taken.values(), blocks.ACTIONS).values()),
        tuple({"item": code, **row} for code, row in _rows(taken.values(), blocks.SPEC_ITEMS).items()),
        _named(taken.values(), blocks.FEEDBACK),
        tuple(others),
        len(manifest.asked) - len(taken),
        tuple(remarks),
    )


def _named(answers: Iterable[Answer], part: str) -> dict[str, str]:
    return {one.name: one.value for one in answers if one.part == part}


def _rows(answers: Iterable[Answer], part: str) -> Mapping[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for one in answers:
        if one.part == part:
            rows.setdefault(one.row, {})[one.name] = one.value
    return rows


def _value(asked: Asked, text: str) -> tuple[str, str]:
    """An answer as it is kept, and what to say where it is not what was asked for."""
    said = shortened(in_line(text), _SHOWN)
    if asked.kind == "tick":
        word = text.casefold()
        if word in YES or word in NO:
            return ("yes" if word in YES else "no"), ""
        return text, f"{said!r} is kept as it is; a cross was asked for."
    if asked.kind == "choice":
        choice = _choice(asked.choices, text)
        return (choice, "") if choice else (text, f"{said!r} is not one of the choices, and is kept as it is.")
    if asked.kind == "date":
        date = read_date(text.split("T", maxsplit=1)[0].removesuffix(" 00:00:00"))
        return (date, "") if date else (text, f"{said!r} is not a date such as 2026-11-29, and is kept as it is.")
    if asked.kind == "number":
        number = text.replace(" ", "").removesuffix(".0")
        return (number, "") if number.isdecimal() else (text, f"{said!r} is not a number, and is kept as it is.")
    return text, ""


def _choice(choices: Sequence[str], text: str) -> str:
    """The choice that a text means: the words, their first one, or the only one that stands in it."""
    word = " ".join(text.casefold().split())
    exact = [choice for choice in choices if word in (choice.casefold(), choice.casefold().split()[0])]
    inside = [one for one in choices if re.search(rf"(?<!\w){re.escape(one.casefold())}(?!\w)", word)]
    found = exact or inside
    return found[0] if len(found) == 1 else ""
