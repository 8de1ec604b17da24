"""Where settings come from, for messages."""

from dataclasses import dataclass

from graphmodel.problems import Problem, Severity


@dataclass(frozen=True)
class SettingsPlace:
    """Where settings come from, for messages."""

    file: str
    sheet: str = ""

    def problem(
        self, severity: Severity, rule: str, what: str, remedy: str, key: str = "", value: object = ""
    ) -> Problem:
        """A problem with one key."""
        return Problem(severity, rule, self.file, what, remedy, "study", self.sheet, 0, key, str(value)[:80])
