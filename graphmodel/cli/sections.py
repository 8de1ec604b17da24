"""The table of all commands, by section, and the group that loads a command only when it is needed.

To add a command, write its function in the module of its section and add one :class:`Entry` here.
Analyses come from their registry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from graphmodel.analysis import registry
from graphmodel.cli.command import write_lines
from graphmodel.suggest import did_you_mean
from graphmodel.wording import typed

OLD_NAMES: Mapping[str, str] = {"brokerage": "brokers", "champions": "dependence"}
"""Old names of the commands of analyses."""


@dataclass(frozen=True)
class Entry:
    """One command of the table.

    Args:
        name: the word that is typed.
        source: where the command is: ``module:name``.
        help: one line for the list of commands, shown without loading the command.
        aliases: old names, which still work and are not listed.
    """

    name: str
    source: str
    help: str
    aliases: tuple[str, ...] = ()

    def load(self) -> click.Command:
        """The command itself."""
        module, name = self.source.split(":")
        loaded = getattr(import_module(module), name)
        assert isinstance(loaded, click.Command)  # noqa: S101 - a test loads every entry
        return loaded


def _analysis(name: str) -> Entry:
    """The command of an analysis, from the registry."""
    old = tuple(old for old, new in OLD_NAMES.items() if new == name)
    return Entry(registry.command_name(name), f"graphmodel.cli.analyses:{name}", registry.names()[name], old)


SECTIONS: Mapping[str, tuple[Entry, ...]] = {
    "Start": (
        Entry("start", "graphmodel.cli.start_sheet:start", "Make a study from one sheet, with whatever headings."),
        Entry("update", "graphmodel.cli.update_sheet:update", "Read the sheet of a study again."),
        Entry("new", "graphmodel.cli.start:new", "Start an empty study in a new folder."),
        Entry("example", "graphmodel.cli.start:example", "Copy the bundled study to a new folder."),
        Entry("import", "graphmodel.cli.importing:import_", "Import a file from another program into a study."),
        Entry("check", "graphmodel.cli.build:check", "Find every error in a study."),
        Entry("build", "graphmodel.cli.build:build", "Check a study and build its graph."),
    ),
    "Ask": (
        Entry("findings", "graphmodel.cli.findings:findings", "Show the headline findings."),
        Entry("questions", "graphmodel.cli.ask:questions", "List every question and analysis."),
        Entry("ask", "graphmodel.cli.ask:ask", "Answer one question of the question bank."),
        _analysis("claims"),
        Entry("quotes", "graphmodel.cli.words:quotes", "Search the words behind the claims."),
        Entry("table", "graphmodel.cli.ask:table", "Show a table as the study's files have it."),
        Entry("cypher", "graphmodel.cli.ask:cypher", "Run one Cypher statement that only reads."),
    ),
    "Analyse": (
        *(_analysis(name) for name in registry.names() if name not in {"claims", "findings"}),
        Entry("adjudicate", "graphmodel.cli.deciding:adjudicate", "Decide, in a workbook, where coders differ."),
    ),
    "Change a study": (
        Entry("rename", "graphmodel.cli.housekeeping:rename", "Change an id or label everywhere."),
        Entry("merge", "graphmodel.cli.housekeeping:merge", "Merge several nodes into one everywhere."),
        Entry("split", "graphmodel.cli.housekeeping:split", "Give some of a node's claims to a new node."),
        Entry("twins", "graphmodel.cli.housekeeping:twins", "List similar labels: one thing twice?"),
        Entry("join", "graphmodel.cli.housekeeping:join", "Combine two people's studies in a new one."),
        Entry("queue", "graphmodel.cli.deciding:queue", "Show what waits for a decision, or read decisions back."),
        Entry("undo", "graphmodel.cli.undoing:undo", "Undo the last change that a command made to a study."),
        Entry("journal", "graphmodel.cli.undoing:journal", "List what was changed in a study, by which command."),
    ),
    "Draw": (
        Entry("open", "graphmodel.cli.draw:open_", "Open the explorer in your web browser."),
        Entry("figure", "graphmodel.cli.draw:figure", "Draw a figure for a paper, with its caption."),
        Entry("map", "graphmodel.cli.draw:stakeholder_map", "Draw the stakeholder map as a page."),
        Entry("poster", "graphmodel.cli.draw:poster", "Write what the study found on one sheet."),
    ),
    "Work with people": (
        Entry("tool", "graphmodel.cli.tools:tool", "Make tools from the graph, and read what people fill in."),
    ),
    "Share": (
        Entry("page", "graphmodel.cli.draw:page", "Write the explorer as one HTML file."),
        Entry("export", "graphmodel.cli.formats:export", "Write a study in the format of another program."),
    ),
    "Server": (
        Entry(
            "neo4j-browser",
            "graphmodel.cli.formats:neo4j_browser",
            "Write colours and questions for Neo4j Browser.",
            aliases=("browser",),
        ),
    ),
}  # fmt: skip

ENTRIES: Mapping[str, Entry] = {entry.name: entry for entries in SECTIONS.values() for entry in entries}
_BY_ANY_NAME = {**ENTRIES, **{alias: entry for entry in ENTRIES.values() for alias in entry.aliases}}

EXAMPLES = (
    "graphmodel example my-copy         copy a study to look at and change",
    "graphmodel check my-copy           find what is wrong with it",
    "graphmodel findings my-copy        see the headline findings",
    "graphmodel open my-copy            explore it in your web browser",
    "graphmodel questions               list everything you can ask",
    "graphmodel ask my-copy dropout/not_used",
)

EXIT_CODES: Mapping[int, str] = {
    0: "Done.",
    1: "Not done: the study, a file, the server or a limit is in the way.",
    2: "Not understood: there is no such command, option, value or name.",
    130: "Stopped with Ctrl+C.",
    143: "Ended by the system; no half-written file is left.",
}


def _no_command(name: str, others: Sequence[str]) -> str:
    """What to type where the first word is no command; it may be the study."""
    study = typed(name)
    if others and others[0] in _BY_ANY_NAME:
        words = " ".join(typed(word) for word in others[1:])
        return f"The command comes first, then the study: `graphmodel {others[0]} {study}{words and ' '}{words}`."
    near = did_you_mean(name, _BY_ANY_NAME)
    if Path(name).exists() and not near:
        return f"{study} is a file or folder. Name a command first, such as: `graphmodel check {study}`."
    return f"There is no command {name!r}.{near or ' `graphmodel --help` lists all.'}"


class Sections(click.Group):
    """Lists commands by section and loads each when it is first needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the table."""
        return list(ENTRIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or of that old name."""
        entry = _BY_ANY_NAME.get(cmd_name)
        return entry.load() if entry else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named first; suggest a near one if there is none."""
        name = args[0]
        if name not in _BY_ANY_NAME and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.UsageError(_no_command(name, args[1:]), ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete a command's name without loading any command."""
        names = [
            CompletionItem(name, help=entry.help) for name, entry in ENTRIES.items() if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every section, and what the exit codes mean."""
        write_lines("Examples", EXAMPLES, formatter)
        longest = max(map(len, ENTRIES))
        for title, entries in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{entry.name:{longest}}", entry.help) for entry in entries])
        with formatter.section("Exit codes"):
            formatter.write_dl([(f"{code:<{longest}}", meaning) for code, meaning in EXIT_CODES.items()])
