"""Which version this is."""

from store.words import Words
from tui.cli.call import Call, Verb


def version() -> str:
    """The version installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("concord-workspace")
    except PackageNotFoundError:
        return "unknown"


def _version(call: Call) -> int:
    if call.json:
        call.output.object({"name": "concord", "version": version()})
    else:
        call.output.line(f"concord {version()}")
    return 0


VERBS = {"version": Verb("version", "--version", Words("Says which version this is"), ("concord --version",), _version)}
