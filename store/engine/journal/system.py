"""The system calls that a journal rests on, in one place, where tests make them fail."""

import os


def write(fd: int, data: bytes) -> int:
    """One write; may be short where the disk is full."""
    return os.write(fd, data)


def write_at(fd: int, data: bytes, offset: int) -> int:
    """One write at that place; may be short where the disk is full."""
    return os.pwrite(fd, data, offset)


def sync_data(fd: int) -> None:
    """The file's bytes, and its size if that changed, are on the disk when this returns."""
    os.fdatasync(fd)


def fsync(fd: int) -> None:
    """The file's bytes and size are on the disk when this returns."""
    os.fsync(fd)


def truncate(fd: int, size: int) -> None:
    """Cut the file to ``size`` bytes."""
    os.ftruncate(fd, size)


def rename(old: str, new: str) -> None:
    """Put ``old`` in the place of ``new``."""
    os.rename(old, new)


def sync_folder(folder: str) -> None:
    """The folder's entries are on the disk when this returns."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
