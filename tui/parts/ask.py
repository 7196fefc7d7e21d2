"""One question: why, by when, what a colleague should know."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import msgspec

from store.fields import Field
from tui.i18n import t
from tui.parts.form import Form

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class Ask(Form):
    """A form of one field; dismissed with its value, or None where the person thought better of it.

    With ``save`` it is left once that has gone well: what is refused stays in it, and nothing typed is lost.
    """

    def __init__(
        self,
        desk: "Desk",
        title: str,
        field: Field,
        value: Any = None,
        *,
        save: Callable[[Any], Awaitable[Any]] | None = None,
        draft: str = "",
    ) -> None:
        asked = msgspec.structs.replace(field, names=True)
        super().__init__(desk, title, [asked], {field.name: value}, self._take, draft=draft)
        self._name = field.name
        self._save = save

    async def _take(self, values: dict[str, Any]) -> Any:
        value = values[self._name]
        if self._save is not None:
            await self._save(value)
        return value

    def offers(self) -> list[tuple[str, str]]:
        keys = [("Enter", t("save")), ("Esc", t("leave"))]
        return [("Left Right", t("choose")), *keys] if self.answer.turned else keys
