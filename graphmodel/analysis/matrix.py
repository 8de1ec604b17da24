"""Lay out the framework matrix: sources by codes.

Summaries are in the cells. Read across for one source, down for one code (Ritchie and Lewis 2003,
chapter 9). There is a table for each theme of the codebook, after the table of codes. A workbook
(-o matrix.xlsx) is laid out as researchers keep it: a sheet for each theme, with summaries and
quotations in the cells; `graphmodel import` reads it again.
"""

import re
from typing import Literal

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.folding import folded
from graphmodel.frames.counting import SUPPORT, lists, support, with_support
from graphmodel.frames.find import folded_texts
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.results import Result
from graphmodel.wording import Message, Option

NOBODY = "(no speaker)"
"""The row of claims without a speaker."""
KINDS = {"source": "Source", "speaker": "Actor"}


@analysis(
    tables=("codes",),
    examples=("graphmodel matrix my-copy -o matrix.xlsx", "graphmodel matrix my-copy --rows speaker --theme 2"),
)
def matrix(
    frames: StudyFrames,
    *,
    rows: Literal["source", "speaker"] = "source",
    theme: str | None = None,
    quotes: Literal["permitted", "all", "none"] = "permitted",
) -> Result:
    """Lay out claims by source (or speaker) and code, a table for each theme of the codebook.

    Args:
        frames: the study.
        rows: ``source`` or ``speaker``.
        theme: only this theme, by its number, its label or a piece of it.
        quotes: which quotations a workbook has: ``permitted``, ``all`` (for the team alone) or ``none``.

    Returns:
        ``codes``: ``code``, ``label``, ``theme``, ``theme_label``, support columns, in the order of the codebook.

        For each theme a table with the columns ``source`` (or ``speaker``), ``label``, the
        support columns but ``claims``, one column per code of the theme in the order of the
        codebook, named by its number and label, and ``claims``. Cells of codes are lists of
        "claim id: summary". A row that has no claim under a theme is not in its table.

    Raises:
        NotFound: there is no such theme.
        QuestionError: a row is neither a source nor a speaker.
    """
    del quotes  # tables have none; the workbook is written by what is open (see graphmodel.api.framework)
    codes = codes_in_order(frames)
    chosen = chosen_tables(codes, theme)
    cells = _cells(frames, rows)
    labels = frames.labels(KINDS[rows])
    tables = {"codes": _codes_table(frames, codes[codes["table"].isin(chosen)])}
    for name, of_theme in codes[codes["table"].isin(chosen)].groupby("table", sort=False):
        tables[str(name)] = _table(cells.merge(of_theme, on="code"), of_theme, rows, labels)
    claims = frames.claims
    uncoded = int(claims["codes"].map(lambda found: not isinstance(found, list) or not found).sum())
    notes = ["An empty cell says that no claim of the source has the code, not that the source has no view on it."]
    if rows == "speaker":
        notes.append(f"The row {NOBODY} holds the authors' narrative and observations, for which nobody is named.")
    if uncoded:
        notes.append(f"Claims without a code, which are in no table: {uncoded}.")
    empty = [name for name, table in tables.items() if table.empty and name != "codes"]
    if empty:
        notes.append(f"No claim has a code of: {', '.join(empty)}.")
    if not chosen:
        notes.append("The study has no codebook, so there is no matrix.")
    return Result(
        name="matrix",
        title=f"Framework matrix: {rows}s by codes",
        counts=(
            "Cells hold claims, as id and summary; a claim with several codes is in several cells. n_claims counts "
            "each claim once in a row, whatever its codes. Claims are not people: one source may be many interviews."
        ),
        tables=tables,
        notes=tuple(notes),
    )


