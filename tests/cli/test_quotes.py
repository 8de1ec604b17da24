"""Words behind claims: searched in the study, beside their claims, and in nothing that is handed on without consent."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import graphmodel as gm
from graphmodel.formats import exporters
from graphmodel.problems import NotFound, QuestionError
from graphmodel_viz.html_page import uncompressed
from tests.support.command import graphmodel
from tests.support.exports import ENDINGS
from tests.support.studies import tiny_study, tiny_tables
from tests.support.words import HOSTILE, QUOTES, SECRETS, study_with_words

pytestmark = pytest.mark.slow

PERMITTED = [
    "rang up every one",  # with the speaker
    "straight into a drawer",  # anonymous, behind a claim of nobody
    "look at the other menus",  # anonymous, of a named person
    "Nobody has coded this village",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return study_with_words(tmp_path_factory.mktemp("words"))


@pytest.fixture(scope="module")
def study(folder: Path) -> Iterator[gm.OpenStudy]:
    with gm.open_study(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(study: gm.OpenStudy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return study.page(tmp_path_factory.mktemp("page") / "page.html")


def everything_in(path: Path) -> bytes:
    """All bytes of a file or folder, archives and the data of pages unpacked."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    content = [
        uncompressed(file.read_text("utf-8")).encode() if file.suffix == ".html" else file.read_bytes()
        for file in files
    ]
    for file in files:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as book:
                content += [book.read(name) for name in book.namelist()]
    return b"\n".join(content)


def held(path: Path) -> set[str]:
    """Which canaries are in the bytes of what a path names."""
    content = everything_in(path)
    return {reason for reason, word in SECRETS.items() if word.encode() in content}


def test_no_byte_of_a_page_map_figure_or_database_has_words_that_may_not_leave(
    study: gm.OpenStudy, folder: Path, page: Path, tmp_path: Path
) -> None:
    figure = study.figure("journeys", tmp_path / "journeys.svg")
    for file in (page, study.map(tmp_path / "map.html"), figure.path, figure.caption_path, folder / ".graphmodel"):
        assert held(file) == set(), file
    assert all(words.encode() in everything_in(page) for words in PERMITTED)
    database = everything_in(folder / ".graphmodel")
    assert not any(row["text"].encode() in database for row in QUOTES)


@pytest.mark.parametrize("name", exporters())
def test_no_byte_of_an_export_has_words_that_may_not_leave(name: str, study: gm.OpenStudy, tmp_path: Path) -> None:
    target = tmp_path / f"out{ENDINGS.get(name, '')}"
    report = study.export(name, target)
    assert held(target) == set()
    if name in {"folder", "workbook"}:
        notes = " ".join(report.notes)
        reasons = ("withdrawn", "profiles", "may not be handed on", "who said them")
        assert all(reason in notes for reason in reasons)
        assert "4 quotations" in notes  # q1, q2, q7 and q9


def test_an_export_is_a_study_whose_words_say_what_may_be_done_with_them(study: gm.OpenStudy, tmp_path: Path) -> None:
    study.export("folder", tmp_path / "out")
    report = gm.check_study(tmp_path / "out")
    assert not report.problems.errors
    rows = gm.read_table(tmp_path / "out", "quotes").set_index("quote")
    assert dict(rows["permission"]) == {
        "q1": "quote_attributed",
        "q2": "quote_anonymous",
        "q7": "quote_anonymous",
        "q9": "quote_attributed",
    }
    assert len(gm.read_table(tmp_path / "out", "profiles")) == 0


def test_a_backup_has_everything(study: gm.OpenStudy, tmp_path: Path) -> None:
    study.export("folder", tmp_path / "out", everything=True)
    assert held(tmp_path / "out") == {*SECRETS}
    assert len(gm.read_table(tmp_path / "out", "quotes")) == len(QUOTES)


