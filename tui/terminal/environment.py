"""The process's surroundings made safe: descriptors, variables that Textual obeys, and whose `store` is imported."""

import os
import sys
from collections.abc import MutableMapping

#: What Textual may be told from outside, looks only, and how: what else it is told ends it, or makes it deaf. Its other
#: variables run code, write files or type keys.
COSMETIC = {
    "ESCDELAY": "[1-9][0-9]{0,3}",
    "TEXTUAL_ANIMATIONS": "(?i:full|basic|none)",
    "TEXTUAL_COLOR_SYSTEM": "auto|standard|256|truecolor",
    "TEXTUAL_DIM_FACTOR": "[0-9]{1,2}|100",
    "TEXTUAL_DISABLE_KITTY_KEY": "[01]",
    "TEXTUAL_FPS": "[1-9][0-9]{0,2}",
    "TEXTUAL_SMOOTH_SCROLL": "[01]",
}

#: The folder of the program, `tui`.
_PROGRAM = os.path.dirname(os.path.dirname(__file__))


#: What was called, mostly a link to what is installed.
_CALLED = os.path.abspath(sys.argv[0]) if sys.argv and sys.argv[0] else ""


def _stamp() -> tuple[int, ...] | None:
    """What tells this installation's files from others: every update writes this one, which names the version."""
    return _file(os.path.join(_PROGRAM, "__init__.py"))


def _file(path: str) -> tuple[int, ...] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


_BEGUN, _LED_TO = _stamp(), _file(_CALLED)


def updated() -> bool:
    """Whether the program's files are others than when this process began: what it loads from now on may not fit."""
    return _stamp() != _BEGUN


def replaced() -> bool:
    """Whether who calls the program anew gets another one: where a link says which, this one's own files stay."""
    return _LED_TO is not None and _file(_CALLED) not in (None, _LED_TO)


def program() -> list[str]:
    """The words by which this program is started again, from wherever: what was called, else what is found."""
    if os.path.basename(_CALLED) == "concord":
        return [_CALLED]
    from shutil import which  # late: it is asked for seldom

    found = which("concord")
    return [found] if found else [sys.executable, "-m", "tui"]


def scrub(environ: MutableMapping[str, str] | None = None) -> None:
    """Take out what a login may carry and Textual would obey; to be called before textual is imported.

    The Kitty keyboard protocol is off unless it was asked for: with it, Chinese input methods lose or garble commits.
    """
    import re  # late: the command line starts without

    environ = os.environ if environ is None else environ
    for name in [name for name in environ if name.startswith("TEXTUAL") or name in COSMETIC]:
        if name not in COSMETIC or re.fullmatch(COSMETIC[name], environ[name]) is None:
            del environ[name]
    for name in ("COLUMNS", "LINES"):
        environ.pop(name, None)
    if not environ.get("NO_COLOR"):
        environ.pop("NO_COLOR", None)  # Textual takes an empty one for a wish
    environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def hold_standard_streams() -> None:
    """Give descriptors 0 to 2 to nothing where they are closed.

    Otherwise the journal would get such a number, and whatever is written to "standard error" would land in it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def foreign_store() -> str | None:
    """Where the `store` lives that would be imported when it is not Concord's, else None: others use that name too.

    It is looked for and not run: there is no telling what another one does.
    """
    spec = getattr(sys.modules.get("store"), "__spec__", None)
    specs = (spec, *(finder.find_spec("store", None) for finder in sys.meta_path if spec is None))
    spec = next(filter(None, specs), None)
    if spec is None:
        return None  # there is none at all, as whoever imports it is told
    places = [spec.origin.removesuffix("/__init__.py")] if spec.origin else [*(spec.submodule_search_locations or ())]
    found = os.path.dirname(os.path.abspath(next(iter(places), "")))
    ours = os.path.dirname(os.path.realpath(_PROGRAM))
    return None if os.path.realpath(found) == ours else found
