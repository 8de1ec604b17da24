"""Cells as they are meant: fillers are empty, words are read whatever their case. Everything is noted once."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.check.read_as import ReadAs, replaced
from graphmodel.check.rows import CheckedRows
from graphmodel.problems import Place, Problems, shown
from graphmodel.schema.columns import Column, TableSchema
from graphmodel.schema.dates import SIMPLE_DATE, read_date
from graphmodel.schema.reading import FILLERS, FREE_TEXT, MARKS, MEANINGFUL, YES_NO, name_key
from graphmodel.settings import Settings
from graphmodel.wording import counted

LONGEST_FILLER = max(len(filler) for filler in FILLERS | MARKS)
_WHOLE = re.compile(r"\d{1,9}\.0+")


class Reading:
    """Reads the cells of tables and counts what it changes, for one note per table."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._kept = {name_key(word) for word in settings.keep}
        self._empty: dict[Place, Counter[str]] = defaultdict(Counter)
        self._where: dict[Place, dict[str, None]] = defaultdict(dict)
        self._words = ReadAs("read_as_word", "a word of the list")
        self._dates = ReadAs("read_as_date", "a date")

    def read(self, rows: CheckedRows, schema: TableSchema, names: pa.Array | None = None) -> None:
        """Replace cells by what they mean, in place.

        Args:
            rows: rows of one table.
            schema: the table.
            names: every id of a node; a reference to one of them is never a filler.
        """
        for name, cells in rows.cells.items():
            column = schema.column(name)
            if name in rows.absent or name in rows.renamed or (schema.kind and name == schema.id_column):
                continue
            filled = self._without_fillers(rows.place, name, column, cells, names)
            rows.cells[name] = filled if column is None else self._as_meant(rows.place, column, filled)

    def read_names(self, rows: CheckedRows, name: str, words: pa.Array, labels: Mapping[str, str]) -> None:
        """Read the cells of one column as words of a list, whatever their case, or as the label of one of them.

        Args:
            rows: rows of a table.
            name: the column.
            words: what the cells may be.
            labels: words by their labels.
        """
        keys = {name_key(label): word for label, word in labels.items()}
        cells = replaced(rows.cells[name], labels)
        rows.cells[name] = self._as_one_of(rows.place, name, cells, words.to_pylist(), keys)

    def report(self, problems: Problems) -> None:
        """Add the notes on what was read so far."""
        for place, words in self._empty.items():
            listed = ", ".join(f"{shown(word)} ({count:,})" for word, count in words.most_common(8))
            columns = ", ".join(self._where[place])
            problems.add(
                place.note(
                    "read_as_empty",
                    f"{counted(words.total(), 'cell')} read as empty: {listed}. Columns: {columns}.",
                    "There is nothing to do. If a study means one of these words, list it in study.toml: [reading]"
                    f' keep = ["{shown(next(iter(words)))}"].',
                )
            )
        self._empty.clear()
        self._where.clear()
        self._dates.report(problems)
        self._words.report(problems)

    def _without_fillers(
        self, place: Place, name: str, column: Column | None, cells: pa.Array, names: pa.Array | None
    ) -> pa.Array:
        if name in FREE_TEXT and not (column and (column.vocabulary or column.refers_to)):
            return cells
        fillers = FILLERS if column is None or name in MEANINGFUL else FILLERS | MARKS
        words = self._settings.words(column.vocabulary) if column and column.vocabulary else ()
        fillers -= {word.casefold() for word in words} | self._kept
        texts = pc.unique(cells)
        # No filler has a digit, so that ids of claims and places in a text are not looked at one by one.
        texts = texts.filter(pc.less_equal(pc.utf8_length(texts), LONGEST_FILLER))
        texts = texts.filter(pc.invert(pc.match_substring_regex(texts, "[0-9]")))
        present = [text for text in texts.to_pylist() if text.casefold() in fillers]
        if present and names is not None and (column is None or column.refers_to or name in {"subject", "object"}):
            present = pa.array(present).filter(pc.invert(pc.is_in(pa.array(present), value_set=names))).to_pylist()
        if not present:
            return cells
        found = pc.is_in(cells, value_set=pa.array(present, pa.string()))
        for text in cells.filter(found).to_pylist():
            self._empty[place][text] += 1
        self._where[place][name] = None
        return pc.if_else(found, "", cells)

    def _as_meant(self, place: Place, column: Column, cells: pa.Array) -> pa.Array:
        if column.vocabulary:
            others = YES_NO if column.vocabulary == "yes_no" else {}
            return self._as_one_of(place, column.name, cells, self._settings.words(column.vocabulary), others)
        if column.type == "date":
            return self._as_dates(place, column.name, cells)
        if column.type == "integer":
            return replaced(cells, {t: t.split(".")[0] for t in pc.unique(cells).to_pylist() if _WHOLE.fullmatch(t)})
        if column.type == "list" and column.refers_to:
            # No id has a space or a | in it, so either can only stand between two.
            return pc.replace_substring_regex(cells, r"\s*[|\r\n\x{2028}]+\s*", ";")
        return cells

    def _as_dates(self, place: Place, name: str, cells: pa.Array) -> pa.Array:
        """The cells, with each date that is written in another way in the form of the schema."""
        strange = pc.unique(cells.filter(pc.invert(pc.match_substring_regex(cells, SIMPLE_DATE)))).to_pylist()
        meant = {text: day for text in strange if (day := read_date(text, day_first=self._settings.day_first))}
        meant = {text: day for text, day in meant.items() if day != text}
        return self._dates.replace(place, name, cells, meant)

    def _as_one_of(
        self, place: Place, name: str, cells: pa.Array, words: Sequence[str], others: Mapping[str, str] | None = None
    ) -> pa.Array:
        """The cells, with each that differs from one word only in case (or is in ``others``) as that word."""
        if not words:
            return cells
        allowed = pa.array([*words, ""], pa.string())
        strange = pc.unique(cells.filter(pc.invert(pc.is_in(cells, value_set=allowed)))).to_pylist()
        if not strange:
            return cells
        by_key: dict[str, list[str]] = defaultdict(list)
        for word in words:
            by_key[name_key(word)].append(word)
        for text, word in (others or {}).items():
            by_key.setdefault(text, [word])
        meant = {text: by_key[key][0] for text in strange if len(by_key.get(key := name_key(text), ())) == 1}
        meant |= {text: whole for text in strange if _WHOLE.fullmatch(text) and (whole := text.split(".")[0]) in words}
        return self._words.replace(place, name, cells, meant)
