"""The figures there are, and what a user may choose of each; light, for help texts."""

import re
from dataclasses import dataclass
from typing import Literal

from graphmodel.problems import NotFound, OutputError, shown
from graphmodel.wording import Message, Option
from graphmodel_viz.picture_data.choices import MATRIX_ROWS, RESTING_ON, WHOSE


@dataclass(frozen=True)
class FigureKind:
    """What a figure shows, in a few words, and its choices besides width, grey and dpi."""

    shows: str
    choices: tuple[str, ...]


FigureName = Literal[
    "journeys",
    "dropout",
    "types",
    "map",
    "flows",
    "power-interest",
    "barriers",
    "deeds",
    "causes",
    "story",
    "when",
    "contested",
    "brokers",
    "dependence",
    "matrix",
    "sites",
]
FIGURES: dict[str, FigureKind] = {
    "journeys": FigureKind("how far each evidence item is used, one row per item", ("focus", "across", "top")),
    "dropout": FigureKind("what is used at each phase, and what is not, for each focus", ("focus",)),
    "types": FigureKind("types of evidence by stage, with the grade of use in each cell", ("focus", "stage", "top")),
    "map": FigureKind(
        "the stakeholder map, by sector or free, or one stakeholder with its partners",
        ("focus", "ties", "layout", "around", "top"),
    ),
    "flows": FigureKind("who gives which evidence, who takes it, and where it is held back", ("focus", "top")),
    "power-interest": FigureKind("stakeholders by rated power and interest", ("top",)),
    "barriers": FigureKind("barriers and enablers by level, and side by side by sources", ("focus", "stage", "top")),
    "deeds": FigureKind("who does what with evidence, by sector", ("focus",)),
    "causes": FigureKind("what leads to what: factors as claims link them", ("focus", "stage", "top")),
    "story": FigureKind("one evidence item or workstream as a story, its claims by phase", ("item", "focus", "top")),
    "when": FigureKind("what has a date, on one timeline: claims, evidence, reorganisations", ("focus", "top")),
    "contested": FigureKind("who affirms and who denies, by sector", ("whose", "focus", "stage", "top")),
    "brokers": FigureKind("who is said to be tied to one partner alone", ("focus", "top")),
    "dependence": FigureKind("which evidence rests on one source, actor or speaker", ("resting_on", "focus", "top")),
    "matrix": FigureKind(
        "the framework matrix: claims by source or speaker and code", ("rows", "theme", "focus", "stage", "top")
    ),
    "sites": FigureKind("sites side by side: verdicts on findings, and evidence used there", ("focus", "top")),
}
"""By the name that users type; each is drawn by ``draw`` of the module of that name beside this one."""
ENDINGS = (".svg", ".pdf", ".png")
WIDTHS_MM: dict[str, float] = {"single": 85.0, "double": 180.0, "a4": 190.0, "a3": 400.0}
"""Millimetres of a journal's column and page, of A4 upright and of A3 across; paper less 10 mm at each side."""
HEIGHTS_MM: dict[str, float] = {"a4": 277.0, "a3": 277.0}
"""What fits on such paper in height."""
PAGE_MM = 235.0
"""What fits on another page in height; a taller figure says so in its caption."""
WIDEST_MM = 400.0
NARROWEST_MM = 80.0
"""Between them, where text has its usual size; larger text needs as much more room."""
NARROW_MM = 130.0
"""Below it, pictures are laid out for a column."""
TEXT_POINTS = 7.0
"""The usual size of the smallest text; headings are a point and a half larger."""
WALL_POINTS = {"a3": 10.0}
"""The usual size on paper that people stand before."""
TEXT_SIZES = (5.0, 36.0)
CHOICES = (
    "focus", "across", "stage", "ties", "layout", "around", "top", "item", "whose", "resting_on", "rows", "theme",
)  # fmt: skip
"""Choices that some figures take."""
LAYOUTS = ("sectors", "free")
"""Layouts of the map."""
_WORDS = {
    "across": ("Columns are by", ("phase", "stage")),
    "layout": ("The map is laid out by", LAYOUTS),
    "whose": ("Views are those of a", WHOSE),
    "resting_on": ("Evidence rests on one", RESTING_ON),
    "rows": ("Rows are by", MATRIX_ROWS),
}
"""Choices among words, with how a message begins that lists them."""
LOOKS = ("width", "text", "font", "colours", "grey", "numbers", "dpi")
"""Choices that every figure takes."""
DPI = range(72, 1201)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
NUMBERS = {"en": ",", "de": ".", "fr": "\u202f"}
"""Languages of numbers, with what stands between thousands."""
SIZES = {"A4": 1.0, "A3": 2**0.5, "A1": 2 * 2**0.5}
"""Sizes of the paper of a poster, with how much larger all is than on A4."""


