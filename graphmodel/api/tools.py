"""Tools of a study: listed, made as files that people fill in, and read back."""

import datetime as dt
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pandas as pd

from graphmodel.analysis import registry
from graphmodel.api.changing import apply_change
from graphmodel.api.opened import OpenStudy, open_study
from graphmodel.api.snapshots import snapshot_of
from graphmodel.api.study_files import protect_study, refuse_program
from graphmodel.frames.find import find_node
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.housekeeping.tool_sessions import OtherAnswers, session_of
from graphmodel.output.files import writable
from graphmodel.output.written import writing_for
from graphmodel.problems import OutputError, QuestionError, StudyError
from graphmodel.queries.parameters import KINDS_OF_OPTION
from graphmodel.records.folder import study_folder
from graphmodel.results import Result
from graphmodel.schema.consent import PRIVATE
from graphmodel.suggest import did_you_mean
from graphmodel.tools.answers import Answers, answers_of
from graphmodel.tools.bank import ToolBank, find_tools
from graphmodel.tools.copies import ToolCopy
from graphmodel.tools.definition import FIRST_PHASE, ToolDefinition
from graphmodel.tools.filling import fill
from graphmodel.wording import counted, in_line, shown_name

if TYPE_CHECKING:
    from graphmodel.progress import Progress
    from graphmodel.tools.reading import FilledCopy

WRITERS: Mapping[str, tuple[str, str]] = {
    ".html": ("graphmodel_viz.sheets.page:write_page", "a page to fill in on the screen"),
    ".pdf": ("graphmodel_viz.sheets.paper:write_paper", "print"),
    ".docx": ("graphmodel_viz.sheets.word:write_word", "Word"),
    ".xlsx": ("graphmodel_viz.sheets.excel:write_excel", "Excel"),
}
"""What writes a copy, and the medium, by the ending of the file."""
_READERS = {
    "page": "graphmodel_loaders.copies.page:read_page",
    "word": "graphmodel_loaders.copies.word:read_word",
    "excel": "graphmodel_loaders.copies.excel:read_excel",
}


@dataclass(frozen=True)
class MadeTool:
    """What was made: the file, how much of the tool the graph fills, what is missing, and what is not printed."""

    file: Path
    filled: int
    places: int
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    copy: str
    pages: int | None = None

    @property
    def counts(self) -> str:
        """In a sentence."""
        pages = "" if self.pages is None else f" {counted(self.pages, 'page')}."
        if not self.places:
            return f"Wrote {self.file.name}.{pages} This tool takes nothing from the graph."
        return f"Wrote {self.file.name}.{pages} {self.filled} of {self.places} places hold content of the study."


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


class StudyToAsk:
    """An open study as tools ask it."""

    def __init__(self, study: OpenStudy) -> None:
        self._study = study

    @property
    def frames(self) -> StudyFrames:
        """Its graph."""
        return self._study.frames

    def answer(self, question: str, options: Mapping[str, str]) -> pd.DataFrame:
        """The answer to a question of the bank, or the first table of an analysis."""
        if question in registry.names():
            return cast("pd.DataFrame", getattr(self._study, question)(**options).frame)
        return self._study.ask(question, limits=None, **options).frame


def tools_of(study: Path | None) -> ToolBank:
    """The tools that a study can make: those that come with the program, and its own folder ``tools``."""
    return find_tools(study_folder(study) / "tools" if study else None)


def list_tools(study: str | Path | None = None) -> Result:
    """Every tool that a study can make.

    Returns:
        ``tools``: ``name``, ``title``, ``purpose``, ``audience``, ``minutes``, ``people``, ``forms`` (the first one is
        made where none is named), ``options``, ``state``, ``version``, ``own`` (is it the study's own?).

    Raises:
        StudyError: there is no such study.
    """
    path = None if study is None else Path(study)
    bank = tools_of(path)
    rows = [
        {
            "name": tool.name,
            "title": tool.title,
            "purpose": tool.purpose,
            "audience": tool.audience,
            "minutes": tool.minutes,
            "people": tool.people,
            "forms": [form.name for form in tool.forms],
            "options": [option.name for option in tool.options],
            "state": tool.state,
            "version": tool.version,
            "own": tool.own,
        }
        for tool in bank.tools.values()
    ]
    notes = tuple(str(error) for error in bank.refused.values())
    protect = None if path is None else partial(protect_study, path)
    return Result(
        "tools", "Tools made from the graph", f"{counted(len(rows), 'tool')}.", {"tools": pd.DataFrame(rows)}, notes,
        path or "", protect,
    )  # fmt: skip


