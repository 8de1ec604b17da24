"""Options that commands share: which study, in which database, and the request for a result."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from graphmodel.cli.command import PATH, SharedOption
from graphmodel.cli.output_options import OutputOptions, output_options
from graphmodel.cli.screen import progress_bars, say
from graphmodel.cli.slice_options import slice_options

if TYPE_CHECKING:
    from graphmodel.api.opened import OpenStudy
    from graphmodel.results import Result

if TYPE_CHECKING:
    from graphmodel.engine.neo4j.address import Server
    from graphmodel.frames.slices import Slice

    _PathType = click.ParamType[Path | str]
else:
    _PathType = click.ParamType


@dataclass(frozen=True)
class ServerOptions:
    """The server that the command line names; ``uri`` is empty if it names none."""

    uri: str | None
    username: str | None
    database: str | None

    def server(self) -> "Server":
        """The server, with what is not given from the environment; the password from there or a prompt.

        The password is not an option: it would show in the history and in the list of processes.

        Raises:
            ServerError: the address is invalid, or there is no password.
        """
        from graphmodel.engine.neo4j.address import with_environment
        from graphmodel.problems import ServerError

        server = with_environment(self.uri or "", self.username, None, self.database)
        if server.password:
            return server
        if not sys.stdin.isatty():
            raise ServerError(f"{server.uri} needs a password. Set the environment variable NEO4J_PASSWORD.")
        password = click.prompt(f"Password of {server.username} at {server.uri}", hide_input=True, err=True)
        return with_environment(self.uri or "", self.username, password, self.database)


def server_options(
    flag: str, text: str, *, shared: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add ``flag`` (--on or --to), --username and --database; the command gets ``server``: :class:`ServerOptions`."""
    kind = SharedOption if shared else click.Option
    options = (
        click.option("--database", cls=kind, metavar="NAME", help="Database of the server. Default: NEO4J_DATABASE."),
        click.option(
            "--username",
            cls=kind,
            metavar="NAME",
            help="User of the server. Default: NEO4J_USERNAME. The password: NEO4J_PASSWORD, or a prompt.",
        ),
        click.option(flag, "uri", cls=kind, metavar="ADDRESS", help=text),
    )

    def add(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def with_server(uri: str | None, username: str | None, database: str | None, **own: Any) -> None:
            command(server=ServerOptions(uri, username, database), **own)

        return reduce(lambda made, option: option(made), options, cast("Callable[..., None]", with_server))

    return add


class StudyPath(_PathType):
    """A folder or workbook; or the address of a server that holds a study."""

    name = "study"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """A path; an address stays text, because a path would drop one of its slashes."""
        from graphmodel.engine.neo4j.address import is_address

        return value if is_address(str(value)) else PATH.convert(value, param, ctx)


study_argument = click.argument("study", type=PATH)
db_option = click.option(
    "--db", cls=SharedOption, type=PATH, metavar="FOLDER", help="Keep the database in graphmodel-ID in this folder."
)


@dataclass(frozen=True)
class StudyOptions:
    """Which study, and in which database.

    ``study`` is None if only a server is named; ``server`` is None for the embedded database.
    """

    study: Path | None
    server: ServerOptions | None
    db: Path | None
    no_build: bool
    chosen_slice: "Slice | None"

    @contextmanager
    def open(self) -> Iterator["OpenStudy"]:
        """Open the study; build it first if it has changed."""
        import warnings

        from graphmodel.api.opened import open_study

        server = self.server.server() if self.server else None
        with progress_bars() as bars, warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", UserWarning)
            if self.study is None and server is not None:
                study = open_study(server)
            else:
                study = open_study(
                    self.study or ".", on=server, db=self.db, build_first=not self.no_build, progress=bars
                )
        for warning in caught:
            say(str(warning.message), err=True)
        with study:
            if self.chosen_slice is None:
                yield study
            else:
                with study.where(self.chosen_slice) as taken:
                    yield taken

    def protect_study(self, output: Path) -> None:
        """Refuse a file that would harm the study (see :func:`~graphmodel.api.study_files.protect_study`)."""
        from graphmodel.api.study_files import protect_study

        if self.study is not None:
            protect_study(self.study, output)


@dataclass(frozen=True)
class Request(StudyOptions):
    """A request for a result: of which study, and how to write it."""

    output: OutputOptions

    @contextmanager
    def open(self) -> Iterator["OpenStudy"]:
        """Open the study, unless the result could not be written."""
        if self.study is not None:
            self.output.refuse_blocked(self.study)
        with super().open() as study:
            if self.study is None:
                self.output.refuse_blocked(study.owner)
            yield study

    def answer(self, compute: Callable[["OpenStudy"], "Result"]) -> None:
        """Open the study, compute a result and write it."""
        import warnings

        with self.open() as study, warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # the notes of the result say the same
            result = compute(study)
        self.output.write(result)


def limit_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the limits of statements that users bring; the command gets ``limits``: :class:`~graphmodel.Limits`."""

    @wraps(command)
    def with_limits(time_limit: float, row_limit: int, memory_limit: int | None, **own: Any) -> None:
        from graphmodel.engine.limits import Limits

        command(limits=Limits(time_limit, row_limit, memory_limit), **own)

    return reduce(lambda made, option: option(made), _LIMIT_OPTIONS, cast("Callable[..., None]", with_limits))


_LIMIT_OPTIONS = (
    click.option(
        "--memory-limit",
        cls=SharedOption,
        type=click.IntRange(min=1),
        metavar="MB",
        help="Most memory that it takes. Default: half of what is free.",
    ),
    click.option(
        "--row-limit",
        cls=SharedOption,
        type=click.IntRange(min=1),
        metavar="ROWS",
        default=1_000_000,
        help="Most rows of its answer. Default: 1000000.",
    ),
    click.option(
        "--time-limit",
        cls=SharedOption,
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        default=60,
        help="Stop a statement, or a question of the study's own, after this many seconds. Default: 60.",
    ),
)
by_option = click.option(
    "--by", metavar="NAME", default="", help="Who makes the change, for the journal. Default: nobody is named."
)


def pairs(texts: Iterable[str], option: str, form: str) -> dict[str, str]:
    """Names and texts of a repeated option.

    Args:
        texts: what was typed, such as ``stage=needs``.
        option: the option, for messages.
        form: how it is typed, for messages: ``COLUMN=TEXT``.

    Raises:
        click.BadParameter: one has no name, or no equals sign.
    """
    found = {}
    for typed in texts:
        name, equals, text = typed.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"{typed!r} is not of the form {form}.", param_hint=option)
        found[name.strip()] = text.strip()
    return found


_NO_BUILD = click.option(
    "--no-build", cls=SharedOption, is_flag=True, help="Use the last build, even if the study has changed."
)


SliceTaken = Literal["flags", "names", "nothing"]
"""What a command takes of a slice: all options; those whose names no question has; or none."""


def _slice(command: Callable[..., None], takes: SliceTaken) -> Callable[..., None]:
    if takes != "nothing":
        return slice_options(command, flags_too=takes == "flags")

    @wraps(command)
    def whole(**own: Any) -> None:
        command(chosen_slice=None, **own)

    return whole


def study_options(command: Callable[..., None], *, takes: SliceTaken = "flags") -> Callable[..., None]:
    """Add the study, its slice and the options for its database; the command gets ``chosen``: :class:`StudyOptions`."""

    @wraps(command)
    def with_study(
        study: Path | str,
        server: ServerOptions,
        db: Path | None,
        no_build: bool,
        chosen_slice: "Slice | None",
        **own: Any,
    ) -> None:
        folder = study if isinstance(study, Path) else None
        if isinstance(study, str):
            if server.uri:
                raise click.UsageError("Name the server once: as the study, or with --on.")
            server = replace(server, uri=study)
        if server.uri and db is not None:
            raise click.UsageError("--db is a folder of the embedded engine; name a server's database with --database.")
        asked = server if server.uri else None
        command(chosen=StudyOptions(folder, asked, db, no_build, chosen_slice), **own)

    on_server = server_options("--on", "Use the study on this Neo4j server: neo4j://HOST:7687.", shared=True)
    study = click.argument("study", type=StudyPath())
    return study(db_option(_NO_BUILD(on_server(_slice(with_study, takes)))))


def request_options(command: Callable[..., None], *, takes: SliceTaken = "flags") -> Callable[..., None]:
    """Add the study and the options of every command with a result; the command gets ``request``: :class:`Request`."""

    @wraps(command)
    def with_request(chosen: StudyOptions, output: OutputOptions, **own: Any) -> None:
        output = replace(output, study=chosen.study)
        request = Request(chosen.study, chosen.server, chosen.db, chosen.no_build, chosen.chosen_slice, output)
        command(request=request, **own)

    return output_options(study_options(with_request, takes=takes))
