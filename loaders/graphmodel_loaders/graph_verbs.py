"""The table ``predicates`` from what the claims of a graph show of their verbs."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from graphmodel.schema import KINDS
from graphmodel.schema.verbs import default_verb_rows
from graphmodel_loaders.graph_cells import Row, joined


@dataclass(frozen=True)
class VerbUse:
    """One claim as far as its verb goes: the kinds that it joins, and what it says of its verb."""

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
        built: graphmodel made the graph, so every verb in it was in a table of verbs once. In
            any other graph a verb that nothing is said of is left to the check, which asks
            whether it is a slip.
        steps: the words for steps that the study has; a default verb whose step is none of them
            marks none in its row.
    """
    by_verb: dict[str, list[VerbUse]] = defaultdict(list)
    for use in uses:
        by_verb[use.verb].append(use)
    rows = []
    for default in default_verb_rows():
        used = by_verb.pop(default["predicate"], [])
        if not used and default["step"] and default["step"] not in steps:
            continue  # the study has a cycle of its own and does without this verb
        rows.append(_as_default(default, used, built) if _acts_as_default(default, used) else _own(used, default))
    told = {verb: used for verb, used in by_verb.items() if built or any(u.acts_as or u.presence for u in used)}
    rows += [_own(used) for verb, used in sorted(told.items()) if verb]
    return [row if row["step"] in steps else row | {"step": ""} for row in rows if row["subject"] and row["object"]]


def marked_steps(rows: Iterable[Row]) -> dict[str, str]:
    """The step that each verb marks: its own, else that of the default verb that it acts as."""
    defaults = {row["predicate"]: row["step"] for row in default_verb_rows()}
    return {
        row["predicate"]: row["step"] or defaults.get(row.get("acts_as", "") or row["predicate"], "") for row in rows
    }


def _acts_as_default(default: Row, used: Iterable[VerbUse]) -> bool:
    return all(use.acts_as in ("", default["predicate"]) and use.presence in ("", default["presence"]) for use in used)


def _as_default(default: Row, used: list[VerbUse], built: bool) -> Row:
    """The default row. A study whose graph was built may have let the verb join more."""
    if not built:
        return dict(default)
    return default | {
        "subject": _kinds([default["subject"].split("|"), *(use.subjects for use in used)]),
        "object": _kinds([default["object"].split("|"), *(use.objects for use in used)]),
    }


def _own(used: list[VerbUse], default: Row | None = None) -> Row:
    """The row of a verb that the study has defined; what claims disagree on, the check will report."""
    verb = used[0].verb
    acts_as = joined(use.acts_as for use in used)
    steps = {use.step for use in used}
    more: list[Row] = [default] if default else []
    return {
        "predicate": verb,
        "label": default["label"] if default else "",
        "subject": _kinds([*(row["subject"].split("|") for row in more), *(use.subjects for use in used)]),
        "object": _kinds([*(row["object"].split("|") for row in more), *(use.objects for use in used)]),
        # What all of its claims mark, it marks itself.
        "step": steps.pop() if len(steps) == 1 else "",
        "presence": joined(use.presence for use in used),
        "acts_as": "" if acts_as == verb else acts_as,
    }


def _kinds(groups: Iterable[Iterable[str]]) -> str:
    joins = {kind for group in groups for kind in group}
    return "|".join(kind.name for kind in KINDS if kind.name in joins)