def codes_in_order(frames: StudyFrames) -> pd.DataFrame:
    """Codes in the order of their numbers: code, column (number and label), theme, theme_label, table."""
    codes = frames.nodes("Code").reindex(columns=["id", "label", "theme", "theme_label"])
    codes = codes.rename(columns={"id": "code"}).astype("str")
    codes["column"] = (codes["code"] + " " + codes["label"].fillna("")).str.strip()
    codes = codes.iloc[sorted(range(len(codes)), key=lambda place: _place(codes["code"].iloc[place]))]
    has_themes = bool(codes["theme"].notna().any())
    codes["table"] = [
        _table_name(theme, label, has_themes) for theme, label in zip(codes["theme"], codes["theme_label"], strict=True)
    ]
    return codes.reset_index(drop=True)


def _codes_table(frames: StudyFrames, codes: pd.DataFrame) -> pd.DataFrame:
    cells = frames.claims[["claim", "source", "speaker", "codes"]].explode("codes").rename(columns={"codes": "code"})
    counts = support(cells.dropna(subset="code").astype({"code": "str"}), ["code"])
    return with_support(codes[["code", "label", "theme", "theme_label"]], counts, ["code"])


def _place(code: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts 1.2 before 1.10, and numbers before words."""
    parts = code.split(".")
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def _table_name(theme: object, label: object, has_themes: bool) -> str:
    if not isinstance(theme, str):
        return "no_theme" if has_themes else "matrix"
    words = f"{theme} {label}" if isinstance(label, str) else f"theme {theme}"
    return re.sub(r"\W+", "_", words.lower()).strip("_")


def chosen_tables(codes: pd.DataFrame, theme: str | None) -> set[str]:
    """Names of the tables of one theme; of all without one.

    Raises:
        NotFound: there is no such theme.
    """
    if theme is None:
        return set(codes["table"])
    wanted = folded(theme.strip())
    numbers, labels = folded_texts(codes["theme"].fillna("")), folded_texts(codes["theme_label"].fillna(""))
    for matches in (numbers == wanted, labels == wanted, labels.str.contains(wanted, regex=False)):
        found = set(codes.loc[matches & codes["theme"].notna(), "table"])
        if len(found) == 1:
            return found
        if found:
            break
    themes = codes.dropna(subset="theme").drop_duplicates("theme")
    names = [
        " ".join([number, *([label] if isinstance(label, str) else [])])
        for number, label in zip(themes["theme"], themes["theme_label"], strict=True)
    ]
    if not names:
        raise NotFound(Message("The codebook of this study has no themes. Leave out {}.", Option("theme")))
    raise NotFound(
        f"{theme!r} is not one theme of this study. Its themes are:" + "".join(f"\n  {n}" for n in names), names
    )


def _cells(frames: StudyFrames, rows: str) -> pd.DataFrame:
    """One row for each claim and code: row, code, claim, source, speaker, text."""
    claims = frames.claims
    cells = claims[["claim", "source", "speaker", "codes"]].assign(
        row=claims[rows].fillna(NOBODY), text=claims["claim"] + ": " + claims["summary"].fillna("")
    )
    return cells.explode("codes").rename(columns={"codes": "code"}).dropna(subset="code").astype({"code": "str"})


def _table(cells: pd.DataFrame, codes: pd.DataFrame, rows: str, labels: dict[str, str]) -> pd.DataFrame:
    ids = sorted(set(cells["row"]) - {NOBODY}) + ([NOBODY] if NOBODY in set(cells["row"]) else [])
    names = [labels.get(row, NOBODY) for row in ids]
    table = pd.DataFrame({"row": pd.Series(ids, dtype="str"), "label": pd.Series(names, dtype="str")})
    table = with_support(table, support(cells, ["row"]), ["row"])
    found = lists(cells.sort_values("claim"), ["code", "row"], "text").to_dict()
    for code, column in zip(codes["code"], codes["column"], strict=True):
        table[column] = pd.Series([found.get((code, row), []) for row in ids], index=table.index, dtype=object)
    return table[["row", "label", *SUPPORT[:-1], *codes["column"], "claims"]].rename(columns={"row": rows})