def test_a_profile_makes_exported_words_stricter_for_good(tmp_path: Path) -> None:
    """The export has no profiles, so the row itself must say what they came to."""
    source = study_with_words(tmp_path)
    profile = "profile,actor,source,quotes_anonymous\np1,act.cook,,yes\n"
    (source / "profiles.csv").write_text(profile, "utf-8")
    actors = (source / "actors.csv").read_text("utf-8")
    assert "act.cook,Head cook,role" in actors
    gm.export_study(source, "folder", tmp_path / "out")
    rows = gm.read_table(tmp_path / "out", "quotes").set_index("quote")
    assert len(gm.read_table(tmp_path / "out", "profiles")) == 0
    assert rows.loc["q1", "permission"] == "quote_anonymous"
    assert rows.loc["q1", "speaker"] == ""


def test_consent_of_a_source_is_enough_and_reaches_an_export(tmp_path: Path) -> None:
    sources = [{**row, "consent": "Quote_Attributed"} for row in tiny_tables()["sources"]]
    quotes = [{"quote": "q1", "claim": "c1", "text": "We rang them all"}]
    source = tiny_study(tmp_path, sources=sources, quotes=quotes)
    gm.export_study(source, "folder", tmp_path / "out")
    row = gm.read_table(tmp_path / "out", "quotes").iloc[0]
    assert (row["text"], row["permission"]) == ("We rang them all", "quote_attributed")


@pytest.mark.slow
def test_all_quotes_makes_a_working_copy_that_says_so(study: gm.OpenStudy, tmp_path: Path) -> None:
    done = graphmodel("page", study.path, "--all-quotes", "-o", tmp_path / "all.html")
    assert done.code == 0, done.err
    assert held(tmp_path / "all.html") == {"unasked", "no_quote", "before"}  # and nothing of who has withdrawn
    assert "Working copy, not for sharing" in done.out
    assert b'"working_copy":true' in everything_in(tmp_path / "all.html")
    done = graphmodel("page", study.path, "--no-quotes", "-o", tmp_path / "none.html")
    assert not any(words.encode() in everything_in(tmp_path / "none.html") for words in PERMITTED)
    assert "0 quotations in full" in done.out


def test_a_page_says_what_it_leaves_out_and_names_nobody_it_may_not(study: gm.OpenStudy, page: Path) -> None:
    words = study.words_to_share()
    assert sum(words.left_out.values()) + len(words.rows) == len(QUOTES)
    assert sorted(words.left_out.values()) == [1, 1, 2]  # not to be quoted, nobody asked, withdrawn
    text = everything_in(page).decode("utf-8")
    assert all(str(line) in text for line in words.lines())
    rows = words.rows.set_index("text")
    assert rows.loc["Someone ought to look at the other menus", ["claim", "source", "speaker"]].eq("").all()
    assert rows.loc["The survey went straight into a drawer", "claim"] == "c3"
    assert rows.loc["We rang up every one of the village schools", "speaker"] == "act.cook"


def test_results_have_no_claim_of_who_has_withdrawn_and_say_so(study: gm.OpenStudy) -> None:
    found = study.claims()
    assert "c7" not in set(found.frame["claim"])
    assert any("withdrawn" in note for note in found.notes)
    assert "src.left" not in set(study.frames.nodes("Source")["id"])


SEARCHES = {
    "village": {"q1", "q7"},
    "VILLAGE schools": {"q1"},
    '"village schools"': {"q1"},
    '"schools village"': set(),
    "vill": set(),
    "vill*": {"q1", "q7"},
    "“one of the” rang": {"q1"},
    "script": {"q9"},
    "zanzibarwithdrawn": set(),
}


@pytest.mark.parametrize("words", SEARCHES)
def test_words_are_found_whole_together_and_in_phrases(words: str, study: gm.OpenStudy) -> None:
    assert set(study.quotes(words).frame["quote"]) == SEARCHES[words]


