"""Fills a tool from a study: asks the questions that its slots name, and makes the copy."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby
from typing import Protocol

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import QuestionError
from graphmodel.texts import short_hash
from graphmodel.tools import blocks
from graphmodel.tools.copies import (
    OWN,
    Cards,
    Cell,
    Disc,
    Discs,
    Field,
    Fields,
    Heading,
    Identity,
    Part,
    Printed,
    Prose,
    Row,
    Share,
    Sheet,
    Table,
    ToolCopy,
)
from graphmodel.tools.definition import SLOT, ColumnDefinition, Item, PartDefinition, Slot, ToolDefinition
from graphmodel.tools.facts import BETWEEN, in_few_words, listed_claims
from graphmodel.tools.gate import Gate
from graphmodel.tools.small_print import Count, missing_of, notes_of, rests_on
from graphmodel.tools.study_words import with_study_words
from graphmodel.wording import visible

CLAIMS = "claims"
"""Column of an answer with the claims behind a row."""
OUR_READING = "(our reading)"
"""Marks what is inferred."""
FACT, UNSAID = "fact", "The study does not say."
"""Name of what an item prints of its answer, and what stands there if there is none."""
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
    tool = with_study_words(tool, study.frames)
    chosen = tool.form(form)
    count = Count()
    filler = _Filler(tool, study, options, count)
    parts = tuple(filler.parts(chosen.parts))
    sheets = {part.sheet for part in parts if part.sheet}
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
        cover(tool, today),
        parts,
        rests_on(count, study.frames),
        notes_of(count),
        missing_of(count),
        tuple((name, titles[name]) for name in tool.next if name in titles),
        share,
        chosen.paper,
        chosen.pages + len(sheets),
        settings.language,
        chosen.points,
    )


def cover(tool: ToolDefinition, today: dt.date) -> tuple[tuple[str, str], ...]:
    """Lines of the cover: who, how long, how many people, its state, the date."""
    return (
        ("For", tool.audience),
        ("Time", f"{tool.minutes} minutes"),
        ("People", tool.people),
        ("State", f"{tool.state}, version {tool.version}"),
        ("Made", today.isoformat()),
    )


class _Filler:
    """Fills the parts of one copy."""

    def __init__(self, tool: ToolDefinition, study: Asker, options: Mapping[str, str], count: Count) -> None:
        self._tool, self._study, self._options, self._count = tool, study, options, count
        self._gate = Gate(study.frames)
        self._asked: dict[str, tuple[list[str], list[Record]]] = {}
        self._last: dict[str, int] = {}
        """The number of the last row with a letter."""
        self._on: Record = {}
        """The row that makes the sheet; empty while no sheet is made."""
        self._is_blank = False
        """Whether the sheet is made of no row, because there is none."""

    def parts(self, names: Sequence[str]) -> Iterator[Part]:
        """The parts of a form; those that are made for each row of a slot, once for each."""
        for each, run in groupby(names, key=self._each):
            together = list(run)
            if not each:
                yield from map(self._named_part, together)
                continue
            slot = self._tool.slots[each]
            records = self._answer(each, {}, self._tool.parts[together[0]], None)
            self._is_blank = not records
            for number, record in enumerate(records or [{}], 1):
                self._on = {name: value for name, value in record.items() if name != CLAIMS}
                title = f"{number}. {self._value(record.get(slot.label), 0) or OWN}"
                sheet = Sheet(title, str(record.get(slot.node) or ""))
                for name in together:
                    yield replace(self._named_part(name), sheet=sheet)
            self._on, self._is_blank = {}, False

    def _each(self, name: str) -> str:
        return self._tool.parts[name].each if name in self._tool.parts else ""

    def _named_part(self, name: str) -> Part:
        return blocks.BLOCKS[name]() if name in blocks.BLOCKS else self._part(self._tool.parts[name])

    def _part(self, part: PartDefinition) -> Part:
        title, text = self._named(part.title), self._named(part.help)
        match part.kind:
            case "text":
                return Prose(part.name, title, text)
            case "bullets":
                return self._bullets(part, title, text)
            case "discs":
                return self._discs(part)
            case "questions":
                return self._questions(part, title, text)
            case "cards":
                return Cards(part.name, title, text, part.side, tuple(self._rows(part)))
            case "table":
                return self._table(part, title, text)

    def _questions(self, part: PartDefinition, title: str, text: str) -> Fields:
        fields = (
            replace(_field(column, self._code(part), ""), label=self._named(column.heading)) for column in part.columns
        )
        return Fields(part.name, title, text, tuple(fields), across=part.side)

    def _table(self, part: PartDefinition, title: str, text: str) -> Table:
        rows = tuple(self._rows(part))
        headings = tuple(
            Heading(column.heading, column.width, letter if column.answer else "")
            for letter, column in zip(_LETTERS, part.columns, strict=False)
        )
        return Table(part.name, title, text, headings, rows)

    def _named(self, text: str) -> str:
        """A text of the definition with what the row that makes the sheet says."""
        if not self._on:
            return text
        return SLOT.sub(
            lambda match: self._value(self._on.get(match[1]), 0) if match[1] in self._on else match[0], text
        )

    def _code(self, part: PartDefinition) -> str:
        """The code of the next row; on each sheet the numbers go on."""
        letter = part.code or "X"
        self._last[letter] = self._last.get(letter, 0) + 1
        return f"{letter}{self._last[letter]}"

    def _discs(self, part: PartDefinition) -> Discs:
        text = part.columns[0]
        discs = []
        for record in self._records(part.rows, {}, part):
            self._count.places += 1
            if label := self._text(text, record):
                self._count.filled += 1
                discs.append(Disc(label, _in_words(str(record.get(part.group) or ""))))
        return Discs(part.name, part.title, part.help, (*discs, *(Disc("", "") for _ in range(part.blank))))

    def _bullets(self, part: PartDefinition, title: str, text: str) -> Prose:
        """A line of text for each row of an answer."""
        lines, behind = [text] if text else [], []
        for record in self._records(part.rows, {}, part):
            self._count.places += 1
            if said := self._text(part.columns[0], record):
                self._count.filled += 1
                lines.append(f"\N{BULLET} {said}")
                behind.append(_claims(record))
        lines += [] if behind else [UNSAID]
        listed = listed_claims(behind, part.claims)
        self._count.stands(title, [*dict.fromkeys(chain(*behind))], [*dict.fromkeys(chain(*listed))])
        return Prose(part.name, title, "\n".join(lines))

    def _rows(self, part: PartDefinition) -> list[Row]:
        rows = []
        for own, found in self._contents(part):
            records = [{**self._on, **record} for record in found]
            code = self._code(part)
            cells = tuple(self._cell(part, column, own, records, (code, letter)) for letter, column in _lettered(part))
            first = records[0] if records else self._on
            claims = tuple(dict.fromkeys(claim for record in records for claim in _claims(record)))
            group = _heading(str(first.get(part.group) or ""))
            rows.append(Row(code, str(first.get(part.node) or ""), cells, group, claims))
        best = [self._gate.over_sources(row.claims) if part.claims else row.claims for row in rows]
        for row, listed in zip(rows, listed_claims(best, part.claims), strict=True):
            self._count.stands(row.code, row.claims, listed)
        self._hide_sites(rows)
        for _ in range(part.blank):
            code = self._code(part)
            rows.append(Row(code, "", tuple(_blank_cell(column, code, letter) for letter, column in _lettered(part))))
        return rows

    def _contents(self, part: PartDefinition) -> list[tuple[Record, list[Record]]]:
        """For each row that is not blank: what the definition itself has of it, and rows of the answer."""
        if part.items:
            found = [self._rows_of(item, part) for item in part.items]
            facts = [self._fact(item, records, part) for item, records in zip(part.items, found, strict=True)]
            few = in_few_words([entries for entries, _ in facts], part.words)
            own = [
                {
                    **item.texts,
                    "item": item.text,
                    "item_help": item.help,
                    FACT: BETWEEN.join(entries) + mark if entries else UNSAID,
                }
                for item, entries, (_, mark) in zip(part.items, few, facts, strict=True)
            ]
            return list(zip(own, found, strict=True))
        records = self._records(part.rows, {}, part) if part.rows else []
        if part.kind == "cards":
            chosen = _spread(records, part.group, part.side**2)
            self._count.off_card += len(records) - len(chosen)
            records = chosen
        groups = list(dict.fromkeys(str(record.get(part.group) or "") for record in records))
        records = sorted(records, key=lambda record: groups.index(str(record.get(part.group) or "")))
        return [({}, [record]) for record in records]

    def _rows_of(self, item: Item, part: PartDefinition) -> list[Record]:
        """The answer that an item is about: of its own slot, of the part's, or the row that makes the sheet."""
        if slot := item.rows or part.rows:
            return self._records(slot, item.options, part, item)
        for name in item.fact.names if item.fact and self._on else ():
            if name not in self._on:
                raise self._lacks(part, name, self._tool.slots[part.each].question, [*self._on])
        return [self._on] if self._on else []

    def _fact(self, item: Item, records: Sequence[Record], part: PartDefinition) -> tuple[list[str], str]:
        """The entries of a fact, and the mark of what is inferred."""
        if item.fact is None:
            return [], ""
        plain = replace(item.fact, inferred="")
        texts = (self._text(plain, record) for record in records)
        entries = list(dict.fromkeys(entry for text in texts for entry in text.split(BETWEEN) if entry))
        if item.fact.most:
            entries = entries[: item.fact.most]
        if item.fact.names:
            self._count.places += 1
            self._count.filled += bool(entries)
        if records and not entries:
            self._note_empty(item.text, item.rows or part.rows or part.each)
        inferred = item.fact.inferred and any(record.get(item.fact.inferred) == "inferred" for record in records)
        return entries, f" {OUR_READING}" if inferred and entries else ""

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

    def _records(
        self, slot: str, more: Mapping[str, str], part: PartDefinition, item: Item | None = None
    ) -> list[Record]:
        """The rows of an answer that a part prints."""
        records = [] if self._is_blank or not slot else self._answer(slot, more, part, item)
        if not records and not part.items:
            # A slot that the study cannot fill leaves each place for its content empty.
            self._count.places += sum(bool(column.names) and not column.open for column in part.columns)
        if not part.most or len(records) <= part.most:
            return records
        self._count.beyond[part.title] = len(records) - part.most
        return records[: part.most]

    def _answer(self, slot: str, more: Mapping[str, str], part: PartDefinition, item: Item | None) -> list[Record]:
        """The rows of an answer that may be printed; each question is asked once."""
        definition = self._tool.slots[slot]
        options = {
            name: value
            for name, text in {**definition.options, **more}.items()
            if (value := SLOT.sub(lambda match: self._option(definition, match[1]), text))
        }
        key = json.dumps([slot, sorted(options.items())])
        if key not in self._asked:
            frame = self._study.answer(definition.question, options)
            records: list[Record] = frame.astype(object).where(frame.notna(), None).to_dict("records")  # type: ignore[assignment]
            of_nobody = [one for one in records if not any(self._gate.is_person(text) for text in _texts(one))]
            self._count.persons += len(records) - len(of_nobody)
            spoken = [one for one in of_nobody if CLAIMS not in one or self._gate.has_voices(_claims(one))]
            self._count.few += len(of_nobody) - len(spoken)
            if not spoken:
                few = " Fewer than three voices stand behind what there is." if of_nobody else ""
                self._count.missing.append(f"{self._named(definition.missing)}{few} Ask `{definition.question}`.")
            chosen = _spread(spoken, definition.spread, definition.most) if definition.most else spoken
            if len(chosen) < len(spoken):
                self._count.beyond[f"`{definition.question}`"] = len(spoken) - len(chosen)
            self._asked[key] = [str(column) for column in frame.columns], chosen
        columns, chosen = self._asked[key]
        self._check(part, definition, item, columns)
        return chosen

    def _option(self, slot: Slot, name: str) -> str:
        """The value of an option of the tool, or of a column of the row that makes the sheet."""
        if name in {option.name for option in self._tool.options}:
            return self._options.get(name, "")
        if self._on and name not in self._on:
            raise QuestionError(
                f"{self._tool.path}: the slot {slot.name} takes {{{name}}}, which is neither an option of the tool nor "
                f"a column of the row that makes the sheet. That row has: {', '.join(self._on)}."
            )
        return str(self._on.get(name) or "")

    def _check(self, part: PartDefinition, slot: Slot, item: Item | None, columns: Sequence[str]) -> None:
        """Refuse a definition that takes columns which the answer does not have."""
        own = {*self._on, *(("item", "item_help", FACT) if part.items else ())}
        own |= {name for one in part.items for name in one.texts}
        asked = [slot.spread, slot.node, slot.label]
        if slot.name != part.each:
            asked += [part.node, part.group]
            printed = [*part.columns, *([item.fact] if item and item.fact else [])]
            asked += [name for column in printed for name in (*column.names, column.inferred)]
        for name in asked:
            if name and name not in columns and name not in own:
                raise self._lacks(part, name, slot.question, columns)

    def _lacks(self, part: PartDefinition, name: str, question: str, columns: Sequence[str]) -> QuestionError:
        return QuestionError(
            f"{self._tool.path}: the part {part.name} takes {{{name}}}, which {question} does not return. "
            f"It returns: {', '.join(columns)}."
        )

    def _cell(
        self,
        part: PartDefinition,
        column: ColumnDefinition,
        own: Record,
        records: Sequence[Record],
        place: tuple[str, str],
    ) -> Cell:
        code, letter = place
        if not column.text:
            return _field(column, code, letter)
        if any(name in own for name in column.names):
            return Printed(self._text(column, own))
        texts = list(dict.fromkeys(text for record in records if (text := self._text(column, record))))
        if len(records) > 1 and column.most:
            texts = texts[: column.most]
        if column.open and not texts:
            return _field(column, code, letter)  # people fill it in: no place for content of the study alone
        if column.names and not column.open:
            self._count.places += 1
            self._count.filled += bool(texts)
            if records and not texts:
                self._note_empty(column.heading, next(iter((*part.slots, part.each))))
        return Printed("\n".join(texts))

    def _note_empty(self, what: str, slot: str) -> None:
        where = what, self._tool.slots[slot].question
        self._count.empty[where] = self._count.empty.get(where, 0) + 1

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
            return (" " if all(one.endswith(".") for one in cut) else "; ").join(cut)
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
    label = f"{column.heading}, {code}"
    return Field(f"{code}{letter}", column.answer, column.kind, column.choices, label, column.lines)
