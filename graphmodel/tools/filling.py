"""Fills a tool from a study: asks the questions that its slots name, and makes the copy."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby

from graphmodel.texts import short_hash
from graphmodel.tools import blocks
from graphmodel.tools.asking import CLAIMS, FACT, Asker, Questions, Record, claims_of, spread
from graphmodel.tools.copies import (
    OWN,
    Cards,
    Cell,
    Disc,
    Discs,
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
from graphmodel.tools.definition import ColumnDefinition, Item, PartDefinition, ToolDefinition
from graphmodel.tools.facts import BETWEEN, in_few_words, listed_claims
from graphmodel.tools.gate import Gate
from graphmodel.tools.places import RowCodes, blank_cell, field, lettered
from graphmodel.tools.small_print import Count, missing_of, notes_of, rests_on
from graphmodel.tools.study_words import with_study_words
from graphmodel.tools.wordings import OUR_READING, Wordings, heading, in_words

UNSAID = "The study does not say."
"""Stands where a fact has no content."""


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
        self._tool, self._count = tool, count
        self._gate = Gate(study.frames)
        self._words = Wordings(self._gate)
        self._slots = Questions(tool, study, options, self._gate, count)
        self._codes = RowCodes()

    def parts(self, names: Sequence[str]) -> Iterator[Part]:
        """The parts of a form; those that are made for each row of a slot, once for each."""
        for each, run in groupby(names, key=self._each):
            together = list(run)
            if not each:
                yield from map(self._named_part, together)
                continue
            slot = self._tool.slots[each]
            records = self._slots.answer(each, {}, self._tool.parts[together[0]], None)
            self._slots.is_blank = not records
            for number, record in enumerate(records or [{}], 1):
                self._slots.on = {name: value for name, value in record.items() if name != CLAIMS}
                title = f"{number}. {self._words.value(record.get(slot.label)) or OWN}"
                sheet = Sheet(title, str(record.get(slot.node) or ""))
                for name in together:
                    yield replace(self._named_part(name), sheet=sheet)
            self._slots.on, self._slots.is_blank = {}, False

    def _each(self, name: str) -> str:
        return self._tool.parts[name].each if name in self._tool.parts else ""

    def _named_part(self, name: str) -> Part:
        return blocks.BLOCKS[name]() if name in blocks.BLOCKS else self._part(self._tool.parts[name])

    def _part(self, part: PartDefinition) -> Part:
        title, text = self._slots.named(part.title), self._slots.named(part.help)
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
            replace(field(column, self._codes.following(part)), label=self._slots.named(column.heading))
            for column in part.columns
        )
        return Fields(part.name, title, text, tuple(fields), across=part.side)

    def _table(self, part: PartDefinition, title: str, text: str) -> Table:
        rows = tuple(self._rows(part))
        headings = tuple(
            Heading(column.heading, column.width, letter if column.answer else "")
            for letter, column in lettered(part.columns)
        )
        return Table(part.name, title, text, headings, rows)

    def _discs(self, part: PartDefinition) -> Discs:
        text = part.columns[0]
        discs = []
        for record in self._records(part.rows, {}, part):
            self._count.places += 1
            if label := self._words.text(text, record):
                self._count.filled += 1
                discs.append(Disc(label, in_words(str(record.get(part.group) or ""))))
        return Discs(part.name, part.title, part.help, (*discs, *(Disc("", "") for _ in range(part.blank))))

    def _bullets(self, part: PartDefinition, title: str, text: str) -> Prose:
        """A line of text for each row of an answer."""
        lines, behind = [text] if text else [], []
        for record in self._records(part.rows, {}, part):
            self._count.places += 1
            if said := self._words.text(part.columns[0], record):
                self._count.filled += 1
                lines.append(f"\N{BULLET} {said}")
                behind.append(claims_of(record))
        lines += [] if behind else [UNSAID]
        listed = listed_claims(behind, part.claims)
        self._count.stands(title, [*dict.fromkeys(chain(*behind))], [*dict.fromkeys(chain(*listed))])
        return Prose(part.name, title, "\n".join(lines))

    def _rows(self, part: PartDefinition) -> list[Row]:
        rows, columns = [], lettered(part.columns)
        for own, found in self._contents(part):
            records = [{**self._slots.on, **record} for record in found]
            code = self._codes.following(part)
            cells = tuple(self._cell(part, column, own, records, (code, letter)) for letter, column in columns)
            first = records[0] if records else self._slots.on
            claims = tuple(dict.fromkeys(claim for record in records for claim in claims_of(record)))
            group = heading(str(first.get(part.group) or ""))
            rows.append(Row(code, str(first.get(part.node) or ""), cells, group, claims))
        best = [self._gate.over_sources(row.claims) if part.claims else row.claims for row in rows]
        for row, listed in zip(rows, listed_claims(best, part.claims), strict=True):
            self._count.stands(row.code, row.claims, listed)
        self._hide_sites(rows)
        for _ in range(part.blank):
            code = self._codes.following(part)
            rows.append(Row(code, "", tuple(blank_cell(column, code, letter) for letter, column in columns)))
        return rows

    def _contents(self, part: PartDefinition) -> list[tuple[Record, list[Record]]]:
        """For each row that is not blank: what the definition itself has of it, and rows of the answer."""
        if part.items:
            found = [self._rows_of(item, part) for item in part.items]
            facts = [self._fact(item, records, part) for item, records in zip(part.items, found, strict=True)]
            few = in_few_words([entries for entries, _ in facts], part.words)
            unsaid = "" if self._slots.is_blank else UNSAID  # on a blank sheet there is room to write
            own = [
                {
                    **item.texts,
                    "item": item.text,
                    "item_help": item.help,
                    FACT: BETWEEN.join(entries) + mark if entries else unsaid,
                }
                for item, entries, (_, mark) in zip(part.items, few, facts, strict=True)
            ]
            return list(zip(own, found, strict=True))
        records = self._records(part.rows, {}, part) if part.rows else []
        if part.kind == "cards":
            chosen = spread(records, part.group, part.side**2)
            self._count.off_card += len(records) - len(chosen)
            records = chosen
        groups = list(dict.fromkeys(str(record.get(part.group) or "") for record in records))
        records = sorted(records, key=lambda record: groups.index(str(record.get(part.group) or "")))
        return [({}, [record]) for record in records]

    def _rows_of(self, item: Item, part: PartDefinition) -> list[Record]:
        """The answer that an item is about: of its own slot, of the part's, or the row that makes the sheet."""
        if slot := item.rows or part.rows:
            return self._records(slot, item.options, part, item)
        for name in item.fact.names if item.fact and self._slots.on else ():
            if name not in self._slots.on:
                raise self._slots.lacks(part, name, self._tool.slots[part.each].question, [*self._slots.on])
        return [self._slots.on] if self._slots.on else []

    def _fact(self, item: Item, records: Sequence[Record], part: PartDefinition) -> tuple[list[str], str]:
        """The entries of a fact, and the mark of what is inferred."""
        if item.fact is None:
            return [], ""
        plain = replace(item.fact, inferred="")
        texts = (self._words.text(plain, record) for record in records)
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
        if not self._slots.on and not any(self._gate.is_role(piece) for piece in pieces):
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
        records = [] if self._slots.is_blank or not slot else self._slots.answer(slot, more, part, item)
        if not records and not part.items:
            # A slot that the study cannot fill leaves each place for its content empty.
            self._count.places += sum(bool(column.names) and not column.open for column in part.columns)
        if not part.most or len(records) <= part.most:
            return records
        before = self._count.beyond.get(part.title, 0) if self._slots.on else 0
        self._count.beyond[part.title] = before + len(records) - part.most
        return records[: part.most]

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
            return field(column, code, letter)
        if any(name in own for name in column.names):
            return Printed(self._words.text(column, own))
        texts = list(dict.fromkeys(text for record in records if (text := self._words.text(column, record))))
        if len(records) > 1 and column.most:
            texts = texts[: column.most]
        if column.open and not texts:
            return field(column, code, letter)  # people fill it in: no place for content of the study alone
        if column.names and not column.open:
            self._count.places += 1
            self._count.filled += bool(texts)
            if records and not texts:
                self._note_empty(column.heading, next(iter((*part.slots, part.each))))
        return Printed("\n".join(texts))

    def _note_empty(self, what: str, slot: str) -> None:
        where = what, self._tool.slots[slot].question
        self._count.empty[where] = self._count.empty.get(where, 0) + 1
