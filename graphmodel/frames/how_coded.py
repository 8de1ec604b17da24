"""How a study was coded, in sentences for its readers: how many coders, how far they agree. No coder is named."""

from collections.abc import Iterable, Iterator

import pandas as pd

from graphmodel.frames.codings import BLIND, HOW_CODED, SIGN_AND_PHASE, compared, passages
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.measures.agreement import Agreement, agreement
from graphmodel.schema.layout import CODING_LABEL
from graphmodel.wording import counted


def how_coded(frames: StudyFrames) -> list[str]:
    """What a reader must know of the coding; what the study does not state is said to be not known."""
    return [str(note) for note in frames.once(HOW_CODED, _notes)["note"]]


def _notes(frames: StudyFrames) -> pd.DataFrame:
    return pd.DataFrame({"note": pd.Series([_coders(frames), *_agreement(frames)], dtype="str")})


def _coders(frames: StudyFrames) -> str:
    claims = frames.claims
    named = claims["coder"] if "coder" in claims else pd.Series(pd.NA, index=claims.index, dtype="str")
    names = set(named.dropna())
    if not names:
        return "Who coded the claims is not stated."
    without = int(named.isna().sum())
    rest = f"; of {counted(without, 'claim')} it is not stated" if without else ""
    return f"The claims were coded by {counted(len(names), 'coder')}{rest}."


def _agreement(frames: StudyFrames) -> Iterator[str]:
    coders = frames.nodes(CODING_LABEL)["coder"].nunique()
    rows = compared(frames) if coders > 1 else pd.DataFrame()
    if coders > 1:
        rows = rows[rows["basis"].eq(BLIND) & rows["field"].eq(SIGN_AND_PHASE)]
    if rows.empty:
        yield (
            "How far coders agree is not known: the study holds no claims on evidence that two coders coded separately."
        )
        return
    where = passages(frames)
    pairs = [
        agreement(own["one"].tolist(), own["other"].tolist(), [where[claim] for claim in own["claim"]])
        for _, own in rows.groupby(["coder_one", "coder_other"], sort=False)
    ]
    units = counted(int(rows["claim"].nunique()), "claim")
    yield (
        f"On {units} that {counted(coders, 'coder')} coded separately, in what decides whether evidence counts as used "
        f"(sign and phase), they agree in {_range([one.percent for one in pairs], 0)} %; beyond chance, Cohen's kappa "
        f"is {_kappa(pairs)}."
    )


def _kappa(pairs: list[Agreement]) -> str:
    words = _range([one.kappa for one in pairs], 2)
    if len(pairs) > 1:
        return f"{words} by pair of coders"
    least, most = pairs[0].kappa_lower, pairs[0].kappa_upper
    return words if least is None or most is None else f"{words} (95 % interval {least:.2f} to {most:.2f})"


def _range(numbers: Iterable[float | None], digits: int) -> str:
    known = [number for number in numbers if number is not None]
    if not known:
        return "not known"
    least, most = (f"{number:.{digits}f}" for number in (min(known), max(known)))
    return least if least == most else f"{least} to {most}"
