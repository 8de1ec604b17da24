"""Draws any valid study: its own stages, verbs, words and codes, odd columns and odd texts.

A study is drawn as plain tables of text, then written as files. Columns, references and value
lists come from the schema, which is data; what becomes of the rows is nowhere decided here.
"""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from hypothesis import strategies as st

import graphmodel
from graphmodel.schema import KINDS, TABLES, VOCABULARIES
from graphmodel.schema.columns import Column, TableSchema
from graphmodel.schema.reading import FILLERS, MARKS, SYNONYMS

Row = dict[str, str]

PACKAGED = Path(graphmodel.__file__).parent / "data" / "study"
STANDING_IN = ("predicates", "stages", "evidence_types", "codebook")
"""Tables that a study may leave out: the packaged ones stand in."""

ODD_COLUMNS = {
    "hair": "hair",
    "Hair colour": "hair_colour",
    "Größe (cm)": "größe_cm",
    "2nd look": "column_2nd_look",
    "_private": "private",
    "日本": "日本",
    "`tick`": "tick",
    "a'b\"c": "a_b_c",
    "MATCH": "match",
    "id": "id",
    "kind": "kind",
    "type": "type",
    "start": "start",
    "end": "end",
    "start_label": "start_label",
    "subject_kind": "subject_kind",
    "from": "from",
    "to": "to",
    "sign": "sign",
    "rank": "rank",
    "profile_resources": "profile_resources",
}
"""Columns that no table knows, with the property that each becomes where the name is free."""

ODD_TEXTS = (
    "plain", "O'Brien", 'said "no"', '"', "'", "a;b", "a,b", "; ", "two\nlines", "tab\there", "NA", "null", "None",
    "TRUE", "007", "1e5", "1.10", "=1+1", "@here", "-", "\\", "\\n", "$x", "`", "{}", "//", "/*", "Ünïcödé",
    "e\u0301", "ﬁ", "İ", "日本語", "עברית", "👩‍⚕️", "\u200b", "a\u00a0b", "\ufeff", "�", "|", "0", "x" * 300,
)  # fmt: skip
_LETTERS = "abxyzAB019_-'éß文"


def _readable(text: str) -> bool:
    """Not what is read as something else: an Excel error, rows swallowed by a quotation mark, a word for "empty"."""
    crowded = any(sum(map(line.count, ",;\t")) > 4 for line in text.splitlines())
    empty = text.casefold() in FILLERS | MARKS
    return bool(text) and not (crowded or empty) and not text.startswith("#") and "_x" not in text


_CHARACTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
TEXTS = (
    st.lists(st.sampled_from(ODD_TEXTS) | st.text(_CHARACTERS, min_size=1, max_size=6), min_size=1, max_size=3)
    .map(lambda parts: " ".join(parts).strip())
    .filter(_readable)
)
WORDS = st.sampled_from(["first", "zweite Stufe", "третий", "a|b", "it's", "rural", "urban", "0"])
DATES = st.sampled_from(["1999", "2011", "2011-03", "2011-12", "2011-03-09", "2012-02-29"])
PLACES = st.lists(st.integers(0, 12).map(str), min_size=1, max_size=3).map(".".join)
ORDERS = st.sampled_from(["0", "1", "2", "10", "007", "999999999"])
SEPARATORS = st.sampled_from([";", "; ", " ;", ";;", ";\u00a0"])


@dataclass(frozen=True)
class Form:
    """How a study is written: a workbook, or CSV files as different programs save them."""

    workbook: bool = False
    separator: str = ","
    line_end: str = "\n"
    mark: str = ""


FORMS = st.builds(
    Form,
    workbook=st.sampled_from([False, True, False]),
    separator=st.sampled_from([",", ";", "\t"]),
    line_end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
)


