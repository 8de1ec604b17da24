"""The verbs of a study, and whether a claim's verb may join what it joins."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.check.ids import KIND_NUMBERS, NodeIndex, kinds_of
from graphmodel.check.rows import CheckedRows, NearNames
from graphmodel.schema import KINDS
from graphmodel.schema.reading import name_key
from graphmodel.schema.vocabularies import default_verbs
from graphmodel.study import Positions, mask

MOST_LISTED = 60
"""Verbs that a message lists."""


def check_verbs(rows: CheckedRows, near: NearNames) -> None:
    """Check the table ``predicates``; kinds are normalised (``Actor | evidence`` is accepted)."""
    for column in ("subject", "object"):
        cells = pc.utf8_lower(pc.replace_substring_regex(rows.cells[column], r"\s*\|\s*", "|"))
        rows.cells[column] = cells
        unknown = {
            i: wrong
            for i, cell in enumerate(cells.to_pylist())
            if cell and (wrong := [kind for kind in cell.split("|") if kind not in KIND_NUMBERS])
        }
        found = np.zeros(len(rows), bool)
        found[list(unknown)] = True
        rows.fault(
            found,
            column,
            "unknown_kind",
            lambda i, unknown=unknown: f"{unknown[i][0]!r} is not a kind of node.",  # type: ignore[misc]
            lambda i, unknown=unknown: near.remedy(  # type: ignore[misc]
                unknown[i][0], "kinds", KIND_NUMBERS, f"Use these, with | between them: {', '.join(KIND_NUMBERS)}."
            ),
        )
    first: dict[str, int] = {}
    again = np.zeros(len(rows), bool)
    names = rows.cells["predicate"].to_pylist()
    for i, name in enumerate(names):
        again[i] = bool(name) and name in first
        first.setdefault(name, int(rows.numbers[i]))
    rows.fault(
        again,
        "predicate",
        "duplicate_id",
        lambda i: f"The verb is already in row {first[names[i]]}.",
        "Give one of the two another name, or delete it.",
    )
    verbs = pa.array(["", *default_verbs()], pa.string())
    rows.fault(
        ~mask(pc.is_in(rows.cells["acts_as"], value_set=verbs)),
        "acts_as",
        "unknown_verb",
        lambda i: f"{rows.value('acts_as', i)!r} is not a default verb.",
        lambda i: near.remedy(
            rows.value("acts_as", i),
            "default verbs",
            default_verbs(),
            f"Write one of: {', '.join(default_verbs())}; or leave the cell empty.",
        ),
    )
    _note_relations(rows)


def _note_relations(rows: CheckedRows) -> None:
    """Say which of a study's own verbs count as joining two stakeholders as they have no other word."""
    own = ~mask(pc.is_in(rows.cells["predicate"], value_set=pa.array(list(default_verbs()), pa.string())))
    silent = own & ~rows.filled("relation") & ~rows.filled("acts_as") & rows.filled("predicate")
    between = np.ones(len(rows), bool)
    for column in ("subject", "object"):
        kinds = rows.cells[column].to_pylist()
        between &= np.array([bool({"actor", "organisation"} & set(of.split("|"))) for of in kinds], bool)
    chosen = [name for name, fits in zip(rows.cells["predicate"].to_pylist(), silent & between, strict=True) if fits]
    if chosen:
        more = f" and {len(chosen) - MOST_LISTED} more" if len(chosen) > MOST_LISTED else ""
        rows.problems.add(
            rows.place.problem(
                "note",
                "verb_relation",
                f"These verbs do not say how they relate two stakeholders, and count as joining them: "
                f"{', '.join(chosen[:MOST_LISTED])}{more}.",
                "If one does not join, write opposes, leaves_out or none under relation; if it says the same of both, "
                "write yes under symmetric.",
                column="relation",
            )
        )


