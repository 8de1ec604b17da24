"""Tools of a study: listed, made as files that people fill in, and read back."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pandas as pd

from graphmodel.analysis import registry
from graphmodel.api.opened import OpenStudy, open_study
from graphmodel.api.study_files import protect_study
from graphmodel.frames.find import find_node
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.output.files import writable
from graphmodel.output.written import writing_for
from graphmodel.problems import OutputError, QuestionError
from graphmodel.queries.parameters import KINDS_OF_OPTION
from graphmodel.records.folder import study_folder
from graphmodel.results import Result
from graphmodel.suggest import did_you_mean
from graphmodel.tools.bank import ToolBank, find_tools
from graphmodel.tools.copies import ToolCopy
from graphmodel.tools.definition import FIRST_PHASE, ToolDefinition
from graphmodel.tools.filling import fill
from graphmodel.tools.template import template
from graphmodel.wording import counted

if TYPE_CHECKING:
    from graphmodel.progress import Progress

SLIDES = ".pptx"
WRITERS: Mapping[str, tuple[str, str]] = {
    ".html": ("graphmodel_viz.sheets.page:write_page", "a page to fill in on the screen"),
    ".pdf": ("graphmodel_viz.sheets.paper:write_paper", "print"),
    ".docx": ("graphmodel_viz.sheets.word:write_word", "Word"),
    ".xlsx": ("graphmodel_viz.sheets.excel:write_excel", "Excel"),
    SLIDES: ("graphmodel_viz.sheets.slides:write_slides", "slides"),
}
"""What writes a copy, and the medium, by the ending of the file."""


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
        what = "slide" if self.file.suffix.lower() == SLIDES else "page"
        pages = "" if self.pages is None else f" {counted(self.pages, what)}."
        if not self.places:
            return f"Wrote {self.file.name}.{pages} This tool takes nothing from the graph."
        return f"Wrote {self.file.name}.{pages} {self.filled} of {self.places} places hold content of the study."


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


def tool_facts(tool: ToolDefinition) -> dict[str, str | int]:
    """What a list of tools says first of each: name, title, purpose, audience, minutes and people."""
    return {name: getattr(tool, name) for name in ("name", "title", "purpose", "audience", "minutes", "people")}


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
            **tool_facts(tool),
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
        target: the file: .html to fill in on the screen, .pdf to print, .docx or .xlsx, .pptx for slides.
        form: name of a form; by default the first one, or the first for slides.
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
    form = _form(tool, form, file)
    protect_study(path, file)
    with writing_for(path, force):
        writable(file)
        with open_study(path, db=db, progress=progress) as opened:
            copy = filled_copy(opened, bank, tool, options or {}, form=form, today=today, session=session)
        pages = write(copy, file)
    share = copy.share
    return MadeTool(
        file, share.filled, share.places, copy.missing, copy.notes, copy.identity.copy,
        pages if isinstance(pages, int) else None,
    )  # fmt: skip


def make_template(
    name: str,
    target: str | Path,
    *,
    study: str | Path | None = None,
    form: str = "",
    session: str = "",
    force: bool = False,
    today: dt.date | None = None,
) -> MadeTool:
    """Make a blank copy of a tool, which holds nothing of any study: people describe their own case on it.

    Filled in, it is read into a study by :func:`read_tool`.

    Args:
        name: of the tool.
        target: the file: .html to fill in on the screen, .pdf to print, .docx or .xlsx.
        study: takes a tool of this study's own, if it has one of the name; nothing else of it.
        form: name of a form; by default the first one.
        session: name of the session that the copy is for.
        force: overwrite a file that graphmodel did not write.
        today: the date that is printed; that of today by default.

    Raises:
        NotFound: there is no such tool.
        QuestionError: its definition is wrong, or it has no such form.
        OutputError: the file cannot be written.
    """
    path, file = None if study is None else Path(study), Path(target)
    write = _writer(file)
    bank = tools_of(path)
    tool = bank.find(name)
    titles = {one: tool.title for one, tool in bank.tools.items()}
    day = today or dt.date.today()
    copy = template(tool, form=_form(tool, form, file), session=session, today=day, titles=titles)
    if path is not None:
        protect_study(path, file)
    with writing_for(path, force):
        writable(file)
        pages = write(copy, file)
    return MadeTool(file, 0, 0, (), (), copy.identity.copy, pages if isinstance(pages, int) else None)


def filled_copy(
    study: OpenStudy,
    bank: ToolBank,
    tool: ToolDefinition,
    options: Mapping[str, str],
    *,
    form: str = "",
    session: str = "",
    today: dt.date | None = None,
) -> ToolCopy:
    """A copy of a tool, filled from an open study.

    Raises: as of :func:`make_tool`.
    """
    values = _options(tool, options, study.frames)
    titles = {name: one.title for name, one in bank.tools.items()}
    day = today or dt.date.today()
    return fill(tool, StudyToAsk(study), values, form=form, session=session, today=day, titles=titles)


def _form(tool: ToolDefinition, name: str, file: Path) -> str:
    """The form to make: for slides one that is meant for them."""
    if file.suffix.lower() != SLIDES:
        return tool.form(name).name
    meant = [form.name for form in tool.forms if form.paper == "slides"]
    name = name or next(iter(meant), "")
    if name not in meant:
        which = f"{tool.name}, form {name}," if name else tool.name
        own = f"Its forms for slides: {', '.join(meant)}." if meant else "None of its forms is."
        raise QuestionError(f"{which} is not meant for slides. {own} Write a file .docx or .html.", by_caller=True)
    return name


def _writer(file: Path) -> Callable[[ToolCopy, Path], object]:
    entry = WRITERS.get(file.suffix.lower())
    if entry is None:
        kinds = ", ".join(f"{ending} ({what})" for ending, (_, what) in WRITERS.items())
        raise OutputError(f"{file} has no ending that says what to write. Use one of: {kinds}.", by_caller=True)
    return cast("Callable[[ToolCopy, Path], object]", loaded(entry[0]))


def loaded(source: str) -> Callable[..., object]:
    """A function by ``module:name``; what writes or reads a medium loads when it is needed."""
    module, name = source.split(":")
    function: Callable[..., object] = getattr(import_module(module), name)
    return function


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
        if text and kinds:
            named = [one.strip() for one in text.split(";")] if option.several else [text]
            text = ";".join(find_node(frames, one, kinds) for one in named if one)
        values[name] = text
    return values
