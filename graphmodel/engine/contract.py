"""What an engine supplies, and what every engine then gives.

An engine supplies three primitives (``_run``, ``_describe``, ``close``); refusing what would
write, turning rows into frames and wording failures is done here, once, for all of them.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import pandas as pd
import pyarrow as pa

from graphmodel.engine.frames import to_frame
from graphmodel.engine.statement import check_reading, code_only
from graphmodel.problems import EngineError
from graphmodel.schema.layout import Layout

Parameters = Mapping[str, Any]


class Engine(ABC):
    """A graph that can be asked, read-only. Use as a context manager, or call ``close``."""

    name: str

    @abstractmethod
    def _run(self, statement: str, parameters: Parameters) -> pa.Table:
        """Run one reading statement; any exception is worded by the caller."""

    @abstractmethod
    def layout(self) -> Layout:
        """Labels, relationship types and properties that the graph really has."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the graph. Closing twice does nothing."""

    def query(self, statement: str, parameters: Parameters | None = None) -> pd.DataFrame:
        """Ask one Cypher statement.

        Args:
            statement: one statement that only reads; see ``statement.check_reading``.
            parameters: values for ``$name`` in it.

        Returns:
            A frame: text columns, ``Int64``, ``Float64``, ``boolean``, lists as Python lists. A server tells no
            types, so there a column without any value is one of text; answers to questions have the types
            that their files declare.

        Raises:
            StatementRefused: the statement would write, call a procedure or read files.
            EngineError: the engine could not run it; carries the statement.
        """
        given = dict(parameters or {})
        check_reading(statement)
        missing = [name for name in parameter_names(statement) if name not in given]
        if missing:
            names = ", ".join(f"${name}" for name in missing)
            raise EngineError(f"The statement needs a value for {names}.", statement)
        try:
            rows = self._run(statement, given)
        except EngineError:
            raise
        except Exception as error:
            raise EngineError(f"The {self.name} engine could not run this: {self._reason(error)}", statement) from error
        return to_frame(rows)

    def _reason(self, error: Exception) -> str:
        """What is wrong and what to do, from what the engine said; engines word it better."""
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        return f"{' '.join(lines[:2]) or 'no reason given'} Mend the statement and ask again."

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def parameter_names(statement: str) -> tuple[str, ...]:
    """Names of the parameters that a statement uses, in order, comments and strings left out."""
    return tuple(dict.fromkeys(re.findall(r"\$(\w+)", code_only(statement))))
