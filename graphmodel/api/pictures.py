"""Pages and pictures of an open study."""

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphmodel.api.study_files import protect_study
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.problems import NotFound
from graphmodel.progress import Progress

if TYPE_CHECKING:
    from graphmodel_viz.figures import WrittenFigure


class Pictures(ABC):
    """What an open study can be drawn as. Its part of :class:`~graphmodel.api.opened.OpenStudy`.

    Every file is whole or not there, and none is written over the study.
    """

    path: Path | None

    @property
    @abstractmethod
    def frames(self) -> StudyFrames:
        """What is drawn."""

    def page(self, path: str | Path, progress: Progress | None = None) -> Path:
        """Write the explorer: one self-contained HTML file to see and question the study.

        Args:
            path: the file, which is replaced.
            progress: receives how many of the page's tables are made.

        Returns:
            The file.

        Raises:
            OutputError: the file cannot be written, or would harm the study.
        """
        from graphmodel_viz.explorer.write import write_explorer

        file = self._protected(path)
        write_explorer(self.frames, file, progress)
        return file

    def map(
        self,
        path: str | Path,
        *,
        renderer: str = "pyvis",
        ties: str = "claim",
        focus: str | None = None,
        colour_by: str = "kind",
        group: str | None = None,
    ) -> Path:
        """Write the stakeholder map as one page that opens in any browser, with no network.

        Args:
            path: the file, which is replaced.
            renderer: what draws: "pyvis".
            ties: the kind of tie: "claim", "evidence", "event" or "workstream" (involved in the same).
            focus: only claims with this focus.
            colour_by: what colour and shape show: "kind", "organisation", "sector" or "community".
            group: draw stakeholders together by "organisation", "sector" or "community"; "none" never
                does; None does where there are too many ties to see.

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
        file = self._protected(path)
        page = map_page(self.frames, ties=ties, focus=focus, colour_by=colour_by, group=group)
        with text_to(file) as stream:
            stream.write(page)
        return file

    def figure(self, figure: str, path: str | Path, **choices: Any) -> "WrittenFigure":
        """Draw a figure for a paper to a file, and its caption to another.

        Args:
            figure: ``journeys``, ``dropout``, ``types``, ``map``, ``power-interest`` or ``barriers``.
            path: the file; ``.svg``, ``.pdf`` or ``.png``.
            **choices: ``width`` (``single``: 85 mm, ``double``: 180 mm), ``grey``, ``dpi`` (of a
                PNG), and where they mean something ``focus``, ``across`` (``phase`` or ``stage``),
                ``stage``, ``tie`` and ``top`` (rows or labels; 0 for all).

        Returns:
            The ``path``, the ``caption_path`` and the ``caption``.

        Raises:
            NotFound: there is no such figure, focus, stage or choice.
            OutputError: the study has nothing to show, or the file cannot be written.
        """
        from graphmodel_viz.figures import draw, options_from

        return draw(self.frames, figure, self._protected(path), options_from(choices))

    def _protected(self, path: str | Path) -> Path:
        file = Path(path)
        if self.path is not None:
            protect_study(self.path, file)
        return file
