"""What is made from the registry of analyses: the methods of an open study, and a part of docs/methods.md."""

from textwrap import fill, indent

import pandas as pd

from graphmodel.analysis import registry
from graphmodel.analysis.registry import Analysis, Option
from graphmodel.api.opened import OpenStudy

_METHODS = '''\
"""The analyses as methods of an open study. Made from the registry by ``make docs``: change an analysis, not this."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Literal

from graphmodel.results import Result


class Analyses(ABC):
    """The analyses of a study. Its part of :class:`~graphmodel.api.opened.OpenStudy`.

    Nodes are named by their ids or pieces of their labels. ``graphmodel ANALYSIS --help`` and
    docs/methods.md say more of each.
    """

    @abstractmethod
    def _analyse(self, name: str, **options: object) -> Result:
        """Run an analysis of the registry."""
'''
_TYPES = {"flag": "bool", "whole number": "int", "number": "float", "texts": "Iterable[str]"}
BEGIN, END = "<!-- analyses: made by make docs -->", "<!-- end of analyses -->"


def refreshed(page: str, study: OpenStudy) -> str:
    """A page with the part between the two markers as it is now.

    Args:
        page: the text of the page.
        study: the study whose results show the columns.
    """
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{_sections(study)}\n{END}{rest.partition(END)[2]}"


def methods() -> str:
    """The module of methods, one for each analysis, with the signatures of the registry."""
    return "\n".join([_METHODS, *(_method(registry.find(name)) for name in registry.names())])


def _method(analysis: Analysis) -> str:
    if not analysis.options:
        return (
            f"    def {analysis.name}(self) -> Result:\n"
            f'        """{analysis.help}"""\n'
            f'        return self._analyse("{analysis.name}")\n'
        )
    arguments = [option for option in analysis.options if option.is_argument]
    others = [option for option in analysis.options if not option.is_argument]
    parameters = ["self", *map(_parameter, arguments), *(["*"] if others else []), *map(_parameter, others)]
    texts = [f"{option.name}: {option.help}" for option in analysis.options]
    filled = [fill(text, 88, subsequent_indent="    ") for text in texts]
    names = [f"{option.name}={option.name}" for option in analysis.options]
    return "\n".join(
        [
            f"    def {analysis.name}(",
            *(f"        {parameter}," for parameter in parameters),
            "    ) -> Result:",
            f'        """{analysis.help}',
            "",
            "        Args:",
            *(indent(text, " " * 12) for text in filled),
            '        """',
            "        return self._analyse(",
            f'            "{analysis.name}",',
            *(f"            {name}," for name in names),
            "        )",
            "",
        ]
    )


def _parameter(option: Option) -> str:
    """A parameter as it is written in a signature."""
    choices = ", ".join(f'"{choice}"' for choice in option.choices)
    type_ = f"Literal[{choices}]" if choices else _TYPES.get(option.kind, "str")
    if option.required:
        return f"{option.name}: {type_}"
    default = f'"{option.default}"' if isinstance(option.default, str) else repr(option.default)
    return f"{option.name}: {type_}{' | None' if option.default is None else ''} = {default}"


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
    """Answers that an analysis takes, and a node (or a source, for a group of claims) for each required option."""
    needed: dict[str, object] = {name: study.ask(question).frame for name, question in analysis.answers.items()}
    for option in analysis.options:
        if option.required:
            kind = "EvidenceItem" if len(option.nodes) != 1 else option.nodes[0]
            known = study.frames.nodes(kind)["id"] if option.kind == "node" else study.frames.claims["source"].unique()
            used = {str(value) for value in needed.values()}
            needed[option.name] = next(id_ for id_ in sorted(known) if id_ not in used)
    return needed
