"""What holds of each key of the configuration, and who says so: option, variable, file and line, or nobody."""

import os
from collections.abc import Callable, Mapping
from typing import NamedTuple

from store.words import Words
from tui import config, i18n
from tui.config.config_text import place_of, read_text
from tui.config.setting_keys import PLACE, SETTINGS
from tui.personal import own_language


class SettingHeld(NamedTuple):
    """A key's value. ``by`` is what says so, for scripts; ``words`` name it, ``path`` and ``line`` a file."""

    key: str
    value: str
    by: str
    words: Words
    path: str = ""
    line: int = 0


def held(options: Mapping[str, str], of_workspace: Callable[[], str | None]) -> list[SettingHeld]:
    """All of them. ``of_workspace`` gives the language of the workspace, where it can. Raises `Failed` as `look`."""
    return [
        _workspace(options),
        _language(options, of_workspace),
        *(_looks(name) for name in SETTINGS if name not in (PLACE, "language")),
    ]


def _workspace(options: Mapping[str, str]) -> SettingHeld:
    place = config.find_workspace(options.get("workspace"), os.environ)
    folder, by = place.folder, place.named_by
    if by == "option":
        return SettingHeld(PLACE, folder, by, Words("option {option}", option="--workspace"))
    if by == "environment":
        return SettingHeld(PLACE, folder, by, _variable("CONCORD_WORKSPACE"))
    return _default(PLACE, folder) if by == "default" else _of_file(PLACE, folder, by)


def _language(options: Mapping[str, str], of_workspace: Callable[[], str | None]) -> SettingHeld:
    key, environ = "language", os.environ
    setting = SETTINGS[key]
    if "lang" in options:
        return SettingHeld(key, options["lang"], "option", Words("option {option}", option="--lang"))
    named = setting.settled(environ.get(setting.variable, ""))
    if named:
        return SettingHeld(key, named, "environment", _variable(setting.variable))
    chosen = own_language.chosen()
    if chosen:
        return SettingHeld(key, chosen, "chosen", Words("chosen on the screen"))
    found = _of_files(key)
    if found is not None:
        return found
    wanted = i18n.choose(None, {**environ, setting.variable: ""}, None, "")
    if wanted:
        variable = next(name for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name))
        return SettingHeld(key, wanted, "environment", _variable(variable))
    language = of_workspace()
    if language:
        return SettingHeld(key, language, "workspace", Words("the workspace"))
    return _default(key, i18n.LANGUAGES[0])


def _looks(key: str) -> SettingHeld:
    setting = SETTINGS[key]
    named = setting.settled(os.environ.get(setting.variable, "")) if setting.variable else None
    if named:
        return SettingHeld(key, named, "environment", _variable(setting.variable))
    return _of_files(key) or _default(key, setting.values[0])


def _of_files(key: str) -> SettingHeld | None:
    for path, by in ((config.person_file(), "person"), (config.MACHINE, "machine")):
        value = config.read(path).get(key)
        if value is not None:
            return _of_file(key, value, by)
    return None


def _of_file(key: str, value: str, by: str) -> SettingHeld:
    path = config.MACHINE if by == "machine" else config.person_file()
    place, text = place_of(path, key), config.text_of(path)
    line = 0 if text is None else read_text(path, text).lines.get(key, 0)
    return SettingHeld(key, value, by, place if isinstance(place, Words) else Words("{path}", path=path), path, line)


def _variable(name: str) -> Words:
    return Words("variable {variable}", variable=name)


def _default(key: str, value: str) -> SettingHeld:
    return SettingHeld(key, value, "default", Words("nobody says another"))
