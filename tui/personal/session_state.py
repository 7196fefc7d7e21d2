"""What a person's sessions remember of one workspace: how far they have looked, and what they had typed.

It is in the person's own folder, readable by nobody else, and not in the journal. Where it cannot be written, it lasts
as long as the session, and whoever asked for it is told.
"""

import os
from contextlib import suppress
from typing import Any

import msgspec

from store.errors import Failed
from store.words import Words
from tui import config, private

#: So many of the last searches are kept.
SEARCHES = 20


class _Kept(msgspec.Struct):
    """The file. ``seen`` is the last sequence looked at, None before the first time."""

    seen: int | None = None
    #: Records whose news were read one by one since: id to sequence.
    read: dict[str, int] = {}
    #: What was typed and not saved: a key such as ``edit A-142``, to texts by field.
    drafts: dict[str, dict[str, str]] = {}
    #: Searches kept under a name, and the last that led somewhere, the latest first.
    views: dict[str, str] = {}
    searches: list[str] = []
    #: How lists are sorted that are not sorted as they are by themselves: the kind, and the name of the order.
    sorts: dict[str, str] = {}
    #: The ids of the pulses that were answered, which nobody else is to know.
    answered: list[str] = []


class SessionState:
    """Read when it is first needed; every change is written at once."""

    def __init__(self, workspace: str, who: str, folder: str | None = None) -> None:
        """``folder`` is where to keep it, the person's own by itself."""
        safe = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in who)
        self.path = os.path.join(folder or config.state_folder(), workspace, f"{safe.lstrip('.') or '_'}.json")
        self._loaded: _Kept | None = None

    @property
    def _kept(self) -> _Kept:
        if self._loaded is None:
            try:
                with open(self.path, "rb") as file:
                    self._loaded = msgspec.json.decode(file.read(), type=_Kept)
            except (OSError, msgspec.MsgspecError):
                self._loaded = _Kept()  # not there yet, or not readable: one looks anew
        return self._loaded

    @property
    def seen(self) -> int | None:
        """The last entry that was looked at; None before the first time."""
        return self._kept.seen

    @property
    def read(self) -> dict[str, int]:
        """Records whose news were read since, one by one, and as of which entry."""
        return self._kept.read

    def look(self, seq: int) -> None:
        """Everything up to that entry has been looked at."""
        kept = self._again()
        kept.seen = max(seq, kept.seen or 0)
        kept.read = {id: at for id, at in kept.read.items() if at > seq}
        self._write()

    def look_back(self, seq: int) -> None:
        """The workspace was put back to that entry: what comes behind it is new again."""
        if (self.seen or 0) > seq:
            kept = self._again()
            kept.seen = seq
            kept.read = {}
            self._write()

    def have_read(self, read: dict[str, int]) -> None:
        """The news of these records have been read."""
        if read:
            self._again().read |= read
            self._write()

    # Drafts

    def draft(self, key: str) -> dict[str, str]:
        """What was typed for that and not saved; empty where there is none."""
        return self._kept.drafts.get(key, {})

    def keep_draft(self, key: str, typed: dict[str, Any]) -> Words | None:
        """Keep it, or with nothing typed forget it; why it lasts only as long as the session, where it does."""
        kept = self._again() if typed or key in self._kept.drafts else self._kept
        if typed:
            kept.drafts[key] = {name: str(text) for name, text in typed.items()}
        elif kept.drafts.pop(key, None) is None:
            return None
        return self._write()

    @property
    def drafts(self) -> list[str]:
        """The keys of the drafts that there are."""
        return list(self._kept.drafts)

    # Searches

    @property
    def views(self) -> dict[str, str]:
        """One's own kept searches by their names."""
        return dict(self._kept.views)

    def keep_view(self, name: str, query: str) -> None:
        """Keep a search under a name; without a query the name is given up. Raises `Failed`."""
        views = self._again().views
        views.pop(name, None)
        if query:
            views[name] = query
        reason = self._write()
        if reason is not None:
            raise Failed("This lasts only until you leave Concord: {reason}", reason=reason)

    @property
    def searches(self) -> list[str]:
        """The last searches that led somewhere, the latest first."""
        return list(self._kept.searches)

    def have_searched(self, query: str) -> None:
        """That search led somewhere."""
        if query and self._kept.searches[:1] != [query]:
            kept = self._again()
            kept.searches = [query, *(each for each in kept.searches if each != query)][:SEARCHES]
            self._write()

    # Lists

    def sort_of(self, kind: str) -> str:
        """The name of the order in which the list of that kind is kept; empty for its own."""
        return self._kept.sorts.get(kind, "")

    def keep_sort(self, kind: str, order: str) -> Words | None:
        """Keep the list of that kind in that order; why it lasts only as long as the session, where it does."""
        sorts = self._again().sorts
        sorts.pop(kind, None)
        if order:
            sorts[kind] = order
        return self._write()

    # Pulses

    def has_answered(self, id: str) -> bool:
        """Whether that pulse was answered, by any session of the same person."""
        return id in self._again().answered

    def have_answered(self, id: str) -> Words | None:
        """That pulse was answered; why that lasts only as long as the session, where it does."""
        self._again().answered.append(id)
        return self._write()

    # The file

    def _again(self) -> _Kept:
        """As another session of the same person has left it."""
        before, self._loaded = self._loaded, None
        if before is not None and not os.path.exists(self.path):
            self._loaded = before
        return self._kept

    def _write(self) -> Words | None:
        """Write all of it; why that could not be done."""
        aside = f"{self.path}.{os.getpid()}.{os.urandom(3).hex()}"
        try:
            with open(private.create(aside), "wb") as file:
                file.write(msgspec.json.encode(self._kept))
            os.replace(aside, self.path)
        except OSError as error:
            with suppress(OSError):
                os.unlink(aside)
            return Words("{path}: {reason}", path=os.path.dirname(self.path), reason=error.strerror or error)
        return None
