"""Finds the questions: those that come with the program and those of a study's own ``cypher`` folder."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graphmodel.problems import NotFound, QuestionError
from graphmodel.queries.old_names import new_name
from graphmodel.queries.question import Question, read_question
from graphmodel.suggest import near, question_of
from graphmodel.wording import Call, Message

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Bank:
    """All questions by name, and what is wrong with the files that are refused.

    A malformed file only affects its own question.
    """

    questions: Mapping[str, Question]
    refused: Mapping[str, QuestionError]

    def find(self, name: str) -> Question:
        """The question of that name, or of that last part where only one has it.

        Raises:
            QuestionError: its file is malformed.
            NotFound: there is none; near names are listed, and the questions of a theme for its name.
        """
        known = {**self.questions, **self.refused}
        name = name if name in known else new_name(name)
        ending = [found for found in known if found == name or found.endswith(f"/{name}")]
        match = name if name in known else ending[0] if len(ending) == 1 else ""
        if match in self.refused:
            raise self.refused[match]
        if match:
            return self.questions[match]
        of_theme = [known_name for known_name in self.questions if known_name.startswith(f"{name}/")]
        if of_theme:
            raise NotFound(
                f"{name!r} is a theme. Its questions: {', '.join(part.rpartition('/')[2] for part in of_theme)}.",
                of_theme,
            )
        candidates = ending or near(name, self.questions)
        raise NotFound(
            Message(
                "There is no question {!r}.{} {} lists all.",
                name,
                question_of(candidates),
                Call("graphmodel questions", "study.bank.questions"),
            ),
            candidates,
        )


def bundled_folder() -> Path:
    """The folder of the questions that come with the program.

    Inside the package when it was installed from a wheel, beside it in a checkout.
    """
    inside = _PACKAGE / "cypher"
    return inside if inside.is_dir() else _PACKAGE.parent / "cypher"


def find_questions(folders: Iterable[Path] = ()) -> Bank:
    """Read all question files.

    Args:
        folders: further folders of questions (a study's own); a question there of the same name
            takes the place of the one that comes with the program. A file that lies in no theme's
            folder has the theme ``own``.
    """
    questions: dict[str, Question] = {}
    refused: dict[str, QuestionError] = {}
    for folder in (bundled_folder(), *folders):
        for path in sorted(folder.glob("**/*.cypher")):
            parts = path.relative_to(folder).with_suffix("").parts
            name = "/".join(parts) if len(parts) > 1 else f"own/{parts[0]}"
            try:
                questions[name] = replace(read_question(path, name), own=folder != bundled_folder())
            except QuestionError as error:
                refused[name] = error
    return Bank(dict(sorted(questions.items())), refused)
