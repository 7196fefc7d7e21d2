"""The pages of the manual, from the declarations that `--help` reads."""

import re
from collections.abc import Iterator

from store.errors import WrongWords
from store.kinds import KINDS
from store.words import Words
from tui.cli.call import COMMON
from tui.cli.help_rows import field_rows, option_rows
from tui.cli.manual.data_format import NAME, data_format
from tui.cli.manual.page import Block, ManualPage, Rows, Sample, Section
from tui.cli.verb import Verb
from tui.cli.verbs import LISTED, load
from tui.cli.verbs.help import FORMAT, PARTS
from tui.i18n import examples, t
from tui.text.joined import labelled, listed
from tui.text.places import placed

_EXIT = (
    ("0", Words("done")),
    ("1", Words("failed")),
    ("2", Words("wrong words")),
    ("3", Words("busy: somebody holds the lock")),
    ("4", Words("refused by a rule or a conflict")),
    ("5", Words("damaged data")),
    ("130", Words("interrupted")),
)
_ENVIRONMENT = (
    ("CONCORD_WORKSPACE", Words("The workspace's folder or address, where --workspace does not name it")),
    ("CONCORD_LANG", Words("The language, where --lang does not say it: en or zh")),
    ("CONCORD_CHARACTERS", Words("With `ascii` the screen draws nothing else")),
)
_FILES = (
    ("~/.config/concord/config.toml", Words("What a person has set: workspace, language, theme, characters")),
    ("/etc/concord/config.toml", Words("The same for the machine")),
)


def all_pages() -> Iterator[ManualPage]:
    """Every page."""
    yield _overview()
    yield from (_of_verb(name) for name in LISTED)
    yield data_format()


def page_called(name: str) -> ManualPage:
    """The page of a verb, of the form of the data, or of Concord where nothing is named; raises `WrongWords`."""
    if not name:
        return _overview()
    if name == FORMAT:
        return data_format()
    if name not in LISTED:
        raise WrongWords('There is no command "{name}". `concord --help` lists those there are', name=name)
    return _of_verb(name)


def _overview() -> ManualPage:
    says = t("departments agree on shared goals, meet, plan, act and learn together")
    sections = [
        _names("concord", says),
        Section(_synopsis(), [Sample((placed("concord [--workspace DIR] [VERB ...]"),))]),
        Section(
            t("DESCRIPTION", context="manual"),
            [
                t(
                    "Without a verb the screen opens. Each verb has a page of its own, such as `{page}`.",
                    page="concord-add(1)",
                ),
                t(
                    "Data goes to standard output, all else to standard error; with --json records are JSON objects, a "
                    "line each, and so are errors."
                ),
            ],
        ),
    ]
    heading = t("COMMANDS", context="manual")
    rows: list[tuple[str, str]] = []
    for name in LISTED:
        if name in PARTS:
            sections += _commands(heading, rows)
            heading, rows = t(PARTS[name]), []
        rows.append((f"concord {name}", t(load(name).says)))
    return ManualPage("concord", 1, says, [*sections, *_commands(heading, rows), *_around()])


def _commands(heading: str, rows: list[tuple[str, str]]) -> Iterator[Section]:
    if rows:
        yield Section(heading, [Rows(tuple(rows))], inner=True)
    else:
        yield Section(heading, [])


def _around() -> Iterator[Section]:
    """What is the same for all verbs."""
    yield Section(t("OPTIONS", context="manual"), [t("Every verb takes:"), _rows(option_rows(COMMON.values()))])
    for heading, rows in (
        (t("ENVIRONMENT", context="manual"), _ENVIRONMENT),
        (t("FILES", context="manual"), _FILES),
        (t("EXIT STATUS", context="manual"), _EXIT),
    ):
        yield Section(heading, [Rows(tuple((term, t(words)) for term, words in rows))])
    yield _see_also(f"{NAME}(5)", "concord-completion(1)")


def _of_verb(name: str) -> ManualPage:
    verb = load(name)
    says, title = t(verb.says), f"concord-{name}"
    sections = [_names(title, says), Section(_synopsis(), [Sample(tuple(_ways(name, verb)))])]
    blocks: list[Block] = [says]
    if verb.takes_fields and "FIELD" in verb.usage:
        blocks.append(t("Every field of the record is an option too; `concord add KIND --help` lists those of a kind."))
    sections.append(Section(t("DESCRIPTION", context="manual"), blocks))
    if verb.options:
        sections.append(Section(t("OPTIONS", context="manual"), [_rows(option_rows(verb.options))]))
    if name == "add":
        sections += _fields()
    shown = examples(name) or verb.examples
    sections.append(Section(t("EXAMPLES", context="manual"), [Sample(tuple(shown))]))
    sections.append(_see_also("concord(1)", f"{NAME}(5)"))
    return ManualPage(title, 1, says, sections)


def _fields() -> Iterator[Section]:
    """The fields of every kind, where records are added."""
    yield Section(t("FIELDS", context="manual"), [])
    for kind in KINDS.values():
        rows = [(name, labelled(label, said) if said else label) for name, label, said in field_rows(kind, new=True)]
        yield Section(f"{kind.name} - {t(kind.label)}", [_rows(rows)], inner=True)


def _ways(name: str, verb: Verb) -> Iterator[str]:
    """The ways to write it, a line each."""
    for way in _apart(verb.usage):
        words = way if way.split()[0] == name else f"{name} {way}"
        yield f"concord {placed(words)}"


def _apart(usage: str) -> list[str]:
    """Taken apart at the bars that stand in no bracket."""
    ways, depth = [""], 0
    for part in re.split(r"([\[\]]| \| )", usage):
        depth += {"[": 1, "]": -1}.get(part, 0)
        if part == " | " and not depth:
            ways.append("")
        else:
            ways[-1] += part
    return ways


def _names(name: str, says: str) -> Section:
    return Section(t("NAME", context="manual"), [f"{name} - {says}"])


def _synopsis() -> str:
    return t("SYNOPSIS", context="manual")


def _see_also(*pages: str) -> Section:
    return Section(t("SEE ALSO", context="manual"), [listed(pages)])


def _rows(rows: list[tuple[str, str]]) -> Rows:
    return Rows(tuple(rows))
