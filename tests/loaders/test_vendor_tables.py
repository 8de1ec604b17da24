"""Tables that MAXQDA, ATLAS.ti and NVivo export become coded projects."""

import random
from pathlib import Path

import pytest

from graphmodel.coded_project import CodedProject, Segment
from graphmodel.formats import find_importer, importers
from graphmodel.problems import StudyError
from graphmodel_loaders.coded.claims import study_of
from graphmodel_loaders.coded.suggesting import suggest
from tests.data.imports import make_vendor_tables as samples
from tests.support.pages import ROOT

SAMPLES = ROOT / "tests" / "data" / "imports"
PROGRAMS = ("maxqda", "atlas_ti", "nvivo")
IN_A_PROCESS = {".xls", ".ods"}
"""Workbooks that are read in a process of their own."""
FILES = [
    pytest.param(path, marks=pytest.mark.process) if path.suffix in IN_A_PROCESS else path
    for program in PROGRAMS
    for path in sorted((SAMPLES / program).rglob("*"))
    if path.suffix in {".xlsx", ".csv", ".txt"} | IN_A_PROCESS
]


def read(path: Path) -> CodedProject:
    """The project that the importer makes which alone recognises the file."""
    project = find_importer(path).read(path)
    assert isinstance(project, CodedProject)
    account = project.account
    for what, number in project.parts():
        assert account.counts[what, "taken", ""] == number
    return project


def codes_of(project: CodedProject, segment: Segment) -> list[tuple[str, ...]]:
    paths = {code.key: code.path for code in project.codes}
    return [paths[key] for key in segment.codes]


def by_words(project: CodedProject, text: str) -> list[Segment]:
    return [segment for segment in project.segments if [words.text for words in segment.words] == [text]]


def set_aside(project: CodedProject) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for (what, outcome, _), number in project.account.counts.items():
        if outcome != "taken":
            found[what, outcome] = found.get((what, outcome), 0) + number
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_one_importer_alone_recognises_a_file(path: Path) -> None:
    program = path.relative_to(SAMPLES).parts[0]
    assert [name for name, importer in importers().items() if importer.recognises(path)] == [program]


@pytest.mark.parametrize("program", PROGRAMS)
def test_one_importer_alone_recognises_a_folder(program: str) -> None:
    folder = SAMPLES / program / "project"
    assert [name for name, importer in importers().items() if importer.recognises(folder)] == [program]


def test_segments_of_maxqda_meet_their_codes_and_variables() -> None:
    project = read(SAMPLES / "maxqda" / "project")
    money, again = by_words(project, samples.MONEY)
    assert codes_of(project, money) == [("Barriers", "Money"), ("Evidence", "Survey of meals")]
    assert (money.coder, again.coder) == ("AB", "CD")
    assert (money.words[0].span, money.when, money.note) == ("paragraph 3", "2020-03-12T10:11", "Ask again")
    assert money.attributes["weight of Survey of meals"] == "80"
    [short] = by_words(project, "no money")
    assert short.words[0].span == money.words[0].span
    [walk] = [segment for segment in project.segments if not segment.words]
    assert (walk.span, walk.note) == ("00:01:02-00:01:10", "Points at it")
    documents = {document.key: document for document in project.documents}
    assert {(document.name, document.groups) for document in project.documents} == {
        ("Anna", ("Interviews",)),
        ("Bela", ("Interviews",)),
        ("Anna", ("Meetings",)),
        ("Walk", ()),
    }
    assert documents[money.document].attributes["Role"] == "Nurse"
    codes = {code.path: code for code in project.codes}
    assert codes["Barriers", "Money"].description == "Costs and budgets"
    assert codes["Barriers",].colour == "#ff0000"
    assert ("Evidence", "Not used") in codes
    assert set_aside(project) == {("rows", "rejected"): 1, ("sheets", "left out"): 1}
    assert project.account.counts["rows", "taken", ""] == 16