def make_tool(
    study: str | Path,
    name: str,
    target: str | Path,
    *,
    form: str = "",
    session: str = "",
    force: bool = False,
    today: dt.date | None = None,
    db: str | Path | None = None,
    progress: "Progress | None" = None,
    options: Mapping[str, str] | None = None,
) -> MadeTool:
    """Make a copy of a tool from a study, to be filled in.

    Args:
        study: a folder of tables, or a workbook.
        name: of the tool.
        target: the file: .html to fill in on the screen, .pdf to print, .docx or .xlsx.
        form: name of a form; the first by default.
        session: name of the session that the copy is for.
        force: overwrite a file that graphmodel did not write for this study.
        today: the date that is printed; that of today by default.
        db: folder of the embedded database, where it is not in the study.
        progress: receives the progress of building.
        options: of the tool, by name, such as ``{"workstream": "stroke"}``: an id or a piece of a label.

    Raises:
        NotFound: there is no such tool, or nothing that an option names.
        QuestionError: its definition, or an option, is wrong.
        OutputError: the file cannot be written.
        StudyError, StudyInvalid, BuildError: the study cannot be built.
    """
    path, file = Path(study), Path(target)
    write = _writer(file)
    bank = tools_of(path)
    tool = bank.find(name)
    tool.form(form)
    protect_study(path, file)
    with writing_for(path, force):
        writable(file)
        with open_study(path, db=db, progress=progress) as opened:
            values = _options(tool, options or {}, opened.frames)
            titles = {name: one.title for name, one in bank.tools.items()}
            copy = fill(
                tool,
                StudyToAsk(opened),
                values,
                form=form,
                session=session,
                today=today or dt.date.today(),
                titles=titles,
            )
        pages = write(copy, file)
    share = copy.share
    return MadeTool(
        file, share.filled, share.places, copy.missing, copy.notes, copy.identity.copy,
        pages if isinstance(pages, int) else None,
    )  # fmt: skip


def _writer(file: Path) -> Callable[[ToolCopy, Path], object]:
    entry = WRITERS.get(file.suffix.lower())
    if entry is None:
        kinds = ", ".join(f"{ending} ({what})" for ending, (_, what) in WRITERS.items())
        raise OutputError(f"{file} has no ending that says what to write. Use one of: {kinds}.", by_caller=True)
    return cast("Callable[[ToolCopy, Path], object]", _load(entry[0]))


def _load(source: str) -> Callable[..., object]:
    module, name = source.split(":")
    loaded: Callable[..., object] = getattr(import_module(module), name)
    return loaded


