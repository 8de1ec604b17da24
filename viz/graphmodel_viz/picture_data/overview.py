"""What a study found, as sentences with a small picture each: those of the overview of the explorer."""

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from graphmodel.analysis.dropout import loss_reasons
from graphmodel.analysis.triangulate import rests_on
from graphmodel.frames.counting import support
from graphmodel.frames.evidence import ALL_ITEMS, evidence_claims, focus_of
from graphmodel.frames.factors import asserting_claims
from graphmodel.frames.item_journeys import outcomes
from graphmodel.frames.measured_use import type_matrix
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.schema import rules
from graphmodel.schema.vocabularies import HIGHEST_GRADE
from graphmodel.wording import counted
from graphmodel_viz.picture_data.deeds import NOT_DONE, deeds, sector_words, undone_by_sector, undone_sentence
from graphmodel_viz.picture_data.dropout import dropout_data
from graphmodel_viz.picture_data.focus_groups import capital, focus_groups
from graphmodel_viz.picture_data.number_words import provenance, rate, short_rate
from graphmodel_viz.picture_data.overview_words import compared, largest_share, leading, not_used
from graphmodel_viz.picture_data.power_interest import grid_data, unplaced_words
from graphmodel_viz.words import ALONE


@dataclass(frozen=True)
class Bar:
    """A bar: its label, its numbers by piece, whose focus it is, and the claims behind it."""

    label: str
    pieces: dict[str, int]
    focus: str = ""
    claims: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Bars:
    """Bars, each as long as its number; where ``whole``, all are as long and show shares. ``unit``: what is counted."""

    bars: tuple[Bar, ...]
    unit: str
    whole: bool = False


@dataclass(frozen=True)
class Dumbbells:
    """Rows of a label and its points, each with a focus, a share from 0 to 1 and its words.

    Args:
        rows: the rows.
        highest: the grade that a share of 1 is; zero for shares that are shares.
    """

    rows: tuple[tuple[str, tuple[tuple[str, float, str], ...]], ...]
    highest: int = 0


