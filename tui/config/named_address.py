"""An address of a database, where a configuration, a variable or an option names the workspace."""

from store.errors import WrongWords
from store.words import Words
from store.workspace.named_places import address_of, is_address, without_passwords

__all__ = ["address", "fault", "without_passwords"]


def address(text: str, variable: str = "") -> str:
    """The address as it is shown. Raises `WrongWords`, without quoting it: a password may stand in it."""
    words = fault(text)
    if words is None:
        return address_of(text).shown
    error = WrongWords("{variable}: {reason}", variable=variable, reason=words) if variable else WrongWords.of(words)
    raise error


def fault(text: str) -> Words | None:
    """Why that is no address; None where it is one."""
    if not is_address(text):
        return Words(
            "A workspace is a folder, or an address such as postgresql://HOST/DATABASE?workspace=NAME, and nothing else"
        )
    try:
        address_of(text)
    except WrongWords as error:
        return error.words
    return None