def _options(tool: ToolDefinition, given: Mapping[str, str], frames: StudyFrames) -> dict[str, str]:
    known = {option.name: option for option in tool.options}
    for name in given:
        if name not in known:
            near = did_you_mean(name, known)
            names = ", ".join(known) or "it takes none"
            raise QuestionError(f"{tool.name} has no option {name}.{near} Its options: {names}.", by_caller=True)
    values = {}
    for name, option in known.items():
        text = str(given.get(name) or "").strip()
        if not text and option.default == FIRST_PHASE:
            text = next(iter(frames.phases), "")
        text = text or ("" if option.default == FIRST_PHASE else option.default)
        if not text and option.required:
            raise QuestionError(f"{tool.name} needs {name}: {option.help}.", by_caller=True)
        kinds = KINDS_OF_OPTION.get(option.kind)
        values[name] = find_node(frames, text, kinds) if text and kinds else text
    return values


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
    ``tool_feedback`` and ``actions``. Claims that its answers suggest wait in the queue. The same copy again adds
    nothing. :func:`undo` takes a reading back.

    Args:
        study: a folder of tables, or a workbook.
        files: one file, or several: answers that a page saved, Word or Excel files.
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
    paths = [Path(files)] if isinstance(files, str | Path) else [Path(file) for file in files]
    if session and len(paths) > 1:
        raise QuestionError(
            "One name of a session cannot be that of several files. Read them one by one.", by_caller=True
        )
    report, bank = ReadTool(), tools_of(path)
    for file in paths:
        report.read += 1
        try:
            copy = _read(file)
            snapshot = snapshot_of(path)
            answers = _answers(copy, snapshot.settings.get("id"), anyway)
            if answers.is_empty:
                report.empty.append(file.name)
                continue
            tool = bank.tools.get(answers.identity.tool)
            made = session_of(snapshot, tool, answers, session=session, replace=replace_answers)
        except OtherAnswers as error:
            report.refused.append(
                f"{shown_name(file)}: the session {error} has other answers. Give this one another name with --session,"
                " or put its answers in place of those with --replace."
            )
            continue
        except StudyError as error:
            report.refused.append(str(error))
            continue
        report.blank += answers.blank
        report.remarks += [f"{shown_name(file)}: {remark}" for remark in made.remarks]
        report.remarks += _other_version(file, tool, answers)
        if made.is_known and not made.change.tables:
            report.known.append(made.name)
            continue
        apply_change(path, made.change, by=by)
        report.sessions.append(made.name)
        report.answers += len(answers.answers)
        report.drafts += made.drafts
    return report


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
    if not anyway and study_id and said != str(study_id):
        raise StudyError(
            f"{copy.name} was made from another study ({in_line(said)}). Read it into that one, or use --anyway."
        )
    return answers_of(copy, manifest)


def _read(file: Path) -> "FilledCopy":
    kind = _medium(file)
    return cast("FilledCopy", _load(_READERS[kind])(file))


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
    except OSError as error:
        raise StudyError(f"{name} cannot be opened: {error.strerror or error}. Check the name.") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise StudyError(f"{name} is damaged: it cannot be unpacked. Save it again in Word or Excel.") from error
    if any(one.startswith("word/") for one in names):
        return "word"
    if any(one.startswith("xl/") for one in names) or "content.xml" in names:
        return "excel"
    raise StudyError(f"{name} is neither a saved page nor a Word or Excel file.")


def tool_answers(study: str | Path, tool: str = "") -> Result:
    """Answers of all sessions side by side: blank is not an answer.

    Args:
        study: a folder of tables, or a workbook.
        tool: only this tool.

    Returns:
        ``answers``: ``tool``, ``item`` (code), ``question``, ``about`` (the node of the row), then a column for each
        session; ``sessions``; ``actions``; ``feedback``.

    Raises:
        StudyError: there is no such study.
    """
    path = Path(study)
    snapshot = snapshot_of(path)
    tables = {name: _rows(snapshot.rows(name).values()) for name in ("tool_sessions", "tool_answers", "actions")}
    tables["tool_feedback"] = _rows(snapshot.rows("tool_feedback").values())
    sessions = [row for row in tables["tool_sessions"] if not tool or row.get("tool") == tool]
    names = [row["session"] for row in sessions]
    of_tool = {row["session"]: row.get("tool", "") for row in sessions}
    answers: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for row in tables["tool_answers"]:
        if row["session"] in of_tool and row.get("value"):
            key = (of_tool[row["session"]], row.get("item", ""), row.get("question", ""), row.get("node", ""))
            answers.setdefault(key, {})[row["session"]] = row["value"]
    side = [
        {
            "tool": key[0],
            "item": key[1],
            "question": key[2],
            "about": key[3],
            **{name: said.get(name) for name in names},
        }
        for key, said in sorted(answers.items())
    ]
    made = {
        "answers": pd.DataFrame(side, columns=["tool", "item", "question", "about", *names]),
        "sessions": _public(pd.DataFrame(sessions), "tool_sessions"),
        "actions": pd.DataFrame([row for row in tables["actions"] if row["session"] in of_tool]),
        "feedback": pd.DataFrame([row for row in tables["tool_feedback"] if row["session"] in of_tool]),
    }
    counts = f"{counted(len(names), 'session')}; one row is one question that somebody answered."
    return Result("tool_answers", "Answers to tools", counts, made, (), path, partial(protect_study, path))


def _rows(rows: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    return [dict(row) for row in rows if row.get("session")]


def _public(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    return frame.drop(columns=[name for name in PRIVATE[table] if name in frame])
