"""Coded projects for tests: one made by hand, and drawn ones."""

from collections.abc import Callable, Mapping, Sequence

from hypothesis import strategies as st

from graphmodel.coded_project import CodedProject, Words
from graphmodel.formats import ImportedStudy
from graphmodel_loaders.coded.builder import ProjectBuilder
from graphmodel_loaders.coded.claims import study_of
from graphmodel_loaders.coded.mapping import read_mapping

TEXT = (
    "Interviewer: What helps you?\n"
    "Nurse: We never have time. The needs assessment was ignored by the trust. Nobody reads it.\n"
    "Nurse: It is good.\n"
)
CODES = (
    ("Barriers", "Lack of time"),
    ("Barriers", "Fear"),
    ("Evidence", "Needs assessment"),
    ("Evidence", "Audit"),
    ("Stakeholders", "Trust"),
    ("Stakeholders", "GP"),
    ("Stages", "Planning"),
    ("Stages", "Review"),
    ("Verbs", "applied"),
    ("Polarity", "No"),
    ("Polarity", "Yes"),
    ("Plain", "8.1 Background"),
    ("Left out", "Admin"),
    ("Nowhere", "Other"),
)
MAPPING = """
[[codes]]
path = "Barriers / *"
as = "factor"
verb = "asserts"
valence = "barrier"
[[codes]]
path = "Evidence / *"
as = "evidence"
[[codes]]
path = "Stakeholders / *"
as = "actor"
[[codes]]
path = "Stages / *"
as = "stage"
[[codes]]
path = "Verbs / *"
as = "verb"
[[codes]]
path = "Polarity / *"
as = "polarity"
[[codes]]
path = "Plain / *"
as = "code"
[[codes]]
path = ["Left out / **", "Left out"]
as = "ignore"
[[cases]]
kind = "Person"
as = "actor"
[[cases]]
kind = "Organisation"
as = "organisation"
"""

Keys = Callable[[str], str]


def builder_with_codes(program: str = "Test", key: Keys | None = None) -> ProjectBuilder:
    """A project with all codes and one interview; codes have keys of their own where these are asked for."""
    builder = ProjectBuilder(program, "Talks")
    for path in CODES:
        builder.code(path[:1], key("/".join(path[:1])) if key else "", is_codable=False)
        builder.code(path, key("/".join(path)) if key else "")
    builder.document("Interview 1", text=TEXT)
    return builder


def code_key(builder: ProjectBuilder, name: str) -> str:
    """The key of the code of a name."""
    return next(key for key, code in builder.codes.items() if code.name == name)


def add_segment(builder: ProjectBuilder, words: str, *names: str, coder: str = "ann", **facts: str) -> str:
    """Code words of the interview with codes of these names."""
    start = TEXT.index(words)
    said = [Words(words, start, start + len(words))]
    codes = [code_key(builder, name) for name in names]
    return builder.segment("Interview 1", codes, coder=coder, words=said, **facts)


def study_by(builder: ProjectBuilder, more: str = "", base: str = MAPPING) -> ImportedStudy:
    """The study by the mapping of these tests, with further lines above its rules."""
    return study_of(builder.project(), read_mapping(more + base), study_id="talks")


def rows(study: ImportedStudy, table: str, *columns: str) -> list[tuple[str, ...]]:
    """Some columns of a table, sorted."""
    _, found = study.tables.get(table, ((), ()))
    return sorted(tuple(row.get(column, "") for column in columns) for row in found)


def outcomes(study: ImportedStudy, what: str = "passages") -> Mapping[str, int]:
    """How many of a thing had each reason."""
    return {reason: number for (thing, _, reason), number in study.account.counts.items() if thing == what}


@st.composite
def drawn_parts(draw: st.DrawFn) -> tuple[Sequence[tuple[int, int, int, tuple[int, ...], int]], int]:
    """Places, coders and codes of segments of three documents, and how many persons there are."""
    places = st.tuples(
        st.integers(0, 2),
        st.integers(0, 4),
        st.integers(1, 3),
        st.lists(st.integers(0, len(CODES) - 1), max_size=5, unique=True).map(tuple),
        st.integers(0, 2),
    )
    return draw(st.lists(places, max_size=14)), draw(st.integers(0, 3))


def project_of(
    parts: tuple[Sequence[tuple[int, int, int, tuple[int, ...], int]], int],
    program: str = "Test",
    key: Keys = str,
    order: Callable[[list[int]], list[int]] = list,
) -> CodedProject:
    """The project with these parts, whose keys and order may differ."""
    segments, persons = parts
    builder = ProjectBuilder(program, "Talks")
    builder.coder("unused")
    for number in order([0, 1, 2]):
        builder.document(f"Interview {number}", key(f"document {number}"), text=f"{number} {TEXT}")
    codes = {}
    for number in order(list(range(len(CODES)))):
        codes[number] = builder.code(CODES[number], key(f"code {number}"))
    for number in order(list(range(persons))):
        builder.case(
            f"Person {number}", key(f"case {number}"), kind="Person", documents=[key(f"document {number % 2}")]
        )
    for number in order(list(range(len(segments)))):
        document, start, length, chosen, coder = segments[number]
        text = f"{document} {TEXT}"[start * 10 : (start + length) * 10]
        words = [Words(text, start * 10, (start + length) * 10)]
        names = [codes[code] for code in order(list(chosen))]
        builder.segment(key(f"document {document}"), names, coder=("", "ann", "bob")[coder], words=words)
    return builder.project()