def test_words_are_found_whatever_their_unicode_form(tmp_path: Path) -> None:
    texts = ["Café au lait", "Cafe\u0301 noir", "ＣＡＦＥ", "decaf", "हिन्दी में", "can't say"]
    rows = [{**QUOTES[6], "quote": f"q{number}", "text": text} for number, text in enumerate(texts)]
    source = study_with_words(tmp_path)
    (source / "quotes.csv").unlink()
    columns = list(rows[0])
    lines = [",".join(row[name] for name in columns) for row in rows]
    (source / "quotes.csv").write_text("\n".join([",".join(columns), *lines]) + "\n", "utf-8")
    with gm.open_study(source) as opened:
        for words, found in (("cafe", {0, 1, 2}), ("CAFÉ", {0, 1, 2}), ("हिन्दी", {4}), ("can’t", {5}), ("can't", {5})):
            assert set(opened.quotes(words).frame["quote"]) == {f"q{number}" for number in found}, words


def test_filters_and_what_is_not_there(study: gm.OpenStudy) -> None:
    assert set(study.quotes(claim="c5").frame["quote"]) == {"q4"}
    assert set(study.quotes(source="minutes").frame["quote"]) == {"q2", "q6", "q7", "q9"}
    assert set(study.quotes(speaker="Head cook").frame["quote"]) == {"q1", "q3", "q4"}
    assert set(study.quotes(permission="withdrawn").frame["quote"]) == {"q5", "q8"}
    for wrong in ({"claim": "c99"}, {"source": "nowhere"}, {"permission": "sure"}):
        with pytest.raises(NotFound):
            study.quotes(**wrong)
    with pytest.raises(QuestionError):
        study.quotes("?!")


def test_a_slice_has_the_words_of_its_claims(study: gm.OpenStudy) -> None:
    with study.where(source="src.minutes") as taken:
        assert set(taken.quotes().frame["quote"]) == {"q2", "q6"}
        assert len(taken.words_to_share().rows) == 2


def test_the_command_takes_the_quotation_marks_of_the_shell(folder: Path) -> None:
    done = graphmodel("quotes", folder, "village schools", "-f", "json")
    assert {row["quote"] for row in done.json} == {"q1"}
    done = graphmodel("quotes", folder, "schools village", "-f", "json")
    assert done.json == []


def test_files_have_words_beside_claims_only_on_request(folder: Path, tmp_path: Path) -> None:
    plain, with_words = tmp_path / "plain.xlsx", tmp_path / "words.xlsx"
    assert graphmodel("claims", folder, "-o", plain).code == 0
    assert not any(row["text"].encode() in everything_in(plain) for row in QUOTES)
    assert graphmodel("claims", folder, "--with-quotes", "-o", with_words).code == 0
    sheet = openpyxl.load_workbook(with_words)["quotes"]
    assert any("rang up every one" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    on_screen = graphmodel("claims", folder, "--id", "c1")
    assert "rang up every one" in on_screen.out
    assert "straight into a drawer" not in on_screen.out  # it stands behind another claim


def test_hostile_words_are_cells_and_never_formulas(folder: Path, tmp_path: Path) -> None:
    assert graphmodel("quotes", folder, "script", "-o", tmp_path / "found.xlsx").code == 0
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "found.xlsx")["quotes"].iter_rows() for cell in row]
    assert any(HOSTILE in str(cell.value) for cell in cells)
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)


@pytest.mark.slow
def test_words_are_those_of_the_files_as_they_are(folder: Path, tmp_path: Path) -> None:
    """Consent that is taken back holds at once, even where the graph is not built again."""
    copy = shutil.copytree(folder, tmp_path / "copy")
    quotes = copy / "quotes.csv"
    quotes.write_text(quotes.read_text("utf-8").replace("quote_attributed", "no_quote"), "utf-8")
    done = graphmodel("page", copy, "--no-build", "-o", tmp_path / "page.html")
    assert done.code == 0, done.err
    assert b"rang up every one" not in everything_in(tmp_path / "page.html")


@pytest.mark.slow
def test_a_study_without_words_says_nothing_of_them(tmp_path: Path, meals: Path) -> None:
    done = graphmodel("page", meals, "-o", tmp_path / "page.html")
    assert "Quotations" not in done.out
    data = everything_in(tmp_path / "page.html").decode("utf-8").split('id="data">')[1].split("</script>")[0]
    assert "quotes" not in json.loads(data)
    assert graphmodel("quotes", meals, "-f", "json").json == []
