"""What a verb is given: its words, its options, the workspace, and where to write."""

import os
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from store.errors import ConcordError, Damaged, WrongWords
from store.words import Name, Words
from tui import served
from tui.cli.arguments import ANYWAY, REST, Option, Read, as_path, whole_number
from tui.cli.output import Output
from tui.cli.verb import Verb
from tui.i18n import t
from tui.personal import own_language
from tui.served import FILES
from tui.text.places import placed

if TYPE_CHECKING:
    from datetime import date

    from store.fields import Field
    from store.kinds.base import Record
    from store.workspace import Workspace
    from tui.cli.as_json import Objects
    from tui.cli.record_text import PlainPage
    from tui.config import WorkspacePlace
    from tui.debug.log import DebugLog

#: The options that every verb takes.
COMMON: dict[str, Option] = {
    option.name: option
    for option in (
        Option("workspace", Words("The workspace's folder, or its address in a database"), "DIR", touches=FILES),
        Option("wait", Words("Wait so long for the lock (10)"), "SECONDS"),
        Option("lang", Words("The language: en or zh"), "LANG"),
        Option("debug", Words("Adds what is done to a log, without people's texts"), "LOG", touches=FILES),
        Option("json", Words("One JSON object a line, errors too")),
        Option("help", Words("Say how it is used")),
        Option("version", Words("Say which version this is")),
    )
}


