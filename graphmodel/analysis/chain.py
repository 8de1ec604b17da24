"""The shortest chains of claims between two nodes of any kind."""

from itertools import pairwise

import pandas as pd

from graphmodel.analysis.chain_tables import chains_table, claims_table, steps_table
from graphmodel.analysis.find import find_node
from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.network import Network
from graphmodel.analysis.network_shortest import Shortest, shortest_paths
from graphmodel.problems import NotFound, QuestionError
from graphmodel.results import Result
from graphmodel.schema import KINDS
from graphmodel.wording import counted

LIMIT = 10
"""Chains that are listed where the user does not say how many."""


def chain(
    frames: StudyFrames, start: str, end: str, *, normative: bool = True, denied: bool = True, limit: int = LIMIT
) -> Result:
    """How two nodes hang together: the shortest chains of claims between them.

    A claim joins its subject and its object, whichever way it points; which way is shown. Parallel
    claims make one step and are all listed.

    Args:
        frames: the study.
        start: a node of any kind, by its id or a piece of its label.
        end: another.
        normative: take claims of what ought to be as links.
        denied: take claims that deny as links.
        limit: list at most this many chains; all are counted.

    Returns:
        ``chains``: ``chain`` (number), ``n_steps``, ``in_words`` (labels, with arrows the way that claims
        point; struck through where no claim says that it is so), ``nodes`` (ids), ``labels``,
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
        NotFound: a name fits no node or several, or both names the same one.
        QuestionError: ``limit`` is less than 1.
    """
    if limit < 1:
        raise QuestionError("List at least one chain (limit).")
    ends = [find_node(frames, name) for name in (start, end)]
    if ends[0] == ends[1]:
        raise NotFound(f"Both names mean {ends[0]}. Name two different nodes.", ends[:1])
    labels, kinds = _names(frames)
    links = _links(frames.claims, normative, denied)
    network = Network.of(links)
    found = _shortest(network, ends, limit)
    paths = [[network.nodes[at] for at in path] for path in found.paths]
    pairs = sorted({pair for path in paths for pair in pairwise(path)})
    behind = claims_table(pairs, links, labels)
    steps = steps_table(paths, behind, labels, kinds)
    tables = {"chains": chains_table(paths, steps, behind, labels), "steps": steps, "claims": behind}
    counts, notes = _words(found, [f"{labels[end]} ({end})" for end in ends], limit)
    if found.length < 0:
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


def _words(found: Shortest, ends: list[str], limit: int) -> tuple[str, list[str]]:
    if found.length < 0:
        return f"No chain of claims joins {ends[0]} and {ends[1]}.", []
    are = "is" if found.number == 1 else "are"
    counts = (
        f"Between {ends[0]} and {ends[1]} there {are} {counted(found.number, 'shortest chain')} of "
        f"{counted(found.length, 'step')}. A step is one claim or several between the same two nodes, "
        "whichever way they point. A chain of claims is what is told, by whomever; it is no path of influence."
    )
    if found.number > limit:
        return counts, [f"Listed are the first {limit:,}, in the order of their ids; --limit lists more."]
    return counts, []


def _why_none(
    frames: StudyFrames, network: Network, ends: list[str], labels: dict[str, str], all_claims: bool
) -> list[str]:
    """What each end hangs together with, and whether claims that were left out would join them."""
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
    return [*said, "That no chain is told does not mean that the two have nothing to do with each other."]
