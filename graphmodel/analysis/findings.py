"""Show the headline findings.

The few sentences that a reader wants first. Each says what its number counts, what it rests on, which command
shows more and what to ask next. Every number comes from another analysis or question.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import pandas as pd

from graphmodel.analysis.dropout import dropout
from graphmodel.analysis.journeys import journeys
from graphmodel.analysis.registry import AnswerTo, analysis
from graphmodel.analysis.robustness import hanging
from graphmodel.analysis.triangulate import triangulate
from graphmodel.frames.evidence import ALL_ITEMS, NOT_STATED
from graphmodel.frames.headlines import ended_says, not_used_says
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.results import Result
from graphmodel.schema import rules
from graphmodel.wording import counted

MOST = 12
"""Findings that a reader is shown at most."""
_PHASES = 3


@dataclass(frozen=True)
class Finding:
    """One sentence with its number: ``number`` of ``of`` things, counted in ``unit``.

    Attributes:
        rests_on: how few claims, speakers or sources are behind it.
        see: the command that shows more.
        ask: a question to ask next.
    """

    theme: str
    finding: str
    number: int
    of: int | None
    unit: str
    rests_on: str
    see: str
    ask: str
    claims: list[str]
    headline: str = ""
    """The number of :func:`~graphmodel.frames.headlines.headlines` that shows what it hangs on."""


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
        Table ``findings``, at most a dozen rows: theme, finding, number, of, unit, rests_on, hangs_on (how far the
        number, or the difference of the two focuses, moves if one source is left out, and which moves it most), see
        (the command that shows more), ask (a question to ask next), claims.
    """
    losses = dropout(frames)
    rows = [
        *_study(frames),
        *_journeys(frames, journeys(frames)),
        *_dropout(frames, losses),
        *_barriers(barriers),
        *_triangulation(triangulate(frames)),
    ]
    kept = [row for row in rows if row.of != 0][:MOST]
    ranges = hanging(frames) if any(row.headline for row in kept) else {}
    frame = pd.DataFrame([vars(row) | {"hangs_on": _hangs(row.headline, ranges)} for row in kept])
    columns = ["theme", "finding", "number", "of", "unit", "rests_on", "hangs_on", "see", "ask", "claims"]
    frame = frame[columns].astype({"number": "Int64", "of": "Int64", "hangs_on": "str"})
    counts = "Each finding names what its number counts. Claims are not people, and silence is not absence."
    return Result("findings", frames.settings.title, counts, {"findings": frame}, losses.notes)


def _hangs(headline: str, ranges: dict[str, tuple[float, float, str]]) -> str | None:
    if headline not in ranges:
        return None
    least, greatest, label = ranges[headline]
    sign = "+" if " less " in headline else ""
    most = f", depends most on {label}" if label else ""
    return f"{headline}: {least:{sign}.0%} to {greatest:{sign}.0%} with one source left out{most}"


def _study(frames: StudyFrames) -> Iterator[Finding]:
    claims = frames.claims
    unattributed = int(claims["speaker"].isna().sum())
    text = f"what this study holds: {counted(claims['source'].nunique(), 'source')}"
    speakers = counted(claims["speaker"].nunique(), "speaker")
    rests = f"{speakers} (roles, not persons), {counted(unattributed, 'claim')} without one"
    ask = "ask STUDY coverage/speakers"
    yield Finding("study", text, len(claims), None, "claims", rests, "ask STUDY coverage/sources", ask, [])


def _journeys(frames: StudyFrames, journeys: Result) -> Iterator[Finding]:
    """What became of the items, the focuses side by side: most used in the end, and stopped."""
    records = journeys["journeys"]
    mentioned = records[records["steps"].gt(0)]
    focuses = _compared(frames, mentioned["focus"])
    for end, ask in (
        (rules.USED_IN_THE_END, "ask STUDY journeys/reached_impact"),
        (rules.STOPPED_BEFORE_USE, "ask STUDY journeys/stopped"),
    ):
        parts = [_share_of(mentioned[mentioned["focus"] == focus], focus, end) for focus in focuses]
        if parts:
            first, *others = parts
            beside = "; ".join(f"{part.what}: {part.number} of {part.of} ({part.outcomes})" for part in others)
            text = f"{first.what} {end.words} ({first.outcomes}){f'; beside it {beside}' if beside else ''}"
            rests = "; ".join(part.rests_on for part in parts)
            see, unit = "journeys STUDY --table outcomes", "items mentioned"
            focus = frames.settings.focus
            headline = ended_says(end, focus) if focus.compared_with and len(parts) > 1 else ""
            yield Finding("journeys", text, first.number, first.of, unit, rests, see, ask, first.claims, headline)


