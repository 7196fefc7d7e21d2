"""Help: what there is, and for one verb its options, the fields of the kind it is asked about, and an example."""

from collections.abc import Iterable, Mapping, Sequence

from store.errors import WrongWords
from store.kinds import KINDS, split_id
from store.words import Words
from tui.cli import offered
from tui.cli.arguments import Option
from tui.cli.call import COMMON, Call, Verb
from tui.cli.help_rows import does, field_rows, option_rows
from tui.cli.plain_text import columns
from tui.cli.verbs import load
from tui.i18n import examples, t
from tui.served import READS
from tui.text.joined import listed
from tui.text.places import placed

#: What is told under this word is how the data are written.
FORMAT = "format"
#: The parts of the overview, each by the verb that it begins with.
PARTS = {
    "demo": Words("Beginning"),
    "add": Words("Records"),
    "gate": Words("The way of a goal"),
    "request": Words("Between departments"),
    "today": Words("Who does what, who waits"),
    "history": Words("What happened"),
    "import": Words("The workspace"),
}


def _help(call: Call) -> None:
    words = call.words
    if "man" in call.options:
        _manual(call, *call.take(0, 1))
    elif not words:
        _overview(call)
    elif words[0] == "refusals":
        _refusals(call, words[1:])
    elif words[0] == FORMAT:
        from tui.cli.manual.data_format import data_format
        from tui.cli.manual.page import as_text

        call.output.text(as_text(data_format()))
    elif words[0] in offered.verbs():
        _of_verb(call, *words)
    else:
        raise WrongWords('There is no command "{name}". `concord --help` lists those there are', name=words[0])


def _overview(call: Call) -> None:
    verbs = {name: load(name) for name in offered.verbs()}
    if call.json:
        for name, verb in verbs.items():
            call.output.object({"name": name, "usage": offered.usage(verb), "does": t(verb.says)})
        return
    say = call.output.line
    say(t("Concord: departments agree on shared goals, meet, plan, act and learn together."))
    say("")
    does = ((f"  concord {name}", t(verb.says)) for name, verb in verbs.items())
    lines = columns([("  concord", t("Opens the screen")), *does])
    say(lines[0])
    for name, line in zip(verbs, lines[1:], strict=True):
        if name in PARTS:
            say("")
            say(t(PARTS[name]))
        say(line)
    say("")
    say(t("`concord VERB --help` shows how a verb is written, with an example. Every verb takes:"))
    say("")
    _options(call, offered.options(COMMON.values()))
    say("")
    say(t("- in the place of a text or a file is standard input or output; \\- is a dash itself"))
    say(t("`concord help refusals` says why something may be refused, and what meets each reason"))
    say(t("`concord help format` says how the data are written, for whoever reads them without Concord"))
    say(t("Exit codes: 0 done, 1 failed, 2 wrong words, 3 busy, 4 refused, 5 damaged data, 130 interrupted"))


def _of_verb(call: Call, name: str, *words: str) -> None:
    say, verb = call.output.line, load(name)
    taken, shown = offered.options(verb.options), offered.examples(verb, examples(name) or verb.examples)
    if call.json:
        options = [{"option": f"--{o.name}", "value": placed(o.value), "does": does(o)} for o in taken]
        found = {"name": name, "usage": offered.usage(verb), "does": t(verb.says), "options": options}
        call.output.object(found | {"examples": shown})
        return
    say(offered.usage(verb))
    say(f"  {t(verb.says)}")
    if taken:
        say("")
        _options(call, taken)
    if verb.takes_fields and "FIELD" in verb.usage:
        say("")
        _fields(call, words, new=name == "add")
    say("")
    say(t("Example:"))
    for example in shown:
        say(f"  {example}")


def _manual(call: Call, name: str = "") -> None:
    """A page of the manual as `man` reads it."""
    from store.clock import now
    from tui import __version__
    from tui.cli.manual.pages import page_called
    from tui.cli.manual.roff import roff

    call.output.write(roff(page_called(name), __version__, now().date()).encode())


def _refusals(call: Call, codes: list[str]) -> None:
    """Every reason code, or these: what it means, and what meets it by a command and on the screen."""
    from store.reasons import REASONS
    from tui.text.remedies import in_general, keys

    unknown = next((code for code in codes if code not in REASONS), None)
    if unknown is not None:
        raise WrongWords('There is no reason "{name}". `concord help refusals` lists those there are', name=unknown)
    for code in codes or REASONS:
        ways, pressed = offered.commands(in_general(code)), keys(code)
        if call.json:
            call.output.object({"reason": code, "means": t(REASONS[code]), "try": ways, "keys": pressed})
            continue
        call.output.line(code)
        call.output.line(f"  {t(REASONS[code])}")
        for way in [*ways, *([t("On the screen: {keys}", keys=listed(pressed))] if pressed else [])]:
            call.output.line(f"    {way}")


def _options(call: Call, options: Iterable[Option]) -> None:
    call.output.table([(f"  {written}", said) for written, said in option_rows(options)])


def _fields(call: Call, words: Sequence[str], *, new: bool) -> None:
    from tui.cli.kind_words import kind_of

    if not words:
        call.output.line(t("KIND is one of: {kinds}", kinds=[kind.called.with_note for kind in KINDS.values()]))
        call.output.line(t("`concord add KIND --help` shows the fields of a kind"))
        return
    place = split_id(words[0].upper())
    kind = place[0] if place else kind_of(words[0])
    call.output.line(t("The fields of {kind}:", kind=t(kind.label)))
    call.output.table([(f"  {name}", *said) for name, *said in field_rows(kind, new=new)])


def _reasons() -> "Mapping[str, Words]":
    from store.reasons import REASONS

    return REASONS


VERBS = {
    "help": Verb(
        "help [VERB | refusals [REASON] | format] [--man]",
        Words("Says how Concord is used"),
        (
            "concord help add",
            "concord help refusals not-yours",
            "concord help format",
            "concord help add --man | man -l -",
        ),
        _help,
        (Option("man", Words("As a page of the manual, for `man -l -`")),),
        fits={"REASON": _reasons},
        touches=READS,
    ),
}
