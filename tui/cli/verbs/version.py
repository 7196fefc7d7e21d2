"""Which version this is."""

from store.words import Words
from tui import __version__
from tui.cli.call import Call, Verb
from tui.served import READS


def _version(call: Call) -> None:
    if call.json:
        call.output.object({"name": "concord", "version": __version__})
    else:
        call.output.line(f"concord {__version__}")


VERBS = {
    "version": Verb("--version", Words("Says which version this is"), ("concord --version",), _version, touches=READS)
}