@dataclass(frozen=True)
class RandomStudy:
    """A drawn study.

    ``columns`` holds the header of every table that is written, ``tables`` its rows (every row
    has all columns); ``settings`` holds the keys of study.toml by section.
    """

    columns: dict[str, list[str]]
    tables: dict[str, list[Row]]
    settings: dict[str, dict[str, Any]]
    form: Form

    def rows(self, table: str) -> list[Row]:
        """Rows of a table, of the packaged one where it stands in; columns that it lacks are empty."""
        known = [column.name for column in TABLES[table].columns] if table in TABLES else []
        rows = self.tables.get(table)
        if rows is None:
            rows = packaged(table) if table in STANDING_IN else []
            if table == "evidence_types" and "codebook" in self.columns:
                rows = [row | {"codes": ""} for row in rows]  # its codes are those of the packaged codebook
        return [dict.fromkeys(known, "") | row for row in rows]

    def shuffled(self, random: Random) -> "RandomStudy":
        """The same study with its rows and columns in another order, where order means nothing.

        It does mean something for stages without numbers, several notes on one claim and the
        numbering of columns with like names.
        """
        tables = {}
        columns = {name: random.sample(header, len(header)) for name, header in self.columns.items()}
        for name, rows in self.tables.items():
            listed = name == "coding_notes" or (
                name == "stages" and len({row.get("order", "") for row in rows}) < len(rows)
            )
            tables[name] = rows if listed else random.sample(rows, len(rows))
        return replace(self, tables=tables, columns=columns)

    def write(self, folder: Path) -> Path:
        """Write the study into a new folder; returns what to hand to the program."""
        folder.mkdir(parents=True)
        return self._workbook(folder / "study.xlsx") if self.form.workbook else self._folder(folder)

    def _folder(self, folder: Path) -> Path:
        (folder / "study.toml").write_text(_toml(self.settings), "utf-8")
        for name, header in self.columns.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                file.write(self.form.mark)
                out = csv.DictWriter(file, header, delimiter=self.form.separator, lineterminator=self.form.line_end)
                out.writeheader()
                out.writerows(self.tables[name])
        return folder

    def _workbook(self, path: Path) -> Path:
        book = openpyxl.Workbook()
        book.remove(book.active)
        listed = [("key", "value")]
        for section, keys in self.settings.items():
            for key, value in keys.items():
                text = value if isinstance(value, str) else "; ".join(value)
                listed.append((f"{section}.{key}" if section else key, text))
        _fill(book.create_sheet("study"), listed)
        for name, header in self.columns.items():
            rows = [[row[column] for column in header] for row in self.tables[name]]
            _fill(book.create_sheet(name), [header, *rows])
        book.save(path)
        return path


