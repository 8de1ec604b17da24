"""One spoilt file of another program by its number: made, recognised, read, and made into a study."""

import random
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import graphmodel as gm
from graphmodel.account import Account
from graphmodel.coded_project import CodedProject
from graphmodel.formats import ImportedStudy, Importer, importers, recognises
from graphmodel.problems import FormatError, StudyError
from graphmodel_loaders.folder_writer import write_files
from tests.fuzz.spoiling import spoilt

SAMPLES = Path(__file__).parents[1] / "data" / "imports"
LONGEST = 10.0
"""Seconds of work after which an import counts as a hang."""
_CHECKED = 16
"""Of so many mutants, one is written as a study and checked."""


@cache
def samples() -> Mapping[str, tuple[Path, ...]]:
    """The sample files and folders of each format."""
    found: dict[str, list[Path]] = {}
    for folder in sorted(path for path in SAMPLES.iterdir() if path.is_dir() and path.name[0] not in "._"):
        for path in sorted(folder.iterdir()):
            names = [
                one.name for one in importers().values() if path.suffix not in {".md", ".py"} and recognises(one, path)
            ]
            for name in names:
                found.setdefault(name, []).append(path)
    return {name: tuple(paths) for name, paths in sorted(found.items())}


def fault_of(name: str, number: int) -> str | None:
    """What is wrong with how an importer takes a mutant; None where nothing is."""
    chance = random.Random(f"{name} {number}")
    with tempfile.TemporaryDirectory() as folder:
        path, changes = spoil(name, chance, Path(folder))
        before = _files(Path(folder))
        begun = time.process_time()
        try:
            _try(importers()[name], path, Path(folder) / "study", check=number % _CHECKED == 0)
        except (StudyError, FormatError) as error:
            if not str(error).strip():
                return f"{changes}: an error without a message"
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            return f"{changes}: {type(error).__name__}: {str(error)[:300]}"
        taken = time.process_time() - begun
        after = {file: facts for file, facts in _files(Path(folder)).items() if file.parts[0] != "study"}
        if before != after:
            return (
                f"{changes}: files outside the study were changed: {sorted(map(str, before.items() ^ after.items()))}"
            )
    return f"{changes}: took {taken:.0f} seconds" if taken > LONGEST else None


def spoil(name: str, chance: random.Random, folder: Path) -> tuple[Path, str]:
    """Write a spoilt copy of a sample into a folder; returns its path and what was done to it."""
    sample = chance.choice(samples()[name])
    path = folder / sample.name
    if not sample.is_dir():
        data, changes = spoilt(sample.read_bytes(), chance)
        path.write_bytes(data)
        return path, f"{sample.name}: {changes}"
    shutil.copytree(sample, path)
    file = chance.choice(sorted(one for one in path.rglob("*") if one.is_file()))
    if chance.random() < 0.1:
        file.unlink()
        return path, f"{sample.name}: {file.name} is not there"
    data, changes = spoilt(file.read_bytes(), chance)
    file.write_bytes(data)
    return path, f"{sample.name}, {file.name}: {changes}"


def _files(folder: Path) -> dict[Path, tuple[int, int]]:
    return {
        path.relative_to(folder): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def _try(importer: Importer, path: Path, target: Path, *, check: bool) -> None:
    for other in importers().values():
        recognises(other, path)
    read = importer.read(path, study_id="fuzz")
    if isinstance(read, CodedProject):
        hold(read)
        read = _claims(read)
    _adds_up(read.account)
    _ids_are_unique(read)
    if check:
        target.mkdir()
        write_files(target, read.tables, {"id": "fuzz", "title": "Fuzz", **read.settings})
        gm.check_study(target)


def _claims(project: CodedProject) -> ImportedStudy:
    from graphmodel_loaders.coded.claims import study_of
    from graphmodel_loaders.coded.mapping import read_mapping
    from graphmodel_loaders.coded.suggesting import suggest

    mapping = suggest(project)
    again = study_of(project, read_mapping(mapping.text(), "map.toml"), study_id="fuzz")
    made = study_of(project, mapping, study_id="fuzz")
    assert made.tables == again.tables, "the mapping reads back as another"
    return made


def hold(project: CodedProject) -> None:
    """Does a project hold together: are keys unique, do they lead somewhere, and are words where they say?

    Raises:
        AssertionError: it does not.
    """
    _adds_up(project.account)
    for what, number in project.parts():
        assert project.account.counts[what, "taken", ""] == number, f"{number} {what}, and another number counted"
        keys = [part.key for part in getattr(project, "segments" if what == "passages" else what)]
        assert all(keys), f"{what} without a key"
        assert len(set(keys)) == len(keys), f"two {what} with one key"
    documents = {document.key: document for document in project.documents}
    codes, coders, cases = ({one.key for one in part} for part in (project.codes, project.coders, project.cases))
    for segment in project.segments:
        assert segment.document in documents, "a segment of no document"
        assert codes.issuperset(segment.codes), "a segment with a code that is not there"
        assert not segment.coder or segment.coder in coders, "a segment of a coder that is not there"
        assert cases.issuperset(segment.cases), "a segment of a case that is not there"
        text = documents[segment.document].text
        for words in segment.words:
            if words.start is not None and words.end is not None and text is not None:
                assert text[words.start : words.end] == words.text, "words that are elsewhere"
    for case in project.cases:
        assert documents.keys() >= set(case.documents), "a case of a document that is not there"
        assert codes.issuperset(case.codes), "a case of a code that is not there"
    _parents_come_first(project)


def _parents_come_first(project: CodedProject) -> None:
    depth = {code.path: place for place, code in reversed(list(enumerate(project.codes)))}
    for code in project.codes:
        assert all(isinstance(name, str) and name for name in code.path), "a code without a name"
        for upper, lower in pairwise(code.path[:length] for length in range(1, len(code.path) + 1)):
            assert upper not in depth or lower not in depth or depth[upper] <= depth[lower], "a code before its parent"


def _adds_up(account: Account) -> None:
    for (what, outcome, reason), number in account.counts.items():
        assert number > 0, f"{number} {what} {outcome}"
        assert outcome == "taken" or reason, f"{what} {outcome} for no reason"
    assert account.total() == sum(account.total(outcome) for outcome in ("taken", "rejected", "left out"))
    list(account.lines())


def _ids_are_unique(study: ImportedStudy) -> None:
    for name, (columns, rows) in study.tables.items():
        assert len(set(columns)) == len(columns), f"{name} has a column twice"
        for row in rows:
            assert all(isinstance(value, str) for value in row.values()), f"{name} has a cell that is no text"
        if columns and columns[0] == "id":
            ids = [row["id"] for row in rows if row.get("id")]
            assert len(set(ids)) == len(ids), f"{name} has an id twice"


def numbered(names: tuple[str, ...]) -> Callable[[int], str | None]:
    """For mutants of several formats in turn: what is wrong with a number."""

    def fault(number: int) -> str | None:
        turn, place = divmod(number, len(names))
        found = fault_of(names[place], turn)
        return found and f"{names[place]} {turn}: {found}"

    return fault
