"""Passages of an import that do not say by themselves which claim they are: questions, and what a decision makes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from graphmodel.changes import StudyChange, TableChange
from graphmodel.housekeeping.import_ids import Today, with_ids
from graphmodel.housekeeping.import_records import IMPORTED, KnownRow, known_text, read_known
from graphmodel.housekeeping.import_rows import IMPORT_ID, Compared
from graphmodel.housekeeping.nodes import CLAIM, free_name
from graphmodel.housekeeping.references import Reference, references_of
from graphmodel.queue import QueueItem, Undecidable
from graphmodel.snapshot import Row, Snapshot, TableRows
from graphmodel.wording import counted

DRAFT = "draft_of_claim"


class Passage(Protocol):
    """A passage as :class:`graphmodel.formats.Draft` has it."""

    @property
    def key(self) -> str: ...  # noqa: D102 - as in graphmodel.formats.Draft

    @property
    def question(self) -> str: ...  # noqa: D102

    @property
    def options(self) -> Mapping[str, Sequence[Row]]: ...  # noqa: D102

    @property
    def suggestion(self) -> str: ...  # noqa: D102

    @property
    def where(self) -> str: ...  # noqa: D102

    @property
    def quotes(self) -> tuple[str, ...]: ...  # noqa: D102


def claims_of(passages: Iterable[Passage]) -> dict[str, Row]:
    """The claims that decisions may make, by id."""
    return {row.get("claim", ""): row for one in passages for rows in one.options.values() for row in rows}


def questions(
    passages: Sequence[Passage],
    stream: str,
    import_id: str,
    study: Snapshot,
    imported: Snapshot,
    ids: Mapping[tuple[str, str], str],
    quotes: Mapping[str, str],
) -> list[QueueItem]:
    """The question that each passage asks.

    Args:
        passages: the passages, in the ids of the import.
        stream: what the import is an export of.
        import_id: written to the claims that a decision makes; empty: nothing is.
        study: the study.
        imported: the import, in its own ids.
        ids: ids in the study, by kind and id in the import.
        quotes: ids of quotes in the study, by id in the import.
    """
    rows = claims_of(passages)
    numbers = dict(enumerate(rows, 2))
    apart = replace(
        imported,
        tables={**imported.tables, "claims": TableRows((), {number: rows[name] for number, name in numbers.items()})},
    )
    used = {row.get("claim", "") for row in study.rows("claims").values()} | set(ids.values())
    own: dict[tuple[str, str], str] = {}
    for name in sorted(rows):
        own[CLAIM, name] = ids.get((CLAIM, name)) or (free_name(name, used | set(rows)) if name in used else name)
        used.add(own[CLAIM, name])
    mapped = with_ids(apart, {**ids, **own}, study).rows("claims")
    done = {name: dict(mapped[number]) for number, name in numbers.items()}
    items = []
    for one in passages:
        options = {
            option: [{"key": row.get("claim", ""), "row": done[row.get("claim", "")]} for row in made]
            for option, made in one.options.items()
        }
        facts = {
            "stream": stream,
            "import": import_id,
            "options": json.dumps(options, ensure_ascii=False),
            "quotes": json.dumps([quotes.get(name, name) for name in one.quotes]),
        }
        suggestion = one.suggestion if one.suggestion in options else ""
        subject = f"{stream}: {one.key}"
        items.append(QueueItem(DRAFT, subject, one.question, tuple(options), suggestion, one.where, facts))
    return items


def gone(waiting: Iterable[QueueItem], stream: str, items: Iterable[QueueItem]) -> list[str]:
    """Ids of questions that wait about passages which the newest import no longer asks about, or not like this."""
    now = {item.id: _asks(item) for item in items}
    return [
        item.id
        for item in waiting
        if item.kind == DRAFT and item.facts.get("stream") == stream and _asks(item) != now.get(item.id)
    ]


def _asks(item: QueueItem) -> tuple[object, ...] | None:
    """What a question asks, whatever its nodes are called in the study by now; None if the item does not say it."""
    references = {*references_of("claims"), "claim"}
    try:
        options = [
            (option, one["key"], {name: text for name, text in _texts(one["row"]).items() if name not in references})
            for option, made in json.loads(item.facts["options"]).items()
            for one in made
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return item.question, item.options, item.suggestion, item.where, options


def decide_draft(item: QueueItem, study: Snapshot) -> StudyChange:
    """The claims that a decision makes, with the words behind them."""
    try:
        made = [(str(one["key"]), _texts(one["row"])) for one in json.loads(item.facts["options"])[item.decision]]
        names = [str(name) for name in json.loads(item.facts.get("quotes", "[]"))]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Undecidable("The item does not say which claims its options are.") from error
    today = Today.of(study)
    there = {row.get("claim", "") for row in study.rows("claims").values()}
    references = references_of("claims")
    rows = {
        key: {name: _today(today, references.get(name), text) for name, text in row.items() if text}
        for key, row in made
        if row.get("claim", "") not in there
    }
    import_id = item.facts.get("import", "")
    append = [{**row, IMPORT_ID: import_id} if import_id else row for row in rows.values()]
    tables = {"claims": TableChange(append=append)} if append else {}
    words = _words(study, names, [row["claim"] for row in append if row.get("claim")])
    if words.cells or words.append:
        tables["quotes"] = words
    compared, streams = Compared(study, today), read_known(study.records)
    stream = dict(streams.get(item.facts.get("stream", ""), {}))
    for key, row in rows.items():
        stream["claims", key] = KnownRow("claims", key, row.get("claim", ""), True, compared.marks("claims", row))
    records = {IMPORTED: known_text({**streams, item.facts.get("stream", ""): stream})} if rows else {}
    return StudyChange("queue", f"{counted(len(append), 'claim')} of a passage", tables, records)


def _texts(row: object) -> dict[str, str]:
    if not isinstance(row, dict):
        raise TypeError(row)
    return {str(name): str(text) for name, text in row.items()}


def _today(today: Today, reference: Reference | None, text: str) -> str:
    return today.cell(reference, text) if reference else text


def _words(study: Snapshot, names: Sequence[str], claims: Sequence[str]) -> TableChange:
    """The words of a passage behind the first claim, and copies behind the others."""
    quotes = study.rows("quotes")
    own = {row.get("quote", ""): number for number, row in quotes.items()}
    free = [own[name] for name in names if name in own and not quotes[own[name]].get("claim")]
    if not claims:
        return TableChange()
    used = set(own)
    append = []
    for claim in claims[1:]:
        for number in free:
            name = free_name(quotes[number]["quote"], used)
            used.add(name)
            append.append({**quotes[number], "quote": name, "claim": claim})
    return TableChange({number: {"claim": claims[0]} for number in free}, append)
