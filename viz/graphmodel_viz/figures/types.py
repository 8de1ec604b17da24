"""Types of evidence by stage, the grade printed in each cell."""

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema.vocabularies import HIGHEST_GRADE
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import INK, LINE, MID_GREY, SMALL, TEXT, WHITE, is_dark
from graphmodel_viz.picture_data.focus_groups import capital
from graphmodel_viz.picture_data.types import Cell, TypesData, types_data

_SHADES = {0: 0.0, 1: 0.25, 2: 0.55, 3: 1.0}


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the matrix."""
    data = types_data(frames, options.focus, options.stage, options.top)
    sheet = Sheet(options)
    label = 84.0 if sheet.single else 150.0
    step = (sheet.right - sheet.left - label) / len(data.stages)
    gap = min(6.0, step / 8)
    wide = (step - gap) / len(data.sides)
    y = sheet.heads(
        [name for _, name in data.stages],
        [sheet.left + label + step * (index + 0.5) for index in range(len(data.stages))], step,
    )  # fmt: skip
    if any(data.sides):
        middles = [
            sheet.left + label + step * index + gap / 2 + wide * (turn + 0.5)
            for index in range(len(data.stages))
            for turn in range(len(data.sides))
        ]
        y = _side_heads(sheet, list(zip(middles, data.sides * len(data.stages), strict=True)), y, wide)
    for type_, name in data.types:
        lines = sheet.lines(name, label - 6, 3, size=SMALL)
        high = max(12.0, len(lines) * 8 + 2)
        sheet.block(sheet.left, y + high / 2 - (len(lines) - 1) * 4, lines, size=SMALL)
        for index, (stage, _) in enumerate(data.stages):
            for turn, side in enumerate(data.sides):
                left = sheet.left + label + step * index + gap / 2 + wide * turn
                _cell(sheet, data.cells[type_, stage, side], left, y, wide, high, _place(data, side))
        y += high
    y = _legend(sheet, data, y + 8)
    return finished(sheet, y - 1, _finding(data), *_sentences(data))


def _side_heads(sheet: Sheet, heads: list[tuple[float, str]], y: float, wide: float) -> float:
    """The focuses above their columns, upright where they do not fit across."""
    longest = max(width(sheet.clean(side), SMALL) for _, side in heads)
    if longest < wide:
        for x, side in heads:
            sheet.text(x, y + 3, side, size=SMALL, align="center")
        return y + LINE + 1
    room = min(longest, 60.0)
    for x, side in heads:
        (line,) = sheet.lines(side, room, 1, size=SMALL)
        sheet.upright(x, y + room, line, size=SMALL)
    return y + room + 4


def _place(data: TypesData, side: str) -> int:
    return data.sides.index(side)


def _cell(sheet: Sheet, cell: Cell, x: float, y: float, wide: float, high: float, index: int) -> None:
    fill = WHITE
    if cell.cell == "graded" and cell.grade is not None:
        fill = sheet.style.tint(sheet.style.group(index), _SHADES.get(cell.grade, 1.0))
    sheet.box(x, y, wide, high, fill=fill)
    middle = (x + wide / 2, y + high / 2)
    text = {"graded": str(cell.grade), "at least": f"≥{cell.grade}", "unknown": "?"}.get(cell.cell, "–")
    text += "*" if cell.inferred else ""
    colour = MID_GREY if cell.cell == "no cell" else WHITE if is_dark(fill) else INK
    sheet.text(*middle, text, size=TEXT, align="center", colour=colour)


def _legend(sheet: Sheet, data: TypesData, y: float) -> float:
    entries: list[tuple[Swatch, str]] = []
    words = {grade: str(grade) for grade in range(HIGHEST_GRADE + 1)}
    words |= {0: "0 not used", HIGHEST_GRADE: f"{HIGHEST_GRADE} used most"}
    for grade, meaning in words.items():
        entries.append((_swatch(sheet, [sheet.style.group(index) for index in range(len(data.sides))], grade), meaning))
    for cell, (sign, meaning) in {
        "at least": ("≥", "at least what a remark shows"),
        "unknown": ("?", "unknown"),
    }.items():
        if data.count(cell):
            entries.append((_sign(sheet, sign), meaning))
    if data.count("no cell"):
        entries.append((_sign(sheet, "–"), "no such row"))
    if any(cell.inferred for cell in data.cells.values()):
        entries.append((_sign(sheet, "*"), "inferred, counted separately"))
    return sheet.legend(y, entries)


def _swatch(sheet: Sheet, colours: list[str], grade: int) -> Swatch:
    """A box with a part for each side, shaded as cells of this grade are."""

    def draw(x: float, y: float) -> None:
        part = 8 / len(colours)
        for index, colour in enumerate(colours):
            sheet.box(x - 4 + part * index, y - 3, part, 6, fill=sheet.style.tint(colour, _SHADES[grade]))

    return draw


def _sign(sheet: Sheet, sign: str) -> Swatch:
    def draw(x: float, y: float) -> None:
        sheet.text(x, y, sign, align="center")

    return draw


def _finding(data: TypesData) -> str:
    """What the figure says, of the pairs that are graded on both sides."""
    if len(data.sides) < 2:
        return "Use of types of evidence by stage, as the study grades it"
    asked, other = data.sides
    return (
        f"{capital(asked)} evidence is graded lower than {other} evidence in {data.lower} of the {data.pairs} pairs "
        f"graded for both, higher in {data.higher}"
    )


def _sentences(data: TypesData) -> list[str]:
    compared = f", {' beside '.join(data.sides)} evidence" if any(data.sides) else ""
    sentences = [
        f"Each cell holds the grade of use (0 not used, up to {HIGHEST_GRADE}) in the table evidence_use: "
        f"{counted(len(data.types), 'type')} of evidence by {counted(len(data.stages), 'stage')}{compared}."
    ]
    for side in data.sides:
        cells = sum(of == side for *_, of in data.cells)
        least = data.count("at least", side)
        sentences.append(
            f"{f'{capital(side)}: ' if side else ''}{data.count('graded', side)} of {counted(cells, 'cell')} graded, "
            f"{data.count('graded', side, inferred=True)} of these inferred by the coder (*)"
            + (f"; {least} without a grade, for which a remark shows at least the grade after the ≥" if least else "")
            + f"; {data.count('unknown', side)} unknown (?), which is not zero."
        )
    if data.count("no cell"):
        sentences.append(f"For {counted(data.count('no cell'), 'cell')} (–) the table has no row.")
    if data.left_out:
        sentences.append(f"Left off: {counted(data.left_out, 'type')} with fewer graded cells.")
    return sentences
