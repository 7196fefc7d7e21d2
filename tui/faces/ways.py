"""What can be done about a record: by a key on the screen, by a command on the command line, declared once.

Within the words of a key ``{key}`` is the key. A command names the record as ``{id}``; ``"..."`` in it stands for
words, CAPITALS for a name, a day or a value.
"""

from typing import NamedTuple

from store.words import Words


class Way(NamedTuple):
    """``action`` is the key's in the table of keys (`tui.keys`); ``words`` say what the key does."""

    action: str
    words: Words
    commands: tuple[str, ...]


GIVE = Way("owner", Words("{key} gives it to somebody"), ("concord edit {id} --owner WHO",))
SET_DAY = Way("due", Words("{key} sets it"), ("concord edit {id} --due DAY",))
EDIT = Way("edit", Words("{key} changes it"), ("concord edit {id}",))
