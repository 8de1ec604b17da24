"""Colour and shape of nodes: both together tell a group, so that neither is needed to read it."""

from collections.abc import Sequence
from dataclasses import dataclass

from graphmodel.schema.kinds import COLOURS, OUTLINE

COLOUR_BY = ("kind", "organisation", "sector", "community")
_BRIGHT = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
"""The colours of Okabe and Ito."""
_SHAPES = ("dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon")
_OF_KIND = {"Actor": "dot", "Organisation": "square"}


@dataclass(frozen=True)
class Look:
    """How the nodes of one group look."""

    label: str
    colour: str
    shape: str

    @property
    def drawn(self) -> dict[str, object]:
        """As vis-network takes it."""
        marked = {"background": self.colour, "border": OUTLINE}
        return {"shape": self.shape, "color": {**marked, "highlight": marked, "hover": marked}}


def looks(names: Sequence[str | None], labels: Sequence[str], by: str) -> dict[str | None, Look]:
    """A look for each group; groups after the 49th repeat what came before.

    Args:
        names: of the groups, in their order; None is *not known*.
        labels: to show.
        by: what the groups are, one of ``COLOUR_BY``.
    """
    made: dict[str | None, Look] = {}
    for name, label in zip(names, labels, strict=True):
        if name is None:
            made[name] = Look(label, "#BBBBBB", "dot")
        elif by == "kind":
            made[name] = Look(label, COLOURS[name], _OF_KIND[name])
        else:
            number = len(made)
            shape = _SHAPES[(number + number // len(_BRIGHT)) % len(_SHAPES)]
            made[name] = Look(label, _BRIGHT[number % len(_BRIGHT)], shape)
    return made
