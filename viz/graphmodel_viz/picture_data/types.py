"""The measured grades of use: types of evidence by stage, for the focuses side by side."""

from dataclasses import dataclass

import pandas as pd

from graphmodel.frames.find import find_node
from graphmodel.frames.measured_use import type_matrix
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel_viz.picture_data.focus_groups import focus_groups


@dataclass(frozen=True)
class Cell:
    """One grade.

    ``cell`` is *graded*, *at least* (``grade`` is the least that a remark shows), *unknown*, or *no cell* where
    the table has no such row.
    """

    grade: int | None
    cell: str
    inferred: bool


@dataclass(frozen=True)
class TypesData:
    """Rows are types, columns stages; every cell has a grade for each side.

    ``sides`` are the focuses in their order (empty text: the study compares none). ``left_out``
    counts types that are not shown, those with the fewest graded cells. ``lower``, ``higher`` and ``pairs`` count
    the pairs shown that are graded on both sides, by the side in question against the other.
    """

    types: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, str], ...]
    sides: tuple[str, ...]
    cells: dict[tuple[str, str, str], Cell]
    left_out: int
    lower: int
    higher: int
    pairs: int

    def count(self, cell: str, side: str | None = None, *, inferred: bool = False) -> int:
        """Cells that are *graded*, *at least*, *unknown* or *no cell*, all or of one side; only inferred ones."""
        ours = [one for (*_, of), one in self.cells.items() if side is None or of == side]
        return sum(one.cell == cell and (one.inferred or not inferred) for one in ours)


def types_data(
    frames: StudyFrames, focus: str | None = None, stage: str | None = None, top: int | None = None
) -> TypesData:
    """The matrix of a study.

    Args:
        frames: the study.
        focus: only this side.
        stage: only this stage, by its id or a piece of its label.
        top: types shown, those with most graded cells; 0 or None for all.

    Raises:
        NotFound: there is no such stage or focus.
        OutputError: the study has no measured use, or none of what was asked for.
    """
    matrix = type_matrix(frames)
    if matrix.empty:
        raise OutputError("The study has no table evidence_use, so there are no grades of use to draw.")
    named = frames.settings.focus
    sides = {"in_question": named.in_question, "compared": named.compared_with}
    if not named.in_question:
        sides = {"in_question": ""}
    if focus is not None:
        focus_groups(frames, focus)  # names the focuses there are if this is none
        sides = {side: word for side, word in sides.items() if word == focus}
        if not sides:
            raise OutputError(
                f"Use is graded for {named.in_question} and {named.compared_with} alone, not for {focus}.",
                by_caller=True,
            )
    if stage is not None:
        chosen = find_node(frames, stage, kinds=("Stage",))
        matrix = matrix[matrix["stage"] == chosen]
        if matrix.empty:
            at = frames.labels("Stage")[chosen]
            raise OutputError(f"The table evidence_use has no grades at {at}.", by_caller=True)
    graded = pd.concat([matrix.assign(graded=matrix[f"cell_{side}"].eq("graded")) for side in sides])
    order = graded.groupby("evidence_type")["graded"].sum().to_dict()
    types = list(dict.fromkeys(zip(matrix["evidence_type"], matrix["label"], strict=True)))
    kept = sorted(types, key=lambda one: -order[one[0]])[: top or None]
    shown = tuple(one for one in types if one in kept)
    cells = {}
    for row in matrix.to_dict("records"):
        for side, word in sides.items():
            cell, inferred = row[f"cell_{side}"], row[f"inferred_{side}"]
            grade = row[f"at_least_{side}" if cell == "at least" else f"grade_{side}"]
            cells[row["evidence_type"], row["stage"], word] = Cell(
                None if pd.isna(grade) else int(grade),
                cell,
                not pd.isna(inferred) and bool(inferred),
            )
    names = {type_ for type_, _ in shown}
    difference = matrix.loc[matrix["evidence_type"].isin(names), "difference"].dropna()
    difference = difference if len(sides) > 1 else difference.head(0)
    return TypesData(
        shown,
        tuple(dict.fromkeys(zip(matrix["stage"], matrix["stage_label"], strict=True))),
        tuple(sides.values()),
        {key: cell for key, cell in cells.items() if key[0] in names},
        len(types) - len(shown),
        int(difference.lt(0).sum()),
        int(difference.gt(0).sum()),
        len(difference),
    )
