"""The analyses of the program: their names, help, options and tables, each from the one file that holds it.

A module of this package holds one analysis: a function of the module's name under
:func:`analysis`. The first line of the module's docstring is its line of help, so that names and
help are read without importing anything. The signature of the function says which options there
are: parameters before ``*`` are arguments, those behind it options. Commands, ``graphmodel questions``,
``findings --results``, the documentation and tests go by this registry.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from importlib import import_module
from inspect import Parameter, cleandoc, signature
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Literal, ParamSpec, get_args, get_origin, get_type_hints

from graphmodel.argument_types import TYPES, refuse_other_type
from graphmodel.problems import NotFound, QuestionError
from graphmodel.suggest import did_you_mean
from graphmodel.wording import Call, Message

if TYPE_CHECKING:
    from graphmodel.frames.study_frames import StudyFrames
    from graphmodel.queries.bank import Bank
    from graphmodel.queries.question import Question
    from graphmodel.results import Result

Kind = Literal["words", "node", "choice", "flag", "whole number", "number", "text", "texts"]
P = ParamSpec("P")


@dataclass(frozen=True)
class NodeOf:
    """Marks an option that names a node, by its id or a piece of its label; none: a node of any kind."""

    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerTo:
    """Marks a parameter that takes the answer to a question of the bank and is no option."""

    question: str


class SeveralWords:
    """Marks a text that is given as one or more words."""


Evidence = Annotated[str, NodeOf(("EvidenceItem",))]
Stakeholder = Annotated[str, NodeOf(("Actor", "Organisation"))]
Speaker = Annotated[str, NodeOf(("Actor",))]
Factor = Annotated[str, NodeOf(("Factor",))]
Source = Annotated[str, NodeOf(("Source",))]
Stage = Annotated[str, NodeOf(("Stage",))]
Site = Annotated[str, NodeOf(("Site",))]
WorkStream = Annotated[str, NodeOf(("WorkStream",))]
Code = Annotated[str, NodeOf(("Code",))]
Node = Annotated[str, NodeOf()]
SearchText = Annotated[str, SeveralWords()]

DESCRIPTIONS = Path(__file__).with_name("descriptions.json")
"""What help says of each analysis; ``make docs`` writes it."""


@dataclass(frozen=True)
class Option:
    """One option of an analysis.

    Args:
        name: as in Python.
        kind: what values it takes.
        default: its value if it is not given; ``Parameter.empty`` for one that is required.
        help: what it does.
        choices: all values of a choice.
        nodes: kinds of a node.
        is_argument: the command takes it as an argument.
    """

    name: str
    kind: Kind
    default: object
    help: str
    choices: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()
    is_argument: bool = False

    @property
    def required(self) -> bool:
        """Must it be given?"""
        return self.default is Parameter.empty

    @property
    def flag(self) -> str:
        """How it is typed in a command."""
        if self.is_argument:
            return self.name.upper()
        name = self.name.removesuffix("s") if self.kind == "texts" else self.name
        return f"--{'without-' if self.turns_off else ''}{name.replace('_', '-')}"

    @property
    def turns_off(self) -> bool:
        """Does the flag of the command turn off what is on by default?"""
        return self.kind == "flag" and self.default is True

    @property
    def typed_help(self) -> str:
        """What the option of the command does, as a sentence."""
        text = f"do not {self.help}" if self.turns_off else self.help
        return f"{text[:1].upper()}{text[1:]}"


@dataclass(frozen=True)
class Description:
    """What help and listings say of one analysis.

    Args:
        name: of its module, function, command and method.
        help: one line.
        description: the rest of what the module says of it.
        options: in the order of the signature.
        tables: names of the tables of every result, in their order; the first is the main one.
        examples: commands to type.
    """

    name: str
    help: str
    description: str
    options: tuple[Option, ...]
    tables: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def command(self) -> str:
        """Its name on the command line."""
        return command_name(self.name)


@dataclass(frozen=True)
class Analysis(Description):
    """One analysis, ready to run.

    Args:
        function: from :class:`~graphmodel.frames.study_frames.StudyFrames` and options to a result.
        answers: questions whose answers it takes, by parameter.
    """

    function: Callable[..., "Result"]
    answers: Mapping[str, str]

    @property
    def runs_alone(self) -> bool:
        """Does it need no option?"""
        return not any(option.required for option in self.options)


def command_name(name: str) -> str:
    """The name of an analysis as a command: hyphens, as in every other command."""
    return name.replace("_", "-")


@cache
def names() -> Mapping[str, str]:
    """Every analysis with its line of help, by name. Imports none of them."""
    files = sorted(Path(__file__).parent.glob("[!_]*.py"))
    return {file.stem: _first_line(file) for file in files if file != Path(__file__)}


@cache
def find(name: str) -> Analysis:
    """An analysis by its name.

    Raises:
        NotFound: there is no such analysis; the message suggests near names.
    """
    if name not in names():
        near = did_you_mean(name, names())
        raise NotFound(f"There is no analysis {name!r}.{near} The analyses: {', '.join(names())}.", tuple(names()))
    module = import_module(f"{__package__}.{name}")
    function = getattr(module, name)
    help_, _, description = cleandoc(module.__doc__ or "").partition("\n")
    hints = get_type_hints(function, include_extras=True)
    answers = {key: mark.question for key, hint in hints.items() if (mark := _mark(hint, AnswerTo))}
    return Analysis(
        name, help_, description.strip(), _options(function), function.tables, function.examples, function, answers
    )


def find_question(bank: "Bank", name: str) -> "Question":
    """A question of the bank; where the name is that of an analysis, the error says how that is run.

    Raises:
        QuestionError: the question's file is malformed.
        NotFound: there is no such question.
    """
    try:
        return bank.find(name)
    except NotFound as unknown:
        if name not in names():
            raise
        call = Call(f"graphmodel {command_name(name)} STUDY", f"study.{name}()")
        if unknown.candidates and all(candidate.startswith(f"{name}/") for candidate in unknown.candidates):
            raise NotFound(
                Message("{} For the analysis of that name, run {}.", unknown, call), unknown.candidates
            ) from None
    raise NotFound(Message("{!r} is an analysis, not a question. Run {}.", name, call), [name])


@cache
def describe(name: str) -> Description:
    """What help says of an analysis, without importing it and pandas with it.

    It stands in a file that ``make docs`` writes; an analysis that is not there yet is imported.

    Raises:
        NotFound: there is no such analysis; the message suggests near names.
    """
    entry = json.loads(DESCRIPTIONS.read_text("utf-8")).get(name)
    if entry is None or name not in names():
        return find(name)
    options = [Option(**_tuples({"default": Parameter.empty, **option})) for option in entry.pop("options")]
    return Description(name, options=tuple(options), **_tuples(entry))


def descriptions() -> str:
    """The text of the file that :func:`describe` reads, made from the analyses themselves."""
    entries = {}
    for name in names():
        found = vars(find(name))
        options = [
            {key: value for key, value in vars(option).items() if value is not Parameter.empty}
            for option in found["options"]
        ]
        keys = ("help", "description", "tables", "examples")
        entries[name] = {**{key: found[key] for key in keys}, "options": options}
    return json.dumps(entries, indent=1, ensure_ascii=False) + "\n"


def _tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    """JSON knows lists alone; descriptions hold tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def analysis(
    *, tables: tuple[str, ...], examples: tuple[str, ...]
) -> "Callable[[Callable[P, Result]], Callable[P, Result]]":
    """Register a function as the analysis of its module.

    Before it runs, names of nodes become ids, and types and choices are checked: whoever calls it, from
    Python or from the command line, gets the same answer to a slip.

    Args:
        tables: names of the tables of every result, the main one first.
        examples: commands to type.

    Raises:
        NotFound: (when called) an option names no node of the study, or several.
        QuestionError: (when called) an option has no such choice, or takes another kind of value.
    """

    def register(function: "Callable[P, Result]") -> "Callable[P, Result]":
        @wraps(function)
        def resolving(*args: P.args, **kwargs: P.kwargs) -> "Result":
            bound = signature(function).bind(*args, **kwargs)
            frames: Any = next(iter(bound.arguments.values()))
            for option in _options(function):
                if option.name in bound.arguments:
                    bound.arguments[option.name] = _resolved(frames, option, bound.arguments[option.name])
            return function(*bound.args, **bound.kwargs)

        vars(resolving).update(tables=tables, examples=examples)
        return resolving

    return register


