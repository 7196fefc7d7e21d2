"""The gate of a goal as a list: what it wants, each a digit away; going on, going back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.kinds.gates import wants
from store.kinds.goal import STEPS, Goal, is_open
from store.words import Words
from tui.board.words import choice_label
from tui.i18n import t
from tui.parts.cells import fit
from tui.parts.chooser import Chooser, Row
from tui.parts.text_safe import safe

if TYPE_CHECKING:
    from tui.desk import Desk

#: The keys of the rows that are no wants.
ON, BACK = ">", "<"


class GateScreen(Chooser[str]):
    """Dismissed with the number of a want, `ON`, `BACK` with a step, or None."""

    empty = "This goal is closed"

    def __init__(self, desk: "Desk", id: str) -> None:
        goal = desk.records.one(Goal, id)
        super().__init__(desk, f"{id}  {safe(goal.title)}", t("Find"))
        self.goal = goal
        self.wants = wants(goal, desk.overview.reading, desk.today)

    @property
    def lacks(self) -> bool:
        """The gate wants something."""
        return bool(self.wants)

    def find(self, text: str, width: int) -> Sequence[Row]:
        """The wants that have what is typed, then where one can go."""
        if not is_open(self.goal):
            return []
        step = choice_label("goal", "step", self.goal.step)
        rows: list[Row] = []
        said = [t(want.words) for want in self.wants]
        shown = [at for at, words in enumerate(said) if text.casefold() in words.casefold()]
        if shown:
            head = t(
                "{n} things are wanted before {step} is over",
                one="1 thing is wanted before {step} is over",
                n=len(said),
                step=step,
            )
            rows.append(Row("", [(head, "+foreground")]))
        for at in shown:
            digit = str(at + 1) if at < 9 else " "
            rows.append(Row(str(at), [(digit + "  ", "accent"), (fit(safe(said[at]), width - 8), "foreground")]))
        if not said:
            rows.append(Row("", [(t("The gate wants nothing more"), "good")]))
        return [*rows, Row("", ()), *self._ways(width)]

    def _ways(self, width: int) -> list[Row]:
        at = STEPS.index(self.goal.step)
        following = choice_label("goal", "step", STEPS[at + 1])
        if not self.wants:
            on = t("Go on: {step}", step=following)
        else:
            on = t("Go on without, with the reason: {step}", step=following)
        rows = [Row(ON, [(">  ", "accent"), (fit(on, width - 8), "foreground")])]
        for step in reversed(STEPS[:at]):
            words = t("Back: {step}", step=choice_label("goal", "step", step))
            rows.append(Row(BACK + step, [("   ", "accent"), (fit(words, width - 8), "muted")]))
        return rows

    def offers(self) -> list[tuple[str, str]]:
        """Digits meet a want."""
        return [("1-9", t("meet it")), (">", t("go on")), ("Enter", t("choose")), ("Esc", t("leave"))]

    async def choose(self, key: str) -> None:
        """Answer with it."""
        self.dismiss(key)

    async def press_more(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        """Digits and > choose at once, where nothing is typed."""
        if self.typing.text or not character or not self.rows:
            return False
        if character in ">＞":
            await self.choose(ON)
        elif character.isdigit() and 0 < int(character) <= len(self.wants):
            await self.choose(str(int(character) - 1))
        elif character.isdigit():
            self.message = (Words("There are {n} things", one="There is one thing", n=len(self.wants)), "warn")
        else:
            return False
        return True
