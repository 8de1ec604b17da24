"""Filled copies of tools, read into a study."""

import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from graphmodel.api.changing import apply_change
from graphmodel.api.snapshots import snapshot_of
from graphmodel.api.study_files import refuse_program
from graphmodel.api.tools import loaded, tools_of
from graphmodel.housekeeping.tool_sessions import OtherAnswers, session_of
from graphmodel.problems import ChangeRefused, QuestionError, StudyError
from graphmodel.tools.answers import Answers, answers_of
from graphmodel.tools.bank import ToolBank
from graphmodel.tools.definition import ToolDefinition
from graphmodel.tools.template import NO_STUDY
from graphmodel.user_files import is_link, is_plain
from graphmodel.wording import counted, in_line, shown_name

if TYPE_CHECKING:
    from graphmodel.tools.reading import FilledCopy

_READERS = {
    "page": "graphmodel_loaders.copies.page:read_page",
    "word": "graphmodel_loaders.copies.word:read_word",
    "excel": "graphmodel_loaders.copies.excel:read_excel",
    "slides": "graphmodel_loaders.copies.slides:read_slides",
}
_LONGEST_KIND = 100
_ENDINGS = (".json", ".docx", ".xlsx", ".ods", ".pptx")
"""Endings of the files that are read of a folder."""


@dataclass
class ReadTool:
    """What became of filled copies: ``sessions`` that are new, changed or known, and what a person should look at.

    ``answers`` counts answers that are taken, ``blank`` questions without one, ``drafts`` claims that wait in the
    queue, ``empty`` files in which nobody has filled in anything.
    """

    read: int = 0
    sessions: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    answers: int = 0
    blank: int = 0
    drafts: int = 0
    remarks: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def counts(self) -> str:
        """How many files there were, and what became of them."""
        return (
            f"Read {counted(self.read, 'file')}: {len(self.sessions)} taken, {len(self.known)} known already, "
            f"{len(self.empty)} with nothing filled in, {len(self.refused)} refused. "
            f"{counted(self.answers, 'answer')} taken, {counted(self.blank, 'question')} left blank."
        )


def read_tool(
    study: str | Path,
    files: str | Path | Iterable[str | Path],
    *,
    session: str = "",
    replace_answers: bool = False,
    anyway: bool = False,
    by: str = "",
) -> ReadTool:
    """Read filled copies of tools into a study.

    Each becomes a session: a source of kind ``tool_response`` with rows of ``tool_sessions``, ``tool_answers``,
    ``tool_feedback``, ``spec_items`` and ``actions``. Claims that its answers suggest wait in the queue. The same
    copy again adds nothing. :func:`undo` takes a reading back.

    Args:
        study: a folder of tables, or a workbook.
        files: one file, or several: answers that a page saved, Word or Excel files, or slides. Of a folder, all
            such files in it and in its folders are read; those that nobody has filled in give nothing.
        session: name of the session, in place of the one that a copy names; for one file alone.
        replace_answers: put answers in the place of others that a session has.
        anyway: read copies that were made from another study too.
        by: who reads them, for the journal.

    Raises:
        StudyError: the study cannot be read.
        OutputError: the study cannot be changed.
    """
    path = Path(study)
    refuse_program(path)
    named = [Path(files)] if isinstance(files, str | Path) else [Path(file) for file in files]
    paths = [file for one in named for file in _files_of(one)]
    if session and len(paths) > 1:
        raise QuestionError(
            "One name of a session cannot be that of several files. Read them one by one.", by_caller=True
        )
    report, bank = ReadTool(), tools_of(path)
    for file in paths:
        report.read += 1
        try:
            _take(path, bank, file, report, session, replace=replace_answers, anyway=anyway, by=by)
        except OtherAnswers as error:
            report.refused.append(
                f"{shown_name(file)}: the session {error} has other answers. Give this one another name with --session,"
                " or put its answers in place of those with --replace."
            )
        except ChangeRefused as error:
            report.refused.append(f"{shown_name(file)}: {error}")
        except StudyError as error:
            report.refused.append(str(error))
    return report


