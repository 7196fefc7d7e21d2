"""What can be done is declared once: its key is in the table of keys, its commands are verbs of the command line."""

from importlib import import_module
from pathlib import Path

import tui.faces
from tests.for_each import for_each
from tui import keys
from tui.cli.verbs import VERBS
from tui.faces.ways import Way

MODULES = sorted(path.stem for path in Path(tui.faces.__file__).parent.glob("*.py") if path.stem != "__init__")


def _ways(found: object) -> list[Way]:
    if isinstance(found, Way):
        return [found]
    return [way for each in found.values() for way in _ways(each)] if isinstance(found, dict) else []


WAYS = [way for name in MODULES for found in vars(import_module(f"tui.faces.{name}")).values() for way in _ways(found)]


def test_there_are_some():
    assert len(WAYS) > 20


@for_each("way", WAYS)
def test_a_way_is_a_key_and_a_command(way: Way):
    assert keys.shown(way.action)
    assert "{key}" in way.words.template or way.action == "palette"
    for command in way.commands:
        name, verb, *_words = command.split()
        assert name == "concord"
        assert verb in VERBS
