"""One question: why, by when, what a colleague should know."""

from typing import TYPE_CHECKING, Any

import msgspec

from store.fields import Field
from tui.i18n import t
from tui.parts.form import Form

if TYPE_CHECKING:
    from tui.desk import Desk


class Ask(Form):
    """A form of one field; dismissed with its value, or None where the person thought better of it."""

    def __init__(self, desk: "Desk", title: str, field: Field, value: Any = None, hint: str = "") -> None:
        asked = msgspec.structs.replace(field, names=True, hint=hint or field.hint)
        super().__init__(desk, title, [asked], {field.name: value}, self._take)
        self._name = field.name

    async def _take(self, values: dict[str, Any]) -> Any:
        return values[self._name]

    def offers(self) -> list[tuple[str, str]]:
        """Enter answers."""
        keys = [("Enter", t("save")), ("Esc", t("leave"))]
        return [("Left Right", t("choose")), *keys] if self.answer.turned else keys
