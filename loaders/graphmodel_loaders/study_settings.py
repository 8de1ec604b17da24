"""The settings of a study from study.toml, or from the same keys in a sheet."""

import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmodel.problems import Problems
from graphmodel.schema import VOCABULARIES
from graphmodel.schema.rules import FACTOR_SORTS
from graphmodel.schema.vocabularies import FIXED
from graphmodel.settings import AGREED, Focus, Settings
from graphmodel.suggest import did_you_mean
from graphmodel_loaders.rows import tidy_name
from graphmodel_loaders.settings_place import SettingsPlace
from graphmodel_loaders.valence_words import acting_as

KNOWN: dict[str, type] = {
    "id": str,
    "title": str,
    "language": str,
    "coders": list,
    "coding.of_record": str,
    "stages.supply": list,
    "stages.phases": list,
    "stages.default_scheme": str,
    "stages.note": str,
    "focus.values": list,
    "focus.in_question": str,
    "focus.compared_with": str,
    "focus.note": str,
    "reading.keep": list,
    "reading.own_columns": list,
    "reading.day_first": bool,
    "valence.barrier": list,
    "valence.enabler": list,
    "presence.states": list,
    "presence.note": str,
}
"""Keys of study.toml and their types; beside them ``[vocabularies]``, ``[citation]``, ``[licence]``."""

_MAY_BE_EMPTY = {"stages.supply", *(f"valence.{sort}" for sort in FACTOR_SORTS)}
FREE = ("citation", "licence")
"""Sections that may hold any key."""

_EXAMPLES: dict[type, str] = {
    str: 'text in quotation marks, such as "rural"',
    bool: "true or false",
    list: 'a list of texts, such as ["urban", "rural"]',
}


LARGEST_TOML = 1_000_000
"""Most bytes of study.toml."""

_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_LONG_NAME = re.compile(rf"(?<![A-Za-z0-9_\\-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{50}}")
"""A name of more than 50 parts: the parser's memory grows with the square of the parts, up to tens of gigabytes."""


