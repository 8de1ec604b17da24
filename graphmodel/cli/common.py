"""What the commands share: the study, the form of the output, progress."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import reduce, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from graphmodel.cli.server import Given, StudyPath, server_options
from graphmodel.output import FORMAT_OF_ENDING, FORMATS, write

if TYPE_CHECKING:
    from graphmodel.api.opened import OpenStudy
    from graphmodel.results import Result

study_argument = click.argument("study", type=click.Path(path_type=Path))
db_option = click.option(
    "--db", type=click.Path(path_type=Path), help="Folder of the database, where it is not in the study."
)


@dataclass(frozen=True)
class Output:
    """How a user wants a result: its form, the file, the one table; the study that it must not harm."""

    form: str | None
    file: Path | None
    only: str | None
    study: Path | None = None

    @property
    def on_screen(self) -> bool:
        """Is the result to be read on the screen as it is, all of it?"""
        return self.file is None and self.only is None and self.form in {None, "table"}

    def write(self, result: "Result") -> None:
        """Write a result to the screen or a file."""
        if self.file is not None and self.study is not None:
            from graphmodel.api.keep_out import keep_out_of

            keep_out_of(self.study, self.file)
        chosen = self.form or _form_of(self.file)
        write(_only(result, self.only), chosen, self.file if self.file is not None else sys.stdout)
        if chosen in {"csv", "json"}:
            sys.stdout.flush()  # so that what follows on stderr comes behind the rows
            # These forms have no place for what is counted, and standard output is for the rows alone.
            click.echo("\n".join([result.counts, *result.notes]), err=True)
        if self.file is not None:
            click.echo(f"Wrote {self.file}", err=True)


@dataclass(frozen=True)
class Chosen:
    """Which study a user means, and in which database.

    ``study`` is None where only the graph on a server is named; ``server`` is None where the
    embedded database is to be asked.
    """

    study: Path | None
    server: Given | None
    db: Path | None
    no_build: bool

    @contextmanager
    def open(self) -> Iterator["OpenStudy"]:
        """Open the study; build it first where needed, with a line on stderr."""
        import warnings

        from graphmodel.api.opened import open_study

        server = self.server.server() if self.server else None
        with progress() as shown, warnings.catch_warnings(record=True) as told:
            if self.study is None and server is not None:
                found = open_study(server)
            else:
                found = open_study(
                    self.study or ".", on=server, db=self.db, build_first=not self.no_build, progress=shown
                )
        for warning in told:
            click.echo(str(warning.message), err=True)
        with found:
            yield found

    def keep_out(self, output: Path) -> None:
        """Refuse a file that would harm the study (see :func:`~graphmodel.api.keep_out.keep_out_of`)."""
        from graphmodel.api.keep_out import keep_out_of

        if self.study is not None:
            keep_out_of(self.study, output)


@dataclass(frozen=True)
class Asking(Chosen):
    """What a user asks: of which study, and how the answer is to look."""

    output: Output

    def answer(self, analysis: Callable[["OpenStudy"], "Result"]) -> None:
        """Open the study, run one analysis on it and write what it gives."""
        with self.open() as found:
            result = analysis(found)
        self.output.write(result)


_FILE = click.Path(path_type=Path)
_OUTPUT = (
    click.option("--table", "only", metavar="NAME", help="Only this table, where there are several."),
    click.option("-o", "--output", type=_FILE, help="Write to this file (a folder for several CSV tables)."),
    click.option("-f", "--format", "form", type=click.Choice(FORMATS), help="Default: as --output ends, else table."),
)
_NO_BUILD = click.option("--no-build", is_flag=True, help="Ask the database as it is, even if the study has changed.")


def output_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add --format, --output and --table; the command gets them as one ``Output``."""

    @wraps(command)
    def taking(form: str | None, output: Path | None, only: str | None, **own: Any) -> None:
        command(output=Output(form, output, only), **own)

    return reduce(lambda made, option: option(made), _OUTPUT, cast("Callable[..., None]", taking))


def study_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the study and what names its database; the command gets one ``Chosen``."""

    @wraps(command)
    def taking(study: Path | str, server: Given, db: Path | None, no_build: bool, **own: Any) -> None:
        folder = study if isinstance(study, Path) else None
        if isinstance(study, str):
            if server.uri:
                raise click.UsageError("Name the server once: as the study, or with --on.")
            server = replace(server, uri=study)
        if server.uri and db is not None:
            raise click.UsageError("--db names a folder of the embedded engine; a server's is named by --database.")
        command(chosen=Chosen(folder, server if server.uri else None, db, no_build), **own)

    on_server = server_options("--on", "Ask the study on this Neo4j server: neo4j://HOST:7687.")
    study = click.argument("study", type=StudyPath())
    return study(db_option(_NO_BUILD(on_server(taking))))


def asking_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the study and what every command that asks it takes; the command gets one ``Asking``."""

    @wraps(command)
    def taking(chosen: Chosen, output: Output, **own: Any) -> None:
        output = replace(output, study=chosen.study)
        command(asking=Asking(chosen.study, chosen.server, chosen.db, chosen.no_build, output), **own)

    return study_options(output_options(taking))


def file_option(what: str, **settings: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add -o, --output for a command that writes one file; the command gets it as ``output``."""
    return click.option("-o", "--output", type=_FILE, help=what, **settings)


def _form_of(output: Path | None) -> str:
    if output is None:
        return "table"
    ending = output.suffix.lower()
    if output.is_dir() or not ending:
        return "csv"
    if ending not in FORMAT_OF_ENDING:
        raise click.BadParameter(
            f"results are not written as {ending}; end the name in {', '.join(FORMAT_OF_ENDING)}, or give --format",
            param_hint="--output",
        )
    return FORMAT_OF_ENDING[ending]


def _only(result: "Result", only: str | None) -> "Result":
    if only is None:
        return result
    if only not in result.tables:
        raise click.BadParameter(
            f"there is no table {only!r}; there are {', '.join(result.tables)}", param_hint="--table"
        )
    return replace(result, tables={only: result.tables[only]})


@contextmanager
def progress() -> Iterator["_Bars"]:
    """Bars on stderr where that is a terminal, plain lines otherwise."""
    bars = _Bars()
    try:
        yield bars
    finally:
        bars.stop()


class _Bars:
    """Progress on stderr. Nothing is drawn until work begins."""

    def __init__(self) -> None:
        self._shown: Any = None
        self._task: Any = None

    def begin(self, what: str, total: int) -> None:
        if not sys.stderr.isatty():
            click.echo(f"{what} …", err=True)
            return
        if self._shown is None:
            from rich.console import Console
            from rich.progress import Progress

            self._shown = Progress(console=Console(stderr=True), transient=True)
            self._shown.start()
        self._task = self._shown.add_task(what, total=total)

    def reach(self, done: int) -> None:
        if self._shown is not None:
            self._shown.update(self._task, completed=done)

    def stop(self) -> None:
        if self._shown is not None:
            self._shown.stop()
            self._shown = None