@dataclass(frozen=True)
class VerbRules:
    """Which kinds each verb may join, as bits by the number of the kind; no bits where nothing is known.

    ``labels`` gives the verb of each label that only one verb has.

    ``usable`` is false where the table lacks a needed column, so that no claim can be taken.
    """

    names: pa.Array
    rows: Positions
    out: np.ndarray[tuple[int], np.dtype[np.bool_]]
    subjects: Positions
    objects: Positions
    usable: bool
    labels: Mapping[str, str]

    @classmethod
    def of(cls, rows: CheckedRows, usable: bool) -> "VerbRules":
        """The rules of a checked table of verbs, left-out rows included."""
        first: dict[str, int] = {}
        for i, name in enumerate(rows.cells["predicate"].to_pylist()):
            if name:
                first.setdefault(name, i)
        places = np.array(list(first.values()), np.int64)

        def bits(column: str) -> Positions:
            cells = rows.cells[column].to_pylist()
            return np.array(
                [sum(1 << KIND_NUMBERS[kind] for kind in set(cells[i].split("|")) & set(KIND_NUMBERS)) for i in places],
                np.int64,
            )

        return cls(
            pa.array(list(first), pa.string()),
            rows.numbers[places],
            rows.bad[places],
            bits("subject"),
            bits("object"),
            usable,
            _verbs_by_label(rows),
        )

    @property
    def kinds(self) -> set[str]:
        """Kinds of node that some verb takes."""
        return set(kinds_of(int(np.bitwise_or.reduce(np.concatenate([self.subjects, self.objects]), initial=0))))

    def allowed(self, verbs: pa.Array) -> dict[str, Positions]:
        """The kinds that each of some verbs may join, as bits, by ``subject`` and ``object``; all for unknown verbs."""
        everything = (1 << len(KINDS)) - 1
        found = pc.fill_null(pc.index_in(verbs, value_set=self.names), -1).to_numpy(zero_copy_only=False)

        def of(rules: Positions) -> Positions:
            known = np.append(np.where(rules == 0, everything, rules), everything)  # the last is for unknown verbs
            return np.asarray(known[found], np.int64)

        return {"subject": of(self.subjects), "object": of(self.objects)}

    def check(
        self, rows: CheckedRows, index: NodeIndex, subjects: Positions, objects: Positions, near: NearNames
    ) -> None:
        """Check the verbs of claims whose subjects and objects exist."""
        cells = rows.cells["predicate"]
        found = pc.fill_null(pc.index_in(cells, value_set=self.names), -1)
        verbs = np.asarray(found.to_numpy(zero_copy_only=False), dtype=np.int64)
        if not self.usable:  # which is one error of the verbs
            rows.leave_out(True)
            if not len(self.names):
                return
        known = verbs >= 0
        names = self.names.to_pylist()
        listed = f"one of these: {', '.join(names[:MOST_LISTED])}" if names else "a verb that is there"
        more = f" and {len(names) - MOST_LISTED} more in predicates" if len(names) > MOST_LISTED else ""
        rows.fault(
            ~known & rows.filled("predicate"),
            "predicate",
            "unknown_verb",
            lambda i: f"{rows.value('predicate', i)!r} is not in the table predicates.",
            lambda i: near.remedy(
                rows.value("predicate", i),
                "verbs",
                names,
                f"Add a row for it to predicates, or use {listed}{more}.",
            ),
        )
        if not len(names):
            return
        out = known & self.out[verbs] & self.usable
        rows.fault(
            out & ~rows.bad,
            "predicate",
            "names_left_out",
            lambda i: f"The verb {names[verbs[i]]} is itself left out (predicates row {self.rows[verbs[i]]}).",
            lambda i: f"Correct predicates row {self.rows[verbs[i]]} first; that may also correct this row.",
        )
        for column, nodes, rules in (("subject", subjects, self.subjects), ("object", objects, self.objects)):
            if not len(index.kinds):
                return
            kinds = index.kinds[nodes]
            allowed = (rules[verbs] >> kinds) & 1
            rows.fault(
                known & ~out & (nodes >= 0) & (allowed == 0) & (rules[verbs] != 0),
                column,
                "verb_joins",
                lambda i, nodes=nodes, rules=rules, column=column: (  # type: ignore[misc]
                    f"{names[verbs[i]]} takes {_kinds(int(rules[verbs[i]]))} as its {column};"
                    f" {rows.value(column, i)} is of kind {index.kind(int(nodes[i]))}."
                ),
                lambda i, column=column: (  # type: ignore[misc]
                    f"Change the {column} or the verb, or allow more kinds as {column} of {names[verbs[i]]}."
                ),
            )


def _verbs_by_label(rows: CheckedRows) -> dict[str, str]:
    by_label: dict[str, set[str]] = defaultdict(set)
    for name, label in zip(rows.cells["predicate"].to_pylist(), rows.cells["label"].to_pylist(), strict=True):
        if name and label:
            by_label[name_key(label)].add(name)
    names = set(rows.cells["predicate"].to_pylist())
    pairs = zip(rows.cells["label"].to_pylist(), rows.cells["predicate"].to_pylist(), strict=True)
    return {label: name for label, name in pairs if len(by_label[name_key(label)]) == 1 and label not in names}


def _kinds(bits: int) -> str:
    return " or ".join(kinds_of(bits))
