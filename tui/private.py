"""Files of one person, which nobody else reads, whatever the umask: what sessions remember, and logs."""

import errno
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
        except FileExistsError as error:
            if not os.path.isdir(folder):  # else another session of the same person was quicker
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder) from error


def create(path: str) -> int:
    """A descriptor of a new file, to write. Raises OSError."""
    make_folder(os.path.dirname(path))
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    os.fchmod(fd, 0o600)
    return fd


def why_not(folder: str) -> str | None:
    """Why nothing can be kept in the folder, as the system says it; found by trying, where it is there."""
    above = folder
    while above and not os.path.lexists(above):
        above = os.path.dirname(above)
    if above != folder:
        fine = os.path.isdir(above) and os.access(above, os.W_OK | os.X_OK)
        return None if fine else os.strerror(errno.EACCES if os.path.isdir(above) else errno.ENOTDIR)
    path = os.path.join(folder, f"doctor.{os.getpid()}.{os.urandom(3).hex()}")
    try:
        fd = create(path)
        try:
            os.write(fd, bytes(4096))
            os.fsync(fd)
        finally:
            os.close(fd)
            os.unlink(path)
    except OSError as error:
        return error.strerror or str(error)
    return None
