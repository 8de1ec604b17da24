"""Commands of the analyses, each made from the registry: ``graphmodel dropout STUDY`` and so on."""

from functools import cache
from typing import TYPE_CHECKING, Any

import click

from graphmodel.analysis import registry
from graphmodel.analysis.registry import Description, Option
from graphmodel.cli.command import CONTEXT, Command
from graphmodel.cli.options import Request, request_options
from graphmodel.problems import QuestionError

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphmodel.api.opened import OpenStudy
    from graphmodel.results import Result

_OLD_OPTIONS = {"discourse": {"--as": "--who"}}
_TYPES: dict[str, Any] = {"whole number": int, "number": float}
_OLD_JOURNEYS = "--all"
"""``journey STUDY --all`` is the old name of ``journeys STUDY``."""

_LISTS_CLAIMS = "claims"
_WITH_QUOTES = click.option(
    "--with-quotes",
    is_flag=True,
    help="Add a table of the words behind the claims, for the team only. On the screen it is always shown.",
)


class _AnalysisCommand(Command):
    """A command of an analysis, which also takes the old names of its options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put new names of options in the place of old ones."""
        old = _OLD_OPTIONS.get(self.name or "", {})
        return super().parse_args(ctx, [_renamed(arg, old) for arg in args])


class _Journey(_AnalysisCommand):
    """``journey STUDY --all`` is the old name of ``journeys STUDY``."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of ``journeys`` where its old name is used."""
        if _OLD_JOURNEYS in args:
            return command_of("journeys").make_context("journeys", [a for a in args if a != _OLD_JOURNEYS], parent)
        return super().make_context(info_name, args, parent, **extra)


@cache
def command_of(name: str) -> Command:
    """The command of an analysis.

    Raises:
        NotFound: there is no such analysis.
    """
    analysis = registry.describe(name)

    def run(request: Request, with_quotes: bool = False, **options: Any) -> None:
        texts = {option.name for option in analysis.options if _takes_words(analysis, option)}
        chosen = {key: " ".join(value) if key in texts else value for key, value in options.items()}

        def compute(study: "OpenStudy") -> "Result":
            method: Callable[..., Result] | None = getattr(study, name, None)
            if method is None:
                raise QuestionError(
                    f"The analysis {name} has no method in Python yet. Run `make docs`, which writes it."
                )
            result = method(**chosen)
            # On the screen words open beside their claims; a file gets them only on request.
            shown = with_quotes or (name == _LISTS_CLAIMS and request.output.is_plain and study.has_words)
            return study.with_quotes(result) if shown else result

        request.answer(compute)

    for option in reversed(analysis.options):
        run = _parameter(analysis, option)(run)
    if name == _LISTS_CLAIMS:
        run = _WITH_QUOTES(run)
    # The study comes first, before the arguments of the analysis.
    run = request_options(run)
    kind = _Journey if name == "journey" else _AnalysisCommand
    made: Command = click.command(
        analysis.command,
        cls=kind,
        help=f"{analysis.help}\n\n{analysis.description}",
        examples=analysis.examples,
        tables=analysis.tables,
        context_settings=CONTEXT,
    )(run)
    return made


def __getattr__(name: str) -> Command:
    if name not in registry.names():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return command_of(name)


def _parameter(analysis: Description, option: Option) -> Any:
    if option.is_argument:
        words = _takes_words(analysis, option)
        metavar = (option.flag if option.required else f"[{option.flag}]") + ("..." if words else "")
        return click.argument(option.name, metavar=metavar, nargs=-1 if words else 1, required=option.required)
    settings: dict[str, Any] = {"help": option.typed_help, "default": option.default}
    if option.kind == "flag":
        # `normative: bool = True` is `--without-normative`.
        settings |= {"is_flag": True, "flag_value": not option.default}
    elif option.kind == "choice":
        settings |= {"type": click.Choice(option.choices), "show_default": option.default is not None}
    elif option.kind == "texts":
        settings |= {"multiple": True, "default": ()}
        return click.option(option.flag, option.name, **settings)
    else:
        settings |= {"type": _TYPES.get(option.kind, str), "show_default": option.default is not None}
    return click.option(option.flag, option.name, **settings)


def _takes_words(analysis: Description, option: Option) -> bool:
    """Does it take all words that are given, without quotation marks? Only where it is the one argument."""
    return option.is_argument and sum(other.is_argument for other in analysis.options) == 1


def _renamed(argument: str, old: dict[str, str]) -> str:
    name, equals, value = argument.partition("=")
    return f"{old.get(name, name)}{equals}{value}"
