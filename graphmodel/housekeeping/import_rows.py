"""Which row of an import is which row of the study, and which of its cells changed where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from graphmodel.housekeeping.import_ids import Known, Today
from graphmodel.housekeeping.import_records import KnownRow
from graphmodel.housekeeping.merging import KEYS
from graphmodel.housekeeping.nodes import CLAIM, TABLE_OF, Nodes
from graphmodel.housekeeping.references import Reference, references_of
from graphmodel.schema import TABLES
from graphmodel.schema.columns import identifier
from graphmodel.snapshot import Row, Snapshot
from graphmodel.texts import cell_hash

IMPORT_ID = "import_id"
"""Says with which import a claim came: no part of what it claims."""
_NOT_CONTENT = {IMPORT_ID, "import_rule", "locator"}
_PASSAGE = ("source", "summary", "speaker", "coder")
_ABOUT = {**KEYS, "coding_notes": ("claim",)}
_KINDS = {table: kind for kind, table in TABLE_OF.items()}
Marks = dict[str, str]
"""What a row says, to be compared: ids of the study as they are, of other cells a hash, by column."""


def id_column(table: str) -> str:
    """The column of a table's ids; empty where it has none."""
    schema = TABLES.get(table)
    if schema is None:
        return ""
    is_listed = table in _KINDS or schema.columns[0].note == identifier("").note
    return schema.id_column if is_listed else ""


class Compared:
    """Rows of a study and of its imports in one form."""

    def __init__(self, study: Snapshot, today: Today) -> None:
        self._nodes, self._today = Nodes(study), today
        self._lists: dict[tuple[tuple[str, ...], str], str] = {}

    def marks(self, table: str, row: Row) -> Marks:
        """What a row of the study, or of an import in the ids of the study, says."""
        marks = {name: self.mark(table, name, text) for name, text in row.items()}
        return {name: text for name, text in marks.items() if text}

    def mark(self, table: str, column: str, text: str) -> str:
        """What one cell says."""
        reference = references_of(table).get(column)
        if reference is None or not text or reference.kinds[0] not in TABLE_OF:
            return cell_hash(text)
        if not reference.several:
            return self._id(text.strip(), reference)
        key = reference.kinds, text  # many claims of one passage have one long list
        if key not in self._lists:
            ids = (self._id(part.strip(), reference) for part in text.split(";") if part.strip())
            self._lists[key] = ";".join(dict.fromkeys(ids))
        return self._lists[key]

    def _id(self, part: str, reference: Reference) -> str:
        meant = self._nodes.meant(part, reference.kinds) if part else None
        return meant.id if meant else part

    def before(self, known: KnownRow) -> Marks:
        """What a row of the last import said, with the ids of today."""
        references = references_of(known.table)
        return {
            name: self._today.cell(references[name], text)
            if name in references and references[name].kinds[0] in TABLE_OF
            else text
            for name, text in known.written.items()
        }


def keys_of(table: str, rows: Mapping[int, Row]) -> dict[int, str]:
    """What each row of an import is called, in whatever order: its id, else what it is about, else all of it."""
    column = id_column(table)
    if column:
        return {number: row.get(column, "") for number, row in rows.items()}
    about = _ABOUT.get(table, ())
    keys = {number: "|".join(row.get(name, "") for name in about) for number, row in rows.items()}
    times = Counter(keys.values())
    for number, row in rows.items():
        if times[keys[number]] > 1 or not about:
            whole = cell_hash("\n".join(f"{name}\t{text}" for name, text in sorted(row.items()) if text))
            keys[number] = f"{keys[number]}#{whole}"
    return keys


