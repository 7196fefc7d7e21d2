"""How often an item stands on an agenda by now, since it was carried."""

from store.words import Words
from tui.i18n import t

_TIMES = {1: Words("{n}st time"), 2: Words("{n}nd time"), 3: Words("{n}rd time")}


def times_said(n: int) -> str:
    """Of one that was carried ``n`` times: 2nd time; "" where it is there for the first."""
    n += 1
    if n < 2:
        return ""
    if n % 100 not in (11, 12, 13):
        for last, words in _TIMES.items():
            if n % 10 == last:
                return t(words.filled(n=n))
    return t("{n}th time", n=n)