@dataclass(frozen=True)
class _Share:
    what: str
    number: int
    of: int
    outcomes: str
    rests_on: str
    claims: list[str]


def _share_of(items: pd.DataFrame, focus: str, end: rules.End) -> _Share:
    chosen = items[items["outcome"].isin(end.outcomes)]
    counts = {outcome: int(chosen["outcome"].eq(outcome).sum()) for outcome in end.outcomes}
    words = ", ".join(f"{number} {outcome}" for outcome, number in counts.items() if number) or "none"
    lost = int(items["outcome"].isin(rules.ALSO_LOST.outcomes).sum())
    if lost and end == rules.USED_IN_THE_END:
        words = f"{words}; {lost} more {rules.ALSO_LOST.words}"
    alone, many = int(chosen["n_deciding"].eq(1).sum()), items[items["steps"].ge(3)]
    again = f"{int(many['outcome'].isin(end.outcomes).sum())} of {len(many)} with three claims or more"
    rests = f"{_evidence_of(focus)}: {alone} of {len(chosen)} on one claim; {again}"
    return _Share(_evidence_of(focus), len(chosen), len(items), words, rests, _ids(chosen["outcome_claims"]))


def _dropout(frames: StudyFrames, dropout: Result) -> Iterator[Finding]:
    yield from _by_phase(frames, dropout)
    types = dropout["types"]
    both = types[types["difference"].notna()]
    if len(both):
        lower, higher = both[both["difference"] < 0], both[both["difference"] > 0]
        asked = frames.settings.focus
        text = (
            f"types of evidence by stage used less for {asked.in_question} than for {asked.compared_with}, by measured "
            f"grades; more in {len(higher)}"
        )
        inferred = int((both["inferred_in_question"] | both["inferred_compared"]).sum())
        rests = f"pairs graded for both; a cell is inferred in {inferred}"
        see, ask = "dropout STUDY --table types", "ask STUDY dropout/graded_and_zero"
        yield Finding("drop-out", text, len(lower), len(both), "pairs", rests, see, ask, [])
    yield from _comparison(frames, dropout["comparison"])


def _by_phase(frames: StudyFrames, dropout: Result) -> Iterator[Finding]:
    """The phases with most items mentioned: what is said of them there, the focuses side by side."""
    labels, funnel = frames.labels("Stage"), dropout["funnel"]
    focuses = _compared(frames, funnel["focus"])
    funnel = funnel[funnel["focus"].isin(focuses)]
    sizes = funnel.groupby("phase")["mentioned"].sum()
    chosen = set(sizes[sizes > 0].sort_values(ascending=False, kind="stable").index[:_PHASES])
    for phase in [phase for phase in frames.phases if phase in chosen]:
        first, *others = (funnel[funnel["focus"].eq(focus) & funnel["phase"].eq(phase)].iloc[0] for focus in focuses)
        beside = "; ".join(
            f"{_evidence_of(row['focus'])}: {row['not_used']} of {row['mentioned']} ({_states(row)})" for row in others
        )
        text = f"{labels[phase]}: {_evidence_of(first['focus'])} not used ({_states(first)})"
        text = f"{text}; beside it {beside}" if beside else text
        bounds = _percent(first["not_used_least"], first["not_used_greatest"])
        rests = f"{first['silent']} more are not mentioned there; if they count, between {bounds} of all are not used"
        see, ask = "dropout STUDY", f"ask STUDY dropout/not_used --phase {phase}"
        number, of, unit = int(first["not_used"]), int(first["mentioned"]), "items mentioned"
        focus = frames.settings.focus
        headline = not_used_says(labels[phase], focus)
        yield Finding("drop-out", text, number, of, unit, rests, see, ask, first["claims"], headline if others else "")


