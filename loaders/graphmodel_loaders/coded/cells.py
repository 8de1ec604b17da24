"""What names of codes and attributes of cases become in the columns of a study: verbs, words of lists, and texts."""

from collections.abc import Mapping

from graphmodel.coded_project import Code
from graphmodel.formats import Row
from graphmodel.problems import StudyError
from graphmodel.schema import TABLES, VOCABULARIES
from graphmodel.schema.consent import NO_QUOTE
from graphmodel.schema.kinds import with_article
from graphmodel.schema.reading import FILLERS, MARKS, YES_NO
from graphmodel.schema.vocabularies import default_verbs
from graphmodel_loaders.coded.builder import SEPARATOR
from graphmodel_loaders.coded.nodes import own_column
from graphmodel_loaders.coded.rules import COLUMN, MODIFIERS, VERB, Rule
from graphmodel_loaders.flat.vocabulary import WORDED, meanings, stem, tidy, verb_forms
from graphmodel_loaders.ids import words_of

NOTHING = FILLERS | MARKS
"""Words that stand for an empty cell."""


def verb_of(text: str) -> str:
    """The verb that a text names: a default verb in any of its forms, else a new one."""
    known = text if text in default_verbs() else verb_forms().get(stem(text.replace("_", " ")), "")
    verb = known or words_of(text)
    # A word for nothing, such as n/a or none, would be read as an empty cell.
    return verb if verb and verb not in NOTHING else f"verb_{verb}".rstrip("_")


def word_of(role: str, code: Code, rule: Rule | None) -> str:
    """What a code says of a claim: the word of a list that its rule or its name means."""
    said = (rule.facts.get("value", "") if rule else "") or code.name
    if role == VERB:
        return verb_of(said)
    if role == "focus":
        return words_of(said)
    if role not in MODIFIERS:
        return ""
    word = said if said in VOCABULARIES[role] else meanings(role).get(tidy(said), "") if role in WORDED else ""
    if not word:
        allowed = ", ".join(VOCABULARIES[role])
        raise StudyError(
            f"The mapping makes the code {SEPARATOR.join(code.path)} a word of {role} ({rule.name if rule else ''}),"
            f' and its name is none. Give it a rule of its own with value = "...", one of: {allowed}.'
        )
    return word


def check_verb(rule: Rule, kind: str) -> None:
    """Refuse a default verb that a speaker or a coded stakeholder cannot have to a kind.

    Raises:
        StudyError: as said, with the verbs that fit.
    """
    verb = verb_of(rule.facts.get("verb", "")) if "verb" in rule.facts else ""
    fitting = [
        name
        for name, (starts, ends) in default_verbs().items()
        if {"actor", "organisation"} & {*starts.split("|")} and kind in ends.split("|")
    ]
    if verb in default_verbs() and verb not in fitting:
        raise StudyError(
            f"The mapping gives codes ({rule.name}) the verb {verb}, which does not lead from an actor to"
            f" {with_article(kind)}. These do: {', '.join(fitting) or 'none'}; or write a verb of your own."
        )


def own_cell(role: str, code: Code, facts: Mapping[str, str]) -> Row:
    """The cell of a column of the study's own that a code gives to claims; none of a code of another role."""
    return {own_column("claims", facts["column"]): facts.get("value", code.name)} if role == COLUMN else {}


def node_cells(kind: str, facts: Mapping[str, str]) -> Row:
    """What a rule says of a node, in the columns of its table."""
    renamed = {"type": "kind"}
    columns = {column.name for column in TABLES[f"{kind}s" if f"{kind}s" in TABLES else "evidence"].columns}
    cells = {renamed.get(name, name): value for name, value in facts.items() if name not in {"label", "order"}}
    return {name: value for name, value in cells.items() if name in columns}


def cell_of(table: str, target: str, text: str) -> str:
    """A text as a cell of a column of the model; empty if the table has no such column or it cannot hold the text."""
    column = TABLES[table].column(target)
    if column is None or target in {"label", TABLES[table].id_column}:
        return ""
    if column.vocabulary == "permission":
        word = words_of(text)
        return word if word in VOCABULARIES["permission"] else NO_QUOTE
    if column.type == "yes_no":
        word = text.casefold()
        word = YES_NO.get(word, word)
        # An answer about consent in other words allows nothing.
        return word if word in VOCABULARIES["yes_no"] else "yes" if target == "wants_to_see_quotes" else "no"
    if column.vocabulary and column.vocabulary != "focus":
        word = words_of(text)
        return word if word in VOCABULARIES[column.vocabulary] else ""
    return text
