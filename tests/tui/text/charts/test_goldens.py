"""A dozen charts in cells, in both languages, in blocks and in ASCII. `CONCORD_GOLDENS=write` writes them anew."""

import pytest

from tests.for_each import for_each
from tests.tui.conftest import same_as_golden
from tests.tui.text.charts.examples import EXAMPLES
from tui import i18n
from tui.text.charts.cells import drawn
from tui.text.charts.chart import Spot


@pytest.fixture(autouse=True)
def english_again():
    yield
    i18n.use("en")


@for_each("language", ["en", "zh"])
@for_each("ascii", [False, True])
@for_each("size", [(78, 12), (38, 9), (15, 4)])
def test_charts(language: str, ascii: bool, size: tuple[int, int]):
    i18n.use(language)
    shown = [
        "".join(text for text, _tone in line).rstrip()
        for name, chart in EXAMPLES.items()
        for line in [*drawn(chart, *size, ascii, Spot(0, 3) if name in ("answers", "health") else None), []]
    ]
    name = f"charts-{size[0]}-{'ascii' if ascii else 'blocks'}-{language}"
    same_as_golden(name, "\n".join(shown), size[0])
