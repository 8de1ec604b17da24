"""A small valid study quite unlike the bundled one, and ways to change it.

School meals: what becomes of evidence on rural schools beside that on urban ones. It has
stages, verbs (``acts_as``), words and codes of its own.
"""

# ruff: noqa: E501 - tables are easier to read with a row on a line

import copy
import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = list[dict[str, str]]

SETTINGS = """\
id = "school_meals"
title = "Evidence in school-meals policy"

[stages]
supply = ["deliver.contract"]

[focus]
values = ["urban", "rural", "mixed"]
in_question = "rural"
compared_with = "urban"

[vocabularies]
granularity = ["person", "role", "group", "committee"]
"""


def rows_from(text: str) -> Rows:
    """The rows of a table from its text as CSV."""
    return list(csv.DictReader(io.StringIO(text.strip() + "\n")))


_TABLES: dict[str, Rows] = {
    "actors": rows_from("""
actor,label,granularity,organisation,hair
act.cook,Head cook,role,org.kitchen,grey
act.councillor,Councillor for education,person,org.council,
act.parents,Parents' group,group,,
act.caterer,Catering manager,role,org.caterer,
"""),
    "organisations": rows_from("""
organisation,label,kind,part_of
org.council,County council,public,
org.kitchen,Central kitchen,public,org.council
org.caterer,Contract caterer,private,
"""),
    "evidence": rows_from("""
evidence,label,evidence_type,instance,focus,date
ev.bus_survey,Survey of journeys to village schools,survey,item,rural,2019-05
ev.plate_waste,Plate waste audit,audit,item,urban,2019-05-20
ev.menus,Menus of other counties,hearsay,class,mixed,
"""),
    "evidence_types": rows_from("""
evidence_type,label,codes
survey,Surveys,1.1
audit,Audits,1.10;2
hearsay,Hearsay,
"""),
    "stages": rows_from("""
stage,label,phase,order,parent
plan,Planning,plan,1,
plan.survey,Asking schools,plan,1.1,plan
plan.menu,Choosing the menu,plan,1.2,plan
deliver,Delivering,deliver,2,
deliver.contract,Letting the contract,deliver,2.1,deliver
"""),
    "factors": rows_from("""
factor,label,valence,level
fac.distance,Kitchens are far from village schools,barrier,wider
fac.champion,One keen cook,enabler,individual
"""),
    "workstreams": rows_from("""
workstream,label,site,kind
ws.renewal,Renewal of the catering contract,site.north,strategic
"""),
    "sites": rows_from("""
site,label,kind
site.north,North of the county,case study
"""),
    "sources": rows_from("""
source,label,kind,site
src.cook,Interview with the cook,interview,site.north
src.minutes,Committee minutes,document,
"""),
    "codebook": rows_from("""
code,label
1.1,Asking
1.10,Weighing
2,Deciding
"""),
    "predicates": rows_from("""
predicate,label,subject,object,step,presence,acts_as
gathered,collected it,actor|organisation,evidence,generation,present,produced
cited,used it in a decision,actor|organisation|workstream,evidence,application,present,applied
sidelined,left it out,actor|organisation,evidence,application,lost,ignored
asserts,says that this factor operates,actor|organisation,factor,,neutral,
argues_with,argues with,actor|organisation,actor|organisation,,neutral,challenges
"""),
    "claims": rows_from("""
claim,source,speaker,subject,predicate,object,stage,order,date,workstream,about,reason,codes,focus,polarity,certainty,summary,quoted
c1,src.cook,act.cook,act.cook,gathered,ev.bus_survey,plan.survey,1,2019-05,,,,1.1,rural,affirms,stated,The cook asked every village school how far its pupils travel.,yes
c2,src.minutes,,org.council,cited,ev.plate_waste,deliver.contract,,,ws.renewal,,,1.10;2,urban,affirms,stated,The council wrote the waste audit into the contract.,no
c3,src.minutes,,org.council,sidelined,ev.bus_survey,deliver.contract,2,2020,ws.renewal,,fac.distance,2,rural,affirms,stated,"The council left the survey out, as kitchens were far.",no
c4,src.cook,act.cook,act.cook,asserts,fac.champion,,,,,org.kitchen,,1.1,,affirms,tentative,The cook says that it took one keen person.,no
c5,src.cook,act.cook,act.parents,argues_with,act.caterer,plan.menu,,,,,,,,denies,stated,Parents did not take it up with the caterer.,no
c6,src.minutes,act.councillor,act.councillor,cited,ev.menus,plan.menu,,2018-11-30,,,,2,,mixed,normative,Menus elsewhere ought to be looked at now and then.,no
"""),
    "verdicts": rows_from("""
site,factor,verdict,comment
site.north,fac.distance,confirms,Said by all
"""),
    "coding_notes": rows_from("""
claim,note
c4,unsure whether the cook means herself
"""),
}


def tiny_tables() -> dict[str, Rows]:
    """A fresh copy of the tables, to change and hand to :func:`write_study`."""
    return copy.deepcopy(_TABLES)


def as_csv(rows: Sequence[Mapping[str, str]], columns: Sequence[str] | None = None) -> str:
    """Rows as CSV text."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns or rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write_study(
    folder: Path, tables: Mapping[str, Sequence[Mapping[str, str]]], settings: str | None = SETTINGS
) -> Path:
    """Write a study folder; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    if settings is not None:
        (folder / "study.toml").write_text(settings, "utf-8")
    for name, rows in tables.items():
        if rows:
            (folder / f"{name}.csv").write_text(as_csv(rows), "utf-8", newline="")
    return folder


def tiny_study(
    tmp_path: Path, *, settings: str | None = SETTINGS, **changes: "Sequence[Mapping[str, str]] | str | bytes | None"
) -> Path:
    """Write the school-meals study and return its folder.

    A keyword names a table: rows (a list of dicts) or CSV text replace it, bytes replace the
    file as it stands, None leaves the table out. ``settings`` is the text of study.toml, or
    None for no such file.
    """
    tables = tiny_tables()
    for name in changes:
        tables.pop(name, None)
    folder = write_study(tmp_path / "school_meals", tables, settings)
    for name, change in changes.items():
        file = folder / f"{name}.csv"
        if isinstance(change, bytes):
            file.write_bytes(change)
        elif isinstance(change, str):
            file.write_text(change, "utf-8", newline="")
        elif change is not None:
            file.write_text(as_csv(change), "utf-8", newline="")
    return folder


def with_cell(table: str, row: int, column: str, value: str) -> Rows:
    """Rows of one table with one cell changed; ``row`` counts as a spreadsheet does (header 1)."""
    rows = tiny_tables()[table]
    for other in rows:
        other.setdefault(column, "")
    rows[row - 2][column] = value
    return rows


def with_row(table: str, **cells: str) -> Rows:
    """Rows of one table with one more, empty but for ``cells``."""
    rows = tiny_tables()[table]
    columns = [*rows[0], *(name for name in cells if name not in rows[0])]
    return [{name: row.get(name, "") for name in columns} for row in [*rows, cells]]
