"""What is counted while a copy is filled, and the small print that says it: what it rests on, what is not printed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.tools.gate import FEWEST
from graphmodel.wording import counted, is_or_are


@dataclass
class Count:
    """What is counted while parts are filled."""

    filled: int = 0
    places: int = 0
    few: int = 0
    persons: int = 0
    sites: int = 0
    off_card: int = 0
    beyond: dict[str, int] = field(default_factory=dict)
    """Rows that a part has no room for, by its title."""
    missing: list[str] = field(default_factory=list)
    empty: dict[tuple[str, str], int] = field(default_factory=dict)
    """Rows in which a column has no content, by the column and the question that it asks."""
    claims: dict[str, None] = field(default_factory=dict)
    behind: list[tuple[str, Sequence[str], int]] = field(default_factory=list)
    """Code of a row, claims that are listed behind it, and how many more there are."""

    def stands(self, code: str, claims: Sequence[str], listed: Sequence[str]) -> None:
        """Note claims that stand behind a row."""
        if claims:
            self.claims |= dict.fromkeys(claims)
            self.behind.append((code, listed, len(claims) - len(listed)))


def notes_of(count: Count) -> tuple[str, ...]:
    """What is not printed, and why."""
    notes = []
    if count.few:
        rows = counted(count.few, "row")
        notes.append(f"{rows} resting on fewer than {FEWEST} voices {is_or_are(count.few)} not printed.")
    if count.persons:
        notes.append(f"{counted(count.persons, 'row')} about one person {is_or_are(count.persons)} not printed.")
    if count.off_card:
        notes.append(f"{counted(count.off_card, 'row')} more {is_or_are(count.off_card)} in the other forms.")
    notes += [f"{title}: {counted(number, 'further row')} left out." for title, number in count.beyond.items()]
    if count.sites:
        notes.append("Sites are not printed beside roles.")
    return tuple(notes)


def missing_of(count: Count) -> tuple[str, ...]:
    """What the study lacks, and the questions that would fill it."""
    empty = (
        f"“{column}”: {counted(number, 'row')} without an entry. Ask `{question}`."
        for (column, question), number in count.empty.items()
    )
    return (*dict.fromkeys(count.missing), *empty)


def rests_on(count: Count, frames: StudyFrames) -> tuple[str, ...]:
    """How many claims, sources and speakers a copy rests on, and which claims stand behind which row."""
    claims = frames.claims[frames.claims["claim"].isin(list(count.claims))]
    if claims.empty:
        return ()
    speakers, sources = int(claims["speaker"].nunique()), int(claims["source"].nunique())
    unnamed = int(claims["speaker"].isna().sum())
    also = f" and {counted(unnamed, 'claim')} without a speaker" if unnamed else ""
    first = (
        f"Rests on {counted(len(claims), 'claim')} from {counted(sources, 'source')} by "
        f"{counted(speakers, 'speaker')}{also}."
    )
    behind = "; ".join(
        f"{code}: {', '.join([*listed, *([f'{more:,} more'] if more else [])])}" for code, listed, more in count.behind
    )
    return (first, f"Claims behind the rows. {behind}.") if behind else (first,)
