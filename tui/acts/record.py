"""What keys do to a record of any kind: add and edit it, end it, say something about it, copy its name."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import NODEFAULT, structs

from store import commands
from store.commands import dry_run
from store.commands.outcome import followed, is_new
from store.errors import Refused, Stale
from store.fields import Field
from store.kinds import KINDS, split_id
from store.kinds.base import Kind
from store.kinds.moves import moving
from store.kinds.naming import in_full
from store.kinds.term import Term
from store.records import KIND_OF
from store.records.duties import ends
from store.words import Words
from tui import keys
from tui.acts.cancelling import cancel
from tui.acts.moving import ask_why
from tui.acts.rest import give
from tui.faces import face_of
from tui.i18n import t
from tui.parts.add_form import AddForm
from tui.parts.ask import Ask
from tui.parts.confirm import Confirm
from tui.parts.conflict import Conflict
from tui.parts.form import Form
from tui.terminal import clipboard
from tui.text.labels import value_label
from tui.text.safe import safe

if TYPE_CHECKING:
    from store.records import Changes
    from tui.acts.acts import Acts


#: So much is said of what comes next of series.
SAID = 3


async def add_with(acts: "Acts", kind: str, values: Mapping[str, Any], **came: Any) -> list[Any]:
    """New records of that kind, filled in with these values and what holds where nothing is said; mostly one.

    None where the person thought better of it.

    ``came`` are fields that nobody is asked: where they came from.

    Raises the `ConcordError` for which there can be none.
    """
    asked = [field for field in KINDS[kind].in_order if field.asked and not field.later]
    fields, closed = dry_run.adding(acts.desk.workspace, kind, asked, **came)
    values = {**defaults(KINDS[kind]), **values}

    async def add(drafts: list[dict[str, Any]]) -> Any:
        return await acts.desk.do(commands.add_many, kind, [each | came for each in drafts])

    title, draft = t("New {kind}", kind=t(KINDS[kind].label).lower()), " ".join(("add", kind, *map(str, came.values())))
    form = AddForm(acts.desk, KINDS[kind], title, fields, values, add, draft=draft, closed=closed)
    return await acts.show(form) or []


def defaults(kind: Kind) -> dict[str, Any]:
    """What holds of a new record where nothing is said, of the fields that are asked."""
    asked = {name for name, field in kind.fields.items() if field.asked}
    declared = {each.name: each.default for each in structs.fields(kind.record) if each.name in asked}
    return {name: value for name, value in declared.items() if value is not NODEFAULT and value is not None}


def are_new(made: Sequence[Any]) -> Words:
    """That they are added: one by its title, several by their number."""
    if len(made) == 1:
        return is_new(made[0])
    return Words("{n} {kind} are added", n=len(made), kind=t(KIND_OF[type(made[0])].plural).lower())


def with_lessons(acts: "Acts", made: Sequence[Any], words: Words) -> Words:
    """The same, and of one new record how many lessons fit it; of a word which may be the same."""
    if len(made) != 1:
        return words
    if isinstance(made[0], Term):
        from store.insight.like_words import like  # late: few words are added

        names = [in_full(each) for each in like(acts.desk.records, made[0])]
        return Words("{said}. It may be the same as {names}", said=words, names=names) if names else words
    from store.insight.fitting_lessons import fits  # late: most new records are of kinds that meet none

    n = len(fits(acts.desk.overview, acts.desk.records.get(made[0].id)))
    if not n:
        return words
    one = "{said}. A lesson fits: {key}"
    return Words("{said}. {n} lessons fit: {key}", one=one, said=words, n=n, key=keys.shown("lessons"))


async def edit_some(acts: "Acts", title: str, asked: Iterable[Field], form: type[Form] = Form) -> None:
    """Change these fields of the chosen record, in a form of that sort."""
    record = acts.record()
    fields, closed = dry_run.editing(acts.desk.workspace, record, asked)
    values = {field.name: getattr(record, field.name) for field in fields}

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(commands.edit, record.id, new, base=record, why=await _reason(acts, record, new))

    after = await acts.show(form(acts.desk, title, fields, structs.asdict(record), submit, closed=closed))
    if after is not None:
        acts.tell_changed(record, after, list(values))


async def edit(acts: "Acts") -> None:
    """Change the chosen record; what others change meanwhile is merged or comes back as a conflict."""
    record, kind = acts.record(), acts.kind
    asked = [field for field in kind.in_order if field.asked]
    fields, closed = dry_run.editing(acts.desk.workspace, record, asked)
    values = {field.name: getattr(record, field.name) for field in fields}

    async def submit(new: dict[str, Any]) -> Any:
        changed = {name: value for name, value in new.items() if value != values.get(name)}
        return await _save(acts, record, changed, await _reason(acts, record, changed)), list(changed)

    title, draft = t("Edit {id}", id=record.id), f"edit {record.id}"
    held = structs.asdict(record)
    saved = await acts.show(Form(acts.desk, title, fields, held, submit, draft=draft, closed=closed))
    if saved is not None:
        acts.tell_changed(record, *saved)
        if ends(record, saved[0]):
            await acts.on(record.id).do("hand_over")


async def _reason(acts: "Acts", record: Any, values: Mapping[str, Any]) -> str:
    """Why these values move the due day or the target of the record; "" where they move none, or nobody says."""

    def moved(changes: "Changes", why: str) -> object:
        return commands.edit(changes, record.id, values, base=record, why=why)

    return (await ask_why(acts, moved) or "") if moving(record, values) else ""


async def _save(acts: "Acts", base: Any, changed: dict[str, Any], why: str) -> Any:
    """Save it; where others changed the same meanwhile, the person chooses field by field."""
    while True:
        try:
            return await give(acts, commands.edit, base.id, changed, base=base, why=why)
        except Stale as stale:
            chosen = await acts.show(Conflict(acts.desk, acts.kind, stale))
            if chosen is None:
                raise
            base = structs.replace(base, **stale.theirs)  # what was shown, whatever came since
            changed = changed | chosen


async def done(acts: "Acts") -> None:
    """Done; what is done already may be reopened."""
    ids, desk = acts.ids, acts.desk
    if len(ids) == 1 and _is_done(acts, ids[0]):
        desk.workspace.foresee(commands.reopen, ids[0])
        question = t("{id} is done already. Reopen it?", id=ids[0])
        if await acts.show(Confirm(acts.desk, question, t("Reopen"))):
            await desk.do(commands.reopen, ids[0])
            acts.finished(Words("{id} is open again", id=ids[0]))
        return
    if asking := face_of(acts.kind.name).ends:
        await acts.do(asking)
        return
    await give(acts, commands.done_many, ids)
    done = for_ids(ids, Words("{id} done; u takes it back", id=ids[0]), Words("{n} done; u takes it back", n=len(ids)))
    acts.finished(with_series(acts, done))


def _is_done(acts: "Acts", id: str) -> bool:
    record: Any = acts.desk.records.find(id)
    kind = split_id(id)
    return kind is not None and kind[0].standing is not None and kind[0].standing(record) != "open"


async def drop(acts: "Acts") -> None:
    """Give up or delete, with the reason."""
    ids = acts.ids
    try:
        acts.desk.workspace.foresee(commands.drop_many, ids, "-")
    except Refused as error:
        if error.reason != "wants-place" or len(ids) > 1:
            raise
        if (said := await cancel(acts, ids[0])) is not None:
            acts.finished(said)
        return
    title = for_ids(ids, Words("Why drop {id}?", id=ids[0]), Words("Why drop these {n}?", n=len(ids)))
    if await acts.ask_why(t(title), partial(give, acts, commands.drop_many, ids)) is not None:
        record = acts.desk.records.find(ids[0])
        one = Words("{id} dropped; u takes it back", id=ids[0])
        if record is not None and getattr(record, "state", ""):  # as its kind calls it: a lesson is retired
            one = Words("{id} is {state}; u takes it back", id=ids[0], state=value_label(record, "state").lower())
        many = Words("{n} dropped; u takes it back", n=len(ids))
        acts.finished(with_series(acts, for_ids(ids, one, many)))


def with_series(acts: "Acts", words: Words) -> Words:
    """The same, and what comes next of the series of which this session has just ended one."""
    ledger = acts.desk.workspace.ledger
    entry = next(iter(ledger.backwards(ledger.own[-1] - 1)), None) if ledger.own else None
    found = followed(entry.what, acts.desk.records) if entry is not None and entry.seq == ledger.own[-1] else []
    return Words("{said}", said=(words, *found[:SAID])) if found else words


async def comment(acts: "Acts") -> None:
    """Say something about the chosen record."""
    record = acts.record()
    field = KINDS["comment"].fields["text"]
    acts.desk.workspace.foresee(commands.comment, record.id, "-")
    title, save = t("Comment on {id}", id=record.id), partial(acts.desk.do, commands.comment, record.id)
    if await acts.show(Ask(acts.desk, title, field, save=save, draft=f"comment {record.id}")):
        acts.desk.say(Words("Comment saved"), "good")


async def copy(acts: "Acts") -> None:
    """The id and the title to the terminal's clipboard."""
    record = acts.record()
    kind = split_id(record.id)
    naming = kind[0].naming.name if kind else "title"
    text = f"{record.id} {safe(str(getattr(record, naming)))}"
    said = clipboard.copy(acts.host.app, text[:1000])
    acts.desk.say(Words("{said}: {text}", said=said, text=text))


async def to_shell(acts: "Acts") -> None:
    """Go to the shell, chosen among the keys or commands; typed, the key works everywhere."""
    if not await acts.host.app.to_shell():
        acts.desk.refuse(Words("There is no shell here to go to; q leaves"))


async def anew(acts: "Acts") -> None:
    """Draw the screen again, chosen among the keys or commands; typed, the key works everywhere."""
    acts.host.app.anew()


def for_ids(ids: list[str], one: Words, many: Words) -> Words:
    """The words for one record or for several."""
    return one if len(ids) == 1 else many
