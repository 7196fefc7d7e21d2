"""`concord backup`: into a file, to standard output, or into a folder, a file a day; what cron is to say of it."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.errors import Damaged, Failed, Forbidden, WrongWords
from store.words import Words
from tui import served
from tui.cli import into_file
from tui.cli.arguments import STANDARD_INPUT, Option, as_path
from tui.cli.call import Call, Verb
from tui.i18n import t
from tui.personal import own_language
from tui.served import FILES, READS

if TYPE_CHECKING:
    from store import Ledger, Workspace
    from store.interop.archive_trial import Tried
    from store.interop.whole_entries import Follower

#: So many of what was taken away are named.
_NAMED = 10


def _backup(call: Call) -> None:
    word = call.take(1)[0]
    _refuse_others(call)
    path = as_path(word, new=True)
    if word != STANDARD_INPUT and (path.endswith("/") or os.path.isdir(path)):
        _daily(call, path)
        return
    for name in ("keep", "dry-run"):
        if name in call.options:
            raise WrongWords("--{name} goes with a folder that gets a file a day: concord backup DIR/", name=name)
    trial = _Trial(call)
    if word == STANDARD_INPUT:
        _to_standard_output(call, trial)
    else:
        from store.interop import archive

        target = into_file.new_file(call, word)
        count = archive.backup(call.folder(), target, trial.check)
        call.made.append(target.path)
        if trial.check is not None and trial.found is None:
            raise Failed("{path} is no file that could be tried before it counts; - tries it first", path=target.path)
        trial.must_hold()
        _say(call, target.path, count, trial)


def _refuse_others(call: Call) -> None:
    """Raise `Forbidden` where somebody is served who is no admin: it holds cards and votes that are shown to nobody."""
    session = served.session()
    if session is None:
        return
    from store.fields.rights import ADMIN, ROLES, VIEWER
    from store.kinds.person import KIND

    rank = _workspace(call).records.rank_of(session.login)
    if rank < ADMIN:
        role = ROLES[max(rank, VIEWER)]
        raise Forbidden(
            "A backup holds what is shown to nobody yet: only an admin has one made; your role is {role}",
            "wants-role",
            role=KIND.fields["role"].label_of(role),
            details={"role": role, "needed": ROLES[ADMIN]},
        )


class _Trial:
    """What became of restoring a backup into nothing, where ``--tried`` wants that."""

    def __init__(self, call: Call) -> None:
        self.found: Tried | None = None
        self.check = None
        if "tried" in call.options:
            self._ledger, self.check = _opened(call), self._look

    def _look(self, path: str, followed: "list[Follower]") -> None:
        from store.interop.archive_trial import try_out

        self.found = try_out(path, self._ledger, followed)

    def must_hold(self) -> None:
        """Raise `Damaged` where what came back does not hold, as it does not in the workspace: that is to be mended."""
        if self.found is not None and self.found.faults:
            id, fault = self.found.faults[0]
            raise Damaged(
                "The backup is whole, but what it holds is damaged, as it is in the workspace: {id} {field}: {reason}. "
                "`concord check` names all of it",
                id=id,
                field=fault.field,
                reason=fault.words,
            )


def _opened(call: Call) -> "Ledger":
    return _workspace(call).ledger


def _workspace(call: Call) -> "Workspace":
    """Without a word about whether it can be written, and without a checkpoint in the end."""
    if call.opened is None:
        call.opened = served.opened(call.folder(), wait=call.wait)
        call.opened.ledger.keeps = False
        own_language.otherwise_of(call.opened)
    return call.opened


def _to_standard_output(call: Call, trial: _Trial) -> None:
    from store.interop import archive

    if trial.check is None:
        archive.backup(call.folder(), call.output)
        return
    from store.interop.archive_trial import nowhere
    from store.interop.files import NewFile
    from store.interop.unpacking import STEP

    with nowhere() as place:
        file = NewFile(os.path.join(place, "backup"))
        archive.backup(call.folder(), file, trial.check)
        with open(file.path, "rb") as found:
            call.output.lines(iter(lambda: found.read(STEP), b""))
            call.output.flush()


def _daily(call: Call, place: str) -> None:
    """Write that of today into the folder, then take away what ``--keep`` does not keep."""
    from store.interop.daily_backups import DailyBackups, remove
    from store.interop.kept_days import read_keep

    call.output.one_line = True
    given = call.given("keep")
    keep = {} if given is None else read_keep(given)
    ledger, trial, today = _opened(call), _Trial(call), call.workspace.today
    backups = DailyBackups(place, ledger.folder, ledger.header.workspace)
    path = backups.path(today)
    if "dry-run" in call.options:
        _rehearse(call, path, backups.superfluous(today, keep))
        return
    count = backups.write(today, trial.check, wait=call.wait, public="public" in call.options)
    call.made.append(path)
    trial.must_hold()
    removed, trouble = remove(backups.superfluous(today, keep))
    if trouble is not None:
        raise Failed("{path} cannot be removed: {reason}", path=trouble.filename, reason=trouble.strerror)
    _say(call, path, count, trial, removed)


def _say(call: Call, path: str, count: int, trial: _Trial, removed: Sequence[str] = ()) -> None:
    """In one line, fit for the mail of cron."""
    if call.json:
        made: dict[str, Any] = {"file": path, "entries": count}
        if trial.found is not None:
            made["records"] = trial.found.records
        call.output.object(made | ({"removed": list(removed)} if removed else {}))
        return
    said = [Words("{n} changes are in {path}", one="{n} change is in {path}", n=count, path=path)]
    if trial.found is not None:
        n = trial.found.records
        said.append(Words("restored on trial: {n} records", one="restored on trial: {n} record", n=n))
    if removed:
        said.append(Words("{n} older ones are removed: {list}", n=len(removed), list=_names(removed), one=_ONE))
    call.output.say(t("{list}", list=said))


_ONE = "{n} older one is removed: {list}"


def _names(paths: Sequence[str]) -> list[str]:
    return [*map(os.path.basename, paths[:_NAMED]), *["…"] * (len(paths) > _NAMED)]


def _rehearse(call: Call, path: str, removed: Sequence[str]) -> None:
    if call.json:
        call.output.object({"dry_run": True, "file": path, "removed": list(removed)})
        return
    call.output.line(t("It would write {path}", path=path))
    for old in removed:
        call.output.line(t("It would remove {path}", path=old))
    call.output.say(t("Nothing was written: this was a dry run"))


VERBS = {
    "backup": Verb(
        "backup FILE|DIR/ [--keep 7d,4w,12m]",
        Words("Writes all of the workspace into one file, as of one moment, while others go on writing"),
        (
            "concord backup /var/backups/acme.concord",
            "concord backup /var/backups/ --tried --keep 7d,4w,12m --quiet",
        ),
        _backup,
        (
            Option(
                "tried",
                Words("Restores it on trial and compares it with the workspace, before it counts"),
                touches=FILES,
            ),
            Option(
                "keep",
                Words(
                    "Of those of this workspace in DIR keeps the newest of so many days, weeks, months and years that "
                    "have one; removes the others once the new one is verified"
                ),
                "7d,4w,12m",
                touches=FILES,
            ),
            Option("dry-run", Words("Says what it would write into DIR and remove there"), touches=FILES),
            *into_file.OPTIONS,
        ),
        dash="own",
        touches=READS,
    ),
}
