"""Where evidence drops out: a band for each focus, with every number below it."""

from math import floor

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import OutputError
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.sheet import Sheet
from graphmodel_viz.figures.style import HEADING, LINE, PALE_GREY, SMALL, TEXT, WHITE, Style
from graphmodel_viz.picture_data.dropout import PARTS, Band, DropoutData, dropout_data
from graphmodel_viz.picture_data.focus_groups import group_title, item_of, listed

_BAND, _BAR = 62.0, 9.0
_WORDS = {
    "used": "used",
    "partly": "partly used",
    "disputed": "disputed",
    "lost": "left out: lost",
    "never taken up": "left out: never taken up",
    "left out again": "left out: again",
    "silent": "not mentioned",
}
_HATCH = {
    "partly": "//////",
    "disputed": "xxxxxx",
    "lost": "\\\\\\\\\\\\",
    "never taken up": "......",
    "left out again": "-----",
}


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the bands."""
    data = dropout_data(frames, options.focus)
    if not data.bands or not data.phases:
        raise OutputError("The study has no evidence items, or no phases, so there is no drop-out to draw.")
    if not data.n_claims:
        raise OutputError("No claim says whether evidence was used at any phase, so there is no drop-out to draw.")
    sheet = Sheet(options.width, Style(options.grey))
    label = 88.0 if sheet.single else 118.0
    step = (sheet.right - sheet.left - label) / len(data.phases)
    centres = [sheet.left + label + step * (index + 0.5) for index in range(len(data.phases))]
    y = sheet.heads([name for _, name in data.phases], centres, step)
    for index, band in enumerate(data.bands):
        y = _band(sheet, band, y, label, centres, step, index, [phase for phase, _ in data.phases])
    return finished(sheet, y + 1, f"Where evidence drops out of {len(data.phases)} phases", *_sentences(frames, data))


def _fill(sheet: Sheet, part: str, colour: str) -> tuple[str, str]:
    """Fill and hatch of a part of a bar."""
    fills = {"used": colour, "partly": sheet.style.tint(colour, 0.35), "silent": PALE_GREY}
    return fills.get(part, WHITE), _HATCH.get(part, "")


def _band(
    sheet: Sheet, band: Band, y: float, label: float, centres: list[float], step: float, index: int, phases: list[str]
) -> float:
    colour = sheet.style.group(index)
    sheet.text(
        sheet.left, y + 5, f"{group_title(band.focus)}: {counted(band.n_items, 'item')} = 100 %",
        size=HEADING, bold=True, room=sheet.right - sheet.left,
    )  # fmt: skip
    top, unit = y + 14, _BAND / band.n_items
    edges = [sheet.left + label * 0.72, *centres]
    sheet.text(edges[0] - _BAR / 2 - 3, top + _BAND / 2, "all items", size=SMALL, align="right")
    sheet.box(edges[0] - _BAR / 2, top, _BAR, _BAND, fill=colour)
    for number, phase in enumerate(phases):
        thick = float(band.kept_on[phase]) * unit
        sheet.ribbon(
            edges[number] + _BAR / 2, top, centres[number] - _BAR / 2, top, thick, fill=sheet.style.tint(colour, 0.22)
        )  # fmt: skip
        if number:
            both = f"{int(band.kept_on[phase])} at both" if step > 60 else str(band.kept_on[phase])
            sheet.text((edges[number] + centres[number]) / 2, top + thick + 6, both, size=SMALL, align="center")
        start = top
        for part in PARTS:
            high = band.count(part, phase) * unit
            if high:
                fill, hatch = _fill(sheet, part, colour)
                sheet.box(centres[number] - _BAR / 2, start, _BAR, high, fill=fill, hatch=hatch, over=3)
            start += high
    return _numbers(sheet, band, top + _BAND + 7, colour, centres, step, phases)


def _numbers(
    sheet: Sheet, band: Band, y: float, colour: str, centres: list[float], step: float, phases: list[str]
) -> float:
    """The table below a band: a row for each part that any band could have."""
    for part in PARTS:
        counts = [band.count(part, phase) for phase in phases]
        if part == "left out again" and not any(counts):
            continue
        fill, hatch = _fill(sheet, part, colour)
        sheet.box(sheet.left, y - 3, 8, 6, fill=fill, hatch=hatch)
        sheet.text(sheet.left + 11, y, _WORDS[part], size=SMALL)
        for centre, phase, count in zip(centres, phases, counts, strict=True):
            number = f"{count} ({floor(100 * count / band.n_items + 0.5)} %)" if step > 38 else str(count)
            alone = int(band.generation_only[phase]) if part == "used" else 0
            number += f", {alone} †" if alone and step > 60 else f" †{alone}" if alone else ""
            sheet.text(centre, y, number, size=SMALL, align="center")
        y += LINE - 0.6
    return y + TEXT


def _sentences(frames: StudyFrames, data: DropoutData) -> list[str]:
    bands = listed([counted(band.n_items, item_of(band.focus)) for band in data.bands])
    sentences = [
        f"Counted are evidence items ({bands}), by what {counted(data.n_claims, 'claim')} from "
        f"{counted(data.n_sources, 'source')} say of them; all items of a focus are 100 %.",
        "Each bar divides them at a phase; the band that runs into it is as thick as the number of items used or "
        "partly used there that were so at the phase before as well (at the first phase: all that are).",
        "Left out means that somebody said so: lost (used or partly used at an earlier phase), or never taken up (no "
        "use mentioned at any earlier phase). Disputed: some say used, others not. Not mentioned: no claim "
        "says that it was used or not; silence is not absence.",
    ]
    if any(int(band.generation_only.sum()) for band in data.bands):
        sentences.append("†: of those used, only said to be produced or obtained, with no mention of use.")
    if data.verdicts:
        focus = frames.settings.focus
        verdicts = "; ".join(f"{phase}: {verdict}" for phase, verdict in data.verdicts)
        sentences.append(f"Use of {focus.in_question} and {focus.compared_with} evidence by source: {verdicts}.")
    return sentences
