"""Sentences in the reader's language: the English sentence is the key, `tui/locale/zh.json` has the Chinese ones.

Where one word of English means two things, its context stands behind it: `From|day`, `From|value`.

English needs no catalogue. The language may be given as a function that finds it when the first sentence is wanted,
so that a command that says nothing pays nothing.
"""

import os
from collections.abc import Callable, Mapping
from typing import cast

import msgspec

from store.fields.numbers import digits
from store.words import Words, between

LANGUAGES = ("en", "zh")

_catalogues: dict[str, dict[str, str]] = {"en": {}}


class _Speaker:
    """The language wanted, and the one spoken once it was needed."""

    def __init__(self) -> None:
        self.wanted: str | Callable[[], str] = "en"
        self.spoken: str | None = None


_speaker = _Speaker()


def use(language: str | Callable[[], str]) -> None:
    """Speak that language from now on; a function is asked when the first sentence is wanted."""
    _speaker.wanted, _speaker.spoken = language, None


def lang() -> str:
    """The language spoken: ``en`` or ``zh``."""
    if _speaker.spoken is None:
        # English while asking: the one who finds the language may have something to say.
        _speaker.spoken = "en"
        wanted = _speaker.wanted if isinstance(_speaker.wanted, str) else _speaker.wanted()
        _speaker.spoken = wanted if wanted in LANGUAGES else "en"
    return _speaker.spoken


def t(template: str | Words, /, *, one: str | None = None, context: str | None = None, **values: object) -> str:
    """The sentence in the language spoken; what ``one`` and ``context`` are, `Words` says, which bring their own."""
    words = template if isinstance(template, Words) else Words(template, one=one, context=context, **values)
    chosen = catalogue(lang()).get(words.key, words.chosen)
    if not words.values:
        return chosen
    return chosen.format_map({name: _said(value) for name, value in words.values.items()})


def catalogue(language: str) -> dict[str, str]:
    """The translations of a language by the keys of `Words`."""
    known = _catalogues.get(language)
    if known is None:
        path = os.path.join(os.path.dirname(__file__), "locale", f"{language}.json")
        with open(path, "rb") as file:
            known = _catalogues[language] = msgspec.json.decode(file.read(), type=dict[str, str])
    return known


def in_each(words: Words) -> list[str]:
    """What the words are in each of the languages."""
    return [catalogue(language).get(words.key, words.chosen) for language in LANGUAGES]


def choose(option: str | None, environ: Mapping[str, str], setting: str | None = None) -> str:
    """The language to speak: the option, then the person's setting, then the locale of the environment."""
    for wanted in (option, setting, _locale(environ)):
        code = (wanted or "").lower().replace("_", "-").partition("-")[0]
        if code in LANGUAGES:
            return code
    return "en"


def _locale(environ: Mapping[str, str]) -> str:
    """The locale of messages, by the order that the C library keeps."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name].partition(".")[0]
    return ""


def _said(value: object) -> object:
    """A value fit for its place in a sentence: words in words are translated too, no number is a power of ten."""
    if isinstance(value, Words):
        return t(value)
    if isinstance(value, list | tuple):
        items = cast("list[object]", value)
        return t(between(items)).join(str(_said(item)) for item in items)
    return digits(value) if isinstance(value, float) else value
