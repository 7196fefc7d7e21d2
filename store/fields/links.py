"""Links: pages and addresses, and nothing that a terminal or a browser would run."""

import re

_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"\x00-\x1f\x7f]+", re.IGNORECASE)


def is_link(text: object) -> bool:
    """It names a page or an address."""
    return isinstance(text, str) and _LINK.fullmatch(text.strip()) is not None