def _resolved(frames: "StudyFrames", option: Option, value: object) -> object:
    if value is None and option.default is None:
        return None
    if option.kind in TYPES:
        refuse_other_type(option.name, value, TYPES[option.kind])
    if option.kind == "choice" and value not in option.choices and value != option.default:
        near = did_you_mean(str(value), option.choices)
        raise QuestionError(
            f"{option.name} is one of {', '.join(option.choices)}, not {value!r}.{near}", by_caller=True
        )
    if option.kind == "node" and isinstance(value, str) and (value.strip() or option.required):
        from graphmodel.frames.find import find_node  # noqa: PLC0415 - needs pandas, which names and help do not

        return find_node(frames, value, option.nodes)
    return value


@cache
def _options(function: Callable[..., Any]) -> tuple[Option, ...]:
    hints = get_type_hints(function, include_extras=True)
    texts = _argument_texts(function.__doc__ or "")
    options = []
    for parameter in list(signature(function).parameters.values())[1:]:
        hint = hints[parameter.name]
        if _mark(hint, AnswerTo):
            continue
        kind, choices, nodes = _kind_of(hint)
        is_argument = parameter.kind is Parameter.POSITIONAL_OR_KEYWORD
        help_ = texts.get(parameter.name, "")
        options.append(Option(parameter.name, kind, parameter.default, help_, choices, nodes, is_argument))
    return tuple(options)


