"""The program, the terminal, the locale: what this machine and this login give to Concord."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from shlex import quote

from store.kinds import KINDS
from store.words import Words
from tui import __version__
from tui.cli.diagnoses.diagnosis import Diagnosis, command, do
from tui.i18n import lang
from tui.terminal import byte_code

#: Where programs look terminals up.
_TERMINFO = ("/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo", "/usr/local/share/terminfo")
_OURS = ("tui", "store")
#: What stands in a list of installed files where some may be called so.
_MAY_BRING = re.compile(rf"^\W*(?:{'|'.join(_OURS)})\b", re.MULTILINE)
#: Variables that have Python keep what it compiles nowhere, or in another place than where all look for it.
_COMPILES_ELSEWHERE = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "PYTHONOPTIMIZE")
#: So many folders are named.
_NAMED = 8


def program() -> Iterator[Diagnosis]:
    """Which one runs, whether others are called as its parts are, whether it is compiled."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield Diagnosis("program", True, Words("Concord {version} on Python {python}", version=__version__, python=python))
    yield from _in_the_way()
    found = byte_code.uncompiled()
    if found:
        words = Words("These are not compiled, so every start compiles them anew: {list}", list=found[:_NAMED])
        asked = next(filter(os.environ.get, _COMPILES_ELSEWHERE), None)
        around = dict.fromkeys(map(os.path.dirname, found))  # there lies as well what the screen alone loads
        mended = command(sys.executable, "-m", "compileall", "-q", *around) if asked is None else f"unset {asked}"
        yield Diagnosis("program", False, words, do(mended))


def _in_the_way() -> Iterator[Diagnosis]:
    """Other packages are called `tui` and `store` too."""
    import importlib.metadata  # late: it loads a lot

    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__)))))
    for place in dict.fromkeys(filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))):
        names = [name for name in _OURS if _holds(place, name)]
        if names and os.path.realpath(place) != root:
            words = Words(
                "PYTHONPATH names {path}, where there is another {list}",
                path=os.path.abspath(place),
                list=[f"`{name}`" for name in names],
            )
            yield Diagnosis("program", False, words, do("unset PYTHONPATH"))
    found: dict[str, str] = {}
    for each in importlib.metadata.distributions():
        with suppress(OSError, KeyError, TypeError):
            tops = (each.read_text("top_level.txt") or "").split()
            if not tops and _MAY_BRING.search(each.read_text("RECORD") or "tui/"):  # a long list is not taken apart
                tops = {path.parts[0].removesuffix(".py") for path in each.files or ()}
            if {*_OURS}.isdisjoint(tops):
                continue
            name = str(each.metadata["Name"])
            if name.lower().replace("_", "-") != "concord-workspace":
                found.setdefault(name, next(each for each in _OURS if each in tops))
    for name, part in found.items():
        words = Words(
            "The package {name} is installed beside Concord and brings another `{part}`", name=name, part=part
        )
        remove = command(sys.executable, "-m", "pip", "uninstall", name, root=False)
        yield Diagnosis("program", False, words, do(remove, "pipx install --force ./concord"))


def _holds(folder: str, name: str) -> bool:
    paths = (os.path.join(folder, name, "__init__.py"), os.path.join(folder, f"{name}.py"))
    return any(map(os.path.exists, paths))


def terminal() -> Iterator[Diagnosis]:
    """What it is called, and how large it is."""
    kind = os.environ.get("TERM", "")
    usable = kind not in ("", "dumb", "unknown")
    advice = do("export TERM=xterm-256color")
    ends = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    if not ends:
        words = Words("No terminal on both ends: the command line works, the screen does not")
        yield Diagnosis("terminal", True, words)
        if kind and not (usable and _known(kind)):
            yield Diagnosis("terminal", True, Words("The terminal is called {name}", name=kind), advice)
        return
    if usable and not _known(kind):
        words = Words("This machine knows no terminal {name}, so other programs may show it wrong", name=kind)
        yield Diagnosis("terminal", False, words, advice)
    else:
        words = Words("The terminal is called {name}", name=kind or "?")
        yield Diagnosis("terminal", usable, words, None if usable else advice)
    size = os.get_terminal_size(sys.stdout.fileno())
    fine = size.columns >= 80 and size.lines >= 24
    words = Words("It has {columns} columns and {rows} rows", columns=size.columns, rows=size.lines)
    yield Diagnosis("size", fine, words, None if fine else Words("Make it at least 80 by 24"))


