"""What the view of barriers and enablers shows."""

import pandas as pd

from graphmodel.analysis.frames import StudyFrames
from graphmodel.analysis.triangulation import triangulate


def barriers(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """Verdicts on factors by site, and what each finding rests on.

    Returns:
        ``verdicts`` and ``rests_on`` of ``graphmodel triangulate``, without the labels, and
        ``site_verdicts``: one row for each verdict of a site on a factor: ``site``, ``factor``,
        ``verdict``, ``comment``, ``locator``.
    """
    result = triangulate(frames)
    given = frames.edges("VERDICT").rename(columns={"start": "site", "end": "factor"})
    return {
        "verdicts": result["verdicts"].drop(columns="label"),
        "rests_on": result["rests_on"].drop(columns="label"),
        "site_verdicts": given[["site", "factor", "verdict", "comment", "locator"]],
    }
