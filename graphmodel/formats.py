"""The formats that studies come from and go to: two registries of one make.

A format is one module that holds an :class:`Importer` or an :class:`Exporter`. Those that come
with graphmodel are the modules of ``graphmodel_loaders.importers`` and ``graphmodel.exporters``;
other packages add theirs by the entry points ``graphmodel.importers`` and
``graphmodel.exporters``. Nothing is looked for until a format is asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypeVar

from graphmodel.account import Account
from graphmodel.problems import FormatError, NotFound, StudyError, warn_caller
from graphmodel.suggest import did_you_mean, near
from graphmodel.unknown_files import no_format, what_it_may_be
from graphmodel.wording import Message, Option, counted

if TYPE_CHECKING:
    from graphmodel.coded_project import CodedProject
    from graphmodel.engine.record import BuildRecord
    from graphmodel.frames.study_frames import StudyFrames, StudySettings
    from graphmodel.graph.build import GraphTables
    from graphmodel.progress import Progress

Row: TypeAlias = dict[str, str]
Tables: TypeAlias = Mapping[str, tuple[Sequence[str], Sequence[Row]]]
"""For each table its columns and its rows; cells that a row lacks are empty."""
Settings: TypeAlias = Mapping[str, Any]
"""What study.toml says, by flat keys such as ``focus.values``."""

OWN_FILE = "graphmodel.json"
"""Lists the files that an import or export wrote (see :mod:`graphmodel.own_files`)."""


@dataclass(frozen=True)
class Draft:
    """A passage that does not say by itself which claim it is, so that a person decides.

    Attributes:
        key: the same whenever the passage is read again.
        question: as a person reads it.
        options: the claims that each choice makes; none for a choice that makes no claim.
        suggestion: the likely choice; empty if there is none.
        where: document and place.
        quotes: ids of rows of ``quotes`` with its words, which the claims get that a choice makes.
    """

    key: str
    question: str
    options: Mapping[str, tuple[Row, ...]]
    suggestion: str = ""
    where: str = ""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True)
class GuessedNode:
    """A node whose kind is a guess, so that a person decides.

    Attributes:
        node: its id, as the tables have it.
        kind: the kind under which they list it.
        label: its label.
        where: where it comes from; nodes from one place with one kind are one question.
    """

    node: str
    kind: str
    label: str
    where: str = ""


@dataclass(frozen=True)
class ImportedStudy:
    """What an importer makes of a file: the tables and settings of a study, and its account.

    Attributes:
        tables: its tables. Ids need only be unique within them, but a node or claim has the same id whenever the same
            project is read again, whatever else has changed in it.
        settings: what its study.toml says.
        account: what became of everything that was read.
        project: what the project is called in its program; empty if it has no name.
        drafts: passages that a person decides about; their rows use the ids of the tables.
        guesses: nodes whose kind a person decides about.
    """

    tables: Tables
    settings: Settings
    account: Account
    project: str = ""
    drafts: tuple[Draft, ...] = ()
    guesses: tuple[GuessedNode, ...] = ()


@dataclass(frozen=True)
class ExportReport:
    """What an exporter wrote.

    Attributes:
        files: all of its files.
        counts: how many of each thing they hold (``nodes``, ``claims``, or names of tables).
        notes: what to know about them, above all what the format cannot carry; a sentence each.
    """

    files: tuple[Path, ...]
    counts: Mapping[str, int]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckedStudy:
    """A study that has been checked, as the rows of its graph."""

    title: str
    graph: "GraphTables"
    record: "BuildRecord"


class ExportableStudy(Protocol):
    """What an exporter may ask for; nothing is read or built before it asks."""

    @property
    def path(self) -> Path | None:
        """The folder or workbook of the study; None if only its graph on a server is available."""

    @property
    def progress(self) -> "Progress":
        """Takes what is being done and how far it is."""

    @property
    def frames(self) -> "StudyFrames":
        """The graph as frames, built first where needed."""

    @property
    def settings(self) -> "StudySettings":
        """Title, focus and steps."""

    def tables(self, everything: bool = False) -> ImportedStudy | None:
        """The study's own tables; None if only its graph on a server is available.

        Words and people that may not be handed on are left out unless ``everything`` is asked for.
        """

    def checked(self, leave_out_errors: bool = False) -> "AbstractContextManager[CheckedStudy]":
        """The rows of the graph straight from the tables, without a database."""


@dataclass(frozen=True)
class FormatOption:
    """One typed option of a format; its default is of its type."""

    name: str
    help: str
    default: str | int | bool = ""

    def value(self, text: str) -> str | int | bool:
        """The value of a text from a command line.

        Raises:
            FormatError: the text is not of the option's type.
        """
        if isinstance(self.default, bool):
            if text.lower() in {"yes", "true", "no", "false"}:
                return text.lower() in {"yes", "true"}
            raise FormatError(f"The option {self.name} is yes or no, not {text!r}.")
        if isinstance(self.default, int):
            if text.isdecimal():
                return int(text)
            raise FormatError(f"The option {self.name} is a whole number, not {text!r}.")
        return text


@dataclass(frozen=True)
class Importer:
    """A format that studies can be imported from.

    Attributes:
        name: what users type.
        help: one line for listings.
        read: makes an :class:`ImportedStudy` of a path (or of a Python object, see ``from_path``);
            takes the options as keyword arguments and raises StudyError where it cannot.
            Of a format that is coded, a :class:`~graphmodel.coded_project.CodedProject`.
        recognises: whether a path or object looks like this format; one that raises does not recognise it.
        endings: endings of its files, for listings.
        options: what ``read`` takes besides.
        from_path: False for a format that exists in Python alone.
        is_coded: whether it holds coded passages, which a mapping turns into claims.
        is_study: whether it holds a study of graphmodel, whose claims stay as they are.
    """

    name: str
    help: str
    read: "Callable[..., ImportedStudy | CodedProject]"
    recognises: Callable[[Any], bool]
    endings: tuple[str, ...] = ()
    options: tuple[FormatOption, ...] = ()
    from_path: bool = True
    is_coded: bool = False
    is_study: bool = False


@dataclass(frozen=True)
class Exporter:
    """A format that studies can be exported to.

    Attributes:
        name: what users type.
        help: one line for listings.
        write: writes an :class:`ExportableStudy` to a path and returns an :class:`ExportReport`;
            takes the options as keyword arguments; writes over nothing that it did not write.
        target: whether the path is a folder or a file.
        options: what ``write`` takes besides.
    """

    name: str
    help: str
    write: Callable[..., ExportReport]
    target: Literal["folder", "file"] = "folder"
    options: tuple[FormatOption, ...] = ()


Format = TypeVar("Format", Importer, Exporter)


@cache
def importers() -> Mapping[str, Importer]:
    """Every importer by name, in the order of the alphabet."""
    return _registered(Importer, "graphmodel_loaders.importers", "graphmodel.importers")


@cache
def exporters() -> Mapping[str, Exporter]:
    """Every exporter by name, in the order of the alphabet."""
    return _registered(Exporter, "graphmodel.exporters", "graphmodel.exporters")


def find_importer(source: object, name: str | None = None) -> Importer:
    """The importer of that name; without a name, the one that recognises ``source``.

    Raises:
        NotFound: there is none of that name.
        FormatError: no importer recognises it, or several do.
        StudyError: no importer recognises it, and one says what is wrong with the file.
    """
    if name is not None:
        return _named(importers(), name, "import")
    likely: list[Importer] = []
    faults: list[StudyError] = []
    for importer in importers().values():
        try:
            likely += [importer] * importer.recognises(source)
        except StudyError as error:
            faults.append(error)
        except Exception:  # noqa: BLE001, S112 - a damaged file, or another package, may raise anything
            continue
    if len(likely) == 1:
        return likely[0]
    if faults and not likely:
        raise faults[0]
    what = str(source) if isinstance(source, str | Path) else f"this {type(source).__name__}"
    if not likely:
        known = {importer.name: importer.help for importer in importers().values()}
        if isinstance(source, str | Path):
            raise FormatError(what_it_may_be(what, Path(source), known), by_caller=False)
        raise FormatError(no_format(what, known))
    names = ", ".join(importer.name for importer in likely)
    raise FormatError(Message("{} may be any of these formats: {}. Name one with {}.", what, names, Option("format")))


def find_exporter(name: str) -> Exporter:
    """The exporter of that name.

    Raises:
        NotFound: there is none.
    """
    return _named(exporters(), name, "export")


def options_from_text(format_: Importer | Exporter, texts: Sequence[str]) -> dict[str, str | int | bool]:
    """Options of a format from texts such as ``sheet=2``.

    Raises:
        FormatError: a text is none, names no option of the format, or has a value of another type.
    """
    values: dict[str, str | int | bool] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise FormatError(f"{text!r} is not an option. Write NAME=VALUE.")
        check_options(format_, [name])
        values[name] = next(option for option in format_.options if option.name == name).value(value)
    return values


def check_options(format_: Importer | Exporter, names: Sequence[str]) -> None:
    """Raise FormatError where a format does not have one of these options."""
    known = [option.name for option in format_.options]
    for name in names:
        if name not in known:
            listed = f"It has: {', '.join(known)}." if known else "It has none."
            raise FormatError(f"{format_.name} has no option {name!r}.{did_you_mean(name, known)} {listed}")


def recognises(importer: Importer, source: object) -> bool:
    """Whether an importer recognises a file or object; one that raises does not."""
    try:
        return importer.recognises(source)
    except Exception:  # noqa: BLE001 - a damaged file, or another package, may raise anything
        return False


def _named(formats: Mapping[str, Format], name: str, verb: str) -> Format:
    if name in formats:
        return formats[name]
    raise NotFound(
        f"graphmodel does not {verb} {name!r}.{did_you_mean(name, formats)} "
        f"It has {counted(len(formats), 'format')}: {', '.join(formats)}.",
        near(name, formats),
    )


def _registered(kind: type[Format], package: str, group: str) -> dict[str, Format]:
    own = import_module(package)
    formats: list[Format] = []
    for module in iter_modules(own.__path__):
        held = vars(import_module(f"{package}.{module.name}")).values()
        formats += [value for value in held if isinstance(value, kind)]
    names = {format_.name for format_ in formats}
    for entry in entry_points(group=group):
        try:
            loaded = entry.load()
        except Exception as error:  # noqa: BLE001 - a package of somebody else may raise anything
            warn_caller(f"The format {entry.name} ({entry.value}) cannot be loaded: {error}")
            continue
        if not isinstance(loaded, kind):
            warn_caller(f"{entry.value} is not a graphmodel.formats.{kind.__name__}; it is ignored.")
        elif loaded.name in names:
            warn_caller(f"{entry.value}: another format has the name {loaded.name}; it is ignored.")
        else:
            names.add(loaded.name)
            formats.append(loaded)
    return {format_.name: format_ for format_ in sorted(formats, key=lambda format_: format_.name)}
