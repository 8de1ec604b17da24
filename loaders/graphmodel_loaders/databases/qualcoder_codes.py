"""Codes and categories of QualCoder as paths."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from graphmodel_loaders.coded.builder import SEPARATOR, ProjectBuilder
from graphmodel_loaders.sqlite_file import Database, number_of, text_of

_DEEPEST = 50


class _Row(NamedTuple):
    name: str
    memo: str
    above: tuple[bool, int] | None
    colour: str


@dataclass
class CodeSystem:
    """Keys of codes, by their numbers.

    A name may be that of a code and of a category at once: the key of a category ends in the separator.
    """

    project: ProjectBuilder
    keys: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)

    def read(self, database: Database) -> None:
        """Add all categories and codes; what is above comes first."""
        rows: dict[tuple[bool, int], _Row] = {}
        for key, name, memo, above in database.rows("code_cat", "catid", "name", "memo", "supercatid"):
            if (number := number_of(key)) is not None:
                upper = number_of(above)
                rows[True, number] = _Row(text_of(name), text_of(memo), None if upper is None else (True, upper), "")
        columns = ("cid", "name", "memo", "catid", "supercid", "color")
        for key, name, memo, category, code, colour in database.rows("code_name", *columns):
            if (number := number_of(key)) is not None:
                rows[False, number] = _Row(text_of(name), text_of(memo), _above(code, category), text_of(colour))
        paths = {item: self._path(item, rows) for item in rows}
        for (is_category, number), path in sorted(paths.items(), key=lambda entry: (len(entry[1]), entry[1], entry[0])):
            row = rows[is_category, number]
            key = SEPARATOR.join(path) + SEPARATOR * is_category
            while key in self.project.codes:
                key += "+"
            self.project.code(path, key, is_codable=not is_category, colour=row.colour, description=row.memo.strip())
            if not is_category:
                self.keys[number], self.names[number] = key, path[-1]

    def _path(self, item: tuple[bool, int], rows: Mapping[tuple[bool, int], _Row]) -> tuple[str, ...]:
        names: list[str] = []
        seen: set[tuple[bool, int]] = set()
        at: tuple[bool, int] | None = item
        while at is not None and at in rows and at not in seen and len(names) < _DEEPEST:
            seen.add(at)
            names.insert(0, rows[at].name.strip() or f"code {at[1]}")
            at = rows[at].above
        if at is not None:
            what = "it is inside itself" if at in seen else "what it is in is not in the file"
            self.project.account.reject("places in the code system", what, names[-1])
        return tuple(names)


def _above(code: object, category: object) -> tuple[bool, int] | None:
    for is_category, value in ((False, code), (True, category)):
        number = number_of(value) if isinstance(value, int | float | str) else None
        if number is not None:
            return is_category, number
    return None
