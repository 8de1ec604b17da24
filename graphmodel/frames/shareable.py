"""What of a study goes into pages and figures that are meant for handing on.

A page holds the columns of the model and no others: an allow-list. A study's own columns (a real name, an
e-mail, a quotation) and the coder's name are in it only if somebody asks for them by name. Whatever is
drawn is drawn from these frames, so what they leave out cannot be in any byte of it.
"""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from graphmodel.frames.codings import HOW_CODED
from graphmodel.frames.own_columns import CLAIM, CODER, columns_named, held_back
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema.layout import CODING_LABEL


def shareable(frames: StudyFrames, with_columns: str | Iterable[str] = ()) -> StudyFrames:
    """The study with the columns of the model alone, without the coder's name.

    Args:
        frames: the study.
        with_columns: further columns to keep: the study's own columns of claims and nodes, and ``coder``, by the
            heading in the table or the name in the graph. A name keeps the column in every table that has
            it; ``sources.quote`` keeps that of one table.

    Raises:
        NotFound: the study has no such column of its own.
    """
    kept = columns_named(frames, [with_columns] if isinstance(with_columns, str) else with_columns)

    def shared(frame: pd.DataFrame, type_: str) -> pd.DataFrame:
        return frame.drop(columns=[name for name in held_back(frame, type_) if (type_, name) not in kept])

    def nodes(label: str) -> pd.DataFrame:
        if label == CODING_LABEL and (CLAIM, CODER) not in kept:
            return frames.nodes(label).head(0)  # who coded what is in every column of it, its id included
        return shared(frames.nodes(label), label)

    def edges(type_: str) -> pd.DataFrame:
        if type_ == CLAIM:
            return shared(frames.claims, CLAIM).rename(columns={"subject": "start", "object": "end"})
        return shared(frames.edges(type_), type_)

    made = replace(frames, read_nodes=nodes, read_edges=edges, _nodes={}, _edges={})
    made.compute_from(HOW_CODED, frames)  # says how many coders there are, and names none
    return made
