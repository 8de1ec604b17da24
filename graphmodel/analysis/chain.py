"""Trace chains of claims between two nodes.

The two are nodes of any kind, each named by its id or a piece of its label (in quotation marks if
it has spaces). The result is the shortest chains. A claim links its subject and its object,
whichever way it points, and all claims of a step are listed.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd

from graphmodel.analysis.registry import Node, analysis
from graphmodel.frames.counting import SUPPORT, VERDICTS, support, verdicts, with_support
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.measures.network import Network, Shortest, shortest_paths
from graphmodel.problems import NotFound, QuestionError
from graphmodel.results import Result
from graphmodel.schema import KINDS
from graphmodel.wording import counted

LIMIT = 10
"""Chains that are listed by default."""


@analysis(
    tables=("chains", "steps", "claims"),
    examples=(
        "graphmodel chain my-copy act.gp ev.bme_strategy",
        "graphmodel chain my-copy act.gp ev.bme_strategy --without-denied --limit 3",
    ),
)
def chain(
    frames: StudyFrames, start: Node, end: Node, *, normative: bool = True, denied: bool = True, limit: int = LIMIT
) -> Result:
    """How two nodes are connected: the shortest chains of claims between them.

    A claim joins its subject and its object, whichever way it points; which way is shown. Parallel
    claims make one step and are all listed.

    Args:
        frames: the study.
        start: a node of any kind, by its id or a piece of its label.
        end: the node to reach, also of any kind.
        normative: take claims of what ought to be as links.
        denied: take claims that deny as links.
        limit: list at most this many chains; all are counted.

    Returns:
        ``chains``: ``chain`` (number), ``n_steps``, ``in_words`` (labels, with arrows the way that claims
        point; struck through if no claim says that it is so), ``nodes`` (ids), ``labels``,
        support columns of all its claims.
        ``steps``: ``chain``, ``step``, ``from_id``, ``from_label``, ``from_kind``, ``to_id``,
        ``to_label``, ``to_kind``, ``along`` and ``against`` (claims that point from the one to the
        other, and back), ``affirms``, ``denies``, ``mixed`` (claims of what is), ``normative``, support
        columns.
        ``claims``: each claim of the steps once: ``from_id``, ``to_id`` (the step), ``direction``
        (*along* or *against*), ``claim``, ``subject``, ``subject_label``, ``predicate``, ``object``,
        ``object_label``, ``polarity``, ``certainty``, ``speaker``, ``source``, ``summary``, ``locator``.
        By ids of nodes, so that the same study gives the same order. Without a chain the tables are
        empty, and a note says why.

    Raises:
        NotFound: a name matches no node or several, or both match the same one.
        QuestionError: ``limit`` is less than 1.
    """
    if limit < 1:
        raise QuestionError("List at least one chain (limit).", by_caller=True)
    ends = [start, end]
    if ends[0] == ends[1]:
        raise NotFound(f"Both names mean {ends[0]}. Name two different nodes.", ends[:1])
    labels, kinds = _names(frames)
    links = _links(frames.claims, normative, denied)
    network = Network.of(links)
    shortest = _shortest(network, ends, limit)
    paths = [[network.nodes[at] for at in path] for path in shortest.paths]
    pairs = sorted({pair for path in paths for pair in pairwise(path)})
    behind = claims_table(pairs, links, labels)
    steps = steps_table(paths, behind, labels, kinds)
    tables = {"chains": chains_table(paths, steps, behind, labels), "steps": steps, "claims": behind}
    counts, notes = _words(shortest, [f"{labels[end]} ({end})" for end in ends], limit)
    if shortest.length < 0:
        notes += _why_none(frames, network, ends, labels, all_claims=normative and denied)
    else:
        weak = int((steps.drop_duplicates(["from_id", "to_id"])[["affirms", "mixed"]].sum(axis=1) == 0).sum())
        if weak:
            of = "a step" if weak == 1 else f"{weak:,} steps"
            notes.append(
                f"No claim says that it is so of {of} (struck arrows): those there are deny it or say it ought to be."
            )
    if not normative:
        notes.append("Left out: claims of what ought to be (normative).")
    if not denied:
        notes.append("Left out: claims that deny.")
    title = f"From {labels[ends[0]]} to {labels[ends[1]]}"
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
    rows = claims[kept]
    return rows.assign(start=rows["subject"], end=rows["object"])


def _shortest(network: Network, ends: list[str], limit: int) -> Shortest:
    place = {node: at for at, node in enumerate(network.nodes)}
    if any(end not in place for end in ends):
        return Shortest(-1, 0, ())
    return shortest_paths(network, place[ends[0]], place[ends[1]], limit)


def _words(shortest: Shortest, ends: list[str], limit: int) -> tuple[str, list[str]]:
    if shortest.length < 0:
        return f"No chain of claims joins {ends[0]} and {ends[1]}.", []
    are = "is" if shortest.number == 1 else "are"
    counts = (
        f"Between {ends[0]} and {ends[1]} there {are} {counted(shortest.number, 'shortest chain')} of "
        f"{counted(shortest.length, 'step')}. A step is one claim or several between the same two nodes, "
        "whichever way they point. A chain of claims is what was said, by anyone; it is not a path of influence."
    )
    if shortest.number > limit:
        return counts, [f"Listed are the first {limit:,}, in the order of their ids; --limit lists more."]
    return counts, []


def _why_none(
    frames: StudyFrames, network: Network, ends: list[str], labels: dict[str, str], all_claims: bool
) -> list[str]:
    """What each end is connected with, and whether claims that were left out would connect them."""
    size = {network.nodes[at]: len(part) for part in network.components for at in part}
    said = []
    for end in ends:
        if end in size:
            others = counted(size[end] - 1, "other node")
            said.append(f"Claims join {labels[end]} ({end}), directly or through others, to {others}.")
        else:
            said.append(f"No claim joins {labels[end]} ({end}) to anything.")
    if not all_claims:
        whole = _shortest(Network.of(_links(frames.claims, normative=True, denied=True)), ends, 1)
        none = "there is none either" if whole.length < 0 else f"there is one of {counted(whole.length, 'step')}"
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
