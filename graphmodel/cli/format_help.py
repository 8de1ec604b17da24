"""What `import` and `export` share: the list of formats in their help, and options of a format."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from graphmodel.cli.command import Command

if TYPE_CHECKING:
    from graphmodel.formats import Exporter, Importer

option_texts = click.option(
    "-O",
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="An option of the format; give it again for another one.",
)


class FormatCommand(Command):
    """A command whose help lists formats, which are looked for only then."""

    def formats(self) -> "Mapping[str, Importer | Exporter]":
        """The formats to list."""
        raise NotImplementedError

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the formats with their options."""
        lines: list[tuple[str, str]] = []
        for format_ in self.formats().values():
            lines.append((format_.name, format_.help[:1].upper() + format_.help[1:]))
            lines += [(f"  {option.name}=", option.help) for option in format_.options]
        with formatter.section("Formats, with their options"):
            formatter.write_dl(lines)
        super().format_epilog(ctx, formatter)


class ImportCommand(FormatCommand):
    """Lists the formats that can be read from files."""

    def formats(self) -> "Mapping[str, Importer | Exporter]":
        """Every importer that reads a path."""
        from graphmodel.formats import importers

        return {name: importer for name, importer in importers().items() if importer.from_path}


class ExportCommand(FormatCommand):
    """Lists the formats that can be written."""

    def formats(self) -> "Mapping[str, Importer | Exporter]":
        """Every exporter."""
        from graphmodel.formats import exporters

        return exporters()
