"""Where it is kept, for one person, what is known of a workspace in a database."""

import os

#: The copy of the entries. It is not what a journal is called: nobody takes the folder for a workspace.
ENTRIES = "entries"


def cache_folder(workspace: str) -> str:
    """The folder of what is kept here of that workspace."""
    import platformdirs  # late: the folder may be told

    return os.path.join(platformdirs.user_cache_dir("concord"), workspace)
