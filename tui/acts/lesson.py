"""Saying that a lesson still holds."""

from typing import TYPE_CHECKING

from store.commands.lesson_marks import still_holds
from store.words import Words

if TYPE_CHECKING:
    from tui.acts.acts import Acts


async def holds(acts: "Acts") -> None:
    """It does, though nobody has used it for long; one that was retired holds again."""
    lesson = await acts.desk.do(still_holds, acts.chosen)
    acts.finished(Words("{id} holds; u takes it back", id=lesson.id))
