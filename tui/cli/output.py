"""Where results and narration go: data on standard output, everything else on standard error, nothing on a broken pipe.

Data is collected and written in one piece. A closed output is nobody's error: whoever closed it has read enough.
"""

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TextIO, cast

import msgspec

from store.errors import ConcordError, Failed, Invalid, Stale, field_name
from store.words import Words
from tui import served
from tui.cli.plain_text import columns, terminal_width, visible, visible_json
from tui.cli.typed_names import typed
from tui.i18n import t

#: So many bytes are written at a time.
_LUMP = 64 * 1024
#: An error names so many ids of what is saved all the same.
_NAMED = 20


class Output:
    """The two streams of one command; with ``json``, narration is left out and an error is one object."""

    def __init__(self, json: bool, quiet: bool = False) -> None:
        self.json = json
        #: Narration is left out, errors are not.
        self.quiet = quiet
        #: An error is one line, for a mail, without what would meet it.
        self.one_line = False
        self._encode = msgspec.json.Encoder().encode
        self._waiting: list[bytes] = []
        self._kept = False
        self._closed = sys.stdout is None

    @property
    def cells(self) -> int | None:
        """The width of the terminal that reads the data, or None where a program does."""
        return terminal_width(sys.stdout) if _is_terminal(sys.stdout) else None

    def line(self, text: str) -> None:
        """One line of data for people; control characters in it are made visible."""
        encoding = "utf-8" if self._kept else _encoding(sys.stdout)
        self.write((visible(text, lines=True) + "\n").encode(encoding, "backslashreplace"))

    def text(self, lines: Iterable[str]) -> None:
        """Lines of data for people."""
        for line in lines:
            self.line(line)

    def table(self, rows: Iterable[Sequence[str]], *, cut: bool = False) -> None:
        """Rows of data for people, in aligned columns; with ``cut``, a line is no wider than the terminal."""
        self.text(columns(rows, self.cells if cut else None))

    def object(self, value: Any) -> None:
        """One JSON object, a line of its own."""
        self.write(self._encode(value) + b"\n")

    def write(self, data: bytes) -> None:
        """Data as it is, written with the rest at the end."""
        self._waiting.append(data)

    @contextmanager
    def kept(self) -> Generator[list[bytes]]:
        """The data that come within, for a file instead of standard output."""
        before, self._waiting, self._kept = self._waiting, [], True
        try:
            yield self._waiting
        finally:
            self._waiting, self._kept = before, False

    def lines(self, pieces: Iterable[bytes]) -> None:
        """Many lines of data as they are, written as they come; no more than somebody reads."""
        waiting = 0
        for piece in pieces:
            self._waiting.append(piece)
            waiting += len(piece)
            if waiting > _LUMP:
                self.flush()
                waiting = 0
            if self._closed:
                return

    def say(self, text: str) -> None:
        """Narration, for a person to read while waiting or after."""
        if not self.json and not self.quiet:
            _write(sys.stderr, visible(_masked(text), lines=True) + "\n")

    def flush(self) -> None:
        """Write the data collected. Raises `Failed` where it cannot be written and the pipe is not just closed."""
        data, self._waiting = b"".join(self._waiting), []
        if not data or self._closed or sys.stdout is None:
            return
        if _is_terminal(sys.stdout):
            data = visible_json(data) if self.json else _harmless(data)
        try:
            _write_bytes(sys.stdout, data)
        except BrokenPipeError:
            self._closed = True
            _let_go(sys.stdout)
        except OSError as error:
            _let_go(sys.stdout)
            raise Failed("The output cannot be written: {reason}", reason=error.strerror or error) from None

    def flush_quietly(self) -> None:
        """Write the data collected before something failed; that failure is what will be said."""
        try:
            self.flush()
        except Failed:
            return

    def error(
        self,
        error: ConcordError,
        said: Callable[[str], str] = str,
        advice: Sequence[str] = (),
        saved: Sequence[str] = (),
    ) -> None:
        """Say what went wrong, on standard error: one line, or with ``json`` one object.

        ``said`` puts names for ids into the message; ``advice`` are commands that meet what is asked; ``saved`` is
        what was changed or made before it went wrong.
        """
        message = said(t(typed(error.words)))
        if saved:
            ids = [*saved[:_NAMED], *["…"] * (len(saved) > _NAMED)]
            message = t("{message}. What was changed is saved: {ids}", message=message, ids=ids)
        if self.json:
            found = {"error": error.code, "reason": error.reason, "message": message, **_plain(error.details)}
            if saved:
                found["saved"] = list(saved)
            if advice:
                found["try"] = list(advice)
            if isinstance(error, Invalid):
                found["faults"] = [
                    {"field": f.field, "reason": f.reason, "message": t(typed(f.words))} for f in error.faults
                ]
            located = getattr(error, "located", ())
            if located:
                found["faults"] = [
                    {"line": line, "column": column, "reason": words.reason, "message": t(words)}
                    for line, column, words in located
                ]
            problem: Words | None = getattr(error, "problem", None)
            if problem is not None:
                field = getattr(error, "field", "")
                found["faults"] = [
                    {"field": field, "reason": problem.reason or error.code, "message": t(typed(problem))}
                ]
            _write(sys.stderr, visible_json(self._encode(_whole(found))).decode() + "\n")
        else:
            _write(sys.stderr, f"concord: {visible(_masked(message))}\n")
            for line in () if self.one_line else (*_both(error), *advice):
                _write(sys.stderr, f"  {visible(_masked(line))}\n")


