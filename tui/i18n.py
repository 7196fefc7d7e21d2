"""Sentences in the reader's language: the English sentence is the key, `tui/locale/zh.json` has the Chinese ones.

Where one word of English means two things, its context stands behind it: `From|day`, `From|value`.

English needs no catalogue. The language may be given as a function that finds it when the first sentence is wanted,
so that a command that says nothing pays nothing. Where nobody has said it, the workspace's is spoken, once it is open.
"""

import os
import re
from collections.abc import Callable, Mapping
from typing import cast

import msgspec

from store.fields.numbers import digits
from store.words import IdAndTitle, Name, Words, between
from tui import served

LANGUAGES = ("en", "zh")
#: Around a value of which the direction of reading is its own (Unicode's first strong isolate, and its end).
ISOLATE, ISOLATED = "\u2068", "\u2069"

_catalogues: dict[str, dict[str, str]] = {"en": {}}
_formers: dict[str, list[str]] = {}


class _Speaker:
    """The language wanted, what says it where nobody wants one, and the one spoken once it was needed."""

    def __init__(self) -> None:
        self.wanted: str | Callable[[], str] = "en"
        self.otherwise: Callable[[], str] | None = None
        self.spoken: str | None = None


_speaker = _Speaker()


def use(language: str | Callable[[], str]) -> None:
    """Speak that language from now on; a function is asked when the first sentence is wanted.

    One that is none of ours, such as "", leaves it to what `otherwise` is given.
    """
    _speaker.wanted, _speaker.otherwise, _speaker.spoken = language, None, None


def otherwise(find: Callable[[], str]) -> None:
    """What to ask for the language from the next sentence on, as long as nobody has said which."""
    _speaker.otherwise = find
    ask_again()


def ask_again() -> bool:
    """Ask anew for a language that nobody has said; whether it is another one than was spoken."""
    if _speaker.wanted in LANGUAGES or _speaker.spoken is None:
        return False
    before, _speaker.spoken = _speaker.spoken, None
    return lang() != before


def lang() -> str:
    """The language spoken: ``en`` or ``zh``."""
    if _speaker.spoken is None:
        # English while asking: the one who finds the language may have something to say.
        _speaker.spoken = "en"
        if not isinstance(_speaker.wanted, str):
            _speaker.wanted = _speaker.wanted()
        wanted = _speaker.wanted
        if wanted not in LANGUAGES and _speaker.otherwise is not None:
            wanted = _speaker.otherwise()
        _speaker.spoken = wanted if wanted in LANGUAGES else "en"
    return _speaker.spoken


def t(template: str | Words, /, *, one: str | None = None, context: str | None = None, **values: object) -> str:
    """The sentence in the language spoken; what ``one`` and ``context`` are, `Words` says, which bring their own."""
    words = template if isinstance(template, Words) else Words(template, one=one, context=context, **values)
    if isinstance(words, Name):
        return _called(words)
    chosen = catalogue(lang()).get(words.key, words.chosen)
    if not words.values:
        return chosen
    values = {name: _said(value, name) for name, value in words.values.items()}
    return chosen.format_map(values) if lang() == "en" else _set(chosen, values)


def catalogue(language: str) -> dict[str, str]:
    """The translations of a language by the keys of `Words`."""
    known = _catalogues.get(language)
    if known is None:
        path = os.path.join(os.path.dirname(__file__), "locale", f"{language}.json")
        with open(path, "rb") as file:
            known = _catalogues[language] = msgspec.json.decode(file.read(), type=dict[str, str])
    return known


def _called(name: Name) -> str:
    """A name: in English its code, in another language its label, with what is typed for it where that is noted."""
    if lang() == "en":
        return name.code
    label = f"{t(name.label)}{name.rest}"
    return f"{label}({name.note})" if name.note else label


def in_each(words: Words) -> list[str]:
    """What the words are in each of the languages, and what they were before: all that is understood when typed."""
    return [catalogue(language).get(words.key, words.chosen) for language in LANGUAGES] + _former(words.key)


