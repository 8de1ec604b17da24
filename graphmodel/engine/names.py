"""Names in a statement that the graph does not have: what is meant, and what there is."""

from rapidfuzz import process

from graphmodel.schema.layout import Layout


def no_table(name: str, layout: Layout) -> str:
    """What to say of a label or relationship type that the graph does not have."""
    labels, types = sorted(layout.nodes), sorted(layout.edges)
    return (
        f"there is no label or relationship type {name}.{_near(name, [*labels, *types])} "
        f"Labels: {', '.join(labels)}. Types: {', '.join(types)}."
    )


def no_property(name: str, of: str, layout: Layout) -> str:
    """What to say of a property that the graph does not have.

    Args:
        name: the property.
        of: the variable that it is asked of; empty where that is not known.
        layout: what the graph has.
    """
    who = f"nothing that {of} stands for has" if of else "no node or relationship here has"
    return (
        f"{who} a property {name}.{_near(name, sorted(properties_of(layout)))} "
        f"See what there is with: MATCH ... RETURN {of or 'n'} LIMIT 1"
    )


def no_variable(name: str) -> str:
    """What to say of a variable that stands for nothing where it is used."""
    return (
        f"{name} stands for nothing here. Name it in a MATCH before, and in every WITH between; "
        "text goes in quotation marks."
    )


def properties_of(layout: Layout) -> set[str]:
    """All properties of nodes and relationships."""
    kinds = [*layout.nodes.values(), *(edge.properties for edge in layout.edges.values())]
    return {name for properties in kinds for name in properties}


def _near(name: str, known: list[str]) -> str:
    near = [match for match, _, _ in process.extract(name, known, processor=str.lower, score_cutoff=70, limit=3)]
    return f" Is {' or '.join(near)} meant?" if near else ""
