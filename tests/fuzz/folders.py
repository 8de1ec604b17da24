"""Mutants as folders: what can happen to the text and the bytes of CSV files and of study.toml."""

import csv
import io
import random
from pathlib import Path

from tests.fuzz.mutants import SETTING_LINES, Mutant, Table, table_of


def _settings(made: Mutant, chance: random.Random) -> None:
    line = chance.choice(SETTING_LINES)
    made.settings = f"{line}\n{made.settings}" if chance.random() < 0.5 else f"{made.settings}\n{line}\n"
    if chance.random() < 0.2:
        made.settings = made.settings[: chance.randrange(len(made.settings))]
    made.uncounted.update(made.tables)  # [reading] may say otherwise what is a row


def _quotation_marks(made: Mutant, chance: random.Random) -> None:
    """Marks at the edges of cells, where a reader of CSV sees the begin or the end of one."""
    name, table = table_of(made, chance)
    lines = [chance.randrange(1, len(table)) for _ in range(chance.choice([1, 2, 2]))] if len(table) > 1 else []
    place = chance.choice(["first", "last"])
    made.quoted.add(name)

    def stray(folder: Path) -> None:
        file = folder / f"{name}.csv"
        if not file.exists():
            return
        text = file.read_text("utf-8").split("\n")
        for line in lines:
            if line < len(text) and text[line] and '"' not in text[line]:
                text[line] = f'"{text[line]}' if place == "first" else f'{text[line]}"'
        file.write_text("\n".join(text), "utf-8", newline="")

    made.after.append(stray)


def _encoding(made: Mutant, chance: random.Random) -> None:
    name, _ = table_of(made, chance)
    encoding = chance.choice(["utf-8-sig", "utf-16", "cp1252", "utf-16-le"])
    if encoding == "utf-16-le":
        made.uncounted.add(name)  # without a mark nobody can tell what it is

    def encoded(folder: Path) -> None:
        file = folder / f"{name}.csv"
        if file.exists():
            file.write_bytes(file.read_text("utf-8").encode(encoding, "replace"))

    made.after.append(encoded)


def _line_ends(made: Mutant, chance: random.Random) -> None:
    name, _ = table_of(made, chance)
    end = chance.choice(["\r\n", "\r", "\n\n", "\r\n\r\n"])

    def ended(folder: Path) -> None:
        file = folder / f"{name}.csv"
        if file.exists():
            file.write_bytes(file.read_bytes().replace(b"\n", end.encode()))

    made.after.insert(0, ended)  # before another encoding, in which a line ends in two bytes


def _separator(made: Mutant, chance: random.Random) -> None:
    name, _ = table_of(made, chance)
    separator = chance.choice(";\t")

    def separated(folder: Path) -> None:
        file = folder / f"{name}.csv"
        if file.exists() and name in made.tables:
            file.write_text(_as_csv(made.tables[name], separator), "utf-8", newline="")

    made.after.append(separated)


def _bytes(made: Mutant, chance: random.Random) -> None:
    """Bytes lost, changed or cut: what the file then holds is anybody's guess."""
    seed = chance.random()
    made.uncounted.update(made.tables)

    def spoilt(folder: Path) -> None:
        inner = random.Random(seed)
        file = inner.choice(sorted(folder.iterdir()))
        content = bytearray(file.read_bytes())
        for _ in range(inner.randint(1, 10)):
            place = inner.randrange(len(content)) if content else 0
            match inner.randrange(4):
                case 0 if content:
                    content[place] = inner.randrange(256)
                case 1:
                    del content[place : place + inner.randint(1, 4)]
                case 2:
                    content[place:place] = bytes(inner.randrange(256) for _ in range(2))
                case _ if inner.random() < 0.2:
                    del content[place:]
        file.write_bytes(bytes(content))

    made.after.append(spoilt)


CHANGES = (_settings, _quotation_marks, _quotation_marks, _encoding, _line_ends, _separator, _bytes)


def _as_csv(table: Table, separator: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(table)
    return text.getvalue()


def write_folder(made: Mutant, folder: Path) -> Path:
    """Write the mutant into a folder; returns that of the study."""
    folder /= "study"
    folder.mkdir()
    (folder / "study.toml").write_text(made.settings, "utf-8", newline="")
    for name, table in made.tables.items():
        (folder / f"{name}.csv").write_text(_as_csv(table), "utf-8", newline="")
    for change in made.after:
        change(folder)
    return folder
