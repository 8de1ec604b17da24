"""A handout: headings, lines and tables to read, with nothing to fill in, such as an agenda or results."""

from dataclasses import dataclass

from graphmodel.tools.definition import Paper


@dataclass(frozen=True)
class Lines:
    """Rows of a table under one title, which is empty where the table has no such titles.

    ``about`` is the id of the node that they are about; empty where there is none.
    """

    title: str
    rows: tuple[tuple[str, ...], ...]
    about: str = ""


@dataclass(frozen=True)
class Section:
    """One part of a handout.

    Args:
        title: its heading.
        lines: paragraphs.
        headings: of its table; none where it has no table.
        groups: rows of the table.
        widths: shares of the width of the page that the columns take.
        commands: lines to type, as they are.
    """

    title: str
    lines: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    groups: tuple[Lines, ...] = ()
    widths: tuple[int, ...] = ()
    commands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Handout:
    """What is handed out to be read.

    Args:
        title: of the handout.
        subtitle: what it is of.
        facts: lines of the cover: a name and what it says.
        sections: in their order.
        notes: the small print.
        paper: the paper it is laid out for.
        pages: the most pages it may take; 0 for any number.
        language: of the text, such as ``en``.
    """

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...] = ()
    paper: Paper = "a4"
    pages: int = 0
    language: str = "en"