def packaged(table: str) -> list[Row]:
    """Rows of a packaged table."""
    with (PACKAGED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _fill(sheet: Any, rows: Iterable[Iterable[str]]) -> None:
    for number, row in enumerate(rows, start=1):
        for position, text in enumerate(row, start=1):
            if text:
                cell = sheet.cell(number, position, text)
                cell.data_type, cell.number_format = "s", "@"  # typed as text, as =1+1 and 1.10 have to be


def _toml(settings: dict[str, dict[str, Any]]) -> str:
    lines = []
    for section, keys in settings.items():
        lines += [f"[{section}]"] if section else []
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    return "\n".join(lines) + "\n"


class _Drawing:
    """One study being drawn."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.columns: dict[str, list[str]] = {}
        self.tables: dict[str, list[Row]] = {}
        self.default = {name for name in STANDING_IN if draw(st.booleans())}
        self.settings = self._settings()
        self.words = {**VOCABULARIES, **self.settings.get("vocabularies", {})}
        self.words["focus"] = self.settings.get("focus", {}).get("values", ["anything"])
        taken: set[str] = set()
        self.ids = {kind.name: self._ids(kind.table, kind.prefix, taken) for kind in KINDS}
        self.kind_of = {name: kind for kind, names in self.ids.items() for name in names}

    def study(self) -> RandomStudy:
        """Draw every table."""
        for kind in KINDS:
            schema = TABLES[kind.table]
            if kind.table in self.default:
                continue
            rows = [self._row(schema, name, i) for i, name in enumerate(self.ids[kind.name])]
            self._keep(schema, _with_phases(rows) if kind.name == "stage" else rows)
        self._supply()
        if "predicates" not in self.default:
            self._keep(TABLES["predicates"], self._verbs())
        self._keep(TABLES["claims"], self._claims())
        for name in (
            "evidence_use",
            "verdicts",
            "ratings",
            "stakeholder_profiles",
            "stakeholder_links",
            "successors",
            "coding_notes",
            "codings",
        ):
            self._keep(TABLES[name], self._others(TABLES[name]))
        if self.draw(st.booleans()):
            self.columns["field_diary"] = ["day", "what"]
            self.tables["field_diary"] = [{"day": self.draw(DATES), "what": self._text()} for _ in range(2)]
        return RandomStudy(self.columns, self.tables, self.settings, self.draw(FORMS))

    def _one(self, options: Iterable[str]) -> str:
        return str(self.draw(st.sampled_from(list(options))))

    def _text(self) -> str:
        return str(self.draw(TEXTS))

    def _settings(self) -> dict[str, dict[str, Any]]:
        drawn: dict[str, dict[str, Any]] = {"": {"id": self._text(), "title": self._text()}}
        focus = self.draw(st.lists(WORDS, min_size=2, max_size=4, unique=True))
        if self.draw(st.booleans()):
            drawn["focus"] = {"values": focus, "in_question": focus[0], "compared_with": focus[1]}
        elif self.draw(st.booleans()):
            drawn["focus"] = {"values": focus}
        lists = ["extent", "level", "granularity", "rating", "scope"]
        if "predicates" not in self.default:
            lists.append("step")  # the default verbs mark steps of the default list
        own = {name: self.draw(st.lists(WORDS, min_size=1, max_size=4, unique=True)) for name in lists if self._yes()}
        return {**drawn, "vocabularies": own} if own else drawn

    def _yes(self) -> bool:
        """Now and then; a study that fails is made simpler by saying no."""
        return bool(self.draw(st.integers(0, 3)) == 3)

    def _ids(self, table: str, prefix: str, taken: set[str]) -> list[str]:
        if table in self.default:
            names = [next(iter(row.values())) for row in packaged(table)]
        elif table == "codebook":
            names = self.draw(st.lists(PLACES | st.just("A.1"), max_size=4, unique=True))
        else:
            least = 1 if table == "sources" or not self._yes() else 0
            ends = self.draw(
                st.lists(st.text(_LETTERS, min_size=1, max_size=5), min_size=least, max_size=3, unique=True)
            )
            names = [f"{prefix}{end}" for end in ends]
        names = [name for name in names if name not in taken]
        taken.update(names)
        return names

    def _supply(self) -> None:
        own = (
            self.draw(st.lists(st.sampled_from(self.ids["stage"]), max_size=2, unique=True))
            if self.ids["stage"]
            else []
        )
        if own:
            self.settings["stages"] = {"supply": own}
        if self.ids["stage"] and self._yes():
            self.settings[""]["id"] = self.ids["stage"][0]

    def _row(self, schema: TableSchema, name: str, before: int) -> Row:
        row = {column.name: self._cell(column) for column in schema.columns}
        if schema.up:
            above = self.ids[schema.kind][:before]
            row[schema.up] = self._one(["", *above])
        return {**row, schema.id_column: name}

    def _cell(self, column: Column) -> str:
        if not column.required and self._yes():
            return ""
        if column.refers_to:
            names = [name for kind in column.refers_to for name in self.ids.get(kind, [])]
            if not names:
                return ""
            return self._list(names) if column.type == "list" else self._one(names)
        if column.vocabulary:
            # Nothing is left of a source that has withdrawn; tests/check/test_words.py holds that.
            return self._one([word for word in self.words[column.vocabulary] if word != "withdrawn"])
        if column.type == "list":
            return self._list(["one thing", 'O\'Brien, "J"', "wörter", "1.10", "a\nb"])
        typed = {"date": DATES, "place": PLACES, "integer": ORDERS}
        return str(self.draw(typed.get(column.type, TEXTS)))

    def _list(self, names: list[str]) -> str:
        return (
            str(self.draw(SEPARATORS)).join(self.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3))).strip()
        )

    def _verbs(self) -> list[Row]:
        defaults = [row["predicate"] for row in packaged("predicates")]
        names = self.draw(
            st.lists(st.sampled_from([*defaults, "put", "told", "sah"]), min_size=1, max_size=6, unique=True)
        )
        kinds = st.lists(st.sampled_from(KINDS).map(lambda kind: kind.name), min_size=1, max_size=3, unique=True)
        return [
            {
                "predicate": name,
                "label": self._text(),
                "subject": self._one(["|", " | "]).join([*self.draw(kinds), "evidence"]),
                "object": "|".join(self.draw(kinds)),
                "step": self._one(["", *self.words["step"]]),
                "presence": self._one(["", "present", "lost", "neutral"]),
                "acts_as": self._one(["", *defaults]),
                "relation": self._one(["", "joins", "opposes", "leaves_out", "none"]),
                "symmetric": self._one(["", "yes", "no"]),
            }
            for name in names
        ]

    def _claims(self) -> list[Row]:
        verbs = packaged("predicates") if "predicates" in self.default else self.tables["predicates"]
        persons = {row["actor"] for row in self.tables["actors"] if row.get("granularity") == "person"}
        verbs = [verb for verb in verbs if self._nodes(verb["subject"]) and self._nodes(verb["object"])]
        on_evidence = [verb for verb in verbs if "evidence" in verb["subject"] + verb["object"]]
        rows: list[Row] = []
        for number in range(self.draw(st.sampled_from([6, 10, 3, 8, 5, 0])) if verbs else 0):
            verb = self.draw(st.sampled_from(on_evidence if on_evidence and not self._yes() else verbs))
            subjects, objects = (self._nodes(verb[end]) for end in ("subject", "object"))
            subject, object_ = self._one(subjects), self._one(objects)
            if subject == object_ and subject in persons:
                continue
            row = {column.name: self._cell(column) for column in TABLES["claims"].columns}
            ends = {"subject": subject, "predicate": verb["predicate"], "object": object_}
            named = {"claim": f"c{self._one(['', '.', '-'])}{number}"}
            rows.append(row | ends | named | {"coder": self._one(["", "coder.a"])})  # two on a passage are an error
        return rows

    def _nodes(self, kinds: str) -> list[str]:
        return [name for kind in kinds.split("|") for name in self.ids[kind.strip().lower()]]

    def _others(self, schema: TableSchema) -> list[Row]:
        needed = [kind for column in schema.columns if column.required for kind in column.refers_to]
        if schema.name == "coding_notes":
            claims = [row["claim"] for row in self.tables["claims"]]
            chosen = self.draw(st.lists(st.sampled_from(claims), max_size=3)) if claims else []
            return [{"claim": claim, "note": self._text()} for claim in chosen]
        if schema.name == "codings":
            claims = [row["claim"] for row in self.tables["claims"]]
            chosen = self.draw(st.lists(st.sampled_from(claims), max_size=3, unique=True)) if claims else []
            verbs = packaged("predicates") if "predicates" in self.default else self.tables["predicates"]
            named = {"predicate": self._one(["", *(verb["predicate"] for verb in verbs)]), "coder": "coder.b"}
            return [{c.name: self._cell(c) for c in schema.columns} | named | {"claim": name} for name in chosen]
        if schema.name == "decisions":
            claims = [row["claim"] for row in self.tables["claims"]]
            chosen = self.draw(st.lists(st.sampled_from(claims), max_size=2)) if claims else []
            named = {"field": "polarity", "decision": "mixed", "decided_by": "coder.a"}
            return [{c.name: self._cell(c) for c in schema.columns} | named | {"claim": name} for name in chosen]
        if not all(self.ids[kind] for kind in needed):
            return []
        rows = [
            {column.name: self._cell(column) for column in schema.columns} for _ in range(self.draw(st.integers(0, 3)))
        ]
        if schema.name == "stakeholder_profiles":
            rows = list({row["actor"]: row for row in rows}.values())  # one profile an actor
        return rows

    def _keep(self, schema: TableSchema, rows: list[Row]) -> None:
        """Keep a table with some optional columns gone and some that the schema does not know."""
        if not rows and schema.name not in {"claims", "sources", "actors", "predicates", "stages"} and self._yes():
            return
        optional = [column.name for column in schema.columns if not column.required and column.name != schema.up]
        gone = self.draw(st.sets(st.sampled_from(optional), max_size=3)) if optional and self._yes() else set()
        odd = self.draw(st.lists(st.sampled_from(list(ODD_COLUMNS)), max_size=2, unique=True))
        asked = {other for column in gone for other in SYNONYMS.get(column, ())}  # the check would ask about them
        odd = [name for name in odd if schema.column(name) is None and name not in asked]
        header = [column.name for column in schema.columns if column.name not in gone]
        self.columns[schema.name] = self.draw(st.permutations([*header, *odd])) if self._yes() else [*header, *odd]
        kept = [
            {name: self._one(["", self._text()]) if name in odd else row[name] for name in self.columns[schema.name]}
            for row in rows
        ]
        self.tables[schema.name] = [row for row in kept if any(row.values())]  # a blank row is no row in a workbook


def _with_phases(rows: list[Row]) -> list[Row]:
    """Say of some stages which phase they belong to: the one that their parents lead to."""
    parents = {row["stage"]: row["parent"] for row in rows}

    def top(stage: str) -> str:
        return top(parents[stage]) if parents[stage] else stage

    return [row | {"phase": top(row["stage"]) if row["phase"] else ""} for row in rows]


@st.composite
def random_studies(draw: Any) -> RandomStudy:
    """Any valid study."""
    return _Drawing(draw).study()
