"""Reading the words of a command: options may stand anywhere, and the word behind one is its value, whatever it is.

Small and our own, because argparse takes no value that begins with a dash (`--note "-5 degrees"`), says its errors
in English only, and cannot ask for the fields of a kind that an earlier word names.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from store.errors import WrongWords
from store.words import Words
from tui import served
from tui.served import Touch
from tui.text.places import placed

#: What stands for standard input or output, and what that is called where a file is to be read.
STANDARD_INPUT, AS_FILE = "-", "/dev/stdin"


class Option(msgspec.Struct, frozen=True):
    """``--name``; ``value`` is what help calls its value, none for a switch; ``many`` may be given again.

    Where its value is a word of a choice, ``choice`` has the kind, the field, and the words that it does not take.
    """

    name: str
    says: Words
    value: str = ""
    many: bool = False
    choice: tuple[str, ...] = ()
    #: What it touches beside what its verb does.
    touches: frozenset[Touch] = frozenset()


#: Of every verb that keeps the reason.
WHY = Option("why", Words("The reason, kept in the history"), "TEXT")
#: Of every verb that may end something on which something is open.
REST = Option(
    "rest",
    Words("What becomes of what it leaves open: done, drop or move:G-4 for all, A-3=drop for one"),
    "HOW",
    many=True,
)


#: Of every verb that gives somebody something to do.
ANYWAY = Option("anyway", Words("Also to who has left, or to a department that is not active any more"))


class Read(msgspec.Struct, frozen=True):
    """The words as understood. ``unknown`` are options that were not declared, with their values if they have one."""

    words: list[str]
    options: dict[str, str]
    unknown: list[tuple[str, str | None]]


def read(argv: Sequence[str], options: Mapping[str, Option], *, fields: bool = False) -> Read:
    """Tell words from options. An option that is not declared is taken to have a value. Raises `WrongWords`.

    Where ``fields`` are options too, a Chinese word means one of them first.
    """
    found = Read([], {}, [])
    rest = list(reversed(argv))
    while rest:
        word = rest.pop()
        if word == "--":
            found.words.extend(reversed(rest))
            break
        word = "--help" if word == "-h" else half_width(word)
        if word.startswith("--"):
            _take(word[2:], rest, options, found, fields=fields)
        elif len(word) == 2 and word[0] == "-" and word[1].isascii() and word[1].isalpha():
            raise WrongWords(
                "There is no option {option}. Before a word that begins with a dash, write --", option=word
            )
        else:
            found.words.append(word)
    return found


def half_width(word: str) -> str:
    """An option as an input method may write it, `－－due＝fri`, with the signs that are meant."""
    if word.isascii() or not word.startswith(("--", "－－")):
        return word
    name, *value = re.split("[=＝]", word[2:], maxsplit=1)
    return "=".join([f"--{name}", *value])


def _take(word: str, rest: list[str], options: Mapping[str, Option], found: Read, *, fields: bool) -> None:
    """Understand one option; its value is behind ``=`` or the next of the rest."""
    name, equals, value = word.partition("=")
    if not name.isascii() and not fields:
        from tui.cli.option_words import option_called  # late: few options are written in Chinese

        name = option_called(name, options) or name
    option = options.get(name)
    if option is not None and not option.value:
        if equals:
            raise WrongWords("--{name} takes no value", name=name)
        found.options[name] = "yes"
        return
    given = value if equals else _next(rest, options)
    if option is None:
        found.unknown.append((name, given))
    elif given is None:
        raise WrongWords("--{name} wants a value: --{name} {value}", name=name, value=placed(option.value))
    elif name in found.options and option.many:
        found.options[name] += f",{given}"
    elif name in found.options:
        raise WrongWords("--{name} is given twice", name=name)
    else:
        found.options[name] = given


def _next(rest: list[str], options: Mapping[str, Option]) -> str | None:
    """The next word as a value; an option's name in its place means that the value was forgotten."""
    if not rest:
        return None
    name = half_width(rest[-1]).partition("=")[0]
    return None if name.startswith("--") and name[2:] in options else rest.pop()


def unknown_option(name: str, known: Iterable[str]) -> WrongWords:
    """The error for an option that does not exist, with the one that was probably meant."""
    near = nearest(name, known)
    if near is None:
        return WrongWords("There is no option --{name} here. --help shows those there are", name=name)
    return WrongWords(
        "There is no option --{name} here. Did you mean --{near}?", name=name, near=near, details={"near": near}
    )


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like ``word``, or None."""
    from difflib import get_close_matches  # late: most words are typed right

    # Of two Chinese characters one may be wrong. What is oftenest wanted is known first: `list` before `lost`.
    words, cutoff = list(known), 0.6 if word.isascii() else 0.5
    close = get_close_matches(word[:80], words, n=8, cutoff=cutoff)
    best = [each for each in close if _likeness(word[:80], each) == _likeness(word[:80], close[0])]
    return min(best, key=words.index, default=None)


def _likeness(word: str, known: str) -> float:
    from difflib import SequenceMatcher  # late: as above

    return SequenceMatcher(None, known, word).ratio()


def as_text(word: str) -> str:
    """A word of the process as the text that was typed: UTF-8, whatever the locale took it for."""
    if word.isascii():
        return word
    try:
        return os.fsencode(word).decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return word  # it did not come from the process


def as_path(text: str, *, new: bool = False) -> str:
    """The name of a file in the form that the operating system's interface wants here; undoes `as_text`.

    Raises `Forbidden` where the files here are those of a server: then only `-` names one, and what stands for it
    where a file is read, none that is ``new``.
    """
    if text != STANDARD_INPUT and (new or text != AS_FILE):
        served.refuse_files()
    return text if text.isascii() else os.fsdecode(text.encode("utf-8", "surrogateescape"))


def whole_number(name: str, text: str, least: int = 0) -> int:
    """The value of ``--name`` as a whole number; raises `WrongWords`."""
    from store.fields.read_numbers import read_number  # late: few options are numbers

    try:
        number = read_number(text, None) if re.search(r"\d", text) else -1
    except WrongWords:
        number = -1
    if not isinstance(number, int) or number < least:
        raise WrongWords(
            '--{name} wants a whole number from {least} up, not "{text}"', name=name, least=least, text=text
        )
    return number