def _files_of(path: Path) -> list[Path]:
    """A file, or the filled copies in a folder; what programs leave there while they have a file open is none."""
    if is_link(path) or not path.is_dir():
        return [path]
    files = sorted(one for one in path.rglob("*") if one.suffix.lower() in _ENDINGS and is_plain(one))
    files = [one for one in files if not one.name.startswith(("~$", "."))]
    if not files:
        raise StudyError(f"{shown_name(path)} holds no filled copies: no file in it ends in {', '.join(_ENDINGS)}.")
    return files


def _take(
    study: Path, bank: ToolBank, file: Path, report: ReadTool, session: str, *, replace: bool, anyway: bool, by: str
) -> None:
    copy = _read(file)
    snapshot = snapshot_of(study)
    answers = _answers(copy, snapshot.settings.get("id"), anyway)
    if answers.is_empty:
        report.empty.append(file.name)
        return
    tool = bank.tools.get(answers.identity.tool)
    made = session_of(snapshot, tool, answers, session=session, replace=replace)
    report.blank += answers.blank
    report.remarks += [f"{shown_name(file)}: {remark}" for remark in made.remarks]
    report.remarks += _other_version(file, tool, answers)
    if made.is_known and not made.change.tables:
        report.known.append(made.name)
        return
    apply_change(study, made.change, by=by)
    report.sessions.append(made.name)
    report.answers += len(answers.answers)
    report.drafts += made.drafts


def _other_version(file: Path, tool: ToolDefinition | None, answers: Answers) -> list[str]:
    said = answers.identity
    if tool is None:
        return [f"{shown_name(file)}: this study has no tool {in_line(said.tool)}, so no claims are drafted."]
    if tool.version != said.version:
        return [
            f"{shown_name(file)}: filled in on version {in_line(said.version)} of {tool.name}; the study has version "
            f"{tool.version}. Its answers are kept under the names that they had."
        ]
    return []


def _answers(copy: "FilledCopy", study_id: object, anyway: bool) -> Answers:
    manifest = copy.manifest
    if manifest is None:
        raise StudyError(
            f"{copy.name} no longer says which copy of a tool it is{f' ({in_line(copy.line)})' if copy.line else ''}. "
            "Open the file that graphmodel made, copy the answers into it, and read that."
        )
    said = manifest.identity.study
    if not anyway and study_id and said not in {str(study_id), NO_STUDY}:
        raise StudyError(
            f"{copy.name} was made from another study ({in_line(said)}). Read it into that one, or use --anyway."
        )
    return answers_of(copy, manifest)


def _read(file: Path) -> "FilledCopy":
    kind = _medium(file)
    return cast("FilledCopy", loaded(_READERS[kind])(file))


def _medium(file: Path) -> str:
    """What wrote a file, told by what is in it."""
    name = shown_name(file)
    try:
        with file.open("rb") as opened:
            head = opened.read(4)
        if head != b"PK\x03\x04":
            return "page"
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            kind = archive.open("mimetype").read(_LONGEST_KIND) if "mimetype" in names else b""
    except OSError as error:
        raise StudyError(f"{name} cannot be opened: {error.strerror or error}. Check the name.") from error
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError) as error:
        raise StudyError(f"{name} is damaged: it cannot be unpacked. Save it again where it is from.") from error
    if b"presentation" in kind:
        raise StudyError(f"{name} are slides of LibreOffice. Save them as a PowerPoint presentation (.pptx).")
    if any(one.startswith("word/") for one in names):
        return "word"
    if any(one.startswith("ppt/") for one in names):
        return "slides"
    if any(one.startswith("xl/") for one in names) or "content.xml" in names:
        return "excel"
    raise StudyError(f"{name} is neither a saved page nor a Word, Excel or PowerPoint file.")
