"""Statements of a discourse, as Discourse Network Analyzer codes them, whatever kind of file they come from."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphmodel.account import Account
from graphmodel.formats import ImportedStudy, Row
from graphmodel.schema.reading import name_key
from graphmodel_loaders.networks.builder import Network
from graphmodel_loaders.networks.edges import Edge, Key, Quote

VERB = "asserts"
"""The verb of the model from an actor or organisation to a factor that it says operates."""
_YES_NO = {"1": "affirms", "yes": "affirms", "true": "affirms", "0": "denies", "no": "denies", "false": "denies"}
_HOLDS = {"affirms": "holds that", "denies": "denies that", "mixed": "both holds and denies that", "": "speaks of"}
_SPELLINGS = {"organisation": "organization", "organisations": "organizations"}


@dataclass(frozen=True)
class Document:
    """Something in which statements were made; ``text_hash`` is empty where a file holds no text."""

    id: str
    title: str
    kind: str = ""
    date: str = ""
    text_hash: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Statement:
    """One coded statement: its values by variable, several where a program allows several."""

    id: str
    document: str
    values: Mapping[str, Sequence[str]]
    type: str = ""
    date: str = ""
    coder: str = ""
    words: str = ""
    start: int | None = None
    end: int | None = None
    place: str = ""


@dataclass
class Discourse:
    """What a file holds. ``entities`` are attributes by variable and value, ``variables`` those of each type."""

    documents: dict[str, Document] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    entities: dict[tuple[str, str], Row] = field(default_factory=dict)
    variables: dict[str, set[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Roles:
    """Names of the variables for who speaks, for whom, what about, and whether it is affirmed."""

    person: str
    organisation: str
    concept: str
    agreement: str


def study_of_discourse(
    discourse: Discourse, roles: Roles, path: Path, account: Account, study_id: str
) -> ImportedStudy:
    """The study whose claims are the statements."""
    building = _Building(discourse, roles, Network(path, "DNA", account))
    for statements in building.units():
        building.add(statements)
    building.remark()
    return building.network.study(study_id)


class _Building:
    def __init__(self, discourse: Discourse, roles: Roles, network: Network) -> None:
        self.network = network
        self._discourse = discourse
        self._roles = roles
        said = [value for one in discourse.statements for value in _values(one, roles.agreement)]
        self._is_yes_no = all(value.lower() in _YES_NO for value in said)
        self._is_signed = not self._is_yes_no and any(value.startswith("-") for value in said)
        self._without_scale = 0

    def units(self) -> list[list[Statement]]:
        """Statements to be one claim: those of several coders who coded the same of the same words."""
        work = Counter(one.coder for one in self._discourse.statements)
        alike: dict[object, list[Statement]] = defaultdict(list)
        for one in self._discourse.statements:
            said = tuple(tuple(_values(one, name)) for name in self._named())
            place = (one.document, one.start, one.end) if one.start is not None else one.id
            alike[place, one.type, said].append(one)
        units = []
        for group in alike.values():
            if len({one.coder for one in group}) == len(group):
                units.append(sorted(group, key=lambda one: (-work[one.coder], one.coder)))
            else:
                units += [[one] for one in group]
        return units

    def add(self, statements: Sequence[Statement]) -> None:
        """Make claims of one statement, or of the statements of several coders on the same words."""
        first = statements[0]
        reason = self._set_aside(first)
        if reason:
            for one in statements:
                self.network.account.leave_out("statements", reason, one.place)
            return
        persons, organisations = _values(first, self._roles.person), _values(first, self._roles.organisation)
        subject = self._node(self._roles.person, "actor", persons) or self._node(
            self._roles.organisation, "organisation", organisations
        )
        if len(persons) > 1 or (not persons and len(organisations) > 1):
            what = "persons" if len(persons) > 1 else "organisations"
            for one in statements:
                self.network.account.leave_out(
                    "statements", f"several {what} make it; who says what is open", one.place
                )
            return
        if persons and len(organisations) == 1:
            self.network.add_membership(subject, self._node(self._roles.organisation, "organisation", organisations))
        for number, concept in enumerate(_values(first, self._roles.concept)):
            object_ = self._node(self._roles.concept, "factor", [concept])
            edge = self._edge(statements, subject, object_, is_spoken=bool(persons))
            self.network.add_edge("statements", edge, is_counted=not number)
        self.network.account.take("statements", len(statements) - 1)

    def remark(self) -> None:
        """Say what the values of agreement could not be read as."""
        if self._without_scale:
            self.network.account.remarks.append(
                f"Values of {self._roles.agreement} that say neither yes nor no and have no sign, which are columns of "
                f"the claims only: {self._without_scale:,}."
            )

    def _named(self) -> tuple[str, str, str]:
        return self._roles.person, self._roles.organisation, self._roles.concept

    def _set_aside(self, statement: Statement) -> str:
        """Why a statement makes no claim; empty if it makes one."""
        kind = f"of the type {statement.type} " if statement.type else ""
        variables = {plain(name) for name in self._discourse.variables.get(statement.type, statement.values)}
        if plain(self._roles.concept) not in variables:
            return f"statements {kind}have no variable {self._roles.concept}"
        if not _values(statement, self._roles.concept):
            return f"its {self._roles.concept} is empty"
        if not _values(statement, self._roles.person) and not _values(statement, self._roles.organisation):
            return f"neither its {self._roles.person} nor its {self._roles.organisation} is filled in"
        return ""

    def _node(self, variable: str, kind: str, labels: Sequence[str]) -> Key:
        """The node of a value; an empty key if there is no value."""
        if not labels:
            return ()
        key = (kind, name_key(labels[0]))
        if key not in self.network:
            attributes = self._discourse.entities.get((plain(variable), labels[0]), {})
            self.network.add_node(key, labels[0], kind=kind, attributes=attributes)
            if kind == "actor":
                self.network.set_column(key, "granularity", "person")
        return key

    def _edge(self, statements: Sequence[Statement], subject: Key, object_: Key, *, is_spoken: bool) -> Edge:
        first = statements[0]
        document = self._discourse.documents.get(first.document, Document(first.document, first.document))
        source = ("document", document.id)
        title = document.title or f"Document {document.id}"
        self.network.add_source(source, title, document.kind, document.attributes, document.text_hash)
        polarity = self._polarity(first)
        holds = _HOLDS[polarity]
        columns = {
            "summary": f"{self.network.label(subject)} {holds}: {self.network.label(object_)}",
            "date": first.date or document.date,
            "coder": first.coder,
            "polarity": polarity,
            "locator": f"statement {first.id}",
        }
        several = len(statements) > 1
        codings = tuple({"coder": one.coder or "unknown", "polarity": self._polarity(one)} for one in statements)
        return Edge(
            subject,
            object_,
            VERB,
            first.place,
            first.id if len(_values(first, self._roles.concept)) == 1 else "",
            source,
            subject if is_spoken else None,
            columns,
            self._own(first, is_spoken=is_spoken),
            (Quote(first.words, first.start, first.end),) if first.words else (),
            codings if several else (),
        )

    def _own(self, statement: Statement, *, is_spoken: bool) -> Row:
        """Values of further variables, of agreement on a scale, and the organisation that somebody speaks for."""
        known = {plain(name) for name in (self._roles.person, self._roles.concept)}
        if not is_spoken:
            known.add(plain(self._roles.organisation))
        if self._is_yes_no:
            known.add(plain(self._roles.agreement))
        elif not self._is_signed:
            self._without_scale += bool(_values(statement, self._roles.agreement))
        own = {"type": statement.type}
        for name in statement.values:
            if plain(name) not in known:
                own["_".join(name.lower().split())] = "; ".join(_values(statement, name))
        return self.network.own_columns("claims", own)

    def _polarity(self, statement: Statement) -> str:
        value = next(iter(_values(statement, self._roles.agreement)), "").lower()
        if self._is_yes_no:
            return _YES_NO.get(value, "")
        if self._is_signed and value:
            return "denies" if value.startswith("-") else "affirms" if value.strip("0+.,") else "mixed"
        return ""


def plain(variable: str) -> str:
    """A variable's name whatever its case and spelling."""
    key = name_key(variable)
    return _SPELLINGS.get(key, key)


def _values(statement: Statement, variable: str) -> list[str]:
    """The filled values of a variable, each once."""
    wanted = plain(variable)
    found: Iterable[str] = (
        text for name, values in statement.values.items() if plain(name) == wanted for text in values if name_key(text)
    )
    return list(dict.fromkeys(" ".join(text.split()) for text in found))
