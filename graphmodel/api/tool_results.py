"""The page that says the same day what the groups said."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from graphmodel.api.snapshots import snapshot_of
from graphmodel.api.study_files import protect_study
from graphmodel.api.tool_answers import sessions_meant
from graphmodel.api.tools import loaded, tools_of
from graphmodel.housekeeping.nodes import Nodes
from graphmodel.output.files import writable
from graphmodel.output.written import writing_for
from graphmodel.problems import OutputError
from graphmodel.schema.consent import PRIVATE
from graphmodel.snapshot import Snapshot
from graphmodel.tools.gate import PERSON
from graphmodel.tools.handout import Handout
from graphmodel.tools.results_page import SessionRows, results_page
from graphmodel.wording import counted

RESULTS: Mapping[str, str] = {
    ".html": "graphmodel_viz.sheets.handout:write_handout_page",
    ".pdf": "graphmodel_viz.sheets.handout:write_handout_paper",
    ".docx": "graphmodel_viz.sheets.handout:write_handout_word",
}
"""What writes a results page, by the ending of the file."""
_SHORTEST = 3


@dataclass(frozen=True)
class MadeResults:
    """What was made: the file, and how many sessions and answers are on it."""

    file: Path
    sessions: int
    answers: int

    @property
    def counts(self) -> str:
        """In a sentence."""
        return (
            f"Wrote {self.file.name}: {counted(self.answers, 'answer')} of {counted(self.sessions, 'session')}. "
            "A blank is not an answer."
        )


def write_tool_results(
    study: str | Path,
    target: str | Path,
    tool: str = "",
    *,
    sessions: str | Iterable[str] = (),
    force: bool = False,
    today: dt.date | None = None,
) -> MadeResults:
    """Write what groups said, side by side, to hand out.

    No private column, no site and no person of the study is on it, and no roles of a group of fewer than three people.

    Args:
        study: a folder of tables, or a workbook.
        target: the file: .html, .pdf or .docx.
        tool: only this tool.
        sessions: only these: ids, or the words with which the names of sessions begin; all by default.
        force: overwrite a file that graphmodel did not write for this study.
        today: the date that is printed; that of today by default.

    Raises:
        StudyError: there is no such study.
        NotFound: no session has such a name.
        OutputError: the file cannot be written.
    """
    path, file = Path(study), Path(target)
    writer = RESULTS.get(file.suffix.lower())
    if writer is None:
        raise OutputError(
            f"{file} has no ending that says what to write. Use one of: {', '.join(RESULTS)}.", by_caller=True
        )
    write = cast("Callable[[Handout, Path], object]", loaded(writer))
    protect_study(path, file)
    with writing_for(path, force):
        writable(file)
        snapshot = snapshot_of(path)
        said = _said(snapshot, tool, sessions)
        made, _ = results_of(path, snapshot, said, today)
        write(made, file)
    return MadeResults(file, len(said.sessions), len(said.answers))


def results_of(
    path: Path, snapshot: Snapshot, said: SessionRows | None = None, today: dt.date | None = None
) -> tuple[Handout, Callable[[str], str]]:
    """What sessions of a study said, and what takes names out of further texts.

    Args:
        path: the study.
        snapshot: the same in memory.
        said: what is shown; all sessions by default.
        today: the date that is printed; that of today by default.
    """
    day, veil = (today or dt.date.today()).isoformat(), _veil(snapshot)
    language = str(snapshot.settings.get("language") or "en")
    shown = said or _said(snapshot, "", ())
    return results_page(shown, tools_of(path).tools, Nodes(snapshot).label, veil, day, language), veil


def _said(study: Snapshot, tool: str, names: str | Iterable[str]) -> SessionRows:
    sessions = sessions_meant(study, tool, names)
    wanted = {row["session"] for row in sessions}

    def of(table: str) -> list[dict[str, str]]:
        private = PRIVATE.get(table, ())
        rows = [row for row in study.rows(table).values() if row.get("session") in wanted]
        return [{name: text for name, text in row.items() if name not in private} for row in rows]

    answers = [row for row in of("tool_answers") if row.get("value")]
    return SessionRows(of("tool_sessions"), answers, of("spec_items"), of("actions"), of("tool_feedback"))


def _veil(study: Snapshot) -> Callable[[str], str]:
    """Puts a word in the place of each site and each person of the study."""
    names = {row.get("label", "").strip(): "(a site)" for row in study.rows("sites").values()}
    for row in study.rows("actors").values():
        if row.get("granularity", "").strip().casefold() == PERSON:
            names[row.get("label", "").strip()] = "(a person)"
    words = {name.casefold(): word for name, word in names.items() if len(name) >= _SHORTEST}
    if not words:
        return lambda text: text
    longest = sorted(words, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(lambda match: words.get(match[0].casefold(), "(a site)"), text)
