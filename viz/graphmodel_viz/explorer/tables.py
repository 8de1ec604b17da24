"""The tables that the explorer's views rest on: from analyses to what the page holds.

Each function of :data:`TABLES` gives tables by name. The page counts claims wherever a
reader can filter them; what depends on the whole study is computed here.
"""

from collections.abc import Callable, Sequence

import pandas as pd

from graphmodel.analysis.brokers import brokers as brokers_by_type
from graphmodel.analysis.dependence import dependence as dependence_on_one
from graphmodel.analysis.dropout import dropout as analysed_dropout
from graphmodel.analysis.journeys import journeys as journeys_of_items
from graphmodel.analysis.stakeholders import stakeholders as network_measures
from graphmodel.analysis.triangulate import triangulate
from graphmodel.frames.counting import lists
from graphmodel.frames.factors import ASSERTS, is_comparison
from graphmodel.frames.how_coded import how_coded
from graphmodel.frames.item_journeys import step_notes
from graphmodel.frames.ratings import SCALES
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.schema import rules
from graphmodel.schema.vocabularies import VOCABULARIES
from graphmodel_viz.picture_data.dated import dated

MOST_TRIADS = 2_000
"""Triads that a page lists; all are counted."""
MOST_BROKERS = 300
"""Brokers that a page lists, the greatest first."""
_NOT_OF_BROKERS = ["label", "kind", "n_claims", "n_speakers", "unattributed", "n_sources"]
MOST_ACTORS = 300
"""Actors and organisations that a page lists on each basis, those on whom most rests first."""
MOST_ITEMS = 2_000
"""Items resting on one, at a phase and on a basis, that a page lists; all are counted."""

_OF_FOCUS = ["n_reached", "reported_once", "n_tested", "n_resting_on_one", "on_an_actor", "nobody_named"]
_OF_ACTORS = ["n_items_touched", "n_reached", "n_tested", "n_break", "n_break_wholly", "reported_once"]
_ALONE = ("one_speaker", "one_source", "one_source_type", "one_site", "only_retold")


