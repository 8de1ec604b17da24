"""How many rows go to a server at once: as many as it takes in about a second."""

from dataclasses import dataclass

_SECONDS = 1.0
_LEAST, _MOST = 50, 20_000


@dataclass
class BatchSize:
    """Learns from how long batches take. A server that runs short of memory gets smaller ones."""

    rows: int = 1_000

    def took(self, seconds: float) -> None:
        """Note how long a batch of the present size took."""
        if seconds < _SECONDS / 2:
            self.rows = min(2 * self.rows, _MOST)
        elif seconds > 2 * _SECONDS:
            self.rows = max(self.rows // 2, _LEAST)

    def too_much(self) -> bool:
        """Halve after the server had no memory for a batch; False where it cannot become smaller."""
        smaller = self.rows > _LEAST
        self.rows = max(self.rows // 2, _LEAST)
        return smaller
