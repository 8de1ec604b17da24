"""``map.toml``: how a sheet is read as claims, and what was settled by hand."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graphmodel.problems import StudyError
from graphmodel.schema import KINDS_BY_NAME, TABLES
from graphmodel.schema.columns import ROW
from graphmodel.schema.vocabularies import VOCABULARIES
from graphmodel.suggest import did_you_mean
from graphmodel.wording import Call, Message, Option, shown_name
from graphmodel_loaders.flat.finding import FoundTable, key_of
from graphmodel_loaders.flat.guessing import Guess
from graphmodel_loaders.flat.vocabulary import NEEDED, SURE, WORDED, fields, fit, tidy
from graphmodel_loaders.folder_writer import toml_key, toml_value
from graphmodel_loaders.ids import ids_from_labels, words_of

MAP_FILE = "map.toml"
_TABLES = ("words", "kinds", "labels", "verbs", "split")
_LARGEST = 4 << 20
_NOTES = {
    "sheet": "Where the rows come from. The path is relative to the study.",
    "columns": "Which heading of the sheet is which field of a claim.",
    "own": "Columns of the sheet that are kept as the study's own, and what they are named there.",
    "words": 'What words in cells mean, by field: polarity = {perhaps = "mixed"}.',
    "kinds": "The kind of node that a label is, where you have settled it.",
    "labels": 'Labels that mean another label: "GPs" = "GP".',
    "split": 'Columns whose cells hold several names, and what stands between them: subject = ";". A claim for each.',
    "verbs": 'Verbs of the sheet that are a verb of the study: "made use of" = "applied".',
}


@dataclass(frozen=True)
class SheetMap:
    """How one sheet is read.

    Attributes:
        file: the file of the sheet, relative to the study.
        sheet: name of the sheet.
        columns: the heading of each field that has a column.
        own: the name in the study of each other column, by its heading.
        words: what words mean, for each field.
        kinds: kinds of nodes that are settled, by label.
        labels: labels that mean another one.
        verbs: verbs that mean a verb of the study.
        split: what stands between the names in a cell, for the fields whose cells become a claim for each name.
        day_first: whether 03/11/2012 is in November; None where no date can be told.
    """

    file: str = ""
    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    verbs: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None

    def text(self) -> str:
        """The content of ``map.toml``."""
        head = {"file": self.file, "sheet": self.sheet}
        if self.day_first is not None:
            head["day_first"] = self.day_first  # type: ignore[assignment]
        sections: dict[str, Mapping[str, object]] = {
            "sheet": head,
            "columns": self.columns,
            "own": self.own,
            **{name: getattr(self, name) for name in _TABLES},
        }
        parts = ["# How graphmodel reads this sheet. You may change it; `graphmodel update` reads it again."]
        for name, entries in sections.items():
            lines = [f"{toml_key(key)} = {toml_value(value)}" for key, value in entries.items()]
            parts.append("\n".join([f"# {_NOTES[name]}", f"[{name}]", *lines]))
        return "\n\n".join(parts) + "\n"

    def with_own(self, headings: Iterable[str]) -> "SheetMap":
        """The same with a name for every further column of the sheet."""
        own = dict(self.own)
        mapped = {*self.columns.values(), *own}
        further = [heading for heading in headings if heading not in mapped]
        known = {column.name for column in TABLES["claims"].columns} | {ROW}
        for beginning in ("", "own_"):
            chosen = [heading for heading in further if (words_of(heading) in known) == bool(beginning)]
            named = ids_from_labels(chosen, beginning, taken={*own.values(), *known})
            own.update({heading: named.get(heading, "own_column") for heading in chosen})
        return replace(self, own=own)


def map_of_guess(guess: Guess, table: FoundTable, file: str, sheet: str) -> SheetMap:
    """A map that takes a guess as it is."""
    return SheetMap(file, sheet, dict(guess.fields)).with_own(table.headings)


def read_map(text: str, name: str) -> SheetMap:
    """The map in a text.

    Raises:
        StudyError: it is none; the message says where and what to do.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        what = f"{name} cannot be read: {error}."
        raise StudyError(f'{what} Each line reads field = "heading", below a line [columns].') from error
    unknown = next((key for key in data if key not in {"sheet", "columns", "own", *_TABLES}), None)
    if unknown is not None:
        names = ["sheet", "columns", "own", *_TABLES]
        near = did_you_mean(unknown, names)
        raise StudyError(f"{name} has no section [{unknown}].{near} It has: {', '.join(names)}.")
    words = data.get("words", {})
    flat = {key: data.get(key, {}) for key in ("sheet", "columns", "own", *_TABLES[1:])}
    for key, entries in {**flat, **{f"words.{inner}": values for inner, values in words.items()}}.items():
        if not isinstance(entries, dict):
            raise StudyError(f"{name}: [{key}] is a section with a line for each entry.")
        _check_texts(entries, key, name)
    return _checked(flat, words, name)


