"""The tables of chains of claims."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd

from graphmodel.analysis.counting import SUPPORT, support, with_support

ALONG, AGAINST = "along", "against"
_STEP = ["from_id", "to_id"]
_OF_CLAIM = ["claim", "subject", "subject_label", "predicate", "object", "object_label", "polarity", "certainty"]
_OF_CLAIM += ["speaker", "source", "summary", "locator"]
_STEPS = ["chain", "step", "from_id", "from_label", "from_kind", "to_id", "to_label", "to_kind"]
_STEPS += [ALONG, AGAINST, "affirms", "denies", "mixed", "normative", *SUPPORT]
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
    ought = claims["certainty"].eq("normative")
    counts = {way: claims["direction"].eq(way) for way in (ALONG, AGAINST)}
    counts |= {word: ~ought & claims["polarity"].eq(word) for word in ("affirms", "denies", "mixed")}
    counts["normative"] = ought
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
