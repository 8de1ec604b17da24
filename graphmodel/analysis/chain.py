"""Trace chains of claims between two nodes.

The two are nodes of any kind, each named by its id or a piece of its label (in quotation marks if
it has spaces). First come the shortest chains that one speaker of one source reports in full, or that lie
within one event, then those by one source, then those put together from several, which nobody reported.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd

from graphmodel.analysis.registry import Node, analysis
from graphmodel.frames.counting import SUPPORT, VERDICTS, support, verdicts, with_support
from graphmodel.frames.reported_chains import Chains, Level, reported_chains
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.measures.cuts import Fewest, fewest_sources, fewest_ties, steps_of
from graphmodel.problems import NotFound, QuestionError
from graphmodel.results import Result
from graphmodel.schema import KINDS
from graphmodel.wording import counted

LIMIT = 10
"""Chains of each sort that are listed by default."""
MOST_LINKS = 50_000
"""In a larger study it is not computed how much must fall before no chain is left."""


@analysis(
    tables=("chains", "steps", "claims", "falls"),
    examples=(
        "graphmodel chain my-copy act.gp ev.bme_strategy",
        "graphmodel chain my-copy act.gp ev.bme_strategy --without-denied --one-source --limit 3",
    ),
)
def chain(
    frames: StudyFrames,
    start: Node,
    end: Node,
    *,
    normative: bool = True,
    denied: bool = True,
    directed: bool = False,
    most_steps: int = 0,
    one_source: bool = False,
    limit: int = LIMIT,
) -> Result:
    """How two nodes are connected: the shortest chains of claims between them, those reported in full first.

    A claim joins its subject and its object, whichever way it points, unless the direction is asked for; which
    way is shown. Parallel claims make one step and are all listed.

    Args:
        frames: the study.
        start: a node of any kind, by its id or a piece of its label.
        end: the node to reach, also of any kind.
        normative: take claims of what ought to be as links.
        denied: take claims that deny as links.
        directed: follow claims from subject to object only (those of a symmetric verb both ways).
        most_steps: leave out chains of more steps than this; 0: of any length.
        one_source: leave out chains put together from several sources.
        limit: list at most this many chains of each sort; all are counted.

    Returns:
        ``chains``: ``chain`` (number), ``reported`` (*whole*: by one source and one named speaker, within one
        event, or by one claim; *by one source*; *stitched*: nobody reported it), ``reported_by`` (ids of those that
        do: a source and a speaker, an event, a claim, or a source), ``n_steps``, ``in_words`` (labels, with arrows
        the way that claims point; struck through if no claim says that it is so), ``nodes`` (ids), ``labels``,
        support columns of all its claims. Of each sort the shortest are listed.
        ``steps``: ``chain``, ``step``, ``from_id``, ``from_label``, ``from_kind``, ``to_id``,
        ``to_label``, ``to_kind``, ``along`` and ``against`` (claims that point from the one to the
        other, and back), ``affirms``, ``denies``, ``mixed`` (claims of what is), ``normative``, support
        columns.
        ``claims``: each claim of the steps once: ``from_id``, ``to_id`` (the step), ``direction``
        (*along* or *against*), ``claim``, ``subject``, ``subject_label``, ``predicate``, ``object``,
        ``object_label``, ``polarity``, ``certainty``, ``speaker``, ``source``, ``summary``, ``locator``.
        ``falls``: how many ``what`` (*claims*, *sources*) must fall before no chain of any length is left:
        ``number``, ``at_least`` (no fewer do; whether so many do is not known), ``ids`` (one set of so many).
        In the order of labels. Without a chain the tables are empty, and a note says why.

    Raises:
        NotFound: a name matches no node or several, or both match the same one.
        QuestionError: ``limit`` is less than 1, or ``most_steps`` less than 0.
    """
    if limit < 1:
        raise QuestionError("List at least one chain (limit).", by_caller=True)
    if most_steps < 0:
        raise QuestionError("A chain has at least one step (most_steps); 0 stands for any length.", by_caller=True)
    ends = [start, end]
    if ends[0] == ends[1]:
        raise NotFound(f"Both names mean {ends[0]}. Name two different nodes.", ends[:1])
    labels, kinds = _names(frames)
    links = _links(frames.claims, normative, denied)
    every = reported_chains(links, (start, end), labels, directed=directed, most=limit)
    levels = [
        level
        for level in every.levels
        if (not most_steps or level.length <= most_steps) and not (one_source and level.stitched)
    ]
    listed = [(level, path) for level in levels for path in level.paths]
    paths = [list(path.nodes) for _, path in listed]
    pairs = sorted({pair for path in paths for pair in pairwise(path)})
    behind = claims_table(pairs, links, labels)
    steps = steps_table(paths, behind, labels, kinds)
    chains = chains_table(paths, steps, behind, labels)
    chains.insert(1, "reported", pd.Series([level.reported for level, _ in listed], dtype="str"))
    chains.insert(2, "reported_by", pd.Series([list(path.by) for _, path in listed], dtype=object))
    falls = _falls(every)
    tables = {"chains": chains, "steps": steps, "claims": behind, "falls": _falls_table(falls)}
    named = [f"{labels[one]} ({one})" for one in ends]
    counts, notes = _words(levels, named, limit)
    if not levels:
        notes += _why_none(frames, every, labels, all_claims=normative and denied and not directed)
    weak = int((steps.drop_duplicates(["from_id", "to_id"])[["affirms", "mixed"]].sum(axis=1) == 0).sum())
    if weak:
        of = "a step" if weak == 1 else f"{weak:,} steps"
        notes.append(
            f"For {of} (struck arrows), no claim says that it is so: those there deny it or say it ought to be."
        )
    notes += _on_falls(falls, len(every.links))
    notes += [
        words
        for words, holds in (
            ("Left out: claims of what ought to be (normative).", not normative),
            ("Left out: claims that deny.", not denied),
            ("Claims are followed from subject to object only.", directed),
            (f"Left out: chains of more than {counted(most_steps, 'step')}.", most_steps),
            ("Left out: chains put together from several sources.", one_source),
        )
        if holds
    ]
    title = f"From {labels[start]} to {labels[end]}"
    return Result("chain", title, counts, tables, tuple(notes))


def _names(frames: StudyFrames) -> tuple[dict[str, str], dict[str, str]]:
    """Label and kind of every node."""
    nodes = pd.concat([frames.nodes(kind.label)[["id", "label", "kind"]] for kind in KINDS], ignore_index=True)
    labels = nodes["label"].fillna(nodes["id"])
    return dict(zip(nodes["id"], labels, strict=True)), dict(zip(nodes["id"], nodes["kind"], strict=True))


def _links(claims: pd.DataFrame, normative: bool, denied: bool) -> pd.DataFrame:
    kept = claims["subject"] != claims["object"]
    if not normative:
        kept &= claims["certainty"].ne("normative")
    if not denied:
        kept &= claims["polarity"].ne("denies")
    return claims[kept]


def _words(levels: Sequence[Level], ends: Sequence[str], limit: int) -> tuple[str, list[str]]:
    if not levels:
        return f"No chain of claims joins {ends[0]} and {ends[1]}.", []
    said = "; ".join(
        f"{'more than ' if level.more else ''}{counted(level.number, 'shortest chain')} of "
        f"{counted(level.length, 'step')} {level.in_words}"
        for level in levels
    )
    counts = (
        f"Between {ends[0]} and {ends[1]}: {said}. A step is one claim or several between the same two nodes. "
        "A chain of claims is what was said; it is not a path of influence."
    )
    if any(level.number > len(level.paths) for level in levels):
        return counts, [f"The first {limit:,} of each sort are listed, in the order of labels; --limit lists more."]
    return counts, []


def _falls(chains: Chains) -> dict[str, Fewest]:
    """How many claims and sources must fall before no chain is left."""
    if not chains.levels or len(chains.links) > MOST_LINKS:
        return {}
    start, end = chains.ends
    by_claim = steps_of(zip(chains.links["a"], chains.links["b"], chains.links["claim"], strict=True))
    by_source = steps_of(zip(chains.links["a"], chains.links["b"], chains.links["source"], strict=True))
    return {"claims": fewest_ties(by_claim, start, end), "sources": fewest_sources(by_source, start, end)}


def _falls_table(falls: Mapping[str, Fewest]) -> pd.DataFrame:
    fewest = list(falls.values())
    return pd.DataFrame(
        {
            "what": pd.Series(list(falls), dtype="str"),
            "number": pd.Series([one.number for one in fewest], dtype="Int64"),
            "at_least": pd.Series([one.at_least for one in fewest], dtype="boolean"),
            "ids": pd.Series([list(one.which) for one in fewest], dtype=object),
        }
    )


def _on_falls(falls: Mapping[str, Fewest], links: int) -> list[str]:
    if falls:
        claims, sources = falls["claims"], falls["sources"]
        least = "at least " if sources.at_least else ""
        return [
            f"No chain of any length is left if {counted(claims.number, 'claim')} that no other stands in for, or "
            f"{least}{counted(sources.number, 'source')}, are taken out (table falls)."
        ]
    if links > MOST_LINKS:
        return [f"How much must fall is not computed: there are more than {MOST_LINKS:,} claims."]
    return []


def _why_none(frames: StudyFrames, chains: Chains, labels: Mapping[str, str], all_claims: bool) -> list[str]:
    """What each end is connected with, and whether what was left out would connect them."""
    said = []
    for end, others in chains.reached.items():
        if others:
            of = counted(others, "other node")
            said.append(f"Claims join {labels[end]} ({end}), directly or through others, to {of}.")
        else:
            said.append(f"No claim joins {labels[end]} ({end}) to anything.")
    if chains.levels:
        shortest = min(level.length for level in chains.levels)
        said.append(f"With the chains that were left out there is one of {counted(shortest, 'step')}.")
    elif not all_claims:
        links = _links(frames.claims, normative=True, denied=True)
        start, end = chains.reached
        whole = reported_chains(links, (start, end), labels, directed=False, most=1)
        lengths = [level.length for level in whole.levels]
        none = f"there is one of {counted(min(lengths), 'step')}" if lengths else "there is none either"
        said.append(f"With the claims that were left out {none}.")
    return [*said, "That no chain was mentioned does not mean that the two have nothing to do with each other."]


ALONG, AGAINST = "along", "against"
_STEP = ["from_id", "to_id"]
_OF_CLAIM = ["claim", "subject", "subject_label", "predicate", "object", "object_label", "polarity", "certainty"]
_OF_CLAIM += ["speaker", "source", "summary", "locator"]
_STEPS = ["chain", "step", "from_id", "from_label", "from_kind", "to_id", "to_label", "to_kind"]
_STEPS += [ALONG, AGAINST, *VERDICTS, *SUPPORT]
_CHAINS = ["chain", "n_steps", "in_words", "nodes", "labels", *SUPPORT]


def claims_table(pairs: Sequence[tuple[str, str]], links: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """All claims between the two nodes of each step, and which way each points."""
    steps = pd.DataFrame(pairs, columns=_STEP, dtype="str")
    ways = {ALONG: ["subject", "object"], AGAINST: ["object", "subject"]}
    rows = pd.concat(
        [steps.merge(links, left_on=_STEP, right_on=ends).assign(direction=way) for way, ends in ways.items()],
        ignore_index=True,
    )
    rows = rows.assign(subject_label=rows["subject"].map(labels), object_label=rows["object"].map(labels))
    rows = rows.astype({"subject_label": "str", "object_label": "str", "direction": "str"})
    return rows.sort_values([*_STEP, "claim"], ignore_index=True)[[*_STEP, "direction", *_OF_CLAIM]]


def steps_table(
    paths: Sequence[Sequence[str]], claims: pd.DataFrame, labels: Mapping[str, str], kinds: Mapping[str, str]
) -> pd.DataFrame:
    """One row for each step of each chain, with how many claims make it."""
    rows = [
        {"chain": number, "step": step, "from_id": a, "to_id": b}
        for number, path in enumerate(paths, start=1)
        for step, (a, b) in enumerate(pairwise(path), start=1)
    ]
    frame = pd.DataFrame(rows, columns=["chain", "step", *_STEP])
    frame = frame.astype({"chain": "Int64", "step": "Int64", "from_id": "str", "to_id": "str"})
    for end in ("from", "to"):
        for what, of in (("label", labels), ("kind", kinds)):
            frame[f"{end}_{what}"] = frame[f"{end}_id"].map(of).astype("str")
    counts = {way: claims["direction"].eq(way) for way in (ALONG, AGAINST)} | verdicts(claims)
    summed = claims[_STEP].assign(**counts).groupby(_STEP)[list(counts)].sum().astype("Int64").reset_index()
    frame = frame.merge(summed, on=_STEP, how="left")
    return with_support(frame, support(claims, _STEP), _STEP)[_STEPS]


def chains_table(
    paths: Sequence[Sequence[str]], steps: pd.DataFrame, claims: pd.DataFrame, labels: Mapping[str, str]
) -> pd.DataFrame:
    """One row for each chain."""
    frame = pd.DataFrame({"chain": pd.Series(range(1, len(paths) + 1), dtype="Int64")})
    frame["n_steps"] = pd.Series([len(path) - 1 for path in paths], dtype="Int64")
    frame["nodes"] = pd.Series([list(path) for path in paths], dtype=object)
    frame["labels"] = pd.Series([[labels[node] for node in path] for path in paths], dtype=object)
    words = [_in_words(of) for _, of in steps.groupby("chain", sort=True)]
    frame["in_words"] = pd.Series(words, dtype="str")
    of_chains = steps[["chain", *_STEP]].merge(claims[[*_STEP, "claim", "source", "speaker"]], on=_STEP)
    return with_support(frame, support(of_chains, ["chain"]), ["chain"])[_CHAINS]


def _in_words(steps: pd.DataFrame) -> str:
    """Labels of a chain with an arrow for each step, the way that its claims point.

    The arrow is struck through where no claim says, wholly or in part, that it is so.
    """
    text = str(steps["from_label"].iloc[0])
    said = steps["affirms"] + steps["mixed"] > 0
    for label, along, against, plain in zip(steps["to_label"], steps[ALONG], steps[AGAINST], said, strict=True):
        arrows = "→←↔" if plain else "↛↚↮"
        text += f" {arrows[2 if along and against else 0 if along else 1]} {label}"
    return text
