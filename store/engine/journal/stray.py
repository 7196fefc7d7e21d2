"""The checkpoint of another workspace: somebody made a journal beside what was left of that. It is kept."""

import os
import re

from store.engine.journal import checkpoint, system
from store.words import Words

_KEPT = re.compile(rf"{checkpoint.NAME}\.[0-9a-f]{{16}}")


def set_aside(folder: str, workspace: str) -> None:
    """Give the checkpoint in ``folder`` another name where it is not of that workspace."""
    path = os.path.join(folder, checkpoint.NAME)
    loaded = checkpoint.load(folder, None)
    if loaded is not None:
        loaded.file.close()
        if loaded.head.workspace != workspace:
            system.rename(path, f"{path}.{loaded.head.workspace}")


def stray(folder: str, workspace: str) -> Words | None:
    """What to say of a checkpoint of another workspace; None where there is none."""
    names = [name for name in os.listdir(folder) if _KEPT.fullmatch(name)]
    loaded = checkpoint.load(folder, None)
    if loaded is not None:
        loaded.file.close()
        if loaded.head.workspace != workspace:
            names.append(checkpoint.NAME)
    if not names:
        return None
    return Words(
        "{path} is of another workspace, beside whose remains this one was made. To have that back, move it into a "
        "folder of its own as {name} and repair it there",
        "wants-repair",
        path=os.path.join(folder, names[0]),
        name=checkpoint.NAME,
    )
