"""What evidence rests on one: items that would not have come as far without one source, actor or speaker."""

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.shares import ShareRow, Shares
from graphmodel_viz.figures.sheet import Sheet
from graphmodel_viz.limits import FIRST_RESTING
from graphmodel_viz.picture_data.choices import ONE_SOURCE, ONE_SPEAKER
from graphmodel_viz.picture_data.dependence import WORDS, DependenceData, dependence_data
from graphmodel_viz.picture_data.focus_groups import capital, item_of
from graphmodel_viz.words import RESTING_SHARE


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw the bars: by focus, then by the one on whom items rest."""
    on = options.resting_on or ONE_SOURCE
    data = dependence_data(frames, on, options.focus, FIRST_RESTING if options.top is None else options.top)
    sheet, words = Sheet(options), WORDS[on]
    focuses = [ShareRow(f"{capital(item_of(one.label))}s", one.part, one.whole) for one in data.focuses]
    ones = [ShareRow(one.label, one.part, one.whole) for one in data.ones]
    shares = Shares(sheet, [*focuses, *ones], RESTING_SHARE["none"])
    y = shares.group(f"Items that rest on {words.one}, all phases together", focuses, 0)
    if ones:
        title = f"By {words.rows}: items that would not have come as far without {words.theirs}"
        y = shares.group(title, ones, y + 5)
    entries = shares.swatches(f"items that rest on {words.one}", RESTING_SHARE["whole"])
    return finished(sheet, sheet.legend(y + 6, entries) - 2, data.sentence, *_sentences(data, on))


def _sentences(data: DependenceData, on: str) -> list[str]:
    words = WORDS[on]
    return [
        f"Reported by a single claim, so dependence cannot be judged: {data.once}. The claims that say that items were "
        f"there or in use: {data.provenance}.",
        f"An item rests on {words.one} where every claim that says it was there or in use, wholly or in part, "
        f"{words.has} the same one: without {words.theirs} nothing would show that it was. It says how much of what "
        "was said depends on one, not that nobody else did anything.",
        "A source may be several interviews, or one text of the authors; this is how widely items are reported, not "
        "who depends on whom."
        if on == ONE_SOURCE
        else "Only items whose claims all name a speaker are counted."
        if on == ONE_SPEAKER
        else "",
        "Below, an item counts for each one with a claim on it, at any phase that it would not reach without those "
        "claims.",
        f"Left off: {counted(data.left_out, words.rows.split(' ')[0])} on whom fewer items rest."
        if data.left_out
        else "",
    ]
