"""The default words of a study: value lists and verbs. A study can have its own."""

import csv
import tomllib
from functools import cache
from importlib import resources

from graphmodel.schema.rules import POLARITIES, RELATIONS

STEPS = (
    "impetus",
    "generation",
    "appraisal",
    "synthesis",
    "adaptation",
    "application",
    "contestation",
    "impact",
)
"""Steps of an evidence journey, in order."""

HIGHEST_GRADE = 3
"""Of the use of a type of evidence; the lowest is 0, not used."""
_GRADES = tuple(str(grade) for grade in range(HIGHEST_GRADE + 1))

VOCABULARIES: dict[str, tuple[str, ...]] = {
    "step": STEPS,
    "polarity": POLARITIES,
    "certainty": ("stated", "tentative", "normative"),
    "extent": ("one", "some", "most", "all"),
    "valence": ("barrier", "enabler", "neutral"),
    "level": ("evidence", "individual", "team", "organisation", "wider"),
    "use": ("instrumental", "conceptual", "persuasive", "symbolic"),
    "yes_no": ("yes", "no"),
    "presence": ("present", "lost", "neutral"),
    "instance": ("item", "class"),
    "scope": ("local", "regional", "national", "international"),
    "granularity": ("person", "role", "group", "crowd"),
    "workstream_kind": ("operational", "strategic", "good_practice", "other"),
    "frequency": (*_GRADES, "unknown"),
    "at_least": _GRADES[1:],
    "relation": RELATIONS,
    "alignment": ("certain", "inferred"),
    "verdict": ("confirms", "contradicts", "elaborates", "unclear"),
    "dimension": ("power", "interest"),
    "basis": ("stated", "inferred"),
    "rating": ("high", "medium", "low", "supportive", "mixed", "resistant", "unclear"),
    "finding_status": ("confirm", "gap"),
    "permission": ("quote_attributed", "quote_anonymous", "no_quote", "withdrawn"),
}

FIXED = frozenset(
    {
        "polarity",
        "certainty",
        "presence",
        "relation",
        "yes_no",
        "instance",
        "frequency",
        "at_least",
        "verdict",
        "dimension",
        "permission",
    }
)
"""Lists whose words the analyses use; a study cannot rename these."""


@cache
def default_verb_rows() -> tuple[dict[str, str], ...]:
    """The default verbs as the rows of a table ``predicates``."""
    text = resources.files("graphmodel").joinpath("data", "study", "predicates.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def default_verbs() -> dict[str, tuple[str, str]]:
    """Each default verb with the kinds that it may start from and end at, separated by ``|``."""
    return {row["predicate"]: (row["subject"], row["object"]) for row in default_verb_rows()}


@cache
def default_supply() -> tuple[str, ...]:
    """The stages of the default cycle at which services are specified and contracted."""
    text = resources.files("graphmodel").joinpath("data", "study", "study.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["stages"]["supply"])
