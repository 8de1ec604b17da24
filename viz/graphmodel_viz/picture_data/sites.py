"""Sites side by side, as the page has them: the verdicts of each, and what claims that name it say of evidence."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from graphmodel.analysis.triangulate import AGREEMENTS, DISAGREE, EVERYWHERE, VERDICTS, verdicts_per_factor
from graphmodel.frames.evidence import EVIDENCE, NOT_STATED, focus_of, site_states
from graphmodel.frames.factors import is_comparison
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.schema import rules
from graphmodel.wording import counted
from graphmodel_viz.picture_data.focus_groups import focus_groups
from graphmodel_viz.picture_data.number_words import provenance

NONE = "none"
"""Stands for a site that gives no verdict on a finding."""
_NOUNS = {EVIDENCE: "evidence item", "Factor": "factor"}
"""What may be mentioned at a site; roles and people are not named beside one."""
_MOST_NAMED = 2


@dataclass(frozen=True)
class ItemAtSite:
    """An evidence item that claims of a site say was used or not: its mark by these claims alone, and its focus."""

    item: str
    mark: str
    focus: str


@dataclass(frozen=True)
class Site:
    """One site.

    Attributes:
        id, label: the site.
        verdicts: by verdict how many findings have it here; a site may give two on one finding.
        judged: findings on which it has a verdict.
        items: evidence said to be used or not.
        n_claims, n_sources: claims that name it, and their sources.
        apart: claims that are not counted: of the only speaker named there, who would be known by the site.
    """

    id: str
    label: str
    verdicts: dict[str, int]
    judged: int
    items: tuple[ItemAtSite, ...]
    n_claims: int
    n_sources: int
    apart: int


@dataclass(frozen=True)
class JudgedFinding:
    """A finding with a verdict: how the sites stand to it, and the verdicts by site."""

    factor: str
    label: str
    agreement: str
    at: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Mentioned:
    """Things of one kind that claims of sites mention: those of every site by label, and how many of each alone."""

    noun: str
    number: int
    everywhere: tuple[str, ...]
    alone: dict[str, int]

    @property
    def at_one(self) -> int:
        """How many are mentioned in claims of one site only."""
        return sum(self.alone.values())

    @property
    def at_some(self) -> int:
        """How many are mentioned in claims of several sites, but not of all."""
        return self.number - len(self.everywhere) - self.at_one


@dataclass(frozen=True)
class SitesData:
    """Sites that are places by name, comparisons ``between`` them that have a verdict, and findings.

    Findings come by how the sites stand to them, what divides sites first; ``n_claims`` counts all claims of the
    study, and ``behind`` says where those come from that name a site and are counted.
    """

    sites: tuple[Site, ...]
    between: tuple[tuple[str, str], ...]
    findings: tuple[JudgedFinding, ...]
    mentioned: tuple[Mentioned, ...]
    n_claims: int
    behind: str

    @cached_property
    def judged(self) -> int:
        """Findings on which some site that is a place has a verdict."""
        ids = {site.id for site in self.sites}
        return sum(not ids.isdisjoint(finding.at) for finding in self.findings)

    def standing(self, agreement: str) -> int:
        """Findings to which the sites stand so."""
        return sum(finding.agreement == agreement for finding in self.findings)


def sites_data(frames: StudyFrames, focus: str | None = None) -> SitesData:
    """The sites of a study.

    Args:
        frames: the study.
        focus: only evidence items of this focus; verdicts and factors have none.

    Raises:
        NotFound: the study has no such focus.
        OutputError: it has fewer than two sites, or nothing is said of any.
    """
    groups = None if focus is None else focus_groups(frames, focus)
    nodes = frames.nodes("Site")
    comparisons = is_comparison(frames)
    labels = {str(id_): str(label) for id_, label in zip(nodes["id"], nodes["label"], strict=True)}
    places = sorted(set(labels) - comparisons, key=lambda id_: (labels[id_].casefold(), id_))
    if len(places) < 2:
        has = "only one site" if places else "no sites"
        raise OutputError(
            f"The study has {has}, so there is nothing to set side by side. List two or more in the table sites, and "
            "name them in the column site of claims, sources, workstreams or verdicts."
        )
    findings = _findings(frames)
    own = frames.claims[frames.claims["site"].isin(places)]
    alone = _of_only_speakers(own)
    counted_claims = own[~alone]
    mentioned = _mentioned(frames, counted_claims, groups, len(places))
    if not findings and not mentioned:
        raise OutputError(
            "No site has a verdict, and no claim that names one and is counted mentions evidence or a factor, so there "
            "is nothing to draw. Give verdicts in the table verdicts, or name sites in the column site of claims, "
            "sources or workstreams; claims of the only speaker named at a site are not counted."
        )
    items = _said(frames, counted_claims, places, groups)
    verdicts = frames.edges("VERDICT")
    made = []
    for place in places:
        given = verdicts[verdicts["start"].eq(place)]
        here = counted_claims[counted_claims["site"].eq(place)]
        made.append(
            Site(
                place,
                labels[place],
                {word: given.loc[given["verdict"].eq(word), "end"].nunique() for word in VERDICTS},
                given["end"].nunique(),
                tuple(items.get(place, [])),
                len(here),
                here["source"].nunique(),
                int((own["site"].eq(place) & alone).sum()),
            )
        )
    between = sorted(comparisons & set(verdicts["start"]))
    return SitesData(
        tuple(made),
        tuple((id_, labels[id_]) for id_ in between),
        findings,
        tuple(mentioned),
        len(frames.claims),
        provenance(counted_claims),
    )


def _of_only_speakers(claims: pd.DataFrame) -> "pd.Series[bool]":
    """Claims whose speaker is the only one named at their site: beside its name they would say who said so."""
    speakers = claims["site"].map(claims.groupby("site")["speaker"].nunique())
    return claims["speaker"].notna() & speakers.eq(1)


def _findings(frames: StudyFrames) -> tuple[JudgedFinding, ...]:
    """Findings with a verdict, what divides sites first."""
    verdicts = frames.edges("VERDICT")
    given: dict[str, dict[str, set[str]]] = {}
    for site, factor, verdict in zip(verdicts["start"], verdicts["end"], verdicts["verdict"], strict=True):
        given.setdefault(factor, {}).setdefault(site, set()).add(verdict)
    found = []
    for row in verdicts_per_factor(frames)[["factor", "label", "agreement"]].to_dict("records"):
        at = {site: tuple(word for word in VERDICTS if word in said) for site, said in given[row["factor"]].items()}
        found.append(JudgedFinding(row["factor"], row["label"], row["agreement"], at))
    return tuple(sorted(found, key=lambda one: (AGREEMENTS.index(one.agreement), one.label.casefold(), one.factor)))


def _said(
    frames: StudyFrames, claims: pd.DataFrame, places: Sequence[str], groups: Sequence[str] | None
) -> dict[str, list[ItemAtSite]]:
    """Evidence that claims of each site say was used or not, each item with the mark of its state by them."""
    focus = focus_of(frames)
    found: dict[str, list[ItemAtSite]] = {}
    for row in site_states(claims, places).to_dict("records"):
        of = focus[row["evidence"]]
        if groups is None or of in groups:
            mark = rules.MARK_OF_STATE[row["state"], row["generation_only"]]
            found.setdefault(row["site"], []).append(ItemAtSite(row["evidence"], mark, "" if of == NOT_STATED else of))
    return found


def _mentioned(
    frames: StudyFrames, claims: pd.DataFrame, groups: Sequence[str] | None, n_sites: int
) -> list[Mentioned]:
    """What claims of sites mention, as subject, object, reason or what they are about."""
    ends = [claims[["site", end]].set_axis(["site", "id"], axis=1) for end in ("subject", "object", "about", "reason")]
    sites = pd.concat(ends).dropna().groupby("id")["site"].agg(lambda own: sorted(set(own)))
    focus = focus_of(frames)
    found = []
    for kind, noun in _NOUNS.items():
        labels = frames.labels(kind)
        own = {id_: at for id_, at in sites.items() if id_ in labels}
        if kind == EVIDENCE and groups is not None:
            own = {id_: at for id_, at in own.items() if focus[id_] in groups}
        everywhere = sorted((labels[id_] for id_, at in own.items() if len(at) == n_sites), key=_by_name)
        alone = Counter(at[0] for at in own.values() if len(at) == 1)
        if own:
            found.append(Mentioned(noun, len(own), tuple(everywhere), dict(alone)))
    return found


def _by_name(label: str) -> tuple[str, str]:
    return label.casefold(), label


def sites_sentences(data: SitesData) -> list[str]:
    """On how many findings sites disagree, and what is mentioned at all of them: as the page says it.

    Returns:
        One or two sentences; the first is the finding.
    """
    return [words for words in (_verdict_words(data), _mention_words(data)) if words]


def _verdict_words(data: SitesData) -> str:
    if not data.findings:
        return ""
    of = counted(len(data.findings), "finding")
    divided, agreed = data.standing(DISAGREE), data.standing(EVERYWHERE)
    disagree = f"Sites disagree on {divided} of {of}"
    if not divided:
        disagree = f"On none of {of} does one of the {len(data.sites)} sites confirm what another contradicts"
    return f"{disagree}; {f'{all_of(data)} confirm {agreed}' if agreed else f'none is confirmed by {all_of(data)}'}"


def all_of(data: SitesData) -> str:
    """All sites in words."""
    return "both" if len(data.sites) == 2 else f"all {len(data.sites)}"


def _mention_words(data: SitesData) -> str:
    if not data.mentioned:
        return ""
    parts = []
    for one in data.mentioned:
        names = ", ".join(f"“{label}”" for label in one.everywhere[:_MOST_NAMED])
        more = len(one.everywhere) - _MOST_NAMED
        rest = f" and {counted(more, f'more {one.noun}')}" if more > 0 else ""
        parts.append(f"{names}{rest}" if names else f"none of {counted(one.number, one.noun)}")
    once = ", ".join(counted(one.at_one, one.noun) for one in data.mentioned)
    return f"Mentioned in claims of {all_of(data)} sites: {', '.join(parts)}; only of one: {once}"
