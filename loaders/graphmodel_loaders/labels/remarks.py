"""What to say of tables that were made of labels."""

from collections.abc import Iterator, Mapping, Sequence

from graphmodel.problems import Problem, Severity, shown
from graphmodel.schema import KINDS_BY_NAME
from graphmodel.schema.vocabularies import default_verb_rows
from graphmodel.suggest import near, question_of
from graphmodel.wording import counted
from graphmodel_loaders.labels.made_table import MadeTable, Row
from graphmodel_loaders.labels.nodes import MadeNode, MadeNodes

_LISTED = 8


def remarks(file: str, made: MadeNodes, tables: Mapping[str, MadeTable]) -> Iterator[Problem]:
    """One note for each table, and what is worth checking: kinds that were chosen, and the order of stages.

    Args:
        file: the study.
        made: the nodes.
        tables: the table of each kind.
    """
    for kind, table in tables.items():
        labels = [node.label for node in made.of_kind(kind)]
        verb = "makes" if len(labels) == 1 else "make"
        yield _problem(
            "note",
            "table_of_labels",
            file,
            f"The study has no table {table.name}; {counted(len(labels), 'label')} in {' and '.join(table.makers)}"
            f" {verb} its {KINDS_BY_NAME[kind].plural}: {_some(labels)}.",
            f"There is nothing to do. To say more about them, add a table {table.name} with a row for each.",
            table.name,
        )
    yield from _chosen(file, made)
    yield from _twice(file, made)
    stages = [node.label for node in made.of_kind("stage")]
    if len(stages) > 1 and not all(label[:1].isdigit() for label in stages):
        yield _problem(
            "warning",
            "order_of_stages",
            file,
            f"Nothing says the order of the stages; they are taken as: {_some(stages)}.",
            "If the order is another one, add a table stages with the columns label and order, or begin the labels"
            " with numbers.",
            "stages",
        )


def remarks_on_verbs(file: str, rows: Sequence[Row]) -> Iterator[Problem]:
    """What to say of verbs that are none of the packaged ones; ``rows`` are the new ones."""
    known = [row["predicate"] for row in default_verb_rows()]
    yield _problem(
        "note",
        "verbs_of_labels",
        file,
        f"The study has no table predicates; {counted(len(rows), 'verb')} in claims"
        f" {'is' if len(rows) == 1 else 'are'} added to those that come with graphmodel:"
        f" {_some([row['label'] for row in rows])}. They say nothing of whether evidence was there.",
        "If one does, add a table predicates with its presence (present or lost).",
        "predicates",
    )
    alike = [f"{row['label']}{question_of(near(row['predicate'], known))}" for row in rows]
    alike = [text for text in alike if text.endswith("?")]
    if alike:
        yield _problem(
            "warning",
            "verb_like_another",
            file,
            f"New verbs are much like some that come with graphmodel: {'; '.join(alike[:_LISTED])}",
            "If the same is meant, write that verb in claims. If not, there is nothing to do.",
            "claims",
            "predicate",
        )


def _chosen(file: str, made: MadeNodes) -> Iterator[Problem]:
    """Labels whose kind was chosen among several."""
    parts, number = [], 0
    example = ""
    for kind in made.kinds:
        unclear = [node.label for node in made.of_kind(kind) if node.unclear]
        number += len(unclear)
        if unclear:
            parts.append(f"{KINDS_BY_NAME[kind].plural} {_some(unclear)}")
            other = "organisation" if kind == "actor" else "actor"
            example = example or f"{unclear[0]} ({other})"
    if parts:
        yield _problem(
            "note",
            "kind_chosen",
            file,
            f"{counted(number, 'label')} may be of several kinds. The words of the label decide, otherwise the kind"
            f" that its verbs list first; taken as {'; as '.join(parts)}.",
            f"Check them. If one is wrong, write its kind after it in one cell, such as {shown(example)}.",
            "claims",
        )


def _twice(file: str, made: MadeNodes) -> Iterator[Problem]:
    """Labels that make nodes of two kinds, because no kind suits all their places."""
    several = {key: nodes for key, nodes in sorted(made.by_key.items()) if len(nodes) > 1}
    if several:
        listed = [f"{nodes[0].label} ({_kinds(nodes)})" for nodes in several.values()]
        yield _problem(
            "warning",
            "label_of_two_kinds",
            file,
            f"{counted(len(several), 'label')} make nodes of two kinds or more, because no kind suits all the places"
            f" where they stand: {_some(listed)}.",
            "If it is one thing, change the verb or the column in some of its claims.",
            "claims",
        )


def _kinds(nodes: Sequence[MadeNode]) -> str:
    return " and ".join(node.kind.replace("_", " ") for node in nodes)


def _some(texts: Sequence[str]) -> str:
    more = f" and {len(texts) - _LISTED:,} more" if len(texts) > _LISTED else ""
    return f"{', '.join(shown(text, 60) for text in texts[:_LISTED])}{more}"


def _problem(severity: Severity, rule: str, file: str, what: str, remedy: str, table: str, column: str = "") -> Problem:
    return Problem(severity, rule, file, what, remedy, table, column=column)
