"""Reads the rows of a table by its map: every row is taken, left out or rejected, and counted."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import prod

from graphmodel.account import Account
from graphmodel.schema.dates import is_ambiguous, names_season, read_date
from graphmodel.schema.reading import FILLERS, MARKS, name_key
from graphmodel.wording import counted
from graphmodel_loaders.flat.filling import empty_fillers, fill_down, has
from graphmodel_loaders.flat.finding import FoundTable, key_of
from graphmodel_loaders.flat.mapping import SheetMap
from graphmodel_loaders.flat.sheet_rows import REFERENCES, SheetRow, SheetRows
from graphmodel_loaders.flat.vocabulary import (
    WORDED,
    bare,
    fields,
    legend,
    legend_words,
    likely_presence,
    meanings,
    negations,
    polarity_of,
    signs,
    stem,
    tidy,
    totals,
    unknown_answers,
    verb_forms,
)
from graphmodel_loaders.ids import words_of

ROWS = "rows"
PLAIN = ("coder", "locator", "summary")
"""Fields whose text is taken as it is."""
NO_VERB = "is linked to"
_SEVERAL = re.compile(r"[;|]|\n(?!\s*\()")
"""What mostly stands between several names; a line that begins with a bracket goes on with the same name."""
ANY, NEWLINE = "any", "newline"
"""Words for a separator: whatever mostly stands between names; a line break."""


def read_rows(table: FoundTable, sheet_map: SheetMap) -> SheetRows:
    """The claims of a table."""
    account = Account()
    read = SheetRows(tuple(table.headings), [], account)
    place = {name: table.by_text[heading] for name, heading in sheet_map.columns.items()}
    rows = [(number, list(cells)) for number, cells in table.rows]
    account.leave_out(ROWS, "blank", number=table.blank)
    for number in table.repeated:
        account.leave_out(ROWS, "the headings again", f"row {number}")
    account.remarks += fill_down(rows, place)
    empty_fillers(rows, [place[name] for name in ("subject", "predicate", "object", *REFERENCES) if name in place])
    last = max((n for n, cells in rows if has(cells, place, "subject") and has(cells, place, "object")), default=0)
    reader = _Reader(table, sheet_map, place, read)
    for number, cells in rows:
        outcome, reason = _no_claim(number, cells, place, last)
        fault = _fault(table, sheet_map, number) if outcome else ""
        if fault:
            outcome, reason = "rejected", fault
        if outcome == "left out":
            account.leave_out(ROWS, reason, f"row {number}")
        elif outcome == "rejected":
            account.reject(ROWS, reason, f"row {number}")
        else:
            reader.take(number, cells)
    account.remarks += reader.remarks()
    return read


def _no_claim(number: int, cells: Sequence[str], place: dict[str, int], last: int) -> tuple[str, str]:
    """Whether a row is left out or rejected, and why."""
    filled = [cell for cell in cells if cell]
    if not filled:
        return "left out", "blank"
    ends = [has(cells, place, name) for name in ("subject", "object")]
    rest = filled[1:]
    if _is_total(filled[0]) and (not all(ends) or all(re.fullmatch(r"[-\d.,%\s]+", text) for text in rest)):
        return "left out", "a line of totals"
    if all(ends):
        return "", ""
    if len(filled) == 1 or (number > last and not any(ends)) or (number > last and len(filled) <= 2):
        return "left out", "a note or a heading, not a claim"
    if not any(ends):
        return "rejected", "neither subject nor object"
    return "rejected", "no object" if ends[0] else "no subject"


def _fault(table: FoundTable, sheet_map: SheetMap, number: int) -> str:
    """Why an end of a row has no text, where Excel gives none."""
    for end in ("subject", "object"):
        fault = table.fault(number, sheet_map.columns[end])
        if fault:
            return f"the {end} is {'a formula without a stored result' if fault == 'formula' else fault}"
    return ""


def _is_total(text: str) -> bool:
    plain = re.sub(r"[\s:=]*[-\d.,%]*$", "", tidy(text)).strip(" :=")
    return plain in totals()


class _Reader:
    """Turns the cells of rows into the parts of claims."""

    def __init__(self, table: FoundTable, sheet_map: SheetMap, place: dict[str, int], read: SheetRows) -> None:
        self._map = sheet_map
        self._place = place
        self._read = read
        self._own = [
            (table.by_text[heading], name) for heading, name in sheet_map.own.items() if heading in table.by_text
        ]
        self._aliases = {name_key(label): other for label, other in sheet_map.labels.items()}
        self._verbs = {tidy(text): verb for text, verb in sheet_map.verbs.items()}
        self._headings = {name: _bare_heading(heading) for name, heading in sheet_map.columns.items()}
        self._inverted = "polarity" in place and key_of(sheet_map.columns["polarity"]) in fields()["polarity"].inverted
        self._words = {name: {**meanings(name), **sheet_map.words.get(name, {})} for name in WORDED}
        if "polarity" in sheet_map.columns:
            said = {**meanings("polarity"), **legend(sheet_map.columns["polarity"])}
            self._words["polarity"] = {**said, **sheet_map.words.get("polarity", {})}
        self._no_verb, _ = verb_of_heading(sheet_map)
        codes = legend_words(sheet_map.columns.get("polarity", ""))
        self._unknown_words = unknown_answers() | {code for code, word in codes.items() if word in unknown_answers()}
        self._unknown_words -= set(sheet_map.words.get("polarity", {}))
        self._unknown: Counter[str] = Counter()
        self._no_answer = self._marks(table) if "polarity" in place else frozenset()
        self._verbs_read: dict[str, tuple[str, bool, bool]] = {}
        self._denied_by_verb = 0
        self._denied_twice: list[int] = []
        self._split = self._split_claims = 0
        self._several: dict[str, tuple[int, int]] = {}
        self._odd_dates = 0
        self._unread_dates = 0
        self._seasons = 0

    def _marks(self, table: FoundTable) -> frozenset[str]:
        """Signs that stand for no answer: a dash is a no only where others answer with a plus."""
        used = {tidy(cell) for cell in table.column(self._map.columns["polarity"])}
        dashes, others = signs()
        settled = self._map.words.get("polarity", {})
        marks = MARKS - dashes if used & others else MARKS | dashes
        return frozenset(marks - {"none"} - set(settled) - unknown_answers())

    def take(self, number: int, cells: list[str]) -> None:
        """Read one row with both ends: as one claim, or as one for each name where its cells are to be split."""
        parts = {end: names_in(cells[self._place[end]], self._map.split.get(end, "")) for end in ("subject", "object")}
        is_split = any(len(names) > 1 for names in parts.values())
        for names in product(*parts.values()):
            one = list(cells)
            for end, name in zip(parts, names, strict=True):
                one[self._place[end]] = name
            if not self._take_one(number, one, "-".join(map(words_of, names)) if is_split else ""):
                return
        self._read.account.take(ROWS)
        self._split += is_split
        self._split_claims += prod(map(len, parts.values())) if is_split else 0
        several = {end for end, names in parts.items() if any(map(_SEVERAL.search, names))}
        for end in several:
            rows, claims = self._several.get(end, (0, 0))
            self._several[end] = (rows + 1, claims + len(names_in(cells[self._place[end]], ANY)))
        if several:
            self._read.several.append(number)

    def _take_one(self, number: int, cells: list[str], part: str) -> bool:
        """Read one claim; False if its row is rejected. ``part``: which of the claims of one row it is."""
        texts = {name: cells[place] for name, place in self._place.items() if cells[place]}
        written = texts.get("predicate", "")
        if written not in self._verbs_read:
            self._verbs_read[written] = self._verb(written)
        verb, known, denied = self._verbs_read[written]
        polarity = self._polarity(texts.get("polarity", ""))
        if polarity is None:
            self._note_word("polarity", texts["polarity"])
            reason = f"{texts['polarity']!r} under {self._map.columns['polarity']} is neither yes, no nor mixed"
            self._read.account.reject(ROWS, reason, f"row {number}")
            return False
        if denied:
            self._denied_by_verb += 1
            if polarity == "denies":
                self._denied_twice.append(number)
            polarity = "mixed" if polarity == "mixed" else "denies"
        row = SheetRow(number, tuple(cells), self._labels(texts), verb, known, {})
        row.values = {name: texts[name] for name in (*PLAIN, "focus") if name in texts}
        if polarity:
            row.values["polarity"] = polarity
        row.own = {name: cells[place] for place, name in self._own if cells[place]}
        self._worded(texts, row)
        self._dates(texts, row)
        self._words_behind(texts, row)
        row.codes = tuple(part.strip() for part in re.split(r"[;|\n]", texts.get("codes", "")) if part.strip())
        row.kinds = {end: texts[f"{end}_kind"] for end in ("subject", "object") if f"{end}_kind" in texts}
        # A row's id does not say which of its claims is which: they are found again by their content.
        row.id = "" if part else texts.get("id", "")
        row.name = f"{texts['id']}-{part}" if part and "id" in texts else row.id
        self._read.rows.append(row)
        return True

    def _words_behind(self, texts: dict[str, str], row: SheetRow) -> None:
        row.quote, row.note = texts.get("quote", ""), texts.get("note", "")
        quoted = meanings("polarity").get(tidy(texts.get("quoted", "")))
        if row.quote or quoted == "affirms":
            row.values["quoted"] = "yes"
        elif quoted == "denies":
            row.values["quoted"] = "no"

    def _note_word(self, name: str, word: str) -> None:
        words = self._read.unknown_words.setdefault(name, {})
        words[word] = words.get(word, 0) + 1

    def _labels(self, texts: dict[str, str]) -> dict[str, str]:
        labels = {}
        for name in ("subject", "object", *REFERENCES):
            text = " ".join(texts.get(name, "").split())
            if not text:
                continue
            if text.isdecimal() and name in {"source", "speaker", "site"}:
                text = f"{self._headings[name]} {text}"
            labels[name] = self._aliases.get(name_key(text), text)
        return labels

    def _verb(self, text: str) -> tuple[str, bool, bool]:
        """The verb, whether it is a known one, and whether the words deny it."""
        plain = tidy(text)
        if not plain:
            if not self._no_verb:
                return NO_VERB, False, False
            text, plain = self._no_verb, tidy(self._no_verb)
        if plain in self._verbs:
            return self._verbs[plain], True, False
        written = " ".join(text.split()).strip(".,;: ")
        denial = next((words for words in negations() if plain.startswith(f"{words} ")), "")
        rest = written[len(denial) :].strip() if denial else written
        if denial and tidy(rest) in self._verbs:
            return self._verbs[tidy(rest)], True, True
        known = verb_forms().get(stem(rest))
        return known or rest, known is not None, bool(denial)

    def _polarity(self, text: str) -> str | None:
        plain = tidy(text)
        if plain in self._unknown_words:
            self._unknown[text] += 1
        elif not plain or (plain in FILLERS and plain not in self._words["polarity"]) or plain in self._no_answer:
            return ""
        value = polarity_of(plain, self._words["polarity"])
        if value is None or not self._inverted:
            return value
        return {"affirms": "denies", "denies": "affirms"}.get(value, value)

    def _worded(self, texts: dict[str, str], row: SheetRow) -> None:
        for name in WORDED:
            if name == "polarity" or name not in texts:
                continue
            value = self._words[name].get(tidy(texts[name]))
            if value is not None:
                row.values[name] = value
            elif tidy(texts[name]) not in FILLERS:
                row.own[f"{name}_as_written"] = texts[name]
                self._note_word(name, texts[name])

    def _dates(self, texts: dict[str, str], row: SheetRow) -> None:
        order = texts.get("order", "")
        if re.fullmatch(r"-?\d+", order):
            row.values["order"] = order
        elif order:
            row.own["order_as_written"] = order
        text = texts.get("date", "")
        if not text or tidy(text) in FILLERS:
            return
        day = _day(text, self._map.day_first)
        if day:
            row.values["date"] = day
            self._seasons += names_season(text)
            return
        row.own["date_as_written"] = text
        if is_ambiguous(text):
            self._odd_dates += 1
        else:
            self._unread_dates += 1

    def remarks(self) -> Iterator[str]:
        """What is worth knowing about the rows that were taken."""
        if self._denied_by_verb:
            yield (
                f"{counted(self._denied_by_verb, 'verb')} with a word such as 'did not' or 'never': read as the verb,"
                " denied."
            )
        if self._denied_twice:
            listed = ", ".join(map(str, self._denied_twice[:5])) + (", ..." if len(self._denied_twice) > 5 else "")
            yield (
                f"{counted(len(self._denied_twice), 'row')} with both such a verb and a no (rows {listed}): read as"
                " denied once. Check that no no is meant as a yes."
            )
        if self._unknown:
            listed = ", ".join(repr(word) for word in sorted(self._unknown)[:5])
            yield (
                f"{counted(self._unknown.total(), 'answer')} under {self._map.columns['polarity']} that nobody knows"
                f" ({listed}): read as mixed, neither a yes nor a no."
            )
        yield from self._remarks_on_dates()
        if self._split:
            yield f"{counted(self._split, 'row')} with several names in a cell: read as {self._split_claims:,} claims."
        for end in sorted(self._several):
            rows, claims = self._several[end]
            listed = ", ".join(map(str, self._read.several[:5])) + (", ..." if len(self._read.several) > 5 else "")
            yield (
                f"{counted(rows, 'row')} with several names as {end} (rows {listed}): each cell is one node, as it is"
                f" written. For a claim of each name ({counted(claims, 'claim')} in place of {rows:,}), start with"
                f' --split {end}, or write {end} = "{ANY}" below [split] in map.toml and update.'
            )
        for name, words in self._read.unknown_words.items():
            if name != "polarity":
                listed = ", ".join(repr(word) for word in sorted(words)[:5])
                yield f"Words of {name} that are not known: {listed}. They are kept as {name}_as_written."

    def _remarks_on_dates(self) -> Iterator[str]:
        if self._odd_dates:
            yield (
                f"{counted(self._odd_dates, 'date')} that may be two different days (03/11/2012): kept as"
                " date_as_written. Write day_first = true or false under [sheet] in map.toml."
            )
        if self._seasons:
            yield (
                f"{counted(self._seasons, 'date')} with a season:"
                " read as its months in the north (spring is March to May)."
            )
        if self._unread_dates:
            yield f"{counted(self._unread_dates, 'date')} that could not be read: kept as date_as_written."


def names_in(text: str, between: str) -> list[str]:
    """The names in a cell, each once; the cell itself if nothing is said to stand between names."""
    if not between:
        return [text]
    separator = {ANY: _SEVERAL.pattern, NEWLINE: r"\n"}.get(between.strip(), re.escape(between.strip()))
    names = [part.strip() for part in re.split(separator, text)]
    return list(dict.fromkeys(name for name in names if name)) or [text]


def verb_of_heading(sheet_map: SheetMap) -> tuple[str, str]:
    """The verb in a heading where no column holds verbs, and that heading: ``Used? (Y/N)``, ``What was shared``."""
    if "predicate" in sheet_map.columns:
        return "", ""
    answers = sheet_map.columns.get("polarity", "")
    named = [(re.sub(r"\s+or not$", "", bare(answers)), answers)] if answers else []
    asked = [
        (re.fullmatch(r"what (?:was|were|is|are|they) (\S+)", bare(heading)), heading) for heading in sheet_map.own
    ]
    named += [(what[1], heading) for what, heading in asked if what]
    for verb, heading in named:
        if verb not in fields()["polarity"].headings and (stem(verb) in verb_forms() or likely_presence(verb)):
            return verb, heading
    return "", ""


@lru_cache(maxsize=1 << 12)
def _day(text: str, day_first: bool | None) -> str:
    """A date without its time of day."""
    return read_date(re.sub(r"^(\d{4}-\d\d-\d\d)[ T].*$", r"\1", text), day_first=day_first)


def _bare_heading(heading: str) -> str:
    """``Interview no. (our own)`` is ``Interview``: what stands before a number in a label."""
    plain = re.sub(r"\([^)]*\)", "", heading).strip(" .#")
    return re.sub(r"(?i)\s+(no|nr|number|id|ref|code)$", "", plain)
