"""The command line: finds the verb, loads it alone, and turns whatever happens into one line and an exit code."""

import os
from collections.abc import Mapping, Sequence

from store.errors import ConcordError, Failed, WrongWords
from store.words import Words
from tui import config, i18n, served
from tui.cli.arguments import Option, as_text, half_width, nearest, read, unknown_option
from tui.cli.call import COMMON, Call
from tui.cli.output import Output
from tui.cli.verbs import VERBS, load
from tui.i18n import t
from tui.personal import own_language
from tui.terminal import environment

INTERRUPTED = 130


def run(argv: Sequence[str]) -> int:
    """Do what the words ask; the exit code as README lists them."""
    return obey([as_text(word) for word in argv])


def obey(words: list[str]) -> int:
    """The same for words that are text by now."""
    output = Output("--json" in words, "--quiet" in words)
    i18n.use(own_language.wanted)
    try:
        return _guarded(words, output)
    except KeyboardInterrupt:
        return INTERRUPTED


def _guarded(argv: list[str], output: Output) -> int:
    call: Call | None = None
    try:
        try:
            call = _understood(argv, output)
            _settle(call)
            if not _looks_itself(call):
                look_around(call)
            code = _run(call) or call.damage
            _say_risk(call)
            output.flush()
            return code
        except (ConcordError, OSError) as found:
            error = found if isinstance(found, ConcordError) else of_system(found)
            output.flush_quietly()
            if call is None:
                _speak_as_asked(argv)
            output.error(error, call.said if call else str, _advice(call, error), call.saved() if call else [])
            return error.exit_code
    except Exception as error:  # noqa: BLE001 (the last net: one line and a log instead of a traceback)
        output.error(_unforeseen(error), saved=call.saved() if call else [])
        return 1
    finally:
        if call is not None:
            call.close()


def _settle(call: Call) -> None:
    """Words that stand for others, or are in another encoding."""
    words = [*call.words, *call.options.values(), *(text or "" for _name, text in call.fields)]
    if any(word in ("-", "\\-") or not word.isascii() for word in words):
        from tui.cli.given_text import settle  # late: most words are plain

        settle(call)


def _looks_itself(call: Call) -> bool:
    """Whether the verb says in its own way what is wrong in the configuration: who looks for faults, a login, Tab."""
    return (
        served.session() is not None  # what is wrong with the server's is nobody's business here
        or call.name in ("doctor", "complete", "serve")
        or (call.name == "config" and len(call.words) > 0)
        or (call.name == "today" and "brief" in call.options and not call.json)
    )


def look_around(call: Call) -> None:
    """Say what is wrong in the configuration, before anything is done.

    Raises `Failed` where it cannot be read; who only asks for help or the version is told, and helped.
    """
    try:
        found = [each.words for each in config.look(call.options.get("workspace"), os.environ)]
    except Failed as error:
        if call.name not in ("help", "version"):
            raise
        found = [error.words]
    for words in found:
        call.output.say(f"concord: {t(words)}".replace("\n", "^J"))  # no line of it is another message


def of_system(error: OSError) -> ConcordError:
    """What the system says of a file, as an error of ours."""
    what = error.filename or "concord"
    if served.session() is not None:
        what = Words("the server")
    return Failed("{what}: {reason}", what=what, reason=error.strerror or error)


def _unforeseen(error: Exception) -> ConcordError:
    if environment.updated():  # modules are loaded late, the net's too: old and new ones have met
        return Failed("Concord was updated while it was running. What was saved is saved; start it again")
    from tui.cli.crash import report  # late: most calls do not crash

    return report(error)


def _run(call: Call) -> int:
    if "debug" not in call.options:
        return call.verb.run(call) or 0
    from tui.cli.logged import run_logged  # late: few calls are logged

    return run_logged(call)


def _say_risk(call: Call) -> None:
    """Where something was saved, say why that could be lost all the same."""
    if call.opened is not None and call.opened.ledger.own:
        risk = call.opened.risk()
        if risk is not None:
            call.output.say(t(risk))


def _advice(call: Call | None, error: ConcordError) -> list[str]:
    """The commands that meet what is asked, where the reason tells more than that the error is of its kind."""
    if call is None or error.reason == error.code != "invalid":
        return []
    from tui.cli import offered
    from tui.cli.advice import advice  # late: most calls are not refused

    return offered.commands(advice(call, error))


def _understood(argv: list[str], output: Output) -> Call:
    """The verb with its words and options; raises `WrongWords`."""
    name, rest = _verb_of(argv)
    if name not in VERBS:
        from tui.cli import offered  # late: most words are typed right

        near = nearest(name, offered.verbs())
        if near is not None:
            raise WrongWords('There is no command "{name}". Did you mean "{near}"?', name=name, near=near)
        raise WrongWords('There is no command "{name}". `concord --help` lists those there are', name=name)
    verb = load(name)
    options = COMMON | {option.name: option for option in verb.options}
    found = read(rest, options, fields=verb.takes_fields)
    if "lang" in found.options:
        _speak(found.options["lang"])
    if "help" in found.options:
        from msgspec.structs import replace  # late: the store says first how msgspec is loaded

        found = replace(found, words=[name, *found.words] if name else [])
        name = "help"
    elif "version" in found.options:
        name = "version"
    elif found.unknown and not verb.takes_fields:
        raise _unknown(found.unknown[0][0], options)
    call = Call(name, load(name), found, output)
    if served.session() is not None:
        from tui.cli import offered  # late: few are served

        offered.refuse_others(call, options.values())
    return call


def _verb_of(argv: list[str]) -> tuple[str, list[str]]:
    """The first word that is neither an option nor the value of one, and the others."""
    at = 0
    while at < len(argv) and (word := half_width(argv[at])).startswith("--") and word != "--":
        name, equals, _value = word[2:].partition("=")
        option = COMMON.get(name)
        if option is None:
            raise _unknown(name, COMMON)
        at += 2 if option.value and not equals else 1
    if at >= len(argv) or argv[at] in ("--", "-h"):
        return "", argv
    return argv[at], argv[:at] + argv[at + 1 :]


def _unknown(name: str, options: Mapping[str, Option]) -> WrongWords:
    from tui.cli import offered  # late: most words are typed right

    return unknown_option(name, [option.name for option in offered.options(options.values())])


def _speak_as_asked(argv: list[str]) -> None:
    """Say in the language of ``--lang``, too, that the words are not understood."""
    for name, *more in (word.split("=", 1) for word in " ".join(argv).replace("--lang ", "--lang=").split()):
        if name == "--lang" and more and more[0] in i18n.LANGUAGES:
            i18n.use(more[0])


def _speak(language: str) -> None:
    if language not in i18n.LANGUAGES:
        raise WrongWords('--lang wants one of {languages}, not "{text}"', languages=i18n.LANGUAGES, text=language)
    i18n.use(language)
