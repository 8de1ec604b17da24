"""The frames that analyses read, from any engine."""

from collections.abc import Mapping
from functools import partial

import pandas as pd

from graphmodel.engine.contract import Engine
from graphmodel.engine.statement import quoted
from graphmodel.frames.study_frames import StudyFrames, StudySettings
from graphmodel.problems import EngineError
from graphmodel.schema.layout import STUDY_LABEL, Layout, PropertyType
from graphmodel.settings import Focus

_EMPTY = {"text": "str", "integer": "Int64", "boolean": "boolean", "list": "object"}


def read_frames(engine: Engine) -> StudyFrames:
    """Frames of the whole graph, each read when it is first used."""
    layout = engine.layout()
    return StudyFrames(partial(_nodes, engine, layout), partial(_edges, engine, layout), read_settings(engine))


def read_settings(engine: Engine) -> StudySettings:
    """The settings that the Study node carries.

    Raises:
        EngineError: the graph has no Study node, so it is not one of ours.
    """
    rows = engine.query(
        f"MATCH (s:{STUDY_LABEL}) RETURN s.id AS id, s.label AS title, s.in_question AS in_question, "
        "s.compared_with AS compared_with, s.focus_values AS focus_values, s.steps AS steps, s.supply AS supply, "
        "s.barriers AS barriers, s.enablers AS enablers, "
        "s.language AS language, s.left_out AS left_out, s.cautions AS cautions"
    )
    if rows.empty:
        raise EngineError("This database holds no graphmodel study. Build the study into it first.")
    row = rows.iloc[0]

    def text(name: str) -> str:
        return "" if pd.isna(row[name]) else str(row[name])

    def words(name: str) -> tuple[str, ...]:
        return tuple(text(name).split(";")) if text(name) else ()

    focus = Focus(words("focus_values"), text("in_question"), text("compared_with"))
    return StudySettings(
        text("id"),
        text("title"),
        focus,
        words("steps"),
        words("supply"),
        text("language"),
        text("left_out"),
        tuple(text("cautions").splitlines()),
        barriers=words("barriers"),
        enablers=words("enablers"),
    )


def _nodes(engine: Engine, layout: Layout, label: str) -> pd.DataFrame:
    properties = layout.nodes[label]
    return _read(engine, f"MATCH (n:{quoted(label)})", "n", properties, {})


def _edges(engine: Engine, layout: Layout, type_: str) -> pd.DataFrame:
    edge = layout.edges[type_]
    ends = {"start": "a.id", "end": "b.id"}
    if type_ == "CLAIM":
        ends |= {"subject_kind": "a.kind", "object_kind": "b.kind"}
    return _read(engine, f"MATCH (a)-[r:{quoted(type_)}]->(b)", "r", edge.properties, ends)


def _read(
    engine: Engine, match: str, variable: str, properties: Mapping[str, PropertyType], ends: dict[str, str]
) -> pd.DataFrame:
    items = [f"{what} AS {quoted(name)}" for name, what in ends.items()]
    items += [f"{variable}.{quoted(name)} AS {quoted(name)}" for name in properties]
    frame = engine.query(f"{match} RETURN {', '.join(items)}")
    frame = frame.astype({name: _EMPTY[of] for name, of in properties.items()})
    for name, of in properties.items():
        if of == "list" and frame[name].isna().all():
            # A server does not say that an empty column is one of lists, so it comes as text.
            frame[name] = pd.Series([None] * len(frame), index=frame.index, dtype="object")
    return frame
