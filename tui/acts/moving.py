"""Before a due day or a target is moved: why, and how many departments the move asks again."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from store.commands import dry_run
from store.kinds.moves import DUE, memory_of
from store.words import Words
from tui.i18n import t

if TYPE_CHECKING:
    from tui.acts.acts import Acts

_WHY = {True: Words("Why is the due day moved?"), False: Words("Why is the target moved?")}


async def ask_why(
    acts: "Acts",
    command: Callable[..., object],
    *args: Any,
    question: Words | None = None,
    save: Callable[[Any], Awaitable[Any]] | None = None,
) -> str | None:
    """The reason for what ``command`` moves, which takes it last; None where the person thought better of it.

    Raises the `ConcordError` for which the command would fail with any reason.
    """
    asked = len(dry_run.asked_again(acts.desk.workspace, command, *args, dry_run.WHY))
    title = t(question or _WHY[memory_of(acts.kind.record) is DUE])
    if asked:
        title = t(
            "{question} This asks {n} departments again",
            one="{question} This asks {n} department again",
            question=title,
            n=asked,
        )
    return await acts.ask_why(title, save)