def examples(verb: str) -> list[str]:
    """The examples of a verb in the language spoken, where that has its own: they work in the demo of a retailer."""
    if lang() == "en":
        return []
    path = os.path.join(os.path.dirname(__file__), "locale", "examples.json")
    with open(path, "rb") as file:
        return msgspec.json.decode(file.read(), type=dict[str, list[str]]).get(verb, [])


def _former(key: str) -> list[str]:
    """Words that stood for a sentence of the catalogues once, and are typed by whoever learned them."""
    if not _formers:
        path = os.path.join(os.path.dirname(__file__), "locale", "former.json")
        with open(path, "rb") as file:
            _formers.update(msgspec.json.decode(file.read(), type=dict[str, list[str]]))
    return _formers.get(key, [])


def choose(option: str | None, environ: Mapping[str, str], setting: str | None = None, otherwise: str = "en") -> str:
    """The language to speak: the option, then ``CONCORD_LANG``, the person's setting, and their environment.

    ``otherwise`` is for where none of them names one; what is named and not spoken here is answered in English.
    """
    for wanted in (option, environ.get("CONCORD_LANG"), setting):
        code = _code(wanted or "")
        if code in LANGUAGES:
            return code
    named = _locales(environ)
    return next((code for code in named if code in LANGUAGES), "en" if named else otherwise)


def _locales(environ: Mapping[str, str]) -> list[str]:
    """The languages that the environment names, the most wanted first, by the order that the C library keeps.

    ``LANGUAGE`` lists them where the locale names any; C and POSIX name none.
    """
    locale = next(filter(None, (environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if _code(locale) in ("", "c", "posix"):
        return []
    return [code for name in (*environ.get("LANGUAGE", "").split(":"), locale) if (code := _code(name))]


def _code(locale: str) -> str:
    """The language of a locale: ``zh`` of ``zh_CN.UTF-8``, ``zh-Hans`` and ``zh@pinyin``."""
    return re.split(r"[-_.@]", locale.strip().lower(), maxsplit=1)[0]


#: The day of the week stands apart from its day, and what follows from it: 11月27日 周五 截止.
_WEEKDAY = " 周"
#: What belongs to a day does not stand apart from it: 11月23日 周一起.
_OF_A_DAY = "起的前后内"
#: A place of a sentence, and the blank between it and the Chinese beside it.
_PLACE = r"((?<=[\u4e00-\u9fff]) (?!\{weekday))?\{(\w+)\}( (?=[\u4e00-\u9fff]))?"


def _set(template: str, values: Mapping[str, object]) -> str:
    """Set as Chinese is: a blank beside what is Latin or a number, none between Chinese and Chinese."""

    def fill(place: "re.Match[str]") -> str:
        before, name, after = place.groups("")
        text = str(values[name])
        bare = text.strip(ISOLATE + ISOLATED)
        apart = bare[-3:-1] == _WEEKDAY and template[place.end() : place.end() + 1] not in _OF_A_DAY
        return (before if _narrow(bare[:1]) else "") + text + (after if _narrow(bare[-1:]) or apart else "")

    return re.sub(_PLACE, fill, template)  # compiled when it is first wanted: in English it is not


def _narrow(letter: str) -> bool:
    """Not Chinese, nor one of its marks."""
    return "" < letter < "\u2e80" and letter not in "“”‘’…"


def _said(value: object, name: str = "") -> object:
    """A value fit for its place in a sentence: words in words are translated too, no number is a power of ten."""
    if isinstance(value, Words):
        return t(value)
    if isinstance(value, IdAndTitle) and value.what:
        return t("{id} {title}", id=value.id, title=value.what)
    if isinstance(value, list | tuple):
        items = cast("list[object]", value)
        *ahead, last = (str(_said(item)) for item in items) if items else ("",)
        return t(between(items)).join([*(text.removesuffix("。") for text in ahead), last])
    if isinstance(value, str):
        return served.concealed(value, t, user=name == "user")
    return digits(value) if isinstance(value, float) else value
