"""What each kind of record looks like: its list, its columns, its page, told once for the screen and the command line.

A face is found by the name of its kind, the module with dashes as underscores, and read in when it is first needed. A
kind with nothing of its own to show needs none: `Face` shows what its fields declare.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from store.kinds import KINDS
from tui.faces.face import Face


@cache
def face_of(kind: str) -> type[Face]:
    """The face of the kind with that name."""
    name = f"tui.faces.{kind.replace('-', '_')}"
    if find_spec(name) is None:
        return type("Face", (Face,), {"kind": KINDS[kind]})
    return import_module(name).FACE
