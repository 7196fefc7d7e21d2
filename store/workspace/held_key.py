"""A key by which somebody came in: whether it is theirs still, by the file as it is."""

from store.errors import ConcordError
from store.workspace import keys


class HeldKey:
    """Asked often; the file is read where it has changed. What cannot be read takes nobody's key away."""

    def __init__(self, folder: str, fingerprint: str, login: str) -> None:
        self._folder = folder
        self._fingerprint = fingerprint
        self._login = login
        self._seen: object = self  # no state of a file
        self._listed = True

    def is_listed(self) -> bool:
        """Whether the file has it as that login's."""
        state = keys.state_of(self._folder)
        if state != self._seen:
            try:
                self._listed = keys.is_listed(self._folder, self._fingerprint, self._login)
                self._seen = state
            except ConcordError:
                return self._listed
        return self._listed
