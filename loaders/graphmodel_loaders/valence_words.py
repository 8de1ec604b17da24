"""Which words of the list ``valence`` act as barrier and as enabler."""

from collections.abc import Collection, Mapping
from typing import Any

from graphmodel.problems import Problems
from graphmodel.schema.rules import FACTOR_SORTS
from graphmodel.suggest import did_you_mean
from graphmodel_loaders.settings_place import SettingsPlace


def acting_as(
    sort: str, settings: Mapping[str, Any], words: Collection[str], place: SettingsPlace, problems: Problems
) -> tuple[str, ...]:
    """The words of ``valence`` that act as a barrier, or as an enabler.

    These are the model's own word, where the list has it, and those that the study names under ``[valence]``. A list
    without either is an error: no analysis would find a barrier.

    Args:
        sort: ``barrier`` or ``enabler``.
        settings: flat keys and values.
        words: the list ``valence`` of the study.
        place: where the settings come from.
        problems: collects what is wrong.
    """
    key = f"valence.{sort}"
    (other,) = (one for one in FACTOR_SORTS if one != sort)
    named = [word.strip() for word in settings.get(key, ())]
    # A word in both lists is reported once, with the first.
    of_both = {word.strip() for word in settings.get(f"valence.{other}", ())} if sort == FACTOR_SORTS[0] else set()
    for word in named:
        if word not in words:
            what = f"{key} names {word}, which is not in the list valence."
            remedy = did_you_mean(word, words).strip() or f"Write one or more of: {', '.join(words)}."
        elif word in {other, *of_both}:
            what = f"{word} would act as {sort} and as {other}."
            remedy = f"Name it in one of the two, and write {other} in neither: it acts as itself."
        else:
            continue
        problems.add(place.problem("error", "bad_setting", what, remedy, key, word))
    acting = tuple(dict.fromkeys([*(word for word in (sort,) if word in words), *(w for w in named if w in words)]))
    if not acting and key not in settings:
        problems.add(
            place.problem(
                "error",
                "no_valence",
                f"None of the words of the list valence ({', '.join(words)}) acts as {sort}, so no analysis finds one.",
                f'Write in study.toml, under [valence], {sort} = ["the word"]; or {sort} = [] if the study has none.',
                key,
            )
        )
    return tuple(word for word in acting if word != other)
