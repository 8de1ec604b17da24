"""Gives a node, a verb, a claim or a word another id or another label, wherever it is named."""

import re
from dataclasses import replace

from graphmodel.housekeeping.nodes import CLAIM, NODE_KINDS, TABLE_OF, VERB, Node, Nodes
from graphmodel.housekeeping.plan import Clash, Plan, kinds_refused, planned, read_otherwise
from graphmodel.housekeeping.records import FormerName, remembered, renamed_in_queue
from graphmodel.housekeeping.references import (
    CODER,
    FOCUS,
    Reference,
    entries_of,
    left_alone,
    rewritten,
    settings_of,
    with_settings,
)
from graphmodel.problems import NotFound, StudyError
from graphmodel.schema import KINDS, KINDS_BY_NAME, TABLES, VOCABULARIES
from graphmodel.schema.kinds import with_article
from graphmodel.schema.reading import name_key
from graphmodel.schema.rules import FACTOR_SORTS
from graphmodel.schema.vocabularies import FIXED, default_supply
from graphmodel.snapshot import Row, Snapshot, TableRows
from graphmodel.suggest import did_you_mean
from graphmodel.wording import Call, Message

_BARE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
ID, LABEL = "id", "label"
_OF_NAMES = ("stages", "codebook", "evidence_types")


def rename(study: Snapshot, old: str, new: str, *, kind: str = "", to: str = "") -> Plan:
    """What a new name changes.

    Args:
        study: the study.
        old: an id or a label; or a word of a vocabulary, with its name as the kind.
        new: an id if it has the form of one, else a label. An id with the prefix of another kind moves the row
            to the table of that kind.
        kind: what ``old`` is, where that is not clear.
        to: ``id`` or ``label``: what ``new`` is.

    Raises:
        NotFound: nothing has that name.
        StudyError: several things have it; the new name is taken.
    """
    new = new.strip()
    if not new:
        raise StudyError("The new name is empty. Write an id or a label.", by_caller=True)
    if kind not in {"", VERB, CLAIM, *NODE_KINDS}:
        return rename_word(study, kind, old, new)
    nodes = Nodes(study)
    node = nodes.find(old, kind)
    if (to or (ID if is_id(new, node.kind) else LABEL)) == LABEL:
        return _relabelled(study, nodes, node, new)
    if re.search(r"[\s;|]", new):
        raise StudyError(f"An id has no space, ; or |, as {new!r} has. To take it as a label, say so.", by_caller=True)
    return _renamed(study, nodes, node, new)


def with_own_tables(study: Snapshot) -> Snapshot:
    """The study with the tables of names that come with graphmodel as its own.

    If a row of one of them changes, the whole table is written into the study.
    """
    own = {name: replace(study.tables[name], default=False) for name in _OF_NAMES if name in study.tables}
    settings = dict(study.settings)
    if "stages" in study.tables and study.tables["stages"].default:
        settings.setdefault("stages.supply", list(default_supply()))
    return replace(study, tables={**study.tables, **own}, settings=settings)


def is_id(name: str, kind: str) -> bool:
    """Whether a new name has the form of an id of a kind, and is no label."""
    if kind == CLAIM:
        return True
    if any(name.startswith(one.prefix) for one in KINDS if one.prefix):
        return True
    if kind in KINDS_BY_NAME and KINDS_BY_NAME[kind].prefix:
        return False
    return bool(_BARE.fullmatch(name))


def _kind_of_id(name: str, kind: str) -> str:
    """The kind whose ids begin so; the same where none does."""
    own = KINDS_BY_NAME.get(kind)
    if own is None or (own.prefix and name.startswith(own.prefix)):
        return kind
    return next((one.name for one in KINDS if one.prefix and name.startswith(one.prefix)), kind)


def _merging(kept: str, other: str) -> Call:
    return Call(f"graphmodel merge STUDY {kept} {other}", f"gm.merge(STUDY, {kept!r}, {other!r})")


