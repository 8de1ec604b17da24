"""The framework matrix as numbers: claims by source or speaker and code, rows together by kind of source or sector."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from graphmodel.analysis.matrix import chosen_tables, codes_in_order
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.wording import counted
from graphmodel_viz.picture_data.choices import BY_SOURCE, EVERY_THEME
from graphmodel_viz.picture_data.deeds import sector_words, sectors_of
from graphmodel_viz.picture_data.focus_groups import capital, of_choices
from graphmodel_viz.picture_data.number_words import provenance
from graphmodel_viz.words import UNSTATED

NOBODY = ""
"""The row of claims that no speaker is named for."""
SHADES = (1, 2, 4, 8, 16)
"""The least number of claims of each shade, each twice the one before."""


MOST_CODES = 150
"""Codes that a matrix has at most, those of most claims."""


def shade(number: int) -> int:
    """The shade of a cell, from 1; 0 without a claim."""
    return sum(number >= least for least in SHADES)


@dataclass(frozen=True)
class MatrixRow:
    """A source, a speaker, or several: its claims under the codes shown, and how many of them have each code."""

    label: str
    n_claims: int
    cells: Mapping[str, int]


@dataclass(frozen=True)
class MatrixGroup:
    """Rows of one kind of source or one sector; ``all`` counts them together, shown or not, of ``n_rows``.

    The label of ``all`` is empty for the row of claims that no speaker is named for.
    """

    all: MatrixRow
    rows: tuple[MatrixRow, ...]
    n_rows: int


@dataclass(frozen=True)
class MatrixData:
    """A matrix.

    Attributes:
        themes: the codes (id and heading) that are columns, with the label of their theme.
        groups: rows by the names of groups, what has none after them, and last what no speaker is named for.
        all: all rows together.
        label: of the theme, or of all.
        sentence: which code most claims have.
        n_codes, n_used, codes_left_out: codes of the theme, those of them that some claim has, and of these those that
            are not shown.
        provenance: how many claims, sources and speakers.
        n_rows, left_out: all rows, and those that are not shown.
        uncoded: claims that have no code at all.
    """

    themes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    groups: tuple[MatrixGroup, ...]
    all: MatrixRow
    label: str
    sentence: str
    n_codes: int
    n_used: int
    codes_left_out: int
    provenance: str
    n_rows: int
    left_out: int
    uncoded: int


def matrix_data(
    frames: StudyFrames,
    by: str = BY_SOURCE,
    theme: str | None = None,
    focus: str | None = None,
    stage: str | None = None,
    top: int = 0,
) -> MatrixData:
    """Claims by row and code.

    Args:
        frames: the study.
        by: one of :data:`graphmodel_viz.picture_data.choices.MATRIX_ROWS`.
        theme: a theme of the codebook by its number, its label or a piece of it; ``all`` for all themes; None for the
            first of which some claim has a code.
        focus: only claims of this focus.
        stage: only claims at this stage, by its id or a piece of its label; a phase stands for its functions.
        top: the most rows that are shown, those with most claims; 0 for all.

    Raises:
        NotFound: there is no such theme, stage or focus.
        OutputError: the study has no codebook, or no claim has a code of the theme.
    """
    codes = codes_in_order(frames)
    if codes.empty:
        raise OutputError("The study has no codebook, so there is no matrix to draw.")
    codes["head"] = [
        code if label == code or not isinstance(label, str) else f"{code} {label}"
        for code, label in zip(codes["code"], codes["label"], strict=True)
    ]
    every = frames.claims
    known = set(every["codes"].explode().dropna())
    label, themes = _themes(codes, known, theme)
    claims = of_choices(frames, every, focus, stage)
    cells = claims[["claim", by, "codes"]].explode("codes").drop_duplicates(["claim", "codes"])
    cells = cells[cells["codes"].isin([code for _, own in themes for code, _ in own])]
    if cells.empty:
        if not set(claims["codes"].explode().dropna()):
            raise OutputError("No claim has a code, so there is no matrix to draw.")
        raise OutputError(f"No claim has a code of “{label}”, so there is nothing to draw. Choose another theme.")
    cells = cells.assign(row=cells[by].astype(object).where(cells[by].notna(), NOBODY))
    chosen = claims[claims["claim"].isin(cells["claim"])]
    totals: Counter[str] = Counter(cells["codes"])
    used = [code for _, own in themes for code, _ in own if totals[code]]
    all_codes = [code for _, own in themes for code in own]
    kept = set(used if theme == EVERY_THEME or len(all_codes) > MOST_CODES else [code for code, _ in all_codes])
    if len(kept) > MOST_CODES:
        kept = set(sorted(kept, key=lambda code: (-totals[code], code))[:MOST_CODES])
    themes = [(name, own) for name, codes_ in themes if (own := [one for one in codes_ if one[0] in kept])]
    rows = {str(row): _row(frames, by, str(row), own) for row, own in cells.groupby("row")}
    ranked = sorted(rows, key=lambda row: (-rows[row].n_claims, row))
    shown = set(ranked[: top or None])
    return MatrixData(
        tuple((name, tuple(own)) for name, own in themes),
        _groups(frames, by, cells, rows, shown),
        MatrixRow(f"All {by}s", len(chosen), totals),
        label,
        _sentence(all_codes, totals, len(chosen), every=theme == EVERY_THEME),
        len(all_codes),
        len(used),
        len(set(used) - kept),
        provenance(chosen),
        len(rows),
        len(rows) - len(shown),
        int(claims["codes"].map(lambda own: not isinstance(own, list) or not own).sum()),
    )


def _themes(
    codes: pd.DataFrame, known: set[str], theme: str | None
) -> tuple[str, list[tuple[str, list[tuple[str, str]]]]]:
    """The label of what is shown, and its themes with their codes; what has no theme comes last."""
    found = [
        (str(table), _title(own), list(zip(own["code"], own["head"], strict=True)))
        for table, own in codes.groupby("table", sort=False)
    ]
    found.sort(key=lambda one: one[0] == "no_theme")
    if theme == EVERY_THEME:
        label = "all themes" if len(found) > 1 else found[0][1]
        return label, [(title, own) for _, title, own in found]
    if theme is None:
        _, title, own = next((one for one in found if any(code in known for code, _ in one[2])), found[0])
    else:
        (table,) = chosen_tables(codes, theme)
        _, title, own = next(one for one in found if one[0] == table)
    return title, [(title, own)]


def _title(codes: pd.DataFrame) -> str:
    first = codes.iloc[0]
    if not isinstance(first["theme"], str):
        return "all codes" if first["table"] == "matrix" else "codes without a theme"
    words = first["theme_label"]
    return f"{first['theme']} {words}" if isinstance(words, str) else f"theme {first['theme']}"


def _row(frames: StudyFrames, by: str, row: str, cells: pd.DataFrame) -> MatrixRow:
    label = frames.labels("Source" if by == BY_SOURCE else "Actor").get(row, "no speaker named")
    return MatrixRow(label, int(cells["claim"].nunique()), Counter(cells["codes"]))


def _groups(
    frames: StudyFrames, by: str, cells: pd.DataFrame, rows: Mapping[str, MatrixRow], shown: set[str]
) -> tuple[MatrixGroup, ...]:
    kinds = frames.nodes("Source").reindex(columns=["id", "type"]).set_index("id")["type"].dropna()
    of = kinds.to_dict() if by == BY_SOURCE else sectors_of(frames)

    def group(row: str) -> tuple[int, str]:
        name = of.get(row, "")
        return (2, "") if row == NOBODY else (0 if name else 1, name)

    made = []
    for place, name in sorted({group(row) for row in rows}):
        own = sorted(row for row in rows if group(row) == (place, name))
        inside = cells[cells["row"].isin(own)]
        kind = capital(name.replace("_", " ")) or UNSTATED["kind of source"]
        words = kind if by == BY_SOURCE else sector_words(name)
        made.append(
            MatrixGroup(
                MatrixRow("" if place == 2 else words, int(inside["claim"].nunique()), Counter(inside["codes"])),
                tuple(rows[row] for row in own if row in shown),
                len(own),
            )
        )
    return tuple(made)


def _sentence(codes: Sequence[tuple[str, str]], totals: Mapping[str, int], n_claims: int, *, every: bool) -> str:
    """Which code most claims have."""
    number = max(totals.values())
    first, *others = [head for code, head in codes if totals[code] == number]
    if len(codes) == 1:
        return f"“{first}” has {counted(number, 'claim')}"
    what = "coded claims" if every else f"claims of {'their' if others else 'its'} theme"
    if others:
        return (
            f"“{first}” and {counted(len(others), 'other code')} have the most {what}: {number:,} each, of {n_claims:,}"
        )
    return f"“{first}” has the most {what}: {number:,} of {n_claims:,}"
