"""Everything that a study can be asked: the questions of the bank and the analyses, as one frame."""

import pandas as pd

from graphmodel.analysis import registry
from graphmodel.queries.bank import Bank


def list_questions(bank: Bank, *, typed: bool = False) -> pd.DataFrame:
    """Questions by theme, then analyses.

    Args:
        bank: the questions.
        typed: options as they are typed in a command, else as they are named in Python.

    Returns:
        ``name``; ``kind`` (*question*, for ``ask``, or *analysis*, a command and a method of its own); ``asks`` (what
        it answers) and ``options`` (a list of names).
    """
    rows: list[tuple[str, str, str, list[str]]] = []
    for question in bank.questions.values():
        names = [parameter.name for parameter in question.parameters]
        flags = [f"--{name.replace('_', '-')}" for name in names]
        rows.append((question.name, "question", question.title, flags if typed else names))
    for name, help_ in registry.names().items():
        options = registry.find(name).options
        rows.append((name, "analysis", help_, [option.flag if typed else option.name for option in options]))
    frame = pd.DataFrame(rows, columns=["name", "kind", "asks", "options"])
    return frame.astype({"name": "str", "kind": "str", "asks": "str"})
