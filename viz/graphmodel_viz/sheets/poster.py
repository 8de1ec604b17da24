"""A poster: what a study found on one sheet, for a wall or a handout, set by typst.

It goes to people outside the team, so the rules of tools hold (:mod:`graphmodel.tools.gate`): no person is named, and
what rests on fewer than three voices is left out.
"""

import datetime as dt
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from graphmodel.frames.how_coded import how_coded
from graphmodel.frames.item_journeys import step_notes
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.output.files import replacing
from graphmodel.problems import NotFound, OutputError
from graphmodel.progress import Progress, Silent
from graphmodel.schema import rules
from graphmodel.tools.gate import FEWEST, Gate
from graphmodel_viz.figures import file_of
from graphmodel_viz.figures.options import DPI, SIZES
from graphmodel_viz.picture_data.focus_groups import capital
from graphmodel_viz.picture_data.number_words import percent, provenance
from graphmodel_viz.picture_data.overview import Bars, DotTable, Dumbbells, OverviewFinding, overview_findings
from graphmodel_viz.sheets.texts import plain
from graphmodel_viz.sheets.typesetting import set_picture, set_within
from graphmodel_viz.signs import SIGNS

_FONTS = ("DejaVu Sans", "Libertinus Serif")
_LARGEST, _SMALLEST, _TINY = 11.0, 8.0, 4.0
"""Points of the text on A4. The smallest is tried with fewer rows before anything smaller is."""
_ROWS = (6, 5, 4, 3)
"""The most rows of a picture."""
_STANDING_OF_END = {rules.USED_IN_THE_END.name: rules.USED, rules.STOPPED_BEFORE_USE.name: rules.NOT_USED}
"""Ends that look like what items are at a phase, where their names differ."""
_LONGEST = 110
"""Characters of a label, from which on it is shortened."""


@dataclass(frozen=True)
class WrittenPoster:
    """A poster that was written: its file, the sentences on it, and what it leaves out and why."""

    path: Path
    findings: tuple[str, ...]
    left_out: tuple[str, ...]


def write_poster(
    frames: StudyFrames,
    target: Path,
    *,
    size: str = "A4",
    dpi: int = 150,
    version: str = "",
    today: dt.date | None = None,
    progress: Progress | None = None,
) -> WrittenPoster:
    """Write the poster of a study.

    Args:
        frames: the study.
        target: the file; it ends in ``.pdf``, ``.png`` or ``.svg``.
        size: one of :data:`SIZES`.
        dpi: dots per inch of a PNG.
        version: of graphmodel, for the line that says where the poster is from.
        today: the date on it.
        progress: receives how far it is.

    Raises:
        NotFound: there is no such size.
        OutputError: the study has nothing to say, or the file cannot be written.
    """
    checked(target, size, dpi)
    shown = progress or Silent()
    shown.begin("Laying out the poster", 3)
    sheet = _Sheet(frames, version, today or dt.date.today())
    if not sheet.findings:
        raise OutputError(" ".join(["There is nothing for a poster.", *sheet.left_out, *sheet.slices]))
    shown.reach(1)
    made, content = _fitted(sheet, size)
    shown.reach(2)
    form = target.suffix.lower()[1:]
    if form != "pdf":
        made = set_picture("poster.typ", content, form, dpi)
    if form == "svg":
        made = _described(made, content)
    with replacing(target) as work:
        work.write_bytes(made)
    shown.reach(3)
    return WrittenPoster(target, tuple(one.sentence for one in sheet.findings), tuple(sheet.left_out))


def checked(file: Path, size: str, dpi: int) -> Path:
    """The path of a poster's file, where there is such a poster.

    Raises:
        NotFound: there is no such size.
        OutputError: posters do not end so, or cannot have so many dots.
    """
    if size not in SIZES:
        raise NotFound(f"There is no size {size!r}. Choose one of: {', '.join(SIZES)}.", SIZES)
    if dpi not in DPI:
        raise OutputError(f"{dpi} dots per inch cannot be drawn. Choose {DPI[0]} to {DPI[-1]}.", by_caller=True)
    return file_of(file, "posters")