def _renamed(study: Snapshot, nodes: Nodes, node: Node, new: str) -> Plan:
    if new == node.id:
        return planned(study, study, "rename", "")
    other = nodes.get(new, node.kind)
    if other is not None:
        said = f"{other.place} has this id already."
        if other.kind != node.kind:
            raise StudyError(f"{said} Choose another id.", by_caller=True)
        raise StudyError(Message("{} To merge them: {}.", said, _merging(new, node.id)), by_caller=True)
    kind = _kind_of_id(new, node.kind)
    after, clashes = with_id(study, nodes, node, new, kind)
    moved = f" and {with_article(kind)}" if kind != node.kind else ""
    left = left_alone(study, node.id)
    clashes = [*clashes, *read_otherwise(study, after, {(node.kind, node.id): new})]
    return planned(study, after, "rename", f"{node.id} is {new}{moved} now", tuple(clashes), left, gone=[node.id])


def with_id(study: Snapshot, nodes: Nodes, node: Node, new: str, kind: str) -> tuple[Snapshot, list[Clash]]:
    """The study with another id of a node, in another table where its kind is another; and what is lost by that."""
    clashes: list[Clash] = []
    if kind == node.kind:
        rows = study.tables[node.table]
        own = {**rows.rows[node.row], TABLES[node.table].id_column: new}
        tables = {**study.tables, node.table: replace(rows, rows={**rows.rows, node.row: own}, made=False)}
    else:
        tables, clashes = _moved(study, node, new, kind)

    # Where labels alone say what there is, they say of which kind it is, too.
    written = f"{node.label} ({kind.replace('_', ' ')})" if kind != node.kind and tables[TABLE_OF[kind]].made else new

    def instead(text: str, reference: Reference) -> str | None:
        meant = nodes.meant(text, reference.kinds)
        # A label stays a label.
        return written if meant == node and (kind != node.kind or not _is_label(text, node)) else None

    after = with_settings(rewritten(replace(study, tables=tables), instead), node.kind, node.id, new)
    records = renamed_in_queue(remembered(study.records, [FormerName(kind, node.id, new)]), {node.id: new})
    after = replace(after, records=records)
    if kind != node.kind:
        after = _verbs_widened(after, Node(new, kind, 0))
        clashes += kinds_refused(after, Node(new, kind, 0))
    return after, clashes


def _verbs_widened(study: Snapshot, node: Node) -> Snapshot:
    """The study whose own verbs may join nodes of the kind that one has become, where claims say so."""
    table = study.tables.get("predicates")
    if table is None or table.default or table.made:
        return study
    nodes, rows = Nodes(study), dict(table.rows)
    for claim in study.rows("claims").values():
        for end in ("subject", "object"):
            meant = nodes.meant(claim.get(end, ""), NODE_KINDS)
            verb = nodes.meant(claim.get("predicate", ""), (VERB,)) if meant and meant.id == node.id else None
            kinds = rows[verb.row].get(end, "") if verb else ""
            if verb and kinds and node.kind not in [kind.strip() for kind in kinds.split("|")]:
                rows[verb.row] = {**rows[verb.row], end: f"{kinds}|{node.kind}"}
    return replace(study, tables={**study.tables, "predicates": replace(table, rows=rows)})


def _is_label(text: str, node: Node) -> bool:
    return name_key(text) != name_key(node.id)


def _moved(study: Snapshot, node: Node, new: str, kind: str) -> tuple[dict[str, TableRows], list[Clash]]:
    old_schema, new_schema = TABLES[node.table], TABLES[TABLE_OF[kind]]
    source = study.tables[node.table]
    target = study.tables.get(new_schema.name, TableRows(new_schema.required, made=source.made))
    row: dict[str, str] = {new_schema.id_column: new}
    clashes = []
    for column, text in study.rows(node.table)[node.row].items():
        if column == old_schema.id_column:
            continue
        if column != new_schema.id_column and (new_schema.column(column) or not old_schema.column(column)):
            row[column] = text
        elif text and not source.made:
            what = f"{new_schema.name} has no such column"
            clashes.append(Clash(node.table, (node.row,), column, "", text, what))
    rest = {number: cells for number, cells in source.rows.items() if number != node.row}
    columns = tuple(dict.fromkeys([*target.columns, *row]))
    rows = {**target.rows, max(target.rows, default=1) + 1: row}
    return {
        **study.tables,
        node.table: replace(source, rows=rest),
        new_schema.name: replace(target, columns=columns, rows=rows),
    }, clashes


