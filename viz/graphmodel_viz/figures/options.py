"""What a user may choose of a figure."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from graphmodel.problems import NotFound, OutputError
from graphmodel_viz.figures.names import WIDTHS_MM

_TAKEN: dict[str, tuple[str, ...]] = {
    "journeys": ("focus", "across", "top"),
    "dropout": ("focus",),
    "types": ("focus", "stage", "top"),
    "map": ("focus", "tie", "top"),
    "power-interest": ("top",),
    "barriers": ("focus", "stage", "top"),
}
"""The choices that mean something in each view, besides width, grey and dpi."""
DPI = range(72, 1201)


@dataclass(frozen=True)
class FigureOptions:
    """Choices of one figure.

    Attributes:
        width: ``single`` (85 mm) or ``double`` (180 mm).
        grey: no colour at all; shapes, dashes and hatches tell marks apart as they do in colour.
        dpi: dots per inch of a PNG.
        focus: only evidence, or claims, of this focus.
        across: columns of the journeys: ``phase`` or ``stage``.
        stage: only this stage; a phase stands for all its functions where claims are counted.
        tie: the kind of tie that the map shows; *claim* where none is named.
        top: rows or labels that are shown at most; 0 for all.
    """

    width: str = "double"
    grey: bool = False
    dpi: int = 300
    focus: str | None = None
    across: str | None = None
    stage: str | None = None
    tie: str | None = None
    top: int | None = None

    def checked(self, view: str) -> "FigureOptions":
        """The same, if every choice means something in the view.

        Raises:
            NotFound: a width or a kind of column that there is not.
            OutputError: a choice that this view does not take, or a number out of bounds.
        """
        if self.width not in WIDTHS_MM:
            raise NotFound(f"There is no width {self.width!r}. Choose one of: {', '.join(WIDTHS_MM)}.", WIDTHS_MM)
        if self.across not in {None, "phase", "stage"}:
            raise NotFound(f"Columns are phases or stages, not {self.across!r}.", ("phase", "stage"))
        if self.dpi not in DPI:
            raise OutputError(f"{self.dpi} dots per inch cannot be drawn. Choose {DPI[0]} to {DPI[-1]}.")
        if self.top is not None and self.top < 0:
            raise OutputError("--top takes the number of rows to show, or 0 for all.")
        taken = _TAKEN[view]
        for choice in ("focus", "across", "stage", "tie", "top"):
            if getattr(self, choice) is not None and choice not in taken:
                raise OutputError(
                    f"--{choice} means nothing in the view {view}. It takes: "
                    f"{', '.join(f'--{name}' for name in (*taken, 'width', 'grey', 'dpi'))}."
                )
        return self


def options_from(choices: Mapping[str, Any]) -> FigureOptions:
    """Options by their names.

    Raises:
        NotFound: there is no choice of that name.
    """
    known = [field.name for field in fields(FigureOptions)]
    for name in choices:
        if name not in known:
            raise NotFound(f"A figure has no choice {name!r}. It has: {', '.join(known)}.", known)
    return FigureOptions(**choices)