@pytest.mark.parametrize("name", ["german.xlsx", "german.csv"])
def test_german_headings_and_paths(name: str) -> None:
    project = read(SAMPLES / "maxqda" / name)
    [money] = by_words(project, "Wir hatten kein Geld.")
    assert codes_of(project, money) == [("Hürden", "Geld")]
    assert money.when == "2020-03-12T10:11"
    assert {document.name for document in project.documents} == {"Änne"}
    assert ("Nutzung", "Umfrage") in {code.path for code in project.codes}
    assert len(project.codes) == 4
    assert not set_aside(project)


@pytest.mark.process
@pytest.mark.process
def test_the_old_format_of_excel_gives_the_same() -> None:
    old, new = (read(SAMPLES / "maxqda" / name) for name in ("coded_segments.xls", "project/coded_segments.xlsx"))
    assert [segment.key for segment in old.segments] == [segment.key for segment in new.segments]


def test_order_of_rows_and_titles_above_change_nothing(tmp_path: Path) -> None:
    heading, *rows = samples.SEGMENTS
    random.Random(3).shuffle(rows)
    title = [["Coded segments"], [], ["Project", "Meals"]]
    turned = [[*row[::-1]] for row in [heading, *rows]]
    path = samples.write_book(tmp_path / "turned.xlsx", {"Notes": [["Nothing here"]], "Data": [*title, *turned]})
    project, straight = read(path), read(SAMPLES / "maxqda" / "project" / "coded_segments.xlsx")
    forms = [
        sorted((s.key, s.document, s.coder, s.words, tuple(sorted(s.codes)), s.when) for s in one.segments)
        for one in (project, straight)
    ]
    assert forms[0] == forms[1]
    assert set_aside(project) == {("rows", "rejected"): 1, ("sheets", "left out"): 1}


def test_headings_of_each_page_are_no_rows(tmp_path: Path) -> None:
    heading, *rows = samples.SEGMENTS
    path = samples.write_book(tmp_path / "pages.xlsx", {"Data": [heading, rows[0], heading, rows[1]]})
    assert read(path).account.counts["rows", "taken", ""] == 2


def test_quotations_of_atlas_ti() -> None:
    project = read(SAMPLES / "atlas_ti" / "project")
    [money] = by_words(project, samples.MONEY)
    assert codes_of(project, money) == [("Barriers", "Money"), ("Trust, lack of",)]
    assert (money.coder, money.when) == ("AB", "2020-03-12T10:11")
    documents = {document.key: document for document in project.documents}
    assert documents[money.document].groups == ("North", "Nurses")
    assert documents[money.document].name == "Anna.docx"
    [survey] = by_words(project, samples.SURVEY)
    assert codes_of(project, survey) == [("Evidence", "Survey of meals")]
    assert survey.words[0].span == "paragraphs 7-8"
    assert {code.path: code.sets for code in project.codes}["Barriers", "Money"] == ("Hindering", "Costs")
    cause, against = project.links
    assert (cause.name, cause.origin[0], against.origin, against.target) == (
        "is cause of",
        "code",
        ("segment", money.key),
        ("segment", survey.key),
    )
    assert set_aside(project) == {("rows", "rejected"): 1, ("sheets", "left out"): 1}


def test_commas_in_names_of_codes_are_told_by_the_codebook(tmp_path: Path) -> None:
    alone = read(SAMPLES / "atlas_ti" / "quotations.csv")
    assert {code.path for code in alone.codes} >= {("Trust",), ("lack of",)}
    assert len(alone.account.remarks) > 1
    (tmp_path / "quotations.csv").write_bytes((SAMPLES / "atlas_ti" / "quotations.csv").read_bytes())
    samples.write_book(tmp_path / "codebook.xlsx", {"Codebook": samples.CODEBOOK})
    project = read(tmp_path)
    [money] = by_words(project, samples.MONEY)
    assert sorted(codes_of(project, money)) == [("Barriers", "Money"), ("Trust, lack of",)]


def test_counts_alone_are_told_from_quotations() -> None:
    for program, path in (("atlas_ti", "code_document_table.xlsx"), ("nvivo", "matrix.xlsx")):
        with pytest.raises(StudyError, match="counts"):
            read(SAMPLES / program / "project" / path)


