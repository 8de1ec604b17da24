"""Pages and pictures of an open study."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from graphmodel.api.study_files import protect_study
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.output import FORMAT_OF_ENDING
from graphmodel.output.written import writing_for
from graphmodel.problems import NotFound, OutputError
from graphmodel.progress import Progress
from graphmodel.wording import Call, Message, typed

if TYPE_CHECKING:
    from graphmodel.frames.ties import TieName
    from graphmodel_viz.figures import WrittenFigure
    from graphmodel_viz.figures.options import FigureName
    from graphmodel_viz.pyvis_map import Colouring, Grouping, Renderer


class Pictures(ABC):
    """What an open study can be drawn as. Its part of :class:`~graphmodel.api.opened.OpenStudy`.

    Every file is whole or not there, and none is written over the study.
    """

    path: Path | None

    @property
    @abstractmethod
    def frames(self) -> StudyFrames:
        """What is drawn."""

    def page(self, path: str | Path, progress: Progress | None = None, *, force: bool = False) -> Path:
        """Write the explorer: one self-contained HTML file to see and question the study.

        Args:
            path: the file; it ends in ``.html``.
            progress: receives how many of the page's tables are made.
            force: overwrite a file that graphmodel did not write for this study.

        Returns:
            The file.

        Raises:
            OutputError: the file cannot be written, or would harm the study.
        """
        from graphmodel_viz.explorer.write import write_explorer

        file = self._protected(path, "page")
        with writing_for(self._owner, force):
            write_explorer(self.frames, file, progress)
        return file

    def map(
        self,
        path: str | Path,
        *,
        renderer: "Renderer" = "pyvis",
        ties: "TieName" = "claim",
        focus: str | None = None,
        colour_by: "Colouring" = "kind",
        group: "Grouping | None" = None,
        force: bool = False,
    ) -> Path:
        """Write the stakeholder map as one page that opens in any browser, with no network.

        Args:
            path: the file; it ends in ``.html``.
            renderer: what draws: "pyvis".
            ties: the kind of tie: "claim", "evidence", "event" or "workstream" (involved in the same).
            focus: only claims with this focus.
            colour_by: what the colours show at first: "kind", "organisation", "sector" or "community".
            group: open with groups of stakeholders, by "organisation", "sector" or "community"; "none" never
                does, and None does where there are too many ties to see.
            force: overwrite a file that graphmodel did not write for this study.

        Returns:
            The file.

        Raises:
            NotFound: there is no such kind of tie, focus, colouring, grouping or renderer.
            OutputError: the file cannot be written, or would harm the study.
        """
        from graphmodel.output.files import text_to
        from graphmodel_viz.pyvis_map import RENDERERS, map_page

        if renderer not in RENDERERS:
            raise NotFound(f"There is no renderer {renderer!r}. Choose one of: {', '.join(RENDERERS)}.", RENDERERS)
        file = self._protected(path, "map")
        page = map_page(self.frames, ties=ties, focus=focus, colour_by=colour_by, group=group)
        with writing_for(self._owner, force), text_to(file) as stream:
            stream.write(page)
        return file

    def figure(
        self,
        figure: "FigureName",
        path: str | Path,
        *,
        width: Literal["single", "double"] = "double",
        grey: bool = False,
        dpi: int = 300,
        focus: str | None = None,
        across: Literal["phase", "stage"] | None = None,
        stage: str | None = None,
        tie: "TieName | None" = None,
        top: int | None = None,
        force: bool = False,
    ) -> "WrittenFigure":
        """Draw a figure for a paper to a file, and its caption to another.

        Args:
            figure: ``journeys``, ``dropout``, ``types``, ``map``, ``power-interest`` or ``barriers``.
            path: the file; ``.svg``, ``.pdf`` or ``.png``.
            width: 85 mm or 180 mm.
            grey: no colour at all.
            dpi: dots per inch of a PNG.
            focus: only evidence, or claims, of this focus.
            across: what the columns of journeys are; phases where it is None.
            stage: of types and barriers, only this stage or phase.
            tie: the kind of tie that the map shows; claims where it is None.
            top: the most rows or labels to show; 0 for all.
            force: overwrite files that graphmodel did not write for this study.

        Returns:
            The ``path``, the ``caption_path`` and the ``caption``.

        Raises:
            NotFound: there is no such figure, focus or stage.
            OutputError: the figure does not take an option, the study has nothing to show, or the
                file cannot be written.
        """
        from graphmodel_viz.figures import FigureOptions, draw

        options = FigureOptions(width, grey, dpi, focus, across, stage, tie, top)
        with writing_for(self._owner, force):
            return draw(self.frames, figure, self._protected(path), options)

    @property
    def _owner(self) -> Path | str:
        """Which study written files belong to."""
        return self.path or f"study {self.frames.settings.id}"

    def _protected(self, path: str | Path, page: str = "") -> Path:
        file = Path(path)
        if page and file.suffix.lower() not in PAGE_ENDINGS:
            raise OutputError(_other_ending(file, page))
        if self.path is not None:
            protect_study(self.path, file)
        return file


PAGE_ENDINGS = (".html", ".htm")


def _other_ending(file: Path, page: str) -> Message:
    """What to say of a page that is to be written to a file of another kind, and what makes such a file."""
    pictures = {".svg", ".pdf", ".png"}
    if file.suffix.lower() in pictures:
        figure = "map" if page == "map" else "journeys"
        call = Call(f"graphmodel figure STUDY {figure} -o {typed(file)}", f"study.figure({figure!r}, {str(file)!r})")
    elif file.suffix.lower() in FORMAT_OF_ENDING:
        call = Call(f"graphmodel claims STUDY -o {typed(file)}", "study.claims()")
    else:
        return Message("{} does not end in .html; nothing was written. Name it {}.", file, file.with_suffix(".html"))
    return Message(
        "{} does not end in .html, and a page is HTML; nothing was written. {} makes such a file.", file, call
    )
