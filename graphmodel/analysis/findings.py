"""Show the headline findings.

The few sentences that a reader wants first. Each says what its number counts, and which command
shows more. Every number comes from another analysis or question.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

import pandas as pd

from graphmodel.analysis.dropout import dropout
from graphmodel.analysis.journeys import journeys
from graphmodel.analysis.registry import AnswerTo, analysis
from graphmodel.analysis.triangulate import triangulate
from graphmodel.frames.evidence import ALL_ITEMS, NOT_STATED
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.results import Result
from graphmodel.wording import counted


@dataclass(frozen=True)
class Finding:
    """One sentence with its number: ``number`` of ``of`` things, counted in ``unit``."""

    theme: str
    finding: str
    number: int
    of: int | None
    unit: str
    see: str
    claims: list[str]


@analysis(
    tables=("findings",),
    examples=("graphmodel findings my-copy", "graphmodel findings my-copy --results results"),
)
def findings(frames: StudyFrames, barriers: Annotated[pd.DataFrame, AnswerTo("barriers/top")]) -> Result:
    """Collect the headline findings.

    Args:
        frames: the study.
        barriers: the answer to ``barriers/top``.

    Returns:
        Table ``findings``: theme, finding, number, of, unit, see (the command that shows more), claims.
    """
    losses = dropout(frames)
    rows = [
        *_study(frames),
        *_journeys(frames, journeys(frames)),
        *_dropout(frames, losses),
        *_barriers(barriers),
        *_triangulation(triangulate(frames)),
    ]
    frame = pd.DataFrame([vars(row) for row in rows if row.of != 0]).astype({"number": "Int64", "of": "Int64"})
    counts = "Each finding names what its number counts. Claims are not people, and silence is not absence."
    return Result("findings", frames.settings.title, counts, {"findings": frame}, losses.notes)


def _study(frames: StudyFrames) -> Iterator[Finding]:
    claims = frames.claims
    unattributed = int(claims["speaker"].isna().sum())
    text = (
        f"from {counted(claims['source'].nunique(), 'source')}; {counted(claims['speaker'].nunique(), 'speaker')} "
        f"(roles, not persons), {counted(unattributed, 'claim')} without one"
    )
    yield Finding("study", text, len(claims), None, "claims", "ask STUDY coverage/sources", [])


def _journeys(frames: StudyFrames, journeys: Result) -> Iterator[Finding]:
    records = journeys["journeys"]
    for focus in _compared(frames, records["focus"]):
        items = records[records["focus"] == focus]
        for outcome in ("reached impact", "stopped"):
            chosen = items[items["outcome"] == outcome]
            tentative = int((chosen["certainty"] == "tentative").sum())
            hedged = f" ({tentative} on tentative claims only)" if tentative else ""
            text = f"{_evidence_of(focus)}: {outcome}{hedged}"
            yield Finding("journeys", text, len(chosen), len(items), "items", "journeys STUDY", _ids(chosen["claims"]))


def _dropout(frames: StudyFrames, dropout: Result) -> Iterator[Finding]:
    labels, funnel = frames.labels("Stage"), dropout["funnel"]
    for focus in _compared(frames, funnel["focus"]):
        items = dropout["items"][dropout["items"]["focus"] == focus]
        for row in funnel[funnel["focus"] == focus].to_dict("records"):
            dropped = items[(items["phase"] == row["phase"]) & (items["lost"] | items["never_taken_up"])]
            dropping = f"never taken up ({row['never_taken_up']}) or lost ({row['lost']})"
            text = f"{labels[row['phase']]}: {_evidence_of(focus)} {dropping}"
            total = items["evidence"].nunique()
            yield Finding("drop-out", text, len(dropped), total, "items", "dropout STUDY", _ids(dropped["claims"]))
    types = dropout.tables.get("types")
    if types is not None and len(types):
        both = types[types["grade_in_question"].notna() & types["grade_compared"].notna()]
        zero = both[(both["grade_in_question"] == 0) & (both["grade_compared"] > 0)]
        asked = frames.settings.focus
        text = f"types of evidence by stage graded above zero for {asked.compared_with}, zero for {asked.in_question}"
        yield Finding("drop-out", text, len(zero), len(both), "pairs", "ask STUDY dropout/graded_and_zero", [])
    if not frames.settings.focus.in_question:
        return
    for row in dropout.tables.get("comparison", pd.DataFrame()).to_dict("records"):
        text = f"{labels[row['phase']]}: use of the two compared by source: {row['verdict']}"
        yield Finding(
            "drop-out", text, int(row["n_sources"]), None, "sources", "dropout STUDY --table comparison", row["claims"]
        )


def _barriers(barriers: pd.DataFrame) -> Iterator[Finding]:
    for row in barriers.head(3).to_dict("records"):
        said = (
            f"{counted(row['n_speakers'], 'speaker')}, {counted(row['unattributed'], 'claim')} without one, "
            f"{counted(row['n_sources'], 'source')}"
        )
        text = f"mentioned most: {row['factor_label']} ({said})"
        yield Finding("barriers", text, int(row["n_claims"]), None, "claims", "ask STUDY barriers/top", row["claims"])


def _triangulation(triangulation: Result) -> Iterator[Finding]:
    verdicts, rests = triangulation["verdicts"], triangulation["rests_on"]
    contradicted = int((verdicts["contradicts"] > 0).sum())
    yield Finding(
        "triangulation", "findings that at least one site contradicts", contradicted, len(verdicts), "findings",
        "triangulate STUDY", [],
    )  # fmt: skip
    alone = rests[rests["one_speaker"]]
    yield Finding(
        "triangulation", "barriers and enablers that rest on one speaker", len(alone), len(rests), "factors",
        "triangulate STUDY --table rests_on", _ids(alone["claims"]),
    )  # fmt: skip


def _compared(frames: StudyFrames, words: "pd.Series[str]") -> list[str]:
    """The focus in question and the one compared with; for a study without them, every focus it has."""
    focus = frames.settings.focus
    named = [word for word in (focus.in_question, focus.compared_with) if word]
    return named or [str(word) for word in words.dropna().unique()]


def _evidence_of(focus: str) -> str:
    return {ALL_ITEMS: "all evidence", NOT_STATED: "evidence of no stated focus"}.get(focus, f"{focus} evidence")


def _ids(lists: Iterable[list[str] | None]) -> list[str]:
    return sorted({claim for ids in lists if ids is not None for claim in ids})
