"""The explorer and the figure lay what leads to what out alike: layers, their order, and what leads back."""

import random
from typing import Any

import pytest

from graphmodel_viz.figures.layers import layered
from tests.support.page import layers_of_page

GRAPHS = 150


def drawn_graphs() -> list[list[tuple[str, str]]]:
    """Networks of every density up to ten nodes, with circles, in an order of links that means nothing."""
    dice = random.Random(20)
    graphs = []
    for number in range(GRAPHS):
        names = [f"n{place}" for place in range(2 + number % 9)]
        pairs = [(start, end) for start in names for end in names if start != end]
        graphs.append(dice.sample(pairs, min(len(pairs), dice.randint(1, 2 * len(names)))))
    return graphs


def of_figure(links: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Layers of nodes, and of links that pass (by their ends), and the links that lead back."""
    labels = {node: node for pair in links for node in pair}
    parts = []
    for part in layered(links, labels):
        passing = {slot: ">".join(pair) for pair, way in part.ways.items() for slot in way}
        layers = [[slot.node or passing[slot] for slot in layer] for layer in part.layers]
        parts.append({"layers": layers, "back": [">".join(pair) for pair, _, _ in part.back]})
    return parts


@pytest.mark.process
def test_networks_have_the_same_layers_on_the_page_and_in_the_figure() -> None:
    graphs = drawn_graphs()
    figures = [of_figure(links) for links in graphs]
    assert sum(bool(part["back"]) for parts in figures for part in parts) > GRAPHS / 4  # circles are among them
    assert (
        sum(">" in slot for parts in figures for part in parts for layer in part["layers"] for slot in layer) > GRAPHS
    )
    for links, page, figure in zip(graphs, layers_of_page(graphs), figures, strict=True):
        assert page == figure, links