class _Sheet:
    """What stands on the poster, whatever its size."""

    def __init__(self, frames: StudyFrames, version: str, today: dt.date) -> None:
        self._frames = frames
        self._gate = Gate(frames)
        everything = overview_findings(frames)
        silent = [one.about for one in everything if not one.sentence]
        self.findings = [one for one in everything if one.sentence and self._may_be_shown(one)]
        few = [one.about for one in everything if one.sentence and one not in self.findings]
        self.left_out = [
            f"Left out, because {why}: {', '.join(names)}."
            for why, names in (
                ("the study says nothing of it", silent),
                (f"fewer than {_few()} voices stand behind it", few),
            )
            if names
        ]
        settings = frames.settings
        self.title = self._text(settings.title)
        self.slices = self._gate.without_sites_beside_roles(self._text(one) for one in settings.slices)
        self.source = self._text(
            f"Source: {settings.title} (study {settings.id}). Made with graphmodel {version} on {today.day} "
            f"{today:%B %Y}."
        )

    def _may_be_shown(self, one: OverviewFinding) -> bool:
        behind = [one.claims, *one.named.values()]
        return all(self._gate.has_voices(ids) for ids in behind if ids) and self._names_nobody(one.sentence)

    def _names_nobody(self, text: str) -> bool:
        return self._gate.without_persons(text) == text

    def _text(self, text: str) -> str:
        """Text of the study as it may be printed: nobody named, no word longer than a column."""
        return re.sub(r"(\S{24})(?=\S)", "\\1\u200b", plain(self._gate.without_persons(text)))

    def content(self, paper: str, points: float, rows: int) -> dict[str, Any]:
        """All of it for the template."""
        settings, scale = self._frames.settings, SIZES[paper]
        findings = [self._finding(one, rows) for one in self.findings]
        beside = [f"{settings.left_out}."] if settings.left_out else []
        return {
            "title": self.title,
            "subtitles": [*self.slices, *map(self._text, beside), self._text(provenance(self._frames.claims)) + "."],
            "description": " ".join(f"{one['sentence']}." for one in findings),
            "language": settings.language[:2].lower(),
            "paper": paper.lower(),
            "scale": scale,
            "size": points * scale,
            "fonts": _FONTS,
            "shapes": {name: sign.shape for name, sign in SIGNS["focus"].items()},
            "across": 2 if len(findings) > 3 else 1,
            "findings": findings,
            "how": {"title": "How to read this", "lines": [*map(self._text, self._how())]},
            "source": self.source,
        }

    def _how(self) -> Iterator[str]:
        claims, sources = self._frames.claims, self._frames.nodes("Source")
        sources = sources[sources["id"].isin(claims["source"])]
        kinds = sources.reindex(columns=["type"])["type"].astype(object).fillna("of a kind that is not stated")
        listed = [f"{capital(str(kind).replace('_', ' '))} {number}" for kind, number in kinds.value_counts().items()]
        yield (
            "Each sentence is computed from what the study holds: claims (what people and papers say, coded one by "
            "one), grades and ratings. Claims are not people."
        )
        yield (
            "Not mentioned is not absent, and unknown is not zero. Claims that contradict each other stand side by "
            f"side: {int(claims['polarity'].eq('denies').sum()):,} of {len(claims):,} deny something."
        )
        if listed:
            yield f"Sources of the study: {', '.join(listed)}."
        yield f"Nobody is named, and no count of claims is shown that rests on fewer than {_few()} voices."
        yield from how_coded(self._frames)
        yield from self._frames.settings.cautions
        yield from step_notes(self._frames)
        yield from self.left_out

    def _finding(self, one: OverviewFinding, rows: int) -> dict[str, Any]:
        picture, note = self._picture(one, rows)
        whole = "of the whole study" if self.slices and not one.claims else ""  # what is measured or rated
        detail = "; ".join(filter(None, (one.detail, note, whole)))
        return {
            "sentence": self._text(one.sentence),
            "detail": self._text(f"{detail.removesuffix('.')}.") if detail else "",
            "picture": picture,
        }

    def _picture(self, one: OverviewFinding, most: int) -> tuple[dict[str, Any], str]:
        """The picture, and what to say of rows that are not in it."""
        picture, note = one.picture, ""
        drawn: dict[str, Any] = {"rows": []}
        if isinstance(picture, Bars):
            drawn, note = self._bars(picture, most)
        elif isinstance(picture, Dumbbells):
            kept = picture.rows[:most]
            note = f"the {len(kept)} widest gaps of {len(picture.rows)}" if len(kept) < len(picture.rows) else ""
            drawn = self._dumbbells(replace(picture, rows=kept))
        elif isinstance(picture, DotTable):
            drawn = self._dots(picture)
        return (drawn if drawn["rows"] else {"kind": "", "alt": "", "legend": []}), note

    def _bars(self, picture: Bars, most: int) -> tuple[dict[str, Any], str]:
        may = [bar for bar in picture.bars if not bar.claims or self._gate.has_voices(bar.claims)]
        may = [bar for bar in may if self._names_nobody(bar.label)]
        kept = may if picture.whole or picture.unit == "barriers and enablers" else may[:most]
        rows = [
            {
                "label": self._label(bar.label),
                "tone": self._tone(bar.focus),
                "strong": bool(bar.focus),
                "pieces": [{"number": number, "fill": _fill(piece)} for piece, number in bar.pieces.items()],
            }
            for bar in kept
        ]
        entries = [
            {"fill": _fill(end.name), "tones": tones, "label": end.words}
            for end in rules.ENDS
            if (tones := list(dict.fromkeys(self._tone(bar.focus) for bar in kept if bar.pieces.get(end.name))))
        ]
        alt = "; ".join(f"{bar.label}: {_pieces(bar.pieces)}" for bar in kept)
        note = f"shown: {len(kept)} of {len(picture.bars)}" if len(kept) < len(picture.bars) else ""
        if note and len(kept) == len(may):
            note += f", those with at least {_few()} voices"
        return {
            "kind": "bars",
            "alt": self._text(alt),
            "legend": entries if picture.whole else [],
            "rows": rows,
            "whole": picture.whole,
            "most": max((sum(bar.pieces.values()) for bar in kept), default=1) or 1,
        }, note

    def _dumbbells(self, picture: Dumbbells) -> dict[str, Any]:
        most = max(0.1, *(share for _, points in picture.rows for _, share, _ in points))
        end = 1.0 if picture.highest else min(1.0, math.ceil(most * 10) / 10)
        focuses = dict.fromkeys(focus for _, points in picture.rows for focus, _, _ in points)
        rows = [
            {
                "label": self._label(label),
                "points": [
                    {"at": share / end, "tone": self._tone(focus), "words": words}
                    for focus, share, words in sorted(points, key=lambda point: point[1])
                ],
            }
            for label, points in picture.rows
        ]
        alt = "; ".join(
            f"{label}: {', '.join(f'{focus} {words}' for focus, _, words in points)}" for label, points in picture.rows
        )
        entries = [
            {"fill": "sign", "tones": [self._tone(focus)], "label": self._text(capital(focus))} for focus in focuses
        ]
        return {
            "kind": "dumbbells", "alt": self._text(alt), "legend": entries, "rows": rows,
            "ends": ["0", str(picture.highest) if picture.highest else percent(end)],
        }  # fmt: skip

    def _dots(self, picture: DotTable) -> dict[str, Any]:
        rows = [{"label": self._text(label), "cells": cells} for label, cells in picture.rows]
        alt = "; ".join(
            f"{label}: {', '.join(f'{number} {word}' for word, number in zip(picture.columns, cells, strict=True))}"
            for label, cells in picture.rows
        )
        return {
            "kind": "dots", "alt": alt, "legend": [], "columns": picture.columns, "rows": rows, "nobody": "none",
        }  # fmt: skip

    def _label(self, text: str) -> str:
        return self._text(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…")

    def _tone(self, focus: str) -> str:
        """The name of a focus's colour, as on the page."""
        named = self._frames.settings.focus
        tones = {named.in_question: "asked", named.compared_with: "compared"} if named.in_question else {}
        return tones.get(focus, "other") if focus else "plain"


def _fill(piece: str) -> str:
    """What a piece of a bar is filled with, by the table of signs; of a bar that is not divided, nothing is said."""
    sign = SIGNS["standing"].get(_STANDING_OF_END.get(piece, piece), SIGNS["number"]["of a study"])
    return sign.hatch or ("ink" if sign.colour == "ink" else sign.fill)


def _pieces(pieces: dict[str, int]) -> str:
    words = {end.name: end.words for end in rules.ENDS}
    return ", ".join(f"{number} {words[piece]}" if piece in words else str(number) for piece, number in pieces.items())


def _few() -> str:
    return {3: "three"}.get(FEWEST, str(FEWEST))


def _fitted(sheet: _Sheet, paper: str) -> tuple[bytes, dict[str, Any]]:
    """The poster as a PDF of one page, in the largest type with which it fits; and what was set."""
    tried: dict[str, Any] = {}
    rows = _ROWS[0]

    def content(points: float) -> dict[str, Any]:
        tried.update(sheet.content(paper, points, rows))
        return tried

    for rows in _ROWS:
        made, pages = set_within("poster.typ", content, _LARGEST, _TINY if rows == _ROWS[-1] else _SMALLEST, 1)
        if pages == 1:
            break
    return made, tried


def _described(made: bytes, content: dict[str, Any]) -> bytes:
    """A picture whose title and findings a screen reader finds as its first children."""
    title, said = (escape(content[name], quote=False) for name in ("title", "description"))
    text = made.decode("utf-8")
    return re.sub(
        r"<svg ([^>]*)>",
        lambda tag: f'<svg role="img" {tag[1]}><title>{title}</title><desc>{said}</desc>',
        text,
        count=1,
    ).encode("utf-8")
