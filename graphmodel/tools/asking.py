"""Asks the questions that the slots of a tool name, and keeps back what must not be printed."""

import json
from collections.abc import Mapping, Sequence
from typing import Protocol

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import QuestionError
from graphmodel.tools.definition import SLOT, Item, PartDefinition, Slot, ToolDefinition
from graphmodel.tools.gate import Gate
from graphmodel.tools.small_print import Count
from graphmodel.tools.wordings import Wordings

CLAIMS = "claims"
"""Column of an answer with the claims behind a row."""
FACT = "fact"
"""Name of what an item prints of its answer."""
Record = Mapping[str, object]


class Asker(Protocol):
    """A study, as far as tools ask it."""

    @property
    def frames(self) -> StudyFrames:
        """Its graph."""

    def answer(self, question: str, options: Mapping[str, str]) -> pd.DataFrame:
        """The answer to a question of the bank, or the first table of an analysis."""


class Questions:
    """The questions of one tool, asked of one study.

    Args:
        tool: its definition.
        study: the study.
        options: values of the tool's options, by name.
        gate: what may be printed.
        count: counts what may not, and what the study lacks.
    """

    def __init__(
        self, tool: ToolDefinition, study: Asker, options: Mapping[str, str], gate: Gate, count: Count
    ) -> None:
        self._tool, self._study, self._options, self._gate, self._count = tool, study, options, gate, count
        self._words = Wordings(gate)
        self._asked: dict[str, tuple[list[str], list[Record]]] = {}
        self.on: Record = {}
        """The row that makes the sheet; empty while no sheet is made."""
        self.is_blank = False
        """Whether the sheet is made of no row, because there is none."""

    def named(self, text: str) -> str:
        """A text of the definition with what the row that makes the sheet says."""
        return SLOT.sub(lambda match: self._words.value(self.on[match[1]]) if match[1] in self.on else match[0], text)

    def answer(self, slot: str, more: Mapping[str, str], part: PartDefinition, item: Item | None) -> list[Record]:
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
            spoken = [one for one in of_nobody if CLAIMS not in one or self._gate.has_voices(claims_of(one))]
            self._count.few += len(of_nobody) - len(spoken)
            if not spoken:
                few = " Fewer than three voices stand behind what there is." if of_nobody else ""
                self._count.missing.append(f"{self.named(definition.missing)}{few} Ask `{definition.question}`.")
            chosen = spread(spoken, definition.spread, definition.most) if definition.most else spoken
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
        if self.on and name not in self.on:
            raise QuestionError(
                f"{self._tool.path}: the slot {slot.name} takes {{{name}}}, which is neither an option of the tool nor "
                f"a column of the row that makes the sheet. That row has: {', '.join(self.on)}."
            )
        return str(self.on.get(name) or "")

    def _check(self, part: PartDefinition, slot: Slot, item: Item | None, columns: Sequence[str]) -> None:
        """Refuse a definition that takes columns which the answer does not have."""
        own = {*self.on, *(("item", "item_help", FACT) if part.items else ())}
        own |= {name for one in part.items for name in one.texts}
        asked = [slot.spread, slot.node, slot.label]
        if slot.name != part.each:
            asked += [part.node, part.group]
            printed = [*part.columns, *([item.fact] if item and item.fact else [])]
            asked += [name for column in printed for name in (*column.names, column.inferred)]
        for name in asked:
            if name and name not in columns and name not in own:
                raise self.lacks(part, name, slot.question, columns)

    def lacks(self, part: PartDefinition, name: str, question: str, columns: Sequence[str]) -> QuestionError:
        """What to say where a part takes a column that the answer does not have."""
        return QuestionError(
            f"{self._tool.path}: the part {part.name} takes {{{name}}}, which {question} does not return. "
            f"It returns: {', '.join(columns)}."
        )


def _texts(record: Record) -> list[str]:
    return [value for value in record.values() if isinstance(value, str)]


def spread(records: Sequence[Record], group: str, most: int) -> list[Record]:
    """At most so many rows, as evenly from every group as can be."""
    places: dict[str, int] = {}
    turns = []
    for at, record in enumerate(records):
        name = str(record.get(group) or "")
        places[name] = places.get(name, 0) + 1
        turns.append((places[name], at))
    kept = sorted(at for _, at in sorted(turns)[:most])
    return [records[at] for at in kept]


def claims_of(record: Record) -> tuple[str, ...]:
    """The claims behind a row of an answer."""
    claims = record.get(CLAIMS)
    return tuple(map(str, claims)) if isinstance(claims, list | tuple) else ()
