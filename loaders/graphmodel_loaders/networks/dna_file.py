"""Files of Discourse Network Analyzer: databases of its versions 2 and 3.

Facts: the program's own source (https://github.com/leifeld/dna), where the tables are created. Values of short text are
texts (version 2) or refer to entities with attributes (version 3); newer versions join values to roles of a statement
type, each of which may occur several times. Offsets count UTF-16 units, as Java does; dates are seconds (version 3) or
milliseconds (version 2) since 1970, without a time zone.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graphmodel.account import Account
from graphmodel.coded_project import Document as Coded
from graphmodel.formats import Row
from graphmodel_loaders.coded.meaning import text_hash
from graphmodel_loaders.networks.discourse import Discourse, Document, Statement, plain
from graphmodel_loaders.sqlite_file import Database, Value, has_tables, number_of, open_database, text_of

_NEEDED = {
    "DOCUMENTS": ("ID", "Title", "Text"),
    "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Start", "Stop"),
    "VARIABLES": ("ID", "Variable", "DataType"),
}
_VALUES = ("DATASHORTTEXT", "DATALONGTEXT", "DATABOOLEAN", "DATAINTEGER")
_TABLES = (
    *_NEEDED,
    *_VALUES,
    *("CODERS", "STATEMENTTYPES", "ENTITIES", "ATTRIBUTES", "ATTRIBUTEVARIABLES", "ATTRIBUTEVALUES"),
    *("ROLES", "ROLEVARIABLELINKS", "STATEMENTLINKS", "REGEXES"),
)
_NO_PLACE = {
    "STATEMENTLINKS": ("links between statements", "a study has no links between claims"),
    "REGEXES": ("search terms", "a study has no search terms"),
}
_MILLISECONDS = 100_000_000_000
"""From this number on, a date cannot be in seconds: it would be after the year 5000."""
_EPOCH = dt.datetime(1970, 1, 1)


def is_dna_file(path: Path) -> bool:
    """Whether a file is a database of the program."""
    return path.is_file() and has_tables(path, _NEEDED)


def read_dna_file(path: Path, account: Account) -> Discourse:
    """Documents, statements and entities of a database.

    Raises:
        StudyError: it is damaged, or none of the program.
    """
    with open_database(path, _TABLES) as database:
        reading = _Reading(database, account)
        return reading.discourse()


@dataclass
class _Reading:
    database: Database
    account: Account
    out_of_text: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    """Texts of documents by id."""
    names: dict[str, str] = field(default_factory=dict)
    """Name of the variable by its id, or by the id of its link to a role."""

    def discourse(self) -> Discourse:
        variables = self._named("VARIABLES", "Variable")
        coders = self._named("CODERS", "Name")
        types = {id_: label or type_ for id_, label, type_ in self._texts("STATEMENTTYPES", "ID", "Label", "Type")}
        self.names = self._roles(variables) or variables
        entities, attributes = self._entities(variables)
        values = self._values(entities)
        documents = {document.id: document for document in self._documents(coders)}
        statements = list(self._statements(documents, coders, types, values))
        self._say_what_is_left()
        return Discourse(documents, statements, attributes, self._variables_of_types(variables, types))

    def _named(self, table: str, column: str) -> dict[str, str]:
        """A column of a table by id."""
        return {row[0]: row[1] for row in self._texts(table, "ID", column)}

    def _texts(self, table: str, *columns: str) -> Iterator[tuple[str, ...]]:
        for row in self.database.rows(table, *columns):
            yield tuple(text_of(value).strip() for value in row)

    def _roles(self, variables: Mapping[str, str]) -> dict[str, str]:
        """Names by the ids of links between roles and variables: the variable's, which is the same for all roles."""
        links = self._named("ROLEVARIABLELINKS", "VariableId")
        return {link: variables.get(variable, "") for link, variable in links.items()}

    def _variables_of_types(self, variables: Mapping[str, str], types: Mapping[str, str]) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for id_, type_ in self._texts("VARIABLES", "ID", "StatementTypeId"):
            found[types.get(type_, type_)].add(variables[id_])
        roles = self._named("ROLES", "StatementTypeId")
        for role, variable in self._texts("ROLEVARIABLELINKS", "RoleId", "VariableId"):
            type_ = roles.get(role, "")
            found[types.get(type_, type_)].add(variables.get(variable, ""))
        return dict(found)

    def _entities(self, variables: Mapping[str, str]) -> tuple[dict[str, str], dict[tuple[str, str], Row]]:
        """Values by their ids, and attributes by variable and value."""
        values: dict[str, str] = {}
        attributes: dict[tuple[str, str], Row] = {}
        keys: dict[str, tuple[str, str]] = {}
        for id_, variable, value, name in self._texts("ENTITIES", "ID", "VariableId", "Value", "Name"):
            values[id_] = " ".join((value or name).split())
            keys[id_] = (plain(variables.get(variable, "")), values[id_])
        for row in self._texts("ATTRIBUTES", "ID", "VariableId", "Value", "Type", "Alias", "Notes"):
            values[row[0]] = " ".join(row[2].split())
            own = dict(zip(("type", "alias", "notes"), row[3:], strict=True))
            attributes.setdefault((plain(variables.get(row[1], "")), values[row[0]]), {}).update(own)
        titles = {
            id_: (title or name)
            for id_, title, name in self._texts("ATTRIBUTEVARIABLES", "ID", "AttributeVariable", "Variable")
        }
        for entity, variable, value in self._texts(
            "ATTRIBUTEVALUES", "EntityId", "AttributeVariableId", "AttributeValue"
        ):
            if entity in keys and value:
                title = "_".join(titles.get(variable, "attribute").lower().split())
                attributes.setdefault(keys[entity], {})[title] = value
        return values, attributes

    def _values(self, entities: Mapping[str, str]) -> dict[str, dict[str, list[str]]]:
        """Values by statement and variable."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        columns = ("StatementId", "VariableId", "RoleVariableLinkId", "Entity", "Value")
        for table in _VALUES:
            for statement, variable, link, entity, value in self.database.rows(table, *columns):
                name = self.names.get(text_of(variable if link is None else link).strip(), "")
                text = text_of(value).strip()
                if table == "DATASHORTTEXT" and (entity is not None or isinstance(value, int)):
                    text = entities.get(text_of(value if entity is None else entity), "")
                found[text_of(statement)][name].append(text)
        return found

    def _documents(self, coders: Mapping[str, str]) -> Iterator[Document]:
        columns = ("ID", "Title", "Text", "Date", "Type", "Author", "Source", "Section", "Notes", "Coder")
        for row in self.database.rows("DOCUMENTS", *columns):
            id_, title, text, _, kind, *others = map(text_of, row)
            date = _date(row[3])
            attributes = dict(zip(("author", "source", "section", "notes", "coder"), others, strict=True))
            attributes |= {"coder": coders.get(attributes["coder"], ""), "date": date}
            title = " ".join(title.split())
            self.texts[id_] = text
            hash_ = text_hash(Coded(id_, title, text=text))
            yield Document(id_, title, kind.strip() or "document", date, hash_, attributes)
            self.account.take("documents")

    def _statements(
        self,
        documents: Mapping[str, Document],
        coders: Mapping[str, str],
        types: Mapping[str, str],
        values: Mapping[str, Mapping[str, list[str]]],
    ) -> Iterator[Statement]:
        for row in self.database.rows("STATEMENTS", "ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"):
            id_, type_, document, _, _, coder = map(text_of, row)
            place = f"statement {id_}"
            if document not in documents:
                self.account.reject("statements", "its document is not in the file", place)
                continue
            words, start, end = self._words(self.texts[document], number_of(row[3]), number_of(row[4]))
            name = types.get(type_, type_)
            yield Statement(
                id_, document, values.get(id_, {}), name, "", coders.get(coder, ""), words, start, end, place
            )

    def _words(self, text: str, start: int | None, stop: int | None) -> tuple[str, int | None, int | None]:
        """Words between two offsets in UTF-16 units, and the same offsets in characters."""
        if start is None or stop is None or not 0 <= start < stop <= (len(text) if text.isascii() else 2 * len(text)):
            self.out_of_text += 1
            return "", None, None
        if text.isascii():
            return text[start:stop], start, stop
        units = text.encode("utf-16-le", "surrogatepass")
        if 2 * stop > len(units):
            self.out_of_text += 1
            return "", None, None
        before = units[: 2 * start].decode("utf-16-le", "replace")
        words = units[2 * start : 2 * stop].decode("utf-16-le", "replace")
        return words, len(before), len(before) + len(words)

    def _say_what_is_left(self) -> None:
        for table, (what, reason) in _NO_PLACE.items():
            self.account.leave_out(what, reason, number=sum(1 for _ in self.database.rows(table, "ID", "Label")))
        if self.out_of_text:
            text = "Statements whose place is not in the text of their document, which have no words: {:,}."
            self.account.remarks.append(text.format(self.out_of_text))


def _date(value: Value) -> str:
    """A day of seconds or milliseconds since 1970; empty if it is none."""
    number = number_of(value)
    if not number:
        return ""
    seconds = number / 1000 if abs(number) >= _MILLISECONDS else number
    try:
        return (_EPOCH + dt.timedelta(seconds=seconds)).date().isoformat()
    except OverflowError:
        return ""