def paired_claims(claims: Mapping[str, Marks], known: Known, compared: Compared, drafts: Iterable[str]) -> Known:
    """The record of each claim that an earlier import brought, by table and id in the import.

    By its id, where it says the same; then whichever says the same under another id; then by its id, whatever it says;
    then the only one of the same passage. Where rows were given new numbers, what they say counts.

    Args:
        claims: what each claim of the import says, by id.
        known: the records.
        compared: the study.
        drafts: ids of claims that wait for a decision, whose records stay as they are.
    """
    before = {key: compared.before(one) for (table, key), one in known.items() if table == "claims"}
    for name in drafts:
        before.pop(name, None)
    pairs = _Pairs(claims, before)
    pairs.take({name: name for name in pairs.left if _content(claims[name]) == _content(before.get(name, {}))})
    pairs.take_alike()
    pairs.take({name: name for name in pairs.left})
    pairs.take_passages()
    return {("claims", name): known["claims", was] for name, was in pairs.made.items()}


class _Pairs:
    """Claims of an import with those of the last time that they are."""

    def __init__(self, claims: Mapping[str, Marks], before: Mapping[str, Marks]) -> None:
        self._claims, self._before = claims, dict(before)
        self.made: dict[str, str] = {}

    @property
    def left(self) -> list[str]:
        """Claims of the import that are none of the last time yet."""
        return sorted(self._claims.keys() - self.made.keys())

    def take(self, pairs: Mapping[str, str]) -> None:
        """Take pairs whose second is left."""
        for name, was in pairs.items():
            if self._before.pop(was, None) is not None:
                self.made[name] = was

    def take_alike(self) -> None:
        """Pair claims that say the same."""
        alike: dict[tuple[tuple[str, str], ...], list[str]] = defaultdict(list)
        for was in sorted(self._before, reverse=True):
            alike[_content(self._before[was])].append(was)
        found = {name: others.pop() for name in self.left if (others := alike.get(_content(self._claims[name])))}
        self.take(found)

    def take_passages(self) -> None:
        """Pair claims of which each is the only one of its passage."""
        now, then = _passages({name: self._claims[name] for name in self.left}), _passages(self._before)
        self.take({
            names[0]: then[passage][0]
            for passage, names in now.items()
            if len(names) == len(then.get(passage, ())) == 1
        })  # fmt: skip


def _content(marks: Marks) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, text) for name, text in marks.items() if name not in _NOT_CONTENT and name != CLAIM))


def _passages(claims: Mapping[str, Marks]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(claims):
        marks = claims[name]
        if marks.get("source") and marks.get("summary"):
            found[tuple(marks.get(column, "") for column in _PASSAGE)].append(name)
    return found


class StudyRows:
    """The rows of one table of a study, to be found by what an import calls them."""

    def __init__(self, table: str, rows: Mapping[int, Row], compared: Compared) -> None:
        self._column, self._about = id_column(table), _ABOUT.get(table, ())
        self._by_id = {row.get(self._column, ""): number for number, row in rows.items()} if self._column else {}
        self._by_whole: dict[tuple[tuple[str, str], ...], list[int]] = defaultdict(list)
        self._by_about: dict[tuple[str, ...], list[int]] = defaultdict(list)
        if not self._column or self._about:
            for number, row in rows.items():
                marks = compared.marks(table, row)
                self._by_whole[_whole(marks)].append(number)
                self._by_about[self._subject(marks)].append(number)

    def _subject(self, marks: Marks) -> tuple[str, ...]:
        return tuple(marks.get(name, "") for name in self._about)

    def known(self, id_: str, before: Marks) -> int | None:
        """The row that an earlier import brought; None where it was deleted."""
        if self._column:
            return self._by_id.get(id_)
        return self._only(before)

    def same(self, id_: str, marks: Marks, *, is_node: bool) -> int | None:
        """The row that the study has already of what is new in an import."""
        if is_node:
            return self._by_id.get(id_)
        if self._column and not self._about:
            return self._by_id.get(id_)  # its id is free, unless it is the same in every cell
        return self._only(marks)

    def _only(self, marks: Marks) -> int | None:
        whole = self._by_whole.get(_whole(marks), [])
        about = self._by_about.get(self._subject(marks), []) if self._about else []
        return whole[0] if whole else about[0] if len(about) == 1 else None


def _whole(marks: Marks) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(marks.items()))
