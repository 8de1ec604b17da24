"""The rows of a sheet that are claims, as they are read, before anything has an id."""

from dataclasses import dataclass, field
from functools import cached_property

from graphmodel.account import Account
from graphmodel.texts import short_hash
from graphmodel_loaders.flat.finding import key_of

REFERENCES = {
    "source": "source",
    "speaker": "actor",
    "stage": "stage",
    "site": "site",
    "workstream": "workstream",
    "reason": "factor",
}
"""Fields that name a node of one kind."""


@dataclass(slots=True)
class SheetRow:
    """One row that is a claim.

    Attributes:
        number: its number in the sheet.
        cells: all its cells, in the order of the headings, after filling down.
        labels: label of each node that it names, by field.
        verb: the verb, as the study names it where it is a known one, else as it is written.
        known_verb: whether it is a default verb, or one that is settled.
        values: other columns of the claim.
        codes: labels of its codes.
        kinds: what a column of kinds says of subject and object.
        quote: the words behind the claim.
        note: the coder's remark.
        own: cells of the study's own columns.
        id: what the sheet names the row; empty where the row is several claims.
        name: what the claim may be named after.
    """

    number: int
    cells: tuple[str, ...]
    labels: dict[str, str]
    verb: str
    known_verb: bool
    values: dict[str, str]
    codes: tuple[str, ...] = ()
    kinds: dict[str, str] = field(default_factory=dict)
    quote: str = ""
    note: str = ""
    own: dict[str, str] = field(default_factory=dict)
    id: str = ""
    name: str = ""


@dataclass
class SheetRows:
    """The claims of a sheet and what became of all its rows."""

    headings: tuple[str, ...]
    rows: list[SheetRow]
    account: Account
    several: list[int] = field(default_factory=list)
    unknown_words: dict[str, dict[str, int]] = field(default_factory=dict)

    def content(self, row: SheetRow) -> str:
        """A text that is the same for rows of the same content, whatever the order of columns and rows."""
        filled = [f"{key}\x1f{row.cells[place]}" for key, place in self._order if row.cells[place]]
        return short_hash("\x1e".join(filled), 8)

    @cached_property
    def _order(self) -> list[tuple[str, int]]:
        return sorted((key_of(heading), place) for place, heading in enumerate(self.headings))
