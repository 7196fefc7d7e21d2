"""`concord keys install`: what is written where, said before it is done, and what is left to do."""

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager

from store.errors import Refused
from store.words import Words
from store.workspace import key_lines, keys, open_workspace
from tui.cli.call import Call
from tui.cli.sshd.installing import SshdPlace, account_of, planned, takes_environment
from tui.cli.sshd.installing import install as install_files
from tui.i18n import t

#: Where sshd is; tests have a place of their own.
PLACE = SshdPlace()


def install(call: Call, program: Sequence[str]) -> None:
    """Have sshd ask for the keys of the workspace. Raises `Refused` where whoever asks is not root, `Failed`."""
    folder = call.folder()
    account = account_of(folder)
    begin = "" if "only-known" in call.options else key_lines.unknown(program)
    files = planned(PLACE, account, key_lines.sayable(os.path.join(folder, key_lines.PREPARED)), begin)
    if "dry-run" in call.options:
        for file in files:
            if call.json:
                call.output.object({"path": file.path, "mode": f"{file.mode:o}", "text": file.text})
            else:
                call.output.text([f"==> {file.path} ({file.mode:o})", *file.text.splitlines(), ""])
        call.output.say(t("Nothing was written: this was a dry run"))
        return
    if not os.access(PLACE.folder, os.W_OK):
        raise Refused(
            "Only root tells sshd of keys: {command}",
            "not-yours",
            command=f"sudo {key_lines.words([*program, 'keys', 'install', '--workspace', folder])}",
        )
    with _as_owner(folder), open_workspace(folder, account, wait=call.wait) as workspace:
        workspace.ledger.keeps = False
        keys.prepare(workspace, program)
    done = install_files(PLACE, account, files)
    call.made += done
    if call.json:
        call.output.object({"account": account, "written": done})
    for path in done:
        call.output.say(t("{path} is written", path=path))
    call.output.say(t(_SAID[bool(done)].filled(account=account, folder=folder)))
    if takes_environment(PLACE):
        call.output.say(t("PermitUserEnvironment is on for all of this machine; better it is not"))


_SAID = {
    True: Words("sshd lets people in as {account} by the keys of {folder} once it is reloaded: systemctl reload ssh"),
    False: Words("sshd was told already to let people in as {account} by the keys of {folder}"),
}


@contextmanager
def _as_owner(folder: str) -> Generator[None]:
    """What root writes into the folder within it is its owner's, and goes nowhere where its owner could not write."""
    info = os.stat(folder)
    if os.geteuid() != 0:
        yield
        return
    os.setegid(info.st_gid)
    os.seteuid(info.st_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(os.getgid())
