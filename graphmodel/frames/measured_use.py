"""Measured use: the table ``evidence_use`` as a matrix of types of evidence by stage, for the two focuses."""

import pandas as pd

from graphmodel.frames.study_frames import StudyFrames

_SIDES = ("in_question", "compared")


def type_matrix(frames: StudyFrames) -> pd.DataFrame:
    """Grades of use of each type of evidence at each stage, for the two focuses side by side.

    Args:
        frames: the study; it measures use in the table ``evidence_use``.

    Returns:
        ``evidence_type``, ``label``, ``stage``, ``stage_label``; for each side (``in_question``,
        ``compared``) ``grade_...`` (0 not used, up to 3; missing where unknown), ``at_least_...`` (least
        grade that a remark shows where the grade is unknown), ``cell_...`` (*graded*, *at least*,
        *unknown*, or *no cell* where the table has no such row) and ``inferred_...``
        (the cell was inferred); ``difference`` (in question minus compared, where both are
        graded) and ``locators``. A study that compares nothing has its grades under
        ``in_question``. Every type is listed at every stage that the table names.
    """
    focus = frames.settings.focus
    used = frames.edges("USED_AT")
    types, stages = frames.nodes("EvidenceType"), frames.stages
    named = stages[stages["id"].isin(used["end"])]
    grid = types[["id", "label"]].merge(named[["id", "label"]], how="cross", suffixes=("", "_stage"))
    grid = grid.rename(columns={"id": "evidence_type", "id_stage": "stage", "label_stage": "stage_label"})
    grid["place"] = range(len(grid))
    for side, word in zip(_SIDES, (focus.in_question, focus.compared_with), strict=True):
        cells = used[used["focus"].eq(word)] if focus.in_question else used[used["end"].notna() & (side == _SIDES[0])]
        grid = _beside(grid, cells, side)
    grid = grid.sort_values("place", ignore_index=True, kind="stable")
    grid["difference"] = grid["grade_in_question"] - grid["grade_compared"]
    pairs = zip(grid["locator_in_question"], grid["locator_compared"], strict=True)
    grid["locators"] = pd.Series(
        ["; ".join(sorted({text for text in pair if isinstance(text, str)})) or None for pair in pairs],
        index=grid.index,
        dtype="str",
    )
    sides = [f"{what}_{side}" for side in _SIDES for what in ("grade", "at_least", "cell", "inferred")]
    return grid[["evidence_type", "label", "stage", "stage_label", *sides, "difference", "locators"]]


def _beside(grid: pd.DataFrame, cells: pd.DataFrame, side: str) -> pd.DataFrame:
    named = {"start": "evidence_type", "end": "stage", "frequency": f"grade_{side}", "locator": f"locator_{side}"}
    named["at_least"] = f"at_least_{side}"
    graded = cells[[*named, "alignment"]].rename(columns=named)
    graded[f"inferred_{side}"] = graded.pop("alignment").eq("inferred").astype("boolean")
    known, some = graded[f"grade_{side}"].notna(), graded[f"at_least_{side}"].notna()
    graded[f"cell_{side}"] = pd.Series("unknown", index=graded.index, dtype="str").mask(some, "at least")
    graded[f"cell_{side}"] = graded[f"cell_{side}"].mask(known, "graded")
    joined = grid.merge(graded, how="left", on=["evidence_type", "stage"])
    joined[f"cell_{side}"] = joined[f"cell_{side}"].fillna("no cell")
    return joined
