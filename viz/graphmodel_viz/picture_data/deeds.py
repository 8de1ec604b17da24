"""Who does what with evidence: what claims say that stakeholders do with it, do in part, or do not do."""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphmodel.frames.evidence import EVIDENCE
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from graphmodel.wording import counted, is_or_are
from graphmodel_viz.picture_data.focus_groups import capital
from graphmodel_viz.picture_data.number_words import rate
from graphmodel_viz.words import UNSTATED

DONE, IN_PART, NOT_DONE = ("done", "in part", "not done")
"""How a claim says it."""


@dataclass(frozen=True)
class Deed:
    """Something that a claim says somebody does with evidence, or does not do.

    Attributes:
        claim: its id.
        sector: of who acts; empty where the study names none.
        item: the evidence; empty where the claim names none.
        deed: one of :data:`graphmodel.schema.rules.DEEDS`.
        said: :data:`DONE`, :data:`IN_PART` or :data:`NOT_DONE`.
        who: the actor or organisation.
    """

    claim: str
    sector: str
    item: str
    deed: str
    said: str
    who: str


def deeds(frames: StudyFrames) -> list[Deed]:
    """What stakeholders are said to do with evidence, by the rules; claims of what ought to be are left out."""
    sectors = sectors_of(frames)
    items = set(frames.nodes(EVIDENCE)["id"])
    made = []
    for row in frames.claims.to_dict("records"):
        item = next((end for end in (row["object"], row["about"]) if end in items), None)
        one = deed_said(row)
        if item is not None and one is not None and row["subject"] in sectors:
            made.append(Deed(row["claim"], sectors[row["subject"]], item, *one, row["subject"]))
    return made


_DEED_OF = {verb: deed for deed, verbs in rules.DEEDS.items() for verb in verbs} | rules.UNDONE
_PLAINLY = {rules.AFFIRMS: DONE, rules.DENIES: NOT_DONE}
_NEVER = {rules.AFFIRMS: NOT_DONE, rules.DENIES: DONE}


def deed_said(claim: Mapping[Hashable, Any]) -> tuple[str, str] | None:
    """What a claim says is done, and whether it is; None where it says no deed, or only what ought to be."""
    verb = claim["acts_as"]
    if verb not in _DEED_OF or claim["certainty"] == rules.NORMATIVE:
        return None
    return _DEED_OF[verb], (_NEVER if verb in rules.UNDONE else _PLAINLY).get(claim["polarity"], IN_PART)


def by_sector(own: Sequence[Deed]) -> dict[str, list[Deed]]:
    """Deeds by the sector that does them, those of which most claims speak first; the unknown one last."""
    groups: dict[str, list[Deed]] = {}
    for one in own:
        groups.setdefault(one.sector, []).append(one)
    ranked = sorted(groups.items(), key=lambda pair: (not pair[0], -len(pair[1]), pair[0].casefold()))
    return dict(ranked)


def undone_by_sector(own: Sequence[Deed]) -> list[tuple[str, list[Deed]]]:
    """What is said not to be done, by the sector that does not do it, most claims first."""
    groups = by_sector([one for one in own if one.said == NOT_DONE])
    return sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0] == "", pair[0].casefold()))


def undone_sentence(rows: Sequence[tuple[str, Sequence[Deed]]], evidence: str) -> tuple[str, str]:
    """Of which sector most is said not to be done.

    Args:
        rows: what :func:`undone_by_sector` gives; not empty.
        evidence: such as ``rural evidence``.

    Returns:
        The sentence, and the words for the sector in it; empty where several have as many.
    """
    sector, most = rows[0]
    words, alike = sector_words(sector), sum(len(rest) == len(most) for _, rest in rows)
    whom = whom_words(sector) if alike == 1 else f"each of {alike} sectors"
    undone = sum(len(rest) for _, rest in rows)
    if undone < rules.FEWEST_COMPARED:
        few = f"Too few claims ({undone}) say that something was not done with {evidence} to say by which sector"
        return few, ""
    claims = counted(undone, "claim")
    sentence = (
        f"{len(most)} of {claims} that something was not done with {evidence} {is_or_are(len(most))} about {whom}"
    )
    return sentence, words if alike == 1 else ""


def beside_undone(own: Sequence[Deed]) -> str:
    """How much of what is said to be done is about the sector of which most is not; empty where none leads alone."""
    first, *others = undone_by_sector(own) or [("", [])]
    sector, most = first
    done = [one for one in own if one.said != NOT_DONE]
    if len(most) + sum(len(rest) for _, rest in others) < rules.FEWEST_COMPARED:
        return ""
    if not sector or not done or any(len(rest) == len(most) for _, rest in others):
        return ""
    same = sum(one.sector == sector for one in done)
    share = rate(same, len(done))
    return f"Of claims that something was done, wholly or in part, {share} {is_or_are(same)} about the same sector"


def whom_words(sector: str) -> str:
    """A sector inside a sentence."""
    words = sector_words(sector)
    named = words if re.match(r"[A-Z]{2}", words) else words[:1].lower() + words[1:]
    return f"one sector: {named}" if sector else "stakeholders whose sector is not known"


def sectors_of(frames: StudyFrames) -> dict[str, str]:
    """The sector of each actor and organisation: the type of its organisation; empty where the study names none."""
    organisations, actors = frames.nodes("Organisation"), frames.nodes("Actor")
    types = organisations.reindex(columns=["type"])["type"].astype(object).fillna("")
    of = dict(zip(organisations["id"], types, strict=True))
    belongs = actors.reindex(columns=["organisation"])["organisation"]
    return {**of, **{actor: of.get(own, "") for actor, own in zip(actors["id"], belongs, strict=True)}}


def sector_words(sector: str) -> str:
    """A sector in words; a word without a vowel is an abbreviation."""
    spaced = sector.replace("_", " ")
    upper = re.sub(r"\b[^aeiou\s]{2,5}\b", lambda word: word[0].upper(), spaced)
    return capital(upper) if sector else UNSTATED["sector"]
