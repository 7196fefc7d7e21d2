"""Concord as sshd starts it, in place of this process."""

import os
import pwd
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from tui.__main__ import main

#: Who serves.
ACCOUNT = "concordkeeper"


def be_the_account(home: Path) -> None:
    """From now on this is what the system says of the account."""
    pwd.getpwuid = lambda uid: pwd.struct_passwd((ACCOUNT, "x", uid, 0, "", str(home), "/bin/sh"))


def be_the_program(argv: Sequence[str], env: Mapping[bytes, bytes], ends: list[int], home: Path) -> NoReturn:
    """The program, which ends this process; ``ends`` are its standard streams."""
    code = 99
    try:
        for number, end in enumerate(ends):
            os.dup2(end, number)
        sys.stdin, sys.stdout, sys.stderr = (open(n, "r" if n == 0 else "w", closefd=False) for n in range(3))  # noqa: SIM115
        os.environb.clear()
        os.environb.update(env)
        be_the_account(home)
        code = main(argv)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