def _both(error: ConcordError) -> Iterator[str]:
    """Of a conflict, each field with what stands there now and what was wanted; of a faulty file, its faults."""
    yield from map(t, getattr(error, "told", ()))
    if isinstance(error, Stale):
        for name, theirs in _plain(error.theirs).items():
            now, wanted = (_encoded(value) for value in (theirs, _plain(error.mine).get(name)))
            field = field_name(name, error.fields)
            yield t(typed(Words("{field}: is {theirs}, you wanted {mine}", field=field, theirs=now, mine=wanted)))


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value, enc_hook=str).decode()


def _plain(details: Mapping[str, object]) -> dict[str, Any]:
    """Details as JSON can hold them: records and days as builtins, anything else by its text."""
    return msgspec.to_builtins(dict(details), enc_hook=str)


def _whole(value: Any, name: str = "") -> Any:
    """The value with every text in it fit for UTF-8: a word of the process may hold half characters."""
    if isinstance(value, str):
        text = served.concealed(_masked(value), t, user=name == "user")
        return text.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {_whole(each): _whole(item, each) for each, item in cast("dict[Any, Any]", value).items()}
    return [_whole(item) for item in cast("list[Any]", value)] if isinstance(value, list | tuple) else value


def _masked(text: str) -> str:
    """A message without the passwords of addresses, which may be quoted as words that are not understood.

    For whoever is served, without the server's places either.
    """
    text = served.concealed(text, t)
    if "://" not in text:
        return text
    from store.workspace.named_places import without_passwords  # late: few have a database

    return without_passwords(text)


def _harmless(data: bytes) -> bytes:
    """Data for a program, shown on a terminal."""
    return visible(data.decode("utf-8", "replace"), lines=True).encode(_encoding(sys.stdout), "backslashreplace")


def _encoding(stream: TextIO | None) -> str:
    return getattr(stream, "encoding", None) or "utf-8"


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _write(stream: TextIO | None, text: str) -> None:
    """Text for a person; where nobody can read it, that is no reason to fail."""
    if stream is None:
        return
    try:
        _write_bytes(stream, text.encode(_encoding(stream), "backslashreplace"))
    except OSError:
        _let_go(stream)


def _write_bytes(stream: TextIO, data: bytes) -> None:
    buffer = getattr(stream, "buffer", None)
    if buffer is None:
        stream.write(data.decode(_encoding(stream)))
        return
    stream.flush()
    buffer.write(data)
    buffer.flush()


def _let_go(stream: TextIO) -> None:
    """Point a stream that cannot be written at nothing, so that leaving does not fail on what it still holds."""
    try:
        number = stream.fileno()
    except (OSError, ValueError):
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, number)
    os.close(nothing)
