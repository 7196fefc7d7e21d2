"""What sshd lets the service's account do, as `sshd -T` says of its logins: one row a setting."""

import os
import pwd
import re
import subprocess
from collections.abc import Iterator, Mapping

import msgspec

from store.words import Words
from tui.cli.diagnoses.diagnosis import Diagnosis, command, do

#: Where it is found though it is on nobody's path.
_SSHD = ("/usr/sbin/sshd", "/usr/local/sbin/sshd", "/sbin/sshd")
#: Seconds that it may take to say.
_PATIENCE = 10
#: What a login may bring along: its language and its colours.
_BROUGHT = re.compile("LANG|LC_[A-Z*]+|COLORTERM|NO_COLOR")


class SshdSetting(msgspec.Struct, frozen=True):
    """One of sshd's settings (sshd_config(5)), what it has to be, and what is open else."""

    name: str
    wanted: tuple[str, ...]
    open: Words
    #: What holds where `sshd -T` does not name it.
    otherwise: str = ""


_FORWARDING = Words("Through a login to the account other machines and ports can be reached ({setting})")
_PASSWORD = Words("The account can be logged in to without a key ({setting})")
_RUN = Words("Files of the home are run or obeyed at a login ({setting})")
_OTHER_KEYS = Words("Other keys than those of the workspace get in ({setting})")

SETTINGS = (
    SshdSetting(
        "exposeauthinfo",
        ("yes",),
        Words("sshd does not say which key has logged in, so that it cannot be held against the key list ({setting})"),
    ),
    SshdSetting("authorizedkeysfile", ("none",), _OTHER_KEYS),
    SshdSetting("trustedusercakeys", ("none",), _OTHER_KEYS, "none"),
    SshdSetting("passwordauthentication", ("no",), _PASSWORD),
    SshdSetting("kbdinteractiveauthentication", ("no",), _PASSWORD),
    SshdSetting("hostbasedauthentication", ("no",), _PASSWORD, "no"),
    SshdSetting("gssapiauthentication", ("no",), _PASSWORD, "no"),
    SshdSetting("kerberosauthentication", ("no",), _PASSWORD, "no"),
    SshdSetting("permitemptypasswords", ("no",), _PASSWORD, "no"),
    SshdSetting("permituserenvironment", ("no",), _RUN, "no"),
    SshdSetting("permituserrc", ("no",), _RUN),
    SshdSetting(
        "permittty", ("yes",), Words("sshd gives the account no terminal, so nobody has a screen ({setting})"), "yes"
    ),
    SshdSetting("forcecommand", ("none",), Words("sshd runs another command than that of the key ({setting})"), "none"),
)
#: Each of them is enough where `disableforwarding` is off.
_FORWARDS = (
    "allowtcpforwarding",
    "allowagentforwarding",
    "allowstreamlocalforwarding",
    "x11forwarding",
    "permittunnel",
)


def sshd(account: pwd.struct_passwd, folder: str) -> Iterator[Diagnosis]:
    """What a login to the account may do beside what its key is for."""
    program = next(filter(os.path.exists, _SSHD), "")
    if not program:
        yield Diagnosis("sshd", False, Words("There is no sshd on this machine, so nobody gets in by a key"))
        return
    if os.geteuid():
        words = Words("What sshd lets {who} do is told to root alone", who=account.pw_name)
        yield Diagnosis("sshd", False, words, do(command("concord", "doctor", "--service", "--workspace", folder)))
        return
    of = f"user={account.pw_name},host=localhost,addr=127.0.0.1"
    try:
        asked = (program, "-T", "-C", of)
        os.makedirs("/run/sshd", mode=0o755, exist_ok=True)  # it says nothing without, before its first start
        done = subprocess.run(asked, capture_output=True, text=True, timeout=_PATIENCE, check=False)  # noqa: S603 - fixed words
    except (OSError, subprocess.SubprocessError) as error:
        yield Diagnosis("sshd", False, Words("{command} fails: {reason}", command="sshd -T", reason=error))
        return
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1]
        yield Diagnosis("sshd", False, Words("{command} fails: {reason}", command="sshd -T", reason=reason))
        return
    yield from judged(settings(done.stdout), account, folder)


def settings(told: str) -> dict[str, list[str]]:
    """What `sshd -T` tells: each setting in small letters, with its values in order."""
    found: dict[str, list[str]] = {}
    for line in told.splitlines():
        name, _, value = line.strip().partition(" ")
        found.setdefault(name.lower(), []).append(value.strip())
    return found


def judged(found: Mapping[str, list[str]], account: pwd.struct_passwd, folder: str) -> Iterator[Diagnosis]:
    """What of it leaves something open."""
    install = do(command("concord", "keys", "install", "--workspace", folder))
    wrong = list(_open(found))
    for words in wrong:
        yield Diagnosis("sshd", False, words, install)
    script = next(iter(found.get("authorizedkeyscommand", [])), "none").partition(" ")[0]
    if script == "none":
        words = Words("sshd does not ask for the workspace's keys ({setting})", setting="AuthorizedKeysCommand none")
        yield Diagnosis("sshd", False, words, install)
    else:
        yield from _by_root(script)
    if not wrong:
        words = Words("A login to {who} may do what its key is for, and nothing else", who=account.pw_name)
        yield Diagnosis("sshd", True, words)


def _open(found: Mapping[str, list[str]]) -> Iterator[Words]:
    for each in SETTINGS:
        value = next(iter(found.get(each.name, [])), each.otherwise or "?")
        if value.lower() not in each.wanted:
            yield each.open.filled(setting=f"{each.name} {value}")
    if next(iter(found.get("disableforwarding", [])), "no") != "yes":
        for name in _FORWARDS:
            value = next(iter(found.get(name, [])), "no")
            if value != "no":
                yield _FORWARDING.filled(setting=f"{name} {value}")
    brought = [name for value in found.get("acceptenv", []) for name in value.split() if not _BROUGHT.fullmatch(name)]
    for name in brought:
        yield Words("A login may bring along variables that programs obey ({setting})", setting=f"acceptenv {name}")


def _by_root(script: str) -> Iterator[Diagnosis]:
    """Whether nobody but root can change what sshd asks for the keys."""
    at: str = os.path.realpath(script)
    if not os.path.exists(at):
        yield Diagnosis("sshd", False, Words("What sshd asks for the keys is not there: {path}", path=script))
        return
    while True:
        info = os.stat(at)
        if info.st_uid or info.st_mode & 0o022:
            words = Words("Others than root may change {path}, which sshd asks for the keys", path=at)
            yield Diagnosis("sshd", False, words, do(command("chown", "root:root", at), command("chmod", "go-w", at)))
        if at == "/":
            return
        at = os.path.dirname(at)
