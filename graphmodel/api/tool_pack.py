"""A session pack: all that a facilitator hands out, prints and reads for a workshop with tools."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from graphmodel.api.opened import open_study
from graphmodel.api.study_files import protect_study
from graphmodel.api.tools import WRITERS, filled_copy, loaded, tools_of
from graphmodel.output.files import refuse_as_folder, replacing_folder
from graphmodel.output.written import writing_for
from graphmodel.problems import QuestionError
from graphmodel.schema.reading import name_key
from graphmodel.tools.agenda import agenda, length, steps
from graphmodel.tools.bank import ToolBank
from graphmodel.tools.copies import ToolCopy
from graphmodel.tools.definition import ToolDefinition
from graphmodel.tools.guide import PackFiles, guide
from graphmodel.tools.handout import Handout
from graphmodel.tools.sessions import for_session
from graphmodel.wording import counted, typed

if TYPE_CHECKING:
    from graphmodel.progress import Progress

MOST_GROUPS = 40
MEDIA = ("pdf", "docx")
"""What each group gets, unless somebody says otherwise: to print, and to type into."""
GROUPS, LARGE = "groups", "large-print"
"""Folders of a pack."""
_LARGE_PRINT = "graphmodel_viz.sheets.paper:write_large_print"
_HANDOUTS = {
    ".pdf": "graphmodel_viz.sheets.handout:write_handout_paper",
    ".docx": "graphmodel_viz.sheets.handout:write_handout_word",
}
_TO_FILL = (".docx", ".xlsx", ".html")
_LONGEST_NAME = 60


@dataclass(frozen=True)
class MadePack:
    """What was made.

    Args:
        folder: where it is.
        files: how many files there are.
        sessions: names of the sessions, one for each group.
        minutes: that the agenda takes.
        pages: sheets of paper for all groups together; 0 where print is not among the media.
        missing: what the study lacks for the tools, and the question that would fill it.
        commands: what reads the answers, shows the claims that they suggest, makes the results page and takes back
            what was read last, as typed.
    """

    folder: Path
    files: int
    sessions: tuple[str, ...]
    minutes: int
    pages: int
    missing: tuple[str, ...]
    commands: tuple[str, ...]

    @property
    def counts(self) -> str:
        """In a sentence."""
        pages = f" {counted(self.pages, 'page')} to print for the groups." if self.pages else ""
        return (
            f"Wrote {counted(self.files, 'file')} to {self.folder} for {counted(len(self.sessions), 'group')}.{pages} "
            f"The agenda takes {length(self.minutes)}."
        )


def make_pack(
    study: str | Path,
    tools: str | Iterable[str],
    folder: str | Path,
    *,
    groups: int = 4,
    session: str = "",
    start: str = "10:00",
    media: Iterable[str] = MEDIA,
    force: bool = False,
    today: dt.date | None = None,
    db: str | Path | None = None,
    progress: "Progress | None" = None,
    options: Mapping[str, str] | None = None,
) -> MadePack:
    """Make a session pack: agenda, guide, a copy of each tool for each group, and large print.

    Args:
        study: a folder of tables, or a workbook.
        tools: names of tools, in the order in which they are used; ``"objections:short"`` chooses a form.
        folder: where to; other files in it stay.
        groups: how many groups (or pairs) work side by side. Each gets copies with a session name of its own.
        session: name of the workshop; the date by default.
        start: when it begins, such as ``"9:30"``.
        media: what each group gets: ``"pdf"``, ``"docx"``, ``"xlsx"``, ``"html"``.
        force: overwrite files that graphmodel did not write for this study.
        today: the date that is printed; that of today by default.
        db: folder of the embedded database, where it is not in the study.
        progress: receives the progress of building.
        options: of the tools, by name, for each tool that takes them.

    Raises:
        NotFound: there is no such tool, or nothing that an option names.
        QuestionError: a definition, an option, the number of groups or the start is wrong.
        OutputError: a file cannot be written.
        StudyError, StudyInvalid, BuildError: the study cannot be built.
    """
    path, target, day = Path(study), Path(folder), today or dt.date.today()
    bank = tools_of(path)
    chosen = _chosen(bank, [tools] if isinstance(tools, str) else tools)
    endings = _endings(media)
    given = dict(options or {})
    _refuse_unknown([tool for tool, _ in chosen], given)
    name = " ".join(session.split())[:_LONGEST_NAME] or day.isoformat()
    sessions = _sessions(name, groups)
    begin = _time(start)
    protect_study(path, target)
    refuse_as_folder(target)
    with writing_for(path, force):
        with open_study(path, db=db, progress=progress) as opened:
            language = opened.frames.settings.language
            copies = []
            for tool, form in chosen:
                known = {option.name for option in tool.options}
                own = {key: text for key, text in given.items() if key in known}
                copies.append(filled_copy(opened, bank, tool, own, form=form, today=day))
        definitions = [tool for tool, _ in chosen]
        plan = steps(definitions, groups, begin)
        commands = _commands(path, target, name)
        with replacing_folder(target) as work:
            pages = _write_copies(copies, sessions, endings, work)
            titles = [tool.title for tool in definitions]
            prints = [f"{tool.name}.pdf" for tool in definitions] if pages else []
            has_office = bool({".docx", ".xlsx"} & set(endings))
            files = PackFiles(titles, sessions, ".html" in endings, has_office, prints, pages, commands)
            _write_handout(agenda(plan, groups, name, language), work / "agenda")
            _write_handout(guide(files, name, language), work / "guide")
            written = sum(1 for one in work.rglob("*") if one.is_file())
    missing = tuple(dict.fromkeys(text for copy in copies for text in copy.missing))
    minutes = sum(one.minutes for one in plan)
    return MadePack(target, written, tuple(sessions), minutes, pages, missing, commands)


def _chosen(bank: ToolBank, names: Iterable[str]) -> list[tuple[ToolDefinition, str]]:
    chosen: dict[str, tuple[ToolDefinition, str]] = {}
    for text in names:
        name, _, form = text.partition(":")
        tool = bank.find(name)
        tool.form(form)
        if name in chosen:
            raise QuestionError(f"{name} is named twice. Name each tool once, with one form.", by_caller=True)
        chosen[name] = (tool, form)
    if not chosen:
        raise QuestionError("Name at least one tool for the pack.", by_caller=True)
    return list(chosen.values())


def _endings(media: Iterable[str]) -> list[str]:
    endings = [f".{one.lower().removeprefix('.')}" for one in ([media] if isinstance(media, str) else media)]
    allowed = {*_TO_FILL, ".pdf"} & set(WRITERS)
    for ending in endings:
        if ending not in allowed:
            names = ", ".join(sorted(one.removeprefix(".") for one in allowed))
            raise QuestionError(f"A pack cannot hold copies as {ending!r}. Use: {names}.", by_caller=True)
    return list(dict.fromkeys(endings))


def _refuse_unknown(tools: Iterable[ToolDefinition], given: Mapping[str, str]) -> None:
    known = {option.name for tool in tools for option in tool.options}
    for name in given:
        if name not in known:
            names = ", ".join(sorted(known)) or "they take none"
            raise QuestionError(f"None of the tools has an option {name}. Their options: {names}.", by_caller=True)


def _sessions(name: str, groups: int) -> list[str]:
    if not 1 <= groups <= MOST_GROUPS:
        raise QuestionError(f"A pack is for 1 to {MOST_GROUPS} groups, not {groups}.", by_caller=True)
    if not name_key(name).strip("_. "):
        raise QuestionError(f"{name!r} is not a name for a session. Use letters or digits.", by_caller=True)
    return [f"{name} group {number}" for number in range(1, groups + 1)]


def _time(text: str) -> dt.time:
    hour, _, minute = text.strip().replace(".", ":").partition(":")
    if hour.isdecimal() and (minute or "0").isdecimal() and int(hour) < 24 and int(minute or 0) < 60:
        return dt.time(int(hour), int(minute or 0))
    raise QuestionError(f"{text!r} is not a time of day. Write it as 9:30.", by_caller=True)


def _commands(study: Path, folder: Path, name: str) -> tuple[str, ...]:
    of = typed(study)
    return (
        f"graphmodel tool read {of} {typed(folder / GROUPS)}",
        f"graphmodel queue {of}",
        f"graphmodel tool answers {of} --session {typed(name)} -o {typed(folder / 'results.html')}",
        f"graphmodel undo {of}",
    )


def _write_copies(copies: Iterable[ToolCopy], sessions: Iterable[str], endings: Iterable[str], work: Path) -> int:
    pages = 0
    (work / LARGE).mkdir()
    large = cast("Callable[[ToolCopy, Path], object]", loaded(_LARGE_PRINT))
    for copy in copies:
        large(copy, work / LARGE / f"{copy.identity.tool}.pdf")
        for number, session in enumerate(sessions, 1):
            folder = work / GROUPS / f"group-{number}"
            folder.mkdir(parents=True, exist_ok=True)
            own = for_session(copy, session)
            for ending in endings:
                write = cast("Callable[[ToolCopy, Path], object]", loaded(WRITERS[ending][0]))
                made = write(own, folder / f"{copy.identity.tool}{ending}")
                pages += made if isinstance(made, int) and ending == ".pdf" else 0
    return pages


def _write_handout(handout: Handout, stem: Path) -> None:
    for ending, writer in _HANDOUTS.items():
        loaded(writer)(handout, stem.with_suffix(ending))
