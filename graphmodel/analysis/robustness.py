"""Show what each headline number depends on.

Each number again with one source, speaker or site left out at a time, on stated claims alone, on sources that stand
alone, with partly used items counted as used, and with another coder's codings.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from graphmodel.analysis.registry import analysis
from graphmodel.frames.codings import codings, with_codings
from graphmodel.frames.evidence import evidence_claims
from graphmodel.frames.headlines import DIFFERENCE, RANK, Headline, affirmed_barriers, headlines
from graphmodel.frames.slices import with_claims
from graphmodel.frames.study_frames import StudyFrames
from graphmodel.frames.use_shares import sources_left_out
from graphmodel.results import Result
from graphmodel.wording import counted

ONE_LEFT_OUT = ("source", "speaker", "site")
_NODES = {"source": "Source", "speaker": "Actor", "site": "Site"}


@dataclass(frozen=True)
class Variant:
    """The study in another form: ``kind`` of change, ``name`` and ``label`` of what is left out, the frames."""

    kind: str
    name: str
    label: str
    frames: StudyFrames
    partly: bool = False


@analysis(
    tables=("findings", "variants"),
    examples=("graphmodel robustness my-copy", "graphmodel robustness my-copy --table variants"),
)
def robustness(frames: StudyFrames) -> Result:
    """How far each headline number hangs on single sources, speakers, sites and claims.

    Leaving out one at a time is the jackknife of Tukey (1958); here the numbers themselves are shown, and no
    standard error is made of them, because sources are no sample.

    Args:
        frames: the study.

    Returns:
        ``findings``: a row for each number.

        - ``finding``, ``unit``, ``value``;
        - ``least`` and ``greatest`` over all variants that leave out one source, speaker or site; ``moved_most_by``,
          ``moved_by`` (what that is) and ``value_then``;
        - ``n_turned`` of ``n_left_out`` variants in which it turns round: a difference is gone or has the other
          sign, what ranked first no longer does;
        - its value on stated claims alone (``stated_alone``), without sources that retell others
          (``standing_alone``), with items partly used as used (``partly_as_use``) and with another coder's codings
          put in (``other_coder``);
        - ``fewest_claims``: removing that many claims turns it round. They are found by removing what takes
          fewest claims first, so others that are fewer may do; missing where no removal of this kind does.
          ``claims``: their ids.

        ``variants``: ``finding``, ``kind``, ``left_out``, ``label``, ``value``, ``turned``, ``n_claims`` left.
    """
    numbers = headlines(frames)
    base = {one.says: one.value(frames) for one in numbers}
    rows = _values(frames, numbers, base, _variants(frames))
    columns = ["finding", "kind", "left_out", "label", "value", "turned", "n_claims"]
    variants = pd.DataFrame(rows, columns=columns)
    texts = dict.fromkeys(columns[:4], "str")
    variants = variants.astype(texts | {"value": "Float64", "turned": "boolean", "n_claims": "Int64"})
    findings = pd.DataFrame([_row(one, base[one.says], variants, frames) for one in numbers], columns=_COLUMNS)
    types = dict.fromkeys(_TEXTS, "str") | dict.fromkeys(_WHOLE, "Int64") | dict.fromkeys(_REAL, "Float64")
    findings = findings.astype(types)
    again = counted(len(variants) // max(len(numbers), 1), "time")
    counts = (
        f"{counted(len(findings), 'number')}, each again {again} on a part of the study. Shares are of items "
        "mentioned; ranks are by sources, then named speakers, then claims."
    )
    notes = [
        "least and greatest are over one source, one speaker or one site left out; they say what a number depends on, "
        "and are not a confidence interval.",
    ]
    if not frames.settings.focus.in_question:
        notes.append("The study compares no focuses, so only rankings are tried.")
    tables = {"findings": findings, "variants": variants}
    return Result("robustness", "What the headline numbers depend on", counts, tables, tuple(notes))


_TEXTS = ("finding", "unit", "moved_most_by", "moved_by")
_WHOLE = ("n_turned", "n_left_out", "fewest_claims")
_OTHERS = {
    "stated claims alone": "stated_alone",
    "sources that stand alone": "standing_alone",
    "partly as use": "partly_as_use",
    "another coder": "other_coder",
}
_REAL = ("value", "least", "greatest", "value_then", *_OTHERS.values())
_COLUMNS = [
    *("finding", "unit", "value", "least", "greatest", "moved_most_by", "moved_by", "value_then"),
    *("n_turned", "n_left_out", *_OTHERS.values(), "fewest_claims", "claims"),
]


def hanging(frames: StudyFrames, kind: str = "source") -> dict[str, tuple[float, float, str]]:
    """Least and greatest of each headline number with one source (or speaker, or site) left out, and who moves it most.

    Args:
        frames: the study.
        kind: what is left out, one at a time.

    Returns:
        By what a headline says: the bounds, and the label of what moves it most (empty: nothing does).
    """
    numbers = headlines(frames)
    base = {one.says: one.value(frames) for one in numbers}
    found = {}
    for says, before in base.items():
        found[says] = [(before, "")] if before is not None else []
    for says, _, _, label, value, _, _ in _values(frames, numbers, base, _left_out(frames, kind)):
        if value is not None:
            found[says].append((value, label))
    return {
        says: (
            min(value for value, _ in values),
            max(value for value, _ in values),
            max(values, key=lambda pair: abs(pair[0] - values[0][0]))[1],
        )
        for says, values in found.items()
        if values
    }


def _left_out(frames: StudyFrames, kind: str) -> Iterator[Variant]:
    claims, labels = frames.claims, frames.labels(_NODES[kind])
    for name in sorted(claims[kind].dropna().unique()):
        left = with_claims(frames, claims[kind].ne(name).fillna(True).astype(bool), f"Without {kind} {name}.")
        yield Variant(kind, name, labels.get(name, name), left)


def _variants(frames: StudyFrames) -> Iterator[Variant]:
    claims = frames.claims
    for kind in ONE_LEFT_OUT:
        yield from _left_out(frames, kind)
    stated = claims["certainty"].eq("stated")
    yield Variant("stated claims alone", "", "", with_claims(frames, stated, "Stated claims alone."))
    alone = ~claims["source"].isin(sources_left_out(frames))
    yield Variant("sources that stand alone", "", "", with_claims(frames, alone, "Sources that stand alone."))
    yield Variant("partly as use", "", "", frames, partly=True)
    for coder in sorted(codings(frames)["coder"].unique()):
        yield Variant("another coder", coder, coder, with_codings(frames, coder))


_Value = tuple[str, str, str, str, float | None, bool | None, int]


def _values(
    frames: StudyFrames, numbers: list[Headline], base: dict[str, float | None], variants: Iterator[Variant]
) -> list[_Value]:
    """The rows of ``variants``."""
    evidence = set(evidence_claims(frames)["claim"])
    barriers = set(affirmed_barriers(frames)["claim"])
    everything = set(frames.claims["claim"])
    found: list[_Value] = []
    for variant in variants:
        again = {one.says: one for one in headlines(variant.frames, partly=True)} if variant.partly else {}
        ids = set(variant.frames.claims["claim"])
        gone = everything - ids
        for one in numbers:
            before, value = base[one.says], base[one.says]
            # What is left out may have nothing to do with a number; most speakers have with few.
            if variant.kind not in ONE_LEFT_OUT or not gone.isdisjoint(barriers if one.unit == RANK else evidence):
                value = again.get(one.says, one).value(variant.frames)
            turned = None if before is None else one.is_turned(before, value)
            found.append((one.says, variant.kind, variant.name, variant.label, value, turned, len(ids)))
    return found


def _row(one: Headline, base: float | None, variants: pd.DataFrame, frames: StudyFrames) -> list[object]:
    ours = variants[variants["finding"].eq(one.says)]
    left_out = ours[ours["kind"].isin(ONE_LEFT_OUT)]
    moved = (left_out["value"] - base).abs() if base is not None else left_out["value"] * 0
    most = left_out.to_dict("records")[int(moved.fillna(-1).to_numpy().argmax())] if moved.gt(0).any() else None
    values = left_out["value"].dropna()
    turning = one.unit == DIFFERENCE or bool(one.bundles(frames))
    turning_claims = [] if base is None else _fewest(one, base, frames)
    found = {
        "finding": one.says,
        "unit": one.unit,
        "value": base,
        "least": values.min() if len(values) else None,
        "greatest": values.max() if len(values) else None,
        "moved_most_by": None if most is None else most["left_out"],
        "moved_by": None if most is None else f"{most['kind']}: {most['label']}",
        "value_then": None if most is None else most["value"],
        "n_turned": int(left_out["turned"].sum()) if turning else None,
        "n_left_out": len(left_out),
        "fewest_claims": len(turning_claims) or None,
        "claims": turning_claims,
    }
    for kind, column in _OTHERS.items():
        rows = ours[ours["kind"].eq(kind)]
        # With several coders, the value that is farthest from the record.
        values_then = rows["value"].dropna().tolist()
        found[column] = max(values_then, key=lambda value: abs(value - (base or 0)), default=None)
    return [found[name] for name in _COLUMNS]


def _fewest(one: Headline, base: float, frames: StudyFrames) -> list[str]:
    """The claims of the first bundles that turn a number round, by halving: each bundle moves it the same way."""
    bundles = one.bundles(frames)
    claims = frames.claims["claim"]

    def removed(n: int) -> set[str]:
        return set().union(*bundles[:n])

    def turned(n: int) -> bool:
        return one.is_turned(base, one.value(with_claims(frames, ~claims.isin(removed(n)), "Without some claims.")))

    if not bundles or base == 0 or not turned(len(bundles)):
        return []
    low, high = 0, len(bundles)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if turned(middle) else (middle, high)
    return sorted(removed(high))
