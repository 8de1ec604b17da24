"""Chats as programs for meetings and messages save them: a line with time and name begins each message.

Facts: what Zoom saves (``meeting_saved_chat.txt``: ``10:01:02 From Anna Lee to Everyone:``, the words behind it or on
lines below, which a tab begins), and what WhatsApp exports (``12/03/2021, 10:01 - Anna: ...``; on telephones of Apple
``[12/03/2021, 10:01:02] Anna: ...``).
"""

import re
from collections.abc import Sequence

from graphmodel.wording import counted
from graphmodel_loaders.transcripts.lines import Line, Spoken

_ZOOM = re.compile(
    r"(?:\d{4}-\d\d-\d\d )?(?P<time>\d{1,2}:\d\d:\d\d)[ \t]+(?:From|Von|De|Da|Van)[ \t]+(?P<who>[^\n:\t]{1,120}?)"
    r"(?:[ \t]+(?:to|an|à|para|aan)[ \t]+(?P<to>[^\n:\t]{1,200}?))?[ \t]*:[ \t]*(?P<said>[^\n]*)",
    re.IGNORECASE,
)
_WHATSAPP = re.compile(
    r"\u200e?\[?(?P<time>\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d\d(?::\d\d)?(?:[ \u202f][AaPp]\.?[Mm]\.?)?)"
    r"(?:\] ?| - )(?:\u200e?(?P<who>[^\n:]{1,80}): )?(?P<said>[^\n]*)"
)
_FORMS = (_ZOOM, _WHATSAPP)
_LOOKED_AT = 1 << 16
_FEWEST = 2
"""Messages that show a chat; one line with a time shows nothing."""
_SHARE = 0.3
"""Share of lines that begin a message."""
_REACTION = re.compile(r"(?:Reacted to|Removed a .{1,40} reaction from) [\"“]", re.IGNORECASE)
_PRIVATE = re.compile(r"\((?:privately|direct message|direktnachricht|privat)\)", re.IGNORECASE)


def is_chat(text: str) -> bool:
    """Whether a text is a chat."""
    return _form(text) is not None


def chat(text: str, faults: Sequence[str] = (), name: str = "") -> Spoken | None:
    """The messages of a chat, each as a line of whoever wrote it; None if the text is none.

    Args:
        text: the text.
        faults: what to know about how it was read.
        name: name of its file, for what is said about it.
    """
    form = _form(text)
    if form is None:
        return None
    lines: list[Line] = []
    reactions = notices = private = 0
    is_open = False
    for match in re.finditer(r"[^\n]+", text):
        said = match[0].strip()
        begins = form.match(text, *match.span())
        if begins is None:
            if said and is_open and lines:
                lines[-1] = _until(lines[-1], match.end())
            continue
        who = (begins["who"] or "").strip(" ~\u200e\u202a\u202c\u202f")
        if begins["said"].startswith("\u200e"):  # what WhatsApp itself says, in the name of the group
            who = ""
        is_open = bool(who)
        notices += not who
        if who:
            private += _is_private(begins)
            lines.append(Line(begins.start("said"), match.end(), True, speaker=_plain(who), time=begins["time"]))
    kept = [line for line in lines if text[line.start : line.end].strip()]
    reactions = sum(_is_reaction(text, line) for line in kept)
    kept = [line for line in kept if not _is_reaction(text, line)]
    told = [*faults]
    if left := [counted(reactions, "reaction")] * bool(reactions) + [counted(notices, "notice")] * bool(notices):
        told.append(f"{name}: {' and '.join(left)} of the program left out, which nobody wrote.")
    if private:
        told.append(
            f"{name}: {counted(private, 'message')} went to one person and not to everybody. They are read like the"
            " others: ask whoever wrote them."
        )
    return Spoken(text, kept, faults=told)


def _form(text: str) -> re.Pattern[str] | None:
    rows = [row.strip("\ufeff ") for row in text[:_LOOKED_AT].split("\n") if row.strip()]
    for form in _FORMS:
        begun = sum(form.match(row) is not None for row in rows)
        if rows and form.match(rows[0]) and begun >= max(_FEWEST, _SHARE * len(rows)):
            return form
    return None


def _until(line: Line, end: int) -> Line:
    return Line(line.start, end, True, speaker=line.speaker, time=line.time)


def _is_private(message: re.Match[str]) -> bool:
    return "to" in message.re.groupindex and bool(_PRIVATE.search(message["to"] or ""))


def _is_reaction(text: str, line: Line) -> bool:
    return _REACTION.match(text[line.start : line.end].strip()) is not None


def _plain(who: str) -> str:
    return " ".join(_PRIVATE.sub("", who).split())
