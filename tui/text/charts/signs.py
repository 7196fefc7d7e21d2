"""The characters of charts: blocks of an eighth and lines, or plain ASCII."""

from typing import NamedTuple


class ChartSigns(NamedTuple):
    """``blocks`` from empty to full, upwards and to the right; the axes; a level across, and one down; several.

    ``points`` are a value alone, low, in the middle and high in its row.
    """

    blocks: str
    bars: str
    points: str
    side: str
    corner: str
    rule: str
    level: str
    mark: str
    several: str
    none: str
    ascii: bool


BLOCKS = ChartSigns(" ▁▂▃▄▅▆▇█", " ▏▎▍▌▋▊▉█", "▁━▔", "│", "└", "─", "╌", "│", "&", "·", ascii=False)
PLAIN = ChartSigns(" ...::::#", " ...::::#", "===", "|", "+", "-", "-", "|", "&", "-", ascii=True)


def signs_of(ascii: bool) -> ChartSigns:
    """Those that may be drawn with."""
    return PLAIN if ascii else BLOCKS
