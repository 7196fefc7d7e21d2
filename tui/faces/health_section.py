"""Why a goal, a key result or a department is doing as it is."""

from tui.faces.page import Page
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.joined import told
from tui.text.labels import BECAUSE, HEALTH_TONES
from tui.text.two_days import apart


def health(page: Page, most: int, more: Way | None = None) -> None:
    """The first reasons; ``more`` is the way to the others."""
    found = page.overview.health(page.record.id)
    label, tone = t(BECAUSE[found.color]), HEALTH_TONES[found.color] if found.color == "none" else "foreground"
    for at, reason in enumerate(found.reasons[:most]):
        page.fact("" if at else label, t(reason), tone)
    if found.reasons and (said := apart(page.overview)):
        page.fact("", said, "faint")
    left = len(found.reasons) - most
    if left > 0:
        said = t("and {n} more", n=left)
        page.fact("", said if more is None else told((said, page.way(more))), "faint")
