"""Untidy Excel files: the ways to say yes and no."""

from __future__ import annotations

from pathlib import Path

from clean_sheet import clean, fill, page
from sheet_form import Sheet
from write_files import save


def booleans(folder: Path) -> Sheet:
    """True and false of Excel for yes and no."""
    sheet = clean(
        "booleans.xlsx",
        "Excel's own TRUE and FALSE under True?, a blank cell for the claim that was partly so.",
        doubtful=["A blank cell is an affirmed claim by the model's rule; the coder may have meant unknown."],
    )
    sheet.columns[5].heading = "True?"
    for cells in sheet.rows:
        cells[5] = {"yes": True, "no": False, "partly": None}[cells[5]]
    sheet.polarity = {"True": "affirms", "False": "denies"}
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


def booleans_denied(folder: Path) -> Sheet:
    """A column that is true where a claim denies."""
    sheet = clean(
        "booleans_denied.xlsx",
        "TRUE and FALSE under Denied?, where TRUE means that the claim denies; the other way round than in most "
        "sheets.",
        doubtful=["A program that does not see through the heading must ask, not affirm what is denied."],
        extra={"refuse": "may"},
    )
    sheet.columns[5].heading = "Denied?"
    for cells in sheet.rows:
        cells[5] = cells[5] == "no"
    sheet.polarity = {"True": "denies", "False": "affirms"}
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


def ticks(folder: Path) -> Sheet:
    """Marks instead of words."""
    sheet = clean(
        "ticks.xlsx",
        "Ticks, crosses and ± for yes, no and partly.",
        doubtful=["± may be asked about."],
    )
    marks = {"yes": "✓", "no": "✗", "partly": "±"}
    for cells in sheet.rows:
        cells[5] = marks[cells[5]]
    sheet.rows[1][5] = "✔"
    sheet.rows[7][5] = "✘"
    sheet.polarity = {"✓": "affirms", "✔": "affirms", "✗": "denies", "✘": "denies", "±": "mixed"}
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


def many_answers(folder: Path) -> Sheet:
    """Every sort of answer to a question of yes or no."""
    sheet = clean(
        "many_answers.xlsx",
        "Answers as people give them: y, Yes!, agree, disagree, did not, never, sometimes, yes and no, not sure, n/a, "
        "a dash, a question mark.",
        doubtful=[
            "Answers that are neither yes nor no (not sure, n/a, -, ?) must not become a denial: a program asks, leaves"
            " the claim out and says so, or takes the model's value for an empty cell.",
        ],
        left_out={"incomplete": [0, 1, 2, 3, 4]},
        extra={"refuse": "may"},
    )
    open_answer = ["affirms", "mixed", None]
    answers = {
        "y": "affirms",
        "Yes!": "affirms",
        "agree": "affirms",
        "disagree": "denies",
        "did not": ["denies", None],
        "never": ["denies", None],
        "sometimes": ["mixed", None],
        "yes and no": ["mixed", None],
        "not sure": open_answer,
        "n/a": open_answer,
        "-": open_answer,
        "?": open_answer,
    }
    for row, (cells, (answer, polarity)) in enumerate(zip(sheet.rows, answers.items(), strict=True), 2):
        cells[5] = answer
        sheet.overrides[row] = {"polarity": polarity} | ({"optional": True} if row > 9 else {})
    sheet.polarity |= dict.fromkeys(answers, "affirms")
    book, at = page()
    fill(at, sheet)
    save(book, folder / sheet.file)
    return sheet


FILES = [many_answers, booleans, booleans_denied, ticks]
