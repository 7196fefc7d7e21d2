"""What is true of what is looked back at, before anybody says what they think: a heading, then its lines."""

from typing import TYPE_CHECKING

from store.insight.retro_facts import of_retro
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.retro.headings import heading
from tui.text.cells import wrap
from tui.text.fact_lines import fact_sections, on_screen

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.rooms.retro.view import RetroView


def fact_rows(desk: "Desk", view: "RetroView", width: int) -> list[ChoiceRow]:
    """In rows of ``width`` cells; the key of one names the record it is made of, or nothing but itself."""
    overview = desk.overview
    rows: list[ChoiceRow] = []
    for section in fact_sections(of_retro(overview, view.retro.id), overview, on_screen(overview)):
        rows.append(heading(desk, section.heading, width))
        for line in section.lines:
            for at, text in enumerate(wrap(line.text, width)):
                key = "" if at else f"{line.ids[0] if line.ids else '~'}#{len(rows)}"
                rows.append(ChoiceRow(key, [("  " if at else "", "foreground"), (text, line.tone or "foreground")]))
    return rows or [ChoiceRow("", [(t("Nothing has happened yet that is known here"), "muted")])]
