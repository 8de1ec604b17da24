"""The settings and the verbs of a study from a graph of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphmodel.formats import Row
from graphmodel.schema import KINDS, TABLES, VOCABULARIES
from graphmodel.schema.layout import ROW_HASH, VERB_LABEL, verb_columns
from graphmodel.schema.vocabularies import FIXED, default_verb_rows
from graphmodel_loaders.graph_parts import GraphNode, cell, cells, entries, joined

Values = dict[str, str | list[str]]

_TEXTS = {"id": "id", "title": "label", "language": "language"}
_TEXTS |= {"focus.in_question": "in_question", "focus.compared_with": "compared_with"}
_LISTS = {"stages.supply": "supply", "focus.values": "focus_values", "vocabularies.step": "steps"}
_SORTS = {"valence.barrier": "barriers", "valence.enabler": "enablers"}
_ORDER = ("id", "title", "language", "stages.supply", "focus.values", "focus.in_question", "focus.compared_with")


def settings_of(study: Mapping[str, Any], default_id: str, supply: Iterable[str]) -> Values:
    """The settings of study.toml, without the study's own words.

    Args:
        study: properties of the node ``Study``; empty if the graph has no such node.
        default_id: id and title if the node has none.
        supply: stages that are marked as ``supply``, for a graph without that node.
    """
    values: Values = {key: text for key, name in _TEXTS.items() if (text := cell(study.get(name)))}
    values |= {key: words for key, name in _LISTS.items() if (words := entries(cell(study.get(name))))}
    if "stages.supply" not in values and (marked := list(supply)):
        values["stages.supply"] = marked
    if is_built(study):
        values.setdefault("stages.supply", [])  # a build always says which they are
    if values.get("vocabularies.step") == list(VOCABULARIES["step"]):
        del values["vocabularies.step"]
    values.setdefault("id", default_id)
    values.setdefault("title", values["id"])
    return {key: values[key] for key in (*_ORDER, "vocabularies.step") if key in values}


def is_built(study: Mapping[str, Any]) -> bool:
    """Whether graphmodel built the graph; then its words and verbs have passed a check."""
    return bool(cell(study.get("steps")))


def own_words(tables: Mapping[str, Iterable[Row]]) -> Values:
    """Value lists with the words that the tables use besides the default ones, sorted."""
    used: dict[str, set[str]] = {}
    for name, rows in tables.items():
        for column in TABLES[name].columns:
            if column.vocabulary and column.vocabulary not in FIXED | {"focus", "step"}:
                words = {row[column.name] for row in rows if row.get(column.name)}
                used.setdefault(column.vocabulary, set()).update(words)
    return {
        f"vocabularies.{name}": [*VOCABULARIES[name], *sorted(more)]
        for name, words in used.items()
        if (more := words - set(VOCABULARIES[name]))
    }


def acting_words(study: Mapping[str, Any], values: Values) -> Values:
    """Which words of ``valence`` act as barrier and as enabler, where they are not those of the model."""
    words = values.get("vocabularies.valence", VOCABULARIES["valence"])
    found = {key: [word for word in entries(cell(study.get(name))) if word in words] for key, name in _SORTS.items()}
    return {key: own for key, own in found.items() if own and own != [key.partition(".")[2]]}


@dataclass(frozen=True)
class VerbUse:
    """What one claim shows about its verb: the kinds that it joins, and the verb's properties."""

    verb: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    step: str
    acts_as: str
    presence: str


def verb_rows(uses: Iterable[VerbUse], built: bool, steps: Collection[str]) -> list[Row]:
    """Rows of ``predicates``: the default verbs, and those of the study's own that claims use.

    Args:
        uses: every claim.
        built: graphmodel built the graph, so every verb was once in a table of verbs. In
            any other graph, the check reports a verb without properties as a possible mistake.
        steps: the study's words for steps; a default verb with another step marks none.
    """
    by_verb: dict[str, list[VerbUse]] = defaultdict(list)
    for use in uses:
        by_verb[use.verb].append(use)
    rows = []
    for default in default_verb_rows():
        used = by_verb.pop(default["predicate"], [])
        if not used and default["step"] and default["step"] not in steps:
            continue  # the study has steps of its own and does not use this verb
        rows.append(_as_default(default, used, built) if _acts_as_default(default, used) else _own(used, default))
    described = {verb: used for verb, used in by_verb.items() if built or any(u.acts_as or u.presence for u in used)}
    rows += [_own(used) for verb, used in sorted(described.items()) if verb]
    return [row if row["step"] in steps else row | {"step": ""} for row in rows if row["subject"] and row["object"]]


def rows_of_nodes(nodes: Iterable[GraphNode]) -> list[Row]:
    """Rows of ``predicates`` from the nodes that a build makes of them; none in a graph without such nodes."""
    known = {name: column for column, (name, _) in verb_columns(()).items()}
    columns = {column.name for column in TABLES["predicates"].columns}
    rows = []
    for node in nodes:
        if VERB_LABEL in node.labels:
            verb, label = (cell(node.properties.get(name)) for name in ("id", "label"))
            own = {
                name: value for name, value in node.properties.items() if name not in {"id", "kind", "label", ROW_HASH}
            }
            rows.append({"predicate": verb, "label": "" if label == verb else label, **cells(own, known, columns)})
    return sorted(rows, key=lambda row: row["predicate"])


def marked_steps(rows: Iterable[Row]) -> dict[str, str]:
    """The step that each verb marks: its own, else that of the default verb that it acts as."""
    defaults = {row["predicate"]: row["step"] for row in default_verb_rows()}
    return {
        row["predicate"]: row["step"] or defaults.get(row.get("acts_as", "") or row["predicate"], "") for row in rows
    }


def _acts_as_default(default: Row, used: Iterable[VerbUse]) -> bool:
    return all(use.acts_as in ("", default["predicate"]) and use.presence in ("", default["presence"]) for use in used)


def _as_default(default: Row, used: list[VerbUse], built: bool) -> Row:
    """The default row. In a built graph the study may have let the verb join more kinds."""
    if not built:
        return dict(default)
    return default | {
        "subject": _kinds([default["subject"].split("|"), *(use.subjects for use in used)]),
        "object": _kinds([default["object"].split("|"), *(use.objects for use in used)]),
    }


def _own(used: list[VerbUse], default: Row | None = None) -> Row:
    """The row of a verb of the study's own; the check reports what claims disagree on."""
    verb = used[0].verb
    acts_as = joined(use.acts_as for use in used)
    steps = {use.step for use in used}
    more: list[Row] = [default] if default else []
    return {
        "predicate": verb,
        "label": default["label"] if default else "",
        "subject": _kinds([*(row["subject"].split("|") for row in more), *(use.subjects for use in used)]),
        "object": _kinds([*(row["object"].split("|") for row in more), *(use.objects for use in used)]),
        # The verb marks a step if all of its claims do.
        "step": steps.pop() if len(steps) == 1 else "",
        "presence": joined(use.presence for use in used),
        "acts_as": "" if acts_as == verb else acts_as,
    }


def _kinds(groups: Iterable[Iterable[str]]) -> str:
    joins = {kind for group in groups for kind in group}
    return "|".join(kind.name for kind in KINDS if kind.name in joins)
