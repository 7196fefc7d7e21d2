"""The configuration: what holds and who says so, one key of it, changing it, and what is wrong in its files."""

import os
import shlex
from collections.abc import Callable, Iterator

from store.errors import ConcordError, Failed, Refused, WrongWords
from store.words import Words
from tui import config
from tui.cli.arguments import Option, as_path
from tui.cli.call import Call, Verb
from tui.cli.opening import opening
from tui.cli.verbs.deeds import deed_named
from tui.config.config_text import Oddity, of_file, of_variables, shown, wrong_value
from tui.config.setting_keys import PLACE, SETTINGS, Setting, nearest_key
from tui.i18n import t
from tui.personal.settings_held import SettingHeld, held
from tui.served import FILES


def _config(call: Call) -> int | None:
    if not call.words:
        return _show(call)
    return _DEEDS[deed_named(call.words[0], _DEEDS, _CALLED, Words("The configuration"))](call)


# Reading


def _show(call: Call) -> None:
    found = _held(call)
    if call.json:
        for each in found:
            call.output.object(_as_object(each))
        return
    call.output.table([(each.key, each.value, t(each.words)) for each in found])


def _get(call: Call) -> None:
    setting = _setting(call.take(2)[1])
    each = next(each for each in _held(call) if each.key == setting.name)
    if call.json:
        call.output.object(_as_object(each))
    else:
        call.output.line(each.value)


def _held(call: Call) -> list[SettingHeld]:
    def language() -> str | None:
        try:
            return call.workspace.records.settings.language
        except (ConcordError, OSError):
            return None  # there is none yet, or it cannot be opened: `doctor` says why

    options = {name: as_path(text) if name == PLACE else text for name, text in call.options.items()}
    return held(options, language)


def _as_object(each: SettingHeld) -> dict[str, object]:
    place = {"path": each.path, "line": each.line} if each.path else {}
    return {"key": each.key, "value": each.value, "from": each.by, "named": t(each.words), **place}


def _setting(word: str) -> Setting:
    """The key of that name. Raises `WrongWords` with the one that was probably meant."""
    found, near = SETTINGS.get(word), nearest_key(word)
    if found is not None:
        return found
    if near is not None and word in SETTINGS[near].also and not word.isascii():
        return SETTINGS[near]
    if near is None:
        raise WrongWords('There is no key "{key}". There are: {keys}', key=word, keys=[*SETTINGS])
    raise WrongWords('There is no key "{key}". Did you mean "{near}"?', key=word, near=near, details={"near": near})


# Changing

#: By whether a key is set, and whether that changed anything.
_SAID = {
    (True, True): Words("{path} says now: {line}"),
    (True, False): Words("{path} says so already: {line}"),
    (False, True): Words("{path} says {line} no longer"),
    (False, False): Words("{path} does not say {line}"),
}


def _set(call: Call) -> None:
    _deed, word, value = call.take(3)
    setting = _setting(word)
    if setting.name == PLACE and "://" not in value and value and not value.startswith(("/", "~")):
        value = os.path.abspath(value)  # from here, where it is typed; in the file it would count from there
    wrong, _instead = wrong_value(setting, value)
    if wrong is not None or not value:
        raise WrongWords("{reason}", reason=wrong or Words('"{value}" names no folder', value=value))
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise WrongWords('"{value}" is not UTF-8, which a configuration has to be', value=value)
    _change(call, setting.name, setting.settled(value))


def _unset(call: Call) -> None:
    _change(call, _setting(call.take(2)[1]).name, None)


def _change(call: Call, key: str, value: str | None) -> None:
    from tui.config.config_edit import change, with_key

    machine = "machine" in call.options
    path = config.MACHINE if machine else config.person_file()
    try:
        changed = change(path, lambda text: with_key(path, text, key, value), for_all=machine)
    except OSError as error:
        words = " ".join(shlex.quote(word) for word in call.words)
        if not machine or not isinstance(error, PermissionError):
            raise Failed("{path} cannot be written: {reason}", path=path, reason=error.strerror or error) from None
        raise Refused(
            "Only whoever looks after this machine changes {path}: {command}",
            "not-yours",
            path=path,
            command=f"sudo concord config {words} --machine",
        ) from None
    line = shown(key, value) if value is not None else key
    call.output.say(t(_SAID[value is not None, changed].filled(path=path, line=line)))
    each = next(each for each in _held(call) if each.key == key)
    if call.json:
        call.output.object(_as_object(each))
    elif each.path != path or value is None:
        call.output.say(t("What holds is {line}: {source}", line=shown(key, each.value), source=each.words))


# Looking for faults

#: Of a file in which nothing is wrong: whether it is there.
_FINE = {True: Words("{path}: all of it is understood"), False: Words("{path}: is not there")}


def _check(call: Call) -> int:
    call.take(1)
    wrong = False
    for path in (config.person_file(), config.MACHINE):
        found = [*of_file(path)]
        wrong = wrong or bool(found)
        there = bool(found) or os.path.lexists(path)
        if not call.json and not found:
            call.output.line(t(_FINE[there].filled(path=path)))
        _tell(call, found)
    found = [*of_variables(os.environ), *_of_place(call)]
    _tell(call, found)
    return Failed.exit_code if wrong or found else 0


def _tell(call: Call, found: list[Oddity]) -> None:
    for each in found:
        if call.json:
            place = {"path": each.path, "line": each.line} if each.path else {}
            call.output.object({"key": each.key, "message": t(each.words), "instead": each.instead or None, **place})
        else:
            call.output.table([(line,) for line in (t(each.words), each.instead and f"  {each.instead}") if line])


def _of_place(call: Call) -> Iterator[Oddity]:
    """Whether the workspace is there that is named; what is wrong in the files is told by then."""
    try:
        place = call.place()
        if place.named_by != "default":
            with opening(call):
                call.folder()
                if place.is_address:
                    from store.workspace.named_places import look_at  # late: few have a database

                    look_at(place.folder)
    except Failed as error:
        if "why" in error.details:
            yield Oddity("", 0, PLACE, error.words)


_DEEDS: dict[str, Callable[[Call], int | None]] = {"get": _get, "set": _set, "unset": _unset, "check": _check}
_CALLED = {
    "get": Words("get", context="configuration"),
    "set": Words("set", context="configuration"),
    "unset": Words("unset", context="configuration"),
    "check": Words("check", context="configuration"),
}

VERBS = {
    "config": Verb(
        "config [get KEY | set KEY VALUE | unset KEY | check] [--machine]",
        Words("Shows what is configured and who says so, changes it, looks for what is wrong in it"),
        (
            "concord config",
            "concord config get workspace",
            "concord config set theme light",
            "concord config unset theme",
            "concord config check",
        ),
        _config,
        (Option("machine", Words("Changes the file of the machine, for everybody on it, instead of yours")),),
        dash="own",
        touches=FILES,
    )
}
