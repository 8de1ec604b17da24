"""Commands that draw: ``graphmodel open``, ``page``, ``map``, ``figure`` and ``poster``."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.command import command
from graphmodel.cli.options import StudyOptions, study_options
from graphmodel.cli.output_options import file_option, force_option
from graphmodel.cli.screen import progress_bars, say
from graphmodel_viz.figures.options import ENDINGS, FIGURES, LAYOUTS, NUMBERS, SIZES, WIDTHS_MM
from graphmodel_viz.picture_data.choices import MATRIX_ROWS, RESTING_ON, WHOSE

if TYPE_CHECKING:
    from graphmodel.api.opened import OpenStudy
    from graphmodel.api.words import WhichWords
    from graphmodel.engine.store import Store

with_option = click.option(
    "--with",
    "with_columns",
    multiple=True,
    metavar="COLUMN",
    help="Include this column: one of the study's own, or `coder`. Can be repeated.",
)

words_option = click.option(
    "--all-quotes",
    "words",
    flag_value="all",
    help="Include every quotation, whatever its permission: a working copy, marked as such, not for sharing.",
)
no_words_option = click.option(
    "--no-quotes", "words", flag_value="none", help="Include no quotation, even where it is permitted."
)


def _which(words: str | None) -> "WhichWords":
    return "all" if words == "all" else "none" if words == "none" else "permitted"


def _said_of_words(study: "OpenStudy", which: "WhichWords") -> list[str]:
    """How many quotations a page holds and leaves out, and what makes a page with more of them."""
    words = study.words_to_share(which)
    holds_more = which == "permitted" and {*words.left_out} - {"withdrawn"}
    more = ["A working copy for the team holds more: --all-quotes."] if holds_more else []
    return [*words.lines(), *more]


@command("open", examples=["graphmodel open my-copy", "graphmodel open neo4j://localhost:7687"])
@study_options
@with_option
@words_option
@no_words_option
@force_option
def open_(chosen: StudyOptions, with_columns: tuple[str, ...], words: str | None, force: bool) -> None:
    """Open the explorer of STUDY in your web browser.

    The page is written next to the study's database, for your own use; `graphmodel page` writes
    one to keep or share. (`graphmodel neo4j-browser` is for the program Neo4j Browser.)
    """
    show_page(chosen, with_columns, _which(words), force=force)


def show_page(
    chosen: StudyOptions,
    with_columns: tuple[str, ...] = (),
    words: "WhichWords" = "permitted",
    *,
    force: bool = False,
) -> None:
    """Write the explorer of a study next to its database, and open it in a browser."""
    with chosen.open() as study:
        identifying = study.identifying(with_columns, quotes=words)
        quotations = _said_of_words(study, words)
        store = _page_store(chosen)
        file = (store.folder if store else Path(tempfile.mkdtemp(prefix="graphmodel-"))) / "explorer.html"
        force = force or (store is not None and store.wrote_page(file))
        with progress_bars() as bars:
            study.page(file, progress=bars, with_columns=with_columns, quotes=words, force=force)
        if store:
            store.note_page(file)
    say(f"Wrote {file}")
    say(*quotations, identifying)
    if click.launch(str(file)) != 0:
        say("No browser could be started from here. Open the file in a browser yourself.", err=True)


def _page_store(chosen: StudyOptions) -> "Store | None":
    """Where the database is; None for a study on a server."""
    from graphmodel.api.study_files import study_store

    return None if chosen.study is None or chosen.server is not None else study_store(chosen.study, chosen.db)


def _default_file(study: "OpenStudy") -> Path:
    from graphmodel.api.study_files import file_name

    return Path(f"{file_name(study.settings.id)}.html")


@command(
    "page",
    examples=["graphmodel page my-copy -o my-copy.html", "graphmodel page my-copy --with coder -o my-copy.html"],
)
@study_options
@file_option("Write the page to this file. Default: the study's id, with .html.")
@with_option
@words_option
@no_words_option
def page(
    chosen: StudyOptions, output: Path | None, with_columns: tuple[str, ...], words: str | None, force: bool
) -> None:
    """Write the explorer of STUDY as one HTML file.

    The file opens in any browser and needs no network. It holds all claims of the study, with
    speakers' roles and locators, so share it only with people who may see the study itself.
    Columns that you added to the tables, and the coder's name, are left out unless --with names them.
    Of the words behind the claims it holds those whose permission allows it, and says how many it leaves out.
    """
    if output is not None:
        chosen.protect_study(output)
    with chosen.open() as study:
        which = _which(words)
        identifying = study.identifying(with_columns, quotes=which)
        quotations = _said_of_words(study, which)
        output = output or _default_file(study)
        with progress_bars() as bars:
            study.page(output, progress=bars, with_columns=with_columns, quotes=which, force=force)
    say(f"Wrote {output} ({output.stat().st_size / 1e6:.1f} MB). Open it in any browser.")
    say(*quotations, identifying)


@command(
    "map",
    examples=["graphmodel map my-copy -o map.html", "graphmodel map my-copy --ties evidence -o map.html"],
)
@study_options
@file_option("Write the page to this file.", required=True)
@click.option(
    "--renderer", type=click.Choice(["pyvis"]), default="pyvis", show_default=True, help="Library to draw with."
)
@click.option(
    "--ties",
    type=click.Choice(["claim", "evidence", "event", "workstream"]),
    default="claim",
    show_default=True,
    help="A tie is a claim between two stakeholders, or the same evidence, event or workstream.",
)
@click.option("--focus", help="Only claims with this focus.")
@click.option(
    "--colour-by",
    type=click.Choice(["kind", "organisation", "sector", "community"]),
    default="kind",
    show_default=True,
    help="What the colours show at first.",
)
@click.option(
    "--group",
    type=click.Choice(["organisation", "sector", "community", "none"]),
    help="Draw groups of stakeholders that open on a click. Default: only above 1,000 ties.",
)
@with_option
def stakeholder_map(chosen: StudyOptions, output: Path, **choices: Any) -> None:
    """Draw the stakeholder map of STUDY as one HTML page.

    Click a stakeholder or a line to read the claims behind it. The page filters, searches and
    groups as the explorer does. The file opens in any browser and
    needs no network. Distance on the map means nothing; centrality is not power.
    Columns that you added to the tables, and the coder's name, are left out unless --with names them.
    """
    chosen.protect_study(output)
    with chosen.open() as study:
        study.map(output, **choices)
        identifying = study.identifying(choices["with_columns"], choices["focus"], quotes="none")
    say(f"Wrote {output}. Open it in any browser.", identifying, err=True)


_FIGURES = "\n".join(f"  {name:15} {kind.shows}" for name, kind in FIGURES.items())
_FIGURE_HELP = f"""Draw a figure of STUDY for a paper, with its caption.

