"""What `--rest` says: what becomes of what is left open where something ends."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from store.errors import WrongWords
from store.kinds.ending import ALL, DONE, DROP, MOVE, with_rest
from store.words import Words
from tui.i18n import in_each

if TYPE_CHECKING:
    from store.records import Changes
    from tui.cli.call import Call


T = TypeVar("T")


def ending(call: "Call", command: Callable[..., T]) -> Callable[..., T]:
    """The command with what ``--rest`` says becomes of what it leaves open."""
    given = call.given("rest")
    if given is None:
        return command
    rest = _read(call, given)

    def run(changes: "Changes", *args: Any, **values: Any) -> T:
        return with_rest(changes, rest, command, *args, **values)

    return run


def _read(call: "Call", text: str) -> dict[str, str]:
    """``drop``, ``move:G-4``, ``A-3=done``, with commas between them: the answers by id, under `ALL` for the others."""
    found: dict[str, str] = {}
    for word in filter(None, (each.strip() for each in re.split(r"[,，;；、]", text))):
        name, sign, answer = word.replace("＝", "=").rpartition("=")
        id = call.named(name.strip()) if sign else ALL
        if id in found:
            raise WrongWords('"{name}" is named twice', name=name.strip() or answer)
        found[id] = _answer(call, answer.strip())
    return found


def _answer(call: "Call", text: str) -> str:
    said, _, to = text.replace("：", ":").partition(":")
    said = said.strip().casefold()
    words = {DONE: Words("done"), DROP: Words("drop"), MOVE: Words("move")}
    how = next((each for each, more in words.items() if said in (each, *map(str.casefold, in_each(more)))), None)
    if how is None or bool(to.strip()) != (how == MOVE):
        raise WrongWords('"{text}" says nothing about the rest; it takes done, drop, move:G-4, A-3=drop', text=text)
    return f"{MOVE}:{call.named(to.strip())}" if how == MOVE else how