def test_a_report_of_nvivo_meets_its_cases() -> None:
    project = read(SAMPLES / "nvivo" / "project")
    coded = [
        (codes_of(project, segment), segment.document, segment.coder, segment.words[0].text, segment.when)
        for segment in project.segments
    ]
    money, survey = [("Barriers", "Money")], [("Evidence", "Survey of meals")]
    assert coded == [
        (money, "Interviews / Anna", "AB", samples.MONEY, "2020-03-13T10:11"),
        (money, "Interviews / Anna", "CD", "Document", "2020-03-13T14:00"),
        (money, "Interviews / Anna", "AB", "no money", ""),
        (money, "Interviews / Bela", "AB", "The first paragraph.\nThe second paragraph.", "2020-03-14T10:00"),
        (survey, "Interviews / Bela", "AB", samples.SURVEY, "2020-03-14T10:00"),
    ]
    assert project.segments[0].cases == ("Anna",)
    cases = {case.name: case for case in project.cases}
    assert (cases["Anna"].kind, dict(cases["Bela"].attributes)) == ("Person", {"Role": "Head cook"})
    assert [case.documents for case in project.cases] == [("Interviews / Anna",), ("Interviews / Bela",), ()]
    works, advises = project.links
    assert (works.name, works.is_directed, advises.is_directed) == ("works with", False, True)
    assert (advises.origin, advises.target) == (("case", "Anna"), ("case", "School board"))
    assert {code.path: code.description for code in project.codes}["Barriers",] == "What hinders"
    assert set_aside(project) == {("sheets", "left out"): 1}


@pytest.mark.parametrize("name", ["coding_summary_by_file.xlsx", "references.txt"])
def test_other_forms_of_nvivo_references(name: str) -> None:
    project = read(SAMPLES / "nvivo" / name)
    coded = [(codes_of(project, s), s.document, s.coder, s.words[0].text) for s in project.segments]
    assert coded == [
        ([("Barriers", "Money")], "Interviews / Anna", "AB", samples.MONEY),
        ([("Barriers", "Trust")], "Interviews / Anna", "AB", samples.TRUST),
    ]


@pytest.mark.process
def test_the_text_of_one_code_of_nvivo() -> None:
    project = read(SAMPLES / "nvivo" / "code.txt")
    assert {path for segment in project.segments for path in codes_of(project, segment)} == {("Barriers", "Money")}
    assert [(s.document, s.words[0].text, s.attributes["coverage"]) for s in project.segments] == [
        ("Interviews / Anna", samples.MONEY, "4.10%"),
        ("Interviews / Anna", "no money\nat all", "1.15%"),
        ("Interviews / Bela", samples.TRUST, "1.25%"),
    ]
    assert project.account.counts["references", "taken", ""] == 3


@pytest.mark.process
def test_a_report_saved_by_libreoffice_gives_the_same() -> None:
    saved, made = (
        read(SAMPLES / "nvivo" / name) for name in ("coding_summary_by_code.ods", "project/coding_summary_by_code.xlsx")
    )
    assert [segment.key for segment in saved.segments] == [segment.key for segment in made.segments]


@pytest.mark.parametrize(
    "rows",
    [
        [["id", "document", "tag", "content"], ["1", "Anna", "money", "none"]],
        [["From", "To", "Type", "Direction"], ["a", "b", "knows", "directed"]],
        [["Source", "Target", "Type", "Weight"], ["a", "b", "Directed", "1"]],
        [["Interview", "Who", "Did what", "To what", "Code", "Quote"], ["1", "Anna", "used", "survey", "use", "Yes"]],
        [["document name", "code", "segment", "weight", "subject", "verb"], ["1", "2", "3", "4", "5", "6"]],
        [["Name", "Role", "Site"], ["Anna", "Nurse", "North"]],
        [["", "A : Money"], ["1 : Anna", "She says " + "much " * 50]],
    ],
    ids=lambda rows: "-".join(map(str, rows[0]))[:30],
)
def test_sheets_of_others_are_not_recognised(rows: samples.Rows, tmp_path: Path) -> None:
    path = samples.write_book(tmp_path / "sheet.xlsx", {"Sheet1": rows})
    assert not [name for name in PROGRAMS if importers()[name].recognises(path)]


