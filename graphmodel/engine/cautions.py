"""What to know before trusting the embedded engine's answer to a statement of a user's own."""

from graphmodel.engine import list_fields, two_hops


def caution(statement: str) -> str:
    """Warns of forms that the embedded engine can answer wrongly; empty where there is none."""
    return " ".join(told for told in (two_hops.caution(statement), list_fields.caution(statement)) if told)
