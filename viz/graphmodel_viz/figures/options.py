"""The figures there are, and what a user may choose of each; light, for help texts."""

from dataclasses import dataclass
from typing import Literal

from graphmodel.problems import NotFound, OutputError
from graphmodel.wording import Message, Option


@dataclass(frozen=True)
class FigureKind:
    """What a figure shows, in a few words, and its choices besides width, grey and dpi."""

    shows: str
    choices: tuple[str, ...]


FigureName = Literal["journeys", "dropout", "types", "map", "power-interest", "barriers"]
FIGURES: dict[str, FigureKind] = {
    "journeys": FigureKind("how far each evidence item is used, one row an item", ("focus", "across", "top")),
    "dropout": FigureKind("what is used at each phase, and what is not, for each focus", ("focus",)),
    "types": FigureKind("types of evidence by stage, with the grade of use in each cell", ("focus", "stage", "top")),
    "map": FigureKind("the stakeholder map", ("focus", "tie", "top")),
    "power-interest": FigureKind("stakeholders by rated power and interest", ("top",)),
    "barriers": FigureKind("barriers and enablers by level", ("focus", "stage", "top")),
}
"""By the name that users type; each is drawn by ``draw`` of the module of that name beside this one."""
ENDINGS = (".svg", ".pdf", ".png")
WIDTHS_MM: dict[str, float] = {"single": 85.0, "double": 180.0}
"""Widths of a journal's column and page, in millimetres."""
DPI = range(72, 1201)
SIZES = {"A4": 1.0, "A3": 2**0.5, "A1": 2 * 2**0.5}
"""Sizes of the paper of a poster, with how much larger all is than on A4."""


@dataclass(frozen=True)
class FigureOptions:
    """Choices of one figure.

    Attributes:
        width: ``single`` (85 mm) or ``double`` (180 mm).
        grey: no colour at all; shapes, dashes and hatches set marks apart as they do in colour.
        dpi: dots per inch of a PNG.
        focus: only evidence, or claims, of this focus.
        across: columns of the journeys: ``phase`` or ``stage``.
        stage: only this stage; a phase stands for all its functions where claims are counted.
        tie: the kind of tie that the map shows; *claim* where none is named.
        top: the most rows or labels to show; 0 for all.
    """

    width: str = "double"
    grey: bool = False
    dpi: int = 300
    focus: str | None = None
    across: str | None = None
    stage: str | None = None
    tie: str | None = None
    top: int | None = None

    def checked(self, figure: str) -> "FigureOptions":
        """The same, if every choice applies to the figure.

        Raises:
            NotFound: there is no such width or kind of column.
            OutputError: the figure does not take a choice, or a number is out of bounds.
        """
        if self.width not in WIDTHS_MM:
            raise NotFound(f"There is no width {self.width!r}. Choose one of: {', '.join(WIDTHS_MM)}.", WIDTHS_MM)
        if self.across not in {None, "phase", "stage"}:
            raise NotFound(f"Columns are phases or stages, not {self.across!r}.", ("phase", "stage"))
        if self.dpi not in DPI:
            raise OutputError(
                f"{self.dpi} dots per inch cannot be drawn. Choose {DPI[0]} to {DPI[-1]}.", by_caller=True
            )
        if self.top is not None and self.top < 0:
            raise OutputError(Message("{} is the number of rows to show, or 0 for all.", Option("top")), by_caller=True)
        taken = FIGURES[figure].choices
        for choice in ("focus", "across", "stage", "tie", "top"):
            if getattr(self, choice) is not None and choice not in taken:
                options = [Option(name, python=name) for name in (choice, *taken, "width", "grey", "dpi")]
                takes = ", ".join(["{}"] * (len(options) - 1))
                raise OutputError(
                    Message("The figure {} has no option {}. It takes: " + takes + ".", figure, *options),
                    by_caller=True,
                )
        return self