def journeys(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """The items with their outcomes.

    Returns:
        ``journeys``: one row per evidence item, as ``graphmodel journeys`` gives it, without
        what the page has from the item itself (its label and claims).
        ``journeys_notes``: what a reader must also know, one row a ``note``; ``journeys_cautions``: of these, what
        the study's own steps and stages mean for its outcomes.
    """
    result = journeys_of_items(frames)
    cautions = step_notes(frames)
    return {
        "journeys": result["journeys"].drop(columns=["label", "claims", "focus", "steps", "circular"]),
        "journeys_notes": _notes([note for note in result.notes if note not in cautions]),
        "journeys_cautions": _notes(cautions),
    }


def dropout(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """The tables of ``graphmodel dropout`` that the page does not count itself.

    Returns:
        ``types``, ``comparison`` and ``reasons``. The page counts the funnel itself, so that filters change it.
        ``dropout_notes``: what a reader must also know, one row a ``note``.
    """
    result = analysed_dropout(frames)
    tables = {name: result[name] for name in ("types", "comparison", "reasons")}
    return tables | {"dropout_notes": _notes(result.notes)}


def _notes(notes: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame({"note": pd.Series(list(notes), dtype="str")})


def stakeholders(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """Measures, ratings and brokers, as the commands of those names give them.

    Returns:
        ``measures`` and ``power_interest``, without what the page has from the nodes themselves;
        ``rating_scales``: the scales that rating words have their order from, one row a scale,
        ``words`` from its low end;
        ``links``: links between actors that the study lists (``start``, ``end``, ``relation``,
        ``tone``, ``what``, ``locator``);
        ``brokers``, ``broker_triads`` and ``broker_notes``: see :func:`brokers`.
    """
    result = network_measures(frames)
    return {
        "measures": result["measures"].drop(columns=["label", "kind"]),
        "power_interest": result["power_interest"].drop(columns="label"),
        "rating_scales": pd.DataFrame({"words": [list(scale) for scale in SCALES]}),
        "links": frames.edges("LINKED")[["start", "end", "relation", "tone", "what", "locator"]],
        **brokers(frames),
    }


def brokers(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """Brokers by the types of organisations, as ``graphmodel brokers`` gives them.

    Returns:
        ``brokers``: the greatest brokers, with counts, expectations, shares and claims.
        ``broker_triads``: ``broker``, ``from_id``, ``to_id``, ``role``, those of the greatest brokers
        first; the claims of a triad are those of its two ties.
        ``broker_notes``: what a reader must also know, one row a ``note``.
    """
    result = brokers_by_type(frames)
    table, triads = result["brokers"], result["triads"]
    notes = list(result.notes)
    if len(table) > MOST_BROKERS:
        notes.append(f"This page lists the {MOST_BROKERS} greatest of {len(table):,} brokers; the command lists all.")
    if len(triads) > MOST_TRIADS:
        notes.append(
            f"This page knows the claims of {MOST_TRIADS:,} triads, those of the greatest brokers first; numbers of "
            "other triads open all claims of the broker's ties."
        )
    return {
        "brokers": table.head(MOST_BROKERS).drop(columns=_NOT_OF_BROKERS),
        "broker_triads": triads.head(MOST_TRIADS)[["broker", "from_id", "to_id", "role"]],
        "broker_notes": _notes(notes),
    }


def dependence(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """What rests on one, as ``graphmodel dependence`` gives it, without what the page finds itself.

    Returns:
        ``dependence_focus``: its table ``focus`` without shares and support columns.
        ``dependence_actors``: its table ``actors`` without labels, shares and support columns; on each basis
        those on whom most rests. The items that break are in ``dependence_items``.
        ``dependence_items``: ``basis``, ``evidence``, ``phase``, ``actor``, ``reported_once``, ``claims`` (that
        carry it).
        ``dependence_notes``: what a reader must also know, one row a ``note``.
    """
    result = dependence_on_one(frames)
    actors = result["actors"]
    listed = actors[actors.groupby("basis", sort=False).cumcount() < MOST_ACTORS]
    items = result["items"]
    notes = list(result.notes)
    if len(listed) < len(actors):
        notes.append(f"This page lists the first {MOST_ACTORS} on each basis; the command lists all.")
    if len(items) > MOST_ITEMS:
        # Those of whom the page shows numbers first, in the order of the table of actors.
        index = {pair: at for at, pair in enumerate(zip(actors["basis"], actors["actor"], strict=True))}
        order = [index[pair] for pair in zip(items["basis"], items["actor"], strict=True)]
        items = items.assign(order=order).sort_values("order", kind="stable").head(MOST_ITEMS)
        notes.append(f"This page has the claims of {MOST_ITEMS:,} of {len(result['items']):,} such rows of items.")
    focus, actors_told = result["focus"], ["basis", "actor", *_OF_ACTORS]
    return {
        "dependence_focus": focus[["basis", "focus", "phase", *_OF_FOCUS]],
        "dependence_actors": listed[actors_told],
        "dependence_items": items[["basis", "evidence", "phase", "actor", "reported_once", "claims"]],
        "dependence_notes": _notes(notes),
    }


def barriers(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """Factors with the claims that say that they operate, and what sites say of them.

    Returns:
        ``factor_levels``: the levels (``level``) in their order.
        ``factor_claims``: one row per factor with such claims: ``factor``; ``claims`` (of what is,
        whatever their polarity) and ``ought_claims`` (of what ought to be). The page sorts them by
        polarity, so that filters change the counts.
        ``verdicts``: ``factor`` and ``agreement`` of ``graphmodel triangulate``, and ``rests_on``:
        ``factor`` and ``alone``, the flags of that command that hold.
        ``site_verdicts``: one row for each verdict of a site on a factor: ``site``, ``between`` (it
        is the comparison's, which is not a place), ``factor``, ``verdict``, ``comment``, ``locator``.
    """
    result = triangulate(frames)
    verdicts = frames.edges("VERDICT").rename(columns={"start": "site", "end": "factor"})
    verdicts["between"] = verdicts["site"].isin(is_comparison(frames))
    return {
        "factor_levels": _levels(frames),
        "factor_claims": factor_claims(frames),
        "verdicts": result["verdicts"][["factor", "agreement"]],
        "rests_on": _alone(result["rests_on"]),
        "site_verdicts": verdicts[["site", "between", "factor", "verdict", "comment", "locator"]],
    }


def factor_claims(frames: StudyFrames) -> pd.DataFrame:
    """The claims that say of each factor that it operates or does not: ``factor``, ``claims``, ``ought_claims``."""
    rows = frames.claims
    rows = rows[rows["acts_as"].eq(ASSERTS) & rows["object_kind"].eq("Factor")]
    ought = (rows["certainty"] == rules.NORMATIVE).fillna(value=False)
    sides = {"claims": rows[~ought], "ought_claims": rows[ought]}
    by_factor = pd.DataFrame({name: lists(side, ["object"], "claim") for name, side in sides.items()})
    for name in sides:
        by_factor[name] = pd.Series(
            [ids if isinstance(ids, list) else [] for ids in by_factor[name]], index=by_factor.index, dtype=object
        )
    return by_factor.rename_axis("factor").reset_index()


def _levels(frames: StudyFrames) -> pd.DataFrame:
    """The levels of factors and claims: those of graphmodel's own list in its order, then the study's own by name."""
    tables = (frames.nodes("Factor"), frames.claims)
    levels = {level for table in tables if "level" in table for level in table["level"].dropna()}
    known = [level for level in VOCABULARIES["level"] if level in levels]
    return pd.DataFrame({"level": pd.Series([*known, *sorted(levels - set(known))], dtype="str")})


def _alone(rests_on: pd.DataFrame) -> pd.DataFrame:
    flags = [rests_on[name].fillna(value=False).astype(bool) for name in _ALONE]
    held = [[name for name, holds in zip(_ALONE, row, strict=True) if holds] for row in zip(*flags, strict=True)]
    table = rests_on[["factor"]].assign(alone=pd.Series(held, index=rests_on.index, dtype=object))
    return table[[bool(words) for words in held]].reset_index(drop=True)


def about(frames: StudyFrames) -> dict[str, pd.DataFrame]:
    """``about_study``: what a reader must know before all, one row a ``note``: how it was coded, and its cautions."""
    return {"about_study": _notes([*how_coded(frames), *frames.settings.cautions])}


TABLES: tuple[Callable[[StudyFrames], dict[str, pd.DataFrame]], ...] = (
    journeys,
    dropout,
    stakeholders,
    dependence,
    barriers,
    dated,
    about,
)
"""No two of them give a table of the same name."""
