"""The last net: what nobody foresaw becomes one line and a log file, not a traceback with people's data."""

import os
import traceback

from store import clock
from store.errors import ConcordError, Failed
from tui import config, private, served


def report(error: BaseException) -> ConcordError:
    """Write where it happened (no values of fields) to a file of the person's, and give the error to say."""
    found = traceback.TracebackException.from_exception(error, capture_locals=False)
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}\n" for frame in found.stack]
    name = type(error).__name__
    try:
        path = _write(name, lines)
    except OSError:
        return Failed("Concord failed ({name}) and could not write a log of it", name=name)
    place = path if served.session() is None else os.path.basename(path)  # as whoever looks after the server finds it
    return Failed("Concord failed ({name}). What happened is in {path}", name=name, path=place)


def _write(name: str, lines: list[str]) -> str:
    path = os.path.join(config.state_folder(), f"crash-{clock.now():%Y%m%d-%H%M%S}-{os.getpid()}.log")
    with open(private.create(path), "w", encoding="utf-8") as file:
        file.write(f"{name}\n")
        file.writelines(lines)
    return path
