"""Files that Neo4j Browser takes by drag and drop."""

from pathlib import Path

from graphmodel.api.opened import own_questions
from graphmodel.problems import OutputError
from graphmodel.queries.bank import find_questions
from graphmodel_loaders import read_study
from graphmodel_viz.neo4j_browser import favourites, style

STYLE, QUESTIONS = "graphmodel.grass", "questions.zip"


def write_browser_files(study: str | Path, folder: str | Path) -> list[Path]:
    """Write a style sheet and all questions for Neo4j Browser.

    Args:
        study: a folder of tables, or a workbook; its focus is the default of some options, and its
            own questions are among them.
        folder: where to; made if need be. Files of these names are replaced.

    Returns:
        The two files: ``graphmodel.grass`` and ``questions.zip``.

    Raises:
        StudyError: it cannot be read as a study.
        OutputError: the files cannot be written.
    """
    path, target = Path(study), Path(folder)
    settings = read_study(path).settings
    bank = find_questions(own_questions(path))
    files = {STYLE: style().encode(), QUESTIONS: favourites(bank.questions.values(), settings.focus)}
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (target / name).write_bytes(content)
    except OSError as error:
        raise OutputError(f"{error.filename} cannot be written: {error.strerror}. Name another folder.") from error
    return [target / name for name in files]
