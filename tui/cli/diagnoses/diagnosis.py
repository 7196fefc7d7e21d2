"""One thing that was looked at, and the command that mends it where it is not right."""

import os
import shlex
from typing import NamedTuple

from store.words import Words


class Diagnosis(NamedTuple):
    """One thing looked at; ``advice`` says what to change where it is not right."""

    about: str
    fine: bool
    words: Words
    advice: Words | None = None


def command(*words: str, root: bool = True) -> str:
    """A command as one types it, what has blanks in it in quotes; with ``root`` by whoever may do all."""
    return f"{'sudo ' if root and os.geteuid() else ''}{' '.join(map(shlex.quote, words))}"


def do(*commands: str) -> Words:
    """The advice to give these commands, one after the other."""
    return Words("{command}", command=" && ".join(commands))
