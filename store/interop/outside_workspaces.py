"""What leaves a workspace lies outside of every workspace: only commits write into one."""

import os
import stat

#: Files of a workspace, and what stands in the first line of each.
_MARKS = (("journal", b'"concord":"journal"'), ("checkpoint", b'"concord":"checkpoint"'))


def workspace_around(path: str | os.PathLike[str]) -> str | None:
    """The folder of the workspace that the path leads into, links and ``..`` followed; None outside of any."""
    folder = os.path.realpath(path)
    while (above := os.path.dirname(folder)) != folder:
        folder = above
        if is_workspace(folder):
            return folder
    return None


def is_workspace(folder: str) -> bool:
    """Whether a workspace is there, or what is left of one; a file that is only called so is none."""
    return any(mark in _begin(os.path.join(folder, name)) for name, mark in _MARKS)


def _begin(path: str) -> bytes:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return b""
    try:
        return os.pread(fd, 4096, 0) if stat.S_ISREG(os.fstat(fd).st_mode) else b""
    finally:
        os.close(fd)
