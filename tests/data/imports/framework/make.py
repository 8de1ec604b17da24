"""Writes the samples of framework matrices; see README.md."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path
from typing import Any

import xlsxwriter

HERE = Path(__file__).parent


def book(name: str) -> xlsxwriter.Workbook:
    made = xlsxwriter.Workbook(HERE / name)
    made.set_properties({"created": dt.datetime(2020, 1, 1)})
    return made


def fill(sheet: Any, rows: list[list[Any]], first: int = 0) -> None:
    for number, cells in enumerate(rows, first):
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(number, column, cell)


def report() -> None:
    made = book("report.xlsx")
    italic = made.add_format({"italic": True})

    sheet = made.add_worksheet("Theme 2")
    fill(sheet, [["County meals study, framework of the interviews"], ["2. Planning meals"], [None, "About"]])
    sheet.merge_range("B3:D3", "About the interview")
    sheet.merge_range("F3:G3", "Drivers")
    sheet.merge_range("H3:I3", "Barriers")
    fill(
        sheet,
        [
            ["ID", "Role", "Organisation", "Coded by", "2.1", "2.2", "2.3", "2.13", "2.14"],
            [None, None, None, None, "General", "People", "Bodies", "Time", "Money"],
            [
                "KI 1", "Cook", "School A", "AB",
                'Plans each term: "we sit down every August" (p. 3, l. 12-14). Rarely later.',
                "The head asks for it.", "-",
                "Too little of it. “There’s never an hour” [12:34] and “I do it at home” (l. 40)", None,
            ],
            ["KI 2", "Head", "School A", "AB", None, None, None, "n/a", "Cuts every year"],
            ["KI 3", "Councillor", "County", "CD", "No part in it", "Parents who write letters", None, None, None],
            [None, None, None, None, "A text of nobody"],
            ["Total", None, None, None, 2, 2, 0, 1, 1],
            [],
            ["Note: KI 4 withdrew and was taken out of all sheets in the spring of the second year."],
        ],
        3,
    )  # fmt: skip
    sheet.write_rich_string("E7", "Says ", italic, "nobody asks the kitchen", " and leaves it there")
    sheet.merge_range("F7:G7", "Governors and the county both push for fruit")
    sheet.write_comment("E6", "Compare with the diary")
    sheet.write_comment("H4", "Time to plan, not to cook")
    sheet.write_comment("A8", "Second interview on the telephone")
    sheet.write_comment("B6", "Retired since")
    sheet.set_row(7, None, None, {"hidden": True})

    sheet = made.add_worksheet("Theme 5")
    fill(
        sheet,
        [
            ["5. Buying food"],
            ["ID", "Role", "5.1", "5.2", "5.3"],
            [None, None, "General", "Suppliers", "Price"],
            ["KI 1", "Cook", "Buys weekly", "'The farmers' market is closed to us'", None],
            ["KI 2", "Deputy head", "Leaves it to the cook", None, "\n"],
            ["KI-03", "Councillor", "Contracts are let for four years", None, '"Price is all they look at"'],
        ],
    )
    sheet.merge_range("D5:D6", "One wholesaler serves both")
    sheet.set_column("E:E", 20, None, {"hidden": True})

    sheet = made.add_worksheet("Theme 9")
    fill(
        sheet,
        [
            ["9. Waste"],
            ["ID", "9.1"],
            [None, "General"],
            ["KI 2", "Plates come back half full"],
        ],
    )
    sheet.hide()

    fill(made.add_worksheet("Read me"), [["This workbook holds the framework of the county meals study."]])
    fill(
        made.add_worksheet("Codebook"),
        [["Code", "Label", "Theme"], ["2.1", "General", "2"], ["2.2", "People", "2"], ["2.3", "Bodies", "2"]],
    )
    made.close()


def numbers() -> None:
    made = book("numbers.xlsx")
    codes = [1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 1.1, 1.11, 1.12]
    labels = [f"Topic {letter}" for letter in "abcdefghijkl"]
    texts = [f"What is said of topic {letter} here" for letter in "abcdefghijkl"]
    fill(made.add_worksheet("1 Start"), [["Interview", *codes], [None, *labels], ["One", *texts], ["Two", *texts[:3]]])
    fill(
        made.add_worksheet("2 Middle"),
        [
            ["Interview", 2.1, 2.2, 2.2, None],
            [None, "First thing", "Second thing", "Third thing", "Fourth thing"],
            ["One", "Said of the first thing", "Said of the second thing", "Said of the third", "Said of the fourth"],
        ],
    )
    made.close()


def plain_rows() -> list[list[Any]]:
    return [
        [None, None, None, "Barriers", None, "Enablers", None],
        ["Participant", "Job title", "Site", "Time", "Skills", "Leadership", "Networks"],
        ["Alma", "Nurse", "North", 'Too short: "we run all day"', "Learns from others", None, "Meets others monthly"],
        ["Bert", "Manager", "South", None, "Training was cut in the spring", "Backs the team in meetings", None],
        ["Cleo", "Analyst", "South", "Has one day a week for it", None, "=SUM(1;2) was typed as a text", "n.a."],
    ]  # fmt: skip


def plain() -> None:
    made = xlsxwriter.Workbook(HERE / "plain.xlsx", {"strings_to_formulas": False})
    made.set_properties({"created": dt.datetime(2020, 1, 1)})
    fill(made.add_worksheet("Sheet1"), plain_rows())
    made.close()


def labels_with_numbers() -> None:
    made = book("labels_with_numbers.xlsx")
    fill(
        made.add_worksheet("Journeys"),
        [
            ["Case", "8.1 General", "8.2: Coming in", "8.3 – Going out", "Notes"],
            ["A1", "Reports come from the county", "By post and by word of mouth", None, "typed by CD"],
            ["A2", None, "Nobody knows how they come in", "They are filed and never read", None],
        ],
    )
    made.close()


def turned() -> None:
    made = book("turned.xlsx")
    fill(
        made.add_worksheet("Sheet1"),
        [
            ["Theme", "No", "Code", "Int 1", "Int 2", "Int 3"],
            [None, None, "Role", "Cook", "Head", "Councillor"],
            ["Planning", "2.1", "General", "Plans each term", "Leaves it to the cook", None],
            ["Planning", "2.2", "People", None, '"Parents write to us all the time"', "Parents who write letters"],
            ["Buying", "5.1", "General", "Buys weekly from one farm", None, "Contracts run for four years"],
        ],
    )
    made.close()


def marks() -> None:
    rows = [
        ["Interview", "3.1 English", "3.2 Others"],
        ["E1", 'Straight ""and one more"" here', "German „so ist es“ und »so auch«"],
        ["E2", "Single 'and one more' here", "French « c'est ça » en deux mots"],
        ["E3", "Curly “and one more” here", "Only the commissioners' and cooks' views"],
    ]
    text = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows) + "\r\n"
    (HERE / "marks.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())


def nvivo() -> None:
    rows = [
        ["", "A : Barriers", "B : Enablers to use", "C : Journeys\\Coming in"],
        ["1 : Alma", "Has no hour for it in the week", "\n", "By post and by word of mouth"],
        ["2 : Bert", "\n", "A head who reads what is sent", "\n"],
    ]
    made = book("nvivo.xlsx")
    fill(made.add_worksheet("Framework Matrix"), rows)
    made.close()
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows) + "\r\n"
    (HERE / "nvivo.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())


def summary_table() -> None:
    made = book("summary_table.xlsx")
    fill(
        made.add_worksheet("Summary"),
        [
            ["Document", "Everyday life", "Wishes", "Age"],
            ["Interviews\\B01 Jan\nSex: male", "He cycles to work and back again", "More time for the garden", 41],
            ["Interviews\\B02 Ana\nSex: female", "She works at night in a hospital", None, 37],
        ],
    )
    made.close()


def counts() -> None:
    made = book("counts.xlsx")
    fill(made.add_worksheet("Sheet1"), [["", "A : Barriers", "B : Enablers"], ["1 : Alma", 3, 0], ["2 : Bert", 1, 2]])
    made.close()


def other_formats() -> None:
    for ending, name in (("ods", "open_document.ods"), ("xls", "old.xls")):
        command = ["soffice", "--headless", "--convert-to", ending, "--outdir", str(HERE), str(HERE / "plain.xlsx")]
        subprocess.run(command, check=True, capture_output=True)
        (HERE / f"plain.{ending}").rename(HERE / name)


if __name__ == "__main__":
    for make in (report, numbers, plain, labels_with_numbers, turned, marks, nvivo, summary_table, counts):
        make()
    other_formats()
