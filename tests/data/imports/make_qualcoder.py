"""Writes synthetic projects of QualCoder: ``python -m tests.data.imports.make_qualcoder``.

QualCoder is a program with windows and is not on PyPI, so tables are made here, with the columns and rules that its
versions give them: its first public form, version 8 and version 16 (see its wiki on data structure). People and words
are made up.
"""

import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent / "qualcoder"
WHO = "owner text, date text"
FIRST = {
    "project": "databaseversion text, date text, memo text, about text",
    "source": f"id integer primary key, name text, fulltext text, mediapath text, memo text, {WHO}, unique(name)",
    "code_cat": f"catid integer primary key, name text, {WHO}, memo text, supercatid integer, unique(name)",
    "code_name": f"cid integer primary key, name text, memo text, catid integer, {WHO}, color text, unique(name)",
    "code_text": f"cid integer, fid integer, seltext text, pos0 integer, pos1 integer, {WHO}, memo text",
    "code_image": "imid integer primary key, id integer, x1 integer, y1 integer, width integer, height integer,"
    f" cid integer, memo text, {WHO}",
    "code_av": f"avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer, memo text, {WHO}",
    "annotation": f"anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, {WHO}",
    "cases": f"caseid integer primary key, name text, memo text, {WHO}, unique(name)",
    "case_text": f"id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, {WHO}, memo text",
    "attribute_type": f"name text primary key, {WHO}, memo text, caseOrFile text, valuetype text",
    "attribute": f"attrid integer primary key, name text, attr_type text, value text, id integer, {WHO}",
    "journal": f"jid integer primary key, name text, jentry text, {WHO}, unique(name)",
}
MIDDLE = {
    **FIRST,
    "source": f"id integer primary key, name text, fulltext text, mediapath text, memo text, {WHO},"
    " av_text_id integer, risid integer, unique(name)",
    "code_text": "ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,"
    f" {WHO}, memo text, avid integer, important integer, unique(cid, fid, pos0, pos1, owner)",
    "code_image": f"{FIRST['code_image']}, important integer, pdf_page integer",
    "code_av": f"{FIRST['code_av']}, important integer",
    "stored_sql": "title text, description text, grouper text, ssql text, unique(title)",
    "graph": "grid integer primary key, name text, description text, date text, unique(name)",
}
LAST = {
    **MIDDLE,
    "code_name": "cid integer primary key, name text, memo text, catid integer, owner text, date text, color text,"
    " supercid integer, unique(name)",
    "coder_names": "name text unique not null, visibility integer not null default 1",
}
ANNA = (
    "Interviewer: What helped?\nAnna: We had no money for a survey, so we asked the school nurses.\n"
    "Bela: 🍎 Yes, meals."
)
SURVEY = "The survey of meals told us which schools to visit first."
AT = "2024-03-01 09:30:00"


def passage(text: str, words: str, *, units: bool = False) -> tuple[str, int, int]:
    """Words, and where they begin and end; in UTF-16 units as the windows of QualCoder count, or in characters."""
    start = text.index(words)

    def count(upto: int) -> int:
        return len(text[:upto].encode("utf-16-le")) // 2 if units else upto

    return words, count(start), count(start + len(words))


