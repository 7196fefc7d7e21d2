"""Messages that may say why something does not go, with what to do about it behind them."""

from store.words import Words
from tui.i18n import t
from tui.text.joined import noted


def told(words: Words | str, *, screen: bool = False) -> str:
    """The message in the language spoken, and in brackets the keys (on the ``screen``) or the command that meet it."""
    if isinstance(words, str):
        return words
    cause = words.cause
    if not cause.reason:
        return t(words)
    from tui.text.remedies import in_brief  # late: most messages refuse nothing

    return noted(t(words), in_brief(cause, screen=screen))
