"""What tests of every engine ask: a column of each type, and the types that come back."""

import pandas as pd

EACH = (
    "RETURN n.label AS a_text, n.rank AS an_integer, n.supply AS a_boolean, n.rank / 2.0 AS a_number, "
    "[n.id, n.phase] AS a_list"
)
"""Columns of a ``Stage`` called n, one of each type of the contract."""
EACH_TYPE = {"a_text": "str", "an_integer": "Int64", "a_boolean": "boolean", "a_number": "Float64", "a_list": "object"}


def column_types(frame: pd.DataFrame) -> dict[str, str]:
    """The type of each column."""
    return {str(name): str(dtype) for name, dtype in frame.dtypes.items()}