@dataclass(frozen=True)
class DotTable:
    """How many are in each cell; ``rows`` are labels with a number for each column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class OverviewFinding:
    """One finding.

    Attributes:
        about: what it is about, in a few words.
        sentence: what was found; empty where the study says nothing of it.
        detail: its numbers, and what they count.
        picture: the same, to draw; None where the study says nothing.
        claims: ids of the claims that it rests on; empty for what is measured or rated.
        named: the labels in the sentence, with the claims behind each.
    """

    about: str
    sentence: str = ""
    detail: str = ""
    picture: Bars | Dumbbells | DotTable | None = None
    claims: frozenset[str] = frozenset()
    named: dict[str, frozenset[str]] = field(default_factory=dict)


def overview_findings(frames: StudyFrames) -> list[OverviewFinding]:
    """The findings of a study in the order of the overview, also those that it says nothing of."""
    return [make(frames) for make in _FINDINGS]


def ends(frames: StudyFrames) -> OverviewFinding:
    """How many items are used in the end, by focus, and what became of the others."""
    about = "what became of the evidence"
    touching = evidence_claims(frames)
    focus = focus_of(frames)
    items = [str(item) for item in focus.index if item in set(touching["evidence"])]
    table = outcomes(touching, items)
    compared = frames.settings.focus
    table["focus"] = [focus[item] if compared.in_question else ALL_ITEMS for item in items]
    heard = {group: own for group in focus_groups(frames) if len(own := table[table["focus"].eq(group)])}
    shown = _headed(frames, heard)
    if not shown:
        return OverviewFinding(about)
    shares, details, bars = [], [], []
    for group in shown:
        own = heard[group]
        pieces = {end.name: int(own["outcome"].isin(end.outcomes).sum()) for end in rules.ENDS}
        shares.append(f"{pieces[rules.USED_IN_THE_END.name]} of {_items(group, len(own))}")
        reached = own[own["outcome"].eq(rules.REACHED_IMPACT)]
        alone = int(reached["n_deciding"].eq(1).sum())
        said = []
        if len(reached):
            said = [f"{len(reached)} reached impact, {alone} of these on one claim"]
        elif frames.settings.supply:
            said = ["none reached impact"]
        if lost := pieces[rules.ALSO_LOST.name]:
            said.append(f"{lost} more {rules.ALSO_LOST.words}")
        details += [f"{group}: {', '.join(said)}"] if said else []
        bars.append(Bar(f"{capital(group)}: {len(own)} mentioned", pieces, group))
    sentence = f"{capital(' and '.join(shares))} are said to be {rules.USED_IN_THE_END.words}"
    if all(len(heard[group]) < rules.FEWEST_COMPARED for group in shown):
        few = ", ".join(counted(len(heard[group]), _item(group)) for group in shown)
        sentence, details = f"Too few items are mentioned to say what became of them ({few})", []
    claims = frozenset(touching.loc[touching["evidence"].isin(table.index[table["focus"].isin(shown)]), "claim"])
    return OverviewFinding(about, sentence, "; ".join(details), Bars(tuple(bars), "items", whole=True), claims)


def _headed(frames: StudyFrames, groups: Collection[str]) -> list[str]:
    """The two focuses that the study compares; all groups where it compares none."""
    focus = frames.settings.focus
    two = [group for group in groups if group in {focus.in_question, focus.compared_with}]
    return two or list(groups)


def _items(group: str, number: int) -> str:
    return f"{counted(number, _item(group))} mentioned"


def _item(group: str) -> str:
    return "item" if group == ALL_ITEMS else f"{group} item"


def dropped(frames: StudyFrames) -> OverviewFinding:
    """The shares not used at each phase, of the focus in question beside the one compared."""
    about = "where evidence drops out"
    data = dropout_data(frames)
    rows = [bar for bar in data.bars if bar.mentioned]
    if not rows:
        return OverviewFinding(about)
    focus = frames.settings.focus
    at = {(bar.phase, bar.focus): bar for bar in rows}
    shown = _headed(frames, dict.fromkeys(bar.focus for bar in rows))
    at_phases = [(label, [bar for group in shown if (bar := at.get((phase, group)))]) for phase, label in data.phases]
    picture = Dumbbells(
        tuple(
            (label, tuple((bar.focus, not_used(bar), short_rate(bar.not_used, bar.mentioned)) for bar in bars))
            for label, bars in at_phases
            if bars
        )
    )
    said = _signed_claims(frames, shown)

    def of(phase: str, group: str) -> str:
        bar = at[phase, group]
        return rate(bar.not_used, bar.mentioned)

    if focus.in_question and {focus.in_question, focus.compared_with} <= set(shown):
        asked, other = focus.in_question, focus.compared_with
        pairs = [(phase, label) for phase, label in data.phases if (phase, asked) in at and (phase, other) in at]
        if not pairs:
            return OverviewFinding(
                about, f"No phase has both {asked} and {other} items that are mentioned", "", picture, said
            )
        sentence = compared(asked, other, [(label, at[phase, asked], at[phase, other]) for phase, label in pairs])
        detail = "; ".join(f"{label} {of(phase, asked)} against {of(phase, other)}" for phase, label in pairs)
        return OverviewFinding(about, sentence, detail, picture, said)
    heard = [bar.focus for bar in rows]
    first = next((group for group in (focus.in_question, focus.compared_with) if group in heard), heard[0])
    only = [bar for bar in rows if bar.focus == first]
    labels = dict(data.phases)
    items = f"{first} items" if focus.in_question else "items"
    sentence = largest_share(items, [(labels[bar.phase], bar) for bar in only])
    detail = "; ".join(f"{labels[bar.phase]} {of(bar.phase, bar.focus)}" for bar in only)
    return OverviewFinding(about, sentence, detail, picture, said)


def _signed_claims(frames: StudyFrames, groups: Collection[str]) -> frozenset[str]:
    """The claims that say of items of these focuses that they were there or were not, at a phase."""
    rows = evidence_claims(frames)
    own = rows["evidence"].map(focus_of(frames)).isin(groups) | (ALL_ITEMS in groups)
    return frozenset(rows.loc[own & rows["sign"].notna() & rows["phase"].isin(frames.phases), "claim"])


def types(frames: StudyFrames) -> OverviewFinding:
    """Grades of use of types of evidence: how often one focus is graded lower than the other."""
    about = "grades of use of types of evidence"
    focus = frames.settings.focus
    table = type_matrix(frames)
    pairs = table[table["difference"].notna()]
    if not focus.in_question or pairs.empty:
        return OverviewFinding(about)
    lower, higher = int(pairs["difference"].lt(0).sum()), int(pairs["difference"].gt(0).sum())
    asked, other = focus.in_question, focus.compared_with
    sides = {"compared": other, "in_question": asked}
    rows = [
        (
            f"{row['label']}, {row['stage_label']}",
            tuple(
                (word, int(row[f"grade_{side}"]) / HIGHEST_GRADE, f"{int(row[f'grade_{side}'])}")
                for side, word in sides.items()
            ),
        )
        for row in pairs[pairs["difference"].ne(0)]
        .sort_values("difference", key=lambda column: -column.abs(), kind="stable")
        .to_dict("records")
    ]
    sentence = (
        f"{capital(asked)} evidence is graded lower than {other} evidence in {lower} of "
        f"{counted(len(pairs), 'pair')} graded for both, higher in {higher}"
    )
    if len(pairs) < rules.FEWEST_COMPARED:
        sentence = f"Too few pairs ({len(pairs)}) are graded for both {asked} and {other} evidence to compare them"
    detail = f"Grades of use from 0 to {HIGHEST_GRADE}, of types of evidence at a phase, as the study measured them"
    return OverviewFinding(about, sentence, detail, Dumbbells(tuple(rows), HIGHEST_GRADE) if rows else None)


def undone(frames: StudyFrames) -> OverviewFinding:
    """Of which sector most is said not to be done with evidence."""
    about = "who is said not to do what with evidence"
    focus = frames.settings.focus.in_question
    kept = focus_of(frames)
    own = [one for one in deeds(frames) if one.said == NOT_DONE and (not focus or kept[one.item] == focus)]
    if not own:
        return OverviewFinding(about)
    rows = undone_by_sector(own)
    sentence, words = undone_sentence(rows, f"{focus} evidence" if focus else "evidence")
    claims = frames.claims[frames.claims["claim"].isin([one.claim for one in own])]
    detail = f"Claims that something was not done, by the sector that did not do it. {provenance(claims)}"
    bars = tuple(
        Bar(sector_words(name), {"": len(rest)}, claims=frozenset(one.claim for one in rest)) for name, rest in rows
    )
    return OverviewFinding(
        about,
        sentence,
        detail,
        Bars(bars, "claims"),
        frozenset(claims["claim"]),
        {words: bars[0].claims} if words else {},
    )


def why(frames: StudyFrames) -> OverviewFinding:
    """The reason why evidence was not used or not asked for that most sources give."""
    about = "reasons why evidence was not used"
    reasons = loss_reasons(frames, focus_of(frames))
    if reasons.empty:
        return OverviewFinding(about)
    pairs = reasons[["factor", "claims"]].explode("claims").rename(columns={"claims": "claim"}).drop_duplicates()
    ranked = _by_sources(frames, frames.claims.merge(pairs, on="claim"), ["n_sources", "n_claims"])
    first, given = ranked.iloc[0], frozenset(pairs["claim"])
    what = "given as the reason that evidence was not used or not asked for, or mentioned with that,"
    sentence, names = leading(ranked, what, frames.claims["source"].nunique())
    detail = f"{counted(len(ranked), 'factor')} in {counted(len(given), 'claim')}; the bars count sources"
    named = {str(first["label"]): frozenset(first["claims"])} if names else {}
    return OverviewFinding(about, sentence, detail, _of_sources(ranked), given, named)


def power(frames: StudyFrames) -> OverviewFinding:
    """Of those rated on both scales: how many of the powerful are at each end of interest, how many supporters weak."""
    about = "power and interest"
    try:
        data = grid_data(frames)
    except OutputError:
        return OverviewFinding(about)
    up, across = data.scales["power"], data.scales["interest"]
    highest, keenest = len(up) - 1, len(across) - 1
    powerful = [one for one in data.placed if one.power.median == highest]
    keen = [one for one in data.placed if one.interest.median == keenest]
    both = sum(one in keen for one in powerful)
    against = sum(one.interest.median == 0 for one in powerful)
    weak = sum(one.power.median == 0 for one in keen)
    high, low = f"{up[highest]} power", f"{up[0]} power"
    word, other = (f"of {one} interest" if up == across else one for one in (across[keenest], across[0]))
    first, second = f"none has {high}", f"none is {word}"
    if powerful:
        first = f"{len(powerful)} have {high}, {both or 'none'} of them {word} and {against or 'none'} {other}"
        if len(powerful) == 1:
            first = f"1 has {high} and is {word if both else other if against else f'neither {word} nor {other}'}"
    if keen:
        second = f"{len(keen)} are {word}, {weak or 'none'} of them with {low}"
        if len(keen) == 1:
            second = f"1 is {word} and {'has' if weak else 'does not have'} {low}"
    sentence = f"Of {counted(len(data.placed), 'actor')} rated on both scales, {first}; {second}"
    rated = len(data.placed) + sum(data.unplaced.values())
    cells = Counter((one.power.median, one.interest.median) for one in data.placed)
    columns = _places(across, (one.interest.median for one in data.placed))
    rows = tuple(
        (f"{words} power", tuple(cells[row, column] for column in columns))
        for row, words in reversed(_places(up, (one.power.median for one in data.placed)).items())
    )
    detail = f"{counted(rated, 'actor')} rated. {unplaced_words(data)}"
    return OverviewFinding(about, sentence, detail, DotTable(tuple(columns.values()), rows))


def _places(scale: Sequence[str], medians: Iterable[float]) -> dict[float, str]:
    """The places of a scale in words, and those between two words where somebody lies there."""
    return {
        at: scale[int(at)] if float(at).is_integer() else f"{scale[math.floor(at)]} to {scale[math.ceil(at)]}"
        for at in sorted({*map(float, range(len(scale))), *map(float, medians)})
    }


def reported(frames: StudyFrames) -> OverviewFinding:
    """The barrier or enabler that most sources report."""
    about = "barriers and enablers"
    claims = asserting_claims(frames)
    affirming = claims[claims["polarity"].eq(rules.AFFIRMS)]
    if affirming.empty:
        return OverviewFinding(about)
    ranked = _by_sources(frames, affirming, ["n_sources", "n_speakers", "n_claims"])
    first = ranked.iloc[0]
    sentence, names = leading(ranked, "reported", frames.claims["source"].nunique())
    detail = "Sources with a claim that it operates; claims that deny it are not counted here"
    named = {str(first["label"]): frozenset(first["claims"])} if names else {}
    return OverviewFinding(about, sentence, detail, _of_sources(ranked), frozenset(affirming["claim"]), named)


def _by_sources(frames: StudyFrames, claims: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    """Factors with their claims counted, the one that most sources name first."""
    labels = frames.labels("Factor")
    ranked = support(claims, ["factor"])
    ranked["label"] = [labels.get(factor, factor) for factor in ranked["factor"]]
    ranked["last"] = ranked["label"].str.casefold()
    return ranked.sort_values([*order, "last"], ascending=[*[False] * len(order), True], ignore_index=True)


def _of_sources(ranked: pd.DataFrame) -> Bars:
    rows = zip(ranked["label"], ranked["n_sources"], ranked["claims"], strict=True)
    bars = (Bar(str(label), {"": int(sources)}, claims=frozenset(claims)) for label, sources, claims in rows)
    return Bars(tuple(bars), "sources")


def resting(frames: StudyFrames) -> OverviewFinding:
    """How many barriers and enablers rest on one source, or on one of something else."""
    about = "what rests on one source"
    table = rests_on(frames)
    affirmed = table[table["n_claims"].gt(0)]
    if affirmed.empty:
        return OverviewFinding(about)
    held = {flag: affirmed[affirmed[flag].fillna(value=False).astype(bool)] for flag in ALONE}
    alone, of = len(held["one_source"]), len(affirmed)
    noun = "barrier or enabler" if of == 1 else "barriers and enablers"
    sentence = f"{alone} of {of:,} {noun} {'rests' if alone == 1 else 'rest'} on one source"
    if of < rules.FEWEST_COMPARED:
        sentence = f"Too few barriers and enablers ({of}) to say how many rest on one source"
    detail = (
        "Of those that some claim affirms. Sources that retell others are not counted, and one may rest alone on "
        "several things"
    )
    bars = tuple(Bar(words, {"": len(held[flag])}) for flag, words in ALONE.items())
    claims = frozenset(claim for ids in affirmed["claims"] for claim in ids)
    return OverviewFinding(about, sentence, detail, Bars(bars, "barriers and enablers"), claims)


_FINDINGS: tuple[Callable[[StudyFrames], OverviewFinding], ...] = (
    ends,
    dropped,
    types,
    undone,
    why,
    power,
    reported,
    resting,
)
