"""Finding a node by its id, its label or a piece of either; texts are compared without case and accents."""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.folding import folded
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.schema import KINDS
from graphmodel.suggest import near
from graphmodel.wording import Call, Message

LISTED = 12
"""Candidates that a message lists."""
_PLURALS = {kind.label: kind.plural for kind in KINDS}
_TABLES = {kind.label: kind.table for kind in KINDS}


def find_node(frames: StudyFrames, text: str, kinds: Sequence[str] | None = None) -> str:
    """The id of the node that a user means.

    An exact id comes first, then an exact label, then the only node with the text as a piece
    of label or id. Upper and lower case and accents make no difference but in ids.

    Args:
        frames: the study.
        text: what the user wrote.
        kinds: graph labels to look among, such as ``("Actor", "Organisation")``; all by default.

    Raises:
        NotFound: no node matches (near ones are listed), or several do (they are listed).
    """
    kinds = tuple(kinds or _PLURALS)
    name = text.strip()
    if not name:
        raise NotFound("A name is missing. Give an id, a label or a piece of one.")
    if any((frames.nodes(kind)["id"] == name).any() for kind in kinds):
        return name
    nodes = pd.concat([frames.nodes(kind)[["id", "label"]] for kind in kinds], ignore_index=True)
    labels, ids = folded_texts(nodes["label"].fillna("")), folded_texts(nodes["id"])
    piece = folded(name)
    for matching in ((labels == piece) | (ids == piece), _has(labels, piece) | _has(ids, piece)):
        chosen = nodes[matching]
        if len(chosen) == 1:
            return str(chosen["id"].iloc[0])
        if len(chosen):
            raise _ambiguous(text, chosen)
    raise _none(text, nodes, labels, ids, piece, kinds)


def _has(texts: pd.Series, piece: str) -> pd.Series:
    return texts.str.contains(piece, regex=False)


def _ambiguous(text: str, matching: pd.DataFrame) -> NotFound:
    names = _names(matching.sort_values("id"))
    more = f"\n  and {len(names) - LISTED} more" if len(names) > LISTED else ""
    listed = "".join(f"\n  {name}" for name in names[:LISTED])
    return NotFound(f"{text!r} matches {len(names)} nodes. Give more of the label, or the id:{listed}{more}", names)


def _none(
    text: str, nodes: pd.DataFrame, labels: pd.Series, ids: pd.Series, piece: str, kinds: Sequence[str]
) -> NotFound:
    among = "nodes" if len(kinds) == len(_PLURALS) else " or ".join(_PLURALS[kind] for kind in kinds)
    similar = [*near(piece, dict.fromkeys(ids)), *near(piece, dict.fromkeys(labels), most=5)]
    names = list(dict.fromkeys(name for form in similar for name in _names(nodes[(ids == form) | (labels == form)])))
    if not names:
        tables = dict.fromkeys(_TABLES[kind] for kind in kinds)
        table = next(iter(tables)) if len(tables) == 1 else "TABLE"
        shown = f"study.table({table!r})" if len(tables) == 1 else f"study.table({table})"
        which = "" if len(tables) == 1 else f", where {table} is one of {', '.join(tables)}"
        return NotFound(
            Message(
                "There is nothing like {!r} among the {} of this study. {} lists them{}.",
                text,
                among,
                Call(f"graphmodel table STUDY {table}", shown),
                which,
            )
        )
    listed = "".join(f"\n  {name}" for name in names)
    return NotFound(f"There is no {text!r} among the {among} of this study. Did you mean:{listed}", names)


def _names(nodes: pd.DataFrame) -> list[str]:
    return [f"{id_} ({label})" for id_, label in zip(nodes["id"], nodes["label"], strict=True)]


def folded_texts(texts: pd.Series) -> pd.Series:
    """Texts without case and accents (:func:`~graphmodel.folding.folded`); missing stays missing."""
    cells = pa.array(texts.to_numpy(dtype=object), pa.string(), from_pandas=True)
    other = pc.invert(pc.string_is_ascii(cells))
    spread = pa.array([folded(text) for text in cells.filter(other).to_pylist()], pa.string())
    plain = pc.replace_with_mask(pc.ascii_lower(cells), other, spread)
    return pd.Series(plain.to_pandas(), dtype="str").set_axis(texts.index)
