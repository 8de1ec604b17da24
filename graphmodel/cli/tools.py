"""``graphmodel tool``: tools made from the graph, whose answers come back into it."""

import click

from graphmodel.cli.command import Command, CommandGroup, command


class ToolGroup(CommandGroup):
    """Loads its commands when one of them is needed."""

    usual = "make"

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names."""
        return ["list", "make", "template", "pack", "read", "answers"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> Command | None:
        """One of them."""
        from graphmodel.cli import tool_commands

        found = {
            "list": tool_commands.list_,
            "make": tool_commands.make,
            "template": tool_commands.template,
            "pack": tool_commands.pack,
            "read": tool_commands.read,
            "answers": tool_commands.answers,
        }.get(cmd_name)
        assert found is None or isinstance(found, Command)  # noqa: S101 - each is made by `command`
        return found


@command(
    "tool",
    kind=ToolGroup,
    examples=[
        "graphmodel tool list my-copy",
        "graphmodel tool make my-copy objections -o objections.docx",
        "graphmodel tool read my-copy objections.docx",
        "graphmodel tool answers my-copy",
    ],
)
def tool() -> None:
    """Make tools from the graph, and read what people fill in.

    A tool is a sheet for a group at work: a list of objections with replies, questions to ask of
    a needs assessment, a stakeholder map in four steps. It comes as a page for the screen, as print, in Word or in
    Excel. What people fill in becomes a session of the study, a source like any other.
    """
