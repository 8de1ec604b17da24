"""Reads the framework workbook that `graphmodel matrix` writes.

Its hidden sheet says which claims each cell holds. Of a cell that nobody changed, each claim is a segment, with all of
its codes; a cell that somebody changed or filled in is read as any other cell.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graphmodel.coded_project import Segment, Words
from graphmodel.schema.consent import PERMISSIONS
from graphmodel.wording import counted
from graphmodel.workbook_marks import CELLS_COLUMNS, CELLS_SHEET, mark_of
from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.framework import words
from graphmodel_loaders.framework.quotations import take_apart
from graphmodel_loaders.framework.sheet import Sheet, Sheets

PROGRAM = "framework matrix of graphmodel"
CLAIM = "claim "
"""Begins the key of a segment that is a claim of the study that the workbook was written of."""
NOBODY = "(no speaker)"
_ABOUT = "about"
_FEW = len(CELLS_COLUMNS) - 1
"""Columns of the hidden sheet before the quotations."""


@dataclass(frozen=True)
class _Held:
    """A claim of a cell as it was written."""

    mark: str
    claim: str
    consents: tuple[str, ...]
    summary: str
    quotations: tuple[str, ...]


@dataclass
class _Claim:
    """A claim, and the codes of the unchanged cells that hold it."""

    held: _Held
    document: str
    place: str
    codes: list[str] = field(default_factory=list)


def is_own(sheets: Sheets) -> bool:
    """Whether `graphmodel matrix` wrote a workbook."""
    return CELLS_SHEET in sheets.names


def add_own(builder: ProjectBuilder, sheets: Sheets, wanted: set[str]) -> None:
    """Add the interviews, codes and cells of such a workbook to a project."""
    builder.program = PROGRAM
    held = _held(sheets.read(CELLS_SHEET))
    claims: dict[str, _Claim] = {}
    changed = 0
    consents: dict[str, set[str]] = defaultdict(set)
    for name in sheets.names:
        sheet = sheets.read(name) if name in wanted - {CELLS_SHEET, _ABOUT} else None
        if name in {CELLS_SHEET, _ABOUT}:
            builder.account.leave_out("sheets", "it says what the others hold", name)
        elif sheet is None or not (head := _head(sheet)):
            builder.account.leave_out("sheets", "not among the sheets to read" if sheet is None else "no matrix", name)
        else:
            builder.account.take("sheets")
            changed += _add_sheet(builder, sheet, head, held, claims, consents)
    for claim in claims.values():
        _add_claim(builder, claim)
    for document, found in consents.items():
        if found:
            builder.documents[document] = replace(
                builder.documents[document], attributes={"consent": max(found, key=PERMISSIONS.index)}
            )
    if changed:
        builder.account.remarks.append(
            f"{counted(changed, 'cell')} changed since graphmodel wrote the workbook: each is read as one new claim."
            " The claims that it held stay in the study."
        )


def _held(sheet: Sheet | None) -> dict[tuple[str, str, str], list[_Held]]:
    """What each cell held, by sheet, row and code."""
    found: dict[tuple[str, str, str], list[_Held]] = defaultdict(list)
    for number, cells in (sheet.rows if sheet else {}).items():
        if number == 1:
            continue
        name, row, code, mark, claim, consent, summary = (cells.get(place, "") for place in range(1, _FEW + 1))
        quotations = tuple(cells[place] for place in sorted(cells) if place > _FEW)
        held = _Held(mark, claim, tuple(filter(None, consent.split(";"))), summary, quotations)
        found[name, row, code].append(held)
    return found


def _head(sheet: Sheet) -> int:
    """The row with the numbers of the codes; 0 if there is none."""
    return next((row for row, cells in sheet.rows.items() if cells.get(1) == "id" and len(cells) > 2), 0)


def _add_sheet(
    builder: ProjectBuilder,
    sheet: Sheet,
    head: int,
    held: dict[tuple[str, str, str], list[_Held]],
    claims: dict[str, _Claim],
    consents: dict[str, set[str]],
) -> int:
    """Add one sheet; returns how many of its cells were changed."""
    codes = _add_codes(builder, sheet, head)
    changed = 0
    for row in [number for number in sheet.rows if number > head + 1]:
        ident, label = sheet.text(row, 1), sheet.text(row, 2)
        filled = [place for place in sheet.rows[row] if place > 2]
        if not ident:
            for place in filled:
                builder.account.reject("cells", "its row has no id", sheet.where(row, place))
            continue
        document = _add_interview(builder, ident, label or ident)
        for place in filled:
            text, where = sheet.text(row, place), sheet.where(row, place)
            if place not in codes:
                builder.account.reject("cells", "its column has no code", where)
                continue
            known = held.get((sheet.name, ident, codes[place]), [])
            if known and known[0].mark == mark_of(text):
                builder.account.take("cells")
                for one in known:
                    claim = claims.setdefault(one.claim, _Claim(one, document, where))
                    claim.codes.append(codes[place])
                    consents[document].update(set(one.consents) & set(PERMISSIONS))
            elif text.casefold() in words.EMPTY:
                builder.account.leave_out("cells", "it only says that there is nothing", where)
            else:
                changed += 1
                builder.account.take("cells")
                split = take_apart(text, sheet.italics.get((row, place), ()))
                _add_segment(
                    builder,
                    f"{document} | {codes[place]}",
                    document,
                    (codes[place],),
                    split.words,
                    split.summary,
                    where,
                )
    return changed


def _add_codes(builder: ProjectBuilder, sheet: Sheet, head: int) -> dict[int, str]:
    """The key of the code of each column."""
    title = next((cells.get(1, "") for row, cells in sheet.rows.items() if row < head), "")
    codes = {}
    for place, number in sheet.rows[head].items():
        if place > 2:
            labels = [sheet.text(row, place) for row in (head - 1, head + 1)]
            path = [title if title != "matrix" else "", *labels]
            path = [part for part in path if part]
            for end in range(1, len(path)):
                builder.code(path[:end], is_codable=False)
            codes[place] = builder.code(path if any(labels) else [*path, number], key=number)
    return codes


def _add_interview(builder: ProjectBuilder, ident: str, label: str) -> str:
    builder.document(label, key=ident, kind="transcript")
    if label != NOBODY:
        builder.case(label, ident, documents=[ident])
    return ident


def _add_claim(builder: ProjectBuilder, claim: _Claim) -> None:
    key = f"{CLAIM}{claim.held.claim}"
    quoted = [Words(text) for text in claim.held.quotations]
    _add_segment(builder, key, claim.document, tuple(claim.codes), quoted, claim.held.summary, claim.place)


def _add_segment(
    builder: ProjectBuilder,
    key: str,
    document: str,
    codes: tuple[str, ...],
    quoted: Sequence[Words],
    summary: str,
    place: str,
) -> None:
    cases = (document,) if document in builder.cases else ()
    span = key.removeprefix(f"{document} | ")
    builder.segments[(key,)] = Segment(
        key, document, tuple(dict.fromkeys(codes)), "", tuple(quoted), summary, span, cases, place=place
    )
