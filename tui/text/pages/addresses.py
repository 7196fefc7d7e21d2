"""Addresses that a document may lead to: pages and mail, nothing that a browser would run or open by itself."""

import re
from urllib.parse import quote

from tui.text.joined import noted
from tui.text.pages.document import Phrase

#: A document beside it is one too.
_LEADS = re.compile(r"(?:https?://|mailto:)[^\s]+|\d+(?:-[^\W_][^/\\:?#%\s]*)?\.md", re.IGNORECASE)
#: Signs that stay as they are; all else of ASCII, blanks, quotes and brackets among it, is written in percent.
_SAFE = "%:/?#[]@!$&'()*+,;=-._~"


def address(url: str) -> str:
    """The address as it goes into a document; "" where it leads to no page and no mail."""
    found = url.strip()
    if not _LEADS.fullmatch(found):
        return ""
    return quote(found, safe=_SAFE, errors="replace")


def without_link(phrase: Phrase) -> str:
    """What is said instead of a link that leads nowhere."""
    return phrase.text if phrase.url == phrase.text else noted(phrase.text, phrase.url)
