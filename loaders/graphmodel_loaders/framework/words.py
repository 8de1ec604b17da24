"""Words in sheets that say what a row, a column or a cell is, in the spelling of :func:`key_of`."""

import re

CASES = (
    "interview",
    "interview id",
    "interview no",
    "interview number",
    "interview code",
    "interviewee",
    "interviewee id",
    "respondent",
    "respondent id",
    "participant",
    "participant id",
    "informant",
    "informant id",
    "case",
    "case id",
    "case name",
    "source",
    "source id",
    "document",
    "document name",
    "transcript",
    "person",
    "pseudonym",
    "speaker",
    "fall",
    "dokument",
    "befragte",
    "entretien",
    "entrevista",
    "entrevistado",
    "id",
    "ref",
    "name",
    "no",
    "nr",
)
"""What a column of interviews is called; the first that occurs counts."""
CODES = frozenset(
    {"code", "codes", "code no", "code number", "number", "node", "nodes", "theme", "themes", "sub theme", "subtheme"}
    | {"category", "categories", "topic", "topics", "question", "questions", "label", "labels", "thema", "kode"}
    | {"code label", "code name", "definition", "thème", "tema"}
)
"""What a column of codes is called where codes are in rows; and what stands beside rows of headings."""
ATTRIBUTES = frozenset(
    {"role", "roles", "current role", "job", "job title", "title", "position", "organisation", "organization", "site"}
    | {"case study", "date", "interview date", "age", "age group", "gender", "sex", "ethnicity", "ethnic group", "pct"}
    | {"profession", "sector", "group", "type", "interviewer", "location", "region", "place", "country", "grade"}
    | {"level", "team", "department", "directorate", "consent", "years", "experience", "years of experience", "length"}
    | {"duration", "setting", "service", "speciality", "specialty", "funktion", "alter", "geschlecht", "ort", "datum"}
    | {"organisation type", "type of organisation", "employer", "area", "wave", "round", "language", "background"}
)
"""What columns that describe an interview are called."""
NOTES = frozenset(
    {"notes", "note", "comments", "comment", "remarks", "remark", "memo", "memos", "checked", "checked by", "checker"}
    | {"second coder", "date coded", "status", "follow up", "bemerkungen", "notizen"}
)
"""What columns of remarks are called."""
CODERS = frozenset({"coder", "coded by", "charted by", "analyst", "researcher", "summarised by", "kodiert von"})
TOTALS = frozenset(
    {"total", "totals", "sum", "count", "counts", "n", "grand total", "number of interviews", "gesamt", "summe"}
    | {"percent", "percentage", "mean", "average", "no of interviews", "frequency"}
)
SUMMARIES = frozenset(
    {"summary", "overall", "overall summary", "synthesis", "all", "all interviews", "all cases", "cross case"}
    | {"cross case summary", "key points", "key messages", "interpretation", "themes", "patterns", "conclusion"}
    | {"conclusions", "zusammenfassung"}
)
"""What rows are called that sum up all interviews."""
EMPTY = frozenset(
    {"-", "--", "---", "–", "—", "n/a", "na", "n.a.", "n.a", "nil", "none", ".", "..", "/", "...", "…", "k.a.", "blank"}
    | {"not applicable", "not discussed", "not mentioned", "no data", "not asked", "not covered", "#n/a", "s.o."}
)
"""What people write into a cell in which there is nothing, in small letters."""
PASSAGES = frozenset(
    {"segment", "coded segment", "coded segments", "quotation", "quotation content", "quotation name", "beginning"}
    | {"end", "weight", "weight score", "document group", "code", "codes", "created by", "modified by", "comment"}
    | {"reference", "references", "coverage", "text", "content", "highlight", "tag", "created", "quote", "excerpt"}
    | {"coder", "start", "begin", "subject", "predicate", "object", "verb", "from", "to", "label", "description"}
    | {"anfang", "ende", "codierte segmente", "code system", "number of coding references", "aggregate coverage"}
)
"""Headings of lists with a row for each passage or code, which are no matrices."""

NUMBER = re.compile(r"\(?(\d{1,3}(?:\.\d{1,3})+[a-z]?)\)?[.:)]?(?:[\s:–-]+(\S.*))?", re.DOTALL)
"""A code number (``8.3``), alone or before its label."""
WHOLE = re.compile(r"\(?(\d{1,3})[.:)]?\)?")
"""A number of a code within its theme."""
LETTERED = re.compile(r"(?:[A-Z]{1,3}|\d{1,5}) : (\S.*)", re.DOTALL)
"""How NVivo marks rows and columns: ``A : Name``."""
GENERIC = re.compile(
    r"(?:sheet|worksheet|tabelle|feuil|hoja|blatt|table|theme|thema|summary|matrix|framework|framework matrix)?\s*\d*",
    re.IGNORECASE,
)
"""Names of sheets that say nothing."""
