"""What becomes of what is left open where something ends: asked once, of all of it, before anything is written."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from store.errors import Fault, Invalid, LeftOpen, Refused
from store.fields import Field, choice, ref
from store.kinds import split_id
from store.kinds.blocker import Blocker
from store.kinds.ending import DONE, DROP, MOVE, with_rest
from store.kinds.naming import title_of
from store.words import Words
from tui.acts.goal import named
from tui.i18n import t
from tui.parts.form import Form
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.acts import Acts

_ALL = choice("All of it", (DONE, "Done"), (DROP, "Dropped"), (MOVE, "Goes on elsewhere"), name="all")
_EACH = choice("", ("", "As said above"), *((each.value, str(each.label)) for each in _ALL.choices))


class _RestForm(Form):
    """Its labels are titles."""

    label_part = 3 / 5


async def give(acts: "Acts", command: Callable[..., Any], *args: Any, **values: Any) -> Any:
    """Give a command as one commit; where it would leave something open, with what the person says becomes of it.

    Raises `Refused` where they think better of it.
    """
    try:
        return await acts.desk.do(command, *args, **values)
    except LeftOpen as error:
        return await _ask(acts, error, lambda rest: acts.desk.do(with_rest, rest, command, *args, **values))


async def _ask(acts: "Acts", error: LeftOpen, save: Callable[[dict[str, str]], Awaitable[Any]]) -> Any:
    """What becomes of each; what is refused stays in the form."""
    left = error.left

    async def submit(new: dict[str, Any]) -> tuple[Any]:
        said = {id: new.get(id) or new["all"] for id in left}
        if MOVE in said.values() and not new.get("to"):
            raise Invalid("to", [Fault("to", Words("name what goes on with it", "needed"))])
        return (await save({id: f"{MOVE}:{new['to']}" if how == MOVE else how for id, how in said.items()}),)

    places = _places(left)
    elsewhere = ref(
        "Elsewhere", *places, hint="Only where something goes on elsewhere: what goes on with it", name="to"
    )
    fields = [_ALL, elsewhere, *(_each(id, title) for id, title in left.items())]
    id = str(error.words.values["id"])
    title = t("What becomes of what is open?  {id}", id=f"{id} {safe(title_of(acts.desk.records.get(id)))}")
    blockers = all(isinstance(acts.desk.records.find(each), Blocker) for each in left)
    made = await acts.show(_RestForm(acts.desk, title, fields, {"all": DONE if blockers else DROP}, submit))
    if made is None:
        raise Refused(
            "{n} things are still open on {id}; it was left as it is",
            "leaves-open",
            one="One thing is still open on {id}; it was left as it is",
            n=len(left),
            id=id,
        )
    return made[0]


def _each(id: str, title: str) -> Field:
    return named(_EACH, id, label=f"{id} {safe(title)}")


def _places(left: dict[str, str]) -> list[str]:
    """The kinds of record that all of it can go to."""
    kinds = [place[0] for id in left if (place := split_id(id)) is not None]
    each = [kind.fields[kind.within[0]].kinds for kind in kinds if kind.within]
    return [name for name in each[0] if all(name in names for names in each)] if each else []
