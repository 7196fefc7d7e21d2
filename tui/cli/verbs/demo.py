"""Open an example organisation on a throw-away copy, or write it to a folder."""

import os

from store import clock
from store.errors import WrongWords
from store.words import Words
from tui.cli.arguments import Option, as_path, nearest
from tui.cli.call import Call, Verb
from tui.cli.verbs.screen import need_terminal, run
from tui.i18n import lang, t
from tui.served import FILES
from tui.terminal import environment

_CASES = ("launch", "promotion")
_MOST = 1_000_000


def _demo(call: Call) -> int:
    call.take(0)
    case = call.options.get("case", _CASES[0])
    if case not in _CASES:
        raise WrongWords(
            '--case wants one of {cases}, not "{text}"',
            cases=_CASES,
            text=case,
            details={"near": nearest(case, _CASES)},
        )
    records = call.number("records", 0)
    if records > _MOST:
        raise WrongWords("--records wants at most {n}", n=_MOST)
    if "keep" in call.options:
        if "://" in call.options["keep"]:
            raise WrongWords('"{folder}" is not a folder', folder=call.options["keep"])
        folder = os.path.abspath(os.path.expanduser(as_path(call.options["keep"])))
        _build(folder, case, records)
        if call.json:
            call.output.object({"folder": folder, "case": case})
        call.output.say(t("The example is in {folder}. To open it: concord --workspace {folder}", folder=folder))
        return 0
    need_terminal(Words("`concord demo --keep DIR` writes the example to a folder"))
    return _open_copy(call, case, records)


def _open_copy(call: Call, case: str, records: int) -> int:
    """The screen on a copy that is gone when it closes."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="concord-demo-") as folder:
        workspace = os.path.join(folder, case)
        _build(workspace, case, records)
        environment.scrub()
        return run(call, workspace, state=folder)


def _build(folder: str, case: str, records: int) -> None:
    """Make the example in a folder that is not there or empty."""
    if records:
        from store.demo import large

        large.build(folder, records, lang(), clock.today(None))
    else:
        from store import demo

        demo.build(folder, case, lang())


VERBS = {
    "demo": Verb(
        "demo [--case launch|promotion] [--records N] [--keep DIR]",
        Words("Opens an example organisation on a throw-away copy"),
        ("concord demo --case promotion", "concord demo --records 10000 --keep ./large"),
        _demo,
        (
            Option("case", Words("Which example: launch (a product) or promotion (of a retailer)"), "CASE"),
            Option("records", Words("A large one, the same for the same N"), "N"),
            Option("keep", Words("Writes it to DIR and does not open it"), "DIR"),
        ),
        touches=FILES,
    )
}