@dataclass(frozen=True)
class FigureOptions:
    """Choices of one figure.

    Attributes:
        width: ``single`` (85 mm), ``double`` (180 mm), ``a4`` (190 mm), ``a3`` (400 mm), or millimetres.
        grey: no colour at all; shapes, dashes and hatches set marks apart as they do in colour.
        dpi: dots per inch of a PNG.
        focus: only evidence, or claims, of this focus.
        across: columns of the journeys: ``phase`` or ``stage``.
        stage: only this stage; a phase stands for all its functions where claims are counted.
        ties: the kind of tie that the map shows; *claim* where none is named.
        layout: of the map: ``sectors`` or ``free``; None for sectors where the study names two.
        around: the stakeholder that the map shows with its partners, by id or name.
        top: the most rows or labels to show; 0 for all.
        text: size of the smallest text in points; headings, lines and marks grow with it. None: 7, and 10 on A3.
        font: the name of a font of this machine, or a font file; DejaVu Sans has the letters that it lacks.
        colours: of the groups in their order, as ``#RRGGBB``; further groups have the usual ones.
        numbers: the language that numbers are written in: ``en`` (1,500), ``de`` (1.500) or ``fr`` (1 500).
        item: the evidence item or workstream of a story; the item that most claims touch where none is named.
        whose: the views that are contested: of each ``sector``, ``holder``, ``organisation`` or ``speaker``.
        resting_on: on one of what evidence may rest: ``source``, ``actor`` or ``speaker``.
        rows: of the matrix: ``source`` or ``speaker``.
        theme: of the matrix, by its number, its label or a piece of it, or ``all``; the first with claims where none is
            named.
    """

    width: str | float = "double"
    grey: bool = False
    dpi: int = 300
    focus: str | None = None
    across: str | None = None
    stage: str | None = None
    ties: str | None = None
    layout: str | None = None
    around: str | None = None
    top: int | None = None
    text: float | None = None
    font: str | None = None
    colours: tuple[str, ...] = ()
    numbers: str = "en"
    item: str | None = None
    whose: str | None = None
    resting_on: str | None = None
    rows: str | None = None
    theme: str | None = None

    @property
    def _named(self) -> str:
        return str(self.width).lower()

    @property
    def points(self) -> float:
        """Size of the smallest text."""
        return WALL_POINTS.get(self._named, TEXT_POINTS) if self.text is None else self.text

    @property
    def zoom(self) -> float:
        """How much larger than usual everything is drawn."""
        return self.points / TEXT_POINTS

    @property
    def millimetres(self) -> float:
        """How wide the figure is; not a number where the width is none."""
        named = WIDTHS_MM.get(self._named)
        try:
            return float(self.width) if named is None else named
        except ValueError:
            return float("nan")

    @property
    def page_mm(self) -> float:
        """How high it may be to fit on its paper."""
        return HEIGHTS_MM.get(self._named, PAGE_MM)

    @property
    def page(self) -> str:
        """What its paper is called."""
        return f"a sheet of {self._named.upper()}" if self._named in HEIGHTS_MM else "a page"

    @property
    def span(self) -> Literal["single", "double"]:
        """For a column or for a page."""
        return "single" if self.millimetres / self.zoom < NARROW_MM else "double"

    def checked(self, figure: str) -> "FigureOptions":
        """The same, if every choice applies to the figure.

        Raises:
            NotFound: there is no such width or kind of column.
            OutputError: the figure does not take a choice, or a number is out of bounds.
        """
        self._check_looks()
        for choice, (said, words) in _WORDS.items():
            if (word := getattr(self, choice)) not in {None, *words}:
                raise NotFound(f"{said} {' or '.join(words)}, not {shown(str(word))}.", words)
        if self.dpi not in DPI:
            raise OutputError(
                f"{self.dpi} dots per inch cannot be drawn. Choose {DPI[0]} to {DPI[-1]}.", by_caller=True
            )
        if self.top is not None and self.top < 0:
            raise OutputError(Message("{} is the number of rows to show, or 0 for all.", Option("top")), by_caller=True)
        taken = FIGURES[figure].choices
        for choice in CHOICES:
            if getattr(self, choice) is not None and choice not in taken:
                options = [Option(name, python=name) for name in (choice, *taken, *LOOKS)]
                takes = ", ".join(["{}"] * (len(options) - 1))
                raise OutputError(
                    Message("The figure {} has no option {}. It takes: " + takes + ".", figure, *options),
                    by_caller=True,
                )
        if self.item is not None and self.focus is not None:
            raise OutputError(Message("Choose {} or {}.", Option("item"), Option("focus")), by_caller=True)
        return self

    def _check_looks(self) -> None:
        """Refuse sizes and colours that cannot be drawn."""
        smallest, largest = TEXT_SIZES
        if not smallest <= self.points <= largest:
            message = Message("{} is between {} and {} points.", Option("text"), f"{smallest:g}", f"{largest:g}")
            raise OutputError(message, by_caller=True)
        least = NARROWEST_MM * self.zoom
        if not least <= self.millimetres <= WIDEST_MM:
            known = ", ".join(WIDTHS_MM)
            raise NotFound(
                f"A figure with text of {self.points:g} points is {least:.0f} to {WIDEST_MM:.0f} mm wide, not "
                f"{shown(str(self.width))}. Choose one of {known}, or millimetres.",
                WIDTHS_MM,
            )
        if wrong := [colour for colour in self.colours if not _COLOUR.fullmatch(colour)]:
            raise OutputError(
                Message("{} is not a colour. Write colours as #RRGGBB, such as #D55E00.", shown(wrong[0])),
                by_caller=True,
            )
        if self.colours and self.grey:
            raise OutputError(Message("Choose {} or {}.", Option("grey"), Option("colours")), by_caller=True)
        if self.numbers not in NUMBERS:
            raise NotFound(
                f"Numbers are not written in {self.numbers!r}. Choose one of: {', '.join(NUMBERS)}.", NUMBERS
            )