@pytest.mark.parametrize(
    "headings",
    [
        ["ID", "Zitatname", "Dokument", "Zitatinhalt", "Kodes", "Referenz", "Kommentar"],
        ["ID", "Nombre de la cita", "Documento", "Contenido de la cita", "Códigos", "Referencia", "Comentario"],
        ["ID", "Nome da citação", "Documento", "Conteúdo da citação", "Códigos", "Referência", "Comentário"],
    ],
    ids=["German", "Spanish", "Portuguese"],
)
def test_short_lists_of_quotations_in_other_languages_are_no_matrix(headings: list[str], tmp_path: Path) -> None:
    rows = [
        headings,
        ["1:1", "no time", "Interview 1", "We never " + "plan " * 20, "Time", "3 - 4", "A note " + "on it " * 20],
    ]
    path = samples.write_book(tmp_path / "sheet.xlsx", {"Sheet1": rows})
    assert [name for name, importer in importers().items() if importer.recognises(path)] == ["atlas_ti"]


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_table_at_all_is_an_error_that_says_what_to_export(program: str, tmp_path: Path) -> None:
    path = samples.write_book(tmp_path / "sheet.xlsx", {"Sheet1": [["Nothing"], ["here", "at"], ["all"]]})
    with pytest.raises(StudyError, match="Export"):
        importers()[program].read(path)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_damaged_file_of_a_folder_is_rejected(program: str, tmp_path: Path) -> None:
    for file in (SAMPLES / program / "project").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "damaged.xlsx").write_bytes(b"PK\x03\x04 this is none")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    project = read(tmp_path)
    whole = read(SAMPLES / program / "project")
    assert list(project.segments) == list(whole.segments)
    assert set_aside(project)["files", "rejected"] == set_aside(project)["files", "left out"] == 1


ODD = (
    "", "n/a", "9" * 3000, "99999-01-01", "31.02.2020 99:99", "1/1/2020 25:61 PM", "=1+1", "a > b > c", ">", "\\",
    "\\\\", "Codes\\\\", "Codes\\\\\\x", "Cases\\\\a\\b", "::", "A::", ": x", "1:1 x", "\u200b", "x" * 5000, "a\nb",
    ";", ",", "Code", "Document", "1 : x", "A : y", "Gr=1", "日本", "00:00:01", "5 - 9", "Document name", "Code\nCode",
)  # fmt: skip


def mutant(program: str, number: int) -> dict[str, list[list[object]]]:
    """Sheets of one program in which some cells and rows are others, always the same ones for a number."""
    chance = random.Random(number)
    books = [sheets for name, sheets in samples.WORKBOOKS.items() if name.startswith(program)]
    made = {}
    for name, rows in [item for sheets in chance.sample(books, 2) for item in sheets.items()]:
        made[name] = [list(row) for row in rows]
        for _ in range(chance.randrange(1, 7)):
            row = chance.choice(made[name])
            match chance.randrange(4):
                case 0:
                    made[name].insert(chance.randrange(len(made[name])), list(chance.choice(made[name])))
                case 1 if len(row) > 1:
                    del row[chance.randrange(len(row))]
                case _ if row:
                    row[chance.randrange(len(row))] = chance.choice(ODD)
    return made


@pytest.mark.slow
@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("numbers", [range(12), pytest.param(range(12, 80), marks=pytest.mark.exhaustive)], ids=len)
def test_mutants_give_claims_or_a_message(program: str, numbers: range, tmp_path: Path) -> None:
    taken, messages = 0, {}
    for number in numbers:
        path = samples.write_book(tmp_path / f"{number}.xlsx", mutant(program, number))
        try:
            project = importers()[program].read(path)
        except StudyError as error:
            messages[path.name] = str(error)
            continue
        assert isinstance(project, CodedProject)
        study_of(project, suggest(project), study_id="mutant")
        taken += 1
    assert taken > len(numbers) / 2
    assert all(name in message for name, message in messages.items())
