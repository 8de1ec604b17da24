"""A network of directed links in layers from left to right: what leads to something stands left of it.

As ``viz/page/src/data/layers.js`` has it. Links that close a circle lead back. Nothing depends on ids, only on the
order of links and on labels.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Pair = tuple[str, str]
"""A link, from its cause to its effect."""
_TURNS, _GAP, _PASSING, _PORT, _LANE = 8, 8.0, 10.0, 9.0, 7.0


@dataclass(eq=False)
class Slot:
    """A place in a layer: of a node, or of a link that passes (no node)."""

    node: str
    layer: int


@dataclass
class Part:
    """Nodes that links connect: their layers, the ways of the links that lead on, and the links that lead back."""

    layers: list[list[Slot]]
    ways: dict[Pair, list[Slot]] = field(default_factory=dict)
    back: list[tuple[Pair, Slot, Slot]] = field(default_factory=list)

    def nodes(self) -> list[str]:
        """The nodes, layer by layer."""
        return [slot.node for layer in self.layers for slot in layer if slot.node]


@dataclass(frozen=True)
class Places:
    """Boxes by node (left, middle, height) and ways by link (points, and whether it leads back), in points."""

    boxes: dict[str, tuple[float, float, float]]
    ways: dict[Pair, tuple[list[tuple[float, float]], bool]]
    bottom: float


def layered(links: Sequence[Pair], labels: Mapping[str, str]) -> list[Part]:
    """The parts of a network, the largest first; where a circle must be cut, the last link of it leads back."""
    forward, back = _without_circles(links)
    return [_part(nodes, forward, back, labels) for nodes in _components(links, labels)]


def _without_circles(links: Iterable[Pair]) -> tuple[list[Pair], list[Pair]]:
    after: dict[str, list[str]] = defaultdict(list)
    forward: list[Pair] = []
    back: list[Pair] = []
    for start, end in links:
        seen, edge = {end}, [end]
        while edge:
            edge = [one for node in edge for one in after[node] if one not in seen]
            seen.update(edge)
        if start in seen:
            back.append((start, end))
        else:
            forward.append((start, end))
            after[start].append(end)
    return forward, back


def _components(links: Iterable[Pair], labels: Mapping[str, str]) -> list[set[str]]:
    groups: list[set[str]] = []
    for pair in links:
        own = set(pair).union(*(group for group in groups if group & set(pair)))
        groups = [*(group for group in groups if not group & own), own]
    return sorted(groups, key=lambda group: (-len(group), min(labels[node].casefold() for node in group)))


def _part(nodes: set[str], forward: list[Pair], back: list[Pair], labels: Mapping[str, str]) -> Part:
    own = [pair for pair in forward if pair[0] in nodes]
    ranks = _ranks(nodes, own)
    slots = {node: Slot(node, ranks[node]) for node in sorted(nodes, key=lambda one: labels[one].casefold())}
    part = Part([[] for _ in range(max(ranks.values()) + 1)])
    for slot in slots.values():
        part.layers[slot.layer].append(slot)
    for pair in own:
        start, end = (slots[node] for node in pair)
        passing = [Slot("", layer) for layer in range(start.layer + 1, end.layer)]
        for slot in passing:
            part.layers[slot.layer].append(slot)
        part.ways[pair] = [start, *passing, end]
    part.back = [(pair, slots[pair[0]], slots[pair[1]]) for pair in back if pair[0] in nodes]
    part.layers = _untangled(part)
    return part


def _ranks(nodes: set[str], links: list[Pair]) -> dict[str, int]:
    """The layer of each node; what nothing leads to stands next to what it leads to."""
    ranks = dict.fromkeys(nodes, 0)
    moved = True
    while moved:
        moved = False
        for start, end in links:
            if ranks[end] <= ranks[start]:
                ranks[end], moved = ranks[start] + 1, True
    reached = {end for _, end in links}
    for node in nodes - reached:
        after = [ranks[end] for start, end in links if start == node]
        if after:
            ranks[node] = min(after) - 1
    return ranks


def _beside(part: Part) -> tuple[dict[Slot, list[Slot]], dict[Slot, list[Slot]]]:
    """The neighbours of each slot in the layer before, and in the layer after."""
    before: dict[Slot, list[Slot]] = defaultdict(list)
    after: dict[Slot, list[Slot]] = defaultdict(list)
    for way in part.ways.values():
        for one, other in pairwise(way):
            after[one].append(other)
            before[other].append(one)
    return before, after


def _untangled(part: Part) -> list[list[Slot]]:
    """The order within layers that has fewest crossings of those tried."""
    before, after = _beside(part)
    best = now = part.layers
    fewest = _crossings(best, after)
    for turn in range(_TURNS):
        if not fewest:
            break
        beside = after if turn % 2 else before
        now = [list(layer) for layer in now]
        for at in reversed(range(len(now))) if turn % 2 else range(len(now)):
            places = _places(now)
            middle = {
                slot: sum(places[other] for other in beside[slot]) / len(beside[slot]) if beside[slot] else places[slot]
                for slot in now[at]
            }
            now[at].sort(key=lambda slot: middle[slot])
        crossings = _crossings(now, after)
        if crossings < fewest:
            best, fewest = now, crossings
    return best


def _places(layers: list[list[Slot]]) -> dict[Slot, float]:
    return {slot: (at + 0.5) / len(layer) for layer in layers for at, slot in enumerate(layer)}


def _crossings(layers: list[list[Slot]], after: Mapping[Slot, list[Slot]]) -> int:
    places = _places(layers)
    number = 0
    for layer in layers:
        pairs = [(places[slot], places[other]) for slot in layer for other in after.get(slot, [])]
        number += sum((a - c) * (b - d) < 0 for at, (a, b) in enumerate(pairs) for c, d in pairs[at + 1 :])
    return number


def placed(parts: list[Part], room: float, box: float, gutter: float, high: Callable[[str], float]) -> Places:
    """Where boxes and links stand; small parts stand beside each other where there is room.

    Args:
        parts: of the network.
        room: width of the picture.
        box: width of a box.
        gutter: between two layers.
        high: the height of a node's box.
    """
    boxes: dict[str, tuple[float, float, float]] = {}
    ways: dict[Pair, tuple[list[tuple[float, float]], bool]] = {}
    edge = edge_of(parts)
    left, top, bottom = edge, 0.0, 0.0
    for part in parts:
        wide = len(part.layers) * (box + gutter)
        if left > edge and left + wide - gutter > room - edge + 0.01:
            left, top = edge, bottom + 14
        bottom = max(bottom, _place(part, left, top, box, gutter, high, boxes, ways))
        left += wide
    return Places(boxes, ways, bottom)


def edge_of(parts: list[Part]) -> float:
    """Room left and right of all boxes, for links that lead back."""
    return 20.0 if any(part.back for part in parts) else 0.0


def _place(
    part: Part, left: float, top: float, box: float, gutter: float, high: Callable[[str], float],
    boxes: dict[str, tuple[float, float, float]], ways: dict[Pair, tuple[list[tuple[float, float]], bool]],
) -> float:  # fmt: skip
    into: dict[Slot, list[Pair]] = defaultdict(list)
    out: dict[Slot, list[Pair]] = defaultdict(list)
    for pair, start, end in [*((pair, way[0], way[-1]) for pair, way in part.ways.items()), *part.back]:
        out[start].append(pair)
        into[end].append(pair)

    def size(slot: Slot) -> float:
        ports = max(len(into[slot]), len(out[slot])) * _PORT + 3
        return max(high(slot.node), ports) if slot.node else _PASSING

    middles = _relaxed(part, size)
    least = min(y - size(slot) / 2 for slot, y in middles.items())
    y_of = {slot: top + y - least for slot, y in middles.items()}
    bottom = max(y + size(slot) / 2 for slot, y in y_of.items())

    def x_of(slot: Slot) -> float:
        return left + slot.layer * (box + gutter)

    def port(pairs: list[Pair], slot: Slot, pair: Pair, place: int) -> float:
        order = sorted(pairs, key=lambda one: y_of[part.ways[one][place]] if one in part.ways else float("inf"))
        return y_of[slot] + (order.index(pair) - (len(order) - 1) / 2) * _PORT

    for pair, way in part.ways.items():
        passing = [(x_of(slot) + more, y_of[slot]) for slot in way[1:-1] for more in (0.0, box)]
        begin = (x_of(way[0]) + box, port(out[way[0]], way[0], pair, 1))
        ways[pair] = ([begin, *passing, (x_of(way[-1]), port(into[way[-1]], way[-1], pair, -2))], False)
    for number, (pair, first, last) in enumerate(part.back):
        bottom += _LANE
        begin = (x_of(first) + box, port(out[first], first, pair, 1))
        tip = (x_of(last), port(into[last], last, pair, -2))
        right, far = begin[0] + 5 + number % 4 * 2, tip[0] - 12 - number % 4 * 2
        ways[pair] = ([begin, (right, begin[1]), (right, bottom), (far, bottom), (far, tip[1]), tip], True)
    for slot, y in y_of.items():
        if slot.node:
            boxes[slot.node] = (x_of(slot), y, size(slot))
    return bottom


def _relaxed(part: Part, size: Callable[[Slot], float]) -> dict[Slot, float]:
    """The middle of each slot, near those of its neighbours; none covers another."""
    before, after = _beside(part)
    middles: dict[Slot, float] = {}
    for layer in part.layers:
        middles |= _apart(layer, [0.0] * len(layer), size)
    for turn in range(10):
        for layer in reversed(part.layers) if turn % 2 else part.layers:
            wanted = []
            for slot in layer:
                own = [middles[other] for other in [*before[slot], *after[slot]]]
                wanted.append(sum(own) / len(own) if own else middles[slot])
            middles |= _apart(layer, wanted, size)
    return middles


def _apart(layer: list[Slot], wanted: list[float], size: Callable[[Slot], float]) -> dict[Slot, float]:
    """Middles as near to the wanted ones as sizes let them be: between pushing all down and pushing all up."""
    rooms = [(size(one) + size(other)) / 2 + _GAP for one, other in pairwise(layer)]
    down, up = list(wanted), list(wanted)
    for at, room in enumerate(rooms):
        down[at + 1] = max(down[at + 1], down[at] + room)
    for at in reversed(range(len(rooms))):
        up[at] = min(up[at], up[at + 1] - rooms[at])
    return {slot: (one + other) / 2 for slot, one, other in zip(layer, down, up, strict=True)}
