"""Numbers, paths, options and long text in sentences."""

import os
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Option:
    """An option in a message: ``--db FOLDER`` on the command line, ``db=FOLDER`` in Python.

    Args:
        name: as Python has it, such as ``in_question``.
        value: what it takes, such as ``FOLDER``; empty to leave it out.
        python: how Python says it, where that is not the same option.
    """

    name: str
    value: str = ""
    python: str = ""

    def on_command_line(self) -> str:
        """The option as one types it."""
        return f"--{self.name.replace('_', '-')}{self.value and ' '}{self.value}"

    def in_python(self) -> str:
        """The keyword argument."""
        return self.python or f"{self.name}={self.value or '...'}"


@dataclass(frozen=True)
class Call:
    """A command in a message, and the Python that does the same."""

    command: str
    python: str

    def on_command_line(self) -> str:
        """The command as one types it."""
        return f"`{self.command}`"

    def in_python(self) -> str:
        """The call."""
        return f"`{self.python}`"


class Message:
    """A message whose options and calls are worded where it is shown: on the command line or in Python.

    Args:
        template: text with ``{}`` for each part.
        parts: options, calls, and anything else that goes into the text as it is.
    """

    def __init__(self, template: str, *parts: object) -> None:
        self._template = template
        self._parts = parts

    def on_command_line(self) -> str:
        """The message in options and commands."""
        return self._template.format(
            *(part.on_command_line() if isinstance(part, Option | Call) else part for part in self._parts)
        )

    def in_python(self) -> str:
        """The message in keyword arguments and calls."""
        return self._template.format(
            *(part.in_python() if isinstance(part, Option | Call) else part for part in self._parts)
        )


# Control characters except tab and line feed, halves of surrogate pairs, and marks that change the direction of text.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAK = re.compile("[\t\n\u2028\u2029]")
# JSON escapes the other control characters itself.
_CONTROL_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Text that cannot control a terminal: a character that could is shown by its code."""
    return _CONTROL.sub(lambda match: repr(match[0])[1:-1], text)


def in_line(text: str) -> str:
    """Text of a study or the name of a file, inside a line: neither control nor line break, whose codes are shown.

    Everything of a study that reaches a terminal goes through here: a line break in a title or in the name of a
    file would make a line that looks like the program's own.
    """
    return _BREAK.sub(lambda match: repr(match[0])[1:-1], visible(text))


def in_lines(text: str) -> str:
    """A message with a list in it, whose lines are indented by two spaces; any other line break shows its code."""
    first, *rest = text.split("\n  ")
    return "\n  ".join([in_line(first), *map(in_line, rest)])


def escaped(json: str) -> str:
    """JSON in which no character can control a terminal; it holds the same values."""
    return _CONTROL_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", json)


def counted(number: int, noun: str) -> str:
    """``1 source``, ``2 sources``, ``1,397 claims``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def is_or_are(number: int) -> str:
    """The verb after a number of things."""
    return "is" if number == 1 else "are"


def typed(path: Path | str) -> str:
    """A path as typed in a command: in quotation marks if it needs them.

    People copy such lines, and a folder may come from anybody: no part of its name is run by the shell.
    """
    text = str(path)
    if all(sign.isalnum() or sign in "._-/\\:~+" for sign in text):
        return text
    if any(sign in text for sign in '$`"!\n'):
        return "'" + text.replace("'", "''" if os.name == "nt" else "'\\''") + "'"
    return f'"{text}"'


def shown_name(path: Path) -> str:
    """The name of a file as text in a line; bytes that are not UTF-8 become a sign that says so."""
    return in_line(path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def shortened(text: str, longest: int) -> str:
    """Text of at most ``longest`` characters; what is cut ends in ``…``."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
