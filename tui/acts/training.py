"""That a training was held: on which day, and who took part."""

from typing import TYPE_CHECKING, Any

from store.commands import dry_run
from store.insight.trainings import is_for
from store.kinds import training
from store.kinds.person import Person, has_left
from store.words import Words
from tui.i18n import t
from tui.parts.form import Form

if TYPE_CHECKING:
    from tui.acts.acts import Acts


async def hold(acts: "Acts") -> None:
    """Those for whom it is are there to begin with; who was not is taken out."""
    record, desk = acts.record(), acts.desk
    wanted = [
        each.id
        for each in desk.records.all(Person)
        if is_for(record, each) and not has_left(each, record.on or desk.today)
    ]
    day = record.on or desk.common_day
    somebody = tuple(wanted) or (dry_run.somebody(desk.workspace),)
    desk.workspace.foresee(training.hold, record.id, somebody, min(day, desk.common_day))
    values = {"on": day, "took_part": record.took_part or tuple(wanted)}
    fields = [training.KIND.fields[name] for name in ("on", "took_part")]

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(training.hold, record.id, tuple(new.get("took_part") or ()), new.get("on"))

    if await acts.show(Form(desk, t("{id} was held", id=record.id), fields, values, submit)) is not None:
        acts.finished(Words("{id} is held; u takes it back", id=record.id))