\b
FIGURE is one of
{_FIGURES}

Text is 7 to 8.5 points at the printed size unless --text says otherwise, and every mark differs
from the others in black and white. The caption, with all counts, goes to the screen and to
FILE.caption.txt, and is inside the file as well. The same study gives the same bytes.
"""


def _colours(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Colours between commas."""
    return tuple(colour.strip() for colour in (value or "").split(",") if colour.strip())


_SIZES = ", ".join(f"{name} {size:g} mm" for name, size in WIDTHS_MM.items())


@command(
    "figure",
    help=_FIGURE_HELP,
    examples=[
        "graphmodel figure my-copy dropout -o dropout.svg",
        "graphmodel figure my-copy map -o map.png --width single --dpi 600",
        'graphmodel figure my-copy story -o story.pdf --item "Cost, admission and referral data"',
    ],
)
@study_options
@click.argument("figure_name", metavar="FIGURE", type=click.Choice(list(FIGURES)))
@file_option(f"The file; ends in {', '.join(ENDINGS)}.", required=True)
@click.option(
    "--width",
    metavar="SIZE",
    default="double",
    show_default=True,
    help=f"Width: {_SIZES}, or a number of millimetres.",
)
@click.option("--text", type=float, help="Size of the smallest text in points.  [7; 10 on a3]")
@click.option("--font", metavar="NAME", help="A font on this machine, or a font file, to use before DejaVu Sans.")
@click.option(
    "--colours", "--colors", callback=_colours, metavar="#RRGGBB,...", help="Colours of the groups, in order."
)
@click.option("--grey", is_flag=True, help="Use greys only.")
@click.option(
    "--numbers", type=click.Choice(list(NUMBERS)), default="en", show_default=True, help="How thousands are written."
)
@click.option("--dpi", type=click.IntRange(72, 1200), default=300, show_default=True, help="Dots per inch of a PNG.")
@click.option("--focus", help="Only evidence (or claims) of this focus.")
@click.option("--across", type=click.Choice(["phase", "stage"]), help="Journeys: what the columns are.  [phase]")
@click.option(
    "--stage", "--phase", "stage", help="Types, barriers, causes, contested, matrix: only this stage or phase."
)
@click.option("--ties", "--tie", "ties", help="Map: claim, or the same evidence, event or workstream.  [claim]")
@click.option(
    "--layout", type=click.Choice(LAYOUTS), help="Map: by sector, or free.  [sectors, where the study names two]"
)
@click.option("--around", metavar="NAME", help="Map: only this stakeholder, with its partners.")
@click.option(
    "--top",
    "--limit",
    "top",
    type=click.IntRange(0),
    help="Draw at most this many rows, labels, links or claims; 0 for all.",
)
@click.option("--item", metavar="NAME", help="Story: this evidence item or workstream.  [the one with most claims]")
@click.option("--whose", type=click.Choice(list(WHOSE)), help="Contested: whose view a mark is.  [sector]")
@click.option(
    "--resting-on", type=click.Choice(list(RESTING_ON)), help="Dependence: on one source, actor or speaker.  [source]"
)
@click.option("--rows", type=click.Choice(list(MATRIX_ROWS)), help="Matrix: what a row is.  [source]")
@click.option("--theme", help="Matrix: this theme of the codebook, or all.  [the first with claims]")
def figure(chosen: StudyOptions, figure_name: Any, output: Path, **choices: Any) -> None:
    """Draw a figure; its help is above."""
    from graphmodel_viz.figures import file_of

    file = file_of(output)
    chosen.protect_study(file)
    with chosen.open() as study:
        written = study.figure(figure_name, file, **choices)
    say(written.caption)
    say(f"Wrote {written.path} and {written.caption_path}", err=True)


@command(
    "poster",
    examples=[
        "graphmodel poster my-copy -o poster.pdf",
        "graphmodel poster my-copy --site site.1 --size A1 -o wall.pdf",
    ],
)
@study_options
@file_option(f"The file; ends in {', '.join(ENDINGS)}.", required=True)
@click.option(
    "--size",
    type=click.Choice(list(SIZES), case_sensitive=False),
    default="A4",
    show_default=True,
    help="Size of the paper (portrait).",
)
@click.option("--dpi", type=click.IntRange(72, 1200), default=150, show_default=True, help="Dots per inch of a PNG.")
def poster(chosen: StudyOptions, output: Path, size: Any, dpi: int, force: bool) -> None:
    """Write what STUDY found on one sheet, for a wall or a handout.

    A sentence and a small picture for each finding, as on the first view of the explorer, with what each rests on
    and how to read it. No person is named, and what rests on fewer than three voices is left out.
    """
    from graphmodel_viz.sheets.poster import checked

    file = checked(output, size, dpi)
    chosen.protect_study(file)
    with chosen.open() as study, progress_bars() as bars:
        written = study.poster(file, bars, size=size, dpi=dpi, force=force)
    say(*written.findings)
    say(*written.left_out, f"Wrote {written.path}", err=True)
