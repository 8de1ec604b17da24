"""Claims that answers of a session suggest: the rows that the study gets if a person confirms one."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graphmodel.housekeeping.nodes import VERB, Nodes, free_name
from graphmodel.schema import KINDS_BY_NAME, TABLES
from graphmodel.schema.kinds import Kind
from graphmodel.schema.reading import name_key
from graphmodel.schema.vocabularies import default_verb_rows
from graphmodel.snapshot import Snapshot
from graphmodel.tools.answers import Answer
from graphmodel.tools.definition import SLOT, DraftDefinition

_UNSAFE = re.compile(r"[^\w.]+")


class NoClaim(ValueError):
    """An answer suggests a claim that the study cannot have; the message says why."""


@dataclass(frozen=True)
class _End:
    """The subject or the object of a claim.

    Attributes:
        cell: what the claim says: the id of a node, or the label that makes one.
        kind: of the node.
        new_row: the row of a node that the study does not have.
    """

    cell: str
    kind: Kind
    new_row: Mapping[str, str]


class SessionClaims:
    """Makes claims of the answers of one session.

    Args:
        study: the study.
        source: the source of the claims: an id, or the label that makes it.
        words: what all drafts may name: the tool, and what is said of the session.
    """

    def __init__(self, study: Snapshot, source: str, words: Mapping[str, str]) -> None:
        self._study, self._source, self._words = study, source, words
        self._nodes = Nodes(study)

    def rows(
        self, claim: str, draft: DraftDefinition, answers: Mapping[str, Answer], about: str
    ) -> dict[str, list[dict[str, str]]]:
        """The rows that a draft adds, by table.

        Args:
            claim: id of the claim.
            draft: the claim with places for words.
            answers: those of one row, by name.
            about: name of the answer that says what a blank row is about.

        Raises:
            NoClaim: it cannot be a claim.
        """
        words = self._words_of(answers, about)
        cells, new_cells = (_filled(texts, words) for texts in (draft.claim, draft.new))
        verb = self._verb(cells.get("predicate", ""))
        rows: dict[str, list[dict[str, str]]] = {}
        if self._nodes.get(verb["predicate"], VERB) is None:
            rows["predicates"] = [verb]
        ends: dict[str, _End] = {}
        for name, more in (("subject", new_cells), ("object", {})):
            if name not in cells:
                raise NoClaim(f"nothing says what its {name} is; the answer is kept and makes no claim.")
            end = self._end(cells[name], verb[name], more, {end.cell for end in ends.values()})
            if end.new_row:
                rows.setdefault(end.kind.table, []).append(dict(end.new_row))
            ends[name] = end
        of_actors = {
            text: end.cell for name, end in ends.items() if end.kind.name == "actor" for text in (cells[name], end.cell)
        }
        speaker = of_actors.get(cells.get("speaker", ""), "")
        cells |= {name: end.cell for name, end in ends.items()} | {"predicate": verb["predicate"], "speaker": speaker}
        said = {column: text for column, text in cells.items() if text}
        rows["claims"] = [{"claim": claim, "source": self._source, "certainty": "stated"} | said]
        return rows

    def _words_of(self, answers: Mapping[str, Answer], about: str) -> dict[str, str]:
        """What a draft may name of one row."""
        said = {name: in_line(answer.value) for name, answer in answers.items()}
        node = next((one.node for one in answers.values() if one.node), "")
        sheet = next((one.sheet for one in answers.values() if one.sheet), "")
        row = node or said.get(about, "")
        labels = {"row_label": self._nodes.label(row), "sheet_label": self._nodes.label(sheet)}
        return {**self._words, **said, "row": row, "sheet": sheet, **labels}

    def _verb(self, text: str) -> dict[str, str]:
        """The verb that a text means: one of the study's, or a default one."""
        if (found := self._nodes.meant(text, (VERB,))) is not None:
            row = self._study.rows("predicates")[found.row]
            return {name: row.get(name, "") for name in ("predicate", "label", "subject", "object", "presence")}
        for row in default_verb_rows():
            if name_key(row["predicate"]) == name_key(text):
                return dict(row)
        raise NoClaim(f"the study has no verb {text!r}; the answer is kept and makes no claim.")

    def _end(self, text: str, kinds: str, more: Mapping[str, str], taken: Collection[str]) -> _End:
        """The node that a text means, or a new one.

        Args:
            text: what stands in the cell.
            kinds: those that the verb takes; a new node is of the first.
            more: cells of a new node.
            taken: ids that a new node may not have, besides those of the study.
        """
        names = tuple(kind.strip() for kind in kinds.split("|"))
        if found := self._nodes.meant(text, names):
            return _End(found.id, KINDS_BY_NAME[found.kind], {})
        kind = KINDS_BY_NAME[names[0]]
        if is_made(self._study, kind.table):  # the label makes the node
            return _End(text, kind, {})
        schema = TABLES[kind.table]
        columns = {column.name for column in schema.columns}
        own = {name: cell for name, cell in more.items() if name in columns}
        new = self._new_id(kind, text, taken)
        return _End(new, kind, {**own, schema.id_column: new, "label": text})

    def _new_id(self, kind: Kind, label: str, taken: Collection[str]) -> str:
        first = name = f"{kind.prefix}{short_name(label) or 'new'}"
        used = set(taken)
        while name in used or self._nodes.get(name, kind.name):
            used.add(name)
            name = free_name(first, used)
        return name


def is_made(study: Snapshot, table: str) -> bool:
    """Whether a table is made from the labels in other tables, so that a label alone makes a row of it."""
    return table in study.tables and study.tables[table].made


def short_name(text: str) -> str:
    """A text as the end of an id; empty where no letter or digit is in it."""
    return _UNSAFE.sub("_", name_key(text)).strip("_.")[:40]


def in_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def _filled(texts: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
    """Cells with words in their places; those that stay empty are left out."""
    filled = ((name, SLOT.sub(lambda match: words.get(match[1], ""), text).strip()) for name, text in texts.items())
    return {name: text for name, text in filled if text}
