"""Which types of evidence are used at which stage: the measured table beside the claims."""

import pandas as pd

from graphmodel.analysis.frames import StudyFrames

_SIDES = ("in_question", "compared")


def type_matrix(frames: StudyFrames) -> pd.DataFrame:
    """Grades of use of each type of evidence at each stage, for the two focuses side by side.

    Args:
        frames: the study; it measures use in the table ``evidence_use``.

    Returns:
        ``evidence_type``, ``label``, ``stage``, ``stage_label``; for each side (``in_question``,
        ``compared``) ``grade_...`` (0 not used, up to 3; missing where unknown), ``told_...``
        (*graded*, *unknown*, or *no cell* where the table has no such row) and ``inferred_...``
        (the cell was inferred); ``difference`` (in question less compared, where both are
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
    sides = [f"{what}_{side}" for side in _SIDES for what in ("grade", "told", "inferred")]
    return grid[["evidence_type", "label", "stage", "stage_label", *sides, "difference", "locators"]]


def _beside(grid: pd.DataFrame, cells: pd.DataFrame, side: str) -> pd.DataFrame:
    named = {"start": "evidence_type", "end": "stage", "frequency": f"grade_{side}", "locator": f"locator_{side}"}
    found = cells[[*named, "alignment"]].rename(columns=named)
    found[f"inferred_{side}"] = found.pop("alignment").eq("inferred").astype("boolean")
    found[f"told_{side}"] = found[f"grade_{side}"].notna().map({True: "graded", False: "unknown"}).astype("str")
    joined = grid.merge(found, how="left", on=["evidence_type", "stage"])
    joined[f"told_{side}"] = joined[f"told_{side}"].fillna("no cell")
    return joined
