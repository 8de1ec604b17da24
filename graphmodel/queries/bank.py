"""Finds the questions: those that come with the program and those of a study's own ``cypher`` folder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graphmodel.problems import NotFound, QuestionError
from graphmodel.queries.old_names import new_name
from graphmodel.queries.question import Question, read_question
from graphmodel.suggest import near, question_of
from graphmodel.user_files import is_link, is_plain
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
        # A question of the study's own does not stand in the way of the program's.
        ending = [found for found in ending if found in self.questions and not self.questions[found].own] or ending
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
                Call("graphmodel questions", "study.questions()"),
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
        folders: further folders of questions (a study's own). A question there that has the name of one that comes
            with the program is called ``own/`` and that name: it never replaces the other. A file that lies in no
            theme's folder has the theme ``own``. Links and other special files are refused.
    """
    questions: dict[str, Question] = {}
    refused: dict[str, QuestionError] = {}
    for path in _files(bundled_folder()):
        name = _name(path, bundled_folder())
        questions[name] = read_question(path, name)
    bundled = frozenset(questions)
    for folder in folders:
        if is_link(folder) or not folder.is_dir():
            refused[f"{OWN}/{folder.name}"] = _special(folder)
            continue
        for path in _files(folder):
            name = _name(path, folder)
            name = f"{OWN}/{name}" if new_name(name.lower()) in bundled else name
            if name in questions or name in refused:
                # Neither is taken for the other.
                questions.pop(name, None)
                refused[name] = QuestionError(f"{path}: another question is called {name} too. Rename the file.")
            elif not is_plain(path):
                refused[name] = _special(path)
            else:
                try:
                    questions[name] = replace(read_question(path, name), own=True)
                except QuestionError as error:
                    refused[name] = error
    return Bank(dict(sorted(questions.items())), refused)


OWN = "own"
"""Theme of questions of a study's own that lie in no theme's folder, or have the name of another."""


_DEEPEST = 8
"""Folders in each other that may hold questions."""


def _files(folder: Path, depth: int = 1) -> Iterator[Path]:
    """Files of questions; links to folders and folders too deep in others, none of which is opened."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".cypher" or is_link(path) or (depth == _DEEPEST and path.is_dir()):
            yield path
        elif path.is_dir():
            yield from _files(path, depth + 1)


def _name(path: Path, folder: Path) -> str:
    parts = path.relative_to(folder).with_suffix("").parts
    return "/".join(parts) if len(parts) > 1 else f"{OWN}/{parts[0]}"


def _special(path: Path) -> QuestionError:
    deep = path.is_dir() and not is_link(path) and path.suffix != ".cypher"
    what = f"more than {_DEEPEST} folders deep" if deep else "a link or not a plain file"
    return QuestionError(f"{path} is {what}, so it is not read. Put the file of the question itself in cypher/THEME.")
