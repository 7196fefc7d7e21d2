"""What becomes of what is left open where something ends: asked once, of all of it, before anything is written."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from store.errors import Fault, Invalid, LeftOpen
from store.fields import Field, choice, ref
from store.kinds import split_id
from store.kinds.ending import DONE, DROP, MOVE, with_rest
from store.words import Words
from tui.acts.goal import named
from tui.i18n import t
from tui.parts.form import Form
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.acts import Acts

_EACH = choice("", ("", "As said above"), (DONE, "Done"), (DROP, "Dropped"), (MOVE, "Goes on elsewhere"))
_ALL = choice(
    "All of it",
    ("", "Each as said below"),
    (DONE, "Done"),
    (DROP, "Dropped"),
    (MOVE, "Goes on elsewhere"),
    name="all",
)


async def give(acts: "Acts", command: Callable[..., Any], *args: Any, **values: Any) -> Any:
    """Give a command as one commit; where it would leave something open, with what the person says becomes of it.

    Raises `LeftOpen` where they think better of it.
    """
    rest: dict[str, str] = {}
    while True:
        try:
            return await acts.desk.do(with_rest, rest, command, *args, **values)
        except LeftOpen as error:
            answers = await _ask(acts, error)
            if answers is None:
                raise
            rest |= answers


async def _ask(acts: "Acts", error: LeftOpen) -> dict[str, str] | None:
    """What becomes of each, as `with_rest` takes it."""
    left = error.left

    async def submit(new: dict[str, Any]) -> dict[str, str]:
        said = {id: new.get(id) or new.get("all") or "" for id in left}
        unsaid = next((id for id, how in said.items() if not how), None)
        if unsaid is not None:
            raise Invalid(unsaid, [Fault(unsaid, Words("say what becomes of it", "needed"))])
        if MOVE in said.values() and not new.get("to"):
            raise Invalid("to", [Fault("to", Words("name what goes on with it", "needed"))])
        return {id: f"{MOVE}:{new['to']}" if how == MOVE else how for id, how in said.items()}

    elsewhere = ref("Elsewhere", *_places(left), hint="What goes on with what does not end here", name="to")
    fields = [_ALL, elsewhere, *(_each(id, title) for id, title in left.items())]
    title = t("What becomes of what is open?  {id}", id=error.words.values["id"])
    return await acts.show(Form(acts.desk, title, fields, {}, submit))


def _each(id: str, title: str) -> Field:
    return named(_EACH, id, label=f"{id} {safe(title)}")


def _places(left: dict[str, str]) -> list[str]:
    """The kinds of record that all of it can go to."""
    kinds = [place[0] for id in left if (place := split_id(id)) is not None]
    each = [kind.fields[kind.within[0]].kinds for kind in kinds if kind.within]
    return [name for name in each[0] if all(name in names for names in each)] if each else []