def _known(kind: str) -> bool:
    """Whether the machine knows a terminal of that name; also where it does not say which it knows."""
    own = (os.environ.get("TERMINFO", ""), os.path.expanduser("~/.terminfo"))
    places = (*own, *os.environ.get("TERMINFO_DIRS", "").split(":"), *_TERMINFO)
    there = [place for place in places if place and os.path.isdir(place)]
    if not there or "/" in kind or "\0" in kind:
        return not there
    parts = (kind[0], f"{ord(kind[0]):x}")
    return any(os.path.exists(os.path.join(place, part, kind)) for place in there for part in parts)


def locale() -> Iterator[Diagnosis]:
    """In which encoding text is written, and in which language."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("_", "-")
    variable = next((name for name in ("LC_ALL", "LC_CTYPE", "LANG") if _given(name)), "LANG")
    named = os.environ.get(variable, "")
    advice = do(f"export {variable}=C.UTF-8")
    if named.startswith("zh"):  # or Concord would say it in English
        advice = do(f"export {variable}={quote(named.partition('.')[0])}.UTF-8")
    if encoding not in ("utf-8", "utf8"):
        asked = next(filter(os.environ.get, ("PYTHONIOENCODING", "PYTHONUTF8")), None)
        words = Words("Text is written as {encoding}", encoding=encoding)
        yield Diagnosis("locale", False, words, advice if asked is None else do(f"unset {asked}"))
    elif named in ("C", "POSIX"):
        words = Words(
            "{variable} is {name}: Concord writes UTF-8 all the same, but others (tmux, less) show none of it",
            variable=variable,
            name=named,
        )
        yield Diagnosis("locale", False, words, advice)
    elif named and not _installed(named):
        words = Words("{variable} is {name}, a locale that this machine does not have", variable=variable, name=named)
        if not named.lower().replace("-", "").endswith("utf8"):
            yield Diagnosis("locale", False, words, advice)
        elif variable == "LC_ALL":  # its language is Concord's all the same
            yield Diagnosis("locale", True, words, do("unset LC_ALL", f"export LANG={quote(named)} LC_CTYPE=C.UTF-8"))
        else:
            yield Diagnosis("locale", True, words, do("export LC_CTYPE=C.UTF-8"))
    else:
        yield Diagnosis("locale", True, Words("Text is written as {encoding}", encoding=encoding))
    language = KINDS["workspace"].fields["language"].called_word(lang()).with_note
    yield Diagnosis("language", True, Words("The language is {language}", language=language))


def _given(name: str) -> bool:
    """Whether whoever started this set the variable: Python sets one itself where the locale is C."""
    value = os.environ.get(name, "")
    if name != "LC_CTYPE" or value.lower().replace("-", "") not in ("c.utf8", "utf8"):
        return bool(value)
    try:
        with open("/proc/self/environ", "rb") as file:
            return f"{name}=".encode() in file.read()
    except OSError:
        return True


def _installed(named: str) -> bool:
    """Whether the machine has that locale."""
    import locale as system  # late: Concord reads the variables itself

    before = system.setlocale(system.LC_CTYPE)
    try:
        system.setlocale(system.LC_CTYPE, named)
    except system.Error:
        return False
    finally:
        with suppress(system.Error):
            system.setlocale(system.LC_CTYPE, before)
    return True
