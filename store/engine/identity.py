"""Who somebody is: the operating system's user, never a variable of the environment; and who else there is."""

import os


def os_user() -> str:
    """The login of the user that this process runs as; the number where it has no name."""
    return user_name(os.getuid())


def user_name(uid: int) -> str:
    """The login of a user, or the number where it has none."""
    import pwd  # late: not every system has it

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def group_name(gid: int) -> str:
    """The name of a group, or the number where it has none."""
    import grp  # late: not every system has it

    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)


def has_account(login: str) -> bool:
    """Whether somebody can log in to this system under that name, as far as it can say.

    Where it does not even know who asks, its directory does not answer, and nobody is said to be missing.
    """
    import pwd  # late: not every system has it

    try:
        pwd.getpwnam(login)
    except (KeyError, ValueError):
        return os_user() == str(os.getuid())
    return True