class Call:
    """One use of a verb."""

    def __init__(self, name: str, verb: Verb, found: Read, output: Output) -> None:
        self.name = name
        self.verb = verb
        self.words = found.words
        self.options = found.options
        self.fields = found.unknown
        self.output = output
        self.json = output.json
        #: The text that `-` stood for.
        self.piped: str | None = None
        #: Files and folders that the verb has made.
        self.made: list[str] = []
        self.log: DebugLog | None = None
        #: The workspace, where it was opened.
        self.opened: Workspace | None = None

    def take(self, least: int, most: int | None = None) -> list[str]:
        """The words, which have to be that many (``most`` as ``least`` where not given, -1 is any number)."""
        most = least if most is None else most
        if len(self.words) < least:
            raise WrongWords("Something is missing. It is written: {usage}", usage=self.verb.written)
        if 0 <= most < len(self.words):
            raise WrongWords(
                '"{word}" is one word too many (put words that belong together in quotes). It is written: {usage}',
                word=self.words[most],
                usage=self.verb.written,
            )
        return self.words

    def number(self, name: str, default: int, least: int = 1) -> int:
        """The value of an option as a whole number."""
        return whole_number(name, self.options[name], least) if name in self.options else default

    @property
    def wait(self) -> float:
        """How long to wait for the lock, in seconds."""
        text = self.options.get("wait")
        if text is None:
            return 10
        from store.fields.read_numbers import read_number  # late: mostly nobody says

        try:
            seconds = read_number(text, "s")
        except WrongWords:
            seconds = -1
        if not 0 <= seconds <= 86_400:
            raise WrongWords('--wait wants seconds, such as 2.5, not "{text}"', text=text)
        return seconds

    def place(self) -> "WorkspacePlace":
        """Where the workspace that is meant is, or would be."""
        from tui import config  # late: help and version look for no workspace

        option = self.options.get("workspace")
        return config.find_workspace(None if option is None else as_path(option), os.environ)

    def folder(self) -> str:
        """The place of the workspace that is meant, its folder or address; raises `Failed` where no folder is.

        Whether something is at an address is known when it is opened: see `tui.cli.opening`.
        """
        place = self.place()
        why = place.absence
        if why is not None:
            from tui.cli.no_workspace import no_workspace  # late: most workspaces are there

            raise no_workspace(place, why)
        return place.folder

    @property
    def workspace(self) -> "Workspace":
        """The workspace, opened when it is first wanted; says where it can only be read."""
        if self.opened is None:
            from tui.cli.opening import opening  # late: help and version look for no workspace

            with opening(self):
                self.opened = served.opened(self.folder(), wait=self.wait)
            self.opened.anyway = ANYWAY.name in self.options
            own_language.otherwise_of(self.opened)
            if self.log is not None:
                self.log.opened(self.opened.ledger)
            refusal = self.opened.read_only
            if refusal is not None:
                from tui.text.refusals import told  # late: most workspaces can be written

                self.output.say(told(Words("The workspace is read-only: {reason}", reason=refusal)))
        return self.opened

    @property
    def objects(self) -> "Objects":
        """The records of the workspace as objects for scripts, and what is computed over many of them."""
        from tui.cli.as_json import Objects  # late: only --json and what is computed want it

        return Objects(self.workspace)

    def page(self, id: str) -> "PlainPage":
        """The page of a record, with nothing on it yet."""
        from tui.cli.record_lines import Shown  # late: few verbs show a page
        from tui.cli.record_text import PlainPage

        return PlainPage(Shown(self.workspace), self.workspace.records.get(id))

    @property
    def damage(self) -> int:
        """The exit code of damaged data, where the workspace that was read is damaged; else 0."""
        return 0 if self.opened is None or self.opened.ledger.damage is None else Damaged.exit_code

    def named(self, word: str, *kinds: str) -> str:
        """The id of the record of one of ``kinds`` that a word names; of whatever kind where none is given."""
        from store.records.names import resolve  # late: as the workspace

        return resolve(self.workspace.records, kinds, word, self.workspace.who)

    def all_named(self, words: str, *kinds: str) -> list[str]:
        """The ids of the records that words with commas between them name, each once."""
        ids = (self.named(word.strip(), *kinds) for word in re.split(r"[,，、;；]", words) if word.strip())
        return list(dict.fromkeys(ids))

    def called(self, id: str) -> str:
        """What people call a record: code, login, or id."""
        from store.records.names import sayable  # late: as the workspace

        return sayable(self.workspace.records, id)

    def said(self, message: str) -> str:
        """A message in which departments and people stand by their names; as it is where no workspace was opened."""
        opened = self.opened
        if opened is None or ("DP-" not in message and "PN-" not in message):
            return message

        def name(found: re.Match[str]) -> str:
            try:
                return self.called(found[0])
            except ConcordError:  # the record does not read: that may be what the message is about
                return found[0]

        return re.sub(r"\b(?:DP|PN)-[1-9][0-9]{0,14}\b", name, message)

    def given(self, option: str) -> str | None:
        """The words of an option; None where it is not given. Raises `WrongWords` where nothing stands in them."""
        text = self.options.get(option)
        if text is not None and not text.strip():
            value = next((each.value for each in self.verb.options if each.name == option), "")
            raise WrongWords("--{name} wants a value: --{name} {value}", name=option, value=placed(value))
        return text

    def given_ref(self, option: str, *kinds: str) -> str | None:
        """The id that an option names; None where it is not given."""
        word = self.given(option)
        return None if word is None else self.named(word, *kinds)

    def given_refs(self, option: str, *kinds: str) -> tuple[str, ...]:
        """The ids that an option names, with commas between them."""
        return tuple(self.all_named(self.given(option) or "", *kinds))

    def whose_day(self) -> str:
        """The id of the person that ``--who`` names, otherwise of whoever gives the command."""
        named, login = self.given_ref("who", "person"), self.workspace.who
        if named is not None:
            return named
        me = self.workspace.records.person_of(login)
        if me is None:
            raise WrongWords('Nobody here has the login "{login}", so "me" is nobody; give a name', login=login)
        return me.id

    def given_day(self, option: str, stands: "date | None" = None, today: "date | None" = None) -> "date | None":
        """The day that an option says, `+1w` counted from the one that ``stands``; None where it is not given.

        Its words are counted from ``today``, that of whoever gives the command where nothing else is said.
        """
        from store.fields.dates import counted_from, read_day  # late: few verbs are given a day

        text = self.given(option)
        if text is None:
            return None
        return read_day(text, counted_from(text, stands, today or self.workspace.here), self.workspace.records.calendar)

    def given_value(self, kind: str, name: str, text: str | None, **beside: str) -> Any:
        """What a text means for a field of a kind, a choice by its label too; None where there is no text.

        ``beside`` are other fields of its record, one of which may say what a number counts.
        """
        if text is None:
            return None
        from store.kinds import KINDS  # late: few verbs are given one
        from store.records import parsing
        from tui.cli.kind_words import as_value

        field, workspace = KINDS[kind].fields[name], self.workspace
        text, records = as_value(field, text), workspace.records
        try:
            return parsing.read(field, text, records, workspace.here, workspace.who, held=beside.get)
        except parsing.Unreadable as error:
            error.words = error.words.filled(field=_as_option(self.verb, field, kind))
            raise

    def pairs(self, words: Sequence[str], *kinds: str) -> dict[str, str]:
        """Words such as ``ana=A FIN=C``: what stands behind the sign by the id of what is named before it.

        Pairs in one word have commas between them; one in a value belongs to it.
        """
        found: dict[str, str] = {}
        between = r"[,，;；](?=[^=＝,，;；]+[=＝])"
        parts = (part.strip(" ,，;；") for word in words for part in re.split(between, word))
        for pair in filter(None, parts):
            name, sign, value = pair.replace("＝", "=", 1).partition("=")
            if not sign or not name.strip() or not value.strip():
                raise WrongWords('"{text}" is not a pair such as {example}', text=pair[:40], example="ana=A")
            id = self.named(name.strip(), *kinds)
            if id in found:
                raise WrongWords('"{name}" is named twice', name=name.strip())
            found[id] = value.strip()
        return found

    def records_out(self, ids: Sequence[str]) -> None:
        """What was made: the ids, or with ``--json`` the records."""
        if self.json:
            self.changed_out(ids)
        else:
            self.output.text(ids)

    def changed_out(self, ids: Sequence[str], gone: "Mapping[str, Record] | None" = None) -> None:
        """What was changed: nothing, or with ``--json`` the records; deleted ones as they are in ``gone``.

        What was said of the rest is told of each of it.
        """
        if not self.json:
            return
        if REST.name in self.options:
            ids = list(dict.fromkeys((*ids, *(id for id in self.saved() if self.workspace.records.find(id)))))
        objects = self.objects
        for id in ids:
            record = self.workspace.records.find(id) or (gone or {})[id]
            self.output.write(objects.line(record))

    def saved(self) -> list[str]:
        """What is saved whatever failed since: the ids of what was changed, and what was made beside that."""
        found: dict[str, None] = {}
        ledger = self.opened.ledger if self.opened is not None else None
        if ledger is not None and ledger.own:
            from store.kinds import KINDS  # late: as the workspace

            try:
                for entry in ledger.backwards(min(ledger.own) - 1):
                    if entry.seq in ledger.own:
                        ids = (KINDS[table].id(n) if table in KINDS else f"{table} {n}" for table, n in entry.touched())
                        found = dict.fromkeys([*ids, *found])
            except (ConcordError, OSError):
                found[f"#{ledger.own[-1]}"] = None  # its history does not read either: by its number, then
        return [*found, *self.made]

    def close(self) -> None:
        """Let go of the workspace; it writes its checkpoint now, after the result is out."""
        workspace, self.opened = self.opened, None
        if workspace is not None:
            try:
                workspace.close()
            except (ConcordError, OSError) as error:
                # The verb has done its work; the checkpoint is only a cache.
                words = error.words if isinstance(error, ConcordError) else Words("{reason}", reason=error)
                self.output.say(t("No checkpoint was written: {reason}", reason=words))


def _as_option(verb: Verb, field: "Field", kind: str) -> Name:
    """What the field is called, with the option of the verb that sets it."""
    options = (each.name for each in verb.options if each.choice[:2] == (kind, field.name))
    named = next(options, field.name if any(each.name == field.name for each in verb.options) else "")
    return Name(field.name, field.label, named and f"--{named}")
