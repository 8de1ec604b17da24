"""The guide of a session pack: what a facilitator does before, during and after, with the exact commands."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphmodel.tools.handout import Handout, Section
from graphmodel.wording import counted


@dataclass(frozen=True)
class PackFiles:
    """What a pack holds, as far as its guide speaks of it.

    Args:
        tools: titles, in the order in which they are used.
        groups: names of the sessions, one for each group.
        has_page: whether there are pages for the screen.
        has_office: whether there are Word or Excel files to fill in.
        prints: files of each group that are printed.
        pages: sheets of paper of all groups together, as far as print is made.
        commands: what reads the filled copies, shows the claims that they suggest, makes the results page and takes
            back what was read last, as typed.
    """

    tools: Sequence[str]
    groups: Sequence[str]
    has_page: bool
    has_office: bool
    prints: Sequence[str]
    pages: int
    commands: Sequence[str]


def guide(files: PackFiles, session: str, language: str) -> Handout:
    """The guide as a handout.

    Args:
        files: what the pack holds.
        session: name of the workshop.
        language: of the study.
    """
    return Handout(
        "Guide for the facilitator",
        session,
        (("Tools", ", ".join(files.tools)), ("Groups", str(len(files.groups)))),
        (_before(files), _during(files), _after(files)),
        ("A blank is not an answer. Names that people write into a private column stay in the study.",),
        "a4",
        1,
        language,
    )


def _before(files: PackFiles) -> Section:
    lines = ["Choose one real piece of work for all groups. Invented cases do not work."]
    if files.prints:
        lines.append(
            f"Print the agenda and each group's folder ({', '.join(files.prints)}): "
            f"{counted(files.pages, 'page')} in all. Print A3 sheets on A3."
        )
    lines.append(
        "Ask who needs large print: the folder large-print has each tool in 16 points. "
        "Its codes are those of the other copies."
    )
    if files.has_page:
        lines.append("On a laptop, open the .html file of the group's folder. It needs no network.")
    lines.append("Mix bodies in a group, three people or more in each: of fewer, no roles are shown.")
    return Section("Before", tuple(lines))


def _during(files: PackFiles) -> Section:
    lines = [
        f"Each group uses the sheets of its own folder. Its name is printed on them: {', '.join(files.groups)}.",
        "Begin with the box “This session”: date, roles present, how many people. Roles, not names.",
        "Every question has a code such as [O3]. Write beside it. Leave blank what the group has no answer to.",
        "Use blank rows for what is missing. Fill in the last box: it says how to make the tool better.",
    ]
    return Section("During", tuple(lines))


def _after(files: PackFiles) -> Section:
    lines = ["Type what is on paper into the file of the same group, by its codes."]
    if files.has_page:
        lines.append("On a page, press “Save answers”, and put the file that it saves into the group's folder.")
    if files.has_office:
        lines.append("Save a Word or Excel file under its own name, in the group's folder.")
    lines.append(
        "Then read all answers, look at the claims that they suggest, and make the page of results. "
        "The last line undoes what was read last:"
    )
    return Section("After, the same day", tuple(lines), commands=tuple(files.commands))
