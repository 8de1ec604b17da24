"""Workbooks in which a person decides row by row: written, and read back once they are filled."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphmodel.output.to_fill import write_to_fill
from graphmodel.output.written import writing_for
from graphmodel.problems import StudyError
from graphmodel.wording import Call, Message
from graphmodel_loaders import read_study
from graphmodel_loaders.filled import Rows, read_filled

FILL = ("decision", "decided_by", "note")
"""Columns that a person fills."""


@dataclass(frozen=True)
class DecisionWorkbook:
    """A sort of workbook to decide in.

    Args:
        command: the command that writes and reads it.
        mark: the line of the sheet ``about`` with the id of the study, by which such a workbook is known.
        needed: columns that reading needs besides those to fill.
        another: what a spreadsheet says of a decision that is not among the choices.
    """

    command: str
    mark: str
    needed: Collection[str]
    another: str

    def write(
        self,
        study: Path,
        target: Path,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        choices: Sequence[str],
        about: Sequence[tuple[str, str]],
        force: bool,
        inner: Collection[int] = (),
    ) -> int:
        """Write a workbook to fill in.

        Args:
            study: a folder of tables, or a workbook.
            target: the file, ending in .xlsx.
            columns: the columns before those to fill.
            rows: the cells of these columns.
            choices: neighbouring columns whose cells are the choices of their row.
            about: further lines of the sheet ``about``: what, text.
            force: overwrite a file that graphmodel did not write for this study.
            inner: positions of rows that belong to one above them.

        Returns:
            How many rows there are to decide.

        Raises:
            StudyError: there is no study.
            OutputError: the file cannot be written.
        """
        cells = [[*row, *("" for _ in FILL)] for row in rows]
        lines = [(self.mark, read_study(study).settings.id), *about]
        with writing_for(study, force):
            write_to_fill(
                target,
                [*columns, *FILL],
                cells,
                choices=choices,
                fill=FILL,
                about=lines,
                another=self.another,
                inner=inner,
            )
        return len(rows)

    def read(self, study: Path, filled: Path) -> Rows:
        """The rows of a filled workbook, by column.

        Raises:
            StudyError: it is not such a workbook, or it was written for another study.
        """
        rows, about = read_filled(filled)
        if self.mark not in about or (rows and not {*self.needed, *FILL} <= {*rows[0]}):
            raise StudyError(
                Message(
                    "{} is not a workbook to decide in. {} writes one.",
                    filled.name,
                    Call(
                        f"graphmodel {self.command} STUDY -o FILE.xlsx",
                        f"gm.write_{'adjudication' if self.command == 'adjudicate' else self.command}(STUDY, FILE)",
                    ),
                )
            )
        own = read_study(study).settings.id
        if about[self.mark] != own:
            raise StudyError(
                f"{filled.name} was written for another study, {about[self.mark]}; this one is {own}. Nothing was "
                "changed."
            )
        return rows
