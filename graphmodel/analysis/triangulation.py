"""Triangulation: do sites confirm a finding, who denies it, and what does it rest on?"""

from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.triangulation_support import denied, not_asserting, rests_on
from graphmodel.analysis.triangulation_verdicts import verdicts_per_factor, verdicts_per_table
from graphmodel.results import Result

COUNTS = (
    "verdicts counts real sites, each once for a verdict; by_table counts verdicts as the report's tables have them, "
    "those of the comparison between sites among them. denied and rests_on count claims that assert a factor, beside "
    "their distinct speakers and sources; claims of what ought to be are left out."
)


def triangulate(frames: StudyFrames) -> Result:
    """Agreement and contradiction between sites and claims.

    Returns:
        Tables ``verdicts`` and ``by_table`` (see triangulation_verdicts), ``denied`` and
        ``rests_on`` (see triangulation_support). Contradictions are shown, never netted.
    """
    tables = {
        "verdicts": verdicts_per_factor(frames),
        "by_table": verdicts_per_table(frames),
        "denied": denied(frames),
        "rests_on": rests_on(frames),
    }
    notes = [
        "A verdict judges the statement of a finding: to contradict an enabler weakens it. A comparison between sites "
        "is no place and is counted apart.",
        "Two claims may come from one speaker, and an unattributed claim from anybody: a finding rests on one speaker "
        "only if one speaker, and nobody unnamed, affirms it. A source may be many interviews. A synthesis repeats "
        "other sources, so it is no second source, and what stands behind it alone is not known.",
    ]
    other = not_asserting(frames)
    if other:
        notes.append(f"Not counted: {other} claims that name a factor without saying that it operates (causes, tools).")
    if tables["verdicts"].empty:
        notes.append("The study has no table of verdicts, so sites cannot be compared.")
    if tables["denied"].empty:
        notes.append("No factor is both affirmed and denied.")
    return Result("triangulation", "What sites and claims confirm and contradict", COUNTS, tables, tuple(notes))
