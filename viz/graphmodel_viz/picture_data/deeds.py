"""Who does what with evidence: what claims say that stakeholders do with it, do in part, or do not do."""

import re
from dataclasses import dataclass

from graphmodel.frames.evidence import EVIDENCE
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from graphmodel_viz.picture_data.focus_groups import capital

DONE, IN_PART, NOT_DONE = ("done", "in part", "not done")
"""How a claim says it."""


@dataclass(frozen=True)
class Deed:
    """Something that a claim says somebody does with evidence, or does not do: the claim, sector, item and deed."""

    claim: str
    sector: str
    item: str
    deed: str
    said: str


def deeds(frames: StudyFrames) -> list[Deed]:
    """What stakeholders are said to do with evidence, by the rules; claims of what ought to be are left out."""
    sectors = _sectors(frames)
    items = set(frames.nodes(EVIDENCE)["id"])
    deed_of = {verb: deed for deed, verbs in rules.DEEDS.items() for verb in verbs} | rules.UNDONE
    plainly = {rules.AFFIRMS: DONE, rules.DENIES: NOT_DONE}
    never = {rules.AFFIRMS: NOT_DONE, rules.DENIES: DONE}
    made = []
    for row in frames.claims.to_dict("records"):
        item = next((end for end in (row["object"], row["about"]) if end in items), None)
        verb = row["acts_as"]
        if item is None or verb not in deed_of or row["subject"] not in sectors or row["certainty"] == rules.NORMATIVE:
            continue
        said = (never if verb in rules.UNDONE else plainly).get(row["polarity"], IN_PART)
        made.append(Deed(row["claim"], sectors[row["subject"]], item, deed_of[verb], said))
    return made


def _sectors(frames: StudyFrames) -> dict[str, str]:
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
    return capital(upper) if sector else "Sector not known"
