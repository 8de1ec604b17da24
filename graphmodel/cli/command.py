"""How commands look: an example, their own options before the shared ones, suggestions for a wrong name."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmodel.suggest import did_you_mean
from graphmodel.wording import typed

if TYPE_CHECKING:
    _Path = click.Path[Path]
else:
    _Path = click.Path

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
"""Of every command: what asks for help, and how wide help is."""


_SLICE = "Only some claims (the same option twice means either; different options must all match)"
_WORDS = {"a valid integer range": "a whole number", "a valid float range": "a number"}
"""What click says, and what people say."""


_STUDIES = {"study", "first", "second"}
"""Arguments that name a study."""


class _NamedPath(_Path):
    """A path; an empty one, which would mean the current folder, is a variable that a script has not set."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if not str(value).strip():
            study = param is not None and param.name in _STUDIES
            raise click.UsageError(
                "Name a study: a folder or a workbook." if study else _NO_PATH.format(param and param.opts[-1]), ctx
            )
        found: Path = super().convert(value, param, ctx)
        return found


_NO_PATH = "{} has no name of a file or folder."
PATH = _NamedPath(path_type=Path)
"""The type of every path on the command line."""


class SharedOption(click.Option):
    """An option that many commands have; help shows it after the command's own."""


class SliceOption(click.Option):
    """An option that chooses claims; help shows these together, after the command's own."""


class Command(click.Command):
    """A command with examples.

    Args:
        examples: lines to type, as they are.
        tables: the tables of the result, one of which ``--table`` shows alone; the main one first.
    """

    def __init__(self, *args: Any, examples: Sequence[str] = (), tables: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.examples = tuple(examples)
        self.tables = tuple(tables)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does; suggest an option for a wrong one, and show an example if something is missing."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            options = [name for parameter in self.get_params(ctx) for name in parameter.opts]
            message = f"There is no option {error.option_name}.{did_you_mean(error.option_name, options)}"
            raise click.UsageError(message, ctx) from error
        except click.MissingParameter as error:
            message = " ".join(error.format_message().split())  # click lists choices on lines of their own
            example = f" For example: {self.examples[0]}" if self.examples else ""
            raise click.UsageError(f"{message.removesuffix('.')}.{example}", ctx) from error
        except click.BadParameter as error:
            message = error.message
            for of_click, ours in _WORDS.items():
                message = message.replace(of_click, ours)
            message += _likely_choice(error)
            raise click.BadParameter(message, ctx, error.param, error.param_hint) from error

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples, own options, shared options and the names of tables."""
        write_lines("Examples", self.examples, formatter)
        records: dict[str, list[tuple[str, str]]] = {"Options": [], _SLICE: [], "Output and database": []}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
            if record:
                shared = "Output and database" if isinstance(parameter, SharedOption) else "Options"
                records[_SLICE if isinstance(parameter, SliceOption) else shared].append(record)
        for title, options in records.items():
            if options:
                with formatter.section(title):
                    formatter.write_dl(options)
        if self.tables:
            with formatter.section("Tables (for --table)"):
                formatter.write_text(", ".join(self.tables))


def _likely_choice(error: click.BadParameter) -> str:
    """What a wrong choice may mean."""
    typed_ = re.match(r"'(.*)' is not one of ", error.message, re.DOTALL)
    if error.param is None or not isinstance(error.param.type, click.Choice) or typed_ is None:
        return ""
    return did_you_mean(typed_[1], map(str, error.param.type.choices))


class CommandGroup(Command, click.Group):
    """A command that has commands of its own; ``usual`` is the one to suggest where none is named."""

    usual = ""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples and the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write its commands, each with the first sentence of its help."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(200)) for name, one in found if one])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named first; suggest a near one if there is none."""
        if args and self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            names = self.list_commands(ctx)
            near = did_you_mean(args[0], names)
            others = [word for word in args[1:] if not word.startswith("-")]
            if not near and (others or Path(args[0]).exists()):
                raise click.UsageError(f"Name what to do first: {self._in_order(ctx, args[0], others)}.", ctx)
            raise click.UsageError(f"There is no command {args[0]!r} here.{near} Use one of: {', '.join(names)}.", ctx)
        return super().resolve_command(ctx, args)

    def _in_order(self, ctx: click.Context, study: str, others: Sequence[str]) -> str:
        """What was typed with a command before the study, to type again."""
        named = bool(others) and self.get_command(ctx, others[0]) is not None
        first, rest = (others[0], others[1:]) if named else (self.usual, others or ["NAME"])
        return " ".join([ctx.command_path, first, typed(study), *map(typed, rest)])


def command(
    name: str,
    *,
    examples: Sequence[str],
    tables: Sequence[str] = (),
    kind: type[Command] = Command,
    **settings: Any,
) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command; see :class:`Command`."""
    return click.command(
        name,
        cls=kind,
        examples=examples,
        tables=tables,
        **{**settings, "context_settings": {**CONTEXT, **settings.get("context_settings", {})}},
    )


def write_lines(title: str, lines: Sequence[str], formatter: click.HelpFormatter) -> None:
    """Write a section of help whose lines stay as they are."""
    if lines:
        with formatter.section(title):
            for line in lines:
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")
