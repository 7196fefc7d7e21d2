"""One answer to a shell: a word that fits, and what it says. Nothing of it can do harm on a command line."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from typing import NamedTuple

from store.fields.indexes import folded
from tui.cli.plain_text import crop, visible
from tui.i18n import lang

#: So many are given at the most.
MOST = 100
#: What every shell takes as it stands, and nothing else is ever offered: a code or a login may be anything.
_SAFE = re.compile(r"(?:--)?\w[\w.,:=@/+%-]*")
#: So many cells of what a word says.
_CELLS = 60


class ShellAnswer(NamedTuple):
    """``found`` if it fits by what it says, not by how it begins."""

    word: str
    says: str = ""
    found: bool = False

    def line(self, before: str) -> str:
        """It as a script reads it, with what stands before it in the same word."""
        return f"{before}{self.word}\t{crop(visible(self.says), _CELLS)}"


#: The shell knows best which files there are.
FILE, FOLDER = ShellAnswer("/file"), ShellAnswer("/dir")


def in_both(word: str, label: str) -> Iterator[ShellAnswer]:
    """A word of commands and its label, which may be typed in its place where another language is spoken."""
    yield ShellAnswer(word, "" if label == word else label)
    if lang() != "en" and label != word:
        yield ShellAnswer(label, word)


def chosen(answers: Iterable[ShellAnswer], typed: str) -> list[ShellAnswer]:
    """Those that go on from what is typed, each once; where none does, those that are found by it.

    Where they are too many, of each way to go on some.
    """
    said, safe = folded(typed), [each for each in answers if _SAFE.fullmatch(each.word) or each in (FILE, FOLDER)]
    fit = [each for each in safe if not each.found and (folded(each.word).startswith(said) or each in (FILE, FOLDER))]
    fit = fit or [each for each in safe if each.found]
    found = list({each.word: each for each in reversed(fit)}.values())[::-1]
    return found if len(found) <= MOST else spread(found, len(typed))


def spread(answers: list[ShellAnswer], at: int) -> list[ShellAnswer]:
    """Some of too many, in their order: a shell that writes what they have in common must not write too much."""
    ways: dict[str, list[ShellAnswer]] = {}
    for each in answers:
        ways.setdefault(each.word[at : at + 1].casefold(), []).append(each)
    taken = [each for each in chain(*zip_longest(*ways.values())) if each is not None][:MOST]
    return [each for each in answers if each in set(taken)]
