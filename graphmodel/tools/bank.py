"""Finds the tools: those that come with the program and those of a study's own ``tools`` folder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graphmodel.problems import NotFound, QuestionError
from graphmodel.suggest import near, question_of
from graphmodel.tools.definition import ToolDefinition
from graphmodel.tools.definition_file import FILE, read_definition
from graphmodel.user_files import is_link, is_plain
from graphmodel.wording import Call, Message, in_line

BUNDLED = Path(__file__).resolve().parent.parent / "data" / "tools"


@dataclass(frozen=True)
class ToolBank:
    """All tools by name, and what is wrong with the definitions that are refused."""

    tools: Mapping[str, ToolDefinition]
    refused: Mapping[str, QuestionError]

    def find(self, name: str) -> ToolDefinition:
        """The tool of that name.

        Raises:
            QuestionError: its definition is malformed.
            NotFound: there is none; near names are listed.
        """
        if name in self.refused:
            raise self.refused[name]
        if name in self.tools:
            return self.tools[name]
        names = near(name, self.tools)
        raise NotFound(
            Message(
                "There is no tool {!r}.{} {} lists all.",
                in_line(name),
                question_of(names),
                Call("graphmodel tool list STUDY", "gm.list_tools(STUDY)"),
            ),
            names,
        )


def find_tools(folder: Path | None = None) -> ToolBank:
    """Read all definitions.

    Args:
        folder: the study's own folder of tools. A tool there that has the name of one that comes with the program is
            used in its place, and is marked as the study's own. Links are refused.
    """
    tools: dict[str, ToolDefinition] = {path.name: read_definition(path / FILE, path.name) for path in _tools(BUNDLED)}
    refused: dict[str, QuestionError] = {}
    for path in _own(folder):
        tools.pop(path.name, None)  # a bundled one is never taken for one of the study's own
        try:
            tools[path.name] = _own_definition(path)
        except QuestionError as error:
            refused[path.name] = error
    return ToolBank(dict(sorted(tools.items())), refused)


def _own_definition(folder: Path) -> ToolDefinition:
    file = folder / FILE
    if is_link(folder) or not is_plain(file):
        raise QuestionError(f"{file} is a link or not a plain file, so it is not read. Put the file itself there.")
    return replace(read_definition(file, folder.name), own=True)


def _tools(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.iterdir() if path.is_dir())


def _own(folder: Path | None) -> Iterable[Path]:
    if folder is None or is_link(folder) or not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() or is_link(path))
