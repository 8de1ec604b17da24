"""Makes the samples in tests/data/imports/refi: synthetic projects, one for each habit of a program.

``python -m tests.support.refi_samples`` writes them again. What programs do is told in the README beside them.
"""

import io
import uuid
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.support.pages import ROOT

FOLDER = ROOT / "tests" / "data" / "imports" / "refi"

MEETING = (
    "Interview with Ana\r\n\r\nAna: The director ignored the audit.\r\nI: And then?\r\n"
    "Ana: We shared it with the council.\r\n"
)
EMOJI = "Bo: Nobody 😀 read the leaflet.\nBo: The council 🙂 paid for the leaflet.\n"
PLAIN = "Cy: The board wanted a pilot.\nCy: It read the pilot report.\n"
HEARD = "Di: We heard it on the radio. Then the council called."

Count = Callable[[str], int]


def two(text: str) -> int:
    """Characters, as the standard counts."""
    return len(text)


def one(text: str) -> int:
    """Characters, with CR LF as one."""
    return len(text.replace("\r\n", "\n"))


def utf16(text: str) -> int:
    """UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def breaks(text: str) -> int:
    """Characters, with LF as two."""
    return len(text.replace("\n", "\r\n"))


def guid(name: str) -> str:
    """A GUID that is always the same for a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://example.org/refi/{name}"))


def tag(name: str, /, *inside: str, **attributes: str) -> str:
    """An element."""
    own = "".join(f" {key}={quoteattr(value, {chr(10): '&#10;'})}" for key, value in attributes.items())
    return f"<{name}{own}>{''.join(inside)}</{name}>" if inside else f"<{name}{own}/>"


def ref(name: str, target: str) -> str:
    """A reference to something, by its name here."""
    return tag(name, targetGUID=guid(target))


def text_of(name: str, text: str) -> str:
    """An element with text."""
    return f"<{name}>{escape(text)}</{name}>"


def code(name: str, /, *inside: str, of: str = "", **more: str) -> str:
    """A code, with its GUID made of its name or of what it is."""
    return tag("Code", *inside, **{"guid": guid(of or name), "name": name, "isCodable": "true", **more})


def coding(target: str, coder: str = "", number: str = "") -> str:
    """A coding."""
    by = {"creatingUser": guid(coder)} if coder else {}
    return tag("Coding", ref("CodeRef", target), guid=guid(f"coding {target} {coder} {number}"), **by)


def selection(text: str, words: str, *inside: str, count: Count = two, of: str = "", **more: str) -> str:
    """A passage, with offsets as a program counts them."""
    start = text.index(words)
    places = {"startPosition": str(count(text[:start])), "endPosition": str(count(text[: start + len(words)]))}
    return tag("PlainTextSelection", *inside, **{"guid": guid(of or words), **places, **more})


def value(variable: str, kind: str, text: str) -> str:
    """The value of a variable."""
    return tag("VariableValue", ref("VariableRef", variable), text_of(kind, text))


def project(*sections: str, namespace: str = "urn:QDA-XML:project:1.0", **more: str) -> bytes:
    """The XML of a project."""
    attributes = {"name": "Commissioning", **more, "xmlns": namespace}
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + tag("Project", *sections, **attributes)).encode()


def users(*names: str) -> str:
    """Coders."""
    return tag("Users", *(tag("User", guid=guid(name), name=name) for name in names))


def book(*codes: str) -> str:
    """A codebook within a project."""
    return tag("CodeBook", tag("Codes", *codes))


def variables(**kinds: str) -> str:
    """Variables and their types."""
    made = (tag("Variable", guid=guid(name), name=name, typeOfVariable=kind) for name, kind in kinds.items())
    return tag("Variables", *made)


