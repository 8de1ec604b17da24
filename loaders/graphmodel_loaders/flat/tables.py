"""The tables of a study from the rows of a sheet."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphmodel.formats import Row
from graphmodel.schema import KINDS_BY_NAME, TABLES
from graphmodel.schema.vocabularies import default_verb_rows
from graphmodel_loaders.flat.kinds import ENDS, GuessedKind, guess_kinds
from graphmodel_loaders.flat.mapping import SheetMap
from graphmodel_loaders.flat.nodes import CODE, END, VERB, Nodes, Slot, key_in, labels_of, nodes_of_sheet
from graphmodel_loaders.flat.sheet_rows import REFERENCES, SheetRow, SheetRows
from graphmodel_loaders.flat.vocabulary import tidy
from graphmodel_loaders.ids import words_of
from graphmodel_loaders.loaded_study import packaged_rows

_ID = re.compile(r"[^\s;|]{1,60}")


@dataclass
class SheetStudy:
    """What the rows of a sheet are in a study.

    Attributes:
        claims: one claim for each row, in the order of the rows.
        nodes: the nodes that the claims name.
        kinds: the guessed kind of each end, by the key of its label.
        verbs: rows of ``predicates`` by verb.
        focus: words of the column focus, and what they are in the study.
    """

    claims: list[Row]
    nodes: Nodes
    kinds: Mapping[str, GuessedKind]
    verbs: dict[str, Row]
    focus: dict[str, str] = field(default_factory=dict)


def claims_of(
    read: SheetRows,
    sheet_map: SheetMap,
    *,
    source: str,
    known: Mapping[Slot, str] | None = None,
    taken: Mapping[str, str] | None = None,
    known_claims: Mapping[int, str] | None = None,
    used_claims: Iterable[str] = (),
    listed: Mapping[str, str] | None = None,
) -> SheetStudy:
    """Claims and nodes for the rows of a sheet.

    Args:
        read: the rows.
        sheet_map: how they are read.
        source: label of the source of rows that name none.
        known: ids of labels that the study has.
        taken: ids in use in the study, with their kinds; verbs with the kind ``verb``.
        known_claims: ids of rows that are claims already, by position.
        used_claims: ids of claims that the study has or had.
        listed: kinds of labels as another sheet lists them.
    """
    for row in read.rows:
        row.labels.setdefault("source", source)
    kinds = guess_kinds(read.rows, sheet_map, listed or {})
    nodes = nodes_of_sheet(labels_of(read.rows), kinds, known or {}, taken or {})
    ids = claim_ids(read, known_claims or {}, {*used_claims, *nodes.ids.values()})
    focus = {text: words_of(text) or text for text in sorted({row.values.get("focus", "") for row in read.rows} - {""})}
    claims = [_claim(row, id_, nodes, focus) for row, id_ in zip(read.rows, ids, strict=True)]
    return SheetStudy(claims, nodes, kinds, _verbs(read.rows, claims, nodes), focus)


def claim_ids(read: SheetRows, known: Mapping[int, str], used: set[str]) -> list[str]:
    """An id for each row: what the sheet names it, where that can be one; else made from its content."""
    ids: dict[int, str] = dict(known)
    used |= set(known.values())
    named: dict[str, list[int]] = {}
    for place, row in enumerate(read.rows):
        # A bare number could be a code, and what begins with a prefix a node.
        name = f"c{row.name}" if row.name[:1].isdigit() else row.name
        if place not in ids and _ID.fullmatch(name) and "." not in name[:6]:
            named.setdefault(name, []).append(place)
    for name, places in named.items():
        if len(places) == 1 and name not in used:
            ids[places[0]] = name
            used.add(name)
    # Rows of the same content are alike, so that it does not matter which of them has which number.
    for place, row in enumerate(read.rows):
        if place not in ids:
            name = f"c_{read.content(row)[:10]}"
            number, free = 1, name
            while free in used:
                number += 1
                free = f"{name}_{number}"
            ids[place] = free
            used.add(free)
    return [ids[place] for place in range(len(read.rows))]


def _claim(row: SheetRow, id_: str, nodes: Nodes, focus: Mapping[str, str]) -> Row:
    verb = row.verb if row.known_verb else nodes.id(VERB, row.verb)
    claim = {"claim": id_, "predicate": verb, **row.values}
    for end in ENDS:
        claim[end] = nodes.id(END, row.labels[end])
    for name, kind in REFERENCES.items():
        if name in row.labels:
            claim[name] = nodes.id(kind, row.labels[name])
    if row.codes:
        claim["codes"] = ";".join(dict.fromkeys(nodes.id(CODE, label) for label in row.codes))
    if "focus" in claim:
        claim["focus"] = focus[claim["focus"]]
    claim.setdefault("summary", summary_of(row))
    return {**row.own, **claim}


def summary_of(row: SheetRow) -> str:
    """A summary made of the parts of a claim."""
    return claim_sentence(row.labels["subject"], row.verb, row.labels["object"], row.values.get("polarity", ""))


def claim_sentence(subject: str, verb: str, object_: str, polarity: str) -> str:
    """The parts of a claim as a sentence."""
    denied = {"denies": " (denied)", "mixed": " (in part)"}.get(polarity, "")
    text = f"{subject} {verb.replace('_', ' ')} {object_}{denied}"
    return text[:1].upper() + text[1:]


def _verbs(rows: Sequence[SheetRow], claims: Sequence[Row], nodes: Nodes) -> dict[str, Row]:
    """The verbs that claims use, with the kinds that they join; the presence of new ones is neutral."""
    defaults = {row["predicate"]: row for row in default_verb_rows()}
    joined: dict[str, tuple[set[str], set[str]]] = {}
    labels: dict[str, str] = {}
    for row, claim in zip(rows, claims, strict=True):
        verb = claim["predicate"]
        sets = joined.setdefault(verb, (set(), set()))
        for end, kinds in zip(ENDS, sets, strict=True):
            kinds.add(nodes.kinds.get(claim[end], ""))
        if verb not in labels and not row.known_verb:
            labels[verb] = nodes.labels[VERB, key_in(VERB, row.verb)]
    found = {}
    for verb in sorted(joined):
        label = labels.get(verb, verb.replace("_", " "))
        own = dict(defaults.get(verb, {"predicate": verb, "label": label, "presence": "neutral"}))
        for end, kinds in zip(ENDS, joined[verb], strict=True):
            own[end] = "|".join(sorted((kinds | set(own.get(end, "").split("|"))) - {""}))
        found[verb] = own
    return found


def node_tables(nodes: Nodes, rows: Sequence[SheetRow], *, own_stages: bool = False) -> dict[str, list[Row]]:
    """Rows of the tables of nodes that are new.

    Args:
        nodes: the nodes.
        rows: the rows of the sheet, for the order of stages.
        own_stages: whether the study has stages of its own already.
    """
    tables: dict[str, list[Row]] = {}
    for node in nodes.new:
        if node.kind == VERB:
            continue
        kind = KINDS_BY_NAME[node.kind]
        tables.setdefault(kind.table, []).append({TABLES[kind.table].id_column: node.id, "label": node.label})
    for row in tables.get("codebook", []):
        row["label"] = re.sub(rf"^{re.escape(row['code'])}[.:)]?\s+", "", row["label"])
    if "stages" in tables:
        stages = stage_rows(tables.pop("stages"), nodes, rows, own=own_stages)
        if stages:
            tables["stages"] = stages
    return tables


def stage_rows(new: list[Row], nodes: Nodes, rows: Sequence[SheetRow], *, own: bool) -> list[Row]:
    """Stages of the study's own, each a phase; none if all are stages of the packaged cycle.

    They are in the order of their numbers where each label begins with one, else of their first mention.
    """
    packaged = {row["stage"]: tidy(row["label"]) for row in packaged_rows("stages")}
    if not own and all(row["stage"] in packaged for row in new):
        return []
    mentioned = list(dict.fromkeys(id_ for row in rows for id_ in _named_stages(row, nodes)))
    numbers = {row["stage"]: re.match(r"\D{0,8}(\d+(?:\.\d+)*)", row["label"]) for row in new}
    order = {stage: [*map(int, found[1].split("."))] for stage, found in numbers.items() if found}
    if len(order) == len(new) and len({tuple(parts) for parts in order.values()}) == len(new):
        mentioned.sort(key=lambda stage: order.get(stage, []))
    by_id = {row["stage"]: row for row in new}
    # What is no packaged stage after all must not pass for one.
    return [
        {**by_id[stage], "phase": stage, "order": str(place)}
        for place, stage in enumerate((stage for stage in mentioned if stage in by_id), 1)
    ]


def _named_stages(row: SheetRow, nodes: Nodes) -> list[str]:
    ids = [nodes.id("stage", row.labels["stage"])] if "stage" in row.labels else []
    return ids + [id_ for end in ENDS if nodes.kinds.get(id_ := nodes.id(END, row.labels[end])) == "stage"]
