"""Every result of a study, written to a folder."""

from collections.abc import Iterator
from pathlib import Path

from graphmodel.analysis import registry
from graphmodel.api.opened import OpenStudy
from graphmodel.output import write
from graphmodel.results import Result


def write_results(study: OpenStudy, folder: Path) -> Iterator[Path]:
    """Write every analysis, and every question that needs no option, as a workbook each.

    Yields:
        The path of each workbook as it is written: ``brokers.xlsx``, ``claims.xlsx`` and so on,
        questions under ``questions/THEME/NAME.xlsx``.
    """
    for name in registry.names():
        if registry.find(name).runs_alone:
            yield _written(getattr(study, name)(), folder / f"{name}.xlsx")
    for name, question in study.bank.questions.items():
        if all(parameter.default is not None for parameter in question.parameters):
            yield _written(study.ask(name), folder / "questions" / f"{name}.xlsx")


def _written(result: Result, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write(result, "xlsx", path)
    return path
