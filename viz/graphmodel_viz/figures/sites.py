"""Sites side by side: findings by how the sites stand to them, and what each site says, all on one scale."""

from collections import Counter
from collections.abc import Callable, Sequence

from graphmodel.analysis.triangulate import AGREEMENTS, VERDICTS
from graphmodel.frames.evidence import ALL_ITEMS, NOT_STATED
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from graphmodel.wording import counted, is_or_are
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.letters import width
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.shapes import Marker, marker
from graphmodel_viz.figures.sheet import Sheet, Swatch
from graphmodel_viz.figures.style import HAIR, HEADING, INK, LINE, MID_GREY, QUIET, SMALL, hatch
from graphmodel_viz.picture_data.focus_groups import capital, focus_groups
from graphmodel_viz.picture_data.sites import (
    NONE,
    JudgedFinding,
    SitesData,
    all_of,
    sites_data,
    sites_sentences,
)
from graphmodel_viz.words import VERDICT_WORDS

SHOWN = {"single": 20, "double": 30}
"""Findings that are shown where nobody says how many."""
_LABEL = {"single": 100.0, "double": 170.0}
"""Room for the names of findings, at least."""
_UPRIGHT, _NARROWEST, _WIDEST = 45.0, 9.0, 58.0
"""Columns of sites: narrower ones have names that read upwards; still narrower ones are not drawn."""
_HEADS, _SITE = 92.0, 150.0
"""Room for names of sites that read upwards, and for those at the beginning of rows."""
_STEP, _MARK, _BAR, _SIGN, _UNIT = 7.5, 8.5, 5.6, 11.0, 12.0
_MARK_WORDS = {rules.PRODUCED: "produced only", rules.NOT_USED: "left out"}
Piece = tuple[int, int | None]
"""A number, and the place of the focus that it is of; None for none."""


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the findings, then the verdicts and the evidence of each site."""
    data = sites_data(frames, options.focus)
    top = SHOWN[options.span] if options.top is None else options.top
    sheet = Sheet(options)
    groups = [group for group in focus_groups(frames) if group not in {ALL_ITEMS, NOT_STATED}]
    shown = data.findings[: top or None]
    findings = _Findings(sheet, data)
    y = _verdicts(sheet, data, findings.draw(shown)) if data.findings else _mentioned(sheet, data, 0.0)
    y = _evidence(sheet, data, groups, y)
    entries: list[tuple[Swatch, str]] = []
    if shown and not findings.crowded:
        used = {word for one in shown for site, _ in findings.columns for word in one.at.get(site, (NONE,))}
        entries += [(_sign(sheet, _verdict(name)), words) for name, words in VERDICT_WORDS.items() if name in used]
    focuses = {one.focus for site in data.sites for one in site.items}
    entries += [(_piece(sheet, at), group) for at, group in enumerate(groups) if group in focuses]
    y = sheet.legend(y + 4, entries) if entries else y
    return finished(sheet, y - 2, *_sentences(data, len(shown), options, findings.crowded))


class _Findings:
    """Findings down, sites across, the verdict of each in its cell; where sites are too many, how many give which."""

    def __init__(self, sheet: Sheet, data: SitesData) -> None:
        self.sheet, self.data = sheet, data
        self.columns = [*((site.id, site.label) for site in data.sites), *data.between]
        room = sheet.right - sheet.left
        label = _LABEL["single" if sheet.single else "double"]
        self.step = min(_WIDEST, (room - label) / len(self.columns))
        self.crowded = self.step < _NARROWEST
        needed = max((width(sheet.clean(one.label), SMALL) for one in data.findings), default=0.0) + 20
        self.label = label if self.crowded else max(label, min(needed, room - self.step * len(self.columns)))
        self.right = sheet.left + self.label + self.step * len(self.columns)

    def draw(self, shown: Sequence[JudgedFinding]) -> float:
        """Heads and rows by how the sites stand to the findings; returns the ``y`` below."""
        sheet = self.sheet
        table = _counts(sheet, self.data, self.label) if self.crowded else None
        y = table.heads("Findings, by how many sites say what", 5) if table else self._heads()
        for agreement in AGREEMENTS:
            number = self.data.standing(agreement)
            own = [one for one in shown if one.agreement == agreement]
            if not number:
                continue
            left_out = "" if len(own) == number else f", {sheet.number(len(own))} shown" if own else ", not shown"
            words = f"{capital(agreement)}: {sheet.counted(number, 'finding')}{left_out}"
            sheet.text(sheet.left, y + 6, words, size=SMALL, bold=True, room=sheet.right - sheet.left)
            y += 12
            for one in own:
                y = table.row(one.label, self._numbers(one), [], y) if table else self._row(one, y)
            y += 2
        return y + 2

    def _heads(self) -> float:
        sheet = self.sheet
        names = [name for _, name in self.columns]
        if self.step >= _UPRIGHT:
            return sheet.heads(names, [self._centre(place) for place in range(len(names))], self.step, 6)
        most = max(1, min(3, int(self.step // _STEP)))
        texts = [sheet.lines(name, _HEADS, most, size=SMALL) for name in names]
        tall = max(width(line, SMALL) for lines in texts for line in lines) + 5
        for place, lines in enumerate(texts):
            for number, line in enumerate(lines):
                across = self._centre(place) + (number - (len(lines) - 1) / 2) * _STEP
                sheet.upright(across, tall, line, size=SMALL)
        return tall + 4

    def _centre(self, place: int) -> float:
        return self.sheet.left + self.label + self.step * (place + 0.5)

    def _row(self, one: JudgedFinding, y: float) -> float:
        sheet = self.sheet
        lines = sheet.lines(one.label, self.label - 8, 4 if sheet.single else 3, size=SMALL)
        cells = [one.at.get(site) or (NONE,) for site, _ in self.columns]
        # Two verdicts of a site stand side by side where there is room, else below each other.
        beside = all(len(said) * _MARK <= self.step for said in cells)
        high = max(len(lines) * _STEP, (1 if beside else max(map(len, cells))) * _MARK) + 2.5
        sheet.line([sheet.left, self.right], [y, y], colour=MID_GREY, thick=HAIR)
        middle = y + high / 2
        sheet.block(sheet.left + 4, middle - (len(lines) - 1) * _STEP / 2, lines, step=_STEP, size=SMALL)
        for place, said in enumerate(cells):
            for number, verdict in enumerate(said):
                off = (number - (len(said) - 1) / 2) * _MARK
                x, at = (self._centre(place) + off, middle) if beside else (self._centre(place), middle + off)
                _verdict(verdict)(sheet, x, at, INK)
        return y + high

    def _numbers(self, one: JudgedFinding) -> list[list[Piece]]:
        """How many sites that are places give each verdict, or none."""
        said = Counter(word for site in self.data.sites for word in one.at.get(site.id) or (NONE,))
        return [[(said[word], None)] for word in (*VERDICTS, NONE)]


class _Table:
    """Rows of bars with their numbers, in columns that all have one scale.

    Args:
        columns: the sign and the word above each.
        most: the largest number of any cell.
        nouns: what the numbers at the right end of each row count; in a column they stand behind its name.
    """

    def __init__(
        self, sheet: Sheet, columns: Sequence[tuple[Swatch | None, str]], most: int, nouns: Sequence[str], label: float
    ) -> None:
        self.sheet, self.columns, self.nouns = sheet, columns, nouns
        self.label = 0.0 if sheet.single else label
        self.wide = [] if sheet.single else [width(f"{noun}s", SMALL) + 6 for noun in nouns]
        self.step = (sheet.right - sheet.left - self.label - sum(self.wide)) / len(columns)
        self.unit = min(_UNIT, max(0.0, self.step - width(sheet.number(most), SMALL) - 7) / max(1, most))

    def _start(self, place: int) -> float:
        return self.sheet.left + self.label + place * self.step

    def _ends(self) -> list[float]:
        return [self.sheet.right - sum(self.wide[place + 1 :]) for place in range(len(self.wide))]

    def heads(self, heading: str, y: float) -> float:
        """The heading, then signs and words above the columns; returns the ``y`` of the first row."""
        sheet = self.sheet
        for line in sheet.lines(heading, sheet.right - sheet.left, 2, size=HEADING, bold=True):
            sheet.text(sheet.left, y, line, size=HEADING, bold=True)
            y += LINE
        y += 3
        # A sign stands before its word where all have room, else above it.
        signed = any(sign for sign, _ in self.columns)
        beside = signed and all(width(word, SMALL) + _SIGN + 2 <= self.step for _, word in self.columns)
        below = LINE if signed and not beside else 0.0
        words = [sheet.lines(word, self.step - 2, 3, size=SMALL) for _, word in self.columns]
        for place, ((sign, _), lines) in enumerate(zip(self.columns, words, strict=True)):
            if sign:
                sign(self._start(place) + 4, y)
            sheet.block(self._start(place) + _SIGN * beside, y + below, lines, step=_STEP, size=SMALL)
        for end, noun in zip(self._ends(), self.nouns if self.wide else (), strict=True):
            sheet.text(end, y + below, f"{noun}s", size=SMALL, align="right")
        return y + below + max(map(len, words)) * _STEP

    def row(
        self, label: str, cells: Sequence[Sequence[Piece]], numbers: Sequence[int], y: float, none: str = ""
    ) -> float:
        """A name, its bars and numbers; ``none`` stands in place of bars. Returns the ``y`` of the next row."""
        sheet = self.sheet
        sheet.line([sheet.left, sheet.right], [y, y], colour=MID_GREY, thick=HAIR)
        room = sheet.right - sheet.left if sheet.single else self.label - 6
        behind = ", ".join(sheet.counted(number, noun) for number, noun in zip(numbers, self.nouns, strict=True))
        if behind and sheet.single:
            lines = sheet.lines_with(f"{label}:", behind, room, 2, size=SMALL)
        else:
            lines = sheet.lines(label, room, 2, size=SMALL)
        high = len(lines) * _STEP
        sheet.block(sheet.left, y + 5.5, lines, step=_STEP, size=SMALL)
        middle = y + high + 6 if sheet.single else y + high / 2 + 1.75
        if none:
            sheet.text(self._start(0), middle, none, size=SMALL, colour=QUIET, room=self.step * len(self.columns))
        for place, cell in enumerate(() if none else cells):
            x = self._start(place)
            sheet.line([x, x], [middle - 3.5, middle + 3.5], colour=MID_GREY, thick=HAIR)
            for number, of in cell:
                if number:
                    fill, lines_of = _fill(sheet, of)
                    sheet.box(x, middle - _BAR / 2, number * self.unit, _BAR, fill=fill, hatch=lines_of)
                    x += number * self.unit
            sheet.text(x + 2, middle, sheet.number(sum(number for number, _ in cell)), size=SMALL)
        for end, number in zip(self._ends(), numbers if self.wide else (), strict=True):
            sheet.text(end, middle, sheet.number(number), size=SMALL, align="right")
        return middle + 5.5 if sheet.single else y + max(high + 3.5, 10.5)


def _counts(sheet: Sheet, data: SitesData, label: float) -> _Table:
    columns = [(_sign(sheet, _verdict(word)), VERDICT_WORDS[word].removeprefix("site ")) for word in (*VERDICTS, NONE)]
    return _Table(sheet, columns, len(data.sites), [], label)


def _verdicts(sheet: Sheet, data: SitesData, y: float) -> float:
    """On how many findings each site has which verdict."""
    numbers = [{**site.verdicts, NONE: data.judged - site.judged} for site in data.sites]
    shown = [word for word in VERDICT_WORDS if any(own[word] for own in numbers)]
    most = max(own[word] for own in numbers for word in shown) if shown else 0
    columns = [(_sign(sheet, _verdict(word)), VERDICT_WORDS[word].removeprefix("site ")) for word in shown]
    if not columns:
        return y
    same = all(site.judged == data.judged for site in data.sites)
    table = _Table(sheet, columns, most, [] if same else ["finding"], _SITE)
    y = table.heads(f"Verdicts of each site on {sheet.counted(data.judged, 'finding')}", y + 7)
    for site, own in zip(data.sites, numbers, strict=True):
        y = table.row(site.label, [[(own[word], None)] for word in shown], [] if same else [site.judged], y)
    return y + 4


def _mentioned(sheet: Sheet, data: SitesData, y: float) -> float:
    """How much claims of all sites mention, of several, and of each alone."""
    rows = [
        (f"{capital(all_of(data))} sites", [len(one.everywhere) for one in data.mentioned]),
        ("Several sites, not all", [one.at_some for one in data.mentioned]),
        *((f"{site.label} alone", [one.alone.get(site.id, 0) for one in data.mentioned]) for site in data.sites),
    ]
    if len(data.sites) == 2:
        del rows[1]
    most = max(max(numbers) for _, numbers in rows)
    table = _Table(sheet, [(None, f"{one.noun}s") for one in data.mentioned], most, [], _SITE)
    y = table.heads("Mentioned in claims of", y + 7)
    for label, numbers in rows:
        y = table.row(label, [[(number, None)] for number in numbers], [], y)
    return y + 4


def _evidence(sheet: Sheet, data: SitesData, groups: Sequence[str], y: float) -> float:
    """Which evidence claims of each site say was used or not."""
    marks = [mark for mark in rules.MARKS if any(one.mark == mark for site in data.sites for one in site.items)]
    if not marks:
        return y
    of = {group: at for at, group in enumerate(groups)}
    cells = {
        site.id: [Counter(of.get(one.focus) for one in site.items if one.mark == mark) for mark in marks]
        for site in data.sites
    }
    most = max(own.total() for row in cells.values() for own in row)
    columns = [(_sign(sheet, marker("evidence", mark)), _MARK_WORDS.get(mark, mark)) for mark in marks]
    table = _Table(sheet, columns, most, ["item", "claim", "source"], _SITE)
    y = table.heads("Evidence items that claims of each site say were used or not", y + 7)
    for site in data.sites:
        row = [sorted(((number, at) for at, number in own.items()), key=_order) for own in cells[site.id]]
        numbers = [len(site.items), site.n_claims, site.n_sources]
        y = table.row(site.label, row, numbers, y, "" if site.items else "not mentioned")
    return y + 4


def _order(piece: Piece) -> int:
    """The focuses in their order, none last."""
    return piece[1] if piece[1] is not None else len(rules.MARKS) * 100


def _fill(sheet: Sheet, of: int | None) -> tuple[str, str]:
    return (QUIET, "") if of is None else (sheet.style.group(of), hatch(of))


def _verdict(word: str) -> Marker:
    return marker("nothing", "nothing") if word == NONE else marker("verdict", word)


def _sign(sheet: Sheet, draw: Callable[..., None]) -> Swatch:
    return lambda x, y: draw(sheet, x, y, QUIET)


def _piece(sheet: Sheet, of: int) -> Swatch:
    fill, lines = _fill(sheet, of)
    return sheet.swatch(fill, lines)


def _sentences(data: SitesData, shown: int, options: FigureOptions, crowded: bool) -> list[str]:
    naming = sum(site.n_claims + site.apart for site in data.sites)
    names, their = ("names", "its") if naming == 1 else ("name", "their")
    left_out = len(data.findings) - shown
    return [
        *(f"{words}." if number else words for number, words in enumerate(sites_sentences(data))),
        f"{counted(len(data.sites), 'site')}, each on the same scale. {counted(naming, 'claim')} of {data.n_claims:,} "
        f"{names} a site, by a cell of {their} own or through the source or workstream; all others count for none. "
        f"Counted: {data.behind}.",
        f"Only evidence items of {options.focus} focus." if options.focus else "",
        "A verdict is what the study says of a finding at a site: sites disagree where one confirms what another "
        "contradicts. A site may give two on one finding."
        if data.findings
        else "The study has no verdicts of sites.",
        "Too many sites to draw the verdict of each: numbers of sites are shown instead." if crowded and shown else "",
        _apart(data),
        "No verdict, or no mention, does not mean that something is absent there: perhaps nobody was asked. Roles and "
        "people are not named beside a site.",
        "A comparison between sites is not a site: its verdicts are drawn and not counted." if data.between else "",
        f"Left off: {counted(left_out, 'finding')}; those on which sites differ come first." if left_out else "",
    ]


def _apart(data: SitesData) -> str:
    """Claims that would say who spoke at a site."""
    sites = [site for site in data.sites if site.apart]
    number = sum(site.apart for site in sites)
    where = sites[0].label if len(sites) == 1 else f"{counted(len(sites), 'site')} together"
    left = f"{counted(number, 'claim')} of the only speaker named there {is_or_are(number)} not counted here"
    return f"{where}: {left}, so that nobody is known by the site." if sites else ""
