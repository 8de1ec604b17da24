"""Writes the synthetic project of RQDA: ``python -m tests.data.imports.make_rqda``; people and words are made up."""

import sqlite3
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent
TABLES = """
CREATE TABLE project (databaseversion text, date text, dateM text, memo text, about text, imageDir text);
CREATE TABLE source (name text, id integer, file text, memo text, owner text, date text, dateM text, status integer);
CREATE TABLE fileAttr (variable text, value text, fileID integer, date text, dateM text, owner text, status integer);
CREATE TABLE filecat (name text, fid integer, catid integer, owner text, date text, dateM text, memo text, status integer);
CREATE TABLE treefile (fid integer, catid integer, date text, dateM text, memo text, status integer, owner text);
CREATE TABLE annotation (fid integer, position integer, annotation text, owner text, date text, dateM text, status integer);
CREATE TABLE attributes (name text, status integer, date text, dateM text, owner text, memo text, class text);
CREATE TABLE caseAttr (variable text, value text, caseID integer, date text, dateM text, owner text, status integer);
CREATE TABLE caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer, owner text, date text, memo text);
CREATE TABLE cases (name text, memo text, owner text, date text, dateM text, id integer, status integer);
CREATE TABLE codecat (name text, cid integer, catid integer, owner text, date text, dateM text, memo text, status integer);
CREATE TABLE treecode (cid integer, catid integer, date text, dateM text, memo text, status integer, owner text);
CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real, status integer, owner text, date text, memo text);
CREATE TABLE freecode (name text, memo text, owner text, date text, dateM text, id integer, status integer, color text);
CREATE TABLE journal (name text, journal text, date text, dateM text, owner text, status integer);
"""  # noqa: E501
TEXT = "The budget was gone by May.\nNobody asked the parents.\nIt works well."
MONEY, PARENTS, WELL = TEXT.split("\n")


def write(path: Path) -> Path:
    """Write a project with two codes in a category, three codings that count, and one of each thing that does not."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(TABLES)

        def add(table: str, **cells: object) -> None:
            names, signs = ", ".join(cells), ", ".join("?" * len(cells))
            database.execute(f"INSERT INTO {table} ({names}) VALUES ({signs})", [*cells.values()])

        add("source", name="Cook", id=1, file=TEXT, memo="at school", status=1)
        add("source", name="Clerk", id=2, file=WELL, status=1)
        add("source", name="Old", id=3, file="gone", status=0)
        add("fileAttr", variable="Year", value="2023", fileID=1, status=1)
        add("filecat", name="Interviews", catid=1, status=1)
        add("treefile", fid=1, catid=1, status=1)
        add("codecat", name="Barriers", catid=1, status=1)
        add("freecode", name="Money", id=1, status=1, memo="no money", color="#FF0000")
        add("freecode", name="Parents", id=2, status=1)
        add("freecode", name="Dropped", id=3, status=0)
        add("treecode", cid=1, catid=1, status=1)
        add("cases", name="Ann", id=1, status=1)
        add("cases", name="Bo", id=2, status=1)
        add("caseAttr", variable="Role", value="cook", caseID=1, status=1)
        add("caseAttr", variable="Age", value="NA", caseID=1, status=1)
        add("caselinkage", caseid=1, fid=1, selfirst=0, selend=len(MONEY), status=1)
        add("caselinkage", caseid=2, fid=2, selfirst=0, selend=len(WELL), status=1)
        coding = {"status": 1, "owner": "ann", "date": "Mon Mar  4 10:00:00 2024"}
        add("coding", cid=1, fid=1, seltext=MONEY, selfirst=0, selend=len(MONEY), memo="check", **coding)
        start = TEXT.index(PARENTS)
        add("coding", cid=2, fid=1, seltext=PARENTS, selfirst=start + 3, selend=start + 3 + len(PARENTS), **coding)
        add("coding", cid=2, fid=2, seltext="other words", selfirst=0, selend=5, **coding)
        add("coding", cid=3, fid=1, seltext=MONEY, selfirst=0, selend=len(MONEY), **coding)
        add("coding", cid=1, fid=1, seltext=PARENTS, selfirst=0, selend=3, **{**coding, "status": 0})
        add("journal", name="Day 1", journal="thoughts", date="today", status=1)
        add("annotation", fid=1, position=3, annotation="hm", date="today", status=1)
    return path


if __name__ == "__main__":
    write(HERE / "rqda" / "meals.rqda")
