"""A copy of a tool that holds every sort of part, for tests of media."""

from graphmodel.tools import blocks
from graphmodel.tools.copies import (
    Cards,
    Disc,
    Discs,
    Field,
    Fields,
    Heading,
    Identity,
    Printed,
    Prose,
    Row,
    Share,
    Sheet,
    Table,
    ToolCopy,
)

HOSTILE = "=HYPERLINK(\"x\") <script>alert(1)</script> & 'q' \u202eabc #set page(); $x$ *b* _i_ \\ @ref"


def _sheet(number: int, sheet: Sheet) -> tuple[Table, Table, Fields]:
    """Facts, a table and questions on one sheet; its rows and questions go on where the last sheet ended."""
    facts = tuple(
        Row(f"X{2 * number - 1 + at}", "", (Printed(name), Printed(text)), "", ("c1",))
        for at, (name, text) in enumerate((("Part", "signs the contracts"), ("Knows", "costs; contracts")))
    )
    asked = tuple(
        Row(
            f"P{2 * number - 1 + at}",
            node,
            (
                Printed("It costs too much") if node else Field(f"P{2 * number}a", "own", "text", (), "Objection"),
                Field(f"P{2 * number - 1 + at}b", "likely", "choice", ("yes", "no"), "Likely?"),
            ),
        )
        for at, node in enumerate(("obj.cost", ""))
    )
    questions = (
        Field(f"Q{4 * number - 3}", "brings", "text", (), "What can they bring?", 3),
        Field(f"Q{4 * number - 2}", "sure", "choice", ("1 guess", "2 sure"), "How sure are we?"),
        Field(f"Q{4 * number - 1}", "date", "date", (), "By when?"),
        Field(f"Q{4 * number}", "met", "tick", (), "Met?"),
    )
    return (
        Table("facts", "What we know", "", (Heading("Fact", 1), Heading("Study", 3)), facts, sheet),
        Table(
            "say", "What they may say", "Circle.", (Heading("Says", 3, "a"), Heading("Likely?", 1, "b")), asked, sheet
        ),
        Fields("ask", "In their shoes", "Write as they would.", questions, sheet, 1),
    )


def sample_copy() -> ToolCopy:
    """A table in groups with blank rows, cards, discs, fields, prose, and texts that could do harm."""
    headings = (
        Heading("Objection", 4, "a"),
        Heading("Reply", 4),
        Heading("Heard?", 1, "c"),
        Heading("Did it hold?", 1, "d"),
        Heading("Who knows them", 1, "e"),
    )

    def row(number: int, text: str, reply: str, group: str, node: str) -> Row:
        code = f"O{number}"
        first = Printed(text) if text else Field(f"{code}a", "own", "text", (), f"Objection, {code}")
        return Row(
            code,
            node,
            (
                first,
                Printed(reply),
                Field(f"{code}c", "heard", "tick", (), f"Heard?, {code}"),
                Field(f"{code}d", "held", "choice", ("yes", "partly", "no"), f"Did it hold?, {code}"),
                Field(f"{code}e", "known_by", "private", (), f"Who knows them, {code}"),
            ),
            group,
            ("c1", "c2") if text else (),
        )

    rows = (
        row(1, "It costs too much", "Count what it saves as well.", "Too costly", "obj.cost"),
        row(2, HOSTILE, "Ünïcödé 日本語 עברית — long text " * 6, "Too costly", "obj.hostile"),
        row(3, "Not now", "", "Not now", "obj.not_now"),
        row(4, "", "", "", ""),
        row(5, "", "", "", ""),
    )
    cards = tuple(
        Row(f"B{n}", f"obj.{n}", (Printed(f"Card {n}"), Field(f"B{n}b", "crossed", "tick", (), f"Heard?, B{n}")))
        for n in range(1, 17)
    )
    discs = (Disc("Finance lead", "pct"), Disc("Community group", "third sector"), Disc("", ""), Disc("", ""))
    return ToolCopy(
        Identity("objections", "2", "full", "county_meals", "k7f3q", "spring"),
        "Objections and replies",
        "The full list",
        "Know what people may say, and have an answer ready.",
        (("For", "anyone who raises the subject"), ("Time", "30 minutes"), ("Made", "2026-11-29")),
        (
            blocks.scenario(),
            Table("list", "What people may say", "Tick what you heard.", headings, rows),
            Cards("bingo", "Cross what you hear", "", 4, cards),
            Discs("map", "Arrange and join", "Draw lines.", discs),
            Prose("after", "Afterwards", "Keep this sheet."),
            *_sheet(1, Sheet("1. Finance lead", "act.finance")),
            *_sheet(2, Sheet("2. Community group & friends <b>", "act.community")),
            blocks.actions(),
            blocks.feedback(),
        ),
        ("Rests on 2 claims from 2 sources by 2 speakers.", "Claims behind the rows. O1: c1, c2."),
        ("3 rows resting on fewer than 3 voices are not printed.",),
        ("The study lists no sites. Ask `tools/sites`.",),
        (("stakeholder-map", "Stakeholder map"),),
        Share(5, 6),
        "a4 landscape",
        2,
        "en",
    )
