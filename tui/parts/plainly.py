"""What the store says, as the screen says it: without the options of the command line that it names."""

import re

from store.words import Words
from tui.i18n import t

#: On the screen there is a field, or a key, for it. Compiled when first something is said.
_OPTION = r" ?[(（](?:--[\w-]+|`concord [^`]+`)[)）]"


def plainly(words: Words | str) -> str:
    """The message in the language spoken."""
    return re.sub(_OPTION, "", t(words) if isinstance(words, Words) else words)
