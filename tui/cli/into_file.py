"""A verb's data in a file that it is told: who may read it, and whether it may replace one."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.words import Words
from tui.cli.arguments import Option, as_path
from tui.i18n import t
from tui.served import FILES

if TYPE_CHECKING:
    from store.interop.files import NewFile  # late: most data goes to standard output
    from tui.cli.call import Call

#: The options of every verb that writes a file.
OPTIONS = (
    Option("force", Words("Replaces FILE if it is there"), touches=FILES),
    Option(
        "public",
        Words(
            "Lets everybody read FILE (0644); else you alone (0600), in a folder of the workspace's group it too (0640)"
        ),
    ),
    Option("quiet", Words("Says nothing as long as all is well, so that cron sends no mail")),
)


def new_file(call: "Call", word: str) -> "NewFile":
    """The file that a word names, as closed as the workspace unless the options say otherwise."""
    from store.interop.files import NewFile  # late: most data goes to standard output

    options = call.options
    return NewFile(as_path(word, new=True), "force" in options, "public" in options, workspace=call.folder())


@contextmanager
def data_into(call: "Call", word: str | None = None) -> Generator[None]:
    """What the verb puts out goes into the file that ``word`` names; without one, or for ``-``, as it always does."""
    if word is None or word == "-":
        yield
        return
    from store.interop import files  # late: most data goes to standard output

    with call.output.kept() as data:
        yield
    files.write(new_file(call, word), data)
    say_written(call, word)


def say_written(call: "Call", word: str) -> None:
    """That the file is there now."""
    call.output.say(t("{path} is written", path=os.path.abspath(as_path(word))))
