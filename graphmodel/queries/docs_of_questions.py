"""The question bank as one page of Markdown, made from the headers of the question files.

``make docs`` writes it to docs/questions.md; a test compares the page with the files, so that the two
cannot drift apart.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby

from graphmodel.queries.question import SETTINGS, Parameter, Question
from graphmodel.texts import markdown_table

_INTRODUCTION = """\
# Questions of the bank

Each question is one file under `cypher/` and one command. `graphmodel questions` lists them, and
`graphmodel ask STUDY QUESTION --help` shows the same text. This page is generated from the files; to
change it, change a file and run `make docs`.
"""


def as_markdown(questions: Mapping[str, Question]) -> str:
    """All questions as one page: a heading for each theme, then one for each question.

    Args:
        questions: the questions by name, as ``find_questions`` gives them.
    """
    ordered = [questions[name] for name in sorted(questions)]
    parts = [_INTRODUCTION, _contents(ordered)]
    for theme, members in groupby(ordered, key=lambda question: question.theme):
        parts.append(f"## {_heading(theme)}\n")
        parts.extend(_section(question) for question in members)
    return "\n".join(parts)


def _contents(questions: Iterable[Question]) -> str:
    rows = ([f"`{question.name}`", question.title] for question in questions)
    return markdown_table(["Question", "What it answers"], rows)


def _heading(theme: str) -> str:
    return theme.replace("_", " ").capitalize()


def _section(question: Question) -> str:
    parts = [f"### {question.name}\n", f"**{question.title}**\n"]
    if question.prose:
        parts.append(f"{question.prose}\n")
    parts.append(f"```\n{_command(question)}\n```\n")
    if question.parameters:
        options = ([f"`{_flag(p)}`", p.type, _default(p), p.text] for p in question.parameters)
        parts.append(markdown_table(["Option", "Type", "Default", "What it does"], options))
    columns = ([f"`{column.name}`", column.type, column.text] for column in question.columns)
    parts.append(markdown_table(["Column", "Type", "What it holds"], columns))
    return "\n".join(parts)


def _command(question: Question) -> str:
    """The command with its required options."""
    needed = [f" {_flag(p)} {p.name.upper()}" for p in question.parameters if p.default is None]
    return f"graphmodel ask STUDY {question.name}{''.join(needed)}"


def _flag(parameter: Parameter) -> str:
    return f"--{parameter.name.replace('_', '-')}"


def _default(parameter: Parameter) -> str:
    if parameter.default is None:
        return "must be given"
    if parameter.default in SETTINGS:
        return f"the study's `{parameter.default.strip('{}')}`"
    return f"`{parameter.default}`" if parameter.default else "empty"
