"""The framework matrix as a workbook: the claims of each source (or speaker) under each code, with their words."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from graphmodel.analysis.matrix import KINDS, NOBODY, chosen_tables, codes_in_order
from graphmodel.api.words import WordsOfStudy
from graphmodel.output.cells import clean
from graphmodel.results import Result

if TYPE_CHECKING:
    from graphmodel.output.framework_workbook import CellClaim, Framework


def with_framework(study: WordsOfStudy, result: Result, *, rows: Any, theme: Any, quotes: Any) -> Result:
    """A matrix that is written as a framework workbook.

    Args:
        study: the study.
        result: its matrix.
        rows: ``source`` or ``speaker``.
        theme: only this theme.
        quotes: which quotations it has: ``permitted``, ``all`` or ``none``.
    """

    def write(path: Path) -> None:
        from graphmodel.output.framework_workbook import write_framework  # noqa: PLC0415 - a writer loads when it writes

        words = study.words_to_share(quotes)
        lines = [("title", result.title), ("what is counted", result.counts)]
        lines += [("note", note) for note in (*result.notes, *words.lines())]
        lines.append(("cells", "A line for each claim: its summary, then its quotations in quotation marks."))
        lines.append(
            ("read again", "graphmodel import STUDY FILE reads this workbook, with whatever was changed in it.")
        )
        made = _framework(study, words.rows, rows, theme)
        write_framework(replace(made, about=tuple(lines)), path)

    return replace(result, workbook=write)


def _framework(study: WordsOfStudy, words: pd.DataFrame, rows: str, theme: str | None) -> "Framework":
    from graphmodel.output.framework_workbook import Framework, Theme  # noqa: PLC0415

    frames = study.frames
    codes = codes_in_order(frames)
    codes = codes[codes["table"].isin(chosen_tables(codes, theme))].fillna("")
    labels = frames.labels(KINDS[rows])
    cells: dict[tuple[str, str], list[CellClaim]] = defaultdict(list)
    for row, of_claim, said in _said(study, words, rows):
        for code in of_claim:
            cells[row, code].append(said)
    themes = []
    for _, of_theme in codes.groupby("table", sort=False):
        pairs = list(zip(of_theme["code"], of_theme["label"], strict=True))
        held = {row for row, code in cells if code in set(of_theme["code"])}
        ids = sorted(held - {NOBODY}) + ([NOBODY] if NOBODY in held else [])
        first = of_theme.iloc[0]
        title = " ".join(filter(None, (first["theme"], first["theme_label"]))) or "matrix"
        themes.append(Theme(title, pairs, [(row, labels.get(row, NOBODY)) for row in ids], cells))
    return Framework(rows, themes)


def _said(study: WordsOfStudy, words: pd.DataFrame, rows: str) -> "list[tuple[str, list[str], CellClaim]]":
    """For each claim with codes its row, its codes, and what a cell says of it."""
    from graphmodel.output.framework_workbook import CellClaim  # noqa: PLC0415

    quoted: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for claim, text, permission in zip(words["claim"], words["text"], words["permission"], strict=True):
        quoted[claim].append((clean(text), permission))
    claims = study.frames.claims
    columns = (claims[name] for name in ("claim", rows, "codes", "summary", "subject", "predicate", "object"))
    found = []
    for claim, row, codes, summary, *parts in zip(*columns, strict=True):
        if isinstance(codes, list) and codes:
            text = clean(summary) if isinstance(summary, str) and summary.strip() else " ".join(parts)
            found.append((row if isinstance(row, str) else NOBODY, codes, CellClaim(claim, text, tuple(quoted[claim]))))
    return found
