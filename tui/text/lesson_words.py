"""Why a lesson fits, in words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.i18n import t
from tui.text.joined import listed

if TYPE_CHECKING:
    from store.insight.fitting_lessons import Fit
    from store.insight.overview import Overview

#: So many departments and tags are named.
NAMED = 3


def why(overview: "Overview", fit: "Fit") -> Iterator[str]:
    """By what it fits, one after another: same departments: MKT, FIN; #launch; words: price, list."""
    if fit.departments:
        called = listed(overview.called(each) for each in fit.departments[:NAMED])
        yield t("same departments: {names}", one="same department: {names}", names=called, n=len(fit.departments))
    yield from (f"#{tag}" for tag in fit.tags[:NAMED])
    if fit.words:
        yield t("words: {words}", one="word: {words}", words=listed(fit.words), n=len(fit.words))