def packed(files: Mapping[str, bytes] | Sequence[tuple[str, bytes]]) -> bytes:
    """An archive, always the same for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items() if isinstance(files, Mapping) else files:
            info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


def nvivo() -> bytes:
    """Code names repeated in branches, a GUID of a case and a code, annotations joined by links, ``Sources``."""
    people = variables(**{"Person:Role": "Text", "Person:Years": "Integer", "Person:Site": "Text"})
    cases = tag(
        "Cases",
        tag(
            "Case",
            text_of("Description", "Manager of the audit"),
            value("Person:Role", "TextValue", "manager"),
            value("Person:Years", "IntegerValue", "12"),
            value("Person:Site", "TextValue", ""),
            guid=guid("Ana"),
            name="Ana",
        ),
        tag("Case", value("Person:Role", "TextValue", "director"), guid=guid("Director"), name="Director"),
    )
    codes = book(
        code("Barriers", code("Time", of="barrier time"), code("Trust", of="barrier trust"), isCodable="false"),
        code("Enablers", code("Time", of="enabler time")),
        code("People", code("Ana")),
    )
    whole = selection(MEETING, MEETING.strip(), coding("Ana", "Eve"), of="all of it", creatingUser=guid("Eve"))
    passage = "The director ignored the audit."
    source = tag(
        "TextSource",
        whole,
        selection(MEETING, passage, coding("barrier trust", "Eve"), of="first", creatingUser=guid("Eve")),
        selection(MEETING, passage, coding("enabler time", "Eve"), of="second", creatingUser=guid("Eve")),
        selection(MEETING, "We shared it", coding("enabler time", "Fay"), creatingUser=guid("Fay")),
        selection(MEETING, "And then?", of="annotated"),
        guid=guid("meeting"),
        name="Meeting",
        richTextPath="internal://meeting.docx",
        plainTextPath=f"internal://{guid('meeting')}.txt",
    )
    pdf = tag(
        "PDFSource",
        tag(
            "PDFSelection", coding("barrier time"), guid=guid("area"), page="3", firstX="10", firstY="20",
            secondX="110", secondY="80",
        ),
        tag("Representation", selection(PLAIN, "a pilot", coding("barrier time")), guid=guid("plain of pdf"),
            plainTextPath=f"internal://{guid('pdf')}.txt"),
        guid=guid("pdf"), name="Report", path=f"internal://{guid('pdf')}.pdf",
    )  # fmt: skip
    notes = tag(
        "Notes",
        tag("Note", guid=guid("annotation"), name="", plainTextPath=f"internal://{guid('annotation')}.txt"),
        tag("Note", text_of("PlainTextContent", "About the first passage"), guid=guid("see also"), name="See also"),
        tag("Note", text_of("PlainTextContent", "Diary of the study"), guid=guid("diary"), name="Diary"),
    )
    links = tag(
        "Links",
        tag("Link", guid=guid("l1"), direction="Associative", originGUID=guid("annotation"),
            targetGUID=guid("annotated")),
        tag("Link", guid=guid("l2"), direction="OneWay", originGUID=guid("see also"), targetGUID=guid("first")),
        tag("Link", guid=guid("l3"), name="reports to", direction="OneWay", originGUID=guid("Ana"),
            targetGUID=guid("Director")),
        tag("Link", guid=guid("l4"), name="lost", originGUID=guid("Ana"), targetGUID=guid("nobody")),
    )  # fmt: skip
    sets = tag("Sets", tag("Set", ref("MemberCode", "barrier time"), ref("MemberSource", "pdf"), guid=guid("s"),
                           name="Report to read"))  # fmt: skip
    xml = project(
        users("Eve", "Fay"), codes, people, cases, tag("Sources", source, pdf), notes, links, sets, origin="NVivo 14"
    )
    return packed(
        {
            "project.qde": xml,
            f"Sources/{guid('meeting')}.txt": b"\xef\xbb\xbf" + MEETING.encode(),
            "Sources/meeting.docx": b"a document",
            f"Sources/{guid('pdf')}.pdf": b"%PDF-",
            f"Sources/{guid('pdf')}.txt": PLAIN.encode(),
            f"Sources/{guid('annotation')}.txt": b"A remark on a question",
        }
    )


def atlas() -> bytes:
    """CR LF counted as one, hierarchy in names, GUIDs in capitals and braces, a project file of another name."""
    codes = book(
        tag("Code", guid=guid("trust").upper(), name="Barriers::Trust", isCodable="true", color="#46AA00"),
        tag("Code", guid="{" + guid("time").upper() + "}", name="Barriers::Time::Late", isCodable="true"),
    )
    source = tag(
        "TextSource",
        selection(
            MEETING, "The director ignored the audit.", coding("trust"), count=one, name="The director ignored the...",
            creatingUser=guid("Gil"),
        ),
        selection(
            MEETING, "We shared it with the council.", coding("time"), coding("trust"), coding("unlisted"), count=one,
            name="We shared it with the council.",
        ),
        guid=guid("meeting").upper(), name="Meeting", plainTextPath=f"internal://{guid('meeting').upper()}.TXT",
    )  # fmt: skip
    sets = tag("Sets", tag("Set", ref("MemberSource", "meeting"), guid=guid("s"), name="Managers"),
               tag("Set", guid=guid("e"), name="Empty"))  # fmt: skip
    xml = project(users("Gil"), codes, tag("Sources", source), sets, origin="ATLAS.ti Win 23.4.0")
    return packed({"Commissioning study.QDE": xml, f"sources\\{guid('meeting')}.txt": MEETING.encode()})


def maxqda() -> bytes:
    """Variables in cases without a name, recordings of sound called videos, times, rectangles, memos, a drawing."""
    bo = tag(
        "TextSource",
        selection(EMOJI, "read the leaflet", coding("Reading", "Hal"), creatingUser=guid("Hal"),
                  creationDateTime="2026-01-05T10:00:00Z"),
        selection(EMOJI, "paid for the leaflet", text_of("Description", "A memo without a code"), of="memo"),
        ref("NoteRef", "memo in text"),
        guid=guid("bo"), name="Bo", plainTextPath="internal://bo.txt",
    )  # fmt: skip
    video = tag(
        "VideoSource",
        tag("VideoSelection", text_of("Description", "laughs"), coding("Reading", "Hal"), guid=guid("clip"),
            begin="62500", end="70000", name="(62500,0),(70000,0)"),
        guid=guid("video"), name="New recording", path="internal://video.m4a",
    )  # fmt: skip
    picture = tag(
        "PictureSource",
        tag("PictureSelection", coding("Reading"), guid=guid("corner"), firstX="10", firstY="20", secondX="110",
            secondY="80"),
        tag("PictureSelection", coding("Reading"), guid=guid("no corner"), firstX="ten", firstY="20", secondX="110",
            secondY="80"),
        guid=guid("picture"), name="Poster", path="absolute:///C:/Users/hal/poster.png",
    )  # fmt: skip
    cases = tag(
        "Cases",
        tag("Case", value("Age", "IntegerValue", "44"), value("Paid", "BooleanValue", "1"),
            value("Unlisted", "TextValue", "x"), ref("SourceRef", "bo"), guid=guid("of bo")),
    )  # fmt: skip
    notes = tag(
        "Notes",
        tag("Note", text_of("PlainTextContent", "Bo laughs here"),
            tag("PlainTextSelection", guid=guid("where"), startPosition="3", endPosition="9"),
            guid=guid("memo in text"), name="Laughter"),
    )  # fmt: skip
    graphs = tag("Graphs", tag("Graph", tag("Vertex", guid=guid("v"), firstX="1", firstY="2"), guid=guid("g"),
                               name="Map"))  # fmt: skip
    xml = project(
        users("Hal"),
        book(code("Reading", text_of("Description", "Who read what"), color="#2364A2")),
        variables(Age="Integer", Paid="Boolean"),
        cases,
        tag("Sources", bo, video, picture),
        notes,
        graphs,
        origin="MAXQDA 24 (Release 24.7.0)",
    )
    return packed({"project.qde": xml, "sources/bo.txt": EMOJI.encode(), "sources/video.m4a": b"sound"})


def qualcoder(export: str = "1") -> bytes:
    """A name that is category and code at once, and GUIDs that are new with each export."""
    xml = project(
        users("Ida"),
        book(code("Pilots", code("Pilots"), code("Reading"), of="category", isCodable="false")),
        tag("Cases", tag("Case", ref("SourceRef", "cy"), guid=guid("Cy"), name="Cy")),
        tag(
            "Sources",
            tag("TextSource", selection(PLAIN, "read the pilot report", coding("Pilots", "Ida"),
                coding("Reading", "Ida"), creatingUser=guid("Ida")), guid=guid("cy"), name="cy.txt",
                plainTextPath="internal://cy.txt"),
        ),
        origin="QualCoder 3.6",
    )  # fmt: skip
    for name in ("Ida", "category", "Pilots", "Reading", "Cy", "cy", "read the pilot report"):
        xml = xml.replace(guid(name).encode(), guid(f"{name} {export}").encode())
    return packed({"project.qde": xml, "sources/cy.txt": PLAIN.encode()})


def transcripts() -> bytes:
    """A recording with a transcript whose passages lie between points in time, and text counted in UTF-16 units."""
    points = [("a", 4, 0), ("b", 29, 2500), ("c", 54, 9000)]
    audio = tag(
        "AudioSource",
        tag(
            "Transcript",
            text_of("PlainTextContent", HEARD),
            *(tag("SyncPoint", guid=guid(p), position=str(at), timeStamp=str(time)) for p, at, time in points),
            tag("TranscriptSelection", coding("Radio"), guid=guid("ab"), fromSyncPoint=guid("a"),
                toSyncPoint=guid("b")),
            tag("TranscriptSelection", coding("Radio"), guid=guid("ax"), fromSyncPoint=guid("a"),
                toSyncPoint=guid("x")),
            guid=guid("transcript"),
        ),
        tag("Transcript", text_of("PlainTextContent", "In brief: a call."), guid=guid("summary"), name="Summary"),
        tag("AudioSelection", coding("Radio"), guid=guid("sound"), begin="1000", end="2000"),
        coding("Radio", number="whole"),
        guid=guid("audio"), name="Di", path="relative:///di.mp3",
    )  # fmt: skip
    note = "Bo paid 🙂 twice"
    emoji = tag(
        "TextSource",
        selection(EMOJI, "read the leaflet", coding("Radio"), count=utf16, name="read the leaflet", of="u1"),
        selection(EMOJI, "paid for the leaflet", coding("Radio"), count=utf16, name="paid for", of="u2"),
        guid=guid("bo"), name="Bo", plainTextPath="internal://My%20text.txt",
    )  # fmt: skip
    coded_note = tag("Note", text_of("PlainTextContent", note), selection(note, "Bo paid", coding("Radio"), of="n"),
                     guid=guid("memo"), name="Memo")  # fmt: skip
    xml = project(book(code("Radio")), tag("Sources", audio, emoji), tag("Notes", coded_note), origin="f4analyse 3")
    return packed({"project.qde": xml, "sources/My text.txt": EMOJI.encode()})


def bare() -> bytes:
    """A project file alone: an old namespace with a prefix, text within it, and sources that are elsewhere."""
    here = tag(
        "TextSource",
        text_of("PlainTextContent", PLAIN),
        selection(PLAIN, "wanted a pilot", coding("Pilots"), count=breaks, name="wanted a pilot", of="b1"),
        selection(PLAIN, "the pilot report", coding("Pilots"), count=breaks, name="the pilot rep…", of="b2"),
        guid=guid("here"), name="Cy",
    )  # fmt: skip
    elsewhere = tag(
        "TextSource",
        tag("PlainTextSelection", coding("Pilots"), guid=guid("far"), startPosition="10", endPosition="20"),
        guid=guid("there"), name="Elsewhere", plainTextPath="absolute:///etc/passwd",
    )  # fmt: skip
    xml = project(book(code("Pilots")), tag("Sources", here, elsewhere), namespace="urn:QDA-XML:project:0:10")
    text = xml.decode().replace("</", "</q:").replace("<", "<q:").replace("<q:/q:", "</q:").replace("<q:?", "<?")
    return text.replace("xmlns=", "xmlns:q=").encode()


def taguette() -> bytes:
    """A codebook with sets that hold nothing."""
    codes = tag("Codes", code("interesting", text_of("Description", "")), code("people"))
    xml = tag("CodeBook", codes, tag("Sets"), xmlns="urn:QDA-XML:codebook:1.0", origin="Taguette 1.4.1")
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + xml).encode()


SAMPLES: Mapping[str, Callable[[], bytes]] = {
    "nvivo.qdpx": nvivo,
    "atlas.qdpx": atlas,
    "maxqda.qdpx": maxqda,
    "qualcoder.qdpx": qualcoder,
    "transcripts.qdpx": transcripts,
    "bare.qde": bare,
    "taguette.qdc": taguette,
}

if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, made in SAMPLES.items():
        (FOLDER / name).write_bytes(made())
