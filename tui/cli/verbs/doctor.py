"""Look at the terminal, the locale, the workspace and the permissions: what is right, and what to change."""

import os
import stat
import sys
from collections.abc import Iterator
from typing import NamedTuple

from store.errors import ConcordError, Failed
from store.kinds import KINDS
from store.words import Words
from store.workspace.surroundings import access
from tui import __version__
from tui.cli.call import Call, Verb
from tui.i18n import lang, t
from tui.text.refusals import told


class Diagnosis(NamedTuple):
    """One thing looked at; ``advice`` says what to change where it is not right."""

    about: str
    fine: bool
    words: Words
    advice: Words | None = None


def _doctor(call: Call) -> int:
    call.take(0)
    findings = [*_program(), *_terminal(), *_locale(), *_state(), *_workspace(call)]
    if call.json:
        for finding in findings:
            advice = None if finding.advice is None else t(finding.advice)
            found = {"about": finding.about, "fine": finding.fine, "message": told(finding.words), "advice": advice}
            call.output.object(found)
    else:
        rows: list[tuple[str, str]] = []
        for finding in findings:
            rows.append((t("ok") if finding.fine else "!!", told(finding.words)))
            if finding.advice is not None:
                rows.append(("", t(finding.advice)))
        call.output.table(rows)
    return 0 if all(finding.fine for finding in findings) else Failed.exit_code


def _program() -> Iterator[Diagnosis]:
    python = ".".join(map(str, sys.version_info[:3]))
    yield Diagnosis("program", True, Words("Concord {version} on Python {python}", version=__version__, python=python))


def _terminal() -> Iterator[Diagnosis]:
    ends = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    if not ends:
        words = Words("No terminal on both ends: the command line works, the screen does not")
        yield Diagnosis("terminal", True, words)
        return
    kind = os.environ.get("TERM", "")
    fine = kind not in ("", "dumb", "unknown")
    words = Words("The terminal is called {name}", name=kind or "?")
    yield Diagnosis("terminal", fine, words, None if fine else Words("Set TERM, such as TERM=xterm-256color"))
    size = os.get_terminal_size(sys.stdout.fileno())
    fine = size.columns >= 80 and size.lines >= 24
    words = Words("It has {columns} columns and {rows} rows", columns=size.columns, rows=size.lines)
    yield Diagnosis("size", fine, words, None if fine else Words("Make it at least 80 by 24"))


def _locale() -> Iterator[Diagnosis]:
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("_", "-")
    fine = encoding in ("utf-8", "utf8")
    words = Words("Text is written as {encoding}", encoding=encoding)
    yield Diagnosis("locale", fine, words, None if fine else Words("Set LANG to a UTF-8 locale, such as C.UTF-8"))
    language = KINDS["workspace"].fields["language"].called_word(lang()).with_note
    yield Diagnosis("language", True, Words("The language is {language}", language=language))


def _state() -> Iterator[Diagnosis]:
    """Whether drafts and logs can be kept, and are nobody else's to read."""

    from tui import config, private

    folder = config.state_folder()
    there = os.path.lexists(folder)
    reason = private.why_not(folder)
    if reason is not None:
        words = Words("What you type and do not save cannot be kept: {path}: {reason}", path=folder, reason=reason)
        advice = Words("Make it a folder of yours with room on its disk, or set XDG_STATE_HOME to one")
        yield Diagnosis("drafts", False, words, advice)
        return
    yield Diagnosis("drafts", True, Words("What you type and do not save is kept in {path}", path=folder))
    if not there:
        return
    info = os.stat(folder)
    mode = stat.S_IMODE(info.st_mode)
    if info.st_uid != os.geteuid():
        words = Words("{path} belongs to somebody else", path=folder)
        yield Diagnosis("drafts", False, words, Words("chown {who} {path}", who=os.geteuid(), path=folder))
    if mode & 0o022:
        words = Words("{path} can be written by others ({mode})", path=folder, mode=f"{mode:o}")
        yield Diagnosis("drafts", False, words, Words("chmod go= {path}", path=folder))


def _workspace(call: Call) -> Iterator[Diagnosis]:
    try:
        folder = call.folder()
        workspace = call.workspace
    except ConcordError as error:
        yield Diagnosis("workspace", False, error.words)
        return
    settings = workspace.records.settings
    words = Words('The workspace "{name}" is in {folder}', name=settings.name, folder=folder)
    yield Diagnosis("workspace", True, words)
    refusal = workspace.read_only
    words = Words("It can be written") if refusal is None else Words("It can only be read: {reason}", reason=refusal)
    yield Diagnosis("permissions", refusal is None, words)
    if not os.access(folder, os.W_OK):
        words = Words("No checkpoint can be written into the folder")
        advice = Words("Ask its owner for write permission: chmod g+w {folder}", folder=folder)
        yield Diagnosis("permissions", False, words, advice)
    yield from _sharing(folder)
    person = workspace.records.person_of(workspace.who)
    if person is None:
        advice = Words("Open the screen once, or ask an admin to add you")
        yield Diagnosis("person", False, Words('Nobody here has your login "{who}"', who=workspace.who), advice)
    else:
        role = KINDS["person"].fields["role"].called_word(person.role)
        words = Words("You are {name} ({who}), {role}", name=person.name, who=workspace.who, role=role)
        yield Diagnosis("person", True, words)


def _sharing(folder: str) -> Iterator[Diagnosis]:
    """Whether what one member of the group writes, another can."""

    yield Diagnosis("sharing", True, access(folder).words)
    for name, wanted in (("", 0o2770), ("journal", 0o660)):
        path = os.path.join(folder, name) if name else folder
        mode = stat.S_IMODE(os.stat(path).st_mode)
        if mode & 0o007:
            words = Words("{path} is open to everybody on this machine ({mode})", path=path, mode=f"{mode:o}")
            yield Diagnosis("sharing", False, words, Words("chmod o= {path}", path=path))
        private = not name and not mode & 0o070  # as whoever made the folder wanted it
        if mode & wanted != wanted and not private:
            words = Words("{path} is not open to its group ({mode})", path=path, mode=f"{mode:o}")
            yield Diagnosis("sharing", False, words, Words("chmod {mode} {path}", mode=f"{wanted:o}", path=path))


VERBS = {
    "doctor": Verb(
        "doctor",
        Words("Looks at the terminal, the locale, the workspace and the permissions"),
        ("concord doctor",),
        _doctor,
    )
}
