"""Reads what an import comes from, and finds the mapping that makes claims of its coded passages."""

from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from graphmodel.api.importing import ImportReport, Incoming, holds_study, import_id_of, map_record
from graphmodel.api.snapshots import snapshot_of
from graphmodel.argument_types import refuse_other_type
from graphmodel.coded_project import CodedProject
from graphmodel.formats import ImportedStudy, Importer, check_options, find_importer
from graphmodel.housekeeping.import_records import IMPORTS, read_imports
from graphmodel.output import refuse_ending
from graphmodel.output.files import replacing
from graphmodel.problems import FormatError, StudyError
from graphmodel.progress import Progress, Silent
from graphmodel.records.folder import read_record, records_folder
from graphmodel.wording import Call, Message, counted, in_line, typed
from graphmodel_loaders.coded.claims import Made, make_study
from graphmodel_loaders.coded.mapping import Mapping, load_mapping, read_mapping
from graphmodel_loaders.coded.preview import Preview, preview, unmapped
from graphmodel_loaders.coded.rules import RuleList
from graphmodel_loaders.coded.suggesting import suggest
from graphmodel_loaders.framework.known import without_known
from graphmodel_loaders.framework.own import PROGRAM
from graphmodel_loaders.project_search import project_in

Whence = Literal["none", "given", "kept", "suggested"]
"""Where a mapping comes from: the format needs none; the caller; the last import into the study; a suggestion."""
_LISTED = 10


@dataclass
class ImportSource:
    """A file that was read, and how its passages become claims.

    Attributes:
        study: where it goes to.
        format: the format.
        read: what its importer read.
        id: what the import is called; empty for a Python object.
        file: name of the file.
        mapping: the mapping; None where the format needs none.
        whence: where the mapping comes from.
        map_text: its text as it was written, remarks included.
    """

    study: Path
    format: Importer
    read: ImportedStudy | CodedProject
    id: str = ""
    file: str = ""
    mapping: Mapping | None = None
    whence: Whence = "none"
    map_text: str = ""
    _made: list[Made] = field(default_factory=list)

    def _claims(self, progress: Progress | None) -> Made | None:
        """What the mapping makes of the project, made once."""
        if self.mapping is None or not isinstance(self.read, CodedProject):
            return None
        if not self._made:
            (progress or Silent()).begin(f"Making claims from {counted(len(self.read.segments), 'passage')}", 1)
            made = make_study(self.read, self.mapping, self.study.resolve().name)
            if self.whence == "kept" and (new := [str(one["name"]) for one in unmapped(made, {})]):
                made.study.account.remarks.append(
                    f"No rule of the study's mapping takes these, which may be new, or renamed since the last import:"
                    f" {_listed(new)}. If they matter, add them to a copy of the mapping, which is in"
                    f" {records_folder(self.study)}, and import with it."
                )
            self._made.append(made)
        return self._made[0]

    def preview(self, progress: Progress | None = None) -> Preview | None:
        """What the mapping makes of the project; None where the format needs no mapping."""
        made = self._claims(progress)
        return preview(made) if made else None

    def refuse_unmapped(self, progress: Progress | None = None) -> None:
        """Raise StudyError where the mapping does not say what becomes of a code, a case or a link."""
        made = self.preview(progress)
        if made is None or not made.unmapped:
            return
        names = [f"{one['what']} {one['name']}" for one in made.unmapped]
        raise StudyError(
            f"The mapping does not say what becomes of {counted(len(names), 'thing')}: {_listed(names)}. Nothing was"
            " written. Add rules for them to the mapping file."
        )

    def incoming(self, progress: Progress | None = None) -> Incoming:
        """Its tables, ready to go into the study."""
        made = self._claims(progress)
        read = made.study if made else self.read
        assert isinstance(read, ImportedStudy)  # noqa: S101 - a coded project has a mapping
        return Incoming(self.study, self.format, read, self.id, self.file, self.map_text)


