"""Every cell and every setting that names something, as the schema declares them, and what to write there instead."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from graphmodel.housekeeping.nodes import NODE_KINDS, TABLE_OF, VERB
from graphmodel.schema import KINDS, TABLES
from graphmodel.schema.rules import FACTOR_SORTS
from graphmodel.snapshot import Row, Snapshot, TableRows

CODER, FOCUS = "coder", "focus"
_OF_CLAIMS = {"subject": NODE_KINDS, "object": NODE_KINDS, "predicate": (VERB,), "coder": (CODER,)}
_FURTHER = {("predicates", "acts_as"): (VERB,), ("codings", "predicate"): (VERB,), ("codings", "coder"): (CODER,)}
_SETTINGS = {
    "stage": ("stages.supply", "stages.phases"),
    FOCUS: ("focus.values", "focus.in_question", "focus.compared_with"),
    CODER: ("coders", "coding.of_record"),
    "valence": tuple(f"valence.{sort}" for sort in FACTOR_SORTS),
}
"""Settings that name things of a kind."""
_BY_FIELD = {"decisions": ("field", ("before", "decision"))}
"""Tables of which a column says to which column of ``claims`` the cells of others belong."""


@dataclass(frozen=True)
class Reference:
    """A column that names things of some kinds; ``several``: with ``;`` between them."""

    column: str
    kinds: tuple[str, ...]
    several: bool = False

    @property
    def names_nodes(self) -> bool:
        """Whether it names nodes, and not verbs, claims or words."""
        return self.kinds[0] in NODE_KINDS


@cache
def references_of(table: str) -> Mapping[str, Reference]:
    """The columns of a table that name something, by name; of words of a vocabulary, the kind is that vocabulary."""
    schema = TABLES.get(table)
    found = {}
    for column in schema.columns if schema else ():
        kinds = column.refers_to or (_OF_CLAIMS.get(column.name, ()) if table == "claims" else ())
        kinds = kinds or _FURTHER.get((table, column.name), ()) or ((column.vocabulary,) if column.vocabulary else ())
        if kinds:
            found[column.name] = Reference(column.name, kinds, column.type == "list")
    return found


def settings_of(kind: str) -> tuple[str, ...]:
    """Keys of the settings that name things of a kind, or list the words of a vocabulary."""
    return (*_SETTINGS.get(kind, ()), f"vocabularies.{kind}")


@dataclass(frozen=True)
class Entry:
    """One text that a column names something by, and the rows that have it (in a list: among others)."""

    table: str
    reference: Reference
    text: str
    rows: tuple[int, ...]


def entries_of(study: Snapshot) -> Iterator[Entry]:
    """Every entry of the study's own tables that names something, each text of a column once."""
    for name, table in study.tables.items():
        if table.default:
            continue
        for reference, numbers in _columns(name, table.rows):
            rows: dict[str, list[int]] = defaultdict(list)
            for cell, own in _by_text(table.rows, reference.column, numbers).items():
                for part in {part.strip() for part in (cell.split(";") if reference.several else [cell])}:
                    rows[part] += own
            yield from (Entry(name, reference, text, tuple(own)) for text, own in rows.items() if text)


def _columns(table: str, rows: Mapping[int, Row]) -> Iterator[tuple[Reference, Collection[int]]]:
    """The columns of a table that name something, with the rows in which they do."""
    there = set(chain.from_iterable(rows.values()))
    for reference in references_of(table).values():
        if reference.column in there:
            yield reference, rows.keys()
    if table in _BY_FIELD:
        field, columns = _BY_FIELD[table]
        of_claims = references_of("claims")
        for name, numbers in _by_text(rows, field, rows.keys()).items():
            for column in columns if name in of_claims else ():
                yield replace(of_claims[name], column=column), numbers


def _by_text(rows: Mapping[int, Row], column: str, numbers: Collection[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        text = rows[number].get(column, "")
        if text:
            found[text].append(number)
    return found


Where = Callable[[str, Row], bool]
"""Whether a row (with the name of its table) is one of those that change."""


def rewritten(study: Snapshot, instead: Callable[[str, Reference], str | None], where: Where | None = None) -> Snapshot:
    """The study with other texts in the cells that name something; what a change makes double in a list goes.

    Args:
        study: the study.
        instead: what to write for an entry of a column; None leaves it.
        where: in which rows; None: in all.
    """
    tables: dict[str, TableRows] = dict(study.tables)
    for name, table in study.tables.items():
        if table.default:
            continue
        changed: dict[int, dict[str, str]] = {}
        for reference, numbers in _columns(name, table.rows):
            for text, own in _by_text(table.rows, reference.column, numbers).items():
                new = _instead(text, reference, instead)
                for number in own if new is not None and new != text else ():
                    assert new is not None  # noqa: S101 - checked above
                    if where is None or where(name, table.rows[number]):
                        changed.setdefault(number, {})[reference.column] = new
        if changed:
            rows = {number: {**row, **changed.get(number, {})} if number in changed else row
                    for number, row in table.rows.items()}  # fmt: skip
            tables[name] = replace(table, rows=rows)
    return replace(study, tables=tables)


def _instead(text: str, reference: Reference, instead: Callable[[str, Reference], str | None]) -> str | None:
    """The new text of a cell; the spaces and the other entries of a list stay as they were typed."""
    if not reference.several:
        return instead(text.strip(), reference)
    parts = text.split(";")
    new = [instead(part.strip(), reference) if part.strip() else None for part in parts]
    if not any(new):
        return None
    there = {part.strip() for part, own in zip(parts, new, strict=True) if own is None}
    kept = []
    for part, own in zip(parts, new, strict=True):
        if own is None:
            kept.append(part)
        elif own not in there:
            there.add(own)
            kept.append(part.replace(part.strip(), own))
    return ";".join(kept).strip()


def with_settings(study: Snapshot, kind: str, old: str, new: str) -> Snapshot:
    """The study with another name for something in its settings."""
    settings = dict(study.settings)
    for key in settings_of(kind):
        value = settings.get(key)
        if isinstance(value, str) and value == old:
            settings[key] = new
        elif isinstance(value, list | tuple) and old in value:
            settings[key] = list(dict.fromkeys(new if word == old else word for word in value))
    return replace(study, settings=settings)


def left_alone(study: Snapshot, name: str) -> dict[tuple[str, str], int]:
    """Rows by table and column that hold a name where nothing says that it is one: those stay.

    An id that begins as those of a kind counts wherever it is in a text; any other name, which may be a plain word,
    only where it is all of a cell or of an entry.
    """
    has_prefix = any(kind.prefix and name.startswith(kind.prefix) for kind in KINDS)
    ends = (r"(?<![\w.])", r"(?!\w|\.\w)") if has_prefix else (r"(?:^|;)\s*", r"\s*(?:$|;)")
    word = re.compile(re.escape(name).join(ends))
    counts: dict[tuple[str, str], int] = {}
    for table, rows in study.tables.items():
        if rows.default:
            continue
        own = TABLES[table].id_column if table in TABLE_OF.values() else ""
        names = {own, *references_of(table)}
        if table in _BY_FIELD:
            names.update(_BY_FIELD[table][1])
        for column in rows.columns:
            if column in names:
                continue
            texts = (row.get(column, "") for row in rows.rows.values())
            if count := sum(1 for text in texts if name in text and word.search(text)):
                counts[table, column] = count
    return counts