def read_toml(path: Path, problems: Problems) -> dict[str, Any]:
    """The flat keys and values of study.toml; empty, with an error, if it cannot be read."""
    place = SettingsPlace(path.name)
    try:
        if path.stat().st_size > LARGEST_TOML:
            problems.add(
                place.problem(
                    "error",
                    "bad_settings",
                    f"The file is larger than {LARGEST_TOML // 1000} kB, too large for settings.",
                    "Keep only the settings in it.",
                )
            )
            return {}
        return flatten(parsed_toml(path.read_bytes().decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        what = f"Line {line} has bytes that are not UTF-8 text."
    except tomllib.TOMLDecodeError as error:
        what = f"It cannot be read: {error}."
    except ValueError:
        what = f"It cannot be read: a number has more than {sys.get_int_max_str_digits():,} digits."
    except RecursionError:
        what = "It cannot be read: brackets or names are nested too deeply."
    problems.add(
        place.problem(
            "error",
            "bad_settings",
            what,
            'Each line should read name = "text" or name = ["one", "two"]. Save the file as UTF-8.',
        )
    )
    return {}


def parsed_toml(text: str) -> dict[str, Any]:
    """The content of a text that anybody may have written.

    Raises:
        ValueError: it is no TOML (``tomllib.TOMLDecodeError``), or has a number that is too long.
        RecursionError: it is nested too deeply.
    """
    if _LONG_NAME.search(text):
        raise RecursionError
    return tomllib.loads(text)


def flatten(data: Mapping[str, Any]) -> dict[str, Any]:
    """``{"focus": {"values": []}}`` becomes ``{"focus.values": []}``."""
    flat: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": cell for inner, cell in flatten(value).items()})
        else:
            flat[key] = value
    return flat


def settings_of(
    data: Mapping[str, Any], place: SettingsPlace, default_id: str, problems: Problems, default_supply: tuple[str, ...]
) -> Settings:
    """Settings with defaults, from flat keys such as ``focus.values``.

    A key with a problem gets its default, and the problem is added.

    Args:
        data: keys and values as read.
        place: where they come from.
        default_id: used for a missing id and title.
        problems: collects what is wrong.
        default_supply: used if ``stages.supply`` is missing.
    """
    good = {key: value for key, value in data.items() if _usable(key, value, place, problems)}
    vocabularies = dict(VOCABULARIES)
    vocabularies.update({k.split(".", 1)[1]: tuple(v) for k, v in good.items() if k.startswith("vocabularies.")})
    name = good.get("id", "").strip() or default_id
    barriers, enablers = (acting_as(sort, good, vocabularies["valence"], place, problems) for sort in FACTOR_SORTS)
    return Settings(
        id=name,
        title=good.get("title", "").strip() or name,
        focus=_focus(good, place, problems),
        supply=tuple(good["stages.supply"]) if "stages.supply" in good else default_supply,
        barriers=barriers,
        enablers=tuple(word for word in enablers if word not in barriers),
        vocabularies=vocabularies,
        language=good.get("language", "en"),
        keep=tuple(good.get("reading.keep", ())),
        day_first=good.get("reading.day_first"),
        own_columns=tuple(tidy_name(name) for name in good.get("reading.own_columns", ())),
        coders=tuple(word.strip() for word in good.get("coders", ())),
        of_record=_of_record(good, place, problems),
        citation={k.split(".", 1)[1]: str(v) for k, v in good.items() if k.startswith("citation.")},
    )


def _usable(key: str, value: object, place: SettingsPlace, problems: Problems) -> bool:
    section, _, name = key.partition(".")
    if section in FREE:
        return True
    kind = KNOWN.get(key)
    if section == "vocabularies":
        kind = list
        if name in FIXED or name == "focus":
            why = "its words are listed under [focus] values" if name == "focus" else "the analyses use its words"
            problems.add(
                place.problem(
                    "error", "fixed_vocabulary", f"The list {name} cannot be changed: {why}.", f"Delete {key}.", key
                )
            )
            return False
        if name not in VOCABULARIES:
            _unknown(key, name, list(VOCABULARIES), place, problems)
            return False
    if kind is None:
        _unknown(key, key, [*KNOWN, *(f"vocabularies.{word}" for word in VOCABULARIES)], place, problems)
        return False
    is_valid = isinstance(value, kind)
    if isinstance(value, list):
        # A study may have no stage of supply and no barriers, but an empty vocabulary is a mistake.
        is_valid = is_valid and (bool(value) or key in _MAY_BE_EMPTY)
        is_valid = is_valid and all(isinstance(word, str) and word.strip() for word in value)
    if not is_valid:
        problems.add(
            place.problem("error", "bad_setting", f"{key} should be {_EXAMPLES[kind]}.", f"Change {key}.", key, value)
        )
    return is_valid


def _unknown(key: str, name: str, known: list[str], place: SettingsPlace, problems: Problems) -> None:
    remedy = did_you_mean(name, known).strip() or "Delete it, or look up the name in docs/study.md."
    problems.add(
        place.problem("warning", "unknown_setting", f"{key} is not a known setting and is ignored.", remedy, key)
    )


def _of_record(good: Mapping[str, Any], place: SettingsPlace, problems: Problems) -> str:
    key = "coding.of_record"
    asked, coders = str(good.get(key, "")).strip(), [word.strip() for word in good.get("coders", ())]
    choices = [*coders, AGREED]
    if key in good and (not asked or (coders and asked not in choices)):
        what = f"{key} is {asked}, who is not among the coders." if asked else f"{key} is empty."
        near = did_you_mean(asked, choices).strip() if asked else ""
        remedy = near or f"Name a coder, or write {AGREED}; delete it if no passage was coded by two coders."
        problems.add(place.problem("error", "bad_setting", what, remedy, key, asked))
        return ""
    return asked


def _focus(good: Mapping[str, Any], place: SettingsPlace, problems: Problems) -> Focus:
    asked = good.get("focus.in_question", "").strip()
    against = good.get("focus.compared_with", "").strip()
    if bool(asked) != bool(against):
        present, missing = ("in_question", "compared_with") if asked else ("compared_with", "in_question")
        problems.add(
            place.problem(
                "error",
                "bad_focus",
                f"[focus] has {present} but no {missing}.",
                f"Add {missing}, or delete both to compare nothing.",
                f"focus.{missing}",
            )
        )
        asked = against = ""
    values = tuple(word.strip() for word in good.get("focus.values", ()))
    if asked and not values:
        values = (against, asked, "mixed")
    for name, word in (("in_question", asked), ("compared_with", against)):
        if word and word not in values:
            problems.add(
                place.problem(
                    "error",
                    "bad_focus",
                    f"focus.{name} is {word}, which is not in focus.values.",
                    f"Add {word} to values, or write one of: {', '.join(values)}.",
                    f"focus.{name}",
                    word,
                )
            )
    if asked and asked == against:
        problems.add(
            place.problem(
                "error",
                "bad_focus",
                f"focus.in_question and focus.compared_with are both {asked}.",
                "Use two different words, or delete both to compare nothing.",
                "focus.in_question",
                asked,
            )
        )
    return Focus(values, asked, against)
