"""The school-meals study with a row in every sort of table that names something, for what changes names everywhere."""

from graphmodel.snapshot import Snapshot, TableRows
from tests.support.studies import Rows, rows_from, tiny_tables

SETTINGS_OF_SNAPSHOT = {
    "id": "school_meals",
    "title": "Evidence in school-meals policy",
    "stages.supply": ["deliver.contract"],
    "focus.values": ["urban", "rural", "mixed"],
    "focus.in_question": "rural",
    "focus.compared_with": "urban",
    "vocabularies.granularity": ["person", "role", "group", "committee"],
    "coders": ["Ann", "Ben"],
}

_FURTHER = {
    "ratings": """
source,actor,dimension,value
src.cook,act.cook,power,high
src.minutes,act.cook,power,low
src.minutes,act.caterer,power,low
""",
    "codings": """
claim,coder,subject,predicate,object,stage,codes,focus,polarity
c1,Ann,act.cook,gathered,ev.bus_survey,plan.survey,1.1,rural,affirms
c1,Ben,act.parents,cited,ev.menus,,1.1;2,urban,denies
""",
    "decisions": """
claim,field,before,decision,decided_by
c3,stage,plan.survey,deliver.contract,Cat
c5,subject,act.cook,act.parents,Cat
""",
    "quotes": """
quote,claim,text,source,speaker
q1,c1,I asked them all how far,src.cook,act.cook
q2,c2,Nothing by act.cook here,src.minutes,
""",
    "profiles": """
profile,actor,source,site
p1,act.cook,src.cook,site.north
p2,act.caterer,,
""",
    "stakeholder_profiles": """
actor,label,actors,stages
act.cook,Head cook,act.cook;act.caterer,plan.survey;deliver.contract
act.caterer,Catering manager,,deliver
""",
    "stakeholder_links": """
from,to,relation
act.cook,act.caterer,asks
act.parents,act.cook,trusts
""",
    "objections": """
objection,label,raised_by,tool,reason,example_claims
obj.cost,It costs too much,act.cook;act.caterer,tool.plan,fac.distance,c3;c5
""",
    "tools": """
tool,label,part_of
tool.plan,Menu planner,
""",
    "successors": """
from_organisation,to_organisation,what
org.kitchen,org.caterer,the ovens
""",
    "menus_of_the_week": """
day,cook,dish
Monday,act.cook,Stew
Tuesday,act.caterer,Soup of act.cook
""",
}


def full_tables() -> dict[str, Rows]:
    """A fresh copy of the tables."""
    return {**tiny_tables(), **{name: rows_from(text) for name, text in _FURTHER.items()}}


def snapshot(tables: dict[str, Rows] | None = None) -> Snapshot:
    """Tables in memory; by default those of :func:`full_tables`."""
    tables = tables or full_tables()
    rows = {name: TableRows(tuple(own[0]), dict(enumerate(own, 2))) for name, own in tables.items() if own}
    return Snapshot(rows, dict(SETTINGS_OF_SNAPSHOT))


def cells(study: Snapshot) -> dict[tuple[str, int, str], list[str]]:
    """Every cell as its entries, and every setting."""
    found = {
        (table, number, column): [part.strip() for part in text.split(";")]
        for table, rows in study.tables.items()
        for number, row in rows.rows.items()
        for column, text in row.items()
    }
    settings = {
        ("settings", 0, key): list(value) if isinstance(value, list) else [str(value)]
        for key, value in study.settings.items()
    }
    return found | settings
