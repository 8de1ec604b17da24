"""Who ties others together: partners of others, and who is said to be tied to them alone."""

from graphmodel.frames.study_frames import StudyFrames
from graphmodel.wording import counted
from graphmodel_viz.figures.drawing import Drawing, finished
from graphmodel_viz.figures.options import FigureOptions
from graphmodel_viz.figures.shares import ShareRow, Shares
from graphmodel_viz.figures.sheet import Sheet
from graphmodel_viz.limits import FIRST_BROKERS
from graphmodel_viz.picture_data.brokers import Broker, BrokersData, brokers_data
from graphmodel_viz.words import BROKER_SHARE

_NAMED = 6
"""Names below a bar."""


def draw(frames: StudyFrames, options: FigureOptions) -> Drawing:
    """Draw a bar for each partner, with the names of those that are tied to nobody else."""
    data = brokers_data(frames, options.focus, FIRST_BROKERS if options.top is None else options.top)
    sheet = Sheet(options)
    rows = [
        ShareRow(f"{one.label}{' (a class)' if one.is_class else ''}", len(one.only), one.tested, below=_names(one))
        for one in data.rows
    ]
    shares = Shares(sheet, rows, BROKER_SHARE["none"])
    y = shares.group(BROKER_SHARE["title"], rows, 0)
    entries = shares.swatches(BROKER_SHARE["part"], BROKER_SHARE["whole"])
    return finished(sheet, sheet.legend(y + 6, entries) - 2, data.sentence, *_sentences(data))


def _names(one: Broker) -> str:
    if not one.only:
        return ""
    more = len(one.only) - _NAMED
    return f"only to it: {'; '.join(one.only[:_NAMED])}{f'; and {more} more' if more > 0 else ''}"


def _sentences(data: BrokersData) -> list[str]:
    once = data.tied - data.tested
    return [
        f"{counted(data.tied, 'stakeholder')} said to be tied to somebody; {once:,} by a single claim, so dependence "
        f"cannot be judged: {data.provenance}.",
        "A stakeholder depends on another where every claim that ties it to anybody names that one. Claims that tie "
        "two say that one shares with, works with, funds, manages, supports, involves or influences the other, wholly "
        "or in part.",
        "Each row has its own partners, so one stakeholder may be counted in several. It shows what people mentioned; "
        "there may be other ties. Being between others is not power.",
        f"Left off: {counted(data.left_out, 'row')} with fewer." if data.left_out else "",
    ]
