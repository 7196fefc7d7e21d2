"""Decisions as MADR files in a folder, one each: `concord export madr DIR [WORDS]`."""

import os
import re
from typing import TYPE_CHECKING, cast

from store.errors import Failed, Forbidden, WrongWords
from store.interop import files
from store.kinds import KINDS
from store.kinds.decision import Decision
from tui import served
from tui.cli.arguments import as_path
from tui.i18n import t
from tui.text import madr

if TYPE_CHECKING:
    from tui.cli.call import Call

#: A file of an earlier export is read as far as that to know whose it is.
_LIMIT = 16 << 20


def export(call: "Call", words: list[str]) -> None:
    """Write the decisions that have the words, all of them where there are none; nothing where one cannot be written.

    Raises `Failed` where a file is there already. With ``--force`` the file of the same decision is replaced, under
    an earlier name too, and no other.
    """
    from tui.cli.search_words import matching  # late: it reads the index

    if served.session() is not None:
        raise Forbidden("Files in a folder are not served here; `concord export csv --kind decision` is", "served")
    if not words or words[0] == "-":
        raise WrongWords("Say into which folder: concord export madr DIR")
    folder = as_path(words[0])
    found = cast("list[Decision]", list(matching(call.workspace, KINDS["decision"], words[1:])))
    names = {each.id: madr.file_name(each) for each in found}
    there = _there(folder)
    force = "force" in call.options
    for id, name in names.items():
        _refuse_taken(os.path.join(folder, name), id, force=force)
    os.makedirs(folder, mode=0o755 if "public" in call.options else 0o700, exist_ok=True)
    overview, every = call.objects.overview, call.workspace.records.all(Decision)
    old_names = {name for names in there.values() for name in names}
    beside = {each.id: name for each in every if (name := madr.file_name(each)) in old_names} | names
    for each in found:
        path = os.path.join(folder, names[each.id])
        new = files.NewFile(path, force, "public" in call.options, workspace=call.folder())
        files.write(new, (f"{line}\n".encode() for line in madr.lines(each, overview, beside)))
        for old in there.get(madr.number(each.id), ()) if force else ():
            if old != names[each.id] and _is_of(os.path.join(folder, old), each.id):
                os.unlink(os.path.join(folder, old))
    where = os.path.abspath(folder)
    call.output.say(
        t("{n} files are written into {path}", one="One file is written into {path}", n=len(found), path=where)
    )
    call.output.text(names.values())


def _there(folder: str) -> dict[str, list[str]]:
    """The names of files in a folder, by the number with which they begin."""
    found: dict[str, list[str]] = {}
    if os.path.isdir(folder):
        for name in os.listdir(folder):
            begins = re.match(r"([0-9]+)(-.*)?\.md$", name)
            if begins:
                found.setdefault(begins[1], []).append(name)
    return found


def _refuse_taken(path: str, id: str, *, force: bool) -> None:
    """Raise `Failed` where something else stands under that name, or the same and it is not to be replaced."""
    if not os.path.lexists(path):
        return
    if not force:
        raise Failed("{path} is there already. Name another file, or have it replaced", "file-exists", path=path)
    if not _is_of(path, id):
        raise Failed("{path} is not the file of {id} that Concord wrote; move it away", path=path, id=id)


def _is_of(path: str, id: str) -> bool:
    """Whether Concord wrote it of that decision; a link is nothing that it wrote."""
    if os.path.islink(path) or not os.path.isfile(path):
        return False
    return files.read(path, _LIMIT).rstrip().endswith(madr.mark(id).encode())