def _check_texts(entries: Mapping[str, Any], section: str, name: str) -> None:
    for key, value in entries.items():
        if not isinstance(value, str) and not (section == "sheet" and key == "day_first"):
            raise StudyError(f"{name}: {key} in [{section}] is not a text in quotation marks.")


def _checked(flat: Mapping[str, Mapping[str, Any]], words: Mapping[str, Mapping[str, str]], name: str) -> SheetMap:
    for known, section, entries in (
        (list(fields()), "columns", flat["columns"]),
        (list(WORDED), "words", words),
    ):
        for key in entries:
            if key not in known:
                near, listed = did_you_mean(key, known), ", ".join(known)
                raise StudyError(f"{name}: there is no field {key!r} for [{section}].{near} Fields: {listed}.")
    for field_name, entries in words.items():
        for word, value in entries.items():
            if value not in VOCABULARIES[field_name]:
                allowed = ", ".join(VOCABULARIES[field_name])
                raise StudyError(f"{name}: {word!r} in [words] {field_name} must be one of: {allowed}.")
    for label, kind in flat["kinds"].items():
        if kind not in KINDS_BY_NAME:
            near = did_you_mean(kind, KINDS_BY_NAME)
            raise StudyError(f"{name}: the kind of {label!r} must be one of: {', '.join(KINDS_BY_NAME)}.{near}")
    check_split(flat["split"], f"{name}: ")
    day_first = flat["sheet"].get("day_first")
    return SheetMap(
        str(flat["sheet"].get("file", "")),
        str(flat["sheet"].get("sheet", "")),
        {key: value for key, value in flat["columns"].items() if value},
        flat["own"],
        {key: {tidy(word): value for word, value in entries.items()} for key, entries in words.items()},
        flat["kinds"],
        flat["labels"],
        flat["verbs"],
        flat["split"],
        day_first if isinstance(day_first, bool) else None,
    )


def check_split(split: Mapping[str, str], where: str = "") -> None:
    """Refuse to split the cells of a field that is no end of a claim, or by nothing.

    Raises:
        StudyError: as said.
    """
    for name, between in split.items():
        if name not in NEEDED:
            raise StudyError(f"{where}only the cells of {' and '.join(NEEDED)} are split, and not of {name!r}.")
        if not between.strip():
            raise StudyError(f'{where}say what stands between the names of {name}, such as ";", or any.')


