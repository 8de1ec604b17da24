"""stub"""

from pathlib import Path


def write_new_study(folder: Path, excel: bool = False) -> Path:
    raise NotImplementedError
