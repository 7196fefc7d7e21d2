"""The keys of `config.toml`: what each is for, what may stand behind it, what holds before it, and what holds else."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from store.words import Words


class Setting(NamedTuple):
    """One key. ``values`` are all that may stand there, none where any text may; the first is what holds else.

    ``variable`` is the environment's and comes before the files, ``option`` that of the command line before both;
    ``meant`` has what people call a value, and ``also`` what they call the key.
    """

    name: str
    says: Words
    example: str
    values: tuple[str, ...] = ()
    variable: str = ""
    option: str = ""
    meant: Mapping[str, str] = {}
    also: tuple[str, ...] = ()

    def settled(self, text: str) -> str | None:
        """The value that is meant by what is written; None where there is no such value."""
        if not self.values:
            return text or None
        if self.name == "language":
            for sign in "-_.@":  # zh-Hans, zh_CN.UTF-8
                text = text.partition(sign)[0]
            text = text.strip().lower()
        return text if text in self.values else None

    def nearest(self, text: str) -> str | None:
        """The value that looks most like what is written."""
        word = text.strip().lower()
        return self.meant.get(word) or near(word, self.values)


#: The key that names the workspace.
PLACE = "workspace"
SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting(
            PLACE,
            Words(
                "The workspace's folder (~ is the home, a relative one counts from the folder of the file), or its "
                "address in a database"
            ),
            "/srv/concord/acme",
            variable="CONCORD_WORKSPACE",
            option="workspace",
            also=("folder", "path", "dir", "address", "database", "工作区"),
        ),
        Setting(
            "language",
            Words("The language of the screen and the command line; else that of the environment or the workspace"),
            "zh",
            ("en", "zh"),
            variable="CONCORD_LANG",
            option="lang",
            meant={"english": "en", "英文": "en", "cn": "zh", "chinese": "zh", "中文": "zh", "汉语": "zh"},
            also=("lang", "locale", "语言"),
        ),
        Setting(
            "theme",
            Words("The colours of the screen"),
            "light",
            ("dark", "light"),
            meant={"concord-dark": "dark", "black": "dark", "concord-light": "light", "white": "light"},
            also=("colors", "colours", "color", "colour", "主题"),
        ),
        Setting(
            "characters",
            Words("What the screen draws with; ascii is for terminals that show nothing else"),
            "ascii",
            ("unicode", "ascii"),
            variable="CONCORD_CHARACTERS",
            meant={"utf-8": "unicode", "utf8": "unicode", "us-ascii": "ascii", "plain": "ascii"},
            also=("charset", "encoding", "chars", "字符"),
        ),
    )
}
_PREFIX = "CONCORD_"


def near(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """The known word that looks most like ``word``, or None."""
    from difflib import get_close_matches  # late: most are written right

    return next(iter(get_close_matches(word[:80], list(known), n=1, cutoff=least)), None)


def nearest_variable(name: str) -> str | None:
    """The variable of ours that is meant by another; None where it is none, and where it is nothing of ours."""
    called = {each.variable.removeprefix(_PREFIX): each.variable for each in SETTINGS.values() if each.variable}
    if not name.startswith(_PREFIX) or name in called.values():
        return None
    called |= {each.name.upper(): each.variable for each in SETTINGS.values() if each.variable}
    found = near(name.removeprefix(_PREFIX), called, 0.8)
    return None if found is None else called[found]


def nearest_key(word: str) -> str | None:
    """The key that is meant by what is written in its place."""
    word = word.strip().lower()
    called = {other: each.name for each in SETTINGS.values() for other in (each.name, *each.also)}
    found = near(word, called)
    return called.get(word) or (None if found is None else called[found])
