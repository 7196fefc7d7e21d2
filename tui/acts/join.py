"""Greeting whoever opens the workspace for the first time: name and department, and one is a member."""

from typing import TYPE_CHECKING, Any

import msgspec

from store import commands
from store.fields.rights import GUEST
from store.kinds import KINDS
from store.words import Words
from store.workspace import roles
from store.workspace.founding import full_name
from tui.i18n import t
from tui.parts.form import Form

if TYPE_CHECKING:
    from tui.acts.acts import Acts
    from tui.desk.desk import Desk


def is_new(desk: "Desk") -> bool:
    """Whether this login is nobody here yet."""
    return desk.records.rank_of(desk.who) == GUEST


async def join(acts: "Acts") -> None:
    """Ask for name and department, once; leaving it means to read only."""
    desk = acts.desk
    joining = desk.records.settings.joining
    if joining != "open":
        desk.say(roles.no_guest(desk.records, desk.who), "warn")
        return
    desk.workspace.foresee(commands.add, "person", {"name": "-", "login": desk.who})
    fields = [KINDS["person"].fields[name] for name in ("name", "department")]
    fields[0] = msgspec.structs.replace(fields[0], hint=t("You are new here. Esc leaves you reading only"))

    async def submit(values: dict[str, Any]) -> Any:
        return await desk.do(commands.add, "person", {**values, "login": desk.who})

    title = t("Welcome to {name}. Who are you?", name=desk.records.settings.name)
    made = await acts.show(Form(desk, title, fields, {"name": full_name(desk.who)}, submit))
    if made is None:
        desk.say(Words("You are reading only. Join: in the list of commands (:)"), "warn")
    else:
        desk.say(Words("Welcome, {name}", name=made.name), "good")
