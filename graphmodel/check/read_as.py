"""Cells that are read as something else than their text: counted by column, for one note each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from graphmodel.problems import Place, Problems, shown
from graphmodel.wording import counted

_LISTED = 5


class ReadAs:
    """Replaces texts of cells by what they mean, and remembers which.

    Args:
        rule: short name of the note.
        what: what the cells are read as, such as ``a date``.
        remedy: what to do.
    """

    def __init__(self, rule: str, what: str, remedy: str = "There is nothing to do.") -> None:
        self._rule, self._what, self._remedy = rule, what, remedy
        self._pairs: dict[tuple[Place, str], Counter[tuple[str, str]]] = defaultdict(Counter)

    def replace(self, place: Place, column: str, cells: pa.Array, meant: Mapping[str, str]) -> pa.Array:
        """The cells of a column, with some texts replaced by others."""
        if meant:
            changed = cells.filter(pc.is_in(cells, value_set=pa.array(list(meant), pa.string()))).to_pylist()
            self.add(place, column, ((text, meant[text]) for text in changed))
        return replaced(cells, meant)

    def add(self, place: Place, column: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember text and meaning of cells that are read so."""
        self._pairs[place, column].update(pairs)

    def report(self, problems: Problems) -> None:
        """Add one note for each column with such cells, and start again."""
        for (place, column), pairs in self._pairs.items():
            if not pairs:
                continue
            listed = ", ".join(f"{shown(text)} as {meaning}" for (text, meaning), _ in pairs.most_common(_LISTED))
            what = f"{counted(pairs.total(), 'cell')} read as {self._what}: {listed}."
            problems.add(place.problem("note", self._rule, what, self._remedy, column=column))
        self._pairs.clear()


def replaced(cells: pa.Array, meant: Mapping[str, str]) -> pa.Array:
    """The cells, with some texts replaced by others."""
    if not meant:
        return cells
    at = pc.index_in(cells, value_set=pa.array(list(meant), pa.string()))
    return pc.coalesce(pc.take(pa.array(list(meant.values()), pa.string()), at), cells)
