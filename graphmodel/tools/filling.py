"""Fills a tool from a study: asks the questions that its slots name, and makes the copy."""

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import QuestionError
from graphmodel.texts import short_hash
from graphmodel.tools import blocks
from graphmodel.tools.copies import (
    Cards,
    Cell,
    Disc,
    Discs,
    Field,
    Heading,
    Identity,
    Part,
    Printed,
    Prose,
    Row,
    Share,
    Table,
    ToolCopy,
)
from graphmodel.tools.definition import SLOT, ColumnDefinition, PartDefinition, ToolDefinition
from graphmodel.tools.gate import FEWEST, Gate
from graphmodel.wording import counted, visible

CLAIMS = "claims"
"""Column of an answer with the claims behind a row."""
OUR_READING = "(our reading)"
"""Marks what is inferred."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOCABULARY = re.compile(r"[a-z]+(_[a-z]+)+")
Record = Mapping[str, object]


class Asker(Protocol):
    """A study, as far as tools ask it."""

    @property
    def frames(self) -> StudyFrames:
        """Its graph."""

    def answer(self, question: str, options: Mapping[str, str]) -> pd.DataFrame:
        """The answer to a question of the bank, or the first table of an analysis."""


@dataclass
class _Count:
    """What is counted while parts are filled."""

    filled: int = 0
    places: int = 0
    few: int = 0
    persons: int = 0
    sites: int = 0
    off_card: int = 0
    beyond: dict[str, int] = field(default_factory=dict)
    """Rows that a part has no room for, by its title."""
    missing: list[str] = field(default_factory=list)
    claims: dict[str, None] = field(default_factory=dict)
    behind: list[tuple[str, Sequence[str]]] = field(default_factory=list)


def fill(
    tool: ToolDefinition,
    study: Asker,
    options: Mapping[str, str],
    *,
    form: str = "",
    session: str = "",
    today: dt.date,
    titles: Mapping[str, str],
) -> ToolCopy:
    """A copy of a tool, filled from a study.

    Args:
        tool: its definition.
        study: the study.
        options: values of the tool's options, by name: ids of nodes, or texts.
        form: name of the form; empty for the first.
        session: name of the session that the copy is for; empty for any.
        today: printed on it.
        titles: titles of all tools, by name.

    Raises:
        QuestionError: a question of a slot is wrong, or its answer lacks a column that the definition needs.
        NotFound: there is no question of that name.
    """
    chosen = tool.form(form)
    count = _Count()
    filler = _Filler(tool, study, options, count)
    parts = tuple(part for name in chosen.parts for part in filler.part(name))
    settings = study.frames.settings
    share = Share(count.filled, count.places)
    made = {"parts": [repr(part) for part in parts], "options": dict(sorted(options.items())), "day": str(today)}
    facts = [tool.name, tool.version, chosen.name, settings.id, session, json.dumps(made)]
    identity = Identity(tool.name, tool.version, chosen.name, settings.id, short_hash("\n".join(facts), 5), session)
    return ToolCopy(
        identity,
        tool.title,
        chosen.title,
        tool.purpose,
        _cover(tool, today),
        parts,
        _rests_on(count, study.frames),
        _notes(count),
        tuple(dict.fromkeys(count.missing)),
        tuple((name, titles[name]) for name in tool.next if name in titles),
        share,
        chosen.paper,
        chosen.pages,
        settings.language,
    )


def _cover(tool: ToolDefinition, today: dt.date) -> tuple[tuple[str, str], ...]:
    return (
        ("For", tool.audience),
        ("Time", f"{tool.minutes} minutes"),
        ("People", tool.people),
        ("State", f"{tool.state}, version {tool.version}"),
        ("Made", today.isoformat()),
    )


def _notes(count: _Count) -> tuple[str, ...]:
    notes = []
    if count.few:
        rows = counted(count.few, "row")
        notes.append(f"{rows} resting on fewer than {FEWEST} voices {_is(count.few)} not printed.")
    if count.persons:
        notes.append(f"{counted(count.persons, 'row')} about one person {_is(count.persons)} not printed.")
    if count.off_card:
        notes.append(f"{counted(count.off_card, 'row')} more {_is(count.off_card)} in the other forms.")
    notes += [f"{title}: {counted(number, 'further row')} left out." for title, number in count.beyond.items()]
    if count.sites:
        notes.append("Sites are not printed beside roles.")
    return tuple(notes)


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _rests_on(count: _Count, frames: StudyFrames) -> tuple[str, ...]:
    claims = frames.claims[frames.claims["claim"].isin(list(count.claims))]
    if claims.empty:
        return ()
    speakers, sources = int(claims["speaker"].nunique()), int(claims["source"].nunique())
    unnamed = int(claims["speaker"].isna().sum())
    also = f" and {counted(unnamed, 'claim')} without a speaker" if unnamed else ""
    first = (
        f"Rests on {counted(len(claims), 'claim')} from {counted(sources, 'source')} by "
        f"{counted(speakers, 'speaker')}{also}."
    )
    behind = "; ".join(f"{code}: {', '.join(ids)}" for code, ids in count.behind)
    return (first, f"Claims behind the rows. {behind}.") if behind else (first,)


class _Filler:
    """Fills the parts of one copy."""

    def __init__(self, tool: ToolDefinition, study: Asker, options: Mapping[str, str], count: _Count) -> None:
        self._tool, self._study, self._options, self._count = tool, study, options, count
        self._gate = Gate(study.frames)
        self._asked: dict[str, list[Record]] = {}

    def part(self, name: str) -> list[Part]:
        """The part of a form with that name."""
        if name in blocks.BLOCKS:
            return [blocks.BLOCKS[name]()]
        part = self._tool.parts[name]
        if part.kind == "text":
            return [Prose(part.name, part.title, part.help)]
        if part.kind == "discs":
            return [self._discs(part)]
        rows = self._rows(part)
        if part.kind == "cards":
            return [Cards(part.name, part.title, part.help, part.side, tuple(rows))]
        headings = tuple(
            Heading(column.heading, column.width, letter if column.answer else "")
            for letter, column in zip(_LETTERS, part.columns, strict=False)
        )
        return [Table(part.name, part.title, part.help, headings, tuple(rows))]

    def _discs(self, part: PartDefinition) -> Discs:
        text = part.columns[0]
        discs = []
        for record in self._records(part.rows, {}, part):
            self._count.places += 1
            if label := self._text(text, record):
                self._count.filled += 1
                discs.append(Disc(label, _in_words(str(record.get(part.group) or ""))))
        return Discs(part.name, part.title, part.help, (*discs, *(Disc("", "") for _ in range(part.blank))))

    def _rows(self, part: PartDefinition) -> list[Row]:
        rows = []
        for number, (own, records) in enumerate(self._contents(part), 1):
            code = f"{part.code or 'X'}{number}"
            cells = tuple(self._cell(column, own, records, code, letter) for letter, column in _lettered(part))
            first = records[0] if records else {}
            claims = tuple(dict.fromkeys(claim for record in records for claim in _claims(record)))
            group = _heading(str(first.get(part.group) or ""))
            rows.append(Row(code, str(first.get(part.node) or ""), cells, group, claims))
            if claims:
                self._count.claims |= dict.fromkeys(claims)
                self._count.behind.append((code, claims))
        self._hide_sites(rows)
        first_blank = len(rows) + 1
        for number in range(first_blank, first_blank + part.blank):
            code = f"{part.code}{number}"
            rows.append(Row(code, "", tuple(_blank_cell(column, code, letter) for letter, column in _lettered(part))))
        return rows

    def _contents(self, part: PartDefinition) -> list[tuple[Record, list[Record]]]:
        """For each row that is not blank: what the definition itself has of it, and rows of the answer."""
        if part.items:
            return [
                ({"item": item.text, "item_help": item.help}, self._records(part.rows, item.options, part))
                for item in part.items
            ]
        records = self._records(part.rows, {}, part) if part.rows else []
        if part.kind == "cards":
            chosen = _spread(records, part.group, part.side**2)
            self._count.off_card += len(records) - len(chosen)
            records = chosen
        groups = list(dict.fromkeys(str(record.get(part.group) or "") for record in records))
        records = sorted(records, key=lambda record: groups.index(str(record.get(part.group) or "")))
        return [({}, [record]) for record in records]

    def _hide_sites(self, rows: list[Row]) -> None:
        """No role together with a site: where a part prints both, the sites go."""
        texts = [cell.text for row in rows for cell in row.cells if isinstance(cell, Printed)]
        pieces = {piece for text in texts for piece in text.split("; ")}
        if not any(self._gate.is_role(piece) for piece in pieces):
            return
        sites = [piece for piece in pieces if self._gate.is_site(piece)]
        for at, row in enumerate(rows):
            cells = tuple(
                Printed("; ".join(p for p in cell.text.split("; ") if p not in sites))
                if isinstance(cell, Printed)
                else cell
                for cell in row.cells
            )
            if cells != row.cells:
                self._count.sites += 1
                rows[at] = Row(row.code, row.node, cells, row.group, row.claims)

    def _records(self, slot: str, more: Mapping[str, str], part: PartDefinition) -> list[Record]:
        definition = self._tool.slots[slot]
        options = {
            name: value
            for name, text in {**definition.options, **more}.items()
            if (value := SLOT.sub(lambda match: self._options.get(match[1], ""), text))
        }
        key = json.dumps([slot, sorted(options.items())])
        if key not in self._asked:
            frame = self._study.answer(definition.question, options)
            self._check(part, definition.question, [str(column) for column in frame.columns])
            records: list[Record] = frame.astype(object).where(frame.notna(), None).to_dict("records")  # type: ignore[assignment]
            of_nobody = [one for one in records if not any(self._gate.is_person(text) for text in _texts(one))]
            self._count.persons += len(records) - len(of_nobody)
            spoken = [one for one in of_nobody if not _claims(one) or self._gate.has_voices(_claims(one))]
            self._count.few += len(of_nobody) - len(spoken)
            if not spoken:
                few = " Fewer than three voices stand behind what there is." if of_nobody else ""
                self._count.missing.append(f"{definition.missing}{few} Ask `{definition.question}`.")
            self._asked[key] = spoken
        records = self._asked[key]
        if not records and not part.items:
            # A slot that the study cannot fill leaves each place for its content empty.
            self._count.places += sum(bool(column.names) for column in part.columns)
        if not part.most or len(records) <= part.most:
            return records
        self._count.beyond[part.title] = len(records) - part.most
        return records[: part.most]

    def _check(self, part: PartDefinition, question: str, columns: Sequence[str]) -> None:
        own = {"item", "item_help"} if part.items else set()
        asked = [part.node, part.group, *(name for column in part.columns for name in (*column.names, column.inferred))]
        for name in asked:
            if name and name not in columns and name not in own:
                raise QuestionError(
                    f"{self._tool.path}: the part {part.name} takes {{{name}}}, which {question} does not return. "
                    f"It returns: {', '.join(columns)}."
                )

    def _cell(self, column: ColumnDefinition, own: Record, records: Sequence[Record], code: str, letter: str) -> Cell:
        if not column.text:
            return _field(column, code, letter)
        if any(name in own for name in column.names):
            return Printed(self._text(column, own))
        texts = list(dict.fromkeys(text for record in records if (text := self._text(column, record))))
        if len(records) > 1 and column.most:
            texts = texts[: column.most]
        if column.names:
            self._count.places += 1
            self._count.filled += bool(texts)
        return Printed("\n".join(texts))

    def _text(self, column: ColumnDefinition, record: Record) -> str:
        values = {name: self._value(record.get(name), column.most) for name in column.names}
        if column.names and not any(values.values()):
            return ""
        text = SLOT.sub(lambda match: values.get(match[1], ""), column.text).strip()
        inferred = column.inferred and str(record.get(column.inferred) or "") == "inferred"
        return f"{text} {OUR_READING}" if inferred and text else text

    def _value(self, value: object, most: int) -> str:
        if isinstance(value, list | tuple):
            texts = [str(one) for one in value if one not in (None, "")]
            if texts and all(self._gate.is_claim(text) for text in texts):
                texts = self._gate.best_first(texts)
            entries = [self._entry(text) for text in texts]
            kept = list(dict.fromkeys(entry for entry in entries if entry))
            cut = kept[:most] if most else kept
            return "; ".join(cut)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return self._entry(str(value)) if value is not None else ""

    def _entry(self, text: str) -> str:
        """A value as it is printed: a claim by its summary, a person not at all."""
        if self._gate.is_claim(text):
            return self._gate.summary(text)
        return visible(_in_words(self._gate.label(" ".join(text.split()))))


def _texts(record: Record) -> list[str]:
    return [value for value in record.values() if isinstance(value, str)]


def _spread(records: Sequence[Record], group: str, most: int) -> list[Record]:
    """At most so many rows, as evenly from every group as can be."""
    places: dict[str, int] = {}
    turns = []
    for at, record in enumerate(records):
        name = str(record.get(group) or "")
        places[name] = places.get(name, 0) + 1
        turns.append((places[name], at))
    kept = sorted(at for _, at in sorted(turns)[:most])
    return [records[at] for at in kept]


def _claims(record: Record) -> tuple[str, ...]:
    claims = record.get(CLAIMS)
    return tuple(map(str, claims)) if isinstance(claims, list | tuple) else ()


def _in_words(text: str) -> str:
    """A word of a vocabulary as people read it: ``local_authority`` is "local authority"."""
    return text.replace("_", " ") if _VOCABULARY.fullmatch(text) else text


def _heading(text: str) -> str:
    """The same as a heading: ``not_an_issue`` is "Not an issue"."""
    return _in_words(text)[:1].upper() + _in_words(text)[1:]


def _lettered(part: PartDefinition) -> list[tuple[str, ColumnDefinition]]:
    return list(zip(_LETTERS, part.columns, strict=False))


def _blank_cell(column: ColumnDefinition, code: str, letter: str) -> Cell:
    return _field(column, code, letter) if column.answer else Printed("")


def _field(column: ColumnDefinition, code: str, letter: str) -> Field:
    return Field(f"{code}{letter}", column.answer, column.kind, column.choices, f"{column.heading}, {code}")
