"""The mapping file: how the codes, cases, links and documents of a coded project become a study."""

import re
import tomllib
from collections import abc
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from textwrap import wrap
from typing import Any

from graphmodel.problems import StudyError
from graphmodel.schema import TABLES, VOCABULARIES
from graphmodel.suggest import did_you_mean
from graphmodel.wording import shown_name, visible
from graphmodel_loaders.coded.rules import COLUMN, IGNORE, KIND_ROLES, MODIFIERS, SECTIONS, UNMAPPED, VERB, Rule
from graphmodel_loaders.folder_writer import toml_key, toml_value
from graphmodel_loaders.ids import words_of
from graphmodel_loaders.study_settings import parsed_toml

_LARGEST = 4 << 20
SUBJECTS = ("speaker", "case", "none")
"""Who a claim is about where no code says it: the speaker, and those who speak in the document where nobody knows who
speaks; the speaker or case alone; nobody, so that the passage is kept as words."""
LABEL, PROFILE, OWN = "label", "profile", "own"
"""What an attribute may become besides a column of the model: the label of its case, a column of the study's own in
``profiles``, which is for the team only, or one in the table of its case or document."""


@dataclass(frozen=True)
class Defaults:
    """What holds where no rule says anything.

    Attributes:
        subject: one of :data:`SUBJECTS`.
        verb: what a speaker does to what a passage is about.
        verb_between: the verb between a stakeholder and another thing coded in one passage.
        voices: the label of those who speak in a document, ``{document}`` standing for its name.
        other_codes: what codes are that no rule takes: a role, or ``unmapped``.
        other_cases: what cases are that no rule takes: a role, or ``unmapped``.
        interviewers: names of speakers whose words are no claims.
    """

    subject: str = "speaker"
    verb: str = "mentions"
    verb_between: str = "named_with"
    voices: str = "Speakers in {document}"
    other_codes: str = UNMAPPED
    other_cases: str = UNMAPPED
    interviewers: tuple[str, ...] = ("Interviewer", "Moderator", "Facilitator", "Researcher", "INT", "I")


@dataclass(frozen=True)
class Coders:
    """Who coded.

    Attributes:
        of_record: whose claims count where several coded one place; empty: who coded most.
        names: names to show in place of those in the file.
    """

    of_record: str = ""
    names: abc.Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mapping:
    """How a coded project becomes a study; of the rules of a section the first that takes a thing counts."""

    defaults: Defaults = field(default_factory=Defaults)
    coders: Coders = field(default_factory=Coders)
    attributes: abc.Mapping[str, str] = field(default_factory=dict)
    codes: Sequence[Rule] = ()
    cases: Sequence[Rule] = ()
    links: Sequence[Rule] = ()
    documents: Sequence[Rule] = ()
    heading: str = field(default="", compare=False)
    notes: abc.Mapping[str, str] = field(default_factory=dict, compare=False)
    """Comments above attributes, by name."""

    def text(self) -> str:
        """The mapping file."""
        return _text(self)


