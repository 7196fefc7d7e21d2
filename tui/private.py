"""Files of one person, which nobody else reads, whatever the umask: what sessions remember, and logs."""

import os


def make_folder(path: str) -> None:
    """Make the folder and what is missing above it. Raises OSError."""
    missing: list[str] = []
    while path and not os.path.isdir(path):
        missing.append(path)
        path = os.path.dirname(path)
    for folder in reversed(missing):
        try:
            os.mkdir(folder, 0o700)
            os.chmod(folder, 0o700)
        except FileExistsError:
            if not os.path.isdir(folder):  # else another session of the same person was quicker
                raise


def create(path: str) -> int:
    """A descriptor of a new file, to write. Raises OSError."""
    make_folder(os.path.dirname(path))
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    os.fchmod(fd, 0o600)
    return fd
