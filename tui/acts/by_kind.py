"""What keys do that only some kinds take: a value, a blocker, the next step."""

from typing import TYPE_CHECKING, Any

from store.commands.outcome import is_new
from store.kinds import KINDS, blocker, key_result
from store.words import Words
from tui.acts.record import edit_some, with_lessons
from tui.faces import face_of
from tui.i18n import t
from tui.parts.context_form import Answering
from tui.parts.form import Form
from tui.text.cells import wrap
from tui.text.days import long
from tui.text.joined import noted, told
from tui.text.labels import number, should_value, target_words
from tui.text.line import Line
from tui.text.metric_words import as_read, when
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.acts import Acts


async def value(acts: "Acts") -> None:
    """What the record takes: a stance, a check-in, an answer, a share, how it turned out."""
    await acts.do(face_of(acts.kind.name).takes)


async def ask(acts: "Acts") -> None:
    """Other departments: for something, or what they say to a question."""
    await acts.do(face_of(acts.kind.name).asks)


async def check_in(acts: "Acts") -> None:
    """What a key result has come to, how sure that is, what helps."""
    record = acts.record()
    latest, id = acts.desk.overview.latest(record.id), record.id
    follows = bool(acts.desk.overview.progress(id).metric)
    acts.desk.workspace.foresee(key_result.check_in, id, None if follows else 0)
    declared = KINDS["check-in"].fields
    asked = ("confidence", "note", "help_from", "on")
    fields = [declared[name] for name in (asked if follows else ("value", *asked))]
    values: dict[str, Any] = {"key_result": id, "on": acts.desk.common_day}
    if latest is not None:
        values["confidence"] = latest.confidence

    async def submit(new: dict[str, Any]) -> Any:
        value, confidence, note = new.get("value"), new.get("confidence"), new.get("note") or ""
        given = (value, confidence, note, new.get("on"), new.get("help_from") or ())
        return await acts.desk.do(key_result.check_in, record.id, *given)

    title = t("Check in {id}", id=record.id)
    form = Answering(acts.desk, title, fields, values, submit, about=lambda form, width: _so_far(form, id, width))
    if await acts.show(form) is not None:
        acts.finished(Words("Check-in for {id} saved", id=record.id))


def _so_far(form: Answering, id: str, width: int) -> list[Line]:
    """The last value and its day, the target, where it should be by today."""
    desk, record = form.here, form.here.records.find(id)
    if not isinstance(record, key_result.KeyResult):
        return [[(t("{id} is gone", id=id), "warn")]]
    unit, latest, progress = safe(record.unit), desk.overview.latest(id), desk.overview.progress(id)
    now = as_read(desk.overview, progress.metric, progress.current)
    if progress.at is not None and now is not None:
        moment = when(progress.at, desk.overview.zone, desk.common_day)
        value, metric = number(now, unit), progress.metric
        last = t("now {value} by {metric}, {when}", value=value, metric=metric, when=moment)
    elif latest is None:
        last = t("No check-in yet")
    else:
        day = long(latest.on, desk.today) if latest.on else ""
        last = noted(t("Last {value}", value=number(latest.value, unit)), day)
    said = [last, t(target_words(record, unit))]
    if (should := should_value(record, progress)) is not None:
        said.append(t("by today it should be {value}", value=number(should, unit)))
    lines = [(line, "foreground") for line in wrap(safe(record.title), width, 2)]
    return [[each] for each in (*lines, *((line, "muted") for line in wrap(told(said), width, 3)))]


async def block(acts: "Acts") -> None:
    """Say what holds the records up."""
    ids = acts.ids
    acts.desk.workspace.foresee(blocker.block, ids, "-")
    declared = KINDS["blocker"].fields
    more = ("waiting_on", "cause", "severity", "next_step", "next_owner", "next_by")
    fields = [declared[name] for name in ("title", *more)]
    values = {"cause": "communication", "severity": "normal"}

    async def submit(new: dict[str, Any]) -> Any:
        given = {name: new[name] for name in more if new.get(name)}
        return await acts.desk.do(blocker.block, ids, new.get("title") or "", **given)

    title = t("What holds up {ids}?", ids=ids[:4])
    made = await acts.show(Form(acts.desk, title, fields, values, submit))
    if made is not None:
        acts.finished(with_lessons(acts, [made], is_new(made)))


async def next_step(acts: "Acts") -> None:
    """What happens next about a blocker, by whom, by when."""
    asked = [acts.kind.fields[name] for name in ("next_step", "next_owner", "next_by")]
    await edit_some(acts, t("Next step for {id}", id=acts.chosen), asked)
