"""Links: pages and addresses, and nothing that a terminal or a browser would run."""

import re

#: Compiled when it is first needed: all kinds load this.
_LINK = r"(?i:https?://|mailto:)[^\s<>\"\x00-\x1f\x7f]+"


def is_link(text: object) -> bool:
    """It names a page or an address."""
    return isinstance(text, str) and re.fullmatch(_LINK, text.strip()) is not None