def fill(connection: sqlite3.Connection, tables: dict[str, str], version: str) -> None:  # noqa: C901 - one list of rows
    """Create the tables and fill them."""
    for name, columns in tables.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")

    def add(table: str, **values: object) -> None:
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))

    who = {"owner": "Ada", "date": AT}
    add("project", databaseversion=version, date=AT, memo="Made up", about="QualCoder")
    for number, (name, above) in enumerate((("Barriers", None), ("Resources", 1), ("Evidence", None)), start=1):
        add("code_cat", catid=number, name=name, supercatid=above, memo="", **who)
    for number, (name, category, memo) in enumerate(
        (("Money", 2, "Costs"), ("Evidence", None, "also a category"), ("Survey of meals", 3, ""), ("Unused", 1, "")),
        start=1,
    ):
        add("code_name", cid=number, name=name, catid=category, memo=memo, color="#FF0000", **who)
    sources = (
        ("Anna.txt", ANNA, None), ("Report.pdf", SURVEY, "/docs/Report.pdf"), ("map.png", None, "/images/map.png"),
        ("talk.mp3", None, "audio:../../elsewhere/talk.mp3"), ("talk.mp3.txt", "Well, meals matter.", None),
    )  # fmt: skip
    for number, (name, text, media) in enumerate(sources, start=1):
        add("source", id=number, name=name, fulltext=text, mediapath=media, memo="", **who)
    more = {"important": 1} if "important" in tables["code_text"] else {}
    for code, source, (words, start, end), owner, memo in (
        (1, 1, passage(ANNA, "no money for a survey"), "Ada", "Ask again"),
        (3, 1, passage(ANNA, "no money for a survey"), "Ada", ""),
        (1, 1, passage(ANNA, "no money for a survey"), "Ben", ""),
        (3, 1, passage(ANNA, "meals", units=True), "Ada", ""),
        (2, 2, passage(SURVEY, "survey of meals"), "Ada", ""),
        (3, 2, passage(SURVEY, "told us"), "Ada", ""),
    ):
        here = more if words == "told us" else {}
        add(
            "code_text",
            cid=code,
            fid=source,
            seltext=words,
            pos0=start,
            pos1=end,
            owner=owner,
            date=AT,
            memo=memo,
            **here,
        )
    page = {"pdf_page": 2} if "pdf_page" in tables["code_image"] else {}
    add("code_image", id=3, x1=10, y1=20, width=30, height=40, cid=1, memo="the kitchen", **who)
    add("code_image", id=2, x1=1, y1=2, width=3, height=4, cid=1, memo="", **who, **page)
    add("code_av", id=4, pos0=62_000, pos1=70_500, cid=3, memo="", **who)
    _, start, end = passage(ANNA, "no money")
    add("annotation", fid=1, pos0=start, pos1=end, memo="Check the budget", **who)
    add("annotation", fid=1, pos0=0, pos1=4, memo="Far from any code", **who)
    for number, name in enumerate(("Anna", "Bela", "Kitchen"), start=1):
        add("cases", caseid=number, name=name, memo="", **who)
    for case, source, start, end in (
        (1, 1, ANNA.index("Anna:"), ANNA.index("Bela:")), (2, 1, ANNA.index("Bela:"), len(ANNA)),
        (1, 2, 0, len(SURVEY) - 1), (3, 3, 0, 0),
    ):  # fmt: skip
        add("case_text", caseid=case, fid=source, pos0=start, pos1=end, memo="", **who)
    for name, sort, kind in (("Role", "case", "character"), ("Age", "case", "numeric"), ("Year", "file", "numeric")):
        add("attribute_type", name=name, caseOrFile=sort, valuetype=kind, memo="", **who)
    for name, sort, value, number in (
        ("Role", "case", "Cook", 1), ("Age", "case", "41", 1), ("Role", "case", "", 2), ("Year", "file", "2024", 1),
    ):  # fmt: skip
        add("attribute", name=name, attr_type=sort, value=value, id=number, **who)
    add("journal", name="Diary", jentry="Not for the study", **who)
    if "supercid" in tables["code_name"]:
        add("code_name", cid=5, name="Small money", supercid=1, catid=None, memo="", color="", **who)
        connection.execute("CREATE VIEW code_text_visible AS SELECT * FROM code_text")
    if "graph" in tables:
        add("graph", name="Drawing", description="", date=AT)
        add("stored_sql", title="Mine", description="", grouper="", ssql="SELECT 1")


def make(folder: Path, tables: dict[str, str], version: str) -> None:
    """Write one project."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "data.qda")) as connection:
        fill(connection, tables, version)
        connection.commit()


def main() -> None:
    """Write all samples."""
    make(HERE / "first.qda", FIRST, "v1")
    make(HERE / "middle.qda", MIDDLE, "v8")
    make(HERE / "last.qda", LAST, "v16")
    file = zipfile.ZipInfo("last.qda/data.qda", (2024, 3, 1, 9, 30, 0))
    file.compress_type = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(HERE / "last.zip", "w") as archive:
        archive.writestr(file, (HERE / "last.qda" / "data.qda").read_bytes())


if __name__ == "__main__":
    main()