def _relabelled(study: Snapshot, nodes: Nodes, node: Node, new: str) -> Plan:
    if node.kind == CLAIM:
        raise StudyError("A claim has no label; its summary is in the table claims.", by_caller=True)
    if new == node.label:
        return planned(study, study, "rename", "")
    others = [other for other in nodes.of_label(new, node.kind) if other.id != node.id]
    if others:
        raise StudyError(
            Message(
                "{} has this label already. To merge them: {}. Or choose a label that sets them apart.",
                others[0].place,
                _merging(others[0].id, node.id),
            ),
            by_caller=True,
        )
    rows = study.tables[node.table]
    own: Row = {**rows.rows[node.row], "label": new}
    columns = tuple(dict.fromkeys([*rows.columns, "label"]))
    with_label = replace(rows, rows={**rows.rows, node.row: own}, columns=columns)
    labelled = replace(study, tables={**study.tables, node.table: with_label})
    now = Nodes(labelled)

    def instead(text: str, reference: Reference) -> str | None:
        if not (_is_label(text, node) or rows.made) or nodes.meant(text, reference.kinds) != node:
            return None
        return name_for(now, node.id, node.kind, new, reference.kinds)

    after = rewritten(labelled, instead)
    records = remembered(study.records, [FormerName(node.kind, node.label, node.id)] if node.label else [])
    after = replace(after, records=records)
    clashes = read_otherwise(study, after, {})
    left = left_alone(study, node.label) if node.label else {}
    left.pop((node.table, "label"), None)
    return planned(study, after, "rename", f"{node.id} is called {new} now", tuple(clashes), left)


def name_for(nodes: Nodes, id_: str, kind: str, label: str, kinds: tuple[str, ...]) -> str:
    """What to write for a node where its label was written: its label, if that means it and no other; else its id."""
    for text in (label, f"{label} ({kind.replace('_', ' ')})"):
        meant = nodes.meant(text, kinds) if label and ";" not in label else None
        if meant is not None and meant.id == id_:
            return text
    return id_


def rename_word(study: Snapshot, kind: str, old: str, new: str) -> Plan:
    """What another word of a vocabulary changes (``focus``, ``coder``, and vocabularies that a study may change).

    Raises:
        NotFound: there is no such vocabulary, or the study has no such word.
        StudyError: the words of the vocabulary are the model's own.
    """
    if kind in FIXED:
        raise StudyError(f"The words of {kind} are those of the model and stay as they are.", by_caller=True)
    if kind not in VOCABULARIES and kind not in {FOCUS, CODER}:
        known = [FOCUS, CODER, *VOCABULARIES, *TABLE_OF]
        raise NotFound(f"There is no kind {kind!r}.{did_you_mean(kind, known)} The kinds: {', '.join(known)}.")
    study_with_words = study
    if kind in VOCABULARIES and f"vocabularies.{kind}" not in study.settings:
        own = {**study.settings, f"vocabularies.{kind}": list(VOCABULARIES[kind])}
        study_with_words = replace(study, settings=own)
    listed = _words(study_with_words.settings.get(f"vocabularies.{kind}"))
    if kind == "valence" and old in FACTOR_SORTS and old in listed:  # the new word acts as what the old one is
        acting = _words(study.settings.get(f"valence.{old}"))
        own = {**study_with_words.settings, f"valence.{old}": list(dict.fromkeys([*acting, old]))}
        study_with_words = replace(study, settings=own)
    after = with_settings(study_with_words, kind, old, new)
    named = any(kind in entry.reference.kinds and entry.text == old for entry in entries_of(study))
    if not named and after == study_with_words:
        words = {entry.text for entry in entries_of(study) if kind in entry.reference.kinds}
        raise NotFound(f"There is no {kind} {old!r} in the study.{did_you_mean(old, sorted(words))}")
    in_settings = any(new in _words(study.settings.get(key)) for key in settings_of(kind))
    clashes = (Clash("settings", (), kind, new, old, "both words are in use; they become one"),) if in_settings else ()

    def instead(text: str, reference: Reference) -> str | None:
        return new if kind in reference.kinds and text == old else None

    return planned(study, rewritten(after, instead), "rename", f"{kind} {old} is {new} now", clashes)


def _words(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(word) for word in value] if isinstance(value, list) else []