def _states(row: "pd.Series[Any]") -> str:
    return f"{row['used']} used, {row['partly']} partly, {row['disputed']} disputed"


def _percent(least: Any, greatest: Any) -> str:
    return "unknown" if pd.isna(least) else f"{least:.0%} and {greatest:.0%}"


def _comparison(frames: StudyFrames, table: pd.DataFrame) -> Iterator[Finding]:
    """The two focuses compared by source, all phases in one sentence."""
    focus = frames.settings.focus
    rows = [row for row in table.to_dict("records") if row["n_sources"]] if focus.in_question else []
    if not rows:
        return
    labels = frames.labels("Stage")
    said = "; ".join(
        f"{labels[row['phase']]} {row['direction']} ({row['difference_zero']:+.2f} to {row['difference_one']:+.2f})"
        for row in rows
    )
    fewest = min(row["n_differ_zero"] for row in rows)
    sources = sorted({source for row in rows for source in row["sources"]})
    tested = "too few for a test" if any(pd.isna(row["p_zero"]) for row in rows) else "tested by sign flips"
    text = (
        f"share of {focus.in_question} evidence used, against {focus.compared_with} evidence in the same source: {said}"
    )
    rests = f"at least {fewest} of these differ at each phase; {tested}"
    see, ask = "dropout STUDY --table comparison", "dropout STUDY --table shares"
    yield Finding("drop-out", text, len(sources), None, "sources", rests, see, ask, _ids(row["claims"] for row in rows))


def _barriers(barriers: pd.DataFrame) -> Iterator[Finding]:
    # All that share a place at the cut are said, so that no id decides.
    for row in barriers[barriers["rank"].le(2) & barriers["affirmed"].gt(0)].to_dict("records"):
        text = f"mentioned most: {row['factor_label']}"
        rests = (
            f"{counted(row['affirming_speakers'], 'named speaker')}, {counted(row['affirmed'], 'claim')} that affirm it"
            f"; beside them {row['denied']} that deny it"
        )
        see, ask = "ask STUDY barriers/top", "ask STUDY barriers/reasons_given"
        yield Finding("barriers", text, int(row["affirming_sources"]), None, "sources", rests, see, ask, row["claims"])


def _triangulation(triangulation: Result) -> Iterator[Finding]:
    verdicts, rests = triangulation["verdicts"], triangulation["rests_on"]
    contradicted = int((verdicts["contradicts"] > 0).sum())
    text, see = "findings that at least one site contradicts", "triangulate STUDY"
    ask = "ask STUDY triangulation/contradicted"
    yield Finding("triangulation", text, contradicted, len(verdicts), "findings", "verdicts of the sites", see, ask, [])
    affirmed = rests[rests["n_claims"] > 0]
    alone = affirmed[affirmed["one_source"].fillna(False).astype(bool)]
    one_claim, one_speaker = int(affirmed["n_claims"].eq(1).sum()), int(affirmed["one_speaker"].sum())
    text, see = "barriers and enablers that rest on one source", "triangulate STUDY --table rests_on"
    behind = f"{one_claim} on one claim, {one_speaker} on one speaker; of those that some claim affirms"
    ask = "ask STUDY triangulation/resting_on_one_source"
    yield Finding("triangulation", text, len(alone), len(affirmed), "factors", behind, see, ask, _ids(alone["claims"]))


def _compared(frames: StudyFrames, words: "pd.Series[str]") -> list[str]:
    """The focus in question and the one compared with; for a study without them, every focus it has."""
    focus = frames.settings.focus
    named = [word for word in (focus.in_question, focus.compared_with) if word]
    return named or [str(word) for word in words.dropna().unique()]


def _evidence_of(focus: str) -> str:
    return {ALL_ITEMS: "all evidence", NOT_STATED: "evidence of no stated focus"}.get(focus, f"{focus} evidence")


def _ids(lists: Iterable[list[str] | None]) -> list[str]:
    return sorted({claim for ids in lists if ids is not None for claim in ids})
