"""Who somebody is: the operating system's user, never a variable of the environment."""

import os


def os_user() -> str:
    """The login of the user that this process runs as; the number where it has no name."""
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