def load_map(path: Path) -> SheetMap:
    """The map in a file; see :func:`read_map`."""
    name = shown_name(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise StudyError(f"{name} is larger than {_LARGEST >> 20} MB, too large for a map.")
        return read_map(path.read_bytes().decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise StudyError(f"{name} is not UTF-8 text. Save it as UTF-8.") from error
    except OSError as error:
        raise StudyError(f"{name} cannot be opened: {error.strerror or error}.") from error


def fitted(sheet_map: SheetMap, table: FoundTable) -> SheetMap:
    """A map whose headings are those of a table, however they are spelt there.

    Raises:
        StudyError: a heading is not in the table, names two fields, or a needed field has none.
    """
    columns: dict[str, str] = {}
    for name, heading in sheet_map.columns.items():
        own = heading_in(table, heading, name)
        if own in columns.values():
            other = next(field for field, taken in columns.items() if taken == own)
            raise StudyError(f"The heading {own!r} is named for two fields, {other} and {name}. Name it once.")
        columns[name] = own
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise StudyError(no_ends(missing, table))
    own_columns = {}
    for heading, name in sheet_map.own.items():
        now = _same_heading(table, heading)
        if now and now not in columns.values():
            own_columns[now] = name
    day_first = sheet_map.day_first
    if day_first is None:
        day_first = day_comes_first(table, columns.get("date", ""))
    return replace(sheet_map, columns=columns, own=own_columns, day_first=day_first).with_own(table.headings)


def followed(sheet_map: SheetMap, table: FoundTable) -> tuple[SheetMap, dict[str, str], list[str]]:
    """The map of a sheet whose headings may have changed since.

    A heading that is gone is followed to a new one where exactly one new heading means the field.

    Returns:
        The map, the fields whose column is gone, and what to say about both.

    Raises:
        StudyError: the column of a needed field is gone.
    """
    mapped = {key_of(heading) for heading in (*sheet_map.columns.values(), *sheet_map.own)}
    new = [heading for heading in table.headings if key_of(heading) not in mapped]
    columns, gone, notes = {}, {}, []
    for name, heading in sheet_map.columns.items():
        own = _same_heading(table, heading)
        likely = [] if own else [other for other in new if fit(other, name) >= SURE]
        if len(likely) == 1:
            own = likely[0]
            new.remove(own)
            notes.append(f"The column {heading} is gone and {own} is new: it is read as the {name} now.")
        elif not own and name in NEEDED:
            heading_in(table, heading, name)
        elif not own:
            gone[name] = heading
        if own:
            columns[name] = own
    return replace(sheet_map, columns=columns), gone, notes


def day_comes_first(table: FoundTable, heading: str) -> bool | None:
    """Whether 03/11/2012 is in November, as the heading says or the dates of its column that have only one meaning."""
    if not heading:
        return None
    if order := re.search(r"dd?\W?mm?\b|mm?\W?dd?\b", heading.casefold()):
        return order[0].startswith("d")
    numbers = [re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}", cell) for cell in table.column(heading)]
    days = {int(found[1]) > 12 for found in numbers if found and max(int(found[1]), int(found[2])) > 12}
    return days.pop() if len(days) == 1 else None


def heading_in(table: FoundTable, heading: str, name: str) -> str:
    """The heading of a table that somebody names for a field, however it is spelt.

    Raises:
        StudyError: the table has none.
    """
    own = _same_heading(table, heading)
    if not own:
        raise StudyError(
            f"The sheet has no heading {heading!r} for {name}.{did_you_mean(heading, table.headings)}"
            f" Its headings: {', '.join(table.headings)}."
        )
    return own


def _same_heading(table: FoundTable, heading: str) -> str:
    return table.by_key.get(key_of(heading), "") if heading not in table.by_text else heading


def no_ends(missing: Iterable[str], table: FoundTable) -> Message:
    """What to do where no column is known for subject or object."""
    names = list(missing)
    columns = ", ".join(f"'{name}': 'HEADING'" for name in names)
    return Message(
        "No heading says which column is the {} of a claim. The headings are: {}. Add {} with one of these headings"
        " each. Where a cell holds several claims, give each a row first. A sheet with a column for each theme or"
        " barrier is read by {}.",
        " and ".join(names),
        ", ".join(table.headings),
        Option(
            " ".join([f"column {names[0]}=HEADING", *(f"--column {name}=HEADING" for name in names[1:])]),
            python=f"columns={{{columns}}}",
        ),
        Call("graphmodel import STUDY FILE --format framework", "gm.import_study(FILE, STUDY, format='framework')"),
    )
