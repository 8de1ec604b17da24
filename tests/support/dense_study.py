"""Makes small studies in which much meets: few things, tens or hundreds of claims on them, gaps in every column.

Questions count what meets: several claims on one item at one stage, by one speaker, at odds.
Studies that Hypothesis draws (``random_study``) have odd columns and texts and hardly two claims on
one thing; these have the packaged verbs, stages and codes, so that every question finds something.
"""

from collections.abc import Sequence
from pathlib import Path
from random import Random

from graphmodel.schema import KINDS, TABLES, VOCABULARIES
from graphmodel.schema.columns import Column
from tests.support.random_study import packaged
from tests.support.studies import Rows, write_study

FOCUS = ("urban", "rural", "Rural")
_SETTINGS = """\
id = "dense"
title = "A study in which much meets"

[focus]
values = ["urban", "rural", "Rural"]
in_question = "rural"
compared_with = "urban"

[stages]
supply = ["solutions.supply"]
"""
_WORDS = ["a", "A", "B", "b", "é", "e\u0301", "Zürich", "zürich", "日本", "ß", "SS", "1.10", "1.9", "10", "it's", "𝒳"]
_KINDS_OF = {
    "sites": ("case study", "comparison", "case study"),
    "sources": ("interview", "synthesis", "observation", "interview"),
}
"""Words in the column ``kind`` that questions know."""
_DATES = ("2011", "2011-03", "2011-03-09", "2012-02-29", "1999-12")
_STANDING_IN = ("stages", "codebook")
_VERBS = [
    {"predicate": "cited", "subject": "actor|organisation", "object": "evidence", "acts_as": "applied"},
    {"predicate": "mislaid", "subject": "actor", "object": "evidence", "step": "generation", "presence": "lost"},
    {"predicate": "sat_near", "subject": "actor|organisation", "object": "evidence|actor|organisation|workstream"},
]
"""Verbs of their own: one acts as a default verb, two as none."""
_MOST_FREQUENT = {"produced", "applied", "ignored", "asserts"}


def dense_study(folder: Path, seed: int) -> Path:
    """Write the study of this number; the same number gives the same study."""
    return write_study(folder, _Drawing(Random(seed)).tables(), _SETTINGS)


class _Drawing:
    """One study being drawn."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._gaps = random.choice([0.1, 0.3, 0.6])
        self._words = {**VOCABULARIES, "focus": FOCUS}
        self._ids = {kind.name: self._some_ids(kind.table, kind.prefix) for kind in KINDS}

    def tables(self) -> dict[str, Rows]:
        """The rows of every table; the packaged stages, verbs and codes stand in for their own."""
        made = {kind.table: self._nodes(kind.name, kind.table) for kind in KINDS if kind.table not in _STANDING_IN}
        verbs = packaged("predicates")
        made["predicates"] = [dict.fromkeys([*verbs[0], "acts_as"], "") | verb for verb in [*verbs, *_VERBS]]
        made["claims"] = self._claims(made["predicates"])
        for name in ("evidence_use", "verdicts", "ratings", "stakeholder_links", "successors"):
            made[name] = [self._row(name) for _ in range(self._random.randint(0, 12))]
        made["stakeholder_profiles"] = [
            self._row("stakeholder_profiles") | {"actor": actor} for actor in self._ids["actor"] if self._is_gap()
        ]
        noted = self._random.sample(made["claims"], min(4, len(made["claims"])))
        made["coding_notes"] = [{"claim": row["claim"], "note": self._text()} for row in noted]
        verbs_of_coder = ["", *(verb["predicate"] for verb in made["predicates"])]
        made["codings"] = [
            self._row("codings")
            | {"claim": row["claim"], "coder": coder, "predicate": self._random.choice(verbs_of_coder)}
            for row in noted
            for coder in ("coder.a", "coder.b")
        ]
        return made

    def _some_ids(self, table: str, prefix: str) -> list[str]:
        if table in _STANDING_IN:
            ids = [next(iter(row.values())) for row in packaged(table)]
            # Few stages, so that claims meet there; each with the phase that it belongs to.
            return self._random.sample(ids, 6)
        words = self._random.sample(_WORDS, self._random.randint(2, 5))
        return [f"{prefix or 'type.'}{word}" for word in words]

    def _nodes(self, kind: str, table: str) -> Rows:
        rows = []
        for place, id_ in enumerate(self._ids[kind]):
            row = self._row(table) | {TABLES[table].id_column: id_}
            if table in _KINDS_OF and row["kind"]:
                row["kind"] = self._random.choice(_KINDS_OF[table])
            if TABLES[table].up:
                row[TABLES[table].up] = self._random.choice(["", *self._ids[kind][:place]])
            if "granularity" in row:
                row["granularity"] = self._random.choice(["role", "group"])  # a person does nothing to itself
            rows.append(row)
        return rows

    def _claims(self, all_verbs: Rows) -> Rows:
        verbs = self._random.sample(all_verbs, 9)
        verbs += 2 * [verb for verb in all_verbs if verb["predicate"] in _MOST_FREQUENT]
        rows = []
        for number in range(self._random.choice([10, 60, 120, 200])):
            verb = self._random.choice(verbs)
            ends = {end: self._random.choice(self._of_kinds(verb[end])) for end in ("subject", "object")}
            row = self._row("claims") | ends | {"predicate": verb["predicate"], "claim": f"c{number}"}
            # A passage has one coder, so each source has.
            rows.append(row | ({"coder": f"coder of {row['source']}"} if row["coder"] else {}))
        return rows

    def _of_kinds(self, kinds: str) -> list[str]:
        return [id_ for kind in kinds.split("|") for id_ in self._ids[kind]]

    def _row(self, table: str) -> dict[str, str]:
        return {column.name: self._cell(column) for column in TABLES[table].columns}

    def _cell(self, column: Column) -> str:
        if (not column.required and self._is_gap()) or column.refers_to == ("claim",):
            return ""  # rows of nodes are made before there are claims
        named = [id_ for kind in column.refers_to for id_ in self._ids[kind]]
        if column.type == "list":
            entries: Sequence[str] = named or _WORDS
            return ";".join(self._random.choices(entries, k=self._random.randint(1, 4)))
        if named:
            return self._random.choice(named)
        if column.vocabulary:
            return self._random.choice(self._words[column.vocabulary])
        typed = {"date": _DATES, "integer": ("0", "1", "2", "2", "10")}
        return self._random.choice(typed[column.type]) if column.type in typed else self._text()

    def _text(self) -> str:
        return " ".join(self._random.choices(_WORDS, k=self._random.randint(1, 2)))

    def _is_gap(self) -> bool:
        return self._random.random() < self._gaps