def _kind_of(hint: Any) -> tuple[Kind, tuple[str, ...], tuple[str, ...]]:
    if node := _mark(hint, NodeOf):
        from graphmodel.schema import KINDS  # noqa: PLC0415 - names and help do without

        return "node", (), node.kinds or tuple(kind.label for kind in KINDS)
    if _mark(hint, SeveralWords):
        return "words", (), ()
    if get_origin(hint) is Literal:
        return "choice", get_args(hint), ()
    for part in get_args(hint):
        if NoneType in get_args(hint) and part is not NoneType:
            return _kind_of(part)
    simple: dict[Any, Kind] = {bool: "flag", int: "whole number", float: "number", str: "text"}
    return simple.get(hint, "texts"), (), ()


def _mark(hint: Any, of: type[Any]) -> Any:
    """The mark of one type on an annotation, else None."""
    marks = hint.__metadata__ if get_origin(hint) is Annotated else ()
    return next((mark for mark in marks if isinstance(mark, of)), None)


def _argument_texts(docstring: str) -> dict[str, str]:
    """What a docstring says of each argument, on one line and without its quotation marks."""
    section = re.search(r"^Args:\n((?:[ ]{4}.*\n|\n)+)", cleandoc(docstring) + "\n", re.MULTILINE)
    entries = re.findall(r"^    (\w+): ((?:.+\n(?:        .*\n|\n)*))", section[1], re.MULTILINE) if section else []
    return {name: re.sub(r"\s+", " ", text).strip().replace("``", "") for name, text in entries}


def _first_line(file: Path) -> str:
    with file.open(encoding="utf-8") as text:
        return text.readline().strip().removeprefix('"""').removesuffix('"""')
