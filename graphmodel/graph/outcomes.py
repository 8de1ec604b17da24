"""What became of each evidence item: the table of outcomes, applied.

:func:`item_outcomes` is the one function that applies :data:`~graphmodel.schema.rules.OUTCOME_RULES`. The
build stores its answers on the nodes of evidence; analyses that count within a choice of claims call it too.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.schema import rules
from graphmodel.schema.layout import DERIVED_NODE

OUTCOME_COLUMNS = tuple(DERIVED_NODE["EvidenceItem"])
_CERTAINTIES = ("stated", "tentative", rules.NORMATIVE)
"""From the surest."""
_SETS = tuple(dict.fromkeys(name for rule in rules.OUTCOME_RULES for name in (*rule.some, *rule.none)))
_BIT = {name: 1 << number for number, name in enumerate(_SETS)}
_WORDS = pa.array(rules.OUTCOMES)


def item_outcomes(rows: pa.Table, items: pa.Array) -> pa.Table:
    """Outcome of each item: the first rule that holds.

    Args:
        rows: claims that touch evidence, with their sets (:func:`graphmodel.graph.evidence.touching`),
            ``claim``, ``certainty`` and ``use``.
        items: ids of the items to list, with or without claims.

    Returns:
        In the order of ``items``:

        - ``outcome``: one of :data:`~graphmodel.schema.rules.OUTCOMES`;
        - ``n_deciding``: claims in the sets that the outcome names; 1: it rests on one claim only;
        - ``outcome_certainty``: that of the surest of them; missing where there is none;
        - ``opposed``: contested or blocked, beside any outcome;
        - ``lost_elsewhere``: a loss beside a use;
        - ``kinds_of_use``: of the claims of impact, where that is the outcome;
        - ``outcome_claims``: ids of the claims that decide, sorted.
    """
    rows = rows.sort_by("claim")
    item = pc.index_in(rows["evidence"], value_set=items)
    rows = rows.filter(item.is_valid())
    item = item.drop_null().to_numpy().astype(np.int64)
    bits = np.zeros(len(rows), np.int64)
    for name, bit in _BIT.items():
        bits |= np.where(rows[name].to_numpy(), bit, 0)
    has = np.zeros(len(items), np.int64)
    np.bitwise_or.at(has, item, bits)
    outcome = np.full(len(items), len(rules.OUTCOME_RULES), np.int64)
    decide = np.zeros(len(rules.OUTCOMES), np.int64)
    for number, rule in reversed(list(enumerate(rules.OUTCOME_RULES))):
        some, none = sum(_BIT[name] for name in rule.some), sum(_BIT[name] for name in rule.none)
        outcome[(has & some == some) & (has & none == 0)] = number
        decide[number] = 0 if rule.outcome == rules.UNCLEAR else some
    deciding = np.flatnonzero(bits & decide[outcome[item]])
    deciding = deciding[np.argsort(item[deciding], kind="stable")]
    uses = np.isin(outcome, [rules.OUTCOMES.index(word) for word in rules.USES])
    return pa.table(
        {
            "outcome": _WORDS.take(pa.array(outcome)),
            "n_deciding": pa.array(np.bincount(item[deciding], minlength=len(items))),
            "outcome_certainty": _surest(rows["certainty"], item, deciding, len(items)),
            "opposed": pa.array(has & _BIT["opposed"] > 0),
            "lost_elsewhere": pa.array(uses & (has & _BIT["loss"] > 0)),
            "kinds_of_use": _kinds_of_use(rows["use"], item, deciding, outcome),
            "outcome_claims": _lists(rows["claim"], item, deciding, len(items)),
        }
    ).select(OUTCOME_COLUMNS)


_Codes = npt.NDArray[np.int64]


def _surest(certainty: pa.ChunkedArray, item: _Codes, deciding: _Codes, n_items: int) -> pa.Array:
    codes = pc.index_in(certainty, value_set=pa.array(_CERTAINTIES)).to_numpy()[deciding]
    found = np.full(n_items, len(_CERTAINTIES), np.int64)
    np.minimum.at(found, item[deciding], codes.astype(np.int64))
    return pa.array([*_CERTAINTIES, None]).take(pa.array(found))


def _kinds_of_use(use: pa.ChunkedArray, item: _Codes, deciding: _Codes, outcome: _Codes) -> pa.Array:
    impact = deciding[outcome[item[deciding]] == rules.OUTCOMES.index(rules.REACHED_IMPACT)]
    words: dict[int, set[Any]] = {}
    for of, word in zip(item[impact].tolist(), use.take(pa.array(impact)).to_pylist(), strict=True):
        words.setdefault(of, set()).add(word or rules.NOT_SAID)
    return pa.array([sorted(words[n]) if n in words else None for n in range(len(outcome))], pa.list_(pa.string()))


def _lists(claims: pa.ChunkedArray, item: _Codes, chosen: _Codes, n_items: int) -> pa.Array:
    """Claims of each item; missing where it has none."""
    sizes = np.bincount(item[chosen], minlength=n_items)
    offsets = pa.array(np.concatenate([[0], np.cumsum(sizes)]), pa.int32())
    ids = claims.combine_chunks().take(pa.array(chosen))
    return pa.ListArray.from_arrays(offsets, ids, mask=pa.array(sizes == 0))