def read_source(
    source: object,
    study: Path,
    format_name: str | None = None,
    options: Map[str, str | int | bool] | None = None,
    *,
    mapping: str | Path | Mapping | None = None,
    progress: Progress | None = None,
) -> ImportSource:
    """Read a source by its importer, and find the mapping where it needs one.

    Raises:
        NotFound: there is no such format.
        FormatError: the format is not recognised, has no such option, or takes no mapping.
        QuestionError: an empty text is given for the file.
        StudyError: there is no such file, or it or the mapping cannot be read.
    """
    if isinstance(source, str | Path):
        refuse_other_type("source", source, str | Path)
        source = Path(source)
        if not source.exists():
            raise StudyError(_missing(source, study))
        if not (source.is_file() or source.is_dir()):
            raise StudyError(f"{source} is neither a plain file nor a folder, so it is not read.")
        with project_in(source, format_name) as found:
            read = _read(found.path, study, format_name, options, mapping=mapping, progress=progress, file=source.name)
            found.tell(read.read.account)
            return read
    return _read(source, study, format_name, options, mapping=mapping, progress=progress)


def _listed(names: Sequence[str]) -> str:
    more = f", and {len(names) - _LISTED:,} more" if len(names) > _LISTED else ""
    return f"{', '.join(names[:_LISTED])}{more}"


def _missing(source: Path, study: Path) -> Message | str:
    """That there is no such file; where the study is a file, the two may have changed places."""
    what = f"There is no file or folder {source}."
    if not study.is_file():
        return f"{what} Check the path."
    return Message(
        "{} If {} is what you want to import, name the study first: {}.",
        what,
        study.name,
        Call(f"graphmodel import {typed(source)} {typed(study)}", f"gm.import_study({str(study)!r}, {str(source)!r})"),
    )


def _read(
    source: object,
    study: Path,
    format_name: str | None,
    options: Map[str, str | int | bool] | None,
    *,
    mapping: str | Path | Mapping | None,
    progress: Progress | None,
    file: str = "",
) -> ImportSource:
    importer = find_importer(source, format_name)
    if importer.from_path != isinstance(source, Path):
        needed = "a path" if importer.from_path else "a Python object"
        raise FormatError(f"The format {importer.name} is read from {needed}: {importer.help}.")
    if mapping is not None and not importer.is_coded:
        raise FormatError(f"The format {importer.name} holds no coded passages, so it takes no mapping.")
    check_options(importer, list(options or {}))
    given = _given(mapping) if mapping is not None else None
    (progress or Silent()).begin(f"Reading {in_line(file) or importer.name}", 1)
    read = importer.read(source, study_id=study.resolve().name, **(options or {}))
    found = ImportSource(study, importer, read, import_id_of(source) if isinstance(source, Path) else "", file)
    if isinstance(read, CodedProject):
        found.read = read = _without_known(read, study)
        found.mapping, found.map_text, found.whence = (
            (*given, "given") if given else _kept(importer, study, read) or _suggested(read)
        )
    return found


def _without_known(project: CodedProject, study: Path) -> CodedProject:
    """A project without what the study has already, where it is a matrix that was written of the study."""
    if project.program != PROGRAM or not holds_study(study):
        return project
    claims = snapshot_of(study).tables.get("claims")
    rows = claims.rows.values() if claims else ()
    return without_known(project, {row.get("claim", ""): row.get("summary", "") for row in rows})


def _given(mapping: str | Path | Mapping) -> tuple[Mapping, str]:
    if isinstance(mapping, Mapping):
        return mapping, mapping.text()
    if isinstance(mapping, str) and "\n" in mapping:
        return read_mapping(mapping, "the mapping"), mapping
    path = Path(mapping)
    read = load_mapping(path)
    text = path.read_bytes().decode("utf-8-sig", "replace")
    return read, text.replace("\r\n", "\n")


def _kept(importer: Importer, study: Path, project: CodedProject) -> "tuple[Mapping, str, Whence] | None":
    name, is_its_own = _kept_in(study, importer, project.title) if holds_study(study) else ("", False)
    if not name:
        return None
    path, text = records_folder(study) / name, read_record(study, name)
    if text is None:
        raise StudyError(
            f"{path} is missing, by which this project was imported before. Put it back from a copy of the study, or"
            " give a mapping file (--map)."
        )
    mapping = read_mapping(text, str(path))
    return (mapping, text, "kept") if is_its_own or _fits(mapping, project) else None


