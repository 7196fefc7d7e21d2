"""What people and departments are called: for the texts of those that name them, and for `owner:` and `dept:`."""

from typing import NamedTuple

from store.kinds import KINDS, split_id
from store.search.fold import fold
from store.search.initials import Spoken, initials, keys
from store.search.searched_text import Parts


class _Called(NamedTuple):
    shown: str
    code: str
    title: str
    said: tuple[str, ...]
    name: str
    sound: str
    home: str | None
    is_name: bool


class PartyNames:
    """By id. ``home`` is the department that a person belongs to, as a mark."""

    def __init__(self) -> None:
        self._called: dict[str, _Called] = {}
        self._found: dict[tuple[str, str], list[int]] = {}

    def put(self, id: str, parts: Parts, *, is_name: bool) -> None:
        """Take in a person (``is_name``) or a department."""
        said = tuple(fold(name) for name in parts.called)
        home = next((each for each in parts.found if each[0] == "D"), None)
        shown = " ".join([*parts.called[:1], parts.title])
        code = parts.called[0] if parts.called else ""
        sound = initials(parts.title, is_name=is_name)
        self._called[id] = _Called(shown, code, parts.title, said, fold(parts.title), sound, home, is_name)
        self._found.clear()

    def drop(self, id: str) -> None:
        """Forget one."""
        self._called.pop(id, None)
        self._found.clear()

    def known(self, id: str) -> tuple[str, str | None]:
        """How others' texts name it and where it belongs; tells whether those texts have to be read again."""
        called = self._called.get(id)
        return ("", None) if called is None else (called.shown, called.home)

    def home(self, id: str | None) -> str | None:
        """The mark of the department of a person."""
        called = self._called.get(id or "")
        return None if called is None else called.home

    def shown(self, ids: list[str]) -> list[str]:
        """Code and name of each, where it is known."""
        return list(dict.fromkeys(self._called[id].shown for id in ids if id in self._called))

    def person(self, login: str) -> int | None:
        """The number of the person with that login."""
        said = fold(login)
        for id, called in self._called.items():
            if said and said in called.said and id.startswith(KINDS["person"].prefix + "-"):
                return _number(id)
        return None

    def called(self, id: str) -> tuple[str, str]:
        """The code or login, else the name, of somebody who is known, and the name."""
        called = self._called[id]
        return (called.code or called.title, called.title if called.code else "")

    def meant(self, kind: str, text: str) -> list[int]:
        """The numbers of those whom a folded text may mean: by id, by whole name, else by how a name begins or sounds.

        ``kind`` is one of `NAMED`.
        """
        asked = kind, text
        if asked not in self._found:
            self._found[asked] = self._meant(KINDS[kind].prefix + "-", text)
        return self._found[asked]

    def _meant(self, prefix: str, text: str) -> list[int]:
        among = {id: called for id, called in self._called.items() if id.startswith(prefix)}
        if text.upper() in among:
            return [_number(text.upper())]
        text = text.removeprefix("@")
        whole = [id for id, called in among.items() if text in called.said or text == called.name]
        found = whole or [id for id, called in among.items() if _begins(called, text)] or _sounding(among, text)
        found = found or [id for id, called in among.items() if text in called.name]
        return sorted(map(_number, found))


def _begins(called: _Called, text: str) -> bool:
    return any(name.startswith(text) for name in (*called.said, called.name)) or f" {text}" in called.name


def _sounding(among: dict[str, _Called], text: str) -> list[str]:
    wanted = keys(text)
    heard = {
        id: Spoken(called.name, is_name=called.is_name).heard(text)
        for id, called in among.items()
        if called.sound and any(key in called.sound for key in wanted)
    }
    return [id for id, sound in heard.items() if sound and not sound.strange] or [id for id, s in heard.items() if s]


def _number(id: str) -> int:
    place = split_id(id)
    assert place is not None
    return place[1]
