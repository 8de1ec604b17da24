"""The part of docs/methods.md that is made from the registry: every analysis, its options, its tables and columns."""

import pandas as pd

from graphmodel.analysis import registry
from graphmodel.analysis.registry import Analysis, Option
from graphmodel.api.opened import OpenStudy

BEGIN, END = "<!-- analyses: made by make docs -->", "<!-- end of analyses -->"


def refreshed(page: str, study: OpenStudy) -> str:
    """A page with the part between the two markers as it is now.

    Args:
        page: the text of the page.
        study: the study whose results show the columns.
    """
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{_sections(study)}\n{END}{rest.partition(END)[2]}"


def _sections(study: OpenStudy) -> str:
    return "\n".join(_section(registry.find(name), study) for name in registry.names())


def _section(analysis: Analysis, study: OpenStudy) -> str:
    result = analysis.function(study.frames, **_needed(analysis, study))
    tables = [f"| `{name}` | {_columns(result[name])} |" for name in analysis.tables]
    options = [f"- `{option.flag}` ({_values(option)}): {option.typed_help}" for option in analysis.options]
    return "\n".join(
        [
            f"### `{analysis.name}`\n",
            f"{analysis.help}\n",
            *([*options, ""] if options else []),
            "| Table | Columns |\n| --- | --- |",
            *tables,
            "",
        ]
    )


def _columns(frame: pd.DataFrame) -> str:
    return ", ".join(f"`{name}`" for name in frame.columns)


def _values(option: Option) -> str:
    if option.kind == "choice":
        return ", ".join(f"*{choice}*" for choice in option.choices)
    return {"node": "a node", "flag": "yes or no", "texts": "texts", "words": "words"}.get(option.kind, option.kind)


def _needed(analysis: Analysis, study: OpenStudy) -> dict[str, object]:
    """Answers that an analysis takes, and a node of the study for each option that must be given."""
    needed: dict[str, object] = {name: study.ask(question).frame for name, question in analysis.answers.items()}
    for option in analysis.options:
        if option.required:
            kind = "EvidenceItem" if len(option.nodes) != 1 else option.nodes[0]
            used = {str(value) for value in needed.values()}
            needed[option.name] = next(id_ for id_ in study.frames.nodes(kind)["id"] if id_ not in used)
    return needed