def load_mapping(path: Path) -> Mapping:
    """The mapping in a file; see :func:`read_mapping`."""
    name = shown_name(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise StudyError(f"{name} is larger than {_LARGEST >> 20} MB, too large for a mapping.")
        return read_mapping(path.read_bytes().decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise StudyError(f"{name} is not UTF-8 text. Save it as UTF-8.") from error
    except OSError as error:
        raise StudyError(f"{name} cannot be opened: {error.strerror or error}.") from error


def read_mapping(text: str, name: str = "the mapping") -> Mapping:
    """The mapping in a text.

    Args:
        text: TOML.
        name: of the file, for messages.

    Raises:
        StudyError: it is none; the message says where and what to do.
    """
    try:
        data = parsed_toml(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        is_deep = isinstance(error, RecursionError) or not str(error)
        what = f"{name} cannot be read: {'names or brackets are nested too deeply' if is_deep else error}."
        raise StudyError(
            f'{what} Texts stand in quotation marks, such as as = "factor"; a rule begins with a line [[codes]].'
        ) from error
    return _Reader(name, text, data).mapping()


def attribute_targets() -> tuple[str, ...]:
    """What the section ``[attributes]`` may say of an attribute."""
    tables = {"actors": (), "organisations": (), "sources": (), "profiles": ("actor", "source")}
    held = [
        column.name
        for table, left_out in tables.items()
        for column in TABLES[table].columns[1:]
        if column.name not in {LABEL, "locator", "text_hash", *left_out}
    ]
    return tuple(dict.fromkeys([*held, LABEL, PROFILE, OWN, IGNORE]))


_WIDTH = 108
_NOTES = {
    "defaults": (
        "What holds where no rule says anything.\n"
        "subject: who a claim is about if no code names a stakeholder: speaker, case or none.\n"
        "verb: between the speaker and what is coded; verb_between: between a coded stakeholder and the rest.\n"
        "voices: what those who speak in a document are called where nobody knows who speaks.\n"
        "other_codes, other_cases: what they are without a rule: unmapped, ignore, or a kind such as factor.\n"
        "interviewers: speakers whose words make no claims."
    ),
    "coders": (
        "of_record: whose claims count where several people coded one place; empty: whoever coded most.\n"
        'names = {"AL" = "Anna Lee"} shows other names.'
    ),
    "attributes": (
        "Where attributes of cases and documents go: to a column of the study; profile (for the team only); own (a"
        " column of your own); label (the case is called so); ignore. One that is not listed goes to own.\n"
        "Columns: {targets}."
    ),
    "codes": (
        "Codes. The first rule that takes a code counts.\n"
        'path = "Barriers / *" takes the codes straight below Barriers, "Barriers / **" all below it; others choose by'
        " name, guid or set.\n"
        "as: {roles}."
    ),
    "cases": 'Cases, by name, kind, or where = {{Attribute = "value"}}.\nas: {roles}.',
    "links": "Links and relationships become claims with their verb; turned = true turns them round.\nas: {roles}.",
    "documents": 'Documents are sources, but for those that as = "ignore" leaves out.',
}
_HEADING = (
    "How graphmodel makes a study of a coded project. Change it as you like; lines that begin with # are remarks.\n"
    "`graphmodel import STUDY FILE --map THIS_FILE --dry-run` shows what would come in."
)


def _text(mapping: Mapping) -> str:
    defaults = {one.name: getattr(mapping.defaults, one.name) for one in fields(Defaults)}
    coders: dict[str, object] = {"of_record": mapping.coders.of_record}
    if mapping.coders.names:
        coders["names"] = mapping.coders.names
    parts = [_comment(_HEADING)]
    if mapping.heading:
        parts.append(_comment(mapping.heading))
    parts += [_block("[defaults]", _NOTES["defaults"], defaults), _block("[coders]", _NOTES["coders"], coders)]
    columns = [target for target in attribute_targets() if target not in {LABEL, PROFILE, OWN, IGNORE}]
    lines = [_comment(_NOTES["attributes"].format(targets=", ".join(columns))), "[attributes]"]
    for name, target in mapping.attributes.items():
        lines += [_comment(note)] if (note := mapping.notes.get(name)) else []
        lines.append(f"{toml_key(name)} = {toml_value(target)}")
    parts.append("\n".join(lines))
    for section, about in SECTIONS.items():
        rules = getattr(mapping, section)
        if rules:
            parts.append(_comment(_NOTES[section].format(roles=", ".join(about.roles))))
        parts += [_block(f"[[{section}]]", rule.note, _entries(rule, about.plain_role)) for rule in rules]
    return "\n\n".join(parts) + "\n"


def _entries(rule: Rule, plain_role: str) -> dict[str, object]:
    entries: dict[str, object] = {
        name: patterns[0] if len(patterns) == 1 else list(patterns) for name, patterns in rule.select.items()
    }
    if rule.where:
        entries["where"] = rule.where
    if rule.role != plain_role:
        entries["as"] = rule.role
    return {**entries, **rule.facts}


def _block(head: str, note: str, entries: abc.Mapping[str, object]) -> str:
    lines = [f"{toml_key(name)} = {toml_value(value)}" for name, value in entries.items()]
    return "\n".join([*([_comment(note)] if note else []), head, *lines])


def _comment(text: str) -> str:
    # Names of codes stand in comments: no control character, which TOML forbids there, and no line of its own.
    lines = (wrapped for line in text.split("\n") for wrapped in wrap(visible(line), _WIDTH, break_long_words=False))
    return "\n".join(f"# {line}" for line in lines)


class _Reader:
    """Reads the sections of a mapping file, and says of what is wrong where it is."""

    def __init__(self, name: str, text: str, data: abc.Mapping[str, Any]) -> None:
        self._name, self._data = name, data
        self._lines: dict[str, list[int]] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if found := re.match(r"\s*\[\[?\s*([\w.]+)\s*\]", line):
                self._lines.setdefault(found[1], []).append(number)

    def mapping(self) -> Mapping:
        known = ["defaults", "coders", "attributes", *SECTIONS]
        for section in self._data:
            if section not in known:
                what = f"there is no section [{section}].{did_you_mean(section, known)}"
                raise self._wrong(section, f"{what} Sections: {', '.join(known)}.")
        codes, cases, links, documents = map(self._rules, SECTIONS)
        return Mapping(self._defaults(), self._coders(), self._attributes(), codes, cases, links, documents)

    def _wrong(self, section: str, what: str, place: int = 0) -> StudyError:
        lines = self._lines.get(section, [])
        line = f", line {lines[place]}" if place < len(lines) else ""
        shown = f", [[{section}]] rule {place + 1}" if section in SECTIONS else f", [{section}]"
        return StudyError(f"{self._name}{line}{shown}: {what}")

    def _table(self, section: str) -> abc.Mapping[str, Any]:
        entries = self._data.get(section, {})
        if not isinstance(entries, dict):
            raise self._wrong(section, f"write it once, as a line [{section}] with a line for each entry below it.")
        return entries

    def _text_of(self, section: str, name: str, value: object, place: int = 0) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, str | int):
            return str(value)
        raise self._wrong(section, f'{name} is a text in quotation marks, such as {name} = "text".', place)

    def _texts_of(self, section: str, name: str, value: object, place: int = 0) -> tuple[str, ...]:
        values = value if isinstance(value, list) else [value]
        return tuple(self._text_of(section, name, one, place) for one in values)

    def _one_of(self, section: str, name: str, value: str, allowed: Iterable[str], place: int = 0) -> str:
        known = list(allowed)
        if value in known:
            return value
        near = did_you_mean(value, known)
        raise self._wrong(section, f"{name} cannot be {value!r}.{near} It is one of: {', '.join(known)}.", place)

    def _defaults(self) -> Defaults:
        entries = self._table("defaults")
        values: dict[str, Any] = {}
        for name, value in entries.items():
            self._one_of("defaults", "the name of an entry", name, [one.name for one in fields(Defaults)])
            several = name == "interviewers"
            values[name] = (self._texts_of if several else self._text_of)("defaults", name, value)
        self._one_of("defaults", "subject", values.get("subject", SUBJECTS[0]), SUBJECTS)
        for name, roles in (("other_codes", (*KIND_ROLES, "code")), ("other_cases", SECTIONS["cases"].roles)):
            self._one_of("defaults", name, values.get(name, UNMAPPED), dict.fromkeys([UNMAPPED, IGNORE, *roles]))
        for name in ("verb", "verb_between", "voices"):
            if not words_of(str(values.get(name, name))):
                raise self._wrong("defaults", f"{name} is empty. Write a text, or leave the line out.")
        return Defaults(**values)

    def _coders(self) -> Coders:
        entries = self._table("coders")
        for name in entries:
            self._one_of("coders", "the name of an entry", name, ("of_record", "names"))
        names = entries.get("names", {})
        if not isinstance(names, dict):
            raise self._wrong("coders", 'names reads names = {"AL" = "Anna Lee"}.')
        shown = {name: self._text_of("coders", name, value) for name, value in names.items()}
        return Coders(self._text_of("coders", "of_record", entries.get("of_record", "")), shown)

    def _attributes(self) -> dict[str, str]:
        found = {}
        for name, value in self._table("attributes").items():
            target = self._text_of("attributes", name, value)
            found[name] = self._one_of("attributes", name, target, attribute_targets())
        return found

    def _rules(self, section: str) -> tuple[Rule, ...]:
        entries = self._data.get(section, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise self._wrong(section, f"each rule begins with a line [[{section}]], with two brackets.")
        return tuple(self._rule(section, place, entry) for place, entry in enumerate(entries))

    def _rule(self, section: str, place: int, entry: abc.Mapping[str, Any]) -> Rule:
        about = SECTIONS[section]
        known = [*about.selectors, *(["where"] if about.has_where else []), "as", *about.facts]
        for name in entry:
            self._one_of(section, "the name of an entry", name, known, place)
        select = {name: self._texts_of(section, name, entry[name], place) for name in about.selectors if name in entry}
        where = entry.get("where", {})
        if not isinstance(where, dict):
            raise self._wrong(section, 'where reads where = {"Name of attribute" = "value"}.', place)
        if not select and not where:
            listed = ", ".join([*about.selectors, *(["where"] if about.has_where else [])])
            raise self._wrong(section, f'it does not say what it takes. Add one of: {listed}; "*" takes all.', place)
        role = self._text_of(section, "as", entry.get("as", about.plain_role), place)
        if not role:
            raise self._wrong(section, f'it does not say what they become. Add as = "{about.roles[0]}".', place)
        self._one_of(section, "as", role, about.roles, place)
        facts = {name: self._text_of(section, name, entry[name], place) for name in about.facts if name in entry}
        rule = Rule(
            section,
            select,
            role,
            facts,
            {key: self._text_of(section, key, value, place) for key, value in where.items()},
        )
        self._check_facts(rule, place)
        return rule

    def _check_facts(self, rule: Rule, place: int) -> None:
        section = rule.section
        for name, value in rule.facts.items():
            if name in MODIFIERS and name != "focus":
                self._one_of(section, name, value, VOCABULARIES[name], place)
            elif name in {"instance", "independent", "consent"}:
                words = {"instance": "instance", "independent": "yes_no", "consent": "permission"}[name]
                self._one_of(section, name, value, VOCABULARIES[words], place)
            elif not value:
                raise self._wrong(section, f"{name} is empty. Write a text, or leave the line out.", place)
        if section != "codes":
            return
        if rule.role in MODIFIERS and rule.role != "focus" and "value" in rule.facts:
            self._one_of(section, "value", rule.facts["value"], VOCABULARIES[rule.role], place)
        if rule.role == COLUMN and not words_of(rule.facts.get("column", "")):
            raise self._wrong(section, 'as = "column" needs the name of the column: column = "sentiment".', place)
        if "value" in rule.facts and rule.role not in {*MODIFIERS, VERB, COLUMN}:
            raise self._wrong(section, f'value has no meaning with as = "{rule.role}". Did you mean label?', place)
