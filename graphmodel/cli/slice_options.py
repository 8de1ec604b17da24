"""Options that take a slice of a study: which claims a command works on."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from graphmodel.cli.command import SliceOption
from graphmodel.suggest import did_you_mean

if TYPE_CHECKING:
    from graphmodel.frames.slices import Slice

NAMES = {
    "source": "Only claims from this source.",
    "source_kind": "Only claims from sources of this kind, such as interview.",
    "site": "Only claims that hold at this site.",
    "workstream": "Only claims in this workstream.",
    "speaker": "Only claims that this speaker made.",
    "speaker_organisation": "Only claims whose speaker belongs to this organisation.",
    "organisation": "Only claims whose subject or object is this organisation or belongs to it.",
    "coder": "Only claims that this coder coded.",
    "focus": "Only claims of this focus (the claim's own).",
    "certainty": "Only claims of this certainty: stated, tentative or normative.",
    "polarity": "Only claims of this polarity: affirms, denies or mixed.",
    "code": "Only claims with this code or one of its sub-codes.",
    "stage": "Only claims at this stage or one of its functions.",
}
"""Options of a slice (:data:`graphmodel.frames.slices.SLICE_OPTIONS`), which help names without loading them."""
_PREFIX = "slice_"


def flags(taken: Iterable[str] = ()) -> list[click.Option]:
    """An option for each way to choose claims, but those whose name a command uses itself."""
    used = set(taken)
    return [
        SliceOption(
            [f"--{name.replace('_', '-')}", f"{_PREFIX}{name}"],
            multiple=True,
            metavar="WORD" if name in {"source_kind", "coder", "focus", "certainty", "polarity"} else "NAME",
            help=text,
        )
        for name, text in NAMES.items()
        if name not in used
    ]


def others() -> list[click.Option]:
    """Options of a slice whose names no command uses."""
    return [
        SliceOption(
            ["--not", f"{_PREFIX}not"],
            multiple=True,
            metavar="OPTION=NAME",
            help="Leave out claims with this value, such as source=src.synthesis. Claims without one stay.",
        ),
        SliceOption(["--with-parts", f"{_PREFIX}with_parts"], is_flag=True, help="An organisation includes its parts."),
        SliceOption(
            ["--min-sources", f"{_PREFIX}min_sources"],
            type=click.IntRange(min=0),
            default=0,
            metavar="N",
            help="Only what at least N sources report, where a result counts sources.",
        ),
    ]


def slice_options(command: Callable[..., None], *, flags_too: bool = True) -> Callable[..., None]:
    """Add the options of a slice; the command gets ``chosen_slice``.

    Every name may be repeated: values of one option are joined by *or*, options by *and*. A name that the command
    has as an option of its own is not added.
    """

    @wraps(command)
    def with_slice(**given: Any) -> None:
        values, own = taken_apart(given)
        command(chosen_slice=slice_of(values), **own)

    own = {parameter.name for parameter in getattr(command, "__click_params__", ())}
    with_slice.__click_params__ = [  # type: ignore[attr-defined]
        *getattr(command, "__click_params__", ()),
        # click reverses them.
        *reversed([*(flags(name for name in own if name) if flags_too else ()), *others()]),
    ]
    return with_slice


def taken_apart(given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values of the options of a slice by their names, and all others."""
    values = {name.removeprefix(_PREFIX): value for name, value in given.items() if name.startswith(_PREFIX)}
    return values, {name: value for name, value in given.items() if not name.startswith(_PREFIX)}


def slice_of(values: Mapping[str, Any]) -> "Slice | None":
    """The slice of a command line; None if it takes all claims."""
    chosen = {name: value for name, value in values.items() if name in NAMES and value}
    left_out: dict[str, list[str]] = {}
    for text in values.get("not", ()):
        option, separator, value = text.partition("=")
        name = option.strip().replace("-", "_")
        if not separator or name not in NAMES or not value:
            hint = did_you_mean(name, NAMES) if separator else ""
            raise click.BadParameter(
                f"{text!r} names nothing to leave out.{hint} Write OPTION=NAME, with one of: "
                f"{', '.join(one.replace('_', '-') for one in NAMES)}.",
                param_hint="--not",
            )
        left_out.setdefault(name, []).append(value)
    if not (chosen or left_out or values.get("min_sources")):
        return None
    from graphmodel.frames.slices import Slice

    return Slice.of(
        with_parts=values.get("with_parts", False),
        min_sources=values.get("min_sources", 0),
        **chosen,
        **{f"not_{name}": found for name, found in left_out.items()},
    )