def _fits(mapping: Mapping, project: CodedProject) -> bool:
    """Whether the mapping of another project takes at least half of the codes of this one, and knows its coders."""
    rules, record = RuleList(mapping.codes), mapping.coders.of_record
    if record and record not in {*mapping.coders.names.values(), *(coder.name for coder in project.coders)}:
        return False
    return 2 * sum(rules.first(code) is not None for code in project.codes) >= len(project.codes)


def _suggested(project: CodedProject) -> tuple[Mapping, str, Whence]:
    mapping = suggest(project)
    return mapping, mapping.text(), "suggested"


def _kept_in(study: Path, importer: Importer, project: str) -> tuple[str, bool]:
    """The record with the mapping of the last import of this project, or of the only one of this format.

    Returns:
        Its name, empty if there is none, and whether it is known to be of this project.
    """
    text = read_record(study, IMPORTS)
    imports = [
        one
        for one in read_imports({IMPORTS: text} if text is not None else {})
        if one.format == importer.name and one.map == map_record(one.stream)
    ]
    named = [one.map for one in imports if project and one.project == in_line(project)]
    maps = named or [one.map for one in imports]
    return (maps[-1] if named or len(set(maps)) == 1 else ""), bool(named)


def suggest_mapping(
    file: str | Path,
    target: str | Path | None = None,
    *,
    format: str | None = None,  # noqa: A002 - the word that users know
    **options: str | int | bool,
) -> str:
    """A draft of the mapping of a coded project, from its own codes, cases and links.

    Args:
        file: a project of a program for coding.
        target: where to write the draft; not over a file that graphmodel did not write.
        format: name of the format; if not given, it is recognised.
        options: what the format takes besides.

    Returns:
        The text of the draft, TOML.

    Raises:
        FormatError: the format is not recognised, or holds no coded passages.
        StudyError: the file cannot be read.
        OutputError: the target cannot be written.
    """
    source = read_source(Path(file), Path("study"), format, options)
    if not isinstance(source.read, CodedProject):
        raise FormatError(f"The format {source.format.name} holds no coded passages, so it needs no mapping.")
    text = suggest(source.read).text()
    if target is not None:
        write_mapping(Path(target), text)
    return text


def write_mapping(target: Path, text: str) -> None:
    """Write a mapping file, not over one that graphmodel did not write.

    Raises:
        OutputError: it cannot be written.
    """
    refuse_ending(target, ".toml")
    with replacing(target) as work:
        work.write_text(text, "utf-8", newline="\n")


def import_study(
    source: object,
    folder: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - the word that users know
    mapping: str | Path | Mapping | None = None,
    strict: bool = False,
    remove: bool = False,
    show_only: bool = False,
    by: str = "",
    progress: Progress | None = None,
    **options: str | int | bool,
) -> ImportReport:
    """Bring a file of another program into a study, which need not exist before.

    The same file again adds nothing. A newer export updates what earlier ones brought: what changed in the file changes
    in the study, unless somebody changed it there too; then the study's text stays, and the queue asks. Nodes that were
    renamed or merged in the study stay so; claims that were deleted there stay deleted. :func:`undo` undoes an import
    into an existing study.

    Args:
        source: a file or folder, or an object such as a ``py2neo.Graph``.
        folder: the study: a new or empty folder; or a folder or workbook that is a study already.
        format: name of the format; if not given, it is recognised.
        mapping: for coded projects: a mapping file, its text, or a mapping. If not given, the one by which the last
            import of the project was read, else the one that :func:`suggest_mapping` suggests.
        strict: refuse a mapping that does not say what becomes of a code, a case or a link.
        remove: delete what earlier imports of the project brought and is gone from it.
        show_only: change nothing; say what would be done.
        by: who does it, for the journal; empty for nobody.
        progress: shows what is being done.
        options: what the format takes besides (see docs/formats.md).

    Returns:
        The report: what was added, changed and vanished, the account, and how many questions wait.

    Raises:
        NotFound: there is no such format.
        FormatError: the format is not recognised, or has no such option.
        StudyError: the file or the mapping cannot be read.
        ChangeRefused: it would add errors to the study; nothing was changed.
        OutputError: the folder holds something else, or cannot be written to.
    """
    found = read_source(source, Path(folder), format, options, mapping=mapping, progress=progress)
    if strict:
        found.refuse_unmapped(progress)
    return found.incoming(progress).carry_out(remove=remove, show_only=show_only, by=by, progress=progress)
