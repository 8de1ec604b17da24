"""Options that commands share: which study, in which database, and how the result is written."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

import click

from graphmodel.cli.command import SharedOption
from graphmodel.cli.screen import progress_bars, say
from graphmodel.cli.slice_options import slice_options
from graphmodel.output import FORMAT_OF_ENDING, FORMATS, write
from graphmodel.output.files import refuse_blocked
from graphmodel.output.written import writing_for
from graphmodel.suggest import did_you_mean

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

        return value if is_address(str(value)) else Path(value)


_PATH = click.Path(path_type=Path)

study_argument = click.argument("study", type=_PATH)
db_option = click.option(
    "--db", cls=SharedOption, type=_PATH, metavar="FOLDER", help="Keep the database in graphmodel-ID in this folder."
)


@dataclass(frozen=True)
class OutputOptions:
    """How to write a result: format, file, the one table; and the study that must stay unharmed."""

    format: str | None
    file: Path | None
    table: str | None
    force: bool = False
    study: Path | None = None

    @property
    def is_plain(self) -> bool:
        """Whether the whole result goes to the screen for reading."""
        return self.file is None and self.table is None and self.format in {None, "table"}

    def refuse_blocked(self, owner: "Path | str") -> None:
        """Refuse, before anything is built or computed, a file that the result could not be written to.

        Args:
            owner: the study that it is a result of.

        Raises:
            OutputError: it must not be written.
            click.BadParameter: there is no format of its ending.
        """
        chosen = self.format or format_for(self.file)
        if self.file is None:
            return
        if self.study is not None:
            from graphmodel.api.study_files import protect_study

            protect_study(self.study, self.file)
        # A result of several tables goes into a folder as CSV, one of one table into a file of that name.
        may_be_folder = chosen == "csv" and (self.file.is_dir() or not self.file.suffix)
        if not (may_be_folder and not self.file.exists()):
            with writing_for(owner, self.force):
                refuse_blocked(self.file, is_folder=may_be_folder and self.file.is_dir())

    def write(self, result: "Result") -> None:
        """Write a result to the screen or a file."""
        self.refuse_blocked(result.study or self.study or "")
        chosen = self.format or format_for(self.file)
        with writing_for(result.study or self.study, self.force):
            write(_one_table(result, self.table), chosen, self.file if self.file is not None else sys.stdout)
        if chosen in {"csv", "json"}:
            sys.stdout.flush()  # so that the lines on stderr come after the rows
            # These formats cannot hold what is counted, and standard output is for the rows alone.
            say(*result.counts.split("\n"), *result.notes, err=True)
        if self.file is not None:
            say(f"Wrote {self.file}", err=True)


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
        help="Longest time of a statement, or of a question of the study's own. Default: 60.",
    ),
)
force_option = click.option(
    "--force", cls=SharedOption, is_flag=True, help="Overwrite a file that graphmodel did not write for this study."
)
_OUTPUT_OPTIONS = (
    force_option,
    click.option("--table", cls=SharedOption, metavar="NAME", help="Show only this table of the result."),
    click.option(
        "-o",
        "--output",
        cls=SharedOption,
        type=_PATH,
        metavar="FILE",
        help="Write to this file; its ending sets the format. A folder takes several tables as CSV.",
    ),
    click.option(
        "-f",
        "--format",
        cls=SharedOption,
        type=click.Choice(FORMATS),
        help="Default: table on the screen, else as --output ends.",
    ),
)
_NO_BUILD = click.option(
    "--no-build", cls=SharedOption, is_flag=True, help="Use the last build, even if the study has changed."
)


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --format, --output and --table; the command gets ``output``: :class:`OutputOptions`."""

    @wraps(command)
    def with_output(
        format: str | None,  # noqa: A002
        output: Path | None,
        table: str | None,
        force: bool,
        **own: Any,
    ) -> None:
        command(output=OutputOptions(format, output, table, force), **own)

    return reduce(lambda made, option: option(made), _OUTPUT_OPTIONS, cast("Callable[..., None]", with_output))


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


def file_option(text: str, **settings: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add -o, --output and --force to a command that writes one file; it gets them as ``output`` and ``force``."""
    output = click.option("-o", "--output", type=_PATH, metavar="FILE", help=text, **settings)
    return lambda command: output(force_option(command))


_PICTURE = " `graphmodel figure STUDY FIGURE -o FILE` draws a figure."
_PAGE = " `graphmodel page STUDY -o FILE` writes the explorer, `graphmodel map STUDY -o FILE` the map."
_MAKERS = {".svg": _PICTURE, ".pdf": _PICTURE, ".png": _PICTURE, ".html": _PAGE, ".htm": _PAGE}
"""What makes files of other endings."""


def format_for(output: Path | None) -> str:
    """The format of a file by its ending; ``table`` for the screen and ``csv`` for a folder."""
    if output is None:
        return "table"
    ending = output.suffix.lower()
    if output.is_dir() or not ending:
        return "csv"
    if ending not in FORMAT_OF_ENDING:
        raise click.BadParameter(
            f"no table ends in {ending}. End the name in {', '.join(FORMAT_OF_ENDING)}, or give --format."
            f"{_MAKERS.get(ending, '')}",
            param_hint="--output",
        )
    return FORMAT_OF_ENDING[ending]


def _one_table(result: "Result", table: str | None) -> "Result":
    if table is None:
        return result
    if table not in result.tables:
        raise click.BadParameter(
            f"this result has no table {table!r}.{did_you_mean(table, result.tables)} "
            f"Its tables: {', '.join(result.tables)}.",
            param_hint="--table",
        )
    return replace(result, tables={table: result.tables[table]})
