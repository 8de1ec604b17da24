"""A study as a loader sees it (``graphmodel.study.StudySource``)."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from graphmodel.problems import Problem, Problems
from graphmodel.settings import Settings
from graphmodel.study import Batch
from graphmodel_loaders.packaged import DEFAULT_TABLES, default_table


class LoadedTable(Protocol):
    """A table with what its study needs of it besides reading."""

    @property
    def name(self) -> str: ...  # noqa: D102 - as in graphmodel.study.TableSource

    @property
    def file(self) -> str: ...  # noqa: D102

    @property
    def sheet(self) -> str: ...  # noqa: D102

    @property
    def columns(self) -> tuple[str, ...]: ...  # noqa: D102

    @property
    def default(self) -> bool: ...  # noqa: D102

    @property
    def size(self) -> int:
        """Bytes to read, for progress."""

    def fingerprint(self) -> Iterator[bytes]:
        """Everything that the content of the table depends on."""

    def batches(self, problems: Problems, advance: Callable[[int], None]) -> Iterator[Batch]: ...  # noqa: D102


@dataclass(frozen=True)
class LoadedStudy:
    """One opened study."""

    path: Path
    settings: Settings
    tables: Mapping[str, LoadedTable]
    problems: Problems = field(default_factory=Problems)

    @property
    def size(self) -> int:
        """Bytes of all tables, for progress."""
        return sum(table.size for table in self.tables.values())

    def content_hash(self) -> str:
        """Hash of the settings and of all tables; equal input, equal hash."""
        digest = hashlib.blake2b(repr(self.settings).encode(), digest_size=16)
        for name in sorted(self.tables):
            inner = hashlib.blake2b(name.encode())
            for block in self.tables[name].fingerprint():
                inner.update(block)
            digest.update(inner.digest())
        return digest.hexdigest()


def with_defaults(tables: Mapping[str, LoadedTable], file: str, problems: Problems) -> dict[str, LoadedTable]:
    """The tables, and the packaged ones that stand in for some that are missing.

    The packaged types of evidence name codes of the packaged codebook; beside a codebook of
    the study's own they do without.
    """
    failed = {problem.table for problem in problems if problem.severity == "error"}
    found = dict(tables)
    for name in DEFAULT_TABLES:
        if name in found or name in failed:
            continue
        own_codes = name == "evidence_types" and "codebook" in tables
        found[name] = default_table(name, frozenset({"codes"} if own_codes else ()))
        problems.add(
            Problem(
                "note",
                "default_table",
                file,
                f"The study has no table {name}; the one that comes with graphmodel stands in"
                f"{', without its codes' if own_codes else ''}.",
                f"Nothing needs doing. To have your own, add a table {name}.",
                table=name,
            )
        )
    return found
