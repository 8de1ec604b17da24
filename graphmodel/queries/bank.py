"""Finds the questions: those that come with the program and those of a study's own ``cypher`` folder."""

from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import process

from graphmodel.problems import NotFound, QuestionError
from graphmodel.queries.question import Question, read_question

_PACKAGE = Path(__file__).resolve().parent.parent


def bundled_folder() -> Path:
    """The folder of the questions that come with the program.

    Inside the package when it was installed from a wheel, beside it in a checkout.
    """
    inside = _PACKAGE / "cypher"
    return inside if inside.is_dir() else _PACKAGE.parent / "cypher"


def find_questions(folders: Iterable[Path] = ()) -> dict[str, Question]:
    """All questions by name, in the order of their names.

    Args:
        folders: further folders of questions (a study's own); a question there of the same name
            takes the place of the one that comes with the program.

    Raises:
        QuestionError: a file is malformed. Every malformed file is named, not the first only.
    """
    found: dict[str, Question] = {}
    wrong: list[str] = []
    for folder in (bundled_folder(), *folders):
        for path in sorted(folder.glob("**/*.cypher")):
            parts = path.relative_to(folder).with_suffix("").parts
            name = "/".join(parts) if len(parts) > 1 else f"own/{parts[0]}"
            try:
                found[name] = read_question(path, name)
            except QuestionError as error:
                wrong.append(str(error))
    if wrong:
        raise QuestionError("\n".join(wrong))
    return dict(sorted(found.items()))


def find_question(questions: dict[str, Question], name: str) -> Question:
    """The question of that name, or of that last part where only one has it.

    Raises:
        NotFound: there is none; near names are listed.
    """
    if name in questions:
        return questions[name]
    ending = [question for question in questions.values() if question.name.endswith(f"/{name}")]
    if len(ending) == 1:
        return ending[0]
    near = [question.name for question in ending] or [
        match for match, _, _ in process.extract(name, list(questions), limit=3)
    ]
    raise NotFound(
        f"There is no question {name!r}. Near it: {', '.join(near)}. `graphmodel questions` lists all.", near
    )
