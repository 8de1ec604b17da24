"""Pages and pictures of an open study."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from graphmodel.api.study_files import protect_study
from graphmodel.api.words import WhichWords, WordsOfStudy
from graphmodel.argument_types import checks_types, takes_old_names
from graphmodel.frames.identifying import identifying
from graphmodel.frames.shareable import shareable
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.output import FORMAT_OF_ENDING
from graphmodel.output.files import refuse_folder, text_to, writable
from graphmodel.output.written import writing_for
from graphmodel.problems import NotFound, OutputError
from graphmodel.progress import Progress
from graphmodel.wording import Call, Message, typed

if TYPE_CHECKING:
    from graphmodel.api.opened import OpenStudy
    from graphmodel.frames.ties import TieName
    from graphmodel_viz.figures import WrittenFigure
    from graphmodel_viz.figures.options import FigureName
    from graphmodel_viz.pyvis_map import Colouring, Grouping, Renderer
    from graphmodel_viz.sheets.poster import WrittenPoster


class Pictures(WordsOfStudy):
    """What an open study can be drawn as. Its part of :class:`~graphmodel.api.opened.OpenStudy`.

    Every file is whole or not there, and none is written over the study. Files hold the columns of the
    model alone: the study's own columns, and the coder's name, are only in pages that ask for them by name.
    """

    @cached_property
    def _shareable(self) -> StudyFrames:
        """What is drawn where no further column is asked for."""
        return shareable(self.frames)

    def _drawn(self, with_columns: str | Iterable[str]) -> StudyFrames:
        return shareable(self.frames, with_columns) if with_columns else self._shareable

    @takes_old_names(words="quotes")
    @checks_types
    def identifying(
        self, with_columns: str | Iterable[str] = (), focus: str | None = None, *, quotes: WhichWords = "permitted"
    ) -> str:
        """One line on what a page of the study holds that could identify somebody.

        Args:
            with_columns: the columns that the page is asked for, as in :meth:`page`.
            focus: only the claims with this focus, as in :meth:`map`.
            quotes: the quotations that the page holds, as in :meth:`page`.

        Raises:
            NotFound: the study has no such column, or no such focus.
        """
        from graphmodel_viz.picture_data.stakeholder_map import of_focus

        drawn = self._drawn(with_columns)
        held = len(self.words_to_share(quotes).rows) if quotes != "none" else 0
        return identifying(drawn if focus is None else of_focus(drawn, focus), quotations=held)

    @takes_old_names(words="quotes")
    @checks_types
    def page(
        self,
        path: str | Path,
        progress: Progress | None = None,
        *,
        with_columns: str | Iterable[str] = (),
        quotes: WhichWords = "permitted",
        force: bool = False,
    ) -> Path:
        """Write the explorer: one self-contained HTML file to see and question the study.

        Args:
            path: the file; it ends in ``.html``.
            progress: receives how many of the page's tables are made.
            with_columns: further columns that the page holds: the study's own columns of claims and nodes,
                and ``coder``. ``sources.quote`` is the column of one table. Without it the page has none of them.
            quotes: the quotations that it holds: "permitted" by the strictest consent, with who said them only where
                that is permitted too; "none"; or "all" except those of people who have withdrawn, which makes a
                working copy that says so and must not be handed on.
            force: overwrite a file that graphmodel did not write for this study.

        Returns:
            The file.

        Raises:
            NotFound: the study has no such column.
            OutputError: the file cannot be written, or would harm the study.
        """
        from graphmodel.api.tools_shown import tools_shown
        from graphmodel_viz.explorer.write import write_explorer

        file = self._protected(path, "page")
        with writing_for(self.owner, force):
            writable(file)
            drawn, shared = self._drawn(with_columns), self.words_to_share(quotes)
            write_explorer(drawn, file, progress, shared, tools_shown(cast("OpenStudy", self)))
        return file

    @checks_types
    def map(
        self,
        path: str | Path,
        *,
        renderer: "Renderer" = "pyvis",
        ties: "TieName" = "claim",
        focus: str | None = None,
        colour_by: "Colouring" = "kind",
        group: "Grouping | None" = None,
        with_columns: str | Iterable[str] = (),
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
            with_columns: further columns that the page holds, as in :meth:`page`.
            force: overwrite a file that graphmodel did not write for this study.

        Returns:
            The file.

        Raises:
            NotFound: there is no such kind of tie, focus, colouring, grouping, renderer or column.
            OutputError: the file cannot be written, or would harm the study.
        """
        from graphmodel_viz.pyvis_map import RENDERERS, map_page

        if renderer not in RENDERERS:
            raise NotFound(f"There is no renderer {renderer!r}. Choose one of: {', '.join(RENDERERS)}.", RENDERERS)
        file = self._protected(path, "map")
        with writing_for(self.owner, force):
            writable(file)
            page = map_page(self._drawn(with_columns), ties=ties, focus=focus, colour_by=colour_by, group=group)
            with text_to(file) as stream:
                stream.write(page)
        return file

    @takes_old_names(tie="ties")
    @checks_types
    def figure(
        self,
        figure: "FigureName",
        path: str | Path,
        *,
        width: Literal["single", "double", "a4", "a3"] | float = "double",
        grey: bool = False,
        dpi: int = 300,
        text: float | None = None,
        font: str | None = None,
        colours: Sequence[str] = (),
        numbers: Literal["en", "de", "fr"] = "en",
        focus: str | None = None,
        across: Literal["phase", "stage"] | None = None,
        stage: str | None = None,
        ties: "TieName | None" = None,
        layout: Literal["sectors", "free"] | None = None,
        around: str | None = None,
        top: int | None = None,
        item: str | None = None,
        whose: Literal["sector", "holder", "organisation", "speaker"] | None = None,
        resting_on: Literal["source", "actor", "speaker"] | None = None,
        rows: Literal["source", "speaker"] | None = None,
        theme: str | None = None,
        force: bool = False,
    ) -> "WrittenFigure":
        """Draw a figure for a paper to a file, and its caption to another.

        Args:
            figure: ``journeys``, ``dropout``, ``types``, ``map``, ``flows``, ``power-interest``, ``barriers``,
                ``deeds``, ``causes``, ``story``, ``when``, ``contested``, ``brokers``, ``dependence``,
                ``matrix`` or ``sites``.
            path: the file; ``.svg``, ``.pdf`` or ``.png``.
            width: 85 mm, 180 mm, 190 mm (A4), 400 mm (A3 across), or millimetres.
            grey: no colour at all.
            dpi: dots per inch of a PNG.
            text: size of the smallest text in points; headings, lines and marks grow with it. None: 7, and 10 on A3.
            font: the name of a font of this machine, or a font file; DejaVu Sans has the letters that it lacks.
            colours: of the groups in their order, as ``#RRGGBB``; further groups have the usual ones.
            numbers: the language that numbers in the figure are written in; the caption is English.
            focus: only evidence, or claims, of this focus.
            across: what the columns of journeys are; phases where it is None.
            stage: of types, barriers, causes, contested and matrix, only this stage or phase.
            ties: the kind of tie that the map shows; claims where it is None.
            layout: of the map: ``sectors`` in fixed places, or ``free``; None for sectors where the study names two.
            around: the stakeholder that the map shows with its partners, by its id, its label or a piece of it.
            top: the most rows, labels, links, claims or workstreams to show; 0 for all.
            item: the evidence item or workstream of a story, by its id, its label or a piece of it; the item that most
                claims touch where it is None.
            whose: the views that are contested; of each sector where it is None.
            resting_on: on one of what evidence may rest; on one source where it is None.
            rows: of the matrix; sources where it is None.
            theme: of the matrix, by its number, its label or a piece of it, or ``all``; the first with claims where it
                is None.
            force: overwrite files that graphmodel did not write for this study.

        Returns:
            The ``path``, the ``caption_path`` and the ``caption``.

        Raises:
            NotFound: there is no such figure, font, focus, stage or item.
            OutputError: the figure does not take an option, the study has nothing to show, or the
                file cannot be written.
        """
        from graphmodel_viz.figures import FigureOptions, draw

        options = FigureOptions(
            width=width, grey=grey, dpi=dpi, focus=focus, across=across, stage=stage, ties=ties, layout=layout,
            around=around, top=top, text=text, font=font, colours=tuple(colours), numbers=numbers, item=item,
            whose=whose, resting_on=resting_on, rows=rows, theme=theme,
        )  # fmt: skip
        file = self._protected(path)
        with writing_for(self.owner, force):
            writable(file)
            return draw(self._shareable, figure, file, options)

    @checks_types
    def poster(
        self,
        path: str | Path,
        progress: Progress | None = None,
        *,
        size: Literal["A4", "A3", "A1"] = "A4",
        dpi: int = 150,
        force: bool = False,
    ) -> "WrittenPoster":
        """Write what the study found on one sheet, with a small picture for each finding.

        The findings are those of the overview of :meth:`page`. No person is named, and what rests on fewer than
        three voices is left out.

        Args:
            path: the file; ``.pdf``, ``.png`` or ``.svg``.
            progress: receives how far the poster is.
            size: of the paper, upright.
            dpi: dots per inch of a PNG.
            force: overwrite a file that graphmodel did not write for this study.

        Returns:
            The ``path``, the ``findings`` on it as sentences, and what is ``left_out`` and why.

        Raises:
            NotFound: there is no such size.
            OutputError: the study has nothing to show, or the file cannot be written.
        """
        from importlib.metadata import version

        from graphmodel_viz.sheets.poster import checked, write_poster

        file = self._protected(checked(Path(path), size, dpi))
        with writing_for(self.owner, force):
            writable(file)
            return write_poster(
                self._shareable, file, size=size, dpi=dpi, version=version("graphmodel"), progress=progress
            )

    @property
    def owner(self) -> Path | str:
        """Which study written files belong to."""
        return self.path.expanduser().resolve() if self.path else f"study {self.frames.settings.id}"

    def _protected(self, path: str | Path, page: str = "") -> Path:
        file = Path(path)
        if page and file.suffix.lower() not in PAGE_ENDINGS:
            refuse_folder(file)
            raise OutputError(_other_ending(file, page), by_caller=True)
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
