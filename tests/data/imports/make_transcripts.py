"""Writes the synthetic transcripts: ``python -m tests.data.imports.make_transcripts``; people and words are made up."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/comments.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>'
)
RELATED = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

MONEY = "We had no money for a survey, so we asked the school nurses."
TRUST = "Head office did not trust the numbers."


def run(text: str) -> str:
    """A run of Word; a line break in the text is one in the run."""
    parts = '</w:t><w:br/><w:t xml:space="preserve">'.join(map(escape, text.split("\n")))
    return f'<w:r><w:t xml:space="preserve">{parts}</w:t></w:r>'


def paragraph(*inside: str) -> str:
    """A paragraph of runs, or of one text."""
    return f"<w:p>{''.join(part if part.startswith('<') else run(part) for part in inside)}</w:p>"


def commented(number: int, *inside: str) -> str:
    """Runs with a comment on them."""
    runs = "".join(map(run, inside))
    return (
        f'<w:commentRangeStart w:id="{number}"/>{runs}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def table(*rows: tuple[str, ...]) -> str:
    """A table with one paragraph a cell."""
    cells = ("".join(f"<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def word_file(path: Path, *body: str, notes: dict[int, tuple[str, ...]] | None = None) -> Path:
    """Write a Word document; a comment has lines."""
    made = "".join(
        f'<w:comment w:id="{number}" w:author="AB" w:date="2020-03-15T09:30:00Z">{"".join(map(paragraph, lines))}'
        "</w:comment>"
        for number, lines in (notes or {}).items()
    )
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATED.format(
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/_rels/document.xml.rels": RELATED.format(
            f'<Relationship Id="r1" Type="{OFFICE}/comments" Target="comments.xml"/>'
        ),
        "word/document.xml": f"<w:document {WORD}><w:body>{''.join(body)}</w:body></w:document>",
        "word/comments.xml": f"<w:comments {WORD}>{made}</w:comments>",
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def write(folder: Path) -> None:
    """Write all of them."""
    word_file(
        folder / "project" / "Interview 1.docx",
        paragraph("Interview 1"),
        paragraph("Date: 12 March 2020"),
        paragraph("Interviewer: How did you begin?"),
        paragraph("Anna Smith: ", commented(0, MONEY), '<w:del w:id="9"><w:r><w:delText>Hm.</w:delText></w:r></w:del>'),
        paragraph("The school board knew. Note: it was in the minutes."),
        paragraph("Interviewer: And then?\nAnna Smith: ", commented(1, TRUST)),
        paragraph("Note: the tape ends here."),
        notes={0: ("Barrier: money", "Ask again"), 1: ("I am not sure what to make of this, since she says " * 2,)},
    )
    word_file(
        folder / "project" / "Interview 2.docx",
        table(
            ("Time", "Speaker", "Text"),
            ("00:00:05", "INT", "How did you begin?"),
            ("00:00:09", "R1", MONEY),
            ("00:00:20", "R2", TRUST),
        ),
    )
    texts = {
        "project/Meeting.vtt": "WEBVTT\n\nNOTE made up\n\n0\n00:00:01.000 --> 00:00:03.500\n"
        "<v Anna Smith>We had no money</v>\n\n1\n00:00:03.500 --> 00:00:06.000\n<v Anna Smith>for a survey &amp; such."
        "</v>\n\n2\n00:01:06.000 --> 00:01:09.000\n<v Bela Kovács>So we asked.</v>\n",
        "meeting.srt": "1\n00:00:01,000 --> 00:00:03,500\nAnna Smith: We had no money\n\n2\n00:00:03,500 --> "
        "00:00:06,000\nAnna Smith: for a survey.\n\n3\n00:00:06,000 --> 00:00:09,000\nBela: So we asked.\n\n4\n"
        "00:00:09,000 --> 00:00:11,000\nBela: The nurses.\n",
        "headers.txt": "Anna Smith  0:03\nWe had no money.\n\nBela Kovács  0:10\nSo we asked.\nThe nurses.\n",
        "chat.txt": "10:01:02\t From  Anna Smith  to  Everyone:\n\tWe had: no money\n\tfor a survey.\n"
        "10:01:30\t From  Bela : So we asked.\n10:02:00\t From  Bela  to  Anna Smith (Direct Message):\n\tThe nurses.\n"
        '10:02:10\t From  Anna Smith  to  Everyone:\n\tReacted to "So we asked." with 👍\n',
        "messages.txt": "12/03/2021, 10:01 - Messages and calls are end-to-end encrypted.\n"
        "12/03/2021, 10:01 - Anna: Note: no money\nfor a survey.\n12/03/2021, 10:02 - Bela: So we asked.\n",
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    german = "I: Und dann? #00:00:12-3#\r\nB: Änne hatte kein Geld. #00:00:15-1#\r\nI: Warum? #00:00:20-0#\r\n"
    (folder / "german.txt").write_bytes(german.encode("cp1252"))


if __name__ == "__main__":
    write(HERE / "transcript")
