"""Warnings about a study as a whole: what no claim uses, and labels that probably mean the same."""

import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from graphmodel.check.ids import KIND_NUMBERS, NodeIndex
from graphmodel.check.rows import CheckedRows
from graphmodel.problems import Place, Problem, shown
from graphmodel.schema import KINDS, TABLES
from graphmodel.study import Positions

ALIKE = 93
"""Similarity (0 to 100, rapidfuzz ratio) from which two labels are likely duplicates."""
SHORTEST = 8
"""Shorter labels match only when they are equal, because one letter is too large a part of them."""
WINDOW = 8


def likely_duplicates(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of positions (first, second) of labels that are likely to be duplicates.

    Equal except for case, punctuation and spaces; or nearly equal. For the latter, each label is
    compared with its neighbours in two orders, by its beginning and by its end (the sorted
    neighbourhood method), so that twenty thousand labels take a fraction of a second. Labels that
    differ in a number, or in a short word such as not, are different.
    """
    plain = [_plain(label) for label in labels]
    first: dict[str, int] = {}
    leaders = []
    for i, text in enumerate(plain):
        if not text:
            continue
        if text in first:
            yield first[text], i
        else:
            first[text] = i
            leaders.append(i)
    leaders = [i for i in leaders if len(plain[i]) >= SHORTEST]
    numbers: dict[tuple[str, ...], int] = {}
    short_words = {i: numbers.setdefault(_short_words(plain[i]), len(numbers)) for i in leaders}
    seen: set[tuple[int, int]] = set()
    for key in (lambda i: plain[i], lambda i: plain[i][::-1]):
        order = sorted(leaders, key=key)
        for at, after in _neighbours([plain[i] for i in order], np.array([short_words[i] for i in order])):
            i, j = order[at], order[after]
            pair = (min(i, j), max(i, j))
            if pair not in seen:
                seen.add(pair)
                yield pair


def _neighbours(texts: list[str], short_words: Positions) -> list[tuple[int, int]]:
    """Positions, in order, of nearly equal texts at most ``WINDOW`` apart with the same numbers and short words."""
    found: list[tuple[int, int]] = []
    for apart in range(1, min(WINDOW + 1, len(texts))):
        likeness = process.cpdist(texts[:-apart], texts[apart:], scorer=fuzz.ratio, score_cutoff=ALIKE)
        alike = (likeness > 0) & (short_words[:-apart] == short_words[apart:])
        found.extend((at, at + apart) for at in np.flatnonzero(alike).tolist())
    return sorted(found)


def _plain(label: str) -> str:
    text = label.casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", text))


def _short_words(text: str) -> tuple[str, ...]:
    """Numbers and words of up to three letters: 'phase 1' is not 'phase 2', 'is' not 'is not'."""
    return tuple(w for w in text.split() if len(w) <= 3 or (not w.isalpha() and any(c.isdigit() for c in w)))


_FIRST = 5


def unused_nodes(index: NodeIndex, places: Mapping[str, Place], kinds: Container[str]) -> Iterator[Problem]:
    """One warning per table with nodes that no claim names, including codes.

    Args:
        index: all nodes; those that claims name are marked.
        places: the study's own tables of nodes.
        kinds: kinds of node that a claim can name at all.
    """
    for kind in KINDS:
        if kind.name not in kinds or kind.table not in places:
            continue
        of_kind = (index.kinds == KIND_NUMBERS[kind.name]) & ~index.out
        idle = np.flatnonzero(of_kind & ~index.used)
        if not len(idle):
            continue
        first = ", ".join(str(index.ids[int(i)].as_py()) for i in idle[:_FIRST])
        more = f" and {len(idle) - _FIRST:,} more" if len(idle) > _FIRST else ""
        codes = kind.name == "code"
        yield places[kind.table].problem(
            # A stage without claims is a finding, not a mistake.
            "note" if kind.name == "stage" else "warning",
            "unused_code" if codes else "node_without_claims",
            f"No claim names {len(idle):,} of {int(of_kind.sum()):,} {kind.plural}: {first}{more}.",
            "Check that coding is complete. If it is, there is nothing to do."
            if codes
            else "Check that claims spell their ids in the same way, and that they are needed.",
            column=TABLES[kind.table].id_column,
        )


def spread_use(index: NodeIndex, tables: Mapping[str, CheckedRows]) -> None:
    """Mark what is used through another node: a phase by its functions, a site by its sources.

    A claim without a site has that of its workstream or source.
    """
    ways = [(schema, schema.up) for schema in TABLES.values() if schema.up]
    ways += [(TABLES[table], "site") for table in ("workstreams", "sources")]
    before = -1
    while (now := int(index.used.sum())) != before:
        before = now
        for schema, column in ways:
            rows = tables.get(schema.name)
            if rows is None or schema.id_column in rows.absent:
                continue
            starts, ends = index.find(rows.cells[schema.id_column]), index.find(rows.cells[column])
            both = (starts >= 0) & (ends >= 0)
            index.used[ends[both][index.used[starts[both]]]] = True


def alike(rows: CheckedRows, kind_plural: str) -> Iterator[Problem]:
    """One warning per pair of rows whose labels probably mean the same."""
    labels = rows.cells["label"].to_pylist()
    # Every theme of a codebook may have a "General".
    themes = rows.cells["theme"].to_pylist() if "theme" in rows.cells else [""] * len(labels)
    for i, j in likely_duplicates([f"{theme} {label}" for theme, label in zip(themes, labels, strict=True)]):
        same = labels[i] == labels[j]
        yield rows.place.problem(
            "warning",
            "likely_duplicate",
            f"{'The same label as' if same else 'Nearly the same label as'} row {int(rows.numbers[i])}"
            f"{'' if same else f' ({shown(labels[i])})'}.",
            f"If both {kind_plural} are the same thing, keep one and use its id; if not, make the labels differ more.",
            row=int(rows.numbers[j]),
            column="label",
            value=shown(labels[j]),
        )
