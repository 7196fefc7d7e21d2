"""The options of a decision as people type them: one on a line, below it what speaks for it (`+`) and against it (`-`).

They stay one text, which older versions show and merge; this reads it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

FOR, AGAINST, NEUTRAL = "+", "-", "~"
#: What people type in front of an argument: a mark, or a word with a colon.
_MARKS = {FOR: "+＋✓✔", AGAINST: "-－–—−✗✘", NEUTRAL: "~～"}
_SIGN = {sign: mark for mark, signs in _MARKS.items() for sign in signs}
_WORDS = {
    FOR: ("for", "pro", "pros", "good", "plus", "advantage", "赞成", "优点", "好处", "利", "正面"),
    AGAINST: ("against", "con", "cons", "bad", "minus", "disadvantage", "risk", "反对", "缺点", "坏处", "弊", "风险"),
    NEUTRAL: ("neutral", "中性", "中立"),
}  # fmt: skip
_WORD = {word: mark for mark, words in _WORDS.items() for word in words}
_LABELLED = re.compile(r"([^\W\d_]{1,14})\s*(?:[:：]|[,，]\s*because\b)\s*(?=\S)", re.IGNORECASE)
_ITEM = re.compile(r"(?:[*•·‣◦]\s*|(?:\d{1,2}|[A-Za-z])[.)）、]\s+|[(（](?:\d{1,2}|[A-Za-z])[)）]\s*)(?=\S)")


class Argument(NamedTuple):
    """What speaks for an option (`FOR`), against it, or neither; ``mark`` says which."""

    mark: str
    text: str


class Weighed(NamedTuple):
    """What could be chosen, what is said of it, and what speaks for and against it."""

    title: str
    note: str = ""
    arguments: tuple[Argument, ...] = ()

    def of(self, mark: str) -> list[str]:
        """The arguments of one sort."""
        return [each.text for each in self.arguments if each.mark == mark]


def read(text: str) -> list[Weighed]:
    """The options in their order. Where every line begins with a mark, as in a list of dashes, each is an option."""
    lines = [line for line in text.split("\n") if line.strip()]
    below = any(_argument(line) is None for line in lines)
    found: list[Weighed] = []
    for line in lines:
        argument = _argument(line) if below and found else None
        if argument is not None:
            found[-1] = found[-1]._replace(arguments=(*found[-1].arguments, argument))
        elif found and line[0].isspace() and not _ITEM.match(line.strip()):
            found[-1] = _longer(found[-1], line.strip())
        else:
            found.append(Weighed(_title(line.strip())))
    return found


def marked(text: str) -> list[Argument]:
    """The lines of a text, each with the mark that stands before it ("" for none): what is good in it, and bad."""
    lines = (line for line in text.split("\n") if line.strip())
    return [_argument(line) or Argument("", line.strip()) for line in lines]


def is_chosen(option: Weighed, chosen: str) -> bool:
    """Whether it is the one that was chosen, which may be told at more length."""
    title, said = (" ".join(unicodedata.normalize("NFKC", each).casefold().split()) for each in (option.title, chosen))
    return bool(title) and (said == title or (said.startswith(title) and not said[len(title)].isalnum()))


def _argument(line: str) -> Argument | None:
    """The argument that a line is; None for one that names an option."""
    said = line.strip()
    item = _ITEM.match(said)
    labelled = _LABELLED.match(said[item.end() :] if item else said)
    if labelled and (mark := _WORD.get(labelled[1].lower())):
        return Argument(mark, (said[item.end() :] if item else said)[labelled.end() :].strip())
    mark = _SIGN.get(said[0])
    if mark is None or not said[1:].strip():
        return None
    rest = said[1:].strip()
    labelled = _LABELLED.match(rest)  # as in MADR: - Good, because it is near
    if labelled and labelled[1].lower() in _WORD:
        return Argument(_WORD[labelled[1].lower()], rest[labelled.end() :].strip())
    return Argument(mark, rest)


def _title(line: str) -> str:
    """The name of an option without what makes it an item of a list; the sign of a number is part of it."""
    item = _ITEM.match(line)
    if item:
        return line[item.end() :].strip()
    dash = line[0] in _SIGN and not line[1:2].isdecimal() and line[1:].strip()
    return dash or line


def _longer(option: Weighed, line: str) -> Weighed:
    """The option with one more line of what was said last."""
    if option.arguments:
        *others, last = option.arguments
        return option._replace(arguments=(*others, last._replace(text=f"{last.text} {line}")))
    return option._replace(note=f"{option.note}\n{line}" if option.note else line)
